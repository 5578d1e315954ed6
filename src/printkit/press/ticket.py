"""The facts of a press file, read back from the finished file for the job ticket."""

import re
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

from pikepdf import Dictionary, Pdf, Stream
from PIL import ImageCms

from printkit.model.finding import Finding, Place, Severity
from printkit.model.measure import Box, Size, mm
from printkit.model.printer import Printer
from printkit.press.boxes import sorted_corners
from printkit.press.separations import separations

_PDFX = re.compile(rb"<pdfxid:GTS_PDFXVersion>([^<]*)<")
_SLACK = 0.05
"""Points: boxes are written with four decimals."""


@dataclass(frozen=True)
class PressFacts:
    """What a file says of itself; lengths in points, boxes those of the first page.

    ``bleed`` is the least that any page has on any side. ``pdfx``, ``condition`` and ``profile``
    are empty when the file does not have them.
    """

    name: str
    sha256: str
    length: int
    pages: int
    media: Box
    trim: Box
    bleed: float
    plates: tuple[str, ...]
    pdfx: str
    condition: str
    registry: str
    profile: str
    title: str
    created: str

    def as_dict(self) -> dict[str, object]:
        """Return the facts as plain values, lengths in millimetres."""
        return {
            "name": self.name, "sha256": self.sha256, "bytes": self.length, "pages": self.pages,
            "media_mm": in_mm(self.media.size), "trim_mm": in_mm(self.trim.size),
            "bleed_mm": round(mm(self.bleed), 2), "plates": list(self.plates), "pdfx": self.pdfx,
            "output_intent": {
                "condition": self.condition, "registry": self.registry, "profile": self.profile,
            },
            "title": self.title, "created": self.created,
        }  # fmt: skip


def in_mm(size: Size) -> list[float]:
    """Return width and height in millimetres, to a hundredth."""
    return [round(mm(side), 2) for side in size]


def read_back(name: str, data: bytes) -> PressFacts:
    """Read the facts of a finished press file."""
    with Pdf.open(BytesIO(data)) as pdf:
        intent = next(iter(pdf.Root.get("/OutputIntents", ())), Dictionary())
        metadata = pdf.Root.get("/Metadata")
        claim = _PDFX.search(metadata.read_bytes()) if metadata is not None else None
        boxes = [_boxes(page.obj) for page in pdf.pages]
        media, trim, _ = boxes[0]
        return PressFacts(
            name=name, sha256=sha256(data).hexdigest(), length=len(data), pages=len(boxes),
            media=media, trim=trim, bleed=min(_bleed(inner, outer) for _, inner, outer in boxes),
            plates=separations(pdf), pdfx=claim[1].decode() if claim else "",
            condition=str(intent.get("/OutputConditionIdentifier", "")),
            registry=str(intent.get("/RegistryName", "")),
            profile=_described(intent.get("/DestOutputProfile")),
            title=str(pdf.docinfo.get("/Title", "")),
            created=str(pdf.docinfo.get("/CreationDate", "")),
        )  # fmt: skip


def _boxes(page: Dictionary) -> tuple[Box, Box, Box]:
    """Return media, trim and bleed of a page; what is missing is the box around it."""
    media = Box(*sorted_corners(page.MediaBox))
    bleed = Box(*sorted_corners(page.BleedBox)) if "/BleedBox" in page else media
    trim = Box(*sorted_corners(page.TrimBox)) if "/TrimBox" in page else bleed
    return media, trim, bleed


def _bleed(trim: Box, bleed: Box) -> float:
    room = (trim.x0 - bleed.x0, trim.y0 - bleed.y0, bleed.x1 - trim.x1, bleed.y1 - trim.y1)
    return max(min(room), 0.0)


def _described(profile: object) -> str:
    if not isinstance(profile, Stream):
        return ""
    try:
        icc = ImageCms.ImageCmsProfile(BytesIO(profile.read_bytes()))
        return ImageCms.getProfileDescription(icc).strip()
    except (OSError, ImageCms.PyCMSError):
        return ""


def differences(facts: PressFacts, printer: Printer, trim: Size) -> list[Finding]:
    """Return a warning for everything in which a file differs from the order and the printer."""
    asked = [
        ("PDF/X version", facts.pdfx, printer.pdfx, facts.pdfx == printer.pdfx),
        ("condition", facts.condition, printer.condition, facts.condition == printer.condition),
        (
            "bleed", f"{mm(facts.bleed):.2f} mm", f"{mm(printer.bleed):.2f} mm",
            facts.bleed >= printer.bleed - _SLACK,
        ),
        ("trim", str(facts.trim.size), str(trim), _same(facts.trim.size, trim)),
    ]  # fmt: skip
    hint = "choose another printer profile, or build the file for this one"
    return [
        Finding(
            "ticket/differs", f"the {what} is {found or 'not stated'}, asked is {wanted}",
            Place(facts.name), hint, Severity.WARNING,
        )
        for what, found, wanted, same in asked if not same
    ]  # fmt: skip


def _same(one: Size, other: Size) -> bool:
    return all(abs(a - b) <= _SLACK for a, b in zip(one, other, strict=True))
