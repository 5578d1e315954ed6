"""printkit explain: what a preflight code means and what to do."""

import click

import printkit.preflight.checks  # noqa: F401 - registers the checks
from printkit.model.finding import did_you_mean, problem
from printkit.preflight.registry import CHECKS, explained


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Tell what CODE means, why it matters and how it is cured; without CODE list all."""
    if code is None:
        width = max(map(len, CHECKS))
        for check in CHECKS.values():
            click.echo(f"{check.code:{width}}  {check.title}")
        return
    if code not in CHECKS:
        raise problem("code/unknown", f"no check {code!r}", hint=did_you_mean(code, CHECKS))
    click.echo(explained(CHECKS[code]))
