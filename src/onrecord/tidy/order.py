"""In which order the keys of a group stand: that of the model."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from onrecord.models import Metadata, Reason
from onrecord.read.fields import fields_of
from onrecord.read.record import AUTHORED
from onrecord.tables import TABLES


@dataclass(frozen=True)
class Order:
    """The order of the keys of a group, and that of the groups inside it, by the key that they stand under."""

    keys: Sequence[str] = ()
    inside: Mapping[str, "Order"] = field(default_factory=dict)

    def sorted(self, names: Iterable[str]) -> list[str]:
        """Names in this order; those that it does not know come last, as they stand."""
        places = {name: place for place, name in enumerate(self.keys)}
        return sorted(names, key=lambda name: places.get(name, len(places)))

    def below(self, name: str) -> "Order":
        """The order of the groups under a key."""
        return self.inside.get(name, _ANY)


_ANY = Order()


def _of_table(name: str) -> Order:
    table = TABLES[name]
    return Order(fields_of(table), {field: _of_table(child) for field, child in table.nested.items()})


def _of_metadata() -> Order:
    parts = {"licence": "Licence", "contributors": "Contributor", "contact": "Contact"}
    definitions = Metadata.model_json_schema()["$defs"]
    return Order(
        list(Metadata.model_fields),
        {name: Order(list(definitions[part]["properties"])) for name, part in parts.items()},
    )


def _of_model(model: type[BaseModel]) -> Order:
    return Order(list(model.model_fields))


RECORDS = Order((), {name: _of_table(name) for name in AUTHORED})
"""Of files of records, whose tables stay in the order of their author."""
METADATA = _of_metadata()
REASONS = _of_model(Reason)
