"""Programs of our own load pandas only for data frames."""

import subprocess
import sys

import pytest
from tests.conftest import HERE

SPARED = """
import sys
import pyarrow as pa
from onrecord.arrow import spare_pandas

spare_pandas()
pa.array(["a"])
assert "pandas" not in sys.modules
pa.table({"a": [1]}).to_pandas()
import pandas as pd
assert pa.array(pd.Series([1.0, float("nan")])).null_count == 1
"""
CHECKED = """
import sys
from onrecord.cli import main

main(["check", sys.argv[1]], standalone_mode=False)
assert "pyarrow" in sys.modules and "pandas" not in sys.modules
"""


@pytest.mark.parametrize("script", [SPARED, CHECKED], ids=["arrow", "command"])
def test_pandas_is_loaded_for_data_frames_alone(script: str) -> None:
    records = HERE / "tiny" / "records"
    done = subprocess.run([sys.executable, "-c", script, str(records)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
