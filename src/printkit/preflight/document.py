"""The facts of a file, collected when they are asked for and then kept."""

import contextlib
import io
import logging
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pikepdf

from printkit.model.measure import Box
from printkit.preflight.content import OPERATORS, Budget, Reader
from printkit.preflight.fonts import Font
from printkit.preflight.marks import Content, common
from printkit.preflight.profile import Profile
from printkit.preflight.raster import Raster
from printkit.preflight.samples import Samples
from printkit.preflight.technical import is_technical, without_technical

MAX_PAGES = 12_000
MAX_OPERATORS = 3_000_000
MAX_STREAM = 256 * 2**20
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
_LIMITS = {"flate_max_memory": MAX_STREAM, "dct_max_memory": MAX_STREAM}


@contextlib.contextmanager
def bounded() -> Iterator[None]:
    """Bound the memory one stream may unpack to while a file of unknown origin is read.

    What fontTools and pikepdf say about broken parts is kept off the log: findings tell it.
    """
    logs = [logging.getLogger(name) for name in ("fontTools", "pikepdf")]
    levels = [log.level for log in logs]
    for log in logs:
        log.setLevel(logging.CRITICAL)
    before = pikepdf.settings.get_qpdf_limits()
    pikepdf.settings.set_qpdf_limits(**_LIMITS)  # type: ignore[arg-type]
    try:
        yield
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.setLevel(level)
        pikepdf.settings.set_qpdf_limits(**{key: before[key] for key in _LIMITS})  # type: ignore[arg-type]


@dataclass
class PageFacts:
    """One page: its boxes (None where absent) and its marks.

    All lengths are points of the finished paper: UserUnit is taken into account.
    """

    number: int
    obj: Any
    facts: "Facts" = field(repr=False)

    def box(self, name: str) -> Box | None:
        """Return a page box such as ``/TrimBox``, inherited ones too; None when absent."""
        return self.rectangle(inherited(self.obj, name))

    def rectangle(self, value: Any) -> Box | None:
        """Read a rectangle of the page; None when it is not one."""
        box = read_box(value)
        return Box(*(side * self.unit for side in box)) if box else None

    @cached_property
    def unit(self) -> float:
        """How many points a unit of the page is: UserUnit, 1 where it is absent or no size."""
        try:
            unit = float(self.obj.get("/UserUnit", 1))
        except (TypeError, ValueError):
            return 1.0
        return unit if 0 < unit < math.inf else 1.0

    @cached_property
    def media(self) -> Box:
        """The MediaBox; A4 when it cannot be read, as viewers do."""
        return self.box("/MediaBox") or Box(0, 0, 595, 842)

    @cached_property
    def crop(self) -> Box:
        """The CropBox within the MediaBox."""
        return common(self.box("/CropBox") or self.media, self.media) or self.media

    @cached_property
    def trim(self) -> Box:
        """Where the page is cut: TrimBox, else ArtBox, else CropBox."""
        return self.box("/TrimBox") or self.box("/ArtBox") or self.crop

    @cached_property
    def bleed(self) -> Box:
        """How far art goes: the BleedBox, else the trim."""
        return self.box("/BleedBox") or self.trim

    @cached_property
    def rotate(self) -> int:
        """Rotation in degrees."""
        return int(inherited(self.obj, "/Rotate") or 0) % 360

    @cached_property
    def content(self) -> Content:
        """Everything that stands on the page, read once."""
        facts = self.facts
        reader = Reader(
            self.number, self.media, facts.budget, facts.font_cache, OPERATORS, self.unit
        )
        contents = self.obj.get("/Contents")
        resources = inherited(self.obj, "/Resources")
        if contents is None:
            return Content()
        return reader.read(self.obj, resources)

    def printed(self, box: Box) -> bool:
        """Whether a mark lies on the paper that stays, not among the printer's marks."""
        return box.overlaps(self.paper, slack=-0.01)

    @cached_property
    def paper(self) -> Box:
        """The paper that stays, and half a point more."""
        return self.trim.grown(0.5)

    @cached_property
    def annotations(self) -> list[Any]:
        """The annotation dictionaries of the page."""
        found = self.obj.get("/Annots")
        items = list(found) if isinstance(found, pikepdf.Array) else []
        return [item for item in items if isinstance(item, pikepdf.Dictionary)]


