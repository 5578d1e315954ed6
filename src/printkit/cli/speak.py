"""What the command line says: findings, and progress on a terminal or in a pipe."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import click

from printkit.model.finding import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}


def show(findings: Iterable[Finding]) -> None:
    """Print each finding to standard error, and how many there were."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
        word = click.style(str(finding.severity), fg=_COLOURS[finding.severity])
        click.echo(str(finding).replace(f"{finding.severity}: ", f"{word}: ", 1), err=True)
    said = [f"{n} {severity}{'s' if n > 1 else ''}" for severity, n in counts.items() if n]
    if said:
        click.echo(", ".join(said), err=True)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that tells what is done now: one moving line, or plain lines in a pipe."""
    if not sys.stderr.isatty():
        yield lambda text: click.echo(text, err=True)
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield status.update
