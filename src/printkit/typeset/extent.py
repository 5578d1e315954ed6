"""How much room a text takes: the pages of each article, its lines, what is too tall for its box.

Reads the boxes that the engine has laid out; knows of nothing else of the engine.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from math import inf
from typing import Any, NamedTuple

from printkit.model.measure import UNITS, share
from printkit.sources.scripts import count_words

PX = UNITS["px"]
PAGE = "page"
SLACK = 0.5
"""Points by which a content may stand out of its box: rounding, and descenders of a last line."""


class Line(NamedTuple):
    """A line of an article's text.

    ``height`` is what it takes of the page's height, in points: a part where it stands in one of
    several ``columns``. ``source`` is the line of the file where its block begins.
    """

    page: int
    height: float
    words: int
    source: int
    columns: int = 1


@dataclass(frozen=True)
class Sheet:
    """One page: the height that is free for content and how much of it is taken, in points.

    ``opens`` tells that it was begun on purpose, and not because the page before was full;
    ``swallowed`` is the space above its first box, which a page break takes away.
    """

    height: float
    used: float
    opens: bool = False
    swallowed: float = 0.0

    @property
    def free(self) -> float:
        """The height that is left below the content."""
        return max(self.height - self.used, 0.0)


@dataclass(frozen=True)
class Overset:
    """A box, or the page, that its content runs out of: ``excess`` points too tall or too wide.

    ``name`` is its ``data-fit``, or its class; ``shrink`` how far its type may shrink, of 1.
    """

    name: str
    article: str
    page: int
    excess: float
    source: int | None = None
    wide: bool = False
    shrink: float = 1.0


@dataclass(frozen=True)
class Extent:
    """The pages of one article, from 0, and the lines of its text in order."""

    first: int
    last: int
    lines: tuple[Line, ...] = ()

    @property
    def count(self) -> int:
        """How many pages it stands on."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Run:
    """Pages, from 0, that text runs through, the articles in it, and their lines in order."""

    pages: range
    articles: tuple[str, ...]
    lines: tuple[tuple[str, Line], ...]


@dataclass(frozen=True)
class Extents:
    """The room that a laid-out document takes."""

    pages: tuple[Sheet, ...]
    articles: dict[str, Extent]
    overset: tuple[Overset, ...] = ()

    def runs(self) -> list[Run]:
        """Return the stretches of pages that text runs through, from one page that opens on."""
        starts = [n for n, page in enumerate(self.pages) if page.opens or n == 0]
        ends = [*starts[1:], len(self.pages)]
        return [self._run(range(a, b)) for a, b in zip(starts, ends, strict=True)]

    def _run(self, pages: range) -> Run:
        inside = {name: one for name, one in self.articles.items() if one.first in pages}
        lines = [(name, line) for name, one in inside.items() for line in one.lines]
        return Run(pages, tuple(inside), tuple(lines))


NOWHERE = Extents((), {})


def in_order(parts: Iterable[Extents]) -> Extents:
    """Return the room of documents that follow one another."""
    pages: list[Sheet] = []
    articles: dict[str, Extent] = {}
    overset: list[Overset] = []
    for part in parts:
        before = len(pages)
        pages += part.pages
        overset += (replace(one, page=one.page + before) for one in part.overset)
        for name, one in part.articles.items():
            lines = tuple(
                Line(line.page + before, line.height, line.words, line.source, line.columns)
                for line in one.lines
            )
            articles[name] = Extent(one.first + before, one.last + before, lines)
    return Extents(tuple(pages), articles, tuple(overset))


@dataclass(frozen=True)
class _At:
    """Where a box stands: its page and what is around it."""

    page: int
    article: str = ""
    source: int | None = None
    columns: int = 1
    foot: float = inf
    """The foot of the page, in the engine's pixels: below it, nothing is printed."""


@dataclass
class _Tally:
    """What was seen so far."""

    lines: dict[str, list[Line]] = field(default_factory=dict)
    pages: dict[str, list[int]] = field(default_factory=dict)
    overset: list[Overset] = field(default_factory=list)
    elements: set[Any] = field(default_factory=set)
    bottom: float = 0.0


def extents(document: Any) -> Extents:
    """Measure a document that the engine has laid out."""
    tally, sheets = _Tally(), []
    for number, page in enumerate(document.pages):
        box = page._page_box
        top = box.content_box_y()
        tally.bottom = top
        flow = [child for child in box.children if type(child).__name__ not in _APART]
        opens = any(_opens(child, tally.elements) for child in flow)
        swallowed = sum(_swallowed(child, tally.elements) for child in flow)
        for child in flow:
            _walk(child, _At(number, foot=box.margin_height()), tally)
        notes = sum(c.margin_height() for c in box.children if _is_notes(c))
        sheets.append(
            Sheet((box.height - notes) * PX, (tally.bottom - top) * PX, opens, swallowed * PX)
        )
    articles = {
        name: Extent(min(pages), max(pages), tuple(tally.lines.get(name, ())))
        for name, pages in tally.pages.items()
    }
    return Extents(tuple(sheets), articles, tuple(tally.overset))


