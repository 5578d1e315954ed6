"""``printkit typography``: how even the pages of a publication are."""

import json
from pathlib import Path
from typing import Any

import click

from printkit.cli.speak import progress, show
from printkit.model.store import Store, cache_folder

_COLUMNS = {
    "page": "page", "lines": "lines", "mean_badness": "badness", "worst": "worst",
    "loose": "loose", "river": "rivers", "hyphens": "hyphens", "stack": "stacks",
    "widow": "widows", "orphan": "orphans", "short": "short",
}  # fmt: skip
_EPILOG = """\b
Badness is 100 times the cube of how far the spaces of a justified line are stretched (TeX):
below 12 nobody sees it, above 100 a line is loose.
Examples:
  printkit typography articles/voices --product booklet
  printkit typography articles/voices --json typography.json
"""


@click.command(epilog=_EPILOG)
@click.argument("publication", type=click.Path(path_type=Path), default=Path())
@click.option("--product", "products", multiple=True, help="Measure this product; repeatable.")
@click.option("--json", "out", type=click.Path(dir_okay=False, path_type=Path), help="Write it.")
def command(publication: Path, products: tuple[str, ...], out: Path | None) -> int:
    """Lay out PUBLICATION and count what a typographer would mend, page by page."""
    from printkit.build.evenness import report
    from printkit.build.order import Order
    from printkit.build.recipe import laid
    from printkit.model.finding import Problems

    order = Order(publication, products=products, store=Store(cache_folder()))
    try:
        with progress() as say:
            found = {key: report(pages.textures) for key, pages in laid(order, say)}
    except Problems as problems:
        show(problems.findings)
        return 1
    if out:
        out.write_text(json.dumps(found, indent=2) + "\n", "utf-8")
        return 0
    for key, one in found.items():
        click.echo(f"{key}\n{_table(one)}\n")
    return 0


def _table(told: dict[str, Any]) -> str:
    rows = [list(_COLUMNS.values())]
    for one in (*told["pages"], {"page": "all", **told["total"]}):
        rows.append([_cell(one[key]) for key in _COLUMNS])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def _cell(value: object) -> str:
    return "." if value == 0 else f"{value:.0f}" if isinstance(value, float) else str(value)
