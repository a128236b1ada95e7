"""How releases and tables show themselves in notebooks: small pieces of HTML in which every value is escaped."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

MOST = 20
"""So many rows of a table are shown."""

_ENVIRONMENT = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
_TABLE = _ENVIRONMENT.from_string("""\
<div style="overflow-x:auto"><table>
<thead><tr>{% for name in names %}<th>{{ name }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{% endfor %}
</tbody></table></div>
<p>{{ "{:,}".format(count) }} rows{% if count > rows | length %}, the first {{ rows | length }} shown{% endif %}</p>
""")
_RELEASE = _ENVIRONMENT.from_string("""\
<h3>{{ title }}</h3>
<p>{{ description }}</p>
<p>Version {{ version }}{% if created %}, {{ created }}{% endif %}</p>
{{ counts }}
""")


def table_html(names: Sequence[str], rows: Iterable[Sequence[Any]], count: int) -> str:
    """Rows as an HTML table; an absent value is an empty cell."""
    cells = [list(map(_shown, row)) for row in rows]
    return _TABLE.render(names=names, rows=cells, count=count)


def _shown(cell: Any) -> Any:
    """A cell as people write it: no ``.0`` after whole numbers, all digits of others."""
    return "" if cell is None else f"{cell:.15g}" if isinstance(cell, float) else cell


def release_html(descriptor: Mapping[str, Any], counts: Mapping[str, int]) -> str:
    """A release by its descriptor, with how many rows its tables have."""
    facts = {name: str(descriptor.get(name, "")) for name in ("title", "description", "version", "created")}
    shown = [(name, f"{count:,}") for name, count in counts.items() if count]
    return _RELEASE.render(**facts, counts=Markup(table_html(("table", "rows"), shown, len(shown))))
