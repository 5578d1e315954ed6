"""Tables of Word as tables of GitHub's Markdown."""

from collections.abc import Iterator

from printkit.sources.intake import pieces as inline
from printkit.sources.intake.manuscript import Block
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.word import changes
from printkit.sources.intake.word import inline as within
from printkit.sources.intake.word.kind import kind_of
from printkit.sources.intake.word.names import text_of
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import W, value, whole
from printkit.sources.intake.xml import Element


def block(rows: list[list[Element]], reading: Reading) -> Block:
    """Return a table: its first row is its head, as Markdown has it."""
    shown = [[part for cell in row for part in _cell(cell, reading)] for row in rows]
    text = "\n".join("\t".join(plain for plain, _ in row) for row in shown)
    notes, reading.notes = tuple(reading.notes), []
    markup = inline.grid([[markup for _, markup in row] for row in shown])
    return Block(text, reading.line, "ready", markup=markup, notes=notes)


def rows(table: Element, reading: Reading) -> Iterator[list[Element]]:
    """Yield the cells of each row, without those that a tracked change takes away."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is not table:
            continue
        taken = changes.marked_gone(row.find(W + "trPr"), reading.changes)
        cells = []
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr")) is not row:
                continue
            lost = taken
            if lost is None:
                lost = changes.marked_gone(cell.find(W + "tcPr"), reading.changes)
            if lost is None:
                cells.append(cell)
            else:
                reason = changes.why(lost, reading.changes)
                reading.account.drop(text_of(cell), reading.line, reason)
        yield cells


def _cell(cell: Element, reading: Reading) -> list[tuple[str, str]]:
    """Return the text and Markdown of a cell, and of the empty ones it reaches over."""
    texts, shown = [], []
    for paragraph in cell.iter(W + "p"):
        box = next(paragraph.iterancestors(W + "txbxContent", W + "tc"), cell)
        if box.tag == W + "txbxContent":
            continue
        if box is not cell:
            message = "a table within a table is now text in its cell"
            reading.account.tally("import/table-in-table", message, reading.line)
        found = _cell_paragraph(paragraph, reading)
        texts.append(inline.plain(found))
        shown.append(inline.markup(found, "<br>"))
    properties = cell.find(W + "tcPr")
    span = max(1, min(63, whole(value(properties, "gridSpan"))))
    joined = properties is not None and properties.find(W + "vMerge") is not None
    if span > 1 or joined:
        message = "a cell reached over others; they are empty now"
        reading.account.tally("import/merged-cells", message, reading.line)
    return [("\n".join(texts), "<br>".join(filter(None, shown))), *[("", "")] * (span - 1)]


def _cell_paragraph(paragraph: Element, reading: Reading) -> list[Piece]:
    reading.line = reading.numbers.get(paragraph, reading.line)
    properties = changes.properties(paragraph, "pPr", reading.changes)
    kind = kind_of(properties, reading)
    found = inline.trimmed(within.runs(paragraph, Look(kind.style.tags), reading))
    reading.account.source += inline.links(found)
    if kind.label and found:
        found = [Piece((kind.label.text or "•") + " "), *found]
    return found