class Facts:
    """The facts of one open document."""

    def __init__(self, path: Path, pdf: pikepdf.Pdf, profile: Profile) -> None:
        self.path = path
        self.pdf = pdf
        self.profile = profile
        self.budget = Budget(MAX_OPERATORS)
        self.font_cache: dict[Any, Font] = {}
        self.samples = Samples()
        self.kept: dict[str, list[tuple[PageFacts, Any]]] = {}
        self.opening_warnings = [str(warning) for warning in pdf.get_warnings()]

    @property
    def root(self) -> Any:
        """The document catalogue."""
        return self.pdf.Root

    @cached_property
    def page_count(self) -> int:
        """How many pages the document has."""
        return len(self.pdf.pages)

    @cached_property
    def pages(self) -> tuple[PageFacts, ...]:
        """The pages that are looked at: all of them up to ``MAX_PAGES``."""
        return tuple(
            PageFacts(number, page.obj, self)
            for number, page in zip(range(1, MAX_PAGES + 1), self.pdf.pages, strict=False)
        )

    @cached_property
    def contents(self) -> tuple[tuple[PageFacts, Content], ...]:
        """Every page with its marks."""
        return tuple((page, page.content) for page in self.pages)

    def marks(self, kind: str) -> Iterator[tuple[PageFacts, Any]]:
        """Yield the marks of a kind, such as ``texts``, that stay on the trimmed paper."""
        if kind not in self.kept:
            self.kept[kind] = [
                (page, mark)
                for page, content in self.contents
                for mark in getattr(content, kind)
                if page.printed(mark.box)
            ]
        yield from self.kept[kind]

    @cached_property
    def fonts(self) -> list[Font]:
        """The fonts that show text on some page."""
        _ = self.contents
        return [font for font in self.font_cache.values() if font.codes]

    @cached_property
    def intents(self) -> list[Any]:
        """The output intents."""
        found = self.root.get("/OutputIntents")
        items = list(found) if isinstance(found, pikepdf.Array) else []
        return [item for item in items if isinstance(item, pikepdf.Dictionary)]

    @cached_property
    def xmp(self) -> str | None:
        """The XMP packet as text, or None."""
        found = self.root.get("/Metadata")
        if not isinstance(found, pikepdf.Stream):
            return None
        return found.read_bytes().decode("utf-8", "replace")

    @cached_property
    def xmp_tree(self) -> Xml.Element | None:
        """The XMP packet as a tree; None when absent.

        Raises ValueError for a packet that is not well-formed or defines entities.
        """
        if self.xmp is None:
            return None
        if "<!" in self.xmp.replace("<!--", ""):
            raise ValueError("it has a document type or entities")
        try:
            return Xml.fromstring(self.xmp.strip("\ufeff \0\r\n\t"))
        except Xml.ParseError as error:
            raise ValueError(str(error)) from error

    def xmp_value(self, name: str) -> str:
        """Return an XMP property such as ``pdfxid:GTS_PDFXVersion``, as element or attribute."""
        prefix, _, local = name.partition(":")
        key = f"{{{NAMESPACES[prefix]}}}{local}"
        try:
            tree = self.xmp_tree
        except ValueError:
            return ""
        for node in tree.iter() if tree is not None else ():
            if node.tag == key:
                return "".join(node.itertext()).strip()
            if key in node.attrib:
                return node.attrib[key].strip()
        return ""

    def info(self, key: str) -> str:
        """Return an entry of the document information dictionary, or an empty string."""
        found = self.pdf.trailer.get("/Info")
        value = found.get(key) if isinstance(found, pikepdf.Dictionary) else None
        return str(value).removeprefix("/") if value is not None else ""

    @cached_property
    def pdfx(self) -> str:
        """The PDF/X version that the file claims, or an empty string."""
        return self.xmp_value("pdfxid:GTS_PDFXVersion") or self.info("/GTS_PDFXVersion")

    @cached_property
    def raster(self) -> Raster:
        """Pictures of what prints, drawn from the repaired file where it had to be repaired."""
        technical = any(is_technical(name) for page in self.pages for name in page.content.spots)
        if not self.opening_warnings and not technical:
            return Raster(self.path)
        mended = io.BytesIO()
        self.pdf.save(mended, fix_metadata_version=False)
        return Raster(without_technical(mended.getvalue()) if technical else mended.getvalue())


def inherited(page: Any, key: str) -> Any:
    """Return an entry of a page or of the page tree above it; None when absent."""
    node = page
    for _ in range(32):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def read_box(value: Any) -> Box | None:
    """Read a rectangle of four numbers in any order of corners; None when it is not one."""
    if not isinstance(value, pikepdf.Array) or len(value) != 4:
        return None
    try:
        x0, y0, x1, y1 = map(float, value)
    except (TypeError, ValueError):
        return None
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
