"""The sum of inks where marks overlap, against the plates that Ghostscript makes."""

import io
import random
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageChops

from conftest import MM, TRIM, draw, font_name, image
from printkit.model.measure import Box
from printkit.preflight.document import Facts
from printkit.preflight.ink import PPI, Laid, heavy, may_exceed
from printkit.preflight.plates import plates
from printkit.preflight.profile import named
from printkit.preflight.run import preflight
from printkit.preflight.stretches import stretches

Make = Callable[..., Path]
CODE = "ink/overlap-over-limit"
GROUND = "0.9 0.8 0.7 0.1 k 100 200 150 100 re f "
ABOVE = "120 220 60 50 re f "
STATES = {
    "/Over": Dictionary(OP=True, OPM=1),
    "/Over0": Dictionary(OP=True, OPM=0),
    "/Mul": Dictionary(BM=Name.Multiply),
    "/Half": Dictionary(ca=0.5),
}
EXCEEDING = {
    "black overprints": GROUND + "/Over gs 0 0 0 1 k " + ABOVE,
    "a spot colour overprints": GROUND + "/Over gs /Sp cs 0.9 scn " + ABOVE,
    "grey multiplied": GROUND + "/Mul gs 0.1 g " + ABOVE,
    "colour multiplied": "0.9 0.6 0.2 0 k 100 200 150 100 re f /Mul gs 0.5 0.9 0.9 0.5 k " + ABOVE,
    "on a picture": "q 150 0 0 100 100 200 cm /Dark Do Q /Over gs 0 0 0 1 k " + ABOVE,
    "on a gradient": "q 100 200 150 100 re W n /Sh sh Q /Over gs 0 0 0 1 k 100 220 150 50 re f ",
    "large text": GROUND + "/Over gs 0 0 0 1 k BT FONT 60 Tf 105 220 Td (Ink) Tj ET ",
    "in a form": GROUND + "/Over gs 0 0 0 1 k /Form Do ",
    "a stroke": GROUND + "/Over gs 0 0 0 1 K 20 w 110 250 m 240 250 l S ",
}
HARMLESS = {
    "in a pattern": GROUND + "/Over gs /Pattern cs /Tile scn " + ABOVE,
    "black knocks out": GROUND + "0 0 0 1 k " + ABOVE,
    "overprint in mode 0": GROUND + "/Over0 gs 0 0 0 1 k " + ABOVE,
    "half transparent": GROUND + "/Half gs 0 0 0 1 k " + ABOVE,
    "beside it": GROUND + "/Over gs 0 0 0 1 k 260 200 20 20 re f ",
    "a speck": GROUND + "/Over gs 0 0 0 1 k 120 220 2 2 re f ",
    "covered by white": GROUND + "q /Over gs 0 0 0 1 k " + ABOVE + "Q 1 g 90 190 170 120 re f ",
    "clipped away": GROUND + "0 0 1 1 re W n /Over gs 0 0 0 1 k " + ABOVE,
    "a white form": GROUND + "/Over gs 0 0 0 0 k " + ABOVE,
}


@pytest.fixture
def page(make: Make) -> Callable[[str], Path]:
    """Return a function that makes a press file of one page of that content."""

    def build(content: str) -> Path:
        def change(pdf: Pdf) -> None:
            del pdf.pages[1]
            ramp = Dictionary(
                FunctionType=2, N=1, Domain=[0, 1], C0=[0.3, 0.3, 0.3, 0], C1=[1, 1, 1, 0]
            )
            shading = Dictionary(
                ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=[100, 0, 250, 0], Function=ramp
            )
            tint = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0] * 4, C1=[0, 1, 1, 0])
            spot = Array([Name.Separation, Name("/Spot Red"), Name.DeviceCMYK, tint])
            form = pdf.make_stream(
                ABOVE.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 500]
            )
            tile = pdf.make_stream(
                b"0 0 0 1 k 0 0 40 40 re f", Type=Name.Pattern, PatternType=1, PaintType=1,
                TilingType=1, BBox=[0, 0, 40, 40], XStep=40, YStep=40, Resources=Dictionary(),
            )  # fmt: skip
            name = font_name(pdf).decode()
            draw(
                pdf, content.replace("FONT", name).encode(), ExtGState=STATES,
                XObject={"/Dark": image(pdf, 300, b"\xe6\xcc\xb3\x20"), "/Form": form},
                Shading={"/Sh": shading}, ColorSpace={"/Sp": spot}, Pattern={"/Tile": tile},
            )  # fmt: skip

        return make(change)

    return build


def ours(path: Path) -> tuple[float, Box | None]:
    """Area over 300 % in square millimetres, and the box around it."""
    with pikepdf.open(path) as pdf:
        facts = Facts(path, pdf, named("press"))
        found = heavy(facts.pages[0], facts.samples, 300)
    if not found:
        return 0.0, None
    sides = [*zip(*(one.box for one in found), strict=True)]
    around = Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
    return sum(one.area for one in found), around


