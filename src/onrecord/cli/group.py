"""The command ``onrecord`` that all others hang on, and the one place that turns errors into exit codes."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from onrecord.cli.output import print_problems
from onrecord.problems import OnrecordError, Refused

FOLDER = click.Path(path_type=Path)
"""The type of every argument that names a folder or a file."""


class _Records(click.Path):
    """A folder, or the URI of one on another file system."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from onrecord.places import place_of

        return place_of(value)


RECORDS = _Records(path_type=Path)
"""The type of arguments that name records which are only read."""
PREVIOUS = click.option(
    "--previous", type=FOLDER, help="The release before, in place of the one that dataset.yaml names."
)
"""The option that names the previous release."""
STRICT = click.option("--strict", is_flag=True, help="Warnings are errors.")
"""The option that lets nothing pass."""


_STOPPED = 130
"""What shells expect of a program that was stopped by Ctrl-C."""


class _Command(click.Command):
    """A command that is about to work: its arguments are understood, and nobody asked for help."""

    def invoke(self, ctx: click.Context) -> Any:
        from onrecord.arrow import spare_pandas

        spare_pandas()
        return super().invoke(ctx)


class _Group(click.Group):
    """Turns the library's errors into exit codes, in this one place: 1 problems found, 2 wrong use."""

    command_class = _Command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refused as refused:
            print_problems(refused.problems)
            sys.exit(1)
        except OnrecordError as error:
            click.echo(f"onrecord: {error}", err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            click.echo("\nonrecord: stopped; what stood there before is as it was", err=True)
            sys.exit(_STOPPED)
        except (click.exceptions.Exit, click.ClickException, click.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if "ONRECORD_DEBUG" in os.environ:
                raise
            click.echo(f"onrecord: internal error, please report it: {type(error).__name__}: {error}", err=True)
            click.echo("set ONRECORD_DEBUG=1 to see where it happened", err=True)
            sys.exit(2)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="onrecord")
def main() -> None:
    """Publish who said what, and how many, as open data that anyone can check.

    Records of organizations, persons, statements and figures, each tied to the passage that shows it, are checked and
    published as a release: CSV with a Frictionless descriptor, Parquet, and RDF.

    Exit codes: 0 clean, 1 problems found, 2 wrong use or internal error.
    """
