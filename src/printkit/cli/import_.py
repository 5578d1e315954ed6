"""``printkit import``: what authors send becomes articles and bio blocks."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from printkit.cli.speak import show
from printkit.model.finding import Severity

if TYPE_CHECKING:
    from printkit.sources.intake.bring import Brought


@click.command("import", epilog="Example: printkit import letter.txt --into articles/reader")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--into", "folder", required=True, type=click.Path(path_type=Path, file_okay=False))
@click.option("--force", is_flag=True, help="Write over files that were edited since.")
@click.option(
    "--changes",
    type=click.Choice(["accept", "reject", "ask", "fail"]),
    default="fail",
    show_default=True,
    help="What becomes of tracked changes in Word files; fail lists them, ask lists and asks.",
)
@click.option("--strict", is_flag=True, help="Exit 1 when anything is uncertain or left out.")
def command(
    sources: tuple[Path, ...],
    folder: Path,
    force: bool,
    changes: Literal["accept", "reject", "ask", "fail"],
    strict: bool,
) -> int:
    """Read manuscripts, tables and schedules into a publication; account for each character."""
    from printkit.model.finding import Problems

    code = 0
    for path in sources:
        try:
            result = _brought(path, folder, force, changes)
        except Problems as problems:
            show(problems.findings)
            code = 1
            continue
        show(result.findings)
        for name in result.changed:
            click.echo(folder / name)
        click.echo(f"{path.name}: {result.ledger.summary()}")
        unsure = [f for f in result.findings if f.severity is not Severity.INFO]
        left = unsure or result.ledger.dropped
        code = 1 if result.ledger.lost or (strict and left) else code
    return code


def _brought(
    path: Path, folder: Path, force: bool, changes: Literal["accept", "reject", "ask", "fail"]
) -> "Brought":
    from printkit.model.finding import Problems
    from printkit.sources.arrivals import reader_of

    if changes != "ask":
        return reader_of(path, changes)(path, folder, force=force)
    try:
        return reader_of(path, "fail")(path, folder, force=force)
    except Problems as problems:
        if problems.findings[0].code != "import/tracked-changes":
            raise
        show(problems.findings)
    choice = click.Choice(["accept", "reject"])
    said: str = click.prompt("Tracked changes", type=choice, err=True)
    return reader_of(path, "accept" if said == "accept" else "reject")(path, folder, force=force)