def ghostscripts(path: Path, folder: Path) -> tuple[float, tuple[int, int, int, int] | None]:
    """The same from the plates of Ghostscript: area, and pixels at ``PPI``."""
    gs = shutil.which("gs")
    if gs is None:
        pytest.skip("Ghostscript is not installed")
    subprocess.run(
        [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-dUseTrimBox",
         "-dGraphicsAlphaBits=4", "-dTextAlphaBits=4",
         f"-r{PPI}", f"-sOutputFile={folder}/gs%d.tif", path],
        check=True,
    )  # fmt: skip
    found = [ImageChops.invert(Image.open(file)) for file in sorted(folder.glob("gs1(*).tif"))]
    quarters = [plate.convert("L").point(lambda v: round(v / 5)) for plate in found]
    total = quarters[0]
    for plate in quarters[1:]:
        total = ImageChops.add(total, plate)
    over = total.point(lambda v: 255 * (v > 302 * 2.55 / 5))
    return over.histogram()[255] * (25.4 / PPI) ** 2, over.getbbox()


@pytest.mark.parametrize("case", EXCEEDING)
def test_area_and_place_are_those_of_ghostscripts_plates(
    page: Callable[[str], Path], tmp_path: Path, case: str
) -> None:
    path = page(EXCEEDING[case])
    area, box = ours(path)
    judged, pixels = ghostscripts(path, tmp_path)
    assert judged > 10
    assert area == pytest.approx(judged, rel=0.05)
    assert pixels is not None and box is not None
    scale, top = 72 / PPI, TRIM[3]
    expected = (pixels[0] * scale + TRIM[0], top - pixels[3] * scale,
                pixels[2] * scale + TRIM[0], top - pixels[1] * scale)  # fmt: skip
    assert tuple(box) == pytest.approx(expected, abs=0.4 * MM)


@pytest.mark.parametrize("case", HARMLESS)
def test_what_does_not_add_up_is_not_reported(
    page: Callable[[str], Path], tmp_path: Path, case: str
) -> None:
    path = page(HARMLESS[case])
    assert CODE not in {finding.code for finding in preflight(path, named("press")).findings}
    assert ghostscripts(path, tmp_path)[0] < 1


def test_the_finding_names_area_most_ink_and_place(page: Callable[[str], Path]) -> None:
    report = preflight(page(EXCEEDING["black overprints"]), named("press"))
    [item] = [item for item in report.located if item.finding.code == CODE]
    assert item.finding.message == "up to 340 % ink, over 300 % on 379 mm2"
    assert item.finding.place.page == 1
    assert tuple(item.boxes[0]) == pytest.approx((120, 220, 180, 270), abs=1)


def test_what_a_page_inherits_is_painted(page: Callable[[str], Path], tmp_path: Path) -> None:
    path = page(EXCEEDING["black overprints"])
    inherits = tmp_path / "inherits.pdf"
    with pikepdf.open(path) as pdf:
        for key in ("/Resources", "/MediaBox"):
            pdf.Root.Pages[key] = pdf.pages[0].obj[key]
            del pdf.pages[0].obj[key]
        pdf.save(inherits)
    assert ours(inherits) == ours(path)
    assert ours(path)[0] > 300


def test_plates_are_ink_by_ink(page: Callable[[str], Path]) -> None:
    content = GROUND + "/Over gs /Sp cs 0.5 scn " + ABOVE
    path = page(content)
    with pikepdf.open(path) as pdf:
        drawn = plates(Facts(path, pdf, named("press")).pages[0], ("Spot Red",), 72)
    at = (round(150 - TRIM[0]), round(TRIM[3] - 240))
    assert [plate.getpixel(at) for plate in drawn] == pytest.approx([230, 204, 179, 26, 128], abs=2)


def squares(draw_one: random.Random) -> str:
    """Some squares in colours of every kind, one over the other, with and without overprint."""

    def tint() -> float:
        return draw_one.choice([0, 0, 0.3, 0.6, 1])

    lines = []
    for _ in range(9):
        x, y = draw_one.randint(0, 14) * 10, draw_one.randint(0, 14) * 10
        state = draw_one.choice(["Over", "Over", "Over0", "Fill", "Plain"])
        colour = draw_one.choice(
            [f"{tint()} {tint()} {tint()} {tint()} k"] * 3
            + [f"{tint()} g", f"/Sp cs {tint()} scn", f"/Bl cs {tint()} scn"]
            + [f"/Dn cs {tint()} {tint()} scn"]
        )
        lines.append(f"/{state} gs {colour} {x} {y} 50 60 re f")
    return "\n".join(lines)


