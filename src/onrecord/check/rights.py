"""Rights: data that are taken over leave room for the licence of the release, and name where they come from.

The rules look at sources of the kind ``dataset`` alone, whose data are imported. Facts may be cited from a source under
any licence, where nothing but the facts is taken; what is merely quoted for a number or two is recorded as what it was
read in, such as a report or a page. Licences are known by their SPDX ids, also where blanks stand for hyphens. Whether
data may be published under any other text, or under none, is for people to judge, who say so in a remark.

Which licence may become which follows the chart for adapters and the rule on later versions in Creative Commons' FAQ
(https://creativecommons.org/faq/), ODbL 1.0, section 4.4, and OGL 3.0 for the UK, which names CC BY 4.0 and ODC-By as
compatible with it. The chart only advises against a looser licence, such as CC0 for something made from CC BY, because
the licence may be meant for what was added. Here it is an error: a release holds the data themselves.
"""

from collections.abc import Iterable, Mapping

from onrecord.check.rule import Rule
from onrecord.tables import ORIGIN

FREE, NAMED, ALIKE, DATABASE, UNPAID, UNPAID_ALIKE, UNCHANGED = (
    "public domain",
    "attribution",
    "share alike",
    "database share alike",
    "non-commercial",
    "non-commercial share alike",
    "no derivatives",
)
FAMILIES: Mapping[str, str] = {
    FREE: r"CC0-1\.0|PDDL-1\.0|CC-PDDC|DL-DE-ZERO-2\.0",
    NAMED: r"CC-BY-[1-4]\.[0-9].*|ODC-By-1\.0|OGL-UK-[123]\.0|OGL-Canada-2\.0|etalab-2\.0|DL-DE-BY-2\.0|NLOD-[12]\.0"
    r"|MIT",
    ALIKE: r"CC-BY-SA-[2-4]\.[0-9].*",
    DATABASE: r"ODbL-1\.0",
    UNPAID: r"CC-BY-NC-[1-4]\.[0-9].*",
    UNPAID_ALIKE: r"CC-BY-NC-SA-[2-4]\.[0-9].*",
    UNCHANGED: r"CC-BY-(NC-)?ND-[1-4]\.[0-9].*|CC-BY-ND-NC-1\.0",
}
"""Families of licences that ask for the same, each with the SPDX ids in it as a regular expression."""
MAY_BECOME: Mapping[str, tuple[str, ...]] = {
    FREE: tuple(FAMILIES),
    NAMED: (NAMED, ALIKE, DATABASE, UNPAID, UNPAID_ALIKE, UNCHANGED),
    ALIKE: (ALIKE,),
    DATABASE: (DATABASE,),
    UNPAID: (UNPAID, UNPAID_ALIKE),
    UNPAID_ALIKE: (UNPAID_ALIKE,),
    UNCHANGED: (),
}
"""The family of data that are taken over, and the families that a release made from them may be licensed under.

Where share-alike data stay in their family, the release has the same version of the licence or a later one.
"""


def _values(rows: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"('{one}', '{other}')" for one, other in rows)


_DATA = f"""
families(family, pattern) AS (VALUES {_values(FAMILIES.items())}),
data AS (
    SELECT s.*, f.family, regexp_extract(s.licence, '[0-9][.][0-9]') AS version FROM sources s
    LEFT JOIN families f ON regexp_full_match(replace(s.licence, ' ', '-'), f.pattern, 'i') WHERE s.kind = 'dataset'
),
release AS (
    SELECT m.licence, f.family, regexp_extract(m.licence, '[0-9][.][0-9]') AS version
    FROM metadata m LEFT JOIN families f ON regexp_full_match(m.licence, f.pattern, 'i')
)
"""
FORBIDDEN = Rule(
    "licence-forbids-release",
    "Data that are taken over may be published under the licence of the release.",
    "choose a licence for the release that the data allow, leave the data out, or ask their owner",
    f"""
    WITH {_DATA},
    allowed(family, becomes) AS (VALUES {_values((one, other) for one in MAY_BECOME for other in MAY_BECOME[one])})
    SELECT d.{ORIGIN}, 'licence' AS field, 'data under ' || d.licence || ' (' || d.family || ') are in `' || d.id
        || '`, but the release is to be under ' || r.licence AS message
    FROM data d CROSS JOIN release r LEFT JOIN allowed a ON a.family = d.family AND a.becomes = r.family
    WHERE d.family = '{UNCHANGED}' OR (r.family IS NOT NULL AND d.family IS NOT NULL AND a.family IS NULL)
        OR (d.family IN ('{ALIKE}', '{UNPAID_ALIKE}') AND d.version > r.version)
    """,
)
UNKNOWN = Rule(
    "unknown-licence",
    "Data that are taken over have a licence that is known, as has the release, or a remark says why they may stay.",
    "give `licence` by its SPDX id, or add a remark of kind `inference` that says why the data may be published here",
    f"""
    WITH {_DATA}
    SELECT d.{ORIGIN}, CASE WHEN d.licence IS NULL THEN 'id' ELSE 'licence' END AS field, CASE
        WHEN d.licence IS NULL THEN 'the data of `' || d.id || '` have no licence'
        WHEN d.family IS NULL THEN 'what the licence `' || d.licence || '` of `' || d.id || '` allows is not known'
        ELSE 'data under ' || d.licence || ' are in `' || d.id || '`, and what the licence of the release, '
            || r.licence || ', allows is not known' END AS message
    FROM data d CROSS JOIN release r ANTI JOIN (SELECT record_id FROM remarks WHERE kind = 'inference') m
        ON m.record_id = d.id
    WHERE d.family IS NULL OR (r.family IS NULL AND d.family NOT IN ('{FREE}', '{UNCHANGED}'))
    """,
)
UNNAMED = Rule(
    "missing-attribution",
    "Data under a licence that asks for it come with the words that name their source.",
    "add `attribution` with the words that the owner of the data asks for",
    f"""
    WITH {_DATA}
    SELECT {ORIGIN}, 'licence' AS field, '`' || id || '` is under ' || licence || ' and has no `attribution`' AS message
    FROM data WHERE family <> '{FREE}' AND attribution IS NULL
    """,
)

RULES = (FORBIDDEN, UNKNOWN, UNNAMED)
