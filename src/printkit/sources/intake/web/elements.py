"""The elements of a page, each by what it is."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from printkit.sources.intake import draft, pieces
from printkit.sources.intake.manuscript import Note
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.web import notes, pictures, tables
from printkit.sources.intake.web.flow import Flow
from printkit.sources.intake.xml import Element

_Read = Callable[[Element, Look, Flow], None]
_TAGS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em",
    "var": "em", "u": "u", "s": "s", "del": "s", "strike": "s", "mark": "mark", "code": "code",
    "kbd": "code", "samp": "code", "tt": "code", "sup": "sup", "sub": "sub",
}  # fmt: skip
_BLOCKS = set(
    "address article aside body caption center dd details dialog dir div dl fieldset figcaption "
    "footer form header hgroup html legend li main menu nav optgroup option p search section "
    "select summary tbody td tfoot th thead tr".split()
)
_LEFT_OUT = {
    "iframe": "a page in the page", "video": "a video", "audio": "a sound", "object": "an object",
    "embed": "an object", "canvas": "a drawing of a script", "svg": "a drawing",
    "applet": "a program", "noscript": "text for browsers without scripts",
    "template": "a template of a script",
}  # fmt: skip
UNSEEN = {"script", "style", "head", "meta", "link", "base"}
"""Elements whose inside is no text of the page."""


def visit(element: Element, look: Look, flow: Flow) -> None:
    """Read one element, without what follows it."""
    tag = element.tag
    flow.line = element.sourceline or flow.line
    if tag in UNSEEN or flow.notes.is_note(element):
        return
    if _hidden(element):
        _leave(element, flow, "hidden text")
    elif tag in _LEFT_OUT:
        flow.account.find("import/embedded", f"{_LEFT_OUT[tag]} is left out", flow.line)
        _leave(element, flow, _LEFT_OUT[tag])
    elif tag in _READERS:
        _READERS[tag](element, look, flow)
    elif tag in _BLOCKS:
        flow.end()
        inside(element, look, flow)
        flow.end()
    else:
        inside(element, look.adding(_TAGS[tag]) if tag in _TAGS else look, flow)


def inside(element: Element, look: Look, flow: Flow) -> None:
    """Read what an element holds."""
    flow.add(element.text, look)
    for child in element:
        visit(child, look, flow)
        flow.add(child.tail, look)


def _hidden(element: Element) -> bool:
    style = "".join((element.get("style") or "").lower().split())
    return (
        element.get("hidden") is not None
        or "display:none" in style
        or "visibility:hidden" in style
        or "mso-hide:all" in style
    )


def _leave(element: Element, flow: Flow, reason: str) -> None:
    if reason == "hidden text":
        flow.account.tally("import/hidden-text", "hidden text is left out", flow.line)
    flow.account.drop(words(element), flow.line, reason)


def words(element: Element) -> str:
    """Return the text of an element, as the account counts it."""
    return "".join(_words(element))


def _words(element: Element) -> Iterator[str]:
    if element.tag in UNSEEN:
        return
    yield element.text or ""
    for child in element:
        yield from _words(child)
        yield child.tail or ""


def _heading(element: Element, _: Look, flow: Flow) -> None:
    flow.end()
    flow.mark = ""
    inside(element, Look(), flow)
    flow.end("heading", int(element.tag[1]) + flow.shift)


def _title(element: Element, _: Look, flow: Flow) -> None:
    flow.end()
    inside(element, Look(), flow)
    flow.end("title" if element.tag == "title" else "subtitle")


def _break(_: Element, look: Look, flow: Flow) -> None:
    flow.run.append(Piece("\n", look.tags, look.href))


def _rule(element: Element, _: Look, flow: Flow) -> None:
    flow.end()
    noted = any("footnotes" in (up.get("class") or "") for up in element.iterancestors())
    if not noted and flow.blocks:
        flow.ready("", "* * *")


def _list(element: Element, look: Look, flow: Flow) -> None:
    flow.end()
    flow.depth += 1
    start = element.get("start") or "1"
    number = int(start) if start.isascii() and start.isdigit() and len(start) < 7 else 1
    flow.add(element.text, look)
    for child in element:
        if child.tag == "li" and not flow.notes.is_note(child):
            flow.mark = f"{number}. " if element.tag == "ol" else "- "
            number += 1
            inside(child, look, flow)
            flow.end()
            flow.mark = ""
        else:
            visit(child, look, flow)
        flow.add(child.tail, look)
    flow.end()
    flow.depth -= 1


def _quotation(element: Element, look: Look, flow: Flow) -> None:
    flow.end()
    held = flow.within()
    inside(element, look, held)
    held.end()
    blocks = [replace(block, notes=()) for block in held.blocks]
    if blocks:
        quoted = draft.markdown(blocks).rstrip("\n").replace("\n", "\n> ")
        text = "\n".join(block.text for block in blocks)
        flow.ready(text, "> " + quoted, held.blocks)


def _verbatim(element: Element, _: Look, flow: Flow) -> None:
    flow.end()
    text = flow.account.clean("".join(element.itertext()).strip("\n"), flow.line)
    fence = "```"
    while fence in text:
        fence += "`"
    if text.strip():
        flow.ready(text, f"{fence}\n{text}\n{fence}")


def _definition(element: Element, look: Look, flow: Flow) -> None:
    flow.end()
    inside(element, look.adding("strong"), flow)
    flow.end()


def _link(element: Element, look: Look, flow: Flow) -> None:
    target = flow.notes.target(element)
    href = "%20".join((element.get("href") or "").split())
    if target is not None:
        _call(element, target, flow)
    elif notes.leads_back(element) and any(map(flow.notes.is_note, element.iterancestors())):
        flow.account.drop(words(element), flow.line, "a link back from a note")
    elif pieces.can_link(href):
        inside(element, replace(look, href=href), flow)
    else:
        if href:
            message = "a link within the file or to another one is left out, its text stays"
            flow.account.tally("import/link", message, flow.line, "link to articles by hand")
        inside(element, look, flow)


def _call(link: Element, note: Element, flow: Flow) -> None:
    reason = "the mark of a note: notes are numbered by the layout"
    flow.account.drop(words(link), flow.line, reason)
    flow.notes.count += 1
    flow.notes.called.add(link.get("href")[1:])
    held = flow.within()
    inside(note, Look(), held)
    held.end()
    flow.line = link.sourceline or flow.line
    label = str(flow.notes.count)
    paragraphs = tuple(block.pieces or (Piece(block.text),) for block in held.blocks)
    flow.called.append(Note(label, paragraphs))
    flow.run.append(Piece(ready=f"[^{label}]"))


def _image(element: Element, _: Look, flow: Flow) -> None:
    alt = element.get("alt") or ""
    piece = pictures.picture(element.get("src") or "", alt, flow.line, flow.account)
    if piece:
        flow.run.append(piece)


def _figure(element: Element, look: Look, flow: Flow) -> None:
    """A figure of one picture and a caption is a figure here too."""
    flow.end()
    held = flow.within()
    held.add(element.text, look)
    said = element.find(".//figcaption")
    for child in element:
        if child is not said:
            visit(child, look, held)
        held.add(child.tail, look)
    held.end()
    caption = flow.within()
    if said is not None and said.getparent() is element:
        inside(said, look, caption)
        caption.end()
    shown = [block.pieces[0].ready for block in held.blocks if block.pieces and not block.text]
    if len(held.blocks) == len(shown) == len(caption.blocks) == 1 and not caption.blocks[0].notes:
        text = pieces.markup(caption.blocks[0].pieces, " ")
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        flow.ready(caption.blocks[0].text, f'{shown[0][:-1]} "{quoted}")')
    else:
        flow.blocks += [*held.blocks, *caption.blocks]


def _table(element: Element, look: Look, flow: Flow) -> None:
    tables.read(element, look, flow, visit)


def _ruby(element: Element, look: Look, flow: Flow) -> None:
    message = "a reading above characters (ruby) now follows them in parentheses"
    flow.account.tally("import/ruby", message, flow.line)
    own = element.find("rp") is None
    flow.add(element.text, look)
    for child in element:
        above = child.tag == "rt" and own
        flow.add("（" if above else "", look)
        visit(child, look, flow)
        flow.add("）" if above else "", look)
        flow.add(child.tail, look)


def _math(element: Element, look: Look, flow: Flow) -> None:
    start = len(flow.run)
    inside(element, look, flow)
    text = " ".join(pieces.plain(flow.run[start:]).split())
    message = f"an equation is now a line of text: {text!r}"
    hint = "compare it, or ask for it as a picture"
    flow.account.find("import/equation", message, flow.line, hint)


def _quoted(element: Element, look: Look, flow: Flow) -> None:
    flow.add("“", look)
    inside(element, look, flow)
    flow.add("”", look)


_READERS: dict[str, _Read] = {
    **{f"h{level}": _heading for level in range(1, 7)}, "title": _title, "subtitle": _title,
    "br": _break, "hr": _rule, "ul": _list, "ol": _list, "blockquote": _quotation,
    "pre": _verbatim, "textarea": _verbatim, "dt": _definition, "a": _link, "img": _image,
    "figure": _figure, "table": _table, "ruby": _ruby, "math": _math, "q": _quoted,
}  # fmt: skip