_APART = {"MarginBox", "FootnoteAreaBox"}


def _is_notes(box: Any) -> bool:
    return type(box).__name__ == "FootnoteAreaBox"


_FORCED = {"page", "left", "right", "recto", "verso", "always"}


def _opens(box: Any, seen: set[Any]) -> bool:
    """Tell whether a page begins with a box that asks for a new page, and not with its rest."""
    new = box.element is not None and box.element not in seen
    if new and box.style["break_before"] in _FORCED:
        return True
    first = next(_flow(box), None) if hasattr(box, "children") else None
    return first is not None and _opens(first, seen)


def _swallowed(box: Any, seen: set[Any], above: float = 0.0) -> float:
    """Return the margin that the first boxes of a page would have inside a page; they collapse."""
    margin = box.style["margin_top"]
    if box.element is not None and box.element not in seen and hasattr(margin, "value"):
        above = max(above, margin.value)
    first = next(_flow(box), None) if hasattr(box, "children") else None
    if first is None or isinstance(getattr(first, "text", None), str):
        return above
    if box.border_top_width or box.padding_top:
        return above + _swallowed(first, seen)
    return _swallowed(first, seen, above)


def _walk(box: Any, at: _At, tally: _Tally) -> None:
    at = _around(box, at, tally)
    children = getattr(box, "children", ())
    if type(box).__name__ in ("LineBox", "BlockReplacedBox"):
        tally.bottom = max(tally.bottom, box.position_y + box.height)
        if (excess := (box.position_y + box.height - at.foot) * PX) > SLACK:
            tally.overset.append(Overset(PAGE, at.article, at.page, excess, at.source))
        if at.article and at.source is not None and type(box).__name__ == "LineBox":
            tally.lines.setdefault(at.article, []).append(_line(box, at, at.source))
        return
    if not box.is_in_normal_flow():
        return
    if not children and box.height:
        tally.bottom = max(tally.bottom, box.position_y + box.margin_height())
    columns = sum(child.is_column for child in children)
    for child in children:
        inside = replace(at, columns=at.columns * columns) if child.is_column else at
        _walk(child, inside, tally)
    _look_for_overset(box, at, tally)


def _around(box: Any, at: _At, tally: _Tally) -> _At:
    element = box.element
    if element is None or box.element_tag != element.tag:
        return at
    tally.elements.add(element)
    article, line = at.article, element.get("data-line", "")
    if element.tag == "article" and element.get("id"):
        article = element.get("id")
        tally.pages.setdefault(article, []).append(at.page)
    source = int(line) if line.isdecimal() else at.source
    return replace(at, article=article, source=source)


def _line(box: Any, at: _At, source: int) -> Line:
    height = box.height * PX / at.columns
    return Line(at.page, height, count_words(_text(box)), source, at.columns)


def _text(box: Any) -> str:
    return "".join(
        child.text if hasattr(child, "text") else _text(child)
        for child in getattr(box, "children", ())
    )


def _look_for_overset(box: Any, at: _At, tally: _Tally) -> None:
    """Note a box that its content runs out of: one that asks for it, or that would clip it."""
    element = box.element
    if element is None or box.element_tag != element.tag:
        return
    clips = box.style["overflow"] != "visible"
    if not (clips or element.get("data-fit")):
        return
    name = element.get("data-fit") or element.get("class") or element.tag
    shrink = _share(element.get("data-shrink"))
    lines = list(_lines(box))
    feet = (child.position_y + child.height for child in lines)
    sides = (child.position_x + child.width - getattr(child, "hangs", 0) for child in lines)
    tall = (max(feet, default=0.0) - box.content_box_y() - box.height) * PX
    wide = (max(sides, default=0.0) - box.content_box_x() - box.width) * PX
    for excess, is_wide in ((tall, False), (wide, True)):
        if excess > SLACK:
            found = Overset(name, at.article, at.page, excess, at.source, is_wide, shrink)
            tally.overset.append(found)


def _share(text: str | None) -> float:
    """Read ``data-shrink``, such as 70%: the smallest that the type of a box may be set."""
    try:
        return min(max(share(text or "100%"), 0.1), 1.0)
    except ValueError:
        return 1.0


def _lines(box: Any) -> Iterator[Any]:
    """Yield the lines and pictures inside a box, in the flow."""
    for child in getattr(box, "children", ()):
        if type(child).__name__ in ("LineBox", "BlockReplacedBox"):
            yield child
        elif child.is_in_normal_flow():
            yield from _lines(child)


def _flow(box: Any) -> Iterator[Any]:
    return (child for child in box.children if child.is_in_normal_flow())
