"""One broken file for each check: it gives exactly that code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from conftest import BLEED, ICC, MEDIA, TRIM, XMP, draw, font_name, image, intent, text
from printkit.preflight.profile import Override, Profile, named
from printkit.preflight.registry import CHECKS
from printkit.preflight.run import preflight

Change = Callable[[Pdf], Any]
Make = Callable[..., Path]
BREAKS: dict[str, tuple[Change, dict[str, Any]]] = {}
BLACK = b"0 0 0 1 k"
FILL = b"100 300 40 40 re f"


def breaks(code: str, change: Change, **options: Any) -> None:
    assert code not in BREAKS
    BREAKS[code] = (change, options)


def unchanged(pdf: Pdf) -> None:
    """Leave the file as it is: the profile or the bytes make the fault."""


def key(name: str, value: Any, page: int | None = 0) -> Change:
    def change(pdf: Pdf) -> None:
        (pdf.Root if page is None else pdf.pages[page].obj)[name] = value

    return change


def without(name: str) -> Change:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            del page.obj[name]

    return change


def marks(content: bytes, **resources: Any) -> Change:
    return lambda pdf: draw(
        pdf, content, **{k: v(pdf) if callable(v) else v for k, v in resources.items()}
    )


def state(content: bytes, **entries: Any) -> Change:
    return marks(b"/G1 gs " + content, ExtGState={"/G1": Dictionary(**entries)})


def xmp(old: str, new: str) -> Change:
    def change(pdf: Pdf) -> None:
        assert old in XMP
        pdf.Root.Metadata = pdf.make_stream(XMP.replace(old, new).encode())

    return change


def written(colour: bytes, **where: float) -> Change:
    return lambda pdf: text(pdf, colour, **where)


def picture(side: int = 300, place: bytes = b"72 0 0 72 100 300", **entries: Any) -> Change:
    """Place a CMYK image with other entries; None removes one."""

    def change(pdf: Pdf) -> None:
        made = image(pdf, side)
        for name, value in entries.items():
            made["/" + name] = value(pdf) if callable(value) else value
        draw(pdf, place + b" cm /Im9 Do", XObject={"/Im9": made})

    return change


def raw(pixels: bytes, width: int, height: int, space: Any, **entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        found = space(pdf) if callable(space) else space
        made = pdf.make_stream(
            pixels, Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height,
            ColorSpace=found, **{"BitsPerComponent": 8} | entries,
        )  # fmt: skip
        draw(pdf, b"72 0 0 72 100 300 cm /Im9 Do", XObject={"/Im9": made})

    return change


def tint(count: int = 4) -> Any:
    return Dictionary(
        FunctionType=2, Domain=[0, 1], N=1, C0=[0] * count, C1=[0, 1] + [0] * (count - 2)
    )


def spot(name: str, alternate: Any = Name.DeviceCMYK, count: int = 4) -> Array:
    return Array([Name.Separation, Name("/" + name), alternate, tint(count)])


def spots(*named_spaces: tuple[str, Any, int]) -> Change:
    def change(pdf: Pdf) -> None:
        spaces = {
            f"/S{n}": spot(name, alternate, count)
            for n, (name, alternate, count) in enumerate(named_spaces)
        }
        content = b" ".join(b"/S%d cs 1 scn %s" % (n, FILL) for n in range(len(spaces)))
        draw(pdf, content, ColorSpace=spaces)

    return change


def fonts(alter: Callable[[Pdf, Any], None]) -> Change:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            for font in page.obj.Resources.Font.as_dict().values():
                alter(pdf, font)
            return

    return change


def own_font(content: bytes, font: Callable[[Pdf], Any]) -> Change:
    return lambda pdf: draw(
        pdf, b"BT 0 0 0 1 k /F9 10 Tf 80 250 Td " + content + b" Tj ET", Font={"/F9": font(pdf)}
    )


def form(content: bytes = FILL, **entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        made = pdf.make_stream(
            b"0 0 0 1 k " + content, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 500],
            Resources=Dictionary(),
        )  # fmt: skip
        for name, value in entries.items():
            made["/" + name] = value
        draw(pdf, b"/Fm9 Do", XObject={"/Fm9": made})

    return change


def annotation(kind: str, **entries: Any) -> Change:
    def change(pdf: Pdf) -> None:
        item = Dictionary(Type=Name.Annot, Subtype=Name("/" + kind), Rect=[100, 100, 150, 150])
        for name, value in entries.items():
            item["/" + name] = value
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(item)])

    return change


def shading(space: Any, count: int) -> Any:
    function = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0] * count, C1=[1] * count)
    return {
        "/Sh1": Dictionary(ShadingType=2, ColorSpace=space, Coords=[0, 0, 1, 0], Function=function)
    }


def self_showing(pdf: Pdf) -> None:
    made = pdf.make_stream(b"/Fm9 Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 500])
    made.Resources = Dictionary(XObject=Dictionary({"/Fm9": made}))
    draw(pdf, b"/Fm9 Do", XObject={"/Fm9": made})


def turned(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.obj.Rotate = 90


def other_size(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.TrimBox = Array([TRIM[0], TRIM[1], TRIM[2], TRIM[3] - 20])
    pdf.pages[1].obj.BleedBox = Array([BLEED[0], BLEED[1], BLEED[2], BLEED[3] - 20])


def blank(pdf: Pdf) -> None:
    pdf.pages[1].obj.Contents = pdf.make_stream(b"0 0 0 0 k 50 50 100 100 re f")


def in_rgb_group(pdf: Pdf) -> None:
    for page in pdf.pages:
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)


def rgb_mask(pdf: Pdf) -> None:
    group = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    group.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    mask = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=group)
    state(BLACK + b" " + FILL, SMask=mask)(pdf)


def hidden_layer(pdf: Pdf, *, off: bool = True) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Draft"))
    config = Dictionary(OFF=Array([layer])) if off else Dictionary()
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=config)


def damage_font(pdf: Pdf, font: Any) -> None:
    font.FontDescriptor.FontFile2 = pdf.make_stream(b"\0\1\0\0 this is no font")


def unembed(pdf: Pdf, font: Any) -> None:  # noqa: ARG001
    del font.FontDescriptor["/FontFile2"]


def restrict(pdf: Pdf, font: Any) -> None:
    import io

    from fontTools.ttLib import TTFont, newTable

    program = TTFont(io.BytesIO(font.FontDescriptor.FontFile2.read_bytes()))
    table = newTable("OS/2")
    table.decompile((b"\0\4" + b"\0" * 6 + b"\0\2" + b"\0" * 86)[:96], program)
    program["OS/2"] = table
    table.fsType = 2
    stream = io.BytesIO()
    program.save(stream)
    font.FontDescriptor.FontFile2 = pdf.make_stream(stream.getvalue())


def identity_font(pdf: Pdf) -> Any:
    simple = pdf.pages[0].obj.Resources.Font[font_name(pdf).decode()]
    kid = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Two"), DW=500,
        FontDescriptor=simple.FontDescriptor, CIDToGIDMap=Name.Identity,
    )  # fmt: skip
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Two"),
        Encoding=Name("/Identity-H"), DescendantFonts=Array([kid]),
    )  # fmt: skip


def type3(pdf: Pdf) -> Any:
    return Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 1000, 1000],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=97, LastChar=97, Widths=[600],
        Encoding=Dictionary(Differences=Array([97, Name.a])),
        CharProcs=Dictionary(a=pdf.make_stream(b"600 0 0 0 600 700 d1 0 0 600 700 re f")),
        Resources=Dictionary(),
    )  # fmt: skip


def multiple_master(pdf: Pdf, font: Any) -> None:  # noqa: ARG001
    font.Subtype = Name.MMType1


def fat_font(pdf: Pdf, font: Any) -> None:
    font.BaseFont = Name("/Whole")
    data = font.FontDescriptor.FontFile2.read_bytes() + b"\0" * 1_100_000
    font.FontDescriptor.FontFile2 = pdf.make_stream(data)


def figure(pdf: Pdf) -> None:
    tagged(pdf)
    pdf.Root.StructTreeRoot.K = pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Figure, P=pdf.Root.StructTreeRoot)
    )


def tagged(pdf: Pdf) -> None:
    pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    pdf.Root.Lang = "en"
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def headings(pdf: Pdf) -> None:
    tagged(pdf)
    tree = pdf.Root.StructTreeRoot
    tree.K = Array(
        pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(role), P=tree))
        for role in ("/H1", "/H2", "/P", "/H1", "/H3")
    )


def ink_heavy(pdf: Pdf) -> None:
    made = image(pdf, 300, b"\xe0\xe0\xe0\xe0")
    draw(pdf, b"72 0 0 72 100 300 cm /Im9 Do", XObject={"/Im9": made})


def overprinted(pdf: Pdf) -> None:
    states = {"/Over": Dictionary(OP=True, OPM=1)}
    ground, black = b"0.8 0.8 0.7 0 k " + FILL, b" /Over gs 0 0 0 1 k 110 310 20 20 re f"
    draw(pdf, ground + black, ExtGState=states)


def boxed(**boxes: tuple[float, ...]) -> Change:
    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            for name, box in boxes.items():
                page.obj["/" + name] = Array(box)

    return change


def no_intent(pdf: Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root["/Metadata"]
    pdf.docinfo["/GTS_PDFXVersion"] = "PDF/X-4"


def no_title(pdf: Pdf) -> None:
    xmp("Programme", "")(pdf)
    del pdf.docinfo["/Title"]


def no_trapped(pdf: Pdf) -> None:
    xmp("<pdf:Trapped>False</pdf:Trapped>", "")(pdf)
    del pdf.docinfo["/Trapped"]


def no_dates(pdf: Pdf) -> None:
    for name in ("/CreationDate", "/ModDate"):
        del pdf.docinfo[name]


def profile_of(icc: bytes, channels: int) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.Root.OutputIntents = Array([intent(pdf, icc, channels)])

    return change


def twice(pdf: Pdf) -> None:
    pdf.Root.OutputIntents = Array([intent(pdf), intent(pdf)])


def bare_intent(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents[0]["/DestOutputProfile"]


def smaller(box: tuple[float, ...], by: float) -> tuple[float, ...]:
    return (box[0] + by, box[1] + by, box[2] - by, box[3] - by)


def locked(user: str) -> dict[str, Any]:
    encryption = pikepdf.Encryption(owner="x", user=user)
    return {"encryption": encryption, "deterministic_id": False, "force_version": ""}


SCREEN = {"profile": named("screen")}
RGB_ICC = ICC.replace(b"CMYK", b"RGB ").replace(b"prtr", b"mntr")

# structure
breaks("structure/no-pages", lambda pdf: pdf.pages.__delitem__(slice(0, 2)))
breaks("structure/missing-resource", marks(b"/Nothing Do"))
breaks("structure/unknown-operator", marks(b"12 frobnicate"))
breaks("structure/unbalanced-state", marks(b"q q"))
breaks("structure/nested-too-deep", self_showing)
breaks("structure/content-damaged", marks(b"(x) (y) w"))
breaks("structure/postscript", form(Subtype=Name.PS))
breaks("structure/external-content", form(Ref=Dictionary(F="other.pdf", Page=0)))
# boxes and bleed
breaks("boxes/no-trim", without("/TrimBox"), also={"claim/pdfx-false"})
breaks("boxes/trim-and-art", boxed(ArtBox=TRIM))
breaks("boxes/empty", boxed(ArtBox=(10, 10, 10, 10)), also={"boxes/trim-and-art"})
breaks("boxes/trim-outside-bleed", boxed(TrimBox=MEDIA), also={"bleed/missing"})
breaks("boxes/bleed-outside-media", boxed(MediaBox=(9, 9, MEDIA[2], MEDIA[3])))
breaks("boxes/crop-cuts-bleed", boxed(CropBox=TRIM))
breaks("bleed/missing", boxed(BleedBox=TRIM))
breaks("bleed/too-small", boxed(BleedBox=smaller(BLEED, 4)))
breaks("bleed/not-covered", marks(b"0.3 0 0 0 k %f 100 30 60 re f" % TRIM[0]))
breaks("safety/text", written(BLACK, x=TRIM[0] + 2))
breaks("safety/frame", marks(b"0 0 0 1 K 1 w %f %f %f %f re S" % (20, 20, 291.6, 380)))
# fonts and glyphs
breaks("font/not-embedded", fonts(unembed), also={"claim/pdfx-false"})
breaks("font/type3", own_font(b"(aaa)", type3))
breaks("font/multiple-master", fonts(multiple_master))
breaks("font/damaged", fonts(damage_font))
breaks("font/restricted", fonts(restrict))
breaks("font/not-subset", fonts(fat_font))
breaks("font/no-unicode", own_font(b"<0001>", identity_font), setup=tagged, **SCREEN)
breaks("glyph/notdef", own_font(b"<00000001>", identity_font))
breaks("glyph/outside-font", own_font(b"<ff000001>", identity_font))
# images
breaks("image/low-resolution", picture(80))
breaks("image/soft", picture(200))
breaks(
    "image/line-art-coarse", raw(b"\0" * 13 * 100, 100, 100, Name.DeviceGray, BitsPerComponent=1)
)
breaks("image/excessive-resolution", picture(1300))
breaks("image/distorted", picture(300, b"72 0 0 60 100 300"))
breaks("image/rgb", raw(b"\x40" * 270_000, 300, 300, Name.DeviceRGB))
breaks("image/lab", raw(b"\x40" * 270_000, 300, 300,
       Array([Name.Lab, Dictionary(WhitePoint=[0.96, 1, 0.82])])))  # fmt: skip
breaks("image/16-bit", raw(b"\x40" * 180_000, 300, 300, Name.DeviceGray, BitsPerComponent=16))
breaks("image/opi", picture(OPI=Dictionary()))
breaks("image/alternates", picture(Alternates=Array([Dictionary()])))
breaks("image/too-many-pixels", raw(b"\xff" * 31_000 * 20, 31_000, 20, Name.DeviceGray),
       also={"image/low-resolution"})  # fmt: skip
breaks("image/damaged", raw(b"\x40" * 100, 300, 300, Name.DeviceCMYK))
# colour, ink, spots
breaks("colour/rgb", marks(b"0.2 0.4 0.6 rg " + FILL))
breaks(
    "colour/rgb-gradient",
    marks(b"100 300 40 40 re W n /Sh1 sh", Shading=lambda _: shading(Name.DeviceRGB, 3)),
)
breaks(
    "colour/calibrated",
    marks(
        b"/C1 cs 0.5 sc " + FILL,
        ColorSpace={"/C1": Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])])},
    ),
)
breaks(
    "colour/lab",
    marks(
        b"/C1 cs 50 20 20 sc " + FILL,
        ColorSpace={"/C1": Array([Name.Lab, Dictionary(WhitePoint=[0.95, 1, 1.09])])},
    ),
)
breaks(
    "colour/icc-cmyk",
    marks(
        b"/C1 cs 0 0 0 1 sc " + FILL,
        ColorSpace=lambda pdf: {"/C1": Array([Name.ICCBased, pdf.make_stream(ICC, N=4)])},
    ),
)
breaks(
    "colour/default-space",
    marks(
        b"",
        ColorSpace={"/DefaultGray": Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])])},
    ),
)
breaks("colour/registration", spots(("All", Name.DeviceCMYK, 4)))
breaks("ink/over-limit", marks(b"0.9 0.9 0.9 0.9 k " + FILL))
breaks("ink/image-over-limit", ink_heavy)
breaks("ink/overlap-over-limit", overprinted)
breaks("spot/unexpected", spots(("Gold", Name.DeviceCMYK, 4)))
breaks("spot/unused", unchanged, profile=Profile(spots=("Gold",)))
breaks("spot/similar-names", spots(("Gold 1", Name.DeviceCMYK, 4), ("GOLD-1", Name.DeviceCMYK, 4)),
       profile=Profile(spots=None))  # fmt: skip
breaks("spot/rgb-alternate", spots(("Gold", Name.DeviceRGB, 3)), profile=Profile(spots=None))


def two_golds(pdf: Pdf) -> None:
    for page, alternate in ((0, Name.DeviceCMYK), (1, Name.DeviceGray)):
        count = 4 if page == 0 else 1
        spaces = {
            "/S0": Array(
                [
                    Name.Separation,
                    Name.Gold,
                    alternate,
                    Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0] * count, C1=[1] * count),
                ]
            )
        }
        draw(pdf, b"/S0 cs 1 scn " + FILL, page, ColorSpace=spaces)


breaks("spot/alternates-differ", two_golds, profile=Profile(spots=None))
# text and lines
breaks("text/rich-black", written(b"0.4 0.3 0 1 k"))
breaks("text/multi-ink-tiny", written(b"0.4 0.3 0.5 0 k", size=7))
breaks("text/reversed-tiny", written(b"0 0 0 0 k", size=6))
breaks("text/too-small", written(BLACK, size=4))
breaks("text/screened-tiny", written(b"0 0 0 0.3 k", size=6))
breaks("text/invisible", written(BLACK + b" 3 Tr"))
breaks("text/faux-bold", written(BLACK + b" 2 Tr 0 0 0 1 K"))
breaks("line/zero-width", marks(b"0 0 0 1 K 0 w 100 300 m 150 300 l S"))
breaks("line/hairline", marks(b"0 0 0 1 K 0.1 w 100 300 m 150 300 l S"))
breaks("line/multi-ink", marks(b"0.5 0.5 0.5 0 K 0.5 w 100 300 m 150 300 l S"))
breaks("line/reversed-thin", marks(b"0 0 0 0 K 0.3 w 100 300 m 150 300 l S"))
# transparency and overprint
breaks("transparency/present", state(BLACK + b" " + FILL, ca=0.5),
       profile=Profile(transparency=False))  # fmt: skip
breaks("transparency/rgb-group", in_rgb_group)
breaks("transparency/rgb-mask", rgb_mask)
breaks("transparency/blend-mode", state(BLACK + b" " + FILL, BM=Name.Luminosity))


def blended_spot(pdf: Pdf) -> None:
    draw(pdf, b"/G1 gs /S0 cs 1 scn " + FILL, ColorSpace={"/S0": spot("Gold")},
         ExtGState={"/G1": Dictionary(BM=Name.Screen)})  # fmt: skip


breaks("transparency/spot-blend", blended_spot, profile=Profile(spots=("Gold",)))
breaks("overprint/white", state(b"0 0 0 0 k " + FILL, op=True, OPM=1))
breaks("overprint/mode", state(b"0 0 0 1 k " + FILL, op=True, OPM=0))
breaks("overprint/light", state(b"0.2 0 0 0 k " + FILL, op=True, OPM=1))
# output intent
breaks("output-intent/missing", no_intent, also={"claim/pdfx-false"})
breaks("output-intent/several", twice)
breaks("output-intent/no-profile", bare_intent)
breaks("output-intent/damaged", profile_of(b"no profile", 4))
breaks("output-intent/not-cmyk", profile_of(RGB_ICC, 3))
breaks("output-intent/components", profile_of(ICC, 3))
breaks("output-intent/other-condition", unchanged, profile=Profile(condition="FOGRA51"))
# metadata and claims
breaks("metadata/no-xmp", no_metadata)
breaks("metadata/xmp-damaged", xmp("</x:xmpmeta>", ""), also={"claim/no-pdfx"})
breaks("metadata/no-title", no_title)
breaks("metadata/differs", xmp("Programme", "Other"))
breaks("metadata/no-trapped", no_trapped)
breaks("metadata/no-dates", no_dates)
breaks("metadata/no-language", lambda pdf: (tagged(pdf), pdf.Root.__delitem__("/Lang")), **SCREEN)
breaks("tags/missing", key("/Lang", "en", None), **SCREEN)
breaks("tags/no-alternative", figure, **SCREEN)
breaks("tags/heading-skipped", headings, **SCREEN)
breaks(
    "tags/title-hidden",
    lambda pdf: (tagged(pdf), pdf.Root.__delitem__("/ViewerPreferences")),
    **SCREEN,
)
breaks("claim/no-pdfx", xmp("PDF/X-4", ""))
breaks("claim/pdfx-unknown", xmp("PDF/X-4", "PDF/X-9"))
breaks("claim/pdfx-false", no_intent, profile=Profile(pdfx_required=False))
breaks("claim/pdfa-false", lambda pdf: (no_intent(pdf), xmp("PDF/X-4</", "</")(pdf), xmp(
    "<pdf:Trapped>", '<pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">2</pdfaid:part><pdf:Trapped>')(pdf)),
    profile=Profile(pdfx_required=False), also={"claim/pdfx-false"})  # fmt: skip
breaks(
    "claim/pdfua-false",
    xmp(
        "<pdf:Trapped>",
        '<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part><pdf:Trapped>',
    ),
)
# annotations, actions, forms, layers, attachments
breaks("annotation/on-page", annotation("Square"))
breaks("annotation/link", annotation("Link"))
breaks("annotation/multimedia", annotation("Movie"))
SCRIPT = Dictionary(S=Name.JavaScript, JS="app.beep()")
breaks("action/javascript", key("/OpenAction", SCRIPT, None))
breaks("action/launch", key("/OpenAction", Dictionary(S=Name.Launch, F="x.exe"), None))
breaks("action/additional", key("/AA", Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))))
FIELD = Dictionary(FT=Name.Tx, T="name")
breaks("form/fields", key("/AcroForm", Dictionary(Fields=Array([FIELD])), None))
breaks("form/xfa", key("/AcroForm", Dictionary(Fields=Array([]), XFA="x"), None))
breaks("form/signed", key("/AcroForm", Dictionary(Fields=Array([]), SigFlags=1), None))
breaks("layer/present", lambda pdf: hidden_layer(pdf, off=False))
breaks("layer/hidden", hidden_layer)
breaks("attachment/embedded", lambda pdf: pdf.attachments.__setitem__("a.txt", b"hello"))
# pages
breaks("pages/mixed-sizes", other_size)
breaks("pages/rotated", turned)
breaks("pages/blank", blank)
breaks("pages/not-multiple", unchanged, profile=Profile(multiple=4))
breaks("pages/user-unit", lambda pdf: [key("/UserUnit", 1.2, page)(pdf) for page in (0, 1)])
breaks("pages/too-large", boxed(MediaBox=(0, 0, 15_000, MEDIA[3])))
# the file
breaks("file/encrypted", unchanged, also={"claim/pdfx-false"},
       save=locked(""))  # fmt: skip
breaks("file/password", unchanged,
       save=locked("y"))  # fmt: skip
breaks("file/version", unchanged, save={"force_version": "2.0"})
breaks("file/empty", unchanged, bytes=lambda _: b"")
breaks("file/not-a-pdf", unchanged, bytes=lambda data: b"PK\3\4" + data[10:100])
breaks("file/damaged", unchanged, bytes=lambda data: data[:200])
breaks(
    "file/repaired",
    unchanged,
    bytes=lambda data: data.replace(b"startxref\n", b"startxref\n9"),
)
breaks(
    "file/trailing-data",
    unchanged,
    bytes=lambda data: data + b"<html>added by a gateway</html>",
)
breaks("metadata/no-id", unchanged, bytes=lambda data: data.replace(b"/ID [", b"/XX ["))

ELSEWHERE = {"file/unreadable", "file/too-large", "preflight/check-crashed"}


@pytest.mark.parametrize("code", BREAKS)
def test_a_broken_file_gives_exactly_its_code(code: str, make: Callable[..., Path]) -> None:
    change, options = BREAKS[code]

    def both(pdf: Pdf) -> None:
        options.get("setup", lambda _: None)(pdf)
        change(pdf)

    path = make(both, **options.get("save", {}))
    if "bytes" in options:
        path.write_bytes(options["bytes"](path.read_bytes()))
    report = preflight(path, options.get("profile", named("press")))
    found = {finding.code for finding in report.findings}
    assert found - options.get("also", set()) == {code}, "\n".join(map(str, report.findings))
    assert all(finding.hint for finding in report.findings)


def test_every_check_is_proven_by_a_broken_file() -> None:
    assert set(CHECKS) - set(BREAKS) == ELSEWHERE
    assert len(CHECKS) >= 60


def test_a_check_that_crashes_is_a_finding_and_the_others_go_on(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    def broken(*_: object) -> Any:
        raise RuntimeError("no such thing")
        yield

    crashing = replace(CHECKS["boxes/no-trim"], body=broken)
    monkeypatch.setitem(CHECKS, "boxes/no-trim", crashing)
    report = preflight(make(marks(b"0 0 1 rg " + FILL)), named("press"))
    assert [f.code for f in report.findings] == ["preflight/check-crashed", "colour/rgb"]
    assert "boxes/no-trim" in report.findings[0].message


def test_the_house_overrides_a_check_with_its_reason(make: Callable[..., Path]) -> None:
    path = make(marks(b"0 0 1 rg " + FILL))
    off = Profile(overrides={"colour/rgb": Override(severity="off", reason="converted later")})
    report = preflight(path, off)
    assert report.findings == ()
    assert [item.waived for item in report.waived] == ["converted later"]
    milder = Profile(overrides={"colour/rgb": Override(severity="warning", reason="proofed")})
    report = preflight(path, milder)
    assert [str(f.severity) for f in report.findings] == ["warning"]
    assert not report.failed()
    assert report.failed(strict=True)


def test_a_finding_knows_where_on_the_page_it_is(make: Callable[..., Path]) -> None:
    report = preflight(make(marks(b"0 0 1 rg " + FILL)), named("press"))
    [item] = report.located
    assert item.finding.place.page == 1
    assert [tuple(box) for box in item.boxes] == [(100, 300, 140, 340)]


def test_marks_outside_the_trim_are_not_judged(make: Callable[..., Path]) -> None:
    path = make(marks(b"1 1 1 1 K 0.1 w 2 2 m 8 2 l S 0 0 1 rg 1 100 4 4 re f"))
    assert preflight(path, named("press")).findings == ()


def patterned(pdf: Pdf, cell: bytes, use: bytes, paint_type: int = 1) -> None:
    """Fill a square of page 1 with a tiling pattern."""
    tile = pdf.make_stream(
        cell, Type=Name.Pattern, PatternType=1, PaintType=paint_type, TilingType=1,
        BBox=[0, 0, 8, 8], XStep=8, YStep=8, Resources=Dictionary(),
    )  # fmt: skip
    under = Array([Name.Pattern, Name.DeviceRGB])
    draw(pdf, use + FILL, Pattern={"/Tile": tile}, ColorSpace={"/Under": under})


@pytest.mark.parametrize(
    ("cell", "use", "paint_type", "expected"),
    [
        (b"0 0 1 rg 0 0 4 4 re f", b"/Pattern cs /Tile scn ", 1, {"colour/rgb"}),
        (b"0 0 1 RG 1 w 0 0 m 4 4 l S", b"/Pattern cs /Tile scn ", 1, {"colour/rgb"}),
        (b"1 1 1 1 k 0 0 4 4 re f", b"/Pattern cs /Tile scn ", 1, {"ink/over-limit"}),
        (b"0 0 0 1 k 0 0 4 4 re f", b"/Pattern cs /Tile scn ", 1, set()),
        (b"0 0 4 4 re f", b"/Under cs 1 0 0 /Tile scn ", 2, {"colour/rgb"}),
    ],
)
def test_the_colours_of_a_pattern_are_judged_where_it_is_seen(
    make: Make, cell: bytes, use: bytes, paint_type: int, expected: set[str]
) -> None:
    report = preflight(make(lambda pdf: patterned(pdf, cell, use, paint_type)), named("press"))
    assert {finding.code for finding in report.findings} == expected
    assert {tuple(box) for item in report.located for box in item.boxes} <= {(100, 300, 140, 340)}


def test_a_technical_plate_need_not_be_ordered(make: Callable[..., Path]) -> None:
    report = preflight(make(spots(("Dieline", Name.DeviceCMYK, 4))), named("press"))
    assert not [finding for finding in report.findings if finding.code == "spot/unexpected"]
