"""Where the panels of a folder have come to lie."""

from itertools import groupby

from printkit.compose.page import Edition
from printkit.compose.panels import PANEL
from printkit.model.folders import pages_of
from printkit.typeset.weasy import Pages


def order(edition: Edition, pages: Pages) -> tuple[int | None, ...]:
    """Return for each panel in reading order the page (from 0) that it shows, None for blank."""
    folder = edition.folder
    if not folder:
        return ()
    shown: list[int | None] = [None] * folder.pages
    for name, laid in runs(pages):
        for panel, page in zip(pages_of(folder, name), laid, strict=False):
            shown[panel] = page
    return tuple(shown)


def runs(pages: Pages) -> list[tuple[str, list[int]]]:
    """Return the names of the panels with the pages that each has come to lie on."""
    laid = sorted((f.slot.data["name"], f.page) for f in pages.slots if f.slot.kind == PANEL)
    return [(name, [page for _, page in run]) for name, run in groupby(laid, lambda at: at[0])]
