"""One failing example, at least, for every code that reading knows: file, content, and the problem as it is printed."""

# ruff: noqa: E501 - messages stand here in one piece, as they are printed

from typing import NamedTuple


class Case(NamedTuple):
    """A file and the one problem that it has."""

    file: str
    content: str | bytes
    problem: str


ORG = "organizations:\n- {id: org-a, name: A, "
CASES = [
    Case("notes.txt", "", "notes.txt: warning[unknown-file]: a file of the type `.txt` is not read"),
    Case("places/a.yaml", "plces: []\n", "places/a.yaml:1:1: error[unknown-table]: `plces` is not a table"),
    Case("plces.csv", "id\n", "plces.csv: error[unknown-table]: `plces` is not a table"),
    Case("agents.jsonl", "{}\n", "agents.jsonl: error[unknown-table]: `agents` is a table that onrecord computes"),
    Case(
        "a.yaml",
        "# é\nplaces: []\n".encode("latin-1"),
        "a.yaml:1:3: error[not-utf8]: the file is not UTF-8: it has the byte 0xE9 here",
    ),
    Case(
        "places.csv",
        b"id,name\r\nplace-a,\xff\r\n",
        "places.csv:2:9: error[not-utf8]: the file is not UTF-8: it has the byte 0xFF here",
    ),
    Case(
        "a.yaml",
        "places:\n- name: a\0b\n",
        "a.yaml:2:10: error[control-character]: the file holds the character U+0000, which is not text",
    ),
    Case(
        "places.jsonl",
        '{"id": "\x07"}\n',
        "places.jsonl:1:9: error[control-character]: the file holds the character U+0007, which is not text",
    ),
    Case(
        "a.yaml",
        "places:\n- name: 'a\n",
        "a.yaml:3:1: error[yaml-syntax]: the YAML breaks off here: found unexpected end of stream",
    ),
    Case(
        "a.yaml",
        "places: []\n  - x: [\n",
        "a.yaml:2:3: error[yaml-syntax]: the YAML breaks off here: did not find expected key",
    ),
    Case("a.yaml", "places: &x []\n", "a.yaml:1:9: error[unsupported-yaml]: the anchor `&x` cannot be used"),
    Case("a.yaml", "places:\n- *x\n", "a.yaml:2:3: error[unsupported-yaml]: the alias `*x` cannot be used"),
    Case("a.yaml", "places: !!seq []\n", "a.yaml:1:9: error[unsupported-yaml]: the tag `!!seq` cannot be used"),
    Case(
        "a.yaml", ORG + "<<: {kind: ngo}}\n", "a.yaml:2:24: error[unsupported-yaml]: the merge key `<<` cannot be used"
    ),
    Case(
        "a.yaml",
        "places: []\n---\nplaces: []\n",
        "a.yaml:2:1: error[unsupported-yaml]: a second document cannot be used",
    ),
    Case(
        "a.yaml",
        "places:\n- {{ name }}: x\n",
        "a.yaml:2:3: error[unsupported-yaml]: a list, a group or an alias as the name of a field cannot be used",
    ),
    Case("a.yaml", "places: " + "[" * 10_000, "a.yaml:1:28: error[too-deep]: more than 20 levels stand in one another"),
    Case(
        "places.jsonl",
        '{"id": ' + "[" * 10_000 + "\n",
        "places.jsonl:1:27: error[too-deep]: more than 20 levels stand in one another",
    ),
    Case(
        "places.jsonl",
        '{"id": "place-a",}\n',
        "places.jsonl:1:18: error[json-syntax]: the name of a field, in double quotes, is expected here",
    ),
    Case(
        "places.jsonl", "[1]\n", "places.jsonl:1:1: error[json-syntax]: a line must hold one object in curly brackets"
    ),
    Case(
        "places.jsonl",
        "{} {}\n",
        "places.jsonl:1:4: error[json-syntax]: a line must hold one object and nothing after it",
    ),
    Case("places.jsonl", '{"code": NaN}\n', "places.jsonl:1:10: error[json-syntax]: `NaN` is not a JSON value"),
    Case(
        "places.jsonl",
        '{"code": "\\ud800"}\n',
        "places.jsonl:1:10: error[json-syntax]: the text holds half of a surrogate pair, which is no character",
    ),
    Case(
        "places.jsonl",
        '{"code": "a\n',
        "places.jsonl:1:10: error[json-syntax]: the quote that opens here is never closed",
    ),
    Case("places.jsonl", '{"code" 1}\n', "places.jsonl:1:9: error[json-syntax]: `:` is expected here"),
    Case("places.jsonl", '{"code": }\n', "places.jsonl:1:10: error[json-syntax]: a value is expected here"),
    Case("places.csv", "", "places.csv:1:1: error[csv-syntax]: the file has no header"),
    Case(
        "places.csv",
        'id,name,kind\nplace-a,"A\nB,city\n',
        "places.csv:2:1: error[csv-syntax]: the CSV breaks off in the row that starts here: unexpected end of data",
    ),
    Case(
        "places.csv",
        'id,name,kind\nplace-a,"A"B,city\n',
        "places.csv:2:1: error[csv-syntax]: the CSV breaks off in the row that starts here: ',' expected after '\"'",
    ),
    Case(
        "places.csv",
        "id,name,kind\nplace-a,A,city,\n",
        "places.csv:2:1: error[csv-syntax]: the row has 4 cells, the header 3",
    ),
    Case(
        "a.yaml",
        ORG + "kind: ngo,\n   kind: ngo}\n",
        "a.yaml:3:4: error[duplicate-key]: `kind` is given twice; first in line 2",
    ),
    Case(
        "places.jsonl",
        '{"id":"place-a","name":"A","kind":"city","id":"place-a"}\n',
        "places.jsonl:1:42: error[duplicate-key]: `id` is given twice in one object",
    ),
    Case(
        "places.csv",
        "id,name,kind,name\n",
        "places.csv:1:14: error[duplicate-key]: the column `name` is given twice; first as column 2",
    ),
    Case(
        "a.yaml",
        "places: {}\n",
        "a.yaml:1:9: error[wrong-type]: `places` must be a list of records, not a group of fields",
    ),
    Case("a.yaml", "places:\n", "a.yaml:1:8: error[wrong-type]: `places` must be a list of records, not nothing"),
    Case(
        "a.yaml", "- places\n", "a.yaml:1:1: error[wrong-type]: a file of records must be a group of tables, not a list"
    ),
    Case(
        "a.yaml",
        "places: [x]\n",
        "a.yaml:1:10: error[wrong-type]: each record of `places` must be a group of fields, not the text `x`",
    ),
    Case(
        "a.yaml",
        ORG + "names: [x]}\n",
        "a.yaml:2:32: error[wrong-type]: item 1 of `names` must be a group of fields, not the text `x`",
    ),
    Case("a.yaml", ORG + "names: x}\n", "a.yaml:2:31: error[wrong-type]: `names` must be a list, not the text `x`"),
    Case(
        "a.yaml", ORG + "kind: [ngo]}\n", "a.yaml:2:30: error[wrong-type]: `kind` must be one of its codes, not a list"
    ),
    Case(
        "citations.jsonl",
        '{"record_id":"org-a","source_id":"src-a","paragraph":true}\n',
        "citations.jsonl:1:54: error[wrong-type]: `paragraph` must be a whole number, not `true`",
    ),
    Case(
        "places.jsonl",
        '{"id":"place-a","name":12,"kind":"city"}\n',
        "places.jsonl:1:24: error[wrong-type]: `name` must be text, not the number `12`",
    ),
    Case(
        "a.yaml",
        "organizations:\n- id: org-a\n",
        "a.yaml:2:3: error[missing-field]: `name` is missing from this organization",
    ),
    Case(
        "organizations.csv",
        "id,name\norg-a,\n",
        "organizations.csv:2:7: error[missing-field]: `name` is missing from this organization",
    ),
    Case(
        "names.csv",
        "value,lang,kind\nx,ru,native\n",
        "names.csv:1:1: error[missing-field]: the header has no column `agent_id`, which every name needs",
    ),
    Case(
        "names.csv",
        "value,lang,kind,agent_id\nx,ru,native,\n",
        "names.csv:2:13: error[missing-field]: `agent_id` is missing from this name",
    ),
    Case(
        "names.jsonl",
        '{"value": "x", "lang": "ru", "kind": "native"}\n',
        "names.jsonl:1:2: error[missing-field]: `agent_id` is missing from this name",
    ),
    Case(
        "a.yaml",
        ORG + "names: [{value: x, lang: ru}]}\n",
        "a.yaml:2:33: error[missing-field]: `kind` is missing from this name",
    ),
    Case("a.yaml", "organizations:\n- id: org-a\n  name: \n", "a.yaml:3:8: error[blank-value]: `name` is empty"),
    Case("a.yaml", ORG + "description: '  '}\n", "a.yaml:2:37: error[blank-value]: `description` is empty"),
    Case("a.yaml", ORG + "nmes: []}\n", "a.yaml:2:24: error[unknown-field]: `nmes` is not a field of organization"),
    Case(
        "places.csv",
        "id,name,kind,remarks\n",
        "places.csv:1:14: error[unknown-field]: `remarks` holds several rows, which no cell can",
    ),
    Case("places.csv", "id,name,kind,knd\n", "places.csv:1:14: error[unknown-field]: `knd` is not a field of place"),
    Case(
        "figures.csv",
        "id,measure_id,modality,unit\n",
        "figures.csv:1:24: error[computed-field]: `unit` is not for authors to give",
    ),
    Case(
        "a.yaml",
        ORG + "names: [{id: name-x, value: x, lang: ru, kind: native}]}\n",
        "a.yaml:2:37: error[computed-field]: `id` is not for authors to give",
    ),
    Case("a.yaml", ORG + "kind: goverment}\n", "a.yaml:2:30: error[unknown-code]: `goverment` is not a code of `kind`"),
    Case("a.yaml", ORG + "country: uk}\n", "a.yaml:2:33: error[unknown-country]: `uk` is not a country code"),
    Case(
        "a.yaml",
        ORG + "native_name: x, native_lang: xx-zz}\n",
        "a.yaml:2:53: error[unknown-language]: `xx-zz` is not a language tag: no language has the code `xx`",
    ),
    Case(
        "a.yaml",
        ORG + "native_name: x, native_lang: english}\n",
        "a.yaml:2:53: error[unknown-language]: `english` is not a language tag: a tag is two or three small letters, and more after hyphens",
    ),
    Case(
        "names.csv",
        "agent_id,value,lang,kind\norg-a,x,en-uk,native\n",
        "names.csv:2:9: error[unknown-language]: `en-uk` is not a language tag: no region has the code `uk`",
    ),
    Case(
        "sources.jsonl",
        '{"id": "src-a", "kind": "report", "label": "A", "language": "ru_RU"}\n',
        "sources.jsonl:1:61: error[unknown-language]: `ru_RU` is not a language tag: a tag is two or three small letters, and more after hyphens",
    ),
    Case("a.yaml", ORG + "country: ENG}\n", "a.yaml:2:33: error[unknown-country]: `ENG` is not a country code"),
    Case(
        "a.yaml",
        "organizations:\n- {id: per-a, name: A}\n",
        "a.yaml:2:8: error[invalid-id]: `per-a` is not an id of the form that `id` needs",
    ),
    Case(
        "a.yaml",
        ORG + "parent_id: Org-b}\n",
        "a.yaml:2:35: error[invalid-id]: `Org-b` is not an id of the form that `parent_id` needs",
    ),
    Case(
        "a.yaml",
        "affiliations:\n- {person_id: per-a, organization_id: B}\n",
        "a.yaml:2:39: error[invalid-id]: `B` is not an id of the form that `organization_id` needs",
    ),
    Case(
        "a.yaml",
        "citations:\n- {record_id: x, source_id: src-a}\n",
        "a.yaml:2:15: error[invalid-id]: `x` is not an id of the form that `record_id` needs",
    ),
    Case(
        "a.yaml",
        "names:\n- {agent_id: x, value: x, lang: ru, kind: native}\n",
        "a.yaml:2:14: error[invalid-id]: `x` is not an id of the form that `agent_id` needs",
    ),
    Case(
        "a.yaml",
        ORG + "url: www.example.org}\n",
        "a.yaml:2:29: error[invalid-url]: `www.example.org` is not an address on the web: https:// or http://, a host, and what follows it",
    ),
    Case(
        "a.yaml",
        ORG + "url: 'javascript:alert(1)//https://example.org'}\n",
        "a.yaml:2:29: error[invalid-url]: `javascript:alert(1)//https://example.org` is not an address on the web: https:// or http://, a host, and what follows it",
    ),
    Case(
        "a.yaml",
        "events:\n- {id: ev-a, kind: other, name: A, date: 2023-02-30}\n",
        "a.yaml:2:42: error[invalid-date]: `2023-02-30` is not a date that `date` can hold: 2023-02 has no day 30",
    ),
    Case(
        "a.yaml",
        "sources:\n- {id: src-a, kind: report, label: A, retrieved: 5.12.2023}\n",
        "a.yaml:2:50: error[invalid-date]: `5.12.2023` is not a date that `retrieved` can hold: it is not a day as in 2023-12-05",
    ),
    Case(
        "a.yaml",
        "sources:\n- {id: src-a, kind: report, label: A, retrieved: 2023-13-05}\n",
        "a.yaml:2:50: error[invalid-date]: `2023-13-05` is not a date that `retrieved` can hold: month must be in 1..12",
    ),
    Case("a.yaml", ORG + 'description: "a\\nb"}\n', "a.yaml:2:37: error[invalid-text]: `a\\nb` has a line break"),
    Case(
        "a.yaml",
        "organizations:\n- id: org-a\n  name: |\n    A\n",
        "a.yaml:3:9: error[invalid-text]: `A\\n` has a line break at its end",
    ),
    Case(
        "a.yaml",
        ORG + 'description: "a\\tb"}\n',
        "a.yaml:2:37: error[invalid-text]: `a\\tb` has a control character (U+0009)",
    ),
    Case("a.yaml", ORG + 'description: " a"}\n', "a.yaml:2:37: error[invalid-text]: ` a` has a blank at its start"),
    Case(
        "organizations.csv",
        "id,name\norg-a,A \n",
        "organizations.csv:2:7: error[invalid-text]: `A ` has a blank at its end",
    ),
    Case(
        "a.yaml", ORG + "wikidata: q1}\n", "a.yaml:2:34: error[invalid-text]: `q1` is not a Wikidata item, as in `Q42`"
    ),
    Case(
        "a.yaml",
        f"{ORG}description: {'a' * 2001}}}\n",
        "a.yaml:2:37: error[too-long]: `description` is 2,001 characters long; at most 2,000 fit: `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…`",
    ),
    Case(
        "a.yaml",
        "figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: '12,5'}\n",
        "a.yaml:2:61: error[not-a-number]: `12,5` is not a number",
    ),
    Case(
        "a.yaml",
        "figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: .nan}\n",
        "a.yaml:2:61: error[not-a-number]: `.nan` is not a number",
    ),
    Case(
        "figures.csv",
        "id,measure_id,modality,value\nfig-a,var-a,observed,NaN\n",
        "figures.csv:2:22: error[not-a-number]: `NaN` is not a number",
    ),
    Case(
        "citations.csv",
        "record_id,source_id,paragraph\norg-a,src-a,1.5\n",
        "citations.csv:2:13: error[not-a-number]: `1.5` is not a whole number",
    ),
    Case(
        "citations.csv",
        "record_id,source_id,paragraph\norg-a,src-a,-1\n",
        "citations.csv:2:13: error[out-of-range]: `-1` is out of range: `paragraph` must be at least 0",
    ),
    Case(
        "citations.csv",
        f"record_id,source_id,paragraph\norg-a,src-a,{2**53 + 1}\n",
        "citations.csv:2:13: error[out-of-range]: `9007199254740993` is out of range: `paragraph` must be at most 9007199254740992",
    ),
    Case(
        "figures.csv",
        "id,measure_id,modality,value\nfig-a,var-a,observed,1.000000000000001\n",
        "figures.csv:2:22: error[too-many-digits]: `1.000000000000001` has more than 15 significant digits",
    ),
    Case(
        "figures.jsonl",
        '{"id":"fig-a","measure_id":"var-a","modality":"observed","value":1.00000000000000000001}\n',
        "figures.jsonl:1:66: error[too-many-digits]: `1.00000000000000000001` has more than 15 significant digits",
    ),
    Case(
        "figures.jsonl",
        '{"id":"fig-a","measure_id":"var-a","modality":"observed","value":1e-400}\n',
        "figures.jsonl:1:66: error[out-of-range]: `1e-400` is out of range: it has more than 18 digits on one side of the point",
    ),
    Case(
        "a.yaml",
        "figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: 1_000}\n",
        "a.yaml:2:61: error[not-a-number]: `1_000` is not a number",
    ),
    Case(
        "a.yaml",
        "figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: １２}\n",
        "a.yaml:2:61: error[not-a-number]: `１２` is not a number",
    ),
    Case(
        "a.yaml",
        "figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: ' 5 '}\n",
        "a.yaml:2:61: error[not-a-number]: ` 5 ` is not a number",
    ),
    Case(
        "a.yaml",
        "figures:\n- {id: fig-a, measure_id: var-a, modality: observed, value: 0x10}\n",
        "a.yaml:2:61: error[not-a-number]: `0x10` is not a number",
    ),
    Case(
        "citations.csv",
        "record_id,source_id,paragraph\norg-a,src-a,1_000\n",
        "citations.csv:2:13: error[not-a-number]: `1_000` is not a whole number",
    ),
    Case(
        "citations.jsonl",
        '{"record_id":"org-a","source_id":"src-a","paragraph":"1_000"}\n',
        "citations.jsonl:1:54: error[not-a-number]: `1_000` is not a whole number",
    ),
    Case(
        "citations.csv",
        "record_id,source_id,paragraph\norg-a,src-a,１２\n",
        "citations.csv:2:13: error[not-a-number]: `１２` is not a whole number",
    ),
    Case(
        "citations.jsonl",
        '{"record_id":"org-a","source_id":"src-a","paragraph":"１２"}\n',
        "citations.jsonl:1:54: error[not-a-number]: `１２` is not a whole number",
    ),
    Case(
        "citations.csv",
        "record_id,source_id,paragraph\norg-a,src-a, 5 \n",
        "citations.csv:2:13: error[not-a-number]: ` 5 ` is not a whole number",
    ),
    Case(
        "citations.jsonl",
        '{"record_id":"org-a","source_id":"src-a","paragraph":" 5 "}\n',
        "citations.jsonl:1:54: error[not-a-number]: ` 5 ` is not a whole number",
    ),
    Case(
        "figures.jsonl",
        '{"id":"fig-a","measure_id":"var-a","modality":"observed","value":"1_000"}\n',
        "figures.jsonl:1:66: error[not-a-number]: `1_000` is not a number",
    ),
    Case(
        "figures.csv",
        "id,measure_id,modality,value\nfig-a,var-a,observed,1e18\n",
        "figures.csv:2:22: error[out-of-range]: `1e18` is out of range: it has more than 18 digits on one side of the point",
    ),
    Case(
        "figures.csv",
        "id,measure_id,modality,value\nfig-a,var-a,observed,1e-400\n",
        "figures.csv:2:22: error[out-of-range]: `1e-400` is out of range: it has more than 18 digits on one side of the point",
    ),
    Case(
        "figures.csv",
        "id,measure_id,modality,value\nfig-a,var-a,observed,1000000000000001\n",
        "figures.csv:2:22: error[too-many-digits]: `1000000000000001` has more than 15 significant digits",
    ),
    Case(
        "a.yaml",
        ORG + "names: [{agent_id: org-b, value: x, lang: ru, kind: native}]}\n",
        "a.yaml:2:43: error[parent-given]: `agent_id` is `org-b`, but the row stands inside `org-a`",
    ),
    Case(
        "dataset.yaml", "", "dataset.yaml:1:1: error[wrong-type]: dataset.yaml must be a group of fields, not nothing"
    ),
    Case(
        "dataset.yaml",
        "name: [\n",
        "dataset.yaml:2:1: error[yaml-syntax]: the YAML breaks off here: did not find expected node content",
    ),
]
