"""Text set to fit: broken into balanced lines at the largest size that a box allows."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from printkit.draw.canvas import Sheet
from printkit.draw.letters import Style, pieces, width_of
from printkit.draw.look import Look
from printkit.model.finding import problem
from printkit.model.measure import Box, mm

# Line breaking of Chinese text: GB/T 15834 and the W3C's clreq, "prohibition rules".
_NOT_FIRST = set("、。，．：；！？）〕］｝〉》」』】〗’”…—·,.:;!?)]}%℃")
_NOT_LAST = set("（〔［｛〈《「『【〖‘“([{")
_STEP = 0.96


@dataclass(frozen=True)
class Block:
    """Lines of text in one style, with the size they are set at, in points."""

    lines: tuple[str, ...]
    style: Style
    size: float

    @property
    def leading(self) -> float:
        """Distance of two baselines in points."""
        return self.size * self.style.leading

    @property
    def height(self) -> float:
        """Height in points, from the top of the first line to the foot of the last."""
        return self.leading * (len(self.lines) - 1) + self.size if self.lines else 0.0


def fit(text: str, look: Look, style: Style, room: tuple[float, float],
        sizes: tuple[float, float], what: str = "text") -> Block:  # fmt: skip
    """Return ``text`` in lines, at the largest size that fits into ``room`` (width, height).

    ``sizes`` are the largest and the smallest allowed, in points; line breaks in the text are
    kept. Raises Problems (``text/does-not-fit``) when even the smallest is too large.
    """
    width, height = room
    largest, smallest = sizes
    # Before the lines are broken, so that every missing character of the text is named.
    pieces(text, look, style)
    size = largest
    while True:
        lines, widest = _lines(text, look, style, width / size)
        block = Block(lines, style, size)
        if widest * size <= width + 0.01 and block.height <= height + 0.01:
            return block
        if size <= smallest:
            over = (widest * size - width, block.height - height)
            raise _too_much(text, what, size, room, over)
        size = max(size * _STEP, smallest)


def draw(sheet: Sheet, block: Block, x: float, top: float, align: float = 0) -> float:
    """Write a block below ``top``; return the y of its foot (``top`` when it is empty)."""
    # Four fifths of the size stand above the baseline in the faces used for print.
    y = top - 0.8 * block.size
    for line in block.lines:
        sheet.write((x, y), line, block.style, block.size, align)
        y -= block.leading
    return top - block.height


def draw_fitted(sheet: Sheet, text: str, style: Style, box: Box, sizes: tuple[float, float],
                what: str, align: float = 0) -> float:  # fmt: skip
    """Fit a text into a box and write it from the top; return the y of its foot."""
    if not text:
        return box.y1
    block = fit(text, sheet.look, style, box.size, sizes, what)
    return draw(sheet, block, box.x0 + align * box.size.width, box.y1, align)


def _too_much(text: str, what: str, size: float, room: tuple[float, float],
              over: tuple[float, float]) -> Exception:  # fmt: skip
    sides = [f"{mm(o):.1f} mm too {name}" for o, name in zip(over, ("wide", "high"), strict=True)
             if o > 0.01]  # fmt: skip
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    message = (
        f"the {what} {shown!r} is {' and '.join(sides)} at {size:.3g} pt, the smallest size, "
        f"for {mm(room[0]):.0f} x {mm(room[1]):.0f} mm"
    )
    return problem(
        "text/does-not-fit", message, hint=f"shorten the {what}, or choose a larger size"
    )


def _lines(text: str, look: Look, style: Style, width: float) -> tuple[tuple[str, ...], float]:
    """Break into as few lines as ``width`` (in ems) asks for, as even as they get."""

    def measure(line: str) -> float:
        return width_of(line, look, style)

    lines: list[str] = []
    for paragraph in text.split("\n"):
        if not (words := _words(paragraph)):
            lines.append("")
            continue
        full = _greedy(words, width, measure)
        low, high, best = 0.0, width, full
        for _ in range(8):
            middle = (low + high) / 2
            tried = _greedy(words, middle, measure)
            if len(tried) <= len(full) and max(map(measure, tried), default=0) <= middle:
                high, best = middle, tried
            else:
                low = middle
        lines += best
    return tuple(lines), max(map(measure, lines), default=0.0)


def _greedy(words: list[str], width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and measure(joined := (lines[-1] + word).rstrip()) <= width:
            lines[-1] = joined + (" " if word.endswith(" ") else "")
        else:
            lines.append(word)
    return [line.strip() for line in lines]


def _words(text: str) -> list[str]:
    """Return what must stay on one line: a word with the space after it, or a Chinese character.

    No piece starts with closing or ends with opening punctuation.
    """
    words: list[str] = []
    glued = False
    for part in re.findall(r"\S+\s*", text):
        for index, character in enumerate(part):
            new_word = index == 0
            wide = unicodedata.east_asian_width(character) in "WF"
            after_wide = index > 0 and unicodedata.east_asian_width(part[index - 1]) in "WF"
            may_break = new_word or ((wide or after_wide) and not character.isspace())
            if words and (not may_break or glued or character in _NOT_FIRST):
                words[-1] += character
            else:
                words.append(character)
            glued = character in _NOT_LAST or (glued and character.isspace())
    return [re.sub(r"\s+$", " ", word) for word in words]
