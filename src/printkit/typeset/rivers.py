"""Rivers: wide spaces that lie below one another in line after line, so that white runs through."""

from collections.abc import Sequence
from typing import Any

from printkit.typeset.pieces import space_of

LENGTH = 4
"""Lines that a river runs through at least."""
WIDE = 1.6
"""A space of a river is at least so many times its own width: less is seen by nobody."""
SHARED = 0.5
"""What two spaces below one another share of the narrower one, at least."""

Gap = tuple[float, float]


def rivers(lines: Sequence[Sequence[Any]]) -> int:
    """Return how many rivers run through lines, each given by its text boxes."""
    wide = [sum(_is_wide(box) for box in line) for line in lines]
    # Where no run of lines has wide spaces, nothing is measured.
    if not _long_run(wide):
        return 0
    return count([_gaps(line) if some else [] for line, some in zip(lines, wide, strict=True)])


def count(lines: Sequence[Sequence[Gap]]) -> int:
    """Return how many rivers there are in lines of wide spaces, given by their left and right."""
    found, above = 0, list[tuple[Gap, int]]()
    for gaps in lines:
        here = []
        for gap in gaps:
            length = 1 + max((n for other, n in above if _meet(gap, other)), default=0)
            found += length == LENGTH
            here.append((gap, length))
        above = here
    return found


def _long_run(wide: Sequence[int]) -> bool:
    run = 0
    for some in wide:
        run = run + 1 if some else 0
        if run == LENGTH:
            return True
    return False


def _is_wide(box: Any) -> bool:
    """Tell whether a box has spaces that may be wide, without measuring them."""
    em = box.style["font_size"]
    return " " in box.text.strip() and box.justification_spacing > 0.1 * em


def _gaps(boxes: Sequence[Any]) -> list[Gap]:
    """Return the wide spaces of a line, from the left."""
    found = []
    for box in boxes:
        if not _is_wide(box):
            continue
        own = space_of(box.style)
        wide = own + box.justification_spacing
        if wide < WIDE * own:
            continue
        x = box.position_x
        for word in box.text.split(" ")[:-1]:
            x += _width(word, box.style)
            found.append((x, x + wide))
            x += wide
    return found


def _width(text: str, style: Any) -> float:
    from weasyprint.text.line_break import create_layout, line_size

    layout = create_layout(text, style, None, None, 0)
    return float(line_size(layout.get_first_line()[0], style)[0])


def _meet(one: Gap, other: Gap) -> bool:
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared >= SHARED * min(one[1] - one[0], other[1] - other[0])
