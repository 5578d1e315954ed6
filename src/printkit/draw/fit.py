"""Text set to fit a box: lines broken and balanced at the largest size that fits."""

import re

from printkit.draw.canvas import Look, Type, width_of
from printkit.model.finding import problem
from printkit.model.measure import Size

# A Chinese line may break between any two characters, but no line begins with closing
# punctuation or ends with an opening bracket or quotation mark (W3C, clreq 3.1.4).
_CLOSING = "，。、；：？！”’）》」』】…—·"
_OPENING = "“‘（《「『【"
_HAN = "\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_PIECE = re.compile(rf"\s+|[{_OPENING}]*[{_HAN}][{_CLOSING}]*|[^\s{_HAN}]+[{_CLOSING}]*")


def break_lines(text: str, width: float, kind: Type, look: Look) -> list[str] | None:
    """Return the text in lines no wider than ``width``, or None when a piece is wider."""
    lines, line = [], ""
    for piece in _PIECE.findall(text.strip()):
        if not line and piece.isspace():
            continue
        if width_of((line + piece).rstrip(), kind, look) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        line = piece.lstrip()
        if width_of(line, kind, look) > width:
            return None
    return [*lines, line.rstrip()] if line.strip() else lines


def balanced(text: str, width: float, kind: Type, look: Look) -> list[str] | None:
    """Return the lines of a text, of lengths as even as their number allows."""
    best = break_lines(text, width, kind, look)
    if best is None or len(best) < 2:
        return best
    low, high = width / 2, width
    while high - low > 1:
        middle = (low + high) / 2
        lines = break_lines(text, middle, kind, look)
        if lines is not None and len(lines) == len(best):
            best, high = lines, middle
        else:
            low = middle
    return best


def fit(
    text: str, box: Size, kind: Type, look: Look, *, smallest: float, leading: float = 1.15
) -> tuple[list[str], Type]:
    """Return lines and type at the largest size, from ``kind.size`` down, that fits ``box``.

    Raises Problems when it does not fit at ``smallest`` points.
    """
    size = kind.size
    while size >= smallest - 0.01:
        lines = balanced(text, box.width, kind.at(size), look)
        if lines is not None and len(lines) * size * leading <= box.height:
            return lines, kind.at(size)
        size -= max(0.25, size * 0.03)
    shown = text if len(text) <= 60 else text[:57] + "..."
    message = f"{shown!r} does not fit {box} at {smallest:g} pt"
    raise problem("text/does-not-fit", message, hint="shorten it, or choose a larger size")
