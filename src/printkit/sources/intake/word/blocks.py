"""The blocks of a Word file: paragraphs, headings, lists, tables, text boxes."""

from collections.abc import Iterator

from printkit.sources.intake import pieces as inline
from printkit.sources.intake.manuscript import Block
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.word import changes, tables
from printkit.sources.intake.word import inline as within
from printkit.sources.intake.word.kind import Kind, kind_of
from printkit.sources.intake.word.names import MC, text_of
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import W
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
        yield _block(found, Kind(), reading)


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


def _paragraph(paragraph: Element, reading: Reading) -> Iterator[Block]:
    reading.line = reading.numbers.get(paragraph, reading.line)
    properties = changes.properties(paragraph, "pPr", reading.changes)
    kind = kind_of(properties, reading)
    if kind.style.name.startswith("toc ") or kind.style.name == "table of contents":
        reason = "a table of contents: layouts make their own"
        reading.account.drop(text_of(paragraph), reading.line, reason)
        return
    # How a heading or a quotation looks is the layout's to say.
    shown = {"hidden"} if kind.is_head or kind.style.name in _QUOTES else kind.style.tags
    look = Look(kind.style.tags & shown)
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


def _block(found: list[Piece], kind: Kind, reading: Reading) -> Block:
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
    rows = [row for row in tables.rows(table, reading) if row]
    if len(rows) == 1 and len(rows[0]) == 1:
        message = "a table of one cell is now ordinary text"
        reading.account.tally("import/boxed", message, reading.line)
        yield from blocks(rows[0][0], reading)
    elif rows:
        yield tables.block(rows, reading)
