"""What a file says of itself: title, dates and claims, as XMP (ISO 16684-1) and for old readers."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Name, Pdf, String

PRODUCER = "printkit"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{described}<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:{id}</xmpMM:DocumentID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<xmpMM:VersionID>1</xmpMM:VersionID>
</rdf:Description>
{claims}</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True)
class Card:
    """What a file is to say of itself; ``date`` has a time zone."""

    title: str
    language: str
    date: datetime
    author: str = ""
    subject: str = ""

    @property
    def described(self) -> str:
        """Author and subject as the metadata has them."""
        held = ""
        if self.author:
            author = f"<rdf:li>{escape(self.author)}</rdf:li>"
            held += f"<dc:creator><rdf:Seq>{author}</rdf:Seq></dc:creator>\n"
        if self.subject:
            subject = f'<rdf:li xml:lang="x-default">{escape(self.subject)}</rdf:li>'
            held += f"<dc:description><rdf:Alt>{subject}</rdf:Alt></dc:description>\n"
        return held


def told(prefix: str, namespace: str, **properties: str) -> str:
    """Return properties for the metadata, in a namespace that has this prefix."""
    held = "".join(f"<{prefix}:{k}>{escape(v)}</{prefix}:{k}>\n" for k, v in properties.items())
    about = f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">'
    return f"{about}\n{held}</rdf:Description>\n"


def write_metadata(pdf: Pdf, card: Card, identity: bytes, claims: str) -> None:
    """Write title, language, dates and claims; ``identity`` is that of its pages."""
    packet = _PACKET.format(
        title=escape(card.title), described=card.described, producer=PRODUCER, claims=claims,
        date=card.date.isoformat(timespec="seconds"),
        id=uuid.UUID(bytes=identity[:16], version=4),
    )  # fmt: skip
    metadata = pdf.make_stream(packet.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    pdf.Root.Lang = String(card.language)
    # The window's title is the document's, as PDF/UA and librarians like it.
    shown = pdf.Root.get("/ViewerPreferences", Dictionary())
    pdf.Root.ViewerPreferences = Dictionary({**dict(shown.items()), "/DisplayDocTitle": True})
    stamp = _pdf_date(card.date)
    info = Dictionary(
        Title=String(card.title), Producer=PRODUCER, Creator=PRODUCER,
        CreationDate=stamp, ModDate=stamp,
    )  # fmt: skip
    for key, text in (("/Author", card.author), ("/Subject", card.subject)):
        if text:
            info[key] = String(text)
    pdf.trailer.Info = pdf.make_indirect(info)


def _pdf_date(date: datetime) -> str:
    zone = date.strftime("%z") or "+0000"
    return f"D:{date:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}'"