def test_plates_of_random_pages_are_those_of_ghostscript(tmp_path: Path) -> None:
    gs = shutil.which("gs")
    if gs is None:
        pytest.skip("Ghostscript is not installed")
    path, draw_one = tmp_path / "random.pdf", random.Random(5)
    states = STATES | {"/Fill": Dictionary(OP=True, op=False), "/Plain": Dictionary(OP=False)}
    with pikepdf.new() as pdf:
        ramp = Dictionary(FunctionType=2, N=1, Domain=[0, 1], C0=[0] * 4, C1=[0, 0, 0, 1])
        both = pdf.make_stream(
            b"{ pop 0 0 0 }", FunctionType=4, Domain=[0, 1, 0, 1], Range=[0, 1] * 4
        )
        pair = Array([Name.Cyan, Name("/Spot")])
        spaces = {
            "/Sp": Array([Name.Separation, Name("/Spot"), Name.DeviceCMYK, ramp]),
            "/Bl": Array([Name.Separation, Name.Black, Name.DeviceCMYK, ramp]),
            "/Dn": Array([Name.DeviceN, pair, Name.DeviceCMYK, both]),
        }
        for _ in range(12):
            page = pdf.add_blank_page(page_size=(200, 200)).obj
            page.Resources = Dictionary(ExtGState=Dictionary(states), ColorSpace=Dictionary(spaces))
            page.Contents = pdf.make_stream(squares(draw_one).encode())
        pdf.save(path)
    order = [gs, "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=tiffsep", "-r36"]
    subprocess.run([*order, f"-sOutputFile={tmp_path}/gs%d.tif", path], check=True)
    with pikepdf.open(path) as pdf:
        for page in Facts(path, pdf, named("press")).pages:
            names = ["Cyan", "Magenta", "Yellow", "Black", "Spot"]
            spots = ("Spot",) if "Spot" in page.content.spots else ()
            for name, ours in zip(names, plates(page, spots, 36), strict=False):
                theirs = Image.open(tmp_path / f"gs{page.number}({name}).tif").convert("L")
                apart = ImageChops.difference(ImageChops.invert(theirs), ours).getextrema()
                assert apart[1] <= 2, f"page {page.number}, {name}"


@pytest.mark.parametrize("decode", [None, [1, 0] * 4])
@pytest.mark.parametrize("side", [64, 1000])
def test_a_jpeg_is_the_inks_that_ghostscript_prints(
    page: Callable[[str], Path], tmp_path: Path, decode: list[int] | None, side: int
) -> None:
    """PDF does not invert the CMYK of a JPEG, whatever its program meant, unless Decode says so."""
    stored = (200, 230, 220, 30) if decode is None else (55, 25, 35, 225)
    content = "q 150 0 0 100 100 200 cm /Jpeg Do Q /Over gs 0 0 0 1 k " + ABOVE
    path = page(content)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        data = io.BytesIO()
        ImageChops.invert(Image.new("CMYK", (side, side), stored)).save(data, "JPEG", quality=95)
        made = image(pdf, 1)
        made.write(data.getvalue(), filter=Name.DCTDecode)
        made.Width = made.Height = side
        if decode:
            made.Decode = decode
        pdf.pages[0].obj.Resources.XObject["/Jpeg"] = made
        pdf.save()
    area, _ = ours(path)
    assert area == pytest.approx(ghostscripts(path, tmp_path)[0], rel=0.05)
    assert area > 300


BOXES = st.tuples(*[st.integers(0, 8)] * 4).map(
    lambda s: Box(s[0], s[1], s[0] + s[2] + 1, s[1] + s[3] + 1)
)
MARKS = st.builds(
    lambda box, tints, mixes: Laid(
        box, dict(zip("CMYK", tints, strict=True)), 100 * sum(tints), mixes
    ),
    BOXES,
    st.tuples(*[st.sampled_from([0.0, 0.5, 1.0])] * 4),
    st.booleans(),
)


@given(st.lists(MARKS, max_size=5), st.sampled_from([150, 250, 300]))
def test_a_page_that_can_exceed_is_never_passed_over(marks: list[Laid], limit: float) -> None:
    """Paint with overprint on a grid: a sum over the limit that no mark has alone is foreseen."""
    sums: dict[tuple[int, int], dict[str, float]] = {}
    for box, tints, _, mixes in marks:
        for x in range(int(box.x0), int(box.x1)):
            for y in range(int(box.y0), int(box.y1)):
                under = sums.get((x, y), {}) if mixes else {}
                sums[x, y] = {p: t or under.get(p, 0) for p, t in tints.items()}
    worst = max((100 * sum(inks.values()) for inks in sums.values()), default=0)
    if worst > max([limit, *(mark.total for mark in marks)]):
        assert may_exceed(marks, limit)


@given(st.lists(st.lists(st.booleans(), min_size=7, max_size=7), min_size=1, max_size=7))
def test_stretches_are_those_of_a_flood_fill(rows: list[list[bool]]) -> None:
    data = bytes(255 * cell for row in rows for cell in row)
    found = stretches(Image.frombytes("L", (7, len(rows)), data))
    cells = {(x, y) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}
    expected = []
    while cells:
        todo, seen = [cells.pop()], []
        while todo:
            x, y = todo.pop()
            seen.append((x, y))
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in cells:
                    cells.remove(near)
                    todo.append(near)
        xs, ys = zip(*seen, strict=True)
        expected.append((len(seen), (min(xs), min(ys), max(xs) + 1, max(ys) + 1)))
    assert sorted(found) == sorted(expected)
