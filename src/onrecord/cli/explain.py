"""``onrecord explain``."""

import click

from onrecord.cli.group import main


def _codes(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """What a shell completes a code to."""
    from onrecord.explain import explanations

    return [code for code in sorted(explanations()) if code.startswith(incomplete)]


@main.command()
@click.argument("code", required=False, shell_complete=_codes)
def explain(code: str | None) -> None:
    """Tell what the CODE of a problem means, with an example of it; without a CODE, list all codes.

    A problem is printed with its code in brackets: `error[unknown-field]`. docs/problems.md says the same.
    """
    from difflib import get_close_matches

    from onrecord.explain import explanations, section
    from onrecord.problems import UsageError

    known = explanations()
    if code is None:
        click.echo(_listed())
    elif code in known:
        click.echo("\n".join(f"## {each.chapter}\n\n{section(each)}" for each in known[code]), nl=False)
    else:
        near = get_close_matches(code, known, 1)
        advice = f"did you mean `{near[0]}`?" if near else "`onrecord explain` lists them all"
        raise UsageError(f"no problem has the code `{code}`; {advice}")


def _listed() -> str:
    """Every code with its meaning, a line each, by chapter."""
    from onrecord.explain import CHAPTERS

    width = max(len(code) for chapter in CHAPTERS for code, *_ in chapter.codes)
    return "\n\n".join(
        "\n".join([chapter.title, *(f"  {code:{width}}  {meaning}" for code, meaning, _ in chapter.codes)])
        for chapter in CHAPTERS
    )
