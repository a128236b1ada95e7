"""``onrecord serve``."""

import signal
from pathlib import Path

import click

from onrecord.cli.group import FOLDER, main


@main.command()
@click.argument("release", type=FOLDER)
@click.option(
    "--port",
    type=click.IntRange(1, 65534),
    default=8000,
    show_default=True,
    help="The port of the files; SPARQL has the one after it.",
)
def serve(release: Path, port: int) -> None:
    """Serve a RELEASE on this machine: its files, and its graph for SPARQL clients.

    The SPARQL 1.1 endpoint is read-only. Both can be reached from this machine alone and end with Ctrl-C. Needs the
    Oxigraph server: pip install 'onrecord[serve]'.
    """
    from onrecord.endpoint import HOST, endpoint, file_server
    from onrecord.layout import graph_files
    from onrecord.release import Release

    path = Release(release).path
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the SPARQL server ends with this process
    with file_server(path, port) as files, endpoint(graph_files(path), port + 1) as address:
        click.echo(f"files:  http://{HOST}:{port}/")
        click.echo(f"SPARQL: {address}")
        try:
            files.serve_forever()
        except KeyboardInterrupt:
            click.echo("stopped")
