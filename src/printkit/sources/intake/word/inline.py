"""Within a paragraph of Word: runs, links, fields, notes, pictures, symbols."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from printkit.sources.intake import pieces as inline
from printkit.sources.intake.account import spaces
from printkit.sources.intake.manuscript import Note
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.word import asides, changes, links, pictures, symbols
from printkit.sources.intake.word.math import equation
from printkit.sources.intake.word.names import DGM, MC, A, C, M, R, V, text_of
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import W, looks, value
from printkit.sources.intake.xml import Element


def runs(parent: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    """Yield the runs under an element. What is not known is looked into: it may hold text."""
    for child in parent:
        read = _READERS.get(child.tag)
        if read:
            yield from read(child, look, reading)
        elif child.tag not in _QUIET:
            yield from runs(child, look, reading)


def _run(run: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    properties = changes.properties(run, "rPr", reading.changes)
    if properties is not None:
        style = reading.styles.by_id.get(value(properties, "rStyle") or "")
        tags = look.tags | style.tags if style else look.tags
        tags = looks(properties, tags)
        # A link is underlined by its style; that says nothing more than that it is a link.
        tags = tags - {"u"} if look.href or (style and style.name == "hyperlink") else tags
        look = replace(look, tags=tags)
    own_mark = any(child.get(W + "customMarkFollows") in ("1", "true", "on") for child in run)
    for piece in runs(run, look, reading):
        if own_mark and piece.text:
            reason = "the mark of a note: notes are numbered by the layout"
            reading.account.drop(piece.text, reading.line, reason)
        else:
            yield piece


def _text(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    account, line = reading.account, reading.line
    text = account.clean(spaces(element.text or ""), line)
    if reading.in_code:
        account.drop(text, line, "the code of a field")
    elif "hidden" in look.tags:
        if text.strip():
            account.tally("import/hidden-text", "hidden text is left out", line, "see the ledger")
        account.drop(text, line, "hidden text")
    elif text:
        if symbols.private(text):
            _tell_symbol(reading)
        yield Piece(text, look.tags - {"hidden"}, look.href or reading.href())


def _symbol(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    text = symbols.read(element.get(W + "font", ""), element.get(W + "char", ""))
    if symbols.private(text):
        _tell_symbol(reading)
    reading.account.source.append(text)
    yield Piece(text, look.tags - {"hidden"}, look.href or reading.href())


def _tell_symbol(reading: Reading) -> None:
    message = "a symbol of a font of its own has no Unicode character"
    hint = "put the character that is meant into the article"
    reading.account.tally("import/symbol", message, reading.line, hint)


def _sign(text: str) -> Callable[[Element, Look, Reading], Iterator[Piece]]:
    def read(_: Element, look: Look, reading: Reading) -> Iterator[Piece]:
        yield Piece(text, look.tags - {"hidden"}, look.href or reading.href())

    return read


def _break(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    if element.get(W + "type") not in ("page", "column"):
        yield from _sign("\n")(element, look, reading)


def _hyperlink(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    relation = reading.relations.get(element.get(R + "id", ""))
    href = links.kept(relation.target, reading) if relation and relation.external else ""
    yield from runs(element, replace(look, href=href or look.href), reading)


def _changed(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    if changes.gone(element, reading.changes):
        reason = changes.why(element, reading.changes)
        reading.account.drop(text_of(element), reading.line, reason)
    else:
        yield from runs(element, look, reading)


def _control(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    if is_prompt(element, reading):
        return
    content = element.find(W + "sdtContent")
    yield from runs(content if content is not None else element, look, reading)


def is_prompt(control: Element, reading: Reading) -> bool:
    """Say whether a form field is empty; its prompt is then listed as left out."""
    properties = control.find(W + "sdtPr")
    if properties is None or properties.find(W + "showingPlcHdr") is None:
        return False
    reading.account.drop(text_of(control), reading.line, "the prompt of an empty form field")
    return True


def chosen(alternatives: Element) -> Element:
    """Return the newest of several ways to say one thing that says anything."""
    choice = alternatives.find(MC + "Choice")
    told = choice is not None and _says_anything(choice)
    old = alternatives.find(MC + "Fallback")
    return choice if told or old is None else old


def _says_anything(element: Element) -> bool:
    return next(element.iter(W + "t", A + "t", A + "blip", M + "t"), None) is not None


def _alternatives(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    found = chosen(element)
    if found is not None:
        yield from runs(found, look, reading)


def _field_mark(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    links.mark(element, reading)
    yield from ()


def _field_code(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    if reading.fields:
        reading.fields[-1].code += element.text or ""
    yield from ()


def _field(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    href = links.of_code(element.get(W + "instr", ""), reading)
    yield from runs(element, replace(look, href=href or look.href), reading)


def _note(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    aside = asides.called(element, reading)
    if aside is None:
        return
    reading.called += 1
    label = str(reading.called)
    outside = reading.relations, reading.fields
    reading.relations, reading.fields = aside.relations, []
    paragraphs = [inline.trimmed(runs(p, Look(), reading)) for p in aside.element.iter(W + "p")
                  if next(p.iterancestors(W + "txbxContent"), None) is None]  # fmt: skip
    reading.relations, reading.fields = outside
    for paragraph in paragraphs:
        reading.account.source += inline.links(paragraph)
    reading.notes.append(Note(label, tuple(tuple(p) for p in paragraphs if p)))
    yield Piece(ready=f"[^{label}]")


def _comment(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    aside = asides.called(element, reading)
    if aside is not None:
        asides.tell_comment(aside.element, reading)
    yield from ()


def _ruby(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    message = "a reading above characters (ruby) now follows them in parentheses"
    reading.account.tally("import/ruby", message, reading.line)
    base, above = element.find(W + "rubyBase"), element.find(W + "rt")
    yield from runs(base if base is not None else (), look, reading)
    yield Piece("（", look.tags)
    yield from runs(above if above is not None else (), look, reading)
    yield Piece("）", look.tags)


def _equation(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    found = list(equation(element, look, runs, reading))
    message = f"an equation is now a line of text: {inline.plain(found)!r}"
    hint = "compare it, or ask for it as a picture"
    reading.account.find("import/equation", message, reading.line, hint)
    yield from found


def _box(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    reading.boxes.append(element)
    yield from ()


def _drawing(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    pictures.begin(element, reading)
    yield from runs(element, look, reading)
    reading.floating = False


def _picture(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    piece = pictures.picture(element, reading)
    if piece:
        yield piece


def _graphic(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    pictures.tell_graphic(element, reading)
    yield from ()


_QUIET = {W + "pPr", W + "rPr", W + "delInstrText", W + "sdtPr", W + "sectPr"}
_READERS: dict[str, Callable[[Element, Look, Reading], Iterator[Piece]]] = {
    W + "r": _run, W + "t": _text, W + "delText": _text, A + "t": _text, W + "sym": _symbol,
    W + "tab": _sign("\t"), W + "ptab": _sign("\t"), W + "cr": _sign("\n"), W + "br": _break,
    W + "noBreakHyphen": _sign("\u2011"), W + "softHyphen": _sign("\u00ad"),
    W + "hyperlink": _hyperlink, W + "ins": _changed, W + "moveTo": _changed, W + "del": _changed,
    W + "moveFrom": _changed, W + "sdt": _control, MC + "AlternateContent": _alternatives,
    W + "fldChar": _field_mark, W + "instrText": _field_code, W + "fldSimple": _field,
    W + "footnoteReference": _note, W + "endnoteReference": _note, W + "commentReference": _comment,
    W + "ruby": _ruby, M + "oMath": _equation, W + "txbxContent": _box, W + "drawing": _drawing,
    W + "pict": _drawing, W + "object": _drawing, A + "blip": _picture, V + "imagedata": _picture,
    C + "chart": _graphic, DGM + "relIds": _graphic,
}  # fmt: skip
