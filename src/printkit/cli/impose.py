"""Put the pages of any PDF on sheets that fold, cut and bind right."""

from pathlib import Path
from typing import Any

import click

from printkit.cli.options import options_of, read
from printkit.cli.out import replacing
from printkit.cli.speak import show
from printkit.model.imposition import Imposition
from printkit.press.dummy import dummy, duplex_test
from printkit.press.imposition import options_of as figures
from printkit.press.placing import impose_as
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


@click.command(epilog=_EPILOG)
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False
)
@options_of(Imposition)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.option("--dummy", "as_dummy", is_flag=True, help="Print page numbers instead of the pages.")
@click.option("--duplex-test", "as_test", is_flag=True, help="Print two pages that test a printer.")
def command(file: Path | None, out: Path, as_dummy: bool, as_test: bool, **given: Any) -> None:
    """Put the pages of FILE.pdf on sheets that fold, cut and bind right."""
    wanted = read(Imposition, given)
    if file is None and not as_test:
        raise click.UsageError("Missing argument 'FILE'.")
    with replacing(out) as target:
        if file is None or as_test or as_dummy:
            target.write(_trial(None if as_test else file, wanted))
        else:
            show(impose_as(file, wanted, target))


def _trial(file: Path | None, wanted: Imposition) -> bytes:
    """Return a dummy of the file's sheets, or a test of the printer."""
    if file is None:
        return duplex_test(wanted.sheet)
    count = count_pages(file)
    options = figures(wanted, count)
    return dummy(wanted.scheme, count, trim_size(file), wanted.sheet, options)
