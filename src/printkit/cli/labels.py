"""``printkit labels``: pages of any PDF onto label and badge sheets."""

from pathlib import Path
from typing import Any

import click

from printkit.cli.out import replacing
from printkit.cli.speak import show
from printkit.model.measure import mm, points
from printkit.press.labels import Run, labels
from printkit.sources.sheets import sheet as sheet_of
from printkit.sources.sheets import sheets

_EPILOG = """\b
Examples:
  Badges onto self-adhesive badge sheets, going on with a used sheet at its fifth label:
    printkit labels badges.pdf --sheet avery-l4785 --start 5 --out print.pdf
  The same address on every label of a sheet:
    printkit labels sender.pdf --sheet L7160 --repeat --out print.pdf
  A test print on plain paper, to be held against a label sheet:
    printkit labels badges.pdf --sheet avery-5395 --outline --out test.pdf
  The printer prints 1 mm too far to the left and 0.5 mm too high:
    printkit labels badges.pdf --sheet avery-5395 --shift 1mm,-0.5mm --out print.pdf
  All sheets that are known:
    printkit labels --list
"""


class _Shift(click.ParamType[Any]):
    name = "right,up"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float, float]:
        """Turn ``1mm,-0.5mm`` into points to the right and up."""
        if isinstance(value, tuple):
            return value
        try:
            right, up = (points(part) for part in str(value).split(","))
        except ValueError:
            self.fail("write how far to the right and up, such as 1mm,-0.5mm", param, ctx)
        return right, up


def _list(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    for sheet in sheets().values():
        size = f"{mm(sheet.label.width):.1f} x {mm(sheet.label.height):.1f} mm"
        also = f" (also {', '.join(sheet.also).upper()})" if sheet.also else ""
        click.echo(f"{sheet.name:13} {sheet.count:3} labels {size:>16}  {sheet.title}{also}")
    ctx.exit()


@click.command(epilog=_EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--sheet",
    "name",
    required=True,
    metavar="NAME|FILE",
    help="A known sheet, or a YAML file with its measures.",
)
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--start",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="The first free label of the first sheet, along the rows.",
)
@click.option("--repeat", is_flag=True, help="Print each page on all labels of a sheet.")
@click.option("--two-sided", is_flag=True, help="Pages are fronts and backs in turn, for cards.")
@click.option(
    "--shift", type=_Shift(), default=(0.0, 0.0), help="Move everything right and up: 1mm,-0.5mm."
)
@click.option(
    "--back-shift",
    "back",
    type=_Shift(),
    default=(0.0, 0.0),
    help="Move backs by this, too, as the duplex test shows.",
)
@click.option("--scale", is_flag=True, help="Make pages larger or smaller until they fit a label.")
@click.option("--turn", is_flag=True, help="Turn pages by a quarter.")
@click.option("--outline", is_flag=True, help="Draw and number the labels, for a test print.")
@click.option(
    "--list",
    is_flag=True,
    callback=_list,
    is_eager=True,
    expose_value=False,
    help="List the sheets that are known.",
)
def command(file: Path, name: str, out: Path, **given: Any) -> int:
    """Put the pages of FILE.pdf on label or badge sheets, one page to a label."""
    data, findings = labels(file, sheet_of(name), Run(**given))
    show(findings)
    with replacing(out) as target:
        target.write(data)
    return 0
