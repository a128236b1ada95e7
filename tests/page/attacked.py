"""A dataset whose texts are hostile, wherever the page shows one."""

from onrecord.dataset import Dataset

ATTACKS = ("</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}", "<!--", "]]>")
_SHOWN = {
    "agents": ("name",),
    "figure_dimensions": ("dimension",),
    "figure_flags": ("note",),
    "figures": ("stated",),
    "figures_wide": ("measure", "reporter"),
    "groups": ("name", "description"),
    "measures": ("name",),
    "organizations": ("name",),
    "persons": ("name",),
    "places": ("name",),
    "remarks": ("text",),
    "sources": ("label", "url"),
    "statements": ("summary",),
}
"""Columns of free text, by table."""


def attacked(dataset: Dataset, attack: str) -> Dataset:
    """The dataset with one text in all of its free text, its title and its description."""
    tables = dict(dataset.tables)
    for table, columns in _SHOWN.items():
        rows = [row | dict.fromkeys(columns, attack) for row in tables[table].to_pylist()]
        tables[table] = type(tables[table]).from_pylist(rows, tables[table].schema)
    return Dataset(dataset.metadata.model_copy(update={"title": attack, "description": attack}), tables)
