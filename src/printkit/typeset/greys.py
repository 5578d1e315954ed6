"""How even a laid-out text is: loose lines, rivers, hyphens, widows, orphans, short last lines.

A space is stretched or shrunk by a ratio of what TeX would let it: half and a third of its width.
The badness of a line is 100 times the cube of the ratio, 10,000 at most.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from printkit.typeset.paragraphs import INFINITE
from printkit.typeset.pieces import SHRINK, STRETCH, space_of
from printkit.typeset.rivers import rivers
from printkit.typeset.texture import Fault, Kind, Texture

SHORT = 0.1
"""A last line of a paragraph is short below this share of the measure."""
STACK = 3
"""So many hyphens one below the other are a stack."""
LOOSE = 100.0
"""A line of more badness is loose: its spaces are stretched by more than their half."""
HYPHENS = ("-", "\u2010")


@dataclass(frozen=True)
class _Block:
    """A block of lines, and what is around it."""

    box: Any
    lines: list[Any]
    article: str
    source: int | None


@dataclass
class _Page:
    """What is counted on a page."""

    badness: list[float] = field(default_factory=list)
    hyphens: int = 0
    faults: list[Fault] = field(default_factory=list)


def textures(document: Any) -> tuple[Texture, ...]:
    """Return the measures of the pages of a WeasyPrint document, inside its engine."""
    pages = [list(_blocks(page._page_box)) for page in document.pages]
    first: dict[Any, int] = {}
    last: dict[Any, int] = {}
    for number, blocks in enumerate(pages):
        for block in blocks:
            first.setdefault(block.box.element, number)
            last[block.box.element] = number
    spaces, found = _Spaces(), []
    for number, blocks in enumerate(pages):
        page, lines = _Page(), Counter[Any]()
        for block in blocks:
            lines[block.box.element] += len(block.lines)
        for block in blocks:
            element = block.box.element
            begins, ends = first[element] == number, last[element] == number
            if begins != ends and lines[element] == 1:
                kind: Kind = "orphan" if begins else "widow"
                page.faults.append(Fault(kind, block.article, block.source))
            _count(page, block, spaces, ends)
        found.append(Texture(number, tuple(page.badness), page.hyphens, tuple(page.faults)))
    return tuple(found)


class _Spaces:
    """The widths of spaces, measured once for each style."""

    def __init__(self) -> None:
        self._known: dict[int, float] = {}

    def __call__(self, style: Any) -> float:
        if id(style) not in self._known:
            self._known[id(style)] = space_of(style)
        return self._known[id(style)]


def _blocks(box: Any, article: str = "", source: int | None = None) -> Iterator[_Block]:
    """Yield blocks of lines of an element's own, with their lines; pages' margins have none."""
    element = box.element
    if element is not None and box.element_tag == element.tag:
        article = element.get("id", "") if element.tag == "article" else article
        line = element.get("data-line", "")
        source = int(line) if line.isdecimal() else source
    lines = [c for c in getattr(box, "children", ()) if type(c).__name__ == "LineBox"]
    if lines:
        if element is not None:
            yield _Block(box, lines, article, source)
        return
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "MarginBox":
            yield from _blocks(child, article, source)


def _count(page: _Page, block: _Block, spaces: _Spaces, ends: bool) -> None:
    def fault(kind: Kind) -> None:
        page.faults.append(Fault(kind, block.article, block.source))

    lines, run, loose = block.lines, 0, []
    widest = max(line.width for line in lines)
    for number, line in enumerate(lines):
        texts = [box for box in line.descendants() if hasattr(box, "justification_spacing")]
        final = ends and number == len(lines) - 1
        hyphen = bool(texts) and not final and texts[-1].text.endswith(HYPHENS)
        run = run + 1 if hyphen else 0
        page.hyphens += hyphen
        if run == STACK:
            fault("stack")
        bad = None
        if final:
            width = sum(box.width for box in texts)
            if len(lines) > 1 and width < SHORT * widest:
                fault("short")
        elif texts and line.style["text_align_all"] == "justify":
            bare = line.width < widest - 1 and not any(" " in box.text.strip() for box in texts)
            cubed = INFINITE if bare else 100 * abs(_ratio(line, texts, spaces)) ** 3
            bad = min(cubed, INFINITE)
            page.badness.append(bad)
            if bad > LOOSE:
                fault("loose")
        loose.append((bad or 0.0, texts))
    for _ in range(_rivers(loose)):
        fault("river")


def _rivers(lines: Sequence[tuple[float, list[Any]]]) -> int:
    """Return how many rivers run through the stretched lines of a block."""
    return rivers([texts if bad > 0 else [] for bad, texts in lines])


def _ratio(line: Any, texts: list[Any], spaces: _Spaces) -> float:
    extra = max((box.justification_spacing for box in texts), key=abs)
    space = spaces(line.style)
    return extra / (space * (STRETCH if extra > 0 else SHRINK)) if space else 0.0
