"""The releases that the other tests look at."""

from tests.release.conftest import release, tiny_release

__all__ = ["release", "tiny_release"]
