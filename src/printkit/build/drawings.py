"""What is drawn for an edition: what its slots ask for, and its covers."""

from collections.abc import Callable, Mapping

from printkit.build.wording import cover_text
from printkit.compose.composition import Slot
from printkit.compose.page import Edition, person_of
from printkit.compose.words import words
from printkit.draw import barcode, cover
from printkit.draw.look import Look
from printkit.draw.seal import seal
from printkit.draw.signature import Signatory, signature_block
from printkit.model.finding import did_you_mean, problem
from printkit.model.person import Person
from printkit.model.product import Cover
from printkit.model.wrap import Wrap


def draw(slot: Slot, edition: Edition, look: Look) -> bytes:
    """Draw what a slot asks for. Raises Problems (slot/unknown)."""
    drawing = _KINDS.get(slot.kind)
    if drawing is None:
        message = f"the layout reserves a slot for {slot.kind!r}, which is not known"
        raise problem("slot/unknown", message, hint=did_you_mean(slot.kind, _KINDS))
    return drawing(slot, edition, look)


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


def _code(code: Callable[..., bytes], key: str) -> Callable[[Slot, Edition, Look], bytes]:
    return lambda slot, _, look: code(slot.size, str(slot.data[key]), look)


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
