"""Put the pages of any PDF on sheets that fold, cut and bind right."""

import os
import tempfile
from pathlib import Path
from typing import Any

import click

from printkit.cli.options import options_of, read
from printkit.model.finding import problem
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
    if as_test:
        write(out, duplex_test(wanted.sheet))
        return
    if file is None:
        raise click.UsageError("Missing argument 'FILE'.")
    if as_dummy:
        options = figures(wanted, count_pages(file))
        write(out, dummy(wanted.scheme, count_pages(file), trim_size(file), wanted.sheet, options))
        return
    data, findings = impose_as(file, wanted)
    for finding in findings:
        click.echo(str(finding), err=True)
    write(out, data)


def write(out: Path, data: bytes) -> None:
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
