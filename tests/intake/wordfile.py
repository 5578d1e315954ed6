"""Word files for tests, from short strings of XML."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image

SPACES = " ".join(
    f'xmlns:{name}="{uri}"'
    for name, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in {
        "Titel": "Title", "Untertitel": "Subtitle", "U1": "heading 1", "U2": "heading 2",
        "Zitat": "Quote", "Verzeichnis1": "toc 1",
    }.items()
)  # fmt: skip


def t(text: str, look: str = "") -> str:
    """A run of text; ``look`` names properties: "b i"."""
    properties = "".join(f"<w:{name}/>" for name in look.split())
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(*runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs, or of plain strings."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = "".join(run if run.startswith("<") else t(run) for run in runs)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def part(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {SPACES}>{inside}</w:{name}>'


def word(
    *body: str,
    relations: Mapping[str, tuple[str, str]] | None = None,
    styles: str = HEADINGS,
    extra: Mapping[str, str | bytes] | None = None,
    **parts: str,
) -> bytes:
    """A Word file: paragraphs, relations {id: (kind, target)}, and parts such as footnotes."""
    parts = {"styles": styles, **parts}
    held = {f"part-{name}": (name, f"{name}.xml") for name in parts}
    links = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for key, (kind, target) in {**held, **(relations or {})}.items()
    )
    main = f'<Relationship Id="a" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>'
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}">{main}</Relationships>',
        "word/document.xml": part("document", f"<w:body>{''.join(body)}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{links}'
        "</Relationships>",
        **{f"word/{name}.xml": part(_ROOTS.get(name, name), text) for name, text in parts.items()},
        **(extra or {}),
    }
    return zipped(files)


_ROOTS = {"header": "hdr", "footer": "ftr"}


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return out.getvalue()


def png(size: tuple[int, int] = (4, 4)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "#8a1c2c").save(out, "PNG")
    return out.getvalue()


def drawing(key: str, alt: str, *, anchored: bool = False) -> str:
    kind = "anchor" if anchored else "inline"
    return (
        f'<w:r><w:drawing><wp:{kind}><wp:docPr id="1" name="x" descr="{escape(alt)}"/>'
        f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>'
        f"</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:{kind}></w:drawing></w:r>"
    )


def change(kind: str, inside: str, author: str = "Ada Bee", date: str = "2024-05-01") -> str:
    return f'<w:{kind} w:id="9" w:author="{author}" w:date="{date}T10:00:00Z">{inside}</w:{kind}>'
