"""Pages for the screen: cut to their trim, PDF/UA-1 where nothing stands in the way, PDF/A-2b."""

from functools import cache

from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import ImageCms

from printkit.model.file import File
from printkit.model.finding import Finding, Severity
from printkit.press.access import mend_tags
from printkit.press.assemble import save
from printkit.press.boxes import crop
from printkit.press.draft import opened, surveys_of
from printkit.press.metadata import Card, told, write_metadata

_ACCESSIBLE = told("pdfuaid", "http://www.aiim.org/pdfua/ns/id/", part="1")
_ARCHIVAL = told("pdfaid", "http://www.aiim.org/pdfa/ns/id/", part="2", conformance="B")
# PDF/A wants the properties of every other standard described (ISO 19005-2, 6.6.2.3.3).
_DESCRIBED = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


RGB = tuple[float, float, float]


def screen(
    file: File, bleed: float, card: Card, *, link: RGB, rtl: bool = False, archive: bool = False,
    last: bool = False,
) -> tuple[bytes, list[Finding]]:  # fmt: skip
    """Return pages for the screen, and what keeps them from being accessible or archival.

    Links that leave the document are underlined in the colour ``link``. The pages are PDF/UA-1
    where nothing stands in the way, and with ``archive`` PDF/A-2b (ISO 19005-2). A file that is
    wanted here ``last`` may be changed.
    """
    surveys = surveys_of(file, last)
    with opened(file, last) as pdf:
        crop(pdf, bleed, rtl)
        _underline(pdf, link)
        barred = [_barred("accessible", "PDF/UA-1", why) for why in mend_tags(pdf, surveys)]
        claims = "" if barred else _ACCESSIBLE
        if archive:
            unfit = [_barred("archival", "PDF/A-2b", why) for why in _unfit(pdf)]
            _keep(pdf)
            claims += "" if unfit else _ARCHIVAL + (_DESCRIBED if claims else "")
            barred += unfit
        write_metadata(pdf, card, file.identity, claims)
        made_of = repr((file.identity, bleed, card, link, rtl, archive)).encode()
        return save(pdf, identity=made_of), barred


def _underline(pdf: Pdf, colour: RGB) -> None:
    """Show what can be clicked; paper knows nothing of it, so that it is no part of the page."""
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            if note.get("/Subtype") == Name.Link and "/URI" in note.get("/A", Dictionary()):
                if "/Border" in note:
                    del note.Border
                note.C = Array([round(part, 4) for part in colour])
                note.BS = Dictionary(W=0.6, S=Name.U)


def _barred(what: str, standard: str, why: str) -> Finding:
    hints = {
        "accessible": "give pictures words: ![what it shows](file.png)",
        "archival": "save pictures in RGB or grey",
    }
    message = f"the file for the screen is not {standard}: {why}"
    return Finding(f"screen/not-{what}", message, hint=hints[what], severity=Severity.WARNING)


def _keep(pdf: Pdf) -> None:
    """Say what RGB is, let links print, and nobody smooth pictures, as an archive wants it."""
    profile = pdf.make_stream(srgb())
    profile.N, profile.Alternate = 3, Name.DeviceRGB
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier="sRGB",
        RegistryName="http://www.color.org", Info="sRGB IEC61966-2.1", DestOutputProfile=profile,
    )  # fmt: skip
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    for image in _images(pdf):
        if "/Interpolate" in image:
            del image.Interpolate
    for page in pdf.pages:
        for note in page.obj.get("/Annots", []):
            note.F = 4


def _unfit(pdf: Pdf) -> list[str]:
    """Return why pages are not for an archive whose colours are those of RGB."""
    inks = sum(image.get("/ColorSpace") == Name.DeviceCMYK for image in _images(pdf))
    return [f"{inks} pictures are in inks"] if inks else []


def _images(pdf: Pdf) -> list[Stream]:
    return [x for x in pdf.objects if isinstance(x, Stream) and x.get("/Subtype") == Name.Image]


@cache
def srgb() -> bytes:
    """Return an ICC profile of sRGB (IEC 61966-2-1), the same bytes on every day."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    data[24:36] = b"\x07\xd0\x00\x01\x00\x01" + bytes(6)
    data[84:100] = bytes(16)  # the checksum, which may be left out
    return bytes(data)
