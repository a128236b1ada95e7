"""Arrow without what it loads unasked."""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder

import pyarrow as pa


class _NoPandas(MetaPathFinder):
    """Finds no pandas, and leaves all other modules to other finders."""

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname, name=fullname)


def spare_pandas() -> None:
    """Lets Arrow load pandas when it is asked for a data frame, and not with the first list that becomes an array.

    That spares every process a fifth of a second and tens of megabytes. It is for programs of our own: as long as they
    run, Arrow knows no ``NA`` and no ``NaT`` of pandas.
    """
    if "pandas" in sys.modules:
        return
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])  # Arrow looks for pandas once, and remembers that there was none
    finally:
        sys.meta_path.remove(finder)
