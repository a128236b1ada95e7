"""Reading the CSV files of a release back."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pc

from onrecord.tables import Table


def read_csv(path: Path, table: Table) -> pa.Table:
    """A table of a release from its CSV file, in the release's schema.

    Raises pyarrow's ArrowInvalid where a header, a type or a required cell is not as the schema says.
    """
    convert = pc.ConvertOptions(
        column_types=table.schema,
        include_columns=table.names,
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    return pc.read_csv(path, convert_options=convert).cast(table.schema)
