"""What the cover of an edition says."""

from printkit.compose import dates
from printkit.compose.page import Edition
from printkit.draw.look import CoverText
from printkit.model.product import Cover, Jacket
from printkit.model.publication import PublicationSettings


def cover_text(edition: Edition) -> CoverText:
    """Return the words of an edition's cover."""
    settings, chosen = edition.publication.settings, edition.product.cover or Cover()
    language, flaps = edition.language, chosen.jacket or Jacket()
    lines: list[str] = []
    if event := settings.event:
        days = dates.span(event.start, event.end, language)
        where = " · ".join(filter(None, (days, event.city)))
        lines = list(filter(None, (event.name, where, event.theme)))
    return CoverText(
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
