"""The parts that one process lays out, one after the other, and the PDF that each becomes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from printkit.model.finding import Finding
from printkit.typeset.engine import Engine, finding, too_deep
from printkit.typeset.exchange import AWAY, Part, Report, Truth, install
from printkit.typeset.extent import Extents, extents
from printkit.typeset.frames import roomy
from printkit.typeset.sweeping import keep, sweep, unswept
from printkit.typeset.texture import Texture
from printkit.typeset.weasy import Filled, filled

FACE = b"face:"
ROOM = 350
"""Pages that a process holds between their layout and their drawing: a third of a MiB each."""


@dataclass(frozen=True)
class PartPages:
    """A finished part: pages as PDF, its slots, what was found, and the files that it read.

    The PDF has the names of its faces in place of their files (see `fingerprint`), and links into
    other parts as URIs that begin with ``AWAY``.
    """

    pdf: bytes
    count: int
    slots: tuple[Filled, ...]
    findings: tuple[Finding, ...]
    extents: Extents
    report: Report
    textures: tuple[Texture, ...] = ()
    files: frozenset[Path] = frozenset()


def fingerprint(face: bytes) -> bytes:
    """Return what stands for a font file: its table directory has the checksums of its tables."""
    return FACE + sha256(face[:2048] + len(face).to_bytes(8, "big")).hexdigest().encode()


class Bench:
    """Lays out parts of a composition by their numbers.

    Of long documents it does not hold all that is laid out: what is beyond its room is laid out
    again when it is known where it stands.
    """

    def __init__(self, engine: Engine, room: int = ROOM) -> None:
        install()
        self._engine, self._room = engine, room
        self._parts: dict[int, Part] = {}
        self._done: dict[int, Truth] = {}
        self._findings: dict[int, list[Finding]] = {}
        self._reports: dict[int, Report] = {}
        self._ended, self._waste = Truth(), False

    def lay(self, number: int, truth: Truth, follows: bool = False) -> Report:
        """Lay out a part; the truth may be a guess.

        A part that ``follows`` begins where the one that was laid out before it ended.
        """
        self._sweep()
        start = self._ended if follows else Truth(truth.before, truth.right)
        with unswept():
            part = self._laid(number, replace(start, anchors={**truth.anchors, **start.anchors}))
        self._ended = start.after(part.report)
        self._reports[number] = part.report
        if part.report.pages > self._room:
            part.drop()
            self._waste = True
        else:
            self._room -= part.report.pages
            self._parts[number] = part
            keep()
        return part.report

    def correct(self, number: int, truth: Truth) -> Report:
        """Bring a part in line with another truth.

        Of a part that is not held it is assumed that it stays as it is; `finish` will tell.
        """
        if number in self._parts:
            with unswept(), self._heard(number):
                self._reports[number] = self._parts[number].correct(truth)
            return self._reports[number]
        if self._done.get(number) == truth:
            return self._reports[number]
        return replace(self._reports[number], right=truth.right)

    def drop(self, number: int) -> None:
        """Forget a part that another bench lays out."""
        self._done.pop(number, None)
        if part := self._parts.pop(number, None):
            self._room += part.report.pages
            part.drop()

    def finish(self, number: int, truth: Truth) -> PartPages:
        """Return the pages of a part where a truth holds. They are not held here any more."""
        self._sweep()
        with unswept():
            if part := self._parts.pop(number, None):
                self._room += part.report.pages
            else:
                part, self._waste = self._laid(number, truth), True
            with self._heard(number):
                part.correct(truth)
            self._reports[number], self._done[number] = part.report, truth
            return self._finished(number, part)

    def _sweep(self) -> None:
        """Sweep memory of a part that was not held; those that were are few enough to stay."""
        if self._waste:
            sweep()
        self._waste = False

    def _laid(self, number: int, truth: Truth) -> Part:
        self._findings[number] = []
        self._engine.read.clear()
        with self._heard(number):
            part = Part(self._engine, self._engine.composition.parts[number], first=number == 0)
            part.lay(truth)
        part.read |= self._engine.read
        return part

    @roomy
    def _finished(self, number: int, part: Part) -> PartPages:
        from printkit.typeset.greys import textures

        self._engine.read.clear()
        with self._heard(number):
            document = part.finish()
            for page in document.pages:
                page.links[:] = [_away(link, part.away) for link in page.links]
            pdf = _written(document)
        findings = tuple(self._findings.pop(number, ()))
        slots = filled(document, self._engine.composition)
        return PartPages(
            pdf, len(document.pages), slots, findings, extents(document), part.report,
            textures(document), frozenset(part.read | self._engine.read),
        )  # fmt: skip

    @contextmanager
    def _heard(self, number: int) -> Iterator[None]:
        """Keep what WeasyPrint says with the part that it says it of."""
        self._engine.messages.clear()
        yield
        said = [finding(message) for message in self._engine.messages]
        self._findings.setdefault(number, []).extend(said)
        self._engine.messages.clear()


def _away(link: tuple[Any, ...], away: frozenset[str]) -> tuple[Any, ...]:
    kind, target, *rest = link
    if kind == "internal" and target in away:
        return ("external", AWAY + target, *rest)
    return link


def _written(document: Any) -> bytes:
    """Write a document with the names of its faces in place of their subsets."""
    from weasyprint.pdf.fonts import Font

    before = Font.clean
    Font.clean = _name
    try:
        return bytes(document.write_pdf(pdf_tags=True, custom_metadata=True))
    except RecursionError:
        raise too_deep() from None
    finally:
        Font.clean = before


def _name(font: Any, *_: Any) -> None:
    font.file_content = fingerprint(font.file_content)
