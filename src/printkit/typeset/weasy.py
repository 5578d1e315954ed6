"""HTML to pages. The only importer of WeasyPrint.

Rendering is hermetic: it sees the composition's fonts and files, and no others. It is plain: no
PDF variant, no colour profile; the press pass makes press files of it.
"""

import logging
import mimetypes
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from printkit.compose.composition import Composition, Slot
from printkit.model.finding import Finding, Problems, Severity, errors
from printkit.model.measure import UNITS, Box
from printkit.typeset.extent import NOWHERE, Extents, extents


@dataclass(frozen=True)
class Filled:
    """A slot with the place it was given: page from 0, box in points of the trim, from below."""

    slot: Slot
    page: int
    box: Box


@dataclass(frozen=True)
class Pages:
    """Laid-out pages: PDF with ``bleed`` points around the trim on every side."""

    pdf: bytes
    count: int
    slots: tuple[Filled, ...]
    findings: tuple[Finding, ...] = ()
    extents: Extents = NOWHERE


def typeset(composition: Composition, day: date) -> Pages:
    """Lay out a composition; ``day`` dates the file.

    Raises Problems when a file is missing or refused, or a character has no glyph.
    """
    with _engine(composition, day) as messages:
        document = _layout(composition)
        pdf = document.write_pdf(pdf_tags=True, custom_metadata=True)
        room = extents(document)
    findings = [_finding(message) for message in messages]
    if errors(findings):
        raise Problems(findings)
    slots = _slots(document, composition)
    return Pages(pdf, len(document.pages), slots, tuple(findings), room)


def measure(composition: Composition, day: date) -> Extents:
    """Lay out a composition for its measure alone, at less than half of the cost of its pages."""
    with _engine(composition, day):
        return extents(_layout(composition))


@contextmanager
def _engine(composition: Composition, day: date) -> Iterator[list[str]]:
    """Let the engine see a composition's faces and date alone, and collect what it says."""
    if not composition.faces:
        hint = "name at least one family under `fonts:` in the layout"
        raise Problems([Finding("font/none", "there is no font to set the text in", hint=hint)])
    with _fonts(composition), _dated(day), _messages() as messages:
        try:
            yield messages
        except RecursionError:
            message = "the text holds elements one inside the other, too deep to be set"
            hint = "look for unclosed HTML elements, or lists and quotations inside one another"
            raise Problems([Finding("layout/too-deep", message, hint=hint)]) from None


def _layout(composition: Composition) -> Any:
    import weasyprint
    from PIL import ImageFile
    from weasyprint.text.fonts import FontConfiguration

    # Importing WeasyPrint lets Pillow fill up truncated images for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    fetcher = _fetcher(composition.files)
    fonts = FontConfiguration()
    base = composition.folder.resolve().as_uri() + "/"
    page = f"@page {{ bleed: {composition.bleed:g}pt }}"
    sheets = [
        weasyprint.CSS(string=css, base_url=base, url_fetcher=fetcher, font_config=fonts)
        for css in (composition.css, page)
    ]
    html = weasyprint.HTML(string=composition.html, base_url=base, url_fetcher=fetcher)
    return html.render(font_config=fonts, stylesheets=sheets)


def _fetcher(files: frozenset[Path]) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Confined(URLFetcher):  # type: ignore[misc]
        """Reads the composition's own files and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            path = Path(url2pathname(unquote(parts.path))).resolve()
            if parts.scheme == "data":
                return super().fetch(url, headers)
            if parts.scheme != "file" or path not in files:
                raise ValueError(
                    f"refused: {parts.scheme}:{path.name} is not part of the publication"
                )
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return Confined()


@contextmanager
def _fonts(composition: Composition) -> Iterator[None]:
    """Let fontconfig see the composition's faces alone.

    With no face at all Pango ends the process, so the caller has checked that there is one.
    """
    with tempfile.TemporaryDirectory(prefix="printkit-") as name:
        folder = Path(name)
        for face in composition.faces:
            (folder / face.path.name).symlink_to(face.path)
        (folder / "fonts.conf").write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f"<reset-dirs/><dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
        )
        with _environment(FONTCONFIG_FILE=str(folder / "fonts.conf")):
            yield


@contextmanager
def _dated(day: date) -> Iterator[None]:
    seconds = (day - date(1970, 1, 1)).days * 86400
    with _environment(SOURCE_DATE_EPOCH=os.environ.get("SOURCE_DATE_EPOCH", str(seconds))):
        yield


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {key: os.environ.get(key) for key in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                del os.environ[key]
            else:
                os.environ[key] = value


@contextmanager
def _messages() -> Iterator[list[str]]:
    """Collect what WeasyPrint says; it only logs a missing image or glyph."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            messages.append(record.getMessage())

    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    handler = Collector(level=logging.WARNING)
    kept = [(logger, logger.handlers[:], logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers[:], logger.propagate = [handler], False
    try:
        yield messages
    finally:
        for logger, handlers, propagate in kept:
            logger.handlers[:], logger.propagate = handlers, propagate


def _finding(message: str) -> Finding:
    text = message.splitlines()[0]
    lower = text.lower()
    if "failed to load" in lower or "relative uri" in lower:
        return Finding("layout/file", text, hint="put the file beside the publication or layout")
    if "glyph" in lower or "font" in lower:
        return Finding("font/glyph", text)
    if "anchor" in lower:
        return Finding("layout/anchor", text)
    return Finding("layout/css", text, severity=Severity.WARNING)


def _slots(document: Any, composition: Composition) -> tuple[Filled, ...]:
    slots = {slot.id: slot for slot in composition.slots}
    filled, pixel = [], UNITS["px"]
    for number, page in enumerate(document.pages):
        for name, (x, y, *_rest) in page.anchors.items():
            if slot := slots.get(name):
                # Anchors are measured from the edge of the trim, from above.
                left, top = x * pixel, composition.trim.height - y * pixel
                box = Box(left, top - slot.size.height, left + slot.size.width, top)
                filled.append(Filled(slot, number, box))
    lost = slots.keys() - {f.slot.id for f in filled}
    if lost:
        message = f"{len(lost)} slot(s) of the layout are on no page: {', '.join(sorted(lost))}"
        raise Problems([Finding("slot/lost", message)])
    return tuple(filled)
