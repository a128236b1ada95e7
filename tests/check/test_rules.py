"""Every rule has a dataset that breaks it, and says so at the right place."""

from pathlib import Path

import pytest

from onrecord import duck_store
from onrecord.check import RULES
from onrecord.check.printed import CODE as STATED_MISMATCH
from onrecord.load import load
from onrecord.problems import Severity

PASSAGE = "passage_sha256: 9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"

# A figure of the same thing as the tiny dataset's `fig-people-2022`, and much smaller.
ALIKE = """\
  - id: fig-alike
    source_id: src-relay
    about_id: grp-world
    measure_id: var-population
    modality: estimated
    qualifier: exact
    stated: 9 million
    value: 9000000
    period: 2022-11-15
    place_id: place-world
    dimensions: [{dimension: sex, value: both}]
    citations: [{source_id: src-relay}]"""

# code, file, what stands there, what to write instead, the message, the start of the line that it points at
BROKEN = [
    ("duplicate-id", "agents", "id: org-unfpa", "id: org-un",
     "the id `org-un` names another record already (see records/agents.yaml:2:5)", "  - id: org-un"),
    ("duplicate-row", "agents", "{value: UN, lang: en, kind: abbreviation}",
     "{value: UN, lang: en, kind: abbreviation}\n      - {value: UN, lang: en, kind: abbreviation}",
     "the same name of `org-un` stands twice", "      - {value: UN, lang: en, kind: abbreviation}"),
    ("unknown-reference", "reports", "speaker_id: org-un", "speaker_id: org-unn",
     "no record has the id `org-unn`", "    speaker_id: org-unn"),
    ("wrong-reference", "reports", "speaker_id: org-un", "speaker_id: fig-growth",
     "`fig-growth` is a figure, and this must be an organization, a person or a group", "    speaker_id: fig-growth"),
    ("withdrawn-reference", "agents", "persons:",
     "records:\n  - {id: stmt-gone, type: statement, status: withdrawn, reason: Asked for.}\n"
     "remarks:\n  - {record_id: stmt-gone, kind: privacy, text: It was about somebody.}\npersons:",
     "`stmt-gone` was withdrawn", "  - {record_id: stmt-gone"),
    ("reference-loop", "agents", "kind: international\n    names",
     "kind: international\n    parent_id: org-un\n    names",
     "`org-un` leads back to itself through `parent_id`", "    parent_id: org-un"),
    ("same-agent", "agents", "{other_id: org-un, reason", "{other_id: org-unfpa, reason",
     "`org-unfpa` cannot differ from itself", "      - {other_id: org-unfpa"),
    ("register-entry", "agents", "persons:",
     "records:\n  - {id: org-old, type: organization, status: withdrawn}\npersons:",
     "`org-old` is withdrawn without a reason", "  - {id: org-old"),
    ("native-language", "agents", "    native_lang: fr\n", "",
     "`org-un` has a native name without a language, or a language without a name", "    native_name: Nations unies"),
    ("name-mismatch", "agents", "{value: UN, lang: en, kind: abbreviation}", "{value: UN, lang: en, kind: preferred}",
     "`UN` is listed as the preferred name, but `org-un` has `United Nations`", "      - {value: UN, lang: en"),
    ("shared-name", "agents", "name: United Nations Population Fund",
     "name: United Nations Population Fund\n    names: [{value: NATIONS  UNIES, lang: fr, kind: alternative}]",
     "`org-unfpa` is called `NATIONS  UNIES`, as `org-un` is (see records/agents.yaml:4:18)",
     "    names: [{value: NATIONS  UNIES"),
    ("missing-citation", "reports", '    citations: [{source_id: src-relay, locator: "page 1"}]\n', "",
     "the statement `stmt-responsibility` has no citation", "  - id: stmt-responsibility"),
    ("missing-span", "reports", f"        start_char: 0\n        end_char: 90\n        {PASSAGE}\n", "",
     "the text of `src-page` was read, but this citation has no span with a hash", "      - source_id: src-page"),
    ("half-span", "reports", "start_char: 0\n        end_char: 90", "start_char: 90\n        end_char: 90",
     "the passage ends at 90, not after its start at 90", "        end_char: 90"),
    ("citation-outside-source", "reports", "end_char: 90", "end_char: 501",
     "the passage ends at 501, but `src-page` has 500 code points", "        end_char: 501"),
    ("missing-number", "reports", "        stated: 7 billion\n", "",
     "the figure `fig-people-2010` is given, but has no `stated`", "      - id: fig-people-2010"),
    ("unwanted-number", "reports", "qualifier: about", "qualifier: about\n        availability: not_reported",
     "the figure `fig-people-2010` is not reported, but has a number", "        value: 7e9"),
    ("bounds-order", "reports", "value: 7e9", "value: 7e9\n        low: 8e9\n        high: 6e9",
     "the bounds of `fig-people-2010` are crossed: 8000000000 to 6000000000", "        high: 6e9"),
    ("rounding-step", "reports", "value: 7e9", "value: 7e9\n        rounded_to: 1e9",
     "`rounded_to` does not fit: the qualifier is `about` and the step 1000000000", "        rounded_to: 1e9"),
    ("statement-mismatch", "reports", "value: 7e9", "value: 7e9\n        source_id: src-relay",
     "the source is `src-relay`, but that of the statement `stmt-eight-billion` is `src-page`",
     "        source_id: src-relay"),
    ("missing-source", "reports", "figures:\n  - id: fig-people-misprint",
     "figures:\n  - {id: fig-alone, measure_id: var-population, modality: observed, availability: not_reported}\n"
     "  - id: fig-people-misprint",
     "the figure `fig-alone` has neither a statement nor a source", "  - {id: fig-alone"),
    ("not-an-observation", "reports", "kind: announcement\n    attribution", "kind: promise\n    attribution",
     "the statement `stmt-eight-billion` is a promise, so its number is not estimated", "        modality: estimated"),
    ("share-above-100", "reports", "unit: INDIV\n    statistic: count", "unit: PERCENT\n    statistic: share",
     "`fig-people-2022` gives 8000000000 for a share", "        value: 8000000000"),
    ("said-after-publication", "reports", "said: 2022-11-15", "said: 2022-11-16",
     "`stmt-eight-billion` was said in 2022-11-16, but `src-page` was published in 2022-11-15",
     "    said: 2022-11-16"),
    ("reported-after-publication", "reports", "value: 7e9", "value: 7e9\n        reported: 2023",
     "`fig-people-2010` was reported in 2023, but `src-page` was published in 2022-11-15", "        reported: 2023"),
    ("observed-in-future", "reports", "period: 2010\n", "period: 2030\n",
     "`fig-people-2010` is estimated for 2030, but `src-page` was published in 2022-11-15", "        period: 2030"),
    ("retrieved-before-publication", "reports", "retrieved: 2024-01-30", "retrieved: 2022-01-30",
     "`src-page` was read on 2022-01-30, but published in 2022-11-15", "    retrieved: 2022-01-30"),
    ("embedded-after", "reports", "embedded: no", "",
     "`stmt-responsibility` was said in 2022-11-16, inside `stmt-eight-billion` of 2022-11-15", "    said: 2022-11-16"),
    ("derivation-inputs", "reports", "      - {figure_id: fig-people-2010, role: base}\n", "",
     "the difference `drv-growth` has 1 current, 0 base and 0 member figures", "    operation: difference"),
    ("missing-scope", "reports", "derivations:",
     "derivations:\n  - {id: drv-most, figure_id: fig-people-2022, operation: maximum, "
     "inputs: [{figure_id: fig-people-2022, role: member}]}",
     "the maximum `drv-most` has no scope", "  - {id: drv-most"),
    ("derived-from-itself", "reports", "{figure_id: fig-people-2022, role: current}",
     "{figure_id: fig-growth, role: current}",
     "`fig-growth` is an input of its own derivation", "      - {figure_id: fig-growth"),
    ("derivation-disagrees", "reports", "        flags: [{flag: disputed, note: Depends on the year that is counted "
     "from.}]\n", "",
     "`fig-growth` is printed as 1 billion, but its inputs give 500000000 "
     "(see records/reports.yaml:91:9)", "    figure_id: fig-growth"),
    ("extreme-contradicted", "reports", "derivations:",
     "derivations:\n  - {id: drv-most, figure_id: fig-growth, operation: minimum, scope: 2000/2023, "
     "inputs: [{figure_id: fig-growth, role: member}]}",
     "`fig-growth` is called the minimum of 2000/2023, but `fig-less` lies beyond it "
     "(see records/reports.yaml:124:6)", "  - {id: drv-most"),
    ("licence-forbids-release", "reports", "kind: news_article",
     "kind: dataset\n    licence: CC-BY-NC-4.0\n    attribution: The Relay",
     "data under CC-BY-NC-4.0 (non-commercial) are in `src-relay`, but the release is to be under CC0-1.0",
     "    licence: CC-BY-NC-4.0"),
    ("unknown-licence", "reports", "kind: news_article", "kind: dataset\n    licence: ask us",
     "what the licence `ask us` of `src-relay` allows is not known", "    licence: ask us"),
    ("missing-attribution", "reports", "kind: news_article", "kind: dataset\n    licence: CC-BY-4.0",
     "`src-relay` is under CC-BY-4.0 and has no `attribution`", "    licence: CC-BY-4.0"),
    ("factor-of-1000", "reports", "figures:\n  - id", f"figures:\n{ALIKE}\n  - id",
     "`fig-alike` gives 9000000, about a factor of 1,000 from the 8000000000 of `fig-people-2022` (see "
     "records/reports.yaml:59:9)", "    value: 9000000"),
    ("cumulative-falls", "reports", "accumulation: stock", "accumulation: cumulative",
     "`fig-alike` gives 9000000 up to 2022-11-16, less than the 8000000000 up to 2022-11-15 of `fig-people-2022` (see "
     "records/reports.yaml:59:9)", "    period: 2022-11-16"),
    ("figure-twice", "reports", "source_id: src-relay\n    about",
     "source_id: src-page\n    reporter_id: org-un\n    about",
     "`fig-alike` has the measure, subject, place, period, modality and reporter of `fig-people-2022` (see "
     "records/reports.yaml:59:9)", "  - id: fig-alike"),
    ("unexplained-conflict", "reports", "figures:\n  - id", f"figures:\n{ALIKE}\n  - id",
     "`fig-people-2022` contradicts `fig-alike`: the ranges of the two figures do not meet (see "
     "records/reports.yaml:125:5)", "        value: 8000000000"),
    ("small-count", "reports", "value: 7e9", "value: 4",
     "`fig-people-2010` gives a number below 5 about or from `grp-world`", "      - id: fig-people-2010"),
    ("private-person", "agents", "exposure: public_office", "exposure: private",
     "`per-guterres` is a private person, and no remark says by what rule they are named", "    exposure: private"),
    ("telling-id", "agents", "id: grp-world", "id: grp-world-19", "the id `grp-world-19` ends in digits",
     "  - id: grp-world-19"),
    ("stated-mismatch", "reports", "value: 7e9", "value: 7e6",
     "`7 billion` was printed, but `value` is 7000000", "        value: 7e6"),
]  # fmt: skip

