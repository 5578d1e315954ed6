"""Fill the slots of laid-out pages with drawings made from the publication's data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from printkit.build.folder import order
from printkit.compose import dates
from printkit.compose.composition import Composition, Slot
from printkit.compose.page import Edition, person_of
from printkit.compose.panels import PANEL
from printkit.compose.words import words
from printkit.draw import barcode, cover
from printkit.draw.canvas import Look
from printkit.draw.seal import seal
from printkit.draw.signature import Signatory, signature_block
from printkit.model.file import File, Written
from printkit.model.finding import did_you_mean, problem
from printkit.model.person import Person
from printkit.model.product import Cover, Jacket
from printkit.model.publication import PublicationSettings
from printkit.model.wrap import Wrap
from printkit.press.assemble import Drawing, stamp
from printkit.typeset.weasy import Pages


@dataclass(frozen=True)
class Filled:
    """Pages with their slots filled, and the look to draw covers with.

    ``panels`` says for each panel of a folder, in reading order, which page (from 0) it shows.
    """

    file: File
    count: int
    look: Look
    panels: tuple[int | None, ...] = ()

    @property
    def pdf(self) -> bytes:
        """The bytes of the file."""
        return self.file.data


def fill(edition: Edition, pages: Pages, composition: Composition) -> Filled:
    """Return the pages of an edition with every slot drawn."""
    look = look_of(edition, composition)
    drawn: dict[str, bytes] = {}
    drawings = []
    for filled in pages.slots:
        slot = filled.slot
        if slot.kind == PANEL:
            continue
        # Both faces of a badge hold the same drawing.
        key = f"{slot.kind} {slot.size} {sorted(slot.data.items())}"
        if key not in drawn:
            drawn[key] = _draw(slot, edition, look)
        drawings.append(Drawing(filled.page, filled.box, drawn[key]))
    file = Written(stamp(pages.pdf, drawings)) if drawings else pages.file
    return Filled(file, pages.count, look, order(edition, pages))


def look_of(edition: Edition, composition: Composition) -> Look:
    """Return the colours and fonts of an edition for drawings."""
    families = {face.family for face in composition.faces}
    stacks = {
        role: tuple(
            n for n in (*edition.fonts[role], *edition.fonts[f"{role}-han"]) if n in families
        )
        for role in ("text", "display")
    }
    return Look(edition.palette, composition.faces, stacks["text"], stacks["display"])


def _draw(slot: Slot, edition: Edition, look: Look) -> bytes:
    draw = _KINDS.get(slot.kind)
    if draw is None:
        message = f"the layout reserves a slot for {slot.kind!r}, which is not known"
        raise problem("slot/unknown", message, hint=did_you_mean(slot.kind, _KINDS))
    return draw(slot, edition, look)


def _signature(slot: Slot, edition: Edition, look: Look) -> bytes:
    data = slot.data
    people = [_signatory(person_of(edition.publication, name), edition) for name in data["people"]]
    return signature_block(
        slot.size, people, look, date=data.get("date", ""), place=data.get("place", ""),
        seal=bool(data.get("seal")), labels=words(edition.language),
    )  # fmt: skip


def _signatory(person: Person, edition: Edition) -> Signatory:
    current = [role for role in person.roles if not role.former][:2]
    titles = tuple(", ".join(filter(None, (role.title, role.body))) for role in current)
    image = edition.publication.folder / person.signature if person.signature else None
    name = " ".join(filter(None, (person.prefix, person.name)))
    return Signatory(name, next(iter(person.names.values()), ""), titles, image)


def _code(draw: Callable[..., bytes], key: str) -> Callable[[Slot, Edition, Look], bytes]:
    return lambda slot, _, look: draw(slot.size, str(slot.data[key]), look)


def cover_text(edition: Edition) -> cover.CoverText:
    """Return the words of an edition's cover."""
    settings, chosen = edition.publication.settings, edition.product.cover or Cover()
    language, flaps = edition.language, chosen.jacket or Jacket()
    lines: list[str] = []
    if event := settings.event:
        days = dates.span(event.start, event.end, language)
        where = " · ".join(filter(None, (days, event.city)))
        lines = list(filter(None, (event.name, where, event.theme)))
    return cover.CoverText(
        title=settings.title, other_title=next(iter(settings.names.values()), ""),
        subtitle=settings.subtitle or "", kicker=chosen.kicker or _kicker(settings),
        event=tuple(lines), publisher=settings.publisher or "", blurb=chosen.blurb or "",
        link=chosen.link or "", isbn=settings.isbn or "",
        front_flap=flaps.front or "", back_flap=flaps.back or "",
    )  # fmt: skip


def _kicker(settings: PublicationSettings) -> str:
    return settings.series if settings.series and settings.series != settings.title else ""


def cover_words(edition: Edition) -> tuple[str, str]:
    """Return what front and back cover say, for those who cannot see them."""
    text = cover_text(edition)
    front = (text.kicker, text.title, text.other_title, text.subtitle, *text.event, text.publisher)
    back = (text.blurb, text.publisher, text.link, text.isbn)
    return ". ".join(filter(None, front)), ". ".join(filter(None, back))


def draw_front(edition: Edition, look: Look) -> bytes:
    """Draw the front cover of an edition."""
    chosen = edition.product.cover or Cover()
    image = edition.publication.folder / chosen.image if chosen.image else None
    text, trim = cover_text(edition), edition.geometry.trim
    return cover.front(trim, edition.bleed, text, look, chosen.design, image)


def draw_back(edition: Edition, look: Look) -> bytes:
    """Draw the back cover of an edition."""
    chosen = edition.product.cover or Cover()
    trim = edition.geometry.trim
    return cover.back(trim, edition.bleed, cover_text(edition), look, chosen.design)


def draw_spread(edition: Edition, look: Look, wrap: Wrap) -> bytes:
    """Draw the cover or the jacket of an edition as one page."""
    chosen = edition.product.cover or Cover()
    image = edition.publication.folder / chosen.image if chosen.image else None
    return cover.spread(wrap, edition.bleed, cover_text(edition), look, chosen.design, image)


_KINDS: Mapping[str, Callable[[Slot, Edition, Look], bytes]] = {
    "signature": _signature,
    "seal": lambda slot, _, look: seal(
        slot.size, look, str(slot.data["legend"]), str(slot.data.get("centre", ""))
    ),
    "qr": _code(barcode.qr, "text"),
    "ean13": _code(barcode.ean13, "digits"),
    "code128": _code(barcode.code128, "text"),
    "cover-front": lambda _, edition, look: draw_front(edition, look),
    "cover-back": lambda _, edition, look: draw_back(edition, look),
}
