"""The text of an article: elements of JATS turned into those of a page, for its reader."""

from collections.abc import Callable

from lxml import etree

from printkit.sources.intake.account import Account
from printkit.sources.intake.jats.tree import HREF, add, first, name, spaced, text
from printkit.sources.intake.xml import Element

_SAME = {
    "italic": "i", "bold": "b", "monospace": "code", "sup": "sup", "sub": "sub", "underline": "u",
    "strike": "s", "p": "p", "list-item": "li", "disp-quote": "blockquote", "preformat": "pre",
    "code": "pre", "break": "br", "verse-line": "p", "speech": "div", "def-list": "dl",
    "term": "dt", "def": "dd", "table": "table", "thead": "thead", "tbody": "tbody",
    "tfoot": "tfoot", "tr": "tr", "td": "td", "th": "th", "math": "math", "ruby": "ruby",
    "rb": "rb", "rt": "rt", "rp": "rp", "attrib": "p", "styled-content": "span",
}  # fmt: skip
_ROOMS = set(
    "body back floats-group sec ack app app-group abstract trans-abstract bio boxed-text notes "
    "glossary verse-group fn-group disp-formula statement supplementary-material table-wrap-foot "
    "caption fig-group table-wrap-group disp-formula-group array chem-struct-wrap answer question "
    "def-item list".split()
)
_SECTIONS = set("sec ack app glossary notes bio abstract trans-abstract boxed-text".split())


def turn(part: Element, page: Element, account: Account) -> None:
    """Turn an element of JATS with all that it holds, and add it to a page."""
    called = {one.get("rid") or "" for one in part.getroottree().iter() if _calls(one)}
    _Turner(account, frozenset(called)).turn(part, page, 1)


def _calls(element: Element) -> bool:
    return name(element) == "xref" and element.get("ref-type") in ("fn", "table-fn")


