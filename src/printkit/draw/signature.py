"""The signature block: where people sign, with their names, titles, the date and a seal area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from printkit.draw import pictures
from printkit.draw.canvas import Sheet
from printkit.draw.fitting import Block, draw, fit
from printkit.draw.letters import Style, width_of
from printkit.draw.look import Look
from printkit.model.finding import problem
from printkit.model.measure import MM, Box, Size, mm

GAP = 6 * MM
LEAST_WRITING_ROOM = 7 * MM
"""Height above the line that a hand needs."""
SEAL = 30 * MM
SPACE = 2.5
LABEL = 6.5
NAME = 10.5
SCALES = (1.0, 0.92, 0.85, 0.78)
NAMES_LEAST = 7.5
TITLES_LEAST = 6.0
_NAME = Style("text", 600)
_OTHER = Style("text", 400)
_TITLE = Style("text", 400, role="muted", leading=1.25)
_FOOT = Style("text", 400)
_LABEL = Style("display", 400, role="muted", tracking=0.04)


@dataclass(frozen=True)
class Signatory:
    """A person who signs; without an image there is a line for a pen."""

    name: str
    other_name: str = ""
    titles: tuple[str, ...] = ()
    image: Path | None = None


def signature_block(
    size: Size,
    signatories: Sequence[Signatory],
    look: Look,
    *,
    date: str = "",
    place: str = "",
    seal: bool = False,
    labels: Mapping[str, str],
) -> bytes:
    """Draw one to four signatories side by side, place and date below, a seal area at the right.

    ``labels`` are the words ``date``, ``place`` and ``seal`` in the reader's language; a word
    that is not given is not printed. Raises Problems: ``signature/count``, ``text/does-not-fit``,
    ``glyph/missing`` and those of the images.
    """
    if not 1 <= len(signatories) <= 4:
        message = f"a signature block has room for one to four people, not {len(signatories)}"
        raise problem("signature/count", message, hint="make a second block")
    sheet = Sheet(size, look)
    room = Box(0, 0, *size)
    if seal:
        room = _seal(sheet, room, labels.get("seal", ""))
    if date or place:
        room = _foot(sheet, room, [("place", place), ("date", date)], labels)
    width = (room.size.width - GAP * (len(signatories) - 1)) / len(signatories)
    # A line longer than a hand's stroke looks empty.
    width = min(width, 75 * MM)
    blocks = _words(signatories, look, width, room.size.height)
    line = room.y0 + max(_height(words) for words in blocks) + 3
    for i, (person, words) in enumerate(zip(signatories, blocks, strict=True)):
        x = room.x0 + i * (width + GAP)
        _sign(sheet, person, Box(x, line, x + width, room.y1))
        top = line - 4
        for block in words:
            top = draw(sheet, block, x, top) - SPACE
    return sheet.pdf()


def _words(
    people: Sequence[Signatory], look: Look, width: float, height: float
) -> list[list[Block]]:
    """Set names and titles of all at one scale, the largest that leaves a hand its room."""
    room = height - LEAST_WRITING_ROOM - 4
    if room <= 0:
        message = f"a signature block of {mm(height):.0f} mm is too low to sign in"
        raise problem("text/does-not-fit", message, hint="give the slot more height")
    for scale in SCALES[:-1]:
        columns = [_column(person, look, (width, 1e4), scale, people) for person in people]
        if max(map(_height, columns)) <= room:
            return columns
    return [_column(person, look, (width, room), SCALES[-1], people) for person in people]


def _column(person: Signatory, look: Look, room: tuple[float, float], scale: float,
            people: Sequence[Signatory]) -> list[Block]:  # fmt: skip
    width, height = room
    blocks = _names(person, look, width, scale, people)
    if not person.titles:
        return blocks
    left = max(height - _height(blocks) - SPACE, 1)
    sizes = (8.5 * scale, TITLES_LEAST)
    what = f"list of titles of {person.name}"
    return [*blocks, fit("\n".join(person.titles), look, _TITLE, (width, left), sizes, what)]


def _names(person: Signatory, look: Look, width: float, scale: float,
           people: Sequence[Signatory]) -> list[Block]:  # fmt: skip
    """Set both names on one line when that holds for everyone, else each on its own."""
    size = NAME * scale
    if all(width_of(_both(other), look, _NAME) * size <= width for other in people):
        return [Block((_both(person),), _NAME, size)]
    # A name on one line reads better than a larger one on two.
    widest = max(width_of(other.name, look, _NAME) for other in people)
    size = min(max(width / widest, 0.8 * size), size)
    blocks = [fit(person.name, look, _NAME, (width, 1e4), (size, NAMES_LEAST), "name")]
    if person.other_name:
        sizes = (0.9 * NAME * scale, NAMES_LEAST)
        blocks.append(fit(person.other_name, look, _OTHER, (width, 1e4), sizes, "name"))
    return blocks


def _both(person: Signatory) -> str:
    return "  ".join(filter(None, (person.name, person.other_name)))


def _height(blocks: list[Block]) -> float:
    return sum(block.height + SPACE for block in blocks)


def _sign(sheet: Sheet, person: Signatory, box: Box) -> None:
    if person.image:
        image = pictures.read(person.image)
        # The foot of a signature crosses its line, as ink does.
        room = Box(box.x0, box.y0 + 1, box.x0 + 0.8 * box.size.width, box.y0 + 22 * MM)
        high = min(room.y1, box.y1)
        pictures.contain(sheet, image, Box(room.x0, room.y0, room.x1, high), align=0)
    sheet.rule((box.x0, box.y0), (box.x1, box.y0), "ink", 0.5)


def _foot(sheet: Sheet, room: Box, entries: list[tuple[str, str]],
          labels: Mapping[str, str]) -> Box:  # fmt: skip
    """Write place and date on one line at the foot, each after its label."""
    given = [(labels.get(key, ""), value) for key, value in entries if value]
    column = (room.size.width - GAP * (len(given) - 1)) / len(given)
    x, y = room.x0, room.y0 + 2.5
    for label, value in given:
        indent = width_of(label, sheet.look, _LABEL) * LABEL + 5 if label else 0
        sheet.write((x, y), label, _LABEL, LABEL)
        block = fit(value, sheet.look, _FOOT, (column - indent, 9.5), (9, 7), "place or date")
        sheet.write((x + indent, y), block.lines[0], _FOOT, block.size)
        x += indent + width_of(value, sheet.look, _FOOT) * block.size + GAP
    return Box(room.x0, room.y0 + 17, room.x1, room.y1)


def _seal(sheet: Sheet, room: Box, label: str) -> Box:
    side = min(SEAL, room.size.height, room.size.width / 3)
    centre = (room.x1 - side / 2, (room.y0 + room.y1) / 2)
    sheet.ring(centre, side / 2 - 0.5, "muted", 0.5, dash=(2, 2))
    if label:
        block = fit(
            label, sheet.look, _LABEL, (side * 0.7, side / 2), (7, 5.5), "label of the seal"
        )
        draw(sheet, block, centre[0], centre[1] + block.height / 2, align=0.5)
    return Box(room.x0, room.y0, room.x1 - side - GAP, room.y1)
