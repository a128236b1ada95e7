"""Builds a release on a cluster, small inputs in parts: `python driver.py RECORDS INTO MASTER PART_BYTES SMALL_TABLES`.

Tells the problems where there are any, one a line.
"""

import sys

from onrecord.layout import Layout
from onrecord.problems import Refused
from onrecord.publish import build
from onrecord.read import part, workers

LAYOUT = Layout(part_rows=100)
PLAIN = {"spark.sql.codegen.wholeStage": "false", "spark.sql.codegen.factoryMode": "NO_CODEGEN"}
"""Statements over a few rows are not worth compiling."""


def main(records: str, into: str, master: str, part_bytes: str, small_tables: str) -> int:
    """Builds; 1 where the records are refused."""
    part.PART, workers._WORTH = int(part_bytes), 1
    conf = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.executor.memory": "700m",
        "spark.onrecord.smallTables": small_tables,
        **PLAIN,
    }
    try:
        build(records, into, layout=LAYOUT, engine="spark", master=master, spark_conf=conf)
    except Refused as refused:
        print(*(f"{problem.where}: {problem.code}" for problem in refused.problems), sep="\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
