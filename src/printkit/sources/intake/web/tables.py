"""Tables of pages as tables of GitHub's Markdown."""

from collections.abc import Callable

from printkit.sources.intake import pieces
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.web.flow import Flow
from printkit.sources.intake.xml import Element

_Visit = Callable[[Element, Look, Flow], None]
_PARTS = {"thead", "tbody", "tfoot", "tr", "colgroup"}
_CELLS = {"td", "th"}


def read(table: Element, look: Look, flow: Flow, visit: _Visit) -> None:
    """Read a table; ``visit`` reads what is in its cells."""
    flow.end()
    _strays(table, look, flow, visit)
    flow.end()
    held = flow.within()
    rows = []
    for row in table.iter("tr"):
        above = row.getparent()
        if next(row.iterancestors("table")) is table and above.tag in {"table", *_PARTS}:
            cells = [cell for cell in row if cell.tag in _CELLS]
            rows.append([part for cell in cells for part in _cell(cell, look, held, visit)])
    rows = [row for row in rows if row]
    if rows:
        text = "\n".join("\t".join(plain for plain, _ in row) for row in rows)
        flow.called += held.called
        flow.ready(text, pieces.grid([[markup for _, markup in row] for row in rows]))


def _strays(element: Element, look: Look, flow: Flow, visit: _Visit) -> None:
    """Read captions, and what stands between the cells: it goes before the table (HTML, 13.2.6)."""
    flow.add(element.text, look)
    for child in element:
        if child.tag in _PARTS:
            _strays(child, look, flow, visit)
        elif child.tag not in _CELLS or element.tag != "tr":
            visit(child, look, flow)
        flow.add(child.tail, look)


def _cell(cell: Element, look: Look, flow: Flow, visit: _Visit) -> list[tuple[str, str]]:
    """Return the text and Markdown of a cell, and of the empty ones it reaches over."""
    held = flow.within()
    held.line = cell.sourceline or flow.line
    held.add(cell.text, look)
    for child in cell:
        visit(child, look, held)
        held.add(child.tail, look)
    held.end()
    flow.called += [note for block in held.blocks for note in block.notes]
    shown = [
        pieces.markup(block.pieces or [Piece(block.text.replace("\t", " "))], "<br>")
        for block in held.blocks
    ]
    span = cell.get("colspan") or "1"
    width = max(1, min(63, int(span))) if span.isascii() and span.isdigit() else 1
    if width > 1 or (cell.get("rowspan") or "1") != "1":
        message = "a cell reached over others; they are empty now"
        flow.account.tally("import/merged-cells", message, held.line)
    text = "\n".join(block.text for block in held.blocks)
    return [(text, "<br>".join(shown)), *[("", "")] * (width - 1)]
