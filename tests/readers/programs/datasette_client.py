"""Prints every table of an SQLite copy as JSON, as Datasette serves it, and what it finds for some words.

python datasette_client.py COPY TABLE=WORDS ...
"""

import asyncio
import json
import sys
from typing import Any

from datasette.app import Datasette  # type: ignore[import-not-found]  # it has an environment of its own


async def main(copy: str, *searches: str) -> dict[str, Any]:
    """Asks Datasette's own client, as a browser would over HTTP."""
    served = Datasette([copy], settings={"max_returned_rows": 10_000})
    name = copy.rpartition("/")[2].partition(".")[0]

    async def ask(path: str, **parameters: str) -> Any:
        answer = await served.client.get(
            f"/{name}/{path}.json", params={"_shape": "array", "_size": "max"} | parameters
        )
        answer.raise_for_status()
        return answer.json()

    listed = (await served.client.get(f"/{name}.json")).json()["tables"]
    shown = [table for table in listed if not table["hidden"]]
    asked = [search.split("=", 1) for search in searches]
    page = await served.client.get(f"/{name}/figures")
    return {
        "tables": {table["name"]: await ask(table["name"]) for table in shown},
        "keys": {table["name"]: table["foreign_keys"]["outgoing"] for table in shown},
        "searchable": {table["name"]: table["fts_table"] for table in shown},
        "found": {words: [row["id"] for row in await ask(table, _search=words)] for table, words in asked},
        "page": page.status_code,
    }


print(json.dumps(asyncio.run(main(*sys.argv[1:]))))