# Some rules need more than one edit to be broken.
MORE_EDITS = {
    "shared-name": [
        ("    distinctions:\n      - {other_id: org-un, reason: A fund of the United Nations and not the whole.}\n",
         ""),
    ],
    "embedded-after": [
        ("refers_to_id: stmt-eight-billion", "embedded_in_id: stmt-eight-billion"),
        ("said: 2022-11\n", "said: 2022-11-16\n"),
    ],
    "derivation-disagrees": [
        ("qualifier: rounded\n", "qualifier: exact\n"), ("value: 8000000000", "value: 7500000000"),
        ("stated: eight billion", "stated: 7.5 billion"), ("qualifier: about", "qualifier: exact"),
    ],
    "cumulative-falls": [
        ("figures:\n  - id", f"figures:\n{ALIKE}\n  - id"),
        ("exact\n    stated: 9 million\n    value: 9000000\n    period: 2022-11-15",
         "exact\n    stated: 9 million\n    value: 9000000\n    period: 2022-11-16"),
    ],
    "figure-twice": [("figures:\n  - id", f"figures:\n{ALIKE}\n  - id")],
    "extreme-contradicted": [
        ("figures:\n  - id: fig-people-misprint",
         "figures:\n  - {id: fig-less, source_id: src-page, about_id: grp-world, modality: estimated, "
         "measure_id: var-population-growth, stated: 5, value: 5, qualifier: exact, period: 2001/2002, "
         "citations: [{source_id: src-relay}]}\n  - id: fig-people-misprint"),
        ("qualifier: more_than", "qualifier: exact"),
        ("        flags: [{flag: disputed, note: Depends on the year that is counted "
         "from.}]\n", ""),
    ],
}  # fmt: skip


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, old
    path.write_text(text.replace(old, new, 1), "utf-8")


