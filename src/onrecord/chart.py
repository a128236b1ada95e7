"""Figures of a measure over time with matplotlib: values, ranges, and arrows for "at least" and "at most"."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from math import floor, log10
from typing import Any

from onrecord.page.plot import is_hollow, series_of
from onrecord.story.words import meaning, number, visible

_ARROW = 30
"""How long an arrow is, in points; its length says nothing."""
_LONGEST = 70
"""So many characters of a name fit beside one another; a longer one would leave no room for the plot."""

_COLOURS = 10
"""So many colours matplotlib tells apart, ``C0`` and on; of more series, the marks have another shape."""
_SHAPES = "os^Dv"
_NAMED = 8
"""So many series the legend names, fewer where the plot is low, and says how many others there are."""
_SIZE = 8
"""The size of the legend's words, in points; a line of it is half as high again."""
_SHOWN = "\N{ZERO WIDTH SPACE}"
"""What stands before a name that begins with an underscore, which matplotlib would leave out of the legend."""

Row = Mapping[str, Any]


def chart(rows: Iterable[Row], axes: Any = None) -> Any:
    """Draws rows of ``figures_wide`` of one measure, a mark for each series of the page; returns matplotlib's axes.

    A bar lies over the period of a figure, a line stands for its range, an arrow for what is open; hollow is what is no
    observation, or is flagged. Figures without a number or a period are left out. The scale begins at nought where
    nothing is below it. The legend stands below: a figure of given axes that has no layout is laid out anew for it
    (matplotlib's ``constrained``); axes that lie where they were put have it within. Needs matplotlib.
    """
    from matplotlib import pyplot

    drawn = list(filter(is_drawable, rows))
    axes = axes or pyplot.subplots()[1]
    named = _named(axes)
    ordered = sorted(drawn, key=lambda row: (series_of(row), is_hollow(row), _middle(row), row["id"]))
    found = [(_label(series), list(figures)) for series, figures in groupby(ordered, key=series_of)]
    for place, (label, figures) in enumerate(found):
        shape, colour = divmod(place, _COLOURS)
        _draw(axes, figures, label if place < named else "", f"C{colour}", _SHAPES[shape % len(_SHAPES)])
    if len(found) > named:
        axes.plot([], [], " ", label=f"and {len(found) - named:,} more")
    if any(map(is_hollow, drawn)):
        axes.plot([], [], "o", color="grey", markerfacecolor="none", label="not an observation, or flagged")
    if drawn:
        _name(axes, drawn[0])
    return axes


def is_drawable(row: Row) -> bool:
    """Whether a figure has both a number and a period."""
    return _number(row) is not None and bool(row["period_start"] or row["period_end"])


def _named(axes: Any) -> int:
    """So many series can be named below axes that are to keep half of their height, besides two lines on the rest."""
    points = axes.get_window_extent().height / axes.get_figure().dpi * 72
    return max(min(int(points / 2 / (1.5 * _SIZE)) - 2, _NAMED), 1)


def _name(axes: Any, row: Row) -> None:
    """Says what is drawn, in which unit, and from nought on; the legend stands where nothing is drawn."""
    from matplotlib.dates import ConciseDateFormatter

    axes.set_ylabel(meaning("figures", "unit", row["unit"]).rstrip("."))
    axes.xaxis.set_major_formatter(ConciseDateFormatter(axes.xaxis.get_major_locator()))  # type: ignore[no-untyped-call]
    axes.yaxis.set_major_formatter(lambda value, _: number(_rounded(value, *axes.get_ylim())))
    legend = axes.legend(frameon=False, fontsize=_SIZE, **_place(axes))
    for text in (axes.set_title(_short(row["measure"])), *legend.get_texts()):
        text.set_parse_math(False)  # a dollar in a name is a dollar
    if axes.dataLim.y0 >= 0:
        axes.set_ylim(bottom=0)


def _place(axes: Any) -> dict[str, Any]:
    """Where the legend of some axes stands, and room for it there."""
    if axes.get_subplotspec() is None:
        return {"loc": "best"}
    figure = axes.get_figure().canvas.figure  # the whole, where the axes are of a part of it
    if figure.get_layout_engine() is None:
        figure.set_layout_engine("constrained")
    return {"loc": "upper center", "bbox_to_anchor": (0.5, -0.1)}


def _draw(axes: Any, rows: list[Row], label: str, colour: str, shape: str) -> None:
    for hollow, marks in groupby(rows, key=is_hollow):
        places = zip(*((_middle(row), _number(row)) for row in marks), strict=True)
        axes.plot(*places, shape, color=colour, markerfacecolor="none" if hollow else colour, label=label)
        label = ""  # one entry in the legend is enough
    for row in rows:
        axes.plot(_ends(row), [_number(row)] * 2, color=colour, alpha=0.4, linewidth=3)
        low, high = row["low"], row["high"]
        if low is not None and high is not None:
            axes.plot([_middle(row)] * 2, [low, high], color=colour, linewidth=3)
        elif row["value"] is None:
            _arrow(axes, _middle(row), _number(row), -_ARROW if low is None else _ARROW, colour)


def _rounded(value: float, bottom: float, top: float) -> float:
    """A tick without what computing left of it, however small the numbers of its axis are."""
    return round(float(value), 9 - floor(log10(abs(top - bottom))))


def _label(series: str) -> str:
    return f"{_SHOWN if series.startswith('_') else ''}{_short(series)}"


def _short(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"


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
