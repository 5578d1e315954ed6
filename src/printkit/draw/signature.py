"""The signature block: where people sign, with their names, titles, the date and a seal area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from printkit.draw import pictures
from printkit.draw.canvas import Sheet
from printkit.draw.fitting import Block, draw, fit
from printkit.draw.letters import Style
from printkit.draw.look import Look
from printkit.model.finding import problem
from printkit.model.measure import MM, Box, Size, mm

GAP = 6 * MM
LEAST_WRITING_ROOM = 7 * MM
"""Height above the line that a hand needs."""
SEAL = 30 * MM
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
    blocks = [_words(person, look, width, room.size.height) for person in signatories]
    line = room.y0 + max(sum(b.height + 2 for b in words) for words in blocks) + 3
    for i, (person, words) in enumerate(zip(signatories, blocks, strict=True)):
        x = room.x0 + i * (width + GAP)
        _sign(sheet, person, Box(x, line, x + width, room.y1))
        top = line - 4
        for block in words:
            top = draw(sheet, block, x, top) - 2
    return sheet.pdf()


def _words(person: Signatory, look: Look, width: float, height: float) -> list[Block]:
    """Set name and titles together, one step smaller until both and the pen have room."""
    room = height - LEAST_WRITING_ROOM - 4
    if room <= 0:
        message = f"a signature block of {mm(height):.0f} mm is too low to sign in"
        raise problem("text/does-not-fit", message, hint="give the slot more height")
    titles = "\n".join(person.titles)
    for scale in (1.0, 0.92, 0.85, 0.8):
        name = fit(person.name, look, _NAME, (width, 1000), (11 * scale, 8), "name")
        words = [name]
        if person.other_name:
            sizes = (10 * scale, 7.5)
            words.append(fit(person.other_name, look, _OTHER, (width, 1000), sizes, "name"))
        left = room - sum(block.height + 2 for block in words)
        if titles:
            least = 6.0 if scale == 0.8 else 8.5 * scale
            sizes = (8.5 * scale, least)
            words.append(fit(titles, look, _TITLE, (width, 1e4), sizes, "list of titles"))
        if sum(block.height + 2 for block in words) <= room:
            return words
    what = f"list of titles of {person.name}"
    return [
        *words[:-1],
        fit(titles or person.name, look, _TITLE, (width, max(left, 1)), (6.8, 6), what),
    ]


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
    x = room.x0
    given = [(labels.get(key, ""), value) for key, value in entries if value]
    width = (room.size.width - GAP * (len(given) - 1)) / len(given)
    for label, value in given:
        block = fit(value, sheet.look, _FOOT, (width, 24), (9, 7), "place or date")
        top = draw(sheet, block, x, room.y0 + 10 + block.height - block.size)
        if label:
            draw(sheet, fit(label, sheet.look, _LABEL, (width, 8), (6.5, 5.5), "label"), x,
                 top + block.height + 9)  # fmt: skip
        x += min(width, 60 * MM) + GAP
    return Box(room.x0, room.y0 + 30, room.x1, room.y1)


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
