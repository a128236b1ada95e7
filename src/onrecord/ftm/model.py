"""What the followthemoney model and the tables here have in common."""

from collections.abc import Mapping
from typing import Any

from onrecord.problems import UsageError

EXPOSURE = "onrecord_exposure"
"""The key, beside an entity's id and schema, that says why a person may be named; tools of that model keep it."""
UNDETERMINED = "und"
"""The language of names, of which that model does not tell it (ISO 639-2)."""

KIND_OF: Mapping[str, str] = {"PublicBody": "government", "Company": "company"}
"""The kind of organization that a schema tells; others tell none."""
SCHEMA_OF: Mapping[str, str] = {"government": "PublicBody", "company": "Company"}
"""The schema of an organization by its kind; `Organization` for all others."""
NAME_KINDS: Mapping[str, str] = {
    "name": "alternative",
    "alias": "alternative",
    "weakAlias": "alternative",
    "previousName": "alternative",
    "abbreviation": "abbreviation",
}
"""Properties that hold names, the first of them the preferred one, and the kind of name that they become."""
PROPERTY_OF: Mapping[str, str] = {
    "preferred": "name",
    "native": "name",
    "translation": "alias",
    "transliteration": "alias",
    "alternative": "alias",
    "abbreviation": "abbreviation",
    "misspelling": "weakAlias",
}
"""The property that a kind of name becomes."""
_INSTALL = "entities of the followthemoney model need its library: pip install 'onrecord[ftm]'"


def library() -> Any:
    """The model of the library followthemoney. Raises UsageError where it is not installed."""
    try:
        from followthemoney import model
    except ImportError:
        raise UsageError(_INSTALL) from None
    return model


def alpha_3(code: str) -> str | None:
    """A country code of that model as ISO 3166-1 alpha-3; None where it is no country of that list."""
    from rigour.territories import get_territory

    territory = get_territory(code)
    return territory.alpha3.upper() if territory and territory.alpha3 else None


def alpha_2(code: str) -> str:
    """A country by its ISO 3166-1 alpha-3 code as that model has it."""
    from rigour.territories import get_territories

    found: dict[str, str] = {each.alpha3: each.code for each in get_territories() if each.alpha3}
    return found.get(code.lower(), "")
