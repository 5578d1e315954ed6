"""Cards for people: each has to fit on its page."""

import re

from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place
from printkit.typeset.extent import Extents

_CARD = re.compile(r"card-(\d+)(?:-back)?")
"""The ids that a layout gives its cards: ``card-1`` for the first person, ``card-1-back``."""


def overset(edition: Edition, extents: Extents) -> list[Finding]:
    """Return a finding for each person whose card runs on to another page."""
    full = {
        int(match[1]): None
        for name, extent in extents.articles.items()
        if extent.count > 1 and (match := _CARD.fullmatch(name))
    }
    return [_overset(edition, number) for number in full] if edition.repeats else []


def _overset(edition: Edition, number: int) -> Finding:
    name, person = edition.cards[number - 1]
    place = Place(str(edition.publication.folder / "people" / f"{name}.yaml"))
    message = f"the card of {person.name!r} is too full: it runs on to another page"
    hint = "shorten the affiliation or role, choose a larger size, or a smaller `large` option"
    return Finding("card/overset", message, place, hint)
