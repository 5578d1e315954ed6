"""OpenDocument spreadsheets (.ods) to tables."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from printkit.model.finding import Place, problem
from printkit.sources.tables.archive import BROKEN, open_archive
from printkit.sources.tables.excel import SAFE_XML, discard
from printkit.sources.tables.spans import Span, spread
from printkit.sources.tables.table import CELLS, COLUMNS, Desk, Table, rows

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_BREAKS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_CELL_TAGS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def read(data: bytes, desk: Desk) -> list[Table]:
    """Return the sheets of a file that hold something. Raises Problems as for a workbook."""
    try:
        with open_archive(data, desk.path).open("content.xml") as file:
            tables = list(_tables(file, desk))
    except (*BROKEN, KeyError, etree.XMLSyntaxError) as error:
        message = f"cannot be read as a spreadsheet: {error}".splitlines()[0]
        hint = "save it again from a spreadsheet program, or as CSV"
        raise problem("table/broken", message, Place(desk.path), hint) from None
    return [table for table in tables if table.rows]


def _tables(file: Any, desk: Desk) -> Iterator[Table]:
    sheet: list[tuple[int, list[str]]] = []
    spans: list[Span] = []
    number, cells = 1, 0
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    for event, element in etree.iterparse(file, events=("start", "end"), tag=tags, **SAFE_XML):
        is_row = element.tag == f"{_TABLE}table-row"
        if event == "start":
            if not is_row:
                sheet, spans, number = [], [], 1
            continue
        if is_row:
            values = list(_values(element, number, spans, desk))
            repeated = _count(element, "number-rows-repeated")
            copies = repeated if any(values) else 0
            cells += min(copies, CELLS) * len(values)
            if cells > CELLS:
                raise problem("table/too-big", f"has more than {CELLS:,} cells", Place(desk.path))
            sheet += [(number + copy, values) for copy in range(copies)]
            number += repeated
        else:
            held = rows(sheet, desk)
            yield Table(element.get(f"{_TABLE}name") or "", spread(held, spans, desk))
        discard(element)


def _values(element: Any, row: int, spans: list[Span], desk: Desk) -> Iterator[str]:
    column = 0
    for cell in element.iterchildren(*_CELL_TAGS):
        text = _text(cell, row, desk)
        copies = _count(cell, "number-columns-repeated")
        height = _count(cell, "number-rows-spanned")
        if height > 1:
            spans.append(Span(column + 1, row, column + 1, row + height - 1))
        column += copies
        # The last cell of a row is often repeated to the right edge of the sheet.
        yield from [text] * (copies if text else min(copies, COLUMNS))


def _count(element: Any, name: str) -> int:
    value = element.get(f"{_TABLE}{name}") or "1"
    return max(int(value), 1) if value.isdigit() and len(value) < 8 else 1


def _text(cell: Any, row: int, desk: Desk) -> str:
    """Return what a cell shows; a date as ISO 8601 gives it."""
    for note in cell.iterfind(f"{_OFFICE}annotation"):
        text = "".join(note.itertext())
        desk.beside.append(text)
        desk.drop(text, row, "a comment on a cell")
        desk.find("table/comment", f"a comment is left out: {text.strip()[:60]!r}", row)
    shown = "\n".join(_words(paragraph) for paragraph in cell.iterfind(f"{_TEXT}p"))
    if cell.get(f"{_TABLE}formula") and not shown:
        message = "a cell is a formula without a result"
        desk.find("table/formula", message, row, "open the file and save it")
    return cell.get(f"{_OFFICE}date-value") or shown


def _words(element: Any) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in _BREAKS:
            count = child.get(f"{_TEXT}c") or "1"
            parts.append(_BREAKS[child.tag] * min(int(count) if count.isdigit() else 1, 1000))
        elif child.tag != f"{_OFFICE}annotation" and isinstance(child.tag, str):
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)
