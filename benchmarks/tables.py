"""Tables of the results, each between its two marks in README.md: ``python benchmarks/tables.py`` writes them anew."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from results import Row, load

README = Path(__file__).resolve().parent / "README.md"
_MARKED = re.compile(r"<!-- (\w+) -->\n.*?<!-- end -->", re.DOTALL)


def refreshed(text: str) -> str:
    """A text with the tables of the results between its marks."""
    return _MARKED.sub(lambda found: f"<!-- {found[1]} -->\n{table(load(found[1]))}\n<!-- end -->", text)


def table(told: dict[str, Any]) -> str:
    """A result as Markdown."""
    return _stages(told) if "stages" in told else _tools(told["unit"], [Row(**row) for row in told["rows"]], told)


def _tools(unit: str, rows: Sequence[Row], told: dict[str, Any]) -> str:
    lines = [["input", "tool", "seconds", f"{unit}/s", "times as fast", "aim", "peak MB", "remarks"]]
    lines.append(["---", "---", *["---:"] * 5, "---"])
    for _, group in groupby(rows, lambda row: row.input):
        lines += _compared(list(group))
    runs = sorted({len(row.seconds) for row in rows})
    how = f"Medians of {' or '.join(map(str, runs))} runs" if runs[-1] > 1 else "One run each"
    return f"{_markdown(lines)}\n\n{how}; {told['machine']}.\n"


def _compared(rows: Sequence[Row]) -> Iterator[list[str]]:
    first = rows[0]
    for row in rows:
        seconds = f"{row.median:.1f}" if row.median >= 1 else f"{row.median:.2f}"
        ratio = first.rate / row.rate
        times = "" if row is first else f"{ratio:.1f}" if ratio >= 1 else f"{ratio:.2g}"
        aim, peak = f"{row.aim:g}" if row.aim else "", f"{row.megabytes:,.0f}" if row.megabytes else ""
        yield [row.input, row.tool, seconds, f"{row.rate:,.0f}", times, aim, peak, row.note]


def _stages(told: dict[str, Any]) -> str:
    lines = [["stage", "seconds", "share", "most of it in"], ["---", "---:", "---:", "---"]]
    for name, stage in told["stages"].items():
        most = ", ".join(f"`{module}` {seconds:.1f}" for module, seconds in stage["modules"].items())
        lines.append([name, f"{stage['seconds']:.1f}", f"{stage['seconds'] / told['seconds']:.0%}", most])
    lines.append(["all", f"{told['seconds']:.1f}", "100%", ""])
    return f"{_markdown(lines)}\n\nOne run of {told['figures']:,} figures; {told['machine']}.\n"


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text("utf-8")), "utf-8")
