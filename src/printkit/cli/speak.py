"""What the command line says: findings, and progress on a terminal or in a pipe."""

import sys
import time
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
def progress() -> Iterator[Callable[..., None]]:
    """Give a function that tells what is done now: one moving line, or plain lines in a pipe."""
    if not sys.stderr.isatty():
        yield _plainly
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        clock = _Clock()
        yield lambda text, done=0, total=0: status.update(text + clock.left(text, done, total))


def _plainly(text: str, done: int = 0, _total: int = 0) -> None:
    if not done:
        click.echo(text, err=True)


class _Clock:
    """Tells how long the rest of a stage will take, by what is done of it."""

    def __init__(self) -> None:
        self._text, self._start = "", 0.0

    def left(self, text: str, done: int, total: int) -> str:
        if text != self._text:
            self._text, self._start = text, time.monotonic()
        if not done:
            return ""
        seconds = (time.monotonic() - self._start) * (total - done) / done
        return f", {100 * done // total} %" + (f", {seconds:.0f} s left" if seconds > 3 else "")