class _Turner:
    """Makes elements of a page; ``called`` are the names of notes that the text calls."""

    def __init__(self, account: Account, called: frozenset[str]) -> None:
        self._account = account
        self._called = called
        self._special: dict[str, Callable[[Element, Element, int], None]] = {
            "title": self._title, "label": self._label, "ext-link": self._link,
            "uri": self._link, "xref": self._xref, "fn": self._note, "fig": self._figure,
            "table-wrap": self._table, "graphic": self._picture, "inline-graphic": self._picture,
            "media": self._picture, "ref-list": self._references, "list": self._list,
            "alternatives": self._alternatives,
        }  # fmt: skip

    def turn(self, element: Element, parent: Element, depth: int) -> None:
        """Turn one element, without the text that follows it."""
        kind = name(element)
        if not kind:
            return
        if special := self._special.get(kind):
            special(element, parent, depth)
            return
        tag = _SAME.get(kind) or ("div" if kind in _ROOMS else "span")
        made = add(parent, tag, attributes=_spans(element))
        made.sourceline = element.sourceline
        self._inside(element, made, depth + (kind in _SECTIONS))

    def _inside(self, element: Element, made: Element, depth: int) -> None:
        self._say(made, element.text)
        for child in element:
            self.turn(child, made, depth)
            self._say(made, child.tail)

    def _say(self, made: Element, words: str | None) -> None:
        """Add words after all that an element of the page holds by now."""
        if not words:
            return
        if len(made):
            made[-1].tail = (made[-1].tail or "") + words
        else:
            made.text = (made.text or "") + words

    def _title(self, element: Element, parent: Element, depth: int) -> None:
        made = add(parent, f"h{min(max(depth, 2), 6)}")
        label = first(element.getparent(), "label")
        self._say(made, f"{text(label)} " if label is not None else "")
        self._inside(element, made, depth)

    def _label(self, element: Element, parent: Element, depth: int) -> None:
        """A label goes before its title or caption; alone it is a line."""
        if first(element.getparent(), "title") is None:
            self._inside(element, add(parent, "p"), depth)

    def _link(self, element: Element, parent: Element, depth: int) -> None:
        href = element.get(HREF) or spaced(element)
        kind = element.get("ext-link-type")
        href = f"https://doi.org/{href}" if kind == "doi" and "://" not in href else href
        self._inside(element, add(parent, "a", attributes={"href": href}), depth)

    def _xref(self, element: Element, parent: Element, depth: int) -> None:
        if _calls(element):
            self._inside(
                element, add(parent, "a", attributes={"href": f"#{element.get('rid')}"}), depth
            )
        else:
            self._inside(element, add(parent, "span"), depth)

    def _note(self, element: Element, parent: Element, depth: int) -> None:
        """A note that the text calls stands there; any other is a paragraph."""
        if element.get("id") not in self._called:
            self._inside(element, add(parent, "div"), depth)
            return
        made = add(parent, "aside", attributes={"id": element.get("id"), "role": "doc-footnote"})
        for child in element:
            if name(child) == "label":
                reason = "the mark of a note: notes are numbered by the layout"
                self._account.drop(spaced(child), child.sourceline or 1, reason)
            else:
                self.turn(child, made, depth)

    def _figure(self, element: Element, parent: Element, depth: int) -> None:
        figure = add(parent, "figure")
        said = etree.Element("figcaption")
        for child in element:
            if name(child) in ("label", "caption", "attrib"):
                self._say(said, " " if len(said) or said.text else "")
                made = add(said, "span")
                for words in [child] if name(child) != "caption" else list(child):
                    self._inside(words, add(made, "span"), depth)
                    self._say(made, " ")
            elif name(child) not in ("alt-text", "long-desc"):
                self.turn(child, figure, depth)
        for child in element:
            if name(child) == "long-desc":
                self._inside(child, add(parent, "p"), depth)
        if len(said):
            figure.append(said)

    def _table(self, element: Element, parent: Element, depth: int) -> None:
        words = [one for one in element if name(one) in ("label", "caption")]
        if words:
            said = add(parent, "p")
            for word in words:
                for one in [word] if name(word) == "label" else list(word):
                    self._inside(one, add(said, "b" if name(one) == "label" else "span"), depth)
                    self._say(said, " ")
        for child in element:
            if child not in words:
                self.turn(child, parent, depth)

    def _picture(self, element: Element, parent: Element, depth: int) -> None:
        alt = first(element, "alt-text")
        if alt is None:
            alt = first(element.getparent(), "alt-text")
        add(parent, "img", attributes={"src": element.get(HREF) or "", "alt": text(alt)})
        for child in element:
            if name(child) != "alt-text":
                self.turn(child, parent, depth)

    def _alternatives(self, element: Element, parent: Element, depth: int) -> None:
        """One thing in several forms: the table before its picture, the mathematics before TeX."""
        kept = min(element, key=lambda one: _ORDER.get(name(one), 2), default=None)
        for child in element:
            if child is kept:
                self.turn(child, parent, depth)
            else:
                reason = "the same thing in another form stands in the text"
                self._account.drop(spaced(child), child.sourceline or 1, reason)

    def _list(self, element: Element, parent: Element, depth: int) -> None:
        ordered = element.get("list-type") in ("order", "ordered", "arabic")
        made = add(parent, "ol" if ordered else "ul")
        for number, child in enumerate(element, 1):
            label = first(child, "label")
            if ordered and label is not None and spaced(label).strip("[]().") == str(number):
                self._account.drop(spaced(label), label.sourceline or 1, "the list numbers itself")
                child.remove(label)
            self.turn(child, made, depth)

    def _references(self, element: Element, parent: Element, depth: int) -> None:
        if first(element, "title") is None:
            add(parent, "h2", "References")
        refs = [one for one in element if name(one) == "ref"]
        numbers = [text(first(one, "label")).strip("[]().") for one in refs]
        counted = numbers == [str(n) for n in range(1, len(refs) + 1)]
        made = add(etree.Element("div"), "ol")
        for child in element:
            if name(child) != "ref":
                self.turn(child, parent, depth + 1)
                continue
            item = add(made, "li") if counted else add(parent, "p")
            for part in child:
                if name(part) == "label" and counted:
                    reason = "the list numbers itself"
                    self._account.drop(spaced(part), part.sourceline or 1, reason)
                elif name(part) == "label":
                    self._say(item, f"{spaced(part)} ")
                else:
                    self._citation(part, item, depth)
        if len(made):
            parent.append(made)

    def _citation(self, element: Element, item: Element, depth: int) -> None:
        """Set a reference; one of data alone gets points between what it says."""
        made = add(item, "span")
        if name(element) != "element-citation" or (element.text or "").strip():
            self._inside(element, made, depth)
            return
        for number, child in enumerate(element):
            self._say(made, ". " if number else "")
            if name(child) == "person-group":
                self._say(made, ", ".join(map(_words, child)))
            elif name(child) == "pub-id" and child.get("pub-id-type") == "doi":
                href = {"href": f"https://doi.org/{spaced(child)}"}
                self._inside(child, add(made, "a", attributes=href), depth)
            else:
                words = add(made, "i" if name(child) == "source" else "span")
                words.text = _words(child) or None
            self._say(made, (child.tail or "").rstrip())


_ORDER = {"table": 0, "math": 0, "graphic": 1, "tex-math": 3}


def _words(element: Element) -> str:
    """Return the words of an element with spaces between those of its parts."""
    return " ".join(" ".join(element.itertext()).split()) if len(element) else spaced(element)


def _spans(element: Element) -> dict[str, str]:
    return {key: element.get(key) for key in ("colspan", "rowspan") if element.get(key)}
