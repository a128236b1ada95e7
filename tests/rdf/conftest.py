"""The releases that the other tests look at."""

from tests.release.conftest import release

__all__ = ["release"]