def break_rule(path: Path, code: str, old: str, new: str) -> None:
    for edited in MORE_EDITS.get(code, []):
        edit(path, *edited)
    if old in path.read_text("utf-8"):
        edit(path, old, new)


@pytest.mark.parametrize(("code", "file", "old", "new", "message", "line"), BROKEN, ids=[case[0] for case in BROKEN])
def test_a_broken_rule_is_told_at_its_place(
    records: Path, code: str, file: str, old: str, new: str, message: str, line: str
) -> None:
    break_rule(records / f"{file}.yaml", code, old, new)
    _, problems = load(records)
    found = [problem for problem in problems if problem.code == code]
    assert [problem.message for problem in found][:1] == [message], problems
    assert found[0].excerpt.startswith(line)
    assert found[0].where.file == f"records/{file}.yaml"
    assert found[0].help


@pytest.mark.parametrize(
    ("statistic", "qualifier", "value", "message"),
    [
        ("share", "more_than", 100, "`fig-people-2010` gives more than 100 for a share"),
        ("share", "at_least", 100, ""),
        ("share", "more_than", 99, ""),
        ("count", "less_than", 0, "`fig-people-2010` gives less than 0 for a count"),
        ("count", "at_most", 0, ""),
    ],
)
def test_what_lies_beyond_a_bound_lies_beyond_what_can_be(
    records: Path, statistic: str, qualifier: str, value: int, message: str
) -> None:
    edit(records / "reports.yaml", "unit: INDIV\n    statistic: count", f"unit: PERCENT\n    statistic: {statistic}")
    edit(records / "reports.yaml", "qualifier: about", f"qualifier: {qualifier}")
    edit(records / "reports.yaml", "stated: 7 billion", f"stated: {value}")
    edit(records / "reports.yaml", "value: 7e9", f"value: {value}")
    found = [problem.message for problem in load(records)[1] if problem.code == "share-above-100"]
    assert [told for told in found if "2010" in told] == ([message] if message else [])


