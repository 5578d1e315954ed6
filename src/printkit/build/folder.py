"""Folders: the panels of a layout judged, put in order, and laid side by side."""

from collections.abc import Iterator

from printkit.build.panels import order, runs
from printkit.compose.page import Edition
from printkit.model.finding import Finding, Place, Severity
from printkit.model.folders import (
    Folder,
    creases,
    page_widths,
    pages_of,
    panel_names,
)
from printkit.model.measure import MM, Size, mm
from printkit.preflight.lines import Lines, read_lines
from printkit.press.dieline import dieline
from printkit.press.flat import in_order
from printkit.press.imposition import Options
from printkit.press.placing import impose
from printkit.typeset.weasy import Pages

SLACK = 0.5
"""Points that a letter may hang over its panel: the tail of an italic is no overrun."""
CLEAR = 3 * MM
"""Text keeps clear of a fold as of a cut: 3 mm at least, as trade printers ask."""


def open_sheet(
    edition: Edition, pages: bytes, panels: tuple[int | None, ...]
) -> tuple[bytes, tuple[float, ...]]:
    """Return outside and inside of the open sheet with bleed and dieline, and its folds."""
    folder, trim = _folder(edition), edition.trim
    folds = creases(folder, edition.geometry.trim.width)
    options, sheet = Options(bleed=edition.bleed), trim.grown(edition.bleed)
    ordered = _in_order(edition, pages, panels)
    sides = impose(ordered, folder.name, sheet, options, marks=False)[0]
    if edition.product.dieline:
        sides = dieline(sides, trim, edition.bleed, folds)
    return sides, folds


def on_sheet(
    edition: Edition, pages: bytes, panels: tuple[int | None, ...], sheet: Size
) -> tuple[bytes, list[Finding]]:
    """Return the folder on a sheet of an office printer, with marks where there is room.

    A sheet of the size of the folder is not trimmed: then it is meant to end without bleed.
    """
    need = edition.trim.grown(edition.bleed)
    marks = min(sheet) >= min(need) and max(sheet) >= max(need)
    ordered = _in_order(edition, pages, panels)
    return impose(ordered, _folder(edition).name, sheet, marks=marks, shrink=True)


def _folder(edition: Edition) -> Folder:
    assert edition.folder is not None
    return edition.folder


def _in_order(edition: Edition, pages: bytes, panels: tuple[int | None, ...]) -> bytes:
    trim = edition.geometry.trim
    widths = page_widths(_folder(edition), trim.width)
    return in_order(pages, panels, [Size(width, trim.height) for width in widths], edition.bleed)


def panel_findings(edition: Edition, pages: Pages) -> tuple[Finding, ...]:
    """Return what is wrong with the panels of a folder, read back from the finished pages."""
    place = Place(f"{edition.publication.folder / 'publication.yaml'}")
    texts = read_lines(pages.pdf)
    found = [*_overrun(_folder(edition), pages, texts), *_over_edges(edition, pages, texts)]
    return tuple(finding.at(place) for finding in found)


def _overrun(folder: Folder, pages: Pages, texts: list[Lines]) -> Iterator[Finding]:
    found = runs(pages)
    for name, laid in found:
        room = len(pages_of(folder, name))
        if len(laid) > room:
            words = _begin(texts[laid[room]])
            message = f"the text of the panel {name!r} needs {len(laid)} panels and has {room}"
            fit = f"shorten the text, or let it be fitted with `fit: {{max: {folder.pages}}}`"
            hint = f"{fit}, or choose a folder with more panels"
            yield Finding("panel/overrun", f"{message}{words}", hint=hint)
    nowhere = set(range(pages.count)) - {page for _, laid in found for page in laid}
    for page in sorted(nowhere):
        message = f"a page of the layout lies in no panel{_begin(texts[page])}"
        yield Finding("panel/none", message, hint='put it into {% call panel("...") %}')
    names = panel_names(folder)
    filled = {panel for name, laid in found for panel in pages_of(folder, name)[: len(laid)]}
    if blank := [name for panel, name in enumerate(names) if panel not in filled]:
        message = f"nothing is printed on {', '.join(blank)}"
        yield Finding("panel/blank", message, severity=Severity.INFO)


def _begin(text: Lines) -> str:
    words = " ".join(" ".join(line.words for line in text.lines[:3]).split()[:8])
    return f"; what is left over begins “{words} …”" if words else ""


def _over_edges(edition: Edition, pages: Pages, texts: list[Lines]) -> Iterator[Finding]:
    """Report text that crosses a fold, stands close to one, or is cut off, once for each edge."""
    folder = _folder(edition)
    names = panel_names(folder)
    for panel, page in enumerate(order(edition, pages)):
        if page is None:
            continue
        folds = _folds(folder, panel)
        for edge, (by, words) in _beyond(texts[page], folds).items():
            yield _at_edge(names[panel], edge, by, words, edge in folds)


def _at_edge(panel: str, edge: str, by: float, words: str, fold: bool) -> Finding:
    if by > SLACK:
        what = "crosses the fold at its" if fold else "is cut at its"
        message = f"text of the panel {panel!r} {what} {edge} edge by {mm(by):.1f} mm: “{words}”"
        hint = "break the word, or make the table or picture narrower"
        return Finding("panel/text-over-edge", message, hint=hint)
    message = f"text of the panel {panel!r} stands {mm(-by):.1f} mm from its {edge} fold: “{words}”"
    hint = (
        f"keep {mm(CLEAR):.0f} mm clear: a fold is not quite where it should be, and paper breaks"
    )
    return Finding("panel/near-fold", message, hint=hint, severity=Severity.WARNING)


def _beyond(text: Lines, folds: set[str]) -> dict[str, tuple[float, str]]:
    """Return for each edge that text runs over, or too near to: how far, and the first words."""
    worst: dict[str, tuple[float, str]] = {}
    for line in text.lines:
        box, trim = line.box, text.trim
        over = {
            "left": trim.x0 - box.x0, "right": box.x1 - trim.x1,
            "lower": trim.y0 - box.y0, "upper": box.y1 - trim.y1,
        }  # fmt: skip
        for edge, by in over.items():
            if by > (-CLEAR if edge in folds else SLACK):
                most, words = worst.get(edge, (by, line.words[:60]))
                worst[edge] = (max(by, most), words)
    return worst


def _folds(folder: Folder, panel: int) -> set[str]:
    """Return which upright edges of a panel are folds, as the page is seen."""
    page, count = panel + 1, len(folder.short)
    inside = page in folder.inside
    column = folder.inside.index(page) if inside else folder.outside.index(page)
    folds = {count - 2 - fold for fold in folder.folds} if inside else set(folder.folds)
    return {edge for edge, crease in (("left", column - 1), ("right", column)) if crease in folds}
