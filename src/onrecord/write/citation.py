"""How a release is cited: ``CITATION.cff`` (Citation File Format 1.2.0), ``datacite.json`` and ``LICENSE``."""

from typing import Any

import yaml  # type: ignore[import-untyped, unused-ignore]

from onrecord.dataset import Dataset
from onrecord.models.metadata import Contact, Contributor

_CONTRIBUTORS = {"maintainer": "DataManager", "editor": "Editor", "publisher": "Distributor"}
"""The types that DataCite has for the roles that Data Package gives contributors; any other one is ``Other``."""


def citation_file(dataset: Dataset) -> str:
    """``CITATION.cff``. Makers stand there as entities, for nothing says which of them are persons."""
    metadata = dataset.metadata
    release = _release(dataset)
    content = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": metadata.title,
        "abstract": metadata.description,
        "version": metadata.version,
        "date-released": str(metadata.issued),
        "license": metadata.licence.id,
        "license-url": metadata.licence.url,
        "url": metadata.homepage,
        "identifiers": [{"type": "url", "value": release, "description": "The name of this release"}],
        "authors": [_entity(person) for person in metadata.contributors],
        "contact": [_entity(metadata.contact)],
        "keywords": list(dict.fromkeys(metadata.keywords)),
    }
    known = {name: value for name, value in content.items() if value}
    return str(yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000))


def _entity(one: Contributor | Contact) -> dict[str, str]:
    name = one.title if isinstance(one, Contributor) else one.name
    email = one.email if isinstance(one, Contact) else None
    return {"name": name} | ({"email": email} if email else {}) | ({"website": one.url} if one.url else {})


def datacite(dataset: Dataset) -> dict[str, Any]:
    """The release in DataCite's terms (Metadata Schema 4.5, as JSON), without a DOI, which only a registry gives."""
    metadata = dataset.metadata
    publishers = [person.title for person in metadata.contributors if person.role == "publisher"]
    authors = [person.title for person in metadata.contributors if person.role == "author"]
    others = [person for person in metadata.contributors if person.role not in ("author", "publisher")]
    described = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Dataset"},
        "titles": [{"title": metadata.title, "lang": metadata.language}],
        "creators": [{"name": name} for name in authors or [person.title for person in metadata.contributors]],
        "publisher": {"name": (publishers or [metadata.contributors[0].title])[0]},
        "publicationYear": str(metadata.issued.year),
        "dates": [{"date": str(metadata.issued), "dateType": "Issued"}],
        "language": metadata.language,
        "version": metadata.version,
        "alternateIdentifiers": [{"alternateIdentifier": _release(dataset), "alternateIdentifierType": "IRI"}],
        "url": metadata.homepage,
        "subjects": [{"subject": word, "lang": metadata.language} for word in dict.fromkeys(metadata.keywords)],
        "contributors": [
            {"name": person.title, "contributorType": _CONTRIBUTORS.get(person.role, "Other")} for person in others
        ],
        "rightsList": [_rights(dataset)],
        "descriptions": [
            {"description": metadata.description, "descriptionType": "Abstract", "lang": metadata.language}
        ],
        "formats": ["text/csv", "application/vnd.apache.parquet", "text/turtle"],
    }
    return {name: value for name, value in described.items() if value}


def _rights(dataset: Dataset) -> dict[str, str]:
    licence = dataset.metadata.licence
    return {
        "rights": licence.title,
        "rightsUri": licence.url,
        "rightsIdentifier": licence.id,
        "rightsIdentifierScheme": "SPDX",
        "schemeUri": "https://spdx.org/licenses/",
    }


def licence_file(dataset: Dataset) -> str:
    """``LICENSE``: which licence the data is under and where its text stands. That text is not here."""
    metadata = dataset.metadata
    makers = ", ".join(person.title for person in metadata.contributors)
    return (
        f"{metadata.title} {metadata.version}\n"
        f"Copyright {metadata.issued.year} {makers}\n\n"
        f"This dataset is licensed under: {metadata.licence.title}\n"
        f"SPDX-License-Identifier: {metadata.licence.id}\n"
        f"The text of the licence: {metadata.licence.url}\n\n"
        "The licence is that of the records. The sources that they cite belong to their owners; data/sources.csv\n"
        "gives the licence of each where it is known, and the wording of none is part of this dataset.\n"
    )


def _release(dataset: Dataset) -> str:
    return f"{dataset.metadata.base_iri}release/{dataset.metadata.version}"
