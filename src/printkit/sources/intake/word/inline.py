"""Within a paragraph of Word: runs, links, fields, notes, pictures, symbols."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from printkit.sources.intake import pieces as inline
from printkit.sources.intake.account import spaces
from printkit.sources.intake.manuscript import Note
from printkit.sources.intake.pieces import Piece
from printkit.sources.intake.word import changes, symbols
from printkit.sources.intake.word.math import equation
from printkit.sources.intake.word.names import DGM, MC, WP, A, C, M, R, V, text_of
from printkit.sources.intake.word.reading import Field, Look, Reading
from printkit.sources.intake.word.styles import W, looks, value
from printkit.sources.intake.xml import Element

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"', re.IGNORECASE)


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
    href = _linked(relation.target, reading) if relation and relation.external else ""
    yield from runs(element, replace(look, href=href or look.href), reading)


def _linked(href: str, reading: Reading) -> str:
    if inline.can_link(href):
        return href
    message = f"the link to {href[:200]!r} is left out, its text stays"
    hint = "only web and mail addresses are kept"
    reading.account.tally("import/link", message, reading.line, hint)
    return ""


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
    kind, fields = element.get(W + "fldCharType"), reading.fields
    if kind == "begin":
        fields.append(Field())
    elif kind == "separate" and fields:
        fields[-1].shown = True
        if match := _HYPERLINK.match(fields[-1].code):
            fields[-1].href = _linked(match[1], reading)
    elif kind == "end" and fields:
        fields.pop()
    yield from ()


def _field_code(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    if reading.fields:
        reading.fields[-1].code += element.text or ""
    yield from ()


def _field(element: Element, look: Look, reading: Reading) -> Iterator[Piece]:
    match = _HYPERLINK.match(element.get(W + "instr", ""))
    href = _linked(match[1], reading) if match else look.href
    yield from runs(element, replace(look, href=href), reading)


def _note(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    kind = element.tag.removeprefix(W).removesuffix("Reference")
    aside = reading.asides.pop(f"{kind} {element.get(W + 'id')}", None)
    if aside is None:
        message = f"a {kind} is called that is not in the file"
        reading.account.find("import/no-note", message, reading.line, "ask for its text")
        return
    reading.called += 1
    label = str(reading.called)
    outside = reading.relations, reading.fields
    reading.relations, reading.fields = aside.relations, []
    paragraphs = [inline.trimmed(runs(p, Look(), reading)) for p in aside.element.iter(W + "p")
                  if not any(p.iterancestors(W + "txbxContent"))]  # fmt: skip
    reading.relations, reading.fields = outside
    for paragraph in paragraphs:
        reading.account.source += inline.links(paragraph)
    reading.notes.append(Note(label, tuple(tuple(p) for p in paragraphs if p)))
    yield Piece(ready=f"[^{label}]")


def _comment(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    aside = reading.asides.pop(f"comment {element.get(W + 'id')}", None)
    if aside is not None:
        tell_comment(aside.element, reading)
    yield from ()


def tell_comment(comment: Element, reading: Reading) -> None:
    """Report a comment and list it as left out."""
    text = text_of(comment)
    message = f"comment by {changes.by(comment).rstrip(',')}: {text}"
    reading.account.find("import/comment", message, reading.line, "answer it before printing")
    reason = f"a comment by {changes.by(comment).rstrip(',')}"
    reading.account.drop(text, reading.line, reason)


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
    said = next(element.iter(WP + "docPr", V + "shape"), None)
    reading.alt = (said.get("descr") or said.get("alt") or "") if said is not None else ""
    reading.floating = element.find(WP + "anchor") is not None
    if element.tag == W + "object":
        message = "an embedded object is left out; its picture stays"
        reading.account.find("import/embedded", message, reading.line, "ask what it is")
    yield from runs(element, look, reading)
    reading.floating = False


def _picture(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    key = element.get(R + "embed") or element.get(R + "id") or ""
    relation = reading.relations.get(key)
    if relation is None or relation.external:
        # What is linked and not embedded has been reported for the whole file.
        if relation or element.get(R + "link"):
            reading.account.source.append(reading.alt)
            reason = "the text of a picture that is not in the file"
            reading.account.drop(reading.alt, reading.line, reason)
        return
    if any(element.itersiblings(A + "srcRect")) or element.get("cropleft"):
        message = "a picture is cropped in Word; the whole of it is written"
        reading.account.find("import/cropped", message, reading.line, "crop it again")
    piece = reading.account.picture(
        reading.package.data(relation.target), reading.alt, reading.line
    )
    if piece and reading.floating:
        reading.floats.append(piece)
    elif piece:
        yield piece


def _graphic(element: Element, _: Look, reading: Reading) -> Iterator[Piece]:
    what = "a chart" if element.tag.startswith(C) else "a diagram (SmartArt)"
    hint = "ask for it as a picture"
    reading.account.find("import/drawing", f"{what} is left out", reading.line, hint)
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
