"""WeasyPrint made hermetic: it sees the fonts and files of a composition, and no others."""

import ctypes.util
import logging
import mimetypes
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from printkit.compose.composition import Composition
from printkit.model.epoch import dated
from printkit.model.finding import Finding, Problems, Severity
from printkit.model.held import holding
from printkit.typeset.frames import roomy
from printkit.typeset.sweeping import swept_rarely


@dataclass(frozen=True)
class Engine:
    """WeasyPrint with the style sheets of a composition read.

    ``messages`` is what it says, ``read`` the files that it reads.
    """

    composition: Composition
    fonts: Any
    sheets: tuple[Any, ...]
    fetcher: Any
    base: str
    messages: list[str]
    read: set[Path]

    def source(self, html: str) -> Any:
        """Return a document that can be laid out."""
        import weasyprint

        return weasyprint.HTML(string=html, base_url=self.base, url_fetcher=self.fetcher)

    @roomy
    def document(self, source: Any) -> Any:
        """Lay out a document. Raises Problems where its elements are nested too deep."""
        try:
            return source.render(font_config=self.fonts, stylesheets=self.sheets)
        except RecursionError:
            raise too_deep() from None


def too_deep() -> Problems:
    """Return the problem of elements that are nested too deep to be set."""
    message = "the text holds elements one inside the other, too deep to be set"
    hint = "look for unclosed HTML elements, or lists and quotations inside one another"
    return Problems([Finding("layout/too-deep", message, hint=hint)])


_warm: ContextVar["_Warm | None"] = ContextVar("_warm", default=None)


@contextmanager
def warm() -> Iterator[None]:
    """Keep the last engine, for compositions that differ from its own in their text alone.

    What else builds hold is held as well, and memory is swept rarely.
    """
    with swept_rarely(), holding(), ExitStack() as stack:
        # What is left of an engine when the interpreter ends cannot be freed any more.
        stack.callback(_warm.reset, _warm.set(_Warm(stack)))
        yield


@contextmanager
def engine(composition: Composition, day: date) -> Iterator[Engine]:
    """Give an engine for a composition; ``day`` dates its files.

    Raises Problems when there is no face to set text in.
    """
    if not composition.faces:
        hint = "name at least one family under `fonts:` in the layout"
        raise Problems([Finding("font/none", "there is no font to set the text in", hint=hint)])
    if kept := _warm.get():
        yield kept.engine(composition, day)
        return
    with ExitStack() as stack:
        yield _opened(stack, composition, day)


class _Warm:
    """The last engine, and what it was opened for."""

    def __init__(self, stack: ExitStack) -> None:
        self._opened = stack.enter_context(ExitStack())
        self._engine: Engine | None = None
        self._known: tuple[Any, ...] = ()

    def engine(self, composition: Composition, day: date) -> Engine:
        wanted = (replace(composition, head="", parts=(), slots=()), day)
        if self._engine is None or wanted != self._known:
            self._engine = None
            self._opened.close()
            self._engine, self._known = _opened(self._opened, composition, day), wanted
        self._engine.messages.clear()
        return replace(self._engine, composition=composition)


def _opened(stack: ExitStack, composition: Composition, day: date) -> Engine:
    stack.enter_context(_fonts(composition))
    stack.enter_context(dated(day))
    return _ready(composition, stack.enter_context(_messages()))


def load() -> None:
    """Import WeasyPrint, and let it lay out as we want."""
    with _sought_by_the_loader():
        import weasyprint  # noqa: F401
    from PIL import ImageFile

    # Importing WeasyPrint lets Pillow fill up truncated images for the whole process.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    for change in changes():
        change.install()


@contextmanager
def _sought_by_the_loader() -> Iterator[None]:
    """Have shared libraries found by their names, as the loader of Linux does.

    WeasyPrint tries the names of other systems first. Python asks compilers for each of them, which
    is half of the time that the import takes.
    """

    def unknown(name: str) -> str | None:  # noqa: ARG001
        return None

    find = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = unknown
    try:
        yield
    finally:
        ctypes.util.find_library = find


def changes() -> tuple[Any, ...]:
    """Return the modules that let WeasyPrint lay out as we want, in their order."""
    from printkit.typeset import (
        ends,
        glyphs,
        han,
        lean,
        lines,
        notes,
        optimal,
        spoken,
        streams,
        tags,
    )

    return lean, glyphs, lines, ends, han, notes, spoken, streams, tags, optimal


def _ready(composition: Composition, messages: list[str]) -> Engine:
    load()
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    read: set[Path] = set()
    fetcher, fonts = _fetcher(composition.files, read), FontConfiguration()
    base = composition.folder.resolve().as_uri() + "/"
    page = f"@page {{ bleed: {composition.bleed:g}pt }}"
    sheets = tuple(
        weasyprint.CSS(string=css, base_url=base, url_fetcher=fetcher, font_config=fonts)
        for css in (composition.css, page)
    )
    return Engine(composition, fonts, sheets, fetcher, base, messages, read)


def _fetcher(files: frozenset[Path], read: set[Path]) -> Any:
    from urllib.request import url2pathname

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
            read.add(path)
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


def finding(message: str) -> Finding:
    """Return what WeasyPrint said as a finding."""
    text = message.splitlines()[0]
    lower = text.lower()
    if "failed to load" in lower or "relative uri" in lower:
        return Finding("layout/file", text, hint="put the file beside the publication or layout")
    if "glyph" in lower or "font" in lower:
        return Finding("font/glyph", text)
    if "anchor" in lower:
        return Finding("layout/anchor", text)
    return Finding("layout/css", text, severity=Severity.WARNING)
