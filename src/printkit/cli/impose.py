"""Put the pages of any PDF on sheets that fold, cut and bind right."""

import os
import tempfile
from pathlib import Path
from typing import Any

import click

from printkit.model.finding import problem
from printkit.model.measure import Size, paper, points
from printkit.model.stock import creep as creep_of
from printkit.model.stock import stock
from printkit.press.dummy import dummy, duplex_test
from printkit.press.imposition import SCHEMES, Options
from printkit.press.placing import impose
from printkit.press.schemes import BOUND
from printkit.press.source import count_pages, trim_size

_EPILOG = """\b
Examples:
  A5 booklet on A4, for an office printer:
    printkit impose booklet.pdf --scheme saddle --sheet A4 --shrink --no-marks --out print.pdf
  The same for a press, 16 pages a sheet, creep from the paper:
    printkit impose press.pdf --scheme saddle --gathering 16 --sheet "640mm x 900mm" \\
      --stock silk-115 --out sheets.pdf
  Business cards, front and back, as many as fit, each over a whole sheet:
    printkit impose card.pdf --scheme step-and-repeat --sheet SRA3 --out cards.pdf
  A numbered dummy to try the fold with, and a test of the printer's duplex:
    printkit impose booklet.pdf --scheme saddle --sheet A4 --dummy --out dummy.pdf
    printkit impose --duplex-test --sheet A4 --out test.pdf
"""


class _Length(click.ParamType[Any]):
    name = "length"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Turn ``3mm`` into points."""
        try:
            return value if isinstance(value, float) else points(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Paper(click.ParamType[Any]):
    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Size:
        """Turn ``A4`` into a size."""
        try:
            return paper(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _Blanks(click.ParamType[Any]):
    name = "place"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | None:
        """Turn ``before-back``, ``end`` or a page number into the page that blanks go before."""
        if value in (None, "before-back"):
            return None
        if value == "end":
            return 2**31
        if str(value).isdigit():
            return int(value)
        return self.fail("write before-back, end or the number of a page", param, ctx)


@click.command(epilog=_EPILOG)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@click.option("--scheme", default="saddle", show_default=True, help=f"One of {', '.join(SCHEMES)}.")
@click.option("--sheet", type=_Paper(), required=True, help='The paper: A4, SRA3, "640mm x 900mm".')
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option(
    "--gathering",
    default=4,
    show_default=True,
    help="Pages on a folded sheet: 4, 8, 16 "
    "or 32; for work-and-turn and work-and-tumble also 2, loose leaves.",
)
@click.option("--nested", default=1, show_default=True, help="perfect: sheets in one gathering.")
@click.option(
    "--grind",
    type=_Length(),
    default="0mm",
    show_default=True,
    help="perfect: what the binder mills off the spine.",
)
@click.option("--binding", type=click.Choice(["left", "right"]), default="left", show_default=True)
@click.option(
    "--stock", "paper_name", help="The paper's name or figure (115gsm 0.09mm), for creep."
)
@click.option("--creep", type=_Length(), help="How far the innermost pages move to the spine.")
@click.option(
    "--duplex",
    type=click.Choice(["long", "short"]),
    help="The edge your printer turns sheets about. Default: the one that keeps backs upright.",
)
@click.option("--one-sided", is_flag=True, help="Loose pages are printed on fronts only.")
@click.option(
    "--back-offset",
    type=_Length(),
    nargs=2,
    default=("0mm", "0mm"),
    metavar="RIGHT UP",
    help="Move the backs, by what the duplex test shows: 0.5mm -1mm.",
)
@click.option("--gap", type=_Length(), help="Between pieces that are cut apart.")
@click.option("--head-to-foot", is_flag=True, help="Turn the backs of loose leaves on their heads.")
@click.option(
    "--blanks",
    type=_Blanks(),
    help="Where blank pages go: before-back (default), end, or after the page of that number.",
)
@click.option("--shrink", is_flag=True, help="Make pages smaller if they do not fit the sheet.")
@click.option("--marks/--no-marks", default=True, show_default=True, help="Crop and fold marks.")
@click.option("--dummy", "as_dummy", is_flag=True, help="Print page numbers instead of the pages.")
@click.option("--duplex-test", "as_test", is_flag=True, help="Print two pages that test a printer.")
def command(file: Path | None, sheet: Size, out: Path, **given: Any) -> None:
    """Put the pages of FILE.pdf on sheets that fold, cut and bind right."""
    if given["as_test"]:
        _write(out, duplex_test(sheet))
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    count = count_pages(file)
    options = _options(given, count)
    if given["as_dummy"]:
        _write(out, dummy(given["scheme"], count, trim_size(file), sheet, options))
        return
    data, findings = impose(
        file, given["scheme"], sheet, options, marks=given["marks"], shrink=given["shrink"]
    )
    for finding in findings:
        click.echo(str(finding), err=True)
    _write(out, data)


def _options(given: dict[str, Any], pages: int) -> Options:
    creep = given["creep"] or 0.0
    if given["paper_name"] and given["creep"] is None and given["scheme"] in BOUND:
        nested = pages + -pages % 4
        if given["scheme"] == "perfect":
            nested = min(nested, given["gathering"] * given["nested"])
        creep = creep_of(nested, stock(given["paper_name"]).caliper)
    return Options(
        gathering=given["gathering"],
        nested=given["nested"],
        grind=given["grind"],
        creep=creep,
        rtl=given["binding"] == "right",
        duplex=given["duplex"],
        sides=1 if given["one_sided"] else 2,
        gap=given["gap"],
        blanks=given["blanks"],
        feet=given["head_to_foot"],
        offset=given["back_offset"],
    )


def _write(out: Path, data: bytes) -> None:
    """Write beside the target and move into place, so that no half file is ever there."""
    try:
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
    except OSError as error:
        raise problem("write/failed", f"{out} cannot be written: {error.strerror}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
