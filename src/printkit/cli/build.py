"""``printkit build``: a publication to its files."""

import json
from pathlib import Path
from typing import Any

import click

from printkit.cli.speak import progress, show
from printkit.model.publication import Target

TARGETS = click.Choice([str(target) for target in Target])


@click.command(
    epilog="""\b
Examples:
  printkit build articles/voices
  printkit build articles/voices --product booklet --target press
  printkit build articles/voices --out release --strict --report report.json
"""
)
@click.argument("publication", type=click.Path(path_type=Path), default=Path())
@click.option("--product", "products", multiple=True, help="Build this product only; repeatable.")
@click.option(
    "--target", "targets", multiple=True, type=TARGETS, help="Build for this target only."
)
@click.option("--printer", metavar="NAME|FILE", help="A printer profile for the press files.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--report", type=click.Path(path_type=Path), help="Write findings and files as JSON.")
def command(publication: Path, report: Path | None, **choices: Any) -> int:
    """Build PUBLICATION, a folder with a publication.yaml, into PDF files.

    Nothing is written unless everything succeeds: the last good files stay.
    """
    from printkit.build.recipe import Order, build
    from printkit.model.finding import Problems

    choices["targets"] = tuple(Target(target) for target in choices["targets"])
    order = Order(publication, **choices)
    try:
        with progress() as say:
            built = build(order, say)
    except Problems as problems:
        show(problems.findings)
        _report(report, problems.findings, ())
        return 1
    show(built.findings)
    _report(report, built.findings, built.outputs)
    for output in built.outputs:
        for name in output.files:
            click.echo(output.path.with_name(name) if output.path else name)
    return 0


def _report(path: Path | None, findings: tuple, outputs: tuple) -> None:  # type: ignore[type-arg]
    if path is None:
        return
    data = {
        "findings": [finding.as_dict() for finding in findings],
        "outputs": [
            str(output.path.with_name(name)) for output in outputs for name in output.files
        ],
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
