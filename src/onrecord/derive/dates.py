"""Date columns: the first day, the last day and the precision of every EDTF string."""

import pyarrow as pa
import pyarrow.compute as pc

from onrecord.models import edtf
from onrecord.tables import Column


def date_columns(column: Column, strings: pa.ChunkedArray) -> dict[str, pa.Array]:
    """The four columns of a date group by name, the EDTF strings first.

    Each distinct string is parsed once. The strings are those that the model accepted.
    """
    encoded = pc.dictionary_encode(strings.combine_chunks())
    periods = [edtf.parse(text) for text in encoded.dictionary.to_pylist()]
    parts = {
        "start": pa.array([period.start for period in periods], pa.date32()),
        "end": pa.array([period.end for period in periods], pa.date32()),
        "precision": pa.array([period.precision for period in periods], pa.string()),
    }
    taken = {f"{column.field}_{part}": pc.take(values, encoded.indices) for part, values in parts.items()}
    return {column.name: strings, **taken}
