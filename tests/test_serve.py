"""A release on localhost: SPARQL by its protocol and the files, as any client asks for them."""

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from tests.release.conftest import RECORDS

from onrecord.endpoint import endpoint, free_port
from onrecord.layout import Layout, graph_files
from onrecord.problems import UsageError
from onrecord.publish import build

QUERY = "SELECT (COUNT(?f) AS ?n) { ?f a <https://schema.org/Observation> }"


def asked(address: str) -> object:
    request = urllib.request.Request(f"{address}?{urllib.parse.urlencode({'query': QUERY})}")
    request.add_header("Accept", "application/sparql-results+json")
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["results"]["bindings"][0]["n"]["value"]


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_files_and_queries(tiny_release: Path, end: signal.Signals) -> None:
    port = free_port()
    command = [sys.executable, "-m", "onrecord", "serve", str(tiny_release), "--port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=subprocess.DEVNULL, text=True, env=environment) as server:
        assert server.stdout is not None
        files, sparql = (server.stdout.readline().split()[1] for _ in range(2))
        with urllib.request.urlopen(f"{files}datapackage.json", timeout=20) as answer:
            assert json.load(answer)["name"] == "tiny"
        assert asked(sparql) == "4"
        server.send_signal(end)
        assert server.wait(20) == 0
    with pytest.raises(urllib.error.URLError):
        asked(sparql)


def test_it_takes_no_updates(tiny_release: Path) -> None:
    with endpoint([tiny_release / "rdf" / "tiny.ttl"]) as address:
        for target in (address, address.replace("/query", "/update"), address.replace("/query", "/store?default")):
            request = urllib.request.Request(target, b"CLEAR ALL", {"Content-Type": "application/sparql-update"})
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(request, timeout=20)
        assert asked(address) == "4"


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_a_compressed_graph_is_served_too(tmp_path: Path, compression: str) -> None:
    release = build(RECORDS["tiny"], tmp_path / "out", layout=Layout(compression=compression)).path
    files = graph_files(release)
    assert [path.name for path in files if path.suffix == f".{compression}"] == [f"tiny.ttl.{compression}"]
    with endpoint(files) as address:
        assert asked(address) == "4"
    files[-1].write_bytes(files[-1].read_bytes()[:-9])
    with pytest.raises(UsageError, match="cannot be loaded"), endpoint(files):
        pass


def test_a_graph_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b>")
    with pytest.raises(UsageError, match="cannot be loaded"), endpoint([path]):
        pass
