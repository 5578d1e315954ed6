"""The blocks of a Word file: paragraphs, headings, lists, tables, text boxes."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from printkit.sources.intake import pieces as inline
from printkit.sources.intake.manuscript import Block
from printkit.sources.intake.pieces import Piece
from printkit.sources.intake.word import changes
from printkit.sources.intake.word import inline as within
from printkit.sources.intake.word.names import MC, text_of
from printkit.sources.intake.word.numbering import Label
from printkit.sources.intake.word.reading import Look, Reading
from printkit.sources.intake.word.styles import Style, W, numbering_of, value, whole
from printkit.sources.intake.xml import Element

_QUIET = {W + "sectPr", W + "tblPr", W + "tblGrid", W + "trPr", W + "tcPr", W + "sdtPr"}
_QUOTES = {"quote", "intense quote", "block text"}
_CHANGES = {W + "ins", W + "del", W + "moveFrom", W + "moveTo"}


def blocks(parent: Element, reading: Reading) -> Iterator[Block]:
    """Yield the blocks under an element, the text boxes of a block after it."""
    for child in parent:
        if child.tag == W + "p":
            yield from _paragraph(child, reading)
        elif child.tag == W + "tbl":
            yield from _table(child, reading)
            yield from _beside(reading)
        elif child.tag == W + "sdt" and within.is_prompt(child, reading):
            continue
        elif child.tag in _CHANGES and changes.gone(child, reading.changes):
            reason = changes.why(child, reading.changes)
            reading.account.drop(text_of(child), reading.line, reason)
        elif child.tag == MC + "AlternateContent":
            yield from blocks(within.chosen(child), reading)
        elif child.tag not in _QUIET:
            yield from blocks(child, reading)
    yield from _carried(reading)


def _carried(reading: Reading) -> Iterator[Block]:
    """Yield what waits for a paragraph that did not come: its mark was taken away at the end."""
    found, reading.carried = inline.trimmed(reading.carried), []
    if found:
        yield _block(found, _Kind(), reading)


def _beside(reading: Reading) -> Iterator[Block]:
    """Yield the pictures and text boxes that are anchored in the block before."""
    floats, reading.floats = reading.floats, []
    for piece in floats:
        yield Block("", reading.line, pieces=(piece,))
    boxes, reading.boxes = reading.boxes, []
    for box in boxes:
        message = "a text box stands after its paragraph as ordinary text"
        reading.account.find("import/text-box", message, reading.line, "move it where it belongs")
        yield from blocks(box, reading)


@dataclass(frozen=True)
class _Kind:
    """What a paragraph is, by its style and numbering."""

    style: Style = field(default_factory=Style)
    outline: int | None = None
    label: Label | None = None
    depth: int = 0
    mark: str = "- "

    @property
    def is_head(self) -> bool:
        return self.outline is not None or self.style.name in ("title", "subtitle")


def _kind(properties: Element | None, reading: Reading) -> _Kind:
    style = reading.styles.get(value(properties, "pStyle"))
    level = value(properties, "outlineLvl")
    outline = whole(level) if level is not None else style.outline
    outline = outline if outline is not None and outline < 9 else None
    listed = numbering_of(properties) or style.numbering
    if listed and not listed[0] and style.numbering:
        listed = (style.numbering[0], listed[1])
    label = reading.numbering.label(*listed) if listed and listed[0] != "0" else None
    mark = "- "
    if label and label.plain and listed:
        # Two lists that follow one another are one for Markdown, unless their marks differ.
        other = ")" if len(reading.delimiters) % 2 else "."
        mark = f"{label.number}{reading.delimiters.setdefault(listed[0], other)} "
    return _Kind(style, outline, label, listed[1] if listed else 0, mark)


def _paragraph(paragraph: Element, reading: Reading) -> Iterator[Block]:
    reading.line = reading.numbers.get(paragraph, reading.line)
    properties = changes.properties(paragraph, "pPr", reading.changes)
    kind = _kind(properties, reading)
    if kind.style.name.startswith("toc ") or kind.style.name == "table of contents":
        reason = "a table of contents: layouts make their own"
        reading.account.drop(text_of(paragraph), reading.line, reason)
        return
    hidden = kind.style.tags & {"hidden"}
    look = Look(hidden if kind.is_head else kind.style.tags)
    found = [*reading.carried, *within.runs(paragraph, look, reading)]
    reading.carried = []
    marks = paragraph.find(f"{W}pPr/{W}rPr")
    if changes.marked_gone(marks, reading.changes) is not None:
        reading.carried = found
        return
    found = inline.trimmed(found)
    pictures = [piece for piece in found if piece.ready.startswith("!")]
    if pictures and (kind.is_head or not inline.plain(found).strip()):
        found = [piece for piece in found if piece not in pictures]
        reading.floats = [*pictures, *reading.floats]
    if found:
        yield _block(found, kind, reading)
    yield from _beside(reading)


def _block(found: list[Piece], kind: _Kind, reading: Reading) -> Block:
    reading.account.source += inline.links(found)
    notes, reading.notes = tuple(reading.notes), []
    plain_item = kind.label and (kind.label.bullet or kind.label.plain) and not kind.is_head
    if kind.label and kind.label.text and not plain_item:
        found = [Piece(kind.label.text + " "), *found]
    text, line = inline.plain(found), reading.line
    if kind.style.name == "title":
        return Block(text, line, "title", pieces=tuple(found), notes=notes)
    if kind.style.name == "subtitle":
        return Block(text, line, "subtitle", pieces=tuple(found), notes=notes)
    if kind.outline is not None:
        # The title of the article is the only heading of the first level.
        return Block(text, line, "heading", kind.outline + 2, pieces=tuple(found), notes=notes)
    if plain_item:
        return Block(text, line, "item", kind.depth, "", tuple(found), notes, kind.mark)
    if kind.style.name in _QUOTES:
        quoted = "> " + inline.markup(found).replace("\n", "\n> ")
        return Block(text, line, "ready", markup=quoted, notes=notes)
    return Block(text, line, pieces=tuple(found), notes=notes)


def _table(table: Element, reading: Reading) -> Iterator[Block]:
    rows = [row for row in _rows(table, reading) if row]
    cells = [cell for row in rows for cell in row]
    if len(cells) == 1:
        message = "a table of one cell is now ordinary text"
        reading.account.tally("import/boxed", message, reading.line)
        yield from blocks(cells[0], reading)
        return
    shown = [[part for cell in row for part in _cell(cell, reading)] for row in rows]
    if not shown:
        return
    text = "\n".join("\t".join(plain for plain, _ in row) for row in shown)
    notes, reading.notes = tuple(reading.notes), []
    markup = grid([[markup for _, markup in row] for row in shown])
    yield Block(text, reading.line, "ready", markup=markup, notes=notes)


def grid(rows: list[list[str]]) -> str:
    """Return a table of GitHub's Markdown; the first row is its head."""
    width = max(len(row) for row in rows)
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    lines = ["| " + " | ".join(row) + " |" for row in full]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])


def _rows(table: Element, reading: Reading) -> Iterator[list[Element]]:
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
    kind = _kind(properties, reading)
    found = inline.trimmed(within.runs(paragraph, Look(kind.style.tags), reading))
    reading.account.source += inline.links(found)
    if kind.label and found:
        found = [Piece((kind.label.text or "•") + " "), *found]
    return found
