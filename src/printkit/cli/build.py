"""``printkit build``: a publication to its files."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from printkit.build.summary import summaries
from printkit.cli.speak import progress, show
from printkit.model.store import Store, cache_folder
from printkit.model.target import Target

if TYPE_CHECKING:
    from printkit.build.order import Order
    from printkit.model.finding import Finding

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
@click.option("--no-cache", is_flag=True, help="Make everything anew.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@click.option("--executor", metavar="dask://HOST:PORT", help="Lay out on a Dask cluster.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True)
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--report", type=click.Path(path_type=Path), help="Write findings and files as JSON.")
def command(publication: Path, report: Path | None, no_cache: bool, **choices: Any) -> int:
    """Build PUBLICATION, a folder with a publication.yaml, into PDF files.

    Nothing is written unless everything succeeds: the last good files stay. What did not change
    is not made again.
    """
    from printkit.build.order import Order
    from printkit.build.unchanged import recall
    from printkit.model.finding import Problems

    choices["targets"] = tuple(Target(target) for target in choices["targets"])
    order = Order(publication, store=None if no_cache else Store(cache_folder()), **choices)
    if standing := recall(order):
        files = [order.out / name for name in standing.files]
        return _tell(order, report, standing.findings, files)
    try:
        findings, files = _built(order)
    except Problems as problems:
        show(problems.findings)
        _report(report, problems.findings, ())
        return 1
    return _tell(order, report, findings, files)


def _built(order: "Order") -> tuple[tuple["Finding", ...], list[Path]]:
    from printkit.typeset.ahead import ahead
    from printkit.typeset.sweeping import swept_rarely

    with swept_rarely(), ahead(order.forks and not order.executor):
        from printkit.build.recipe import build

        with progress() as say:
            built = build(order, say)
    if order.store:
        order.store.prune()
    files = [order.out / name for output in built.outputs for name in output.files]
    return built.findings, files


def _tell(
    order: "Order", report: Path | None, findings: Sequence["Finding"], files: Sequence[Path]
) -> int:
    show(findings)
    for line in summaries(order.out, order.products):
        click.echo(line, err=True)
    _report(report, findings, files)
    for file in files:
        click.echo(file)
    return 0


def _report(path: Path | None, findings: Sequence["Finding"], files: Sequence[Path]) -> None:
    if path is None:
        return
    data = {
        "findings": [finding.as_dict() for finding in findings],
        "outputs": [str(file) for file in files],
    }
    path.write_text(json.dumps(data, indent=2, ensure_ascii=False) + "\n", "utf-8")