def test_every_rule_has_a_case() -> None:
    assert [case[0] for case in BROKEN] == [*(rule.code for rule in RULES), STATED_MISMATCH]


def test_the_tiny_dataset_breaks_no_rule(records: Path) -> None:
    dataset, problems = load(records)
    assert problems == ()
    assert dataset is not None


TOGETHER = """duplicate-id duplicate-row unknown-reference withdrawn-reference reference-loop native-language
missing-citation missing-span missing-number bounds-order rounding-step statement-mismatch missing-source
not-an-observation share-above-100 said-after-publication reported-after-publication observed-in-future
retrieved-before-publication derivation-inputs missing-scope derived-from-itself licence-forbids-release private-person
telling-id""".split()
"""Rules that one dataset can break all at once."""


def test_problems_do_not_depend_on_plans(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is few has one thread and simple plans; with all that many records have, the same is found."""
    for code, file, old, new, *_ in BROKEN:
        if code in TOGETHER:
            break_rule(records / f"{file}.yaml", code, old, new)
    _, found = load(records)
    assert {problem.code for problem in found} >= set(TOGETHER)
    monkeypatch.setattr(duck_store, "FEW_BYTES", 0)
    assert load(records)[1] == found


DOUBTS = [case[:4] for case in BROKEN if case[0] in {rule.code for rule in RULES if rule.doubt}]


@pytest.mark.parametrize(("code", "file", "old", "new"), DOUBTS, ids=[case[0] for case in DOUBTS])
def test_what_is_hard_to_believe_only_warns_in_imported_records(
    records: Path, code: str, file: str, old: str, new: str
) -> None:
    break_rule(records / f"{file}.yaml", code, old, new)
    assert {problem.severity for problem in load(records)[1] if problem.code == code} == {Severity.ERROR}
    edit(records / "dataset.yaml", "name: tiny", "name: tiny\nimported: true")
    assert {problem.severity for problem in load(records)[1] if problem.code == code} == {Severity.WARNING}


def test_a_paragraph_nought_is_told_of_a_source_whose_paragraphs_nobody_counted(records: Path) -> None:
    edit(records / "reports.yaml", 'src-relay, locator: "page 1"', 'src-relay, paragraph: 0, locator: "page 1"')
    _, problems = load(records)
    assert [problem.message for problem in problems] == ["paragraph 0 is cited, but paragraphs are counted from 1"]


def test_a_sort_that_starts_with_a_vowel_has_its_article(records: Path) -> None:
    edit(records / "reports.yaml", "    event_id: ev-day-of-eight-billion", "    event_id: org-un")
    _, problems = load(records)
    assert "`org-un` is an organization, and this must be an event" in [problem.message for problem in problems]
