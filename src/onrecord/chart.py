"""Figures of a measure over time with matplotlib: values, ranges, and arrows for "at least" and "at most"."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from onrecord.story.words import visible

_ARROW = 30
"""How long an arrow is, in points; its length says nothing."""

_SHOWN = "\N{ZERO WIDTH SPACE}"
"""What stands before a name that begins with an underscore, which matplotlib would leave out of the legend."""

Row = Mapping[str, Any]


def chart(rows: Iterable[Row], axes: Any = None) -> Any:
    """Draws rows of ``figures_wide`` of one measure, a colour for each reporter; returns matplotlib's axes.

    A bar lies over the period of a figure, a line stands for its range, an arrow for what is open. Figures without a
    number or a period are left out. Needs matplotlib.
    """
    from matplotlib import pyplot

    drawn = [row for row in rows if _number(row) is not None and (row["period_start"] or row["period_end"])]
    axes = axes or pyplot.subplots()[1]
    by_reporter = sorted(drawn, key=lambda row: (row["reporter"] or "", _middle(row), row["id"]))
    for number, (reporter, figures) in enumerate(groupby(by_reporter, key=lambda row: row["reporter"] or "")):
        _draw(axes, list(figures), _label(reporter), f"C{number % 10}")
    if drawn:
        axes.set_ylabel(drawn[0]["unit"])
        for text in (axes.set_title(visible(drawn[0]["measure"])), *axes.legend().get_texts()):
            text.set_parse_math(False)  # a dollar in a name is a dollar
        axes.figure.autofmt_xdate()
    return axes


def _draw(axes: Any, rows: list[Row], label: str, colour: str) -> None:
    axes.plot([_middle(row) for row in rows], [_number(row) for row in rows], "o", color=colour, label=label)
    for row in rows:
        axes.plot(_ends(row), [_number(row)] * 2, color=colour, alpha=0.4, linewidth=3)
        low, high = row["low"], row["high"]
        if low is not None and high is not None:
            axes.plot([_middle(row)] * 2, [low, high], color=colour, linewidth=3)
        elif row["value"] is None:
            _arrow(axes, _middle(row), _number(row), -_ARROW if low is None else _ARROW, colour)


def _label(reporter: str) -> str:
    return f"{_SHOWN if reporter.startswith('_') else ''}{visible(reporter) or 'not named'}"


def _arrow(axes: Any, x: date, y: Any, length: int, colour: str) -> None:
    style = {"arrowstyle": "<-", "color": colour, "linewidth": 1.5}
    axes.annotate("", (x, y), xytext=(0, length), textcoords="offset points", arrowprops=style)


def _number(row: Row) -> float | None:
    return next((row[name] for name in ("value", "low", "high") if row[name] is not None), None)


def _ends(row: Row) -> tuple[date, date]:
    start, end = row["period_start"], row["period_end"]
    return start or end, end or start


def _middle(row: Row) -> date:
    start, end = _ends(row)
    return start + timedelta(days=(end - start).days // 2)
