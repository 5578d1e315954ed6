"""Boxes that their content runs out of: type that shrinks to fit, or a finding that says where."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from printkit.build.fit import GRAIN, Measure, bisect
from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place, Problems, Severity
from printkit.model.measure import mm
from printkit.typeset.extent import PAGE, Extents, Overset

Key = tuple[str, str]
"""An article id, or nothing outside of articles, and the name of a box."""


def shrink(edition: Edition, extents: Extents, measure: Measure) -> tuple[Edition, list[Finding]]:
    """Return an edition whose overset boxes hold their content, and what was set smaller.

    Shrinks the type of boxes that allow it (``data-shrink``), as little as will do, in at most
    six layouts for all boxes together. Raises Problems for every box that stays overset.
    """
    least = {_key(one): one.shrink for one in extents.overset if one.shrink < 1}
    searches = {key: bisect(lambda count: count == 0, 0, 1) for key in least}
    asked = {key: next(search) for key, search in searches.items()}
    settled: dict[Key, int] = {}
    while asked:
        extents = measure(_shrunk(edition, settled | asked, least))
        for key in list(asked):
            try:
                asked[key] = searches[key].send(sum(_key(one) == key for one in extents.overset))
            except StopIteration as end:
                at = asked.pop(key)
                settled[key] = end.value.at if end.value.at is not None else at
    edition = _shrunk(edition, settled, least)
    extents = measure(edition) if settled else extents
    if extents.overset:
        raise Problems(_finding(one, edition) for one in _worst(extents.overset))
    return edition, [_note(key, edition) for key in settled]


def _key(one: Overset) -> Key:
    return one.article, one.name


def _shrunk(edition: Edition, at: dict[Key, int], least: dict[Key, float]) -> Edition:
    shares = {key: round(1 - (1 - least[key]) * parts / GRAIN, 3) for key, parts in at.items()}
    return replace(edition, shrunk={**edition.shrunk, **shares})


def _worst(overset: Iterable[Overset]) -> list[Overset]:
    """Return each box once, by its greatest excess."""
    worst: dict[tuple[Key, bool], Overset] = {}
    for one in sorted(overset, key=lambda one: one.excess):
        worst[_key(one), one.wide] = one
    return list(worst.values())


def _note(key: Key, edition: Edition) -> Finding:
    message = f"{edition.key}: the {key[1]} is set at {edition.shrunk[key]:.0%} to fit its box"
    place = _place(edition, key[0], key[1], None)
    return Finding("box/shrunk", message, place, severity=Severity.INFO)


def _finding(one: Overset, edition: Edition) -> Finding:
    place = _place(edition, one.article, one.name, one.source)
    where = f"page {one.page + 1}"
    if one.name == PAGE:
        message = f"{edition.key}: what stands here runs {mm(one.excess):.1f} mm off {where}"
        return Finding("box/off-page", message, place, "divide it, or make it smaller")
    how = "wide" if one.wide else "tall"
    message = f"{edition.key}: the {one.name} is {mm(one.excess):.1f} mm too {how} for its box"
    hint = "shorten it, or give it more room in the layout"
    return Finding("box/overset", f"{message}, on {where}", place, hint)


def _place(edition: Edition, article: str, name: str, line: int | None) -> Place:
    """Return the line that a box's text comes from: a block of the text, or a key of the head."""
    settings = edition.publication.folder / "publication.yaml"
    path = next((a.place.path for a in edition.articles if a.id == article), str(settings))
    lines = Path(path).read_text("utf-8").splitlines() if line is None else []
    key = re.compile(rf"\s*{re.escape(name)}\s*:")
    found = next((n for n, text in enumerate(lines, 1) if key.match(text)), 1)
    return Place(path, line or found)
