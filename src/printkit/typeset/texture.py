"""How even a laid-out text is: loose lines, hyphens, widows, orphans and short last lines by page.

A space is stretched or shrunk by a ratio of what TeX would let it: half and a third of its width.
The badness of a line is 100 times the cube of the ratio, 10,000 at most.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from printkit.typeset.optimal import SHRINK, STRETCH, space_of
from printkit.typeset.paragraphs import badness

SHORT = 0.1
"""A last line of a paragraph is short below this share of the measure."""
STACK = 3
"""So many hyphens one below the other are a stack."""
LOOSE = 100.0
"""A line of more badness is loose: its spaces are stretched by more than their half."""
HYPHENS = ("-", "\u2010")


@dataclass(frozen=True)
class Texture:
    """The measures of one page, from 0; ``badness`` has one figure for each justified line."""

    page: int
    badness: tuple[float, ...] = ()
    hyphens: int = 0
    stacks: int = 0
    widows: int = 0
    orphans: int = 0
    short: int = 0

    @property
    def loose(self) -> int:
        """How many lines are loose."""
        return sum(bad > LOOSE for bad in self.badness)

    @property
    def mean(self) -> float:
        """The mean badness, 0 on a page without justified lines."""
        return sum(self.badness) / len(self.badness) if self.badness else 0.0


@dataclass
class _Count:
    badness: list[float] = field(default_factory=list)
    hyphens: int = 0
    stacks: int = 0
    widows: int = 0
    orphans: int = 0
    short: int = 0


def textures(document: Any) -> tuple[Texture, ...]:
    """Return the measures of the pages of a WeasyPrint document, inside its engine."""
    pages = [list(_blocks(page._page_box)) for page in document.pages]
    last: dict[Any, int] = {}
    for number, blocks in enumerate(pages):
        last.update((block.element, number) for block, _ in blocks)
    found, seen = [], set[Any]()
    for number, blocks in enumerate(pages):
        count = _Count()
        for block, lines in blocks:
            begins, ends = block.element not in seen, last[block.element] == number
            _count(count, lines, begins, ends)
            seen.add(block.element)
        found.append(Texture(number, tuple(count.badness), *_rest(count)))
    return tuple(found)


def _rest(count: _Count) -> tuple[int, int, int, int, int]:
    return count.hyphens, count.stacks, count.widows, count.orphans, count.short


def _blocks(box: Any) -> Iterator[tuple[Any, list[Any]]]:
    """Yield blocks of lines of an element's own, with their lines; pages' margins have none."""
    lines = [c for c in getattr(box, "children", ()) if type(c).__name__ == "LineBox"]
    if lines:
        if box.element is not None and type(box).__name__ != "MarginBox":
            yield box, lines
        return
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "MarginBox":
            yield from _blocks(child)


def _count(count: _Count, lines: list[Any], begins: bool, ends: bool) -> None:
    count.orphans += begins and not ends and len(lines) == 1
    count.widows += ends and not begins and len(lines) == 1
    run = 0
    for number, line in enumerate(lines):
        texts = [box for box in line.descendants() if hasattr(box, "justification_spacing")]
        final = ends and number == len(lines) - 1
        hyphen = bool(texts) and not final and texts[-1].text.endswith(HYPHENS)
        run = run + 1 if hyphen else 0
        count.hyphens += hyphen
        count.stacks += run == STACK
        if final:
            width = sum(box.width for box in texts)
            count.short += len(lines) > 1 and width < SHORT * max(one.width for one in lines)
        elif texts and line.style["text_align_all"] == "justify":
            count.badness.append(badness(_ratio(line, texts)))


def _ratio(line: Any, texts: list[Any]) -> float:
    extra = max((box.justification_spacing for box in texts), key=abs)
    space = space_of(line.style)
    return extra / (space * (STRETCH if extra > 0 else SHRINK)) if space else 0.0
