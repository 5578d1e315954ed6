"""Excel workbooks (.xlsx) to tables."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from lxml import etree
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from printkit.model.finding import Place, problem
from printkit.sources.intake import xml
from printkit.sources.tables.archive import BROKEN, open_archive
from printkit.sources.tables.spans import Span, spread
from printkit.sources.tables.table import Desk, Table, rows

SAFE_XML = {"resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False}
_BROKEN = (
    *BROKEN,
    KeyError,
    TypeError,
    AttributeError,
    IndexError,
    etree.XMLSyntaxError,
    SyntaxError,
)
_ZEROS = re.compile(r"0{2,}")


def read(data: bytes, desk: Desk) -> list[Table]:
    """Return the sheets of a workbook that hold something.

    Raises Problems when it is too big, broken or has a password.
    """
    archive = open_archive(data, desk.path)
    try:
        with warnings.catch_warnings():
            # It warns of styles and validations that it leaves aside: no text is in them.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            tables = [_sheet(sheet, archive, desk) for sheet in book.worksheets]
        _comments(archive, desk)
        if "xl/vbaProject.bin" in archive.namelist():
            desk.find("table/macros", "has macros: they are not run and not kept")
    except _BROKEN as error:
        message = f"cannot be read as a workbook: {error}".splitlines()[0]
        hint = "save it again from a spreadsheet program, or as CSV"
        raise problem("table/broken", message, Place(desk.path), hint) from None
    return [table for table in tables if table.rows]


def _sheet(sheet: Any, archive: zipfile.ZipFile, desk: Desk) -> Table:
    spans, formulas = _beside(archive, sheet._worksheet_path)
    for cell in formulas:
        row = int(re.sub(r"\D", "", cell) or 1)
        message = f"{cell} of the sheet {sheet.title!r} is a formula without a result"
        desk.find("table/formula", message, row, "open the file in Excel and save it")
    # The size that a file says it has is often wrong.
    sheet.reset_dimensions()
    held = rows(_values(sheet, desk), desk)
    return Table(sheet.title, spread(held, spans, desk))


def _values(sheet: Any, desk: Desk) -> Iterator[tuple[int, list[str]]]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        yield number, [_text(cell, number, desk) for cell in cells]


def _text(cell: Any, row: int, desk: Desk) -> str:
    """Return what a cell says, as a person would write it in a list."""
    value = cell.value
    if value is None or isinstance(value, str):
        if cell.data_type == "e":
            desk.find("table/error", f"a cell holds the error {value}", row, "mend the formula")
            desk.drop(value or "", row, "an error of a formula")
            desk.beside.append(value or "")
            return ""
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    zeros = _ZEROS.fullmatch(cell.number_format or "")
    return str(value).zfill(len(zeros[0])) if zeros and isinstance(value, int) else str(value)


def _beside(archive: zipfile.ZipFile, path: str) -> tuple[list[Span], list[str]]:
    """Return merged areas, and the formulas whose result was never saved."""
    spans: list[Span] = []
    formulas: list[str] = []
    with archive.open(path.lstrip("/")) as file:
        tags = ("{*}row", "{*}mergeCell")
        for _, element in etree.iterparse(file, events=("end",), tag=tags, **SAFE_XML):
            if reference := element.get("ref"):
                left, top, right, bottom = range_boundaries(reference)
                spans.append(Span(left or 1, top or 1, right or 1, bottom or 1))
            for cell in element.iterfind("{*}c"):
                if cell.find("{*}f") is not None and not cell.findtext("{*}v"):
                    formulas.append(cell.get("r") or "a cell")
            discard(element)
    return spans, formulas


def discard(element: Any) -> None:
    """Free an element that was read, and those before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _comments(archive: zipfile.ZipFile, desk: Desk) -> None:
    names = [n for n in archive.namelist() if re.search(r"xl/(?:.*/)?comments?\d*\.xml$", n)]
    for name in names:
        for comment in xml.parse(archive.read(name), Place(desk.path)).iter("{*}comment"):
            row = int(re.sub(r"\D", "", comment.get("ref") or "") or 1)
            text = "".join(comment.itertext())
            desk.beside.append(text)
            desk.drop(text, row, "a comment on a cell")
            message = f"the comment on {comment.get('ref')} is left out: {text.strip()[:60]!r}"
            desk.find("table/comment", message, row)
