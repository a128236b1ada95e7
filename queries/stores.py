"""Loads a release into real stores and asks each the same queries: `python queries/stores.py datapackage`.

Oxigraph is `oxigraph` (PyPI): a server that is sent the files and asked over HTTP. Virtuoso is Debian's package
`virtuoso-opensource-7-bin`: loaded by its command `isql`, asked over HTTP. Jena is its command `arq` from Debian's
`libapache-jena-java`. A store that is not installed is named and left out. Exit code 1 where two stores give different
answers, where there are not two to compare, where the release has no graph and where a query answers nothing.
"""

import json
import re
import shutil
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from onrecord.endpoint import HOST, free_port, unpacked
from onrecord.layout import graph_files

QUERIES = sorted(Path(__file__).parent.glob("*.rq"))
GRAPH = "https://example.org/release"
JARS = Path("/usr/share/java")
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")

_UNWANTED = re.compile(r"-[0-9][^/]*\.jar$|^(maven|slf4j-(log4j|simple|jdk|jcl)|log4j-over|jul-to|jcl-over)")
"""Jars that stand there twice, under their version, and those that send log messages in circles."""

Answer = list[tuple[str, ...]]
Ask = Callable[[Path], Answer]


def _plain(term: Mapping[str, str] | None) -> str:
    """A term as text; equal numbers as equal text, because stores spell them differently."""
    text = term["value"] if term else ""
    return str(Decimal(text).normalize()) if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", text) else text


def _rows(content: str | bytes) -> Answer:
    """The rows of SPARQL 1.1 Query Results JSON, sorted, because stores order words differently."""
    answer: dict[str, Any] = json.loads(content)
    names = answer["head"]["vars"]
    return sorted(tuple(_plain(row.get(name)) for name in names) for row in answer["results"]["bindings"])


def _over_http(address: str, **more: str) -> Ask:
    def ask(query: Path) -> Answer:
        sent = urllib.parse.urlencode({"query": query.read_text("utf-8"), **more}).encode()
        request = urllib.request.Request(address, sent, {"Accept": "application/sparql-results+json"})
        with urllib.request.urlopen(request, timeout=120) as reply:
            return _rows(reply.read())

    return ask


@contextmanager
def oxigraph(files: list[Path]) -> Iterator[Ask]:
    """A server of its own that takes the files over HTTP (SPARQL 1.1 Graph Store HTTP Protocol, section 5.5)."""
    address = f"{HOST}:{free_port()}"
    with (
        TemporaryDirectory(prefix="onrecord-oxigraph-") as folder,
        _running([str(OXIGRAPH), "serve", "--location", folder, "--bind", address]),
    ):
        _until_ready(lambda: _get(f"http://{address}/"))
        for path in files:
            sent = urllib.request.Request(f"http://{address}/store?default", path.read_bytes(), _TURTLE)
            urllib.request.urlopen(sent, timeout=120).close()
        yield _over_http(f"http://{address}/query")


_TURTLE = {"Content-Type": "text/turtle"}


def _get(address: str) -> None:
    urllib.request.urlopen(address, timeout=5).close()


@contextmanager
def _running(command: list[str], folder: str | None = None) -> Iterator[None]:
    """A server until the block ends."""
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


@contextmanager
def jena(files: list[Path]) -> Iterator[Ask]:
    """ARQ on the files. Debian's Jena looks for its own copy of Xerces's messages where only unpacking puts them."""
    jars = [jar for jar in sorted(JARS.glob("*.jar")) if not _UNWANTED.search(jar.name)]
    with TemporaryDirectory(prefix="onrecord-jena-") as folder:
        shutil.unpack_archive(JARS / "jena-core.jar", folder, "zip")
        classes = ":".join([f"{folder}/org/apache/jena/ext", *map(str, jars)])
        data = [f"--data={path}" for path in files]

        def ask(query: Path) -> Answer:
            command = ["java", "-cp", classes, "arq.arq", *data, f"--query={query}", "--results=json"]
            return _rows(subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=300).stdout)

        yield ask


@contextmanager
def virtuoso(files: list[Path]) -> Iterator[Ask]:
    """A server of its own in a temporary folder, which is gone afterwards."""
    with TemporaryDirectory(prefix="onrecord-virtuoso-") as folder:
        sql, http = free_port(), free_port()
        for path in files:
            shutil.copy(path, folder)
        settings = Path(folder, "virtuoso.ini")
        settings.write_text(_VIRTUOSO.format(folder=folder, sql=sql, http=http), "utf-8")
        command = ["virtuoso-t", "+foreground", "+configfile", str(settings)]
        with _running(command, folder):
            _until_ready(lambda: _isql(sql, "SELECT 1"))
            for path in files:
                _isql(sql, f"TTLP_MT(file_to_string_output('{Path(folder, path.name)}'), '', '{GRAPH}')")
            yield _over_http(f"http://{HOST}:{http}/sparql", **{"default-graph-uri": GRAPH})


_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = {http}
[SPARQL]
ResultSetMaxRows = 1000000
"""


def _isql(port: int, statement: str) -> None:
    command = ["isql-vt", str(port), "dba", "dba", "ERRORS=STDOUT", f"EXEC={statement};"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    if "*** Error" in done.stdout:
        raise RuntimeError(done.stdout)


def _until_ready(knock: Callable[[], None]) -> None:
    """Until a server answers; RuntimeError where it does not within a minute."""
    for _ in range(120):
        try:
            knock()
        except (RuntimeError, OSError, subprocess.CalledProcessError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError("the server did not start")


STORES = {
    "oxigraph": (oxigraph, lambda: bool(OXIGRAPH)),
    "jena": (jena, lambda: bool(shutil.which("java")) and (JARS / "jena-arq.jar").exists()),
    "virtuoso": (virtuoso, lambda: bool(shutil.which("virtuoso-t") and shutil.which("isql-vt"))),
}


def main(release: Path) -> int:
    """Asks every store every query of a release, compressed or not, and prints what they answer; the exit code."""
    with TemporaryDirectory(prefix="onrecord-graph-") as folder:
        files = [unpacked(path, Path(folder)) for path in graph_files(release)]
        if files:
            return _compared(files)
    print(f"{release}: no graph, for it has no Turtle file in rdf")
    return 1


def _compared(files: list[Path]) -> int:
    """Whether every store has the same answers, and has some; the exit code."""
    answers: dict[str, dict[str, Answer]] = {}
    for name, (store, installed) in STORES.items():
        if not installed():
            print(f"{name}: not installed")
            continue
        with store(files) as ask:
            answers[name] = {query.stem: ask(query) for query in QUERIES}
        print(f"{name}: {len(QUERIES)} queries, {sum(map(len, answers[name].values()))} rows")
    if not answers:
        return 1
    first, *others = answers
    different = [
        (name, query) for name in others for query in answers[first] if answers[name][query] != answers[first][query]
    ]
    for name, query in different:
        print(f"{query}: {name} answers otherwise than {first}")
    empty = [query for query, rows in answers[first].items() if not rows]
    for query in empty:
        print(f"{query}: no answer")
    return 1 if different or empty or not others else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "datapackage")))
