"""A page to a manuscript."""

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

from lxml import html as lxml_html

from printkit.model.finding import Place, problem
from printkit.sources.intake import encoding, text
from printkit.sources.intake.account import Account
from printkit.sources.intake.manuscript import Manuscript
from printkit.sources.intake.pieces import Look
from printkit.sources.intake.web import notes
from printkit.sources.intake.web.elements import visit, words
from printkit.sources.intake.web.flow import Flow
from printkit.sources.intake.xml import Element

_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
# The encodings that pages name, and what browsers read for them (WHATWG Encoding, 4.2).
_ENCODINGS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin1": "cp1252",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932",
    "euc-jp": "euc_jp", "euc-kr": "cp949", "iso-2022-jp": "iso2022_jp", "koi8-r": "koi8_r",
    "koi8-u": "koi8_u", "macintosh": "mac_roman", "utf-8": "utf-8", "utf8": "utf-8",
    **{f"windows-125{number}": f"cp125{number}" for number in range(9)},
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15)},
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "iso-8859-16": "iso8859_16",
}  # fmt: skip
# Numbers of Windows-1252 that browsers read as what was meant: a quotation mark, not a control.
_WINDOWS = re.compile(r"&#(?:0*1[2-5]\d|[xX]0*[89][0-9a-fA-F]);")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def read(data: bytes, path: str) -> Manuscript:
    """Return the blocks of a page. Raises Problems when it is broken or has no text."""
    account = Account(path)
    source = _WINDOWS.sub(lambda match: unescape(match.group()), _decoded(data, account))
    if "<!ENTITY" in source[:5000]:
        message = "declares entities, which no honest page does"
        raise problem("import/entities", message, Place(path), "ask for the file again")
    root = _root(_without_controls(source, account), path)
    if next(root.iter("script"), None) is not None:
        account.find("import/active-content", "scripts are left out", None)
    return of_tree(root, account)


def of_tree(root: Element, account: Account) -> Manuscript:
    """Return the blocks of a tree of HTML."""
    _choose_title(root, account)
    account.source.append(words(root))
    flow = Flow(account, notes.find(root))
    flow.shift = 1 if any(True for _ in root.iter("h1")) else 0
    visit(root, Look(), flow)
    flow.end()
    for name, note in flow.notes.by_name.items():
        if name not in flow.notes.called and note not in _called(flow):
            account.find("import/note-not-called", f"a note is called from no text: {words(note)}")
            account.drop(words(note), flow.line, "a note that no text calls")
    if not any(block.text.strip() for block in flow.blocks):
        raise problem("import/empty", "has no text", Place(account.path), "send it again")
    return account.manuscript(flow.blocks)


def _called(flow: Flow) -> set[Element]:
    return {flow.notes.by_name[name] for name in flow.notes.called}


def _decoded(data: bytes, account: Account) -> str:
    match = _CHARSET.search(data[:4096])
    if match and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(_ENCODINGS[match[1].decode("ascii").lower()])
        except (KeyError, UnicodeDecodeError):
            message = f"is not {match[1].decode()}, as it says"
            account.find("import/encoding", message, None, "check the accented characters")
    found, findings = encoding.decode(data, account.path)
    account.findings += findings
    return found


def _without_controls(source: str, account: Account) -> str:
    """Return a page without what would end it for the parser; the account has it as left out."""
    if not text.CONTROL.search(source):
        return source
    account.source += text.CONTROL.findall(source)
    lines = enumerate(source.split("\n"), 1)
    return "\n".join(account.clean(line, number) for number, line in lines)


def _root(source: str, path: str) -> Element:
    clean = _DECLARATION.sub("", source, count=1)
    if not clean.strip():
        raise problem("import/empty", "has no text", Place(path), "send it again")
    parser = lxml_html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        root = lxml_html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (ValueError, lxml_html.etree.LxmlError) as error:
        raise problem("import/broken", f"cannot be read: {error}", Place(path)) from None
    lost = _words(clean) - Counter(filter(str.isalnum, words(root)))
    if lost:
        # The parser stops without a word where elements are nested too deeply for it.
        message = f"{lost.total():,} characters are nested too deeply, or hidden by broken markup"
        raise problem("import/broken", message, Place(path), "save it again, or as plain text")
    return root


class _Reader(HTMLParser):
    """Another parser, that knows nothing of trees: what it reads must be in the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter[str] = Counter()
        self._unseen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unseen = tag if tag in ("script", "style", "title") else ""

    def handle_endtag(self, tag: str) -> None:
        self._unseen = "" if tag == self._unseen else self._unseen

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.found.update(filter(str.isalnum, data))


def _words(source: str) -> Counter[str]:
    reader = _Reader()
    reader.feed(source)
    reader.close()
    return reader.found


def _choose_title(root: Element, account: Account) -> None:
    """Make the heading that is the title of the page its title, for the reader."""
    named = next(iter(root.iter("title")), None)
    heads = list(root.iter("h1"))
    own = next((head for head in heads if "title" in (head.get("class") or "").split()), None)
    if own is None and len(heads) == 1:
        own = heads[0]
    text = words(named) if named is not None else ""
    if own is not None:
        own.tag = "title"
        below = own.getnext()
        if below is not None and "subtitle" in (below.get("class") or "").split():
            below.tag = "subtitle"
    elif text.strip():
        # The head of the page is not read: its title goes before the text.
        body = root.find("body")
        if body is None:
            body = lxml_html.etree.SubElement(root, "body")
        title = body.makeelement("title")
        title.text = " ".join(text.split())  # a vertical tab is no character of a tree
        body.insert(0, title)
        title.tail, body.text = body.text, None
    if own is not None and text.strip():
        account.source.append(text)
        account.drop(text, 1, "the title of the window: the text has its own")
