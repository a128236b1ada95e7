"""A release on localhost: its files, and its graph behind a read-only SPARQL 1.1 endpoint of an Oxigraph server."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from onrecord.layout import CODECS, open_bytes, plain_name
from onrecord.problems import UsageError

HOST = "localhost"
_LONGEST_START = 30.0


@contextmanager
def endpoint(files: Sequence[Path], port: int = 0) -> Iterator[str]:
    """The address of a server that answers SPARQL queries over Turtle files, compressed or not, until the block ends.

    It takes no updates (SPARQL 1.1 Protocol, section 2.1) and listens on this machine alone; port 0 is any free one.
    Raises UsageError where the server is not installed, a file cannot be read or the port is taken.
    """
    program, port = _program(), port or free_port()
    with TemporaryDirectory(prefix="onrecord-") as store:
        place = ["--location", store]
        with TemporaryDirectory(prefix="onrecord-") as folder:
            _run([program, "load", *place, "--file", *(str(unpacked(path, Path(folder))) for path in files)])
        command = [program, "serve-read-only", *place, "--bind", f"{HOST}:{port}"]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _wait(server, port)
            yield f"http://{HOST}:{port}/query"
        finally:
            server.terminate()
            server.wait()


@contextmanager
def file_server(folder: Path, port: int = 0) -> Iterator[ThreadingHTTPServer]:
    """A server of the files of a folder, for this machine alone; ``serve_forever`` starts it. UsageError if taken."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    try:
        server = ThreadingHTTPServer((HOST, port), handler)
    except OSError as error:
        raise UsageError(f"port {port} cannot be had: {error.strerror}") from error
    with server:
        yield server


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def unpacked(file: Path, folder: Path) -> Path:
    """A file as it is or, for stores do not know every compression, what was compressed in it, in a folder.

    Raises UsageError for a compressed file that is damaged.
    """
    if file.suffix not in CODECS:
        return file
    target = folder / plain_name(file.name)
    try:
        with open_bytes(file) as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain)
    except OSError as error:
        raise UsageError(f"the graph cannot be loaded: {file.name}: {error}") from error
    return target


def _program() -> str:
    """The server's program, beside this Python or wherever commands are found."""
    found = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if found is None:
        raise UsageError("this needs the Oxigraph server: pip install 'onrecord[serve]'")
    return found


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise UsageError(f"the graph cannot be loaded: {done.stderr.strip().rpartition(chr(10))[2]}")


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    """Until the server listens; UsageError where it ends before or takes too long."""
    start = time.monotonic()
    while server.poll() is None and time.monotonic() - start < _LONGEST_START:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise UsageError(f"the SPARQL server did not start on port {port}: is it taken?")
