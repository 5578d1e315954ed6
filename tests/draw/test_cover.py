import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from printkit.draw.cover import DESIGNS, CoverText, back, front, spread
from printkit.draw.designs.rings import arcs
from printkit.draw.look import Look
from printkit.model.finding import Problems
from printkit.model.measure import MM, PAPERS, Size
from printkit.model.wrap import Wrap, jacket

from . import reading

A5, BLEED = PAPERS["A5"], 3 * MM
TEXT = CoverText(
    title="A Congress Grows Up",
    other_title="一个大会的成长",
    subtitle="Twenty efficient years, told by those who came",
    kicker="Growing with the Congress",
    event=("29th National Congress", "Jinan, 16–20 September 2026"),
    publisher="Society of Placeholder Oncology",
    blurb="Every autumn the halls fill again.\n\nThis booklet collects five accounts.",
    link="https://example.org/2026",
    isbn="978-0-306-40615-7",
    spine="Grows Up",
)
designs = pytest.mark.parametrize("design", sorted(DESIGNS))


def squeezed(text: str) -> str:
    return text.replace(" ", "").replace("\n", "")


@designs
def test_a_front_carries_every_word_and_a_page_of_trim_and_bleed(look: Look, design: str) -> None:
    pdf = front(A5, BLEED, TEXT, look, design, None)
    words = squeezed(reading.text(pdf))
    for text in (TEXT.title, TEXT.other_title, TEXT.subtitle, TEXT.kicker, *TEXT.event):
        assert squeezed(text) in words
    assert squeezed(TEXT.publisher) in words
    assert reading.size(pdf) == pytest.approx(A5.grown(BLEED), abs=0.01)


@designs
def test_a_back_carries_the_blurb_and_both_codes(look: Look, design: str) -> None:
    pdf = back(A5, BLEED, TEXT, look, design)
    found = {code.text for code in zxingcpp.read_barcodes(reading.picture(pdf))}
    assert found == {TEXT.link, "9780306406157"}
    assert squeezed(TEXT.blurb) in squeezed(reading.text(pdf))


@designs
@pytest.mark.parametrize(("spine", "lettered"), [(3 * MM, False), (8 * MM, True)])
def test_a_spread_letters_its_spine_when_it_is_wide_enough(
    look: Look, design: str, spine: float, lettered: bool
) -> None:
    pdf = spread(Wrap(A5, spine), BLEED, replace(TEXT, spine="§ Spine ¶"), look, design, None)
    wide = Size(2 * A5.width + spine, A5.height).grown(BLEED)
    assert reading.size(pdf) == pytest.approx(wide, abs=0.01)
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        assert ("§" in page.get_text_range()) == lettered
        if lettered:
            text = page.get_text_range()
            first, last = (page.get_charbox(text.index(sign)) for sign in "§¶")
            assert wide.width / 2 - spine / 2 <= first[0] <= first[2] <= wide.width / 2 + spine / 2
            assert first[1] > last[3]


@pytest.mark.parametrize("spine", [0, 8.3 * MM])
def test_no_seam_shows_between_back_spine_and_front(look: Look, spine: float) -> None:
    pdf = spread(Wrap(A5, spine), BLEED, replace(TEXT, spine=""), look, "rings", None)
    image = reading.picture(pdf, 100)
    row = {image.getpixel((x, 12)) for x in range(image.width)}
    assert row == {(0xF3, 0xE4, 0xE2)}


JACKET = replace(TEXT, front_flap="§ Why they came. ¶", back_flap="† Who they are. ‡")


@designs
@pytest.mark.parametrize("rtl", [False, True])
def test_a_jacket_has_its_flaps_at_the_fore_edges(look: Look, design: str, rtl: bool) -> None:
    wrap = jacket(A5, 8 * MM, 70 * MM, boards=0, rtl=rtl)
    pdf = spread(wrap, BLEED, JACKET, look, design)
    assert wrap.size == pytest.approx((2 * A5.width + 148 * MM, A5.height))
    assert reading.size(pdf) == pytest.approx(wrap.size.grown(BLEED), abs=0.01)
    starts = dict(zip((kind for kind, _ in wrap.strips), (0, *wrap.creases), strict=False))
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        text = page.get_text_range()
        for signs, kind in (("§¶", "front-flap"), ("†‡", "back-flap")):
            for sign in signs:
                left, _, right, _ = page.get_charbox(text.index(sign))
                assert starts[kind] + 5 * MM < left - BLEED
                assert right - BLEED < starts[kind] + 65 * MM
    assert (starts["front"] < starts["back"]) == rtl


def test_boards_stand_out_and_make_the_spine_thicker() -> None:
    wrap = jacket(A5, 8 * MM, 70 * MM, boards=2.5 * MM, rtl=False)
    assert wrap.spine == pytest.approx(13 * MM)
    assert wrap.size.height == pytest.approx(A5.height + 6 * MM)
    assert wrap.panel.width == pytest.approx(A5.width + 5.5 * MM)


def test_a_bound_cover_is_scored_beside_its_spine() -> None:
    folds = [round(x / MM, 3) for x in Wrap(A5, 8 * MM, hinge=7 * MM).creases]
    assert folds == [148, 156, 141, 163]


def test_the_colour_of_the_front_goes_round_the_fore_edge(look: Look) -> None:
    wrap = jacket(A5, 8 * MM, 70 * MM, boards=0, rtl=False)
    image = reading.picture(spread(wrap, BLEED, JACKET, look, "band"), 72)
    y = image.height // 4
    fold = BLEED + wrap.creases[-1]
    assert image.getpixel((int(fold + 2 * MM), y)) == image.getpixel((int(fold - 2 * MM), y))
    assert image.getpixel((int(fold + 4 * MM), y)) != image.getpixel((int(fold - 2 * MM), y))


@designs
def test_a_text_too_long_for_its_flap_is_refused(look: Look, design: str) -> None:
    wrap = jacket(A5, 8 * MM, 70 * MM, boards=0, rtl=False)
    with pytest.raises(Problems) as caught:
        spread(wrap, BLEED, replace(JACKET, front_flap="Far too long. " * 400), look, design)
    [finding] = caught.value.findings
    assert finding.code == "text/does-not-fit"
    assert "text on the flap" in finding.message


@designs
@pytest.mark.parametrize("paper", ["DL", "A6", "A5", "A4", "half-letter"])
def test_text_stays_inside_the_trim_on_every_paper(look: Look, design: str, paper: str) -> None:
    size = PAPERS[paper]
    with pypdfium2.PdfDocument(front(size, BLEED, TEXT, look, design, None)) as document:
        page = document[0].get_textpage()
        boxes = [page.get_charbox(i) for i in range(page.count_chars())]
    safe = BLEED + 5 * MM
    for left, bottom, right, top in boxes:
        if right > left:
            assert left >= safe
            assert right <= size.width + 2 * BLEED - safe
            assert bottom >= safe
            assert top <= size.height + 2 * BLEED - safe


@designs
def test_only_colours_of_the_palette_are_used(look: Look, design: str) -> None:
    image = reading.picture(front(A5, BLEED, TEXT, look, design, None), 150)
    allowed = {tuple(bytes.fromhex(colour.screen[1:])) for colour in look.palette.values()}
    counts = sorted(image.getcolors(1 << 24) or [], reverse=True)
    # What is left are the softened edges of letters and arcs.
    assert {colour for count, colour in counts if count > 3000} <= allowed


@designs
def test_an_image_reaches_the_cover_at_its_own_resolution(
    look: Look, design: str, tmp_path: Path
) -> None:
    Image.new("RGB", (1200, 800), (10, 200, 90)).save(tmp_path / "x.png")
    pdf = front(A5, BLEED, TEXT, look, design, tmp_path / "x.png")
    with pypdfium2.PdfDocument(pdf) as document:
        images = [
            o for o in document[0].get_objects(max_depth=3) if isinstance(o, pypdfium2.PdfImage)
        ]
        assert [image.get_px_size() for image in images] == [(1200, 800)]
    assert (10, 200, 90) in {c for _, c in reading.picture(pdf, 50).getcolors(1 << 24) or []}


@designs
def test_a_title_alone_is_a_cover(look: Look, design: str) -> None:
    bare = CoverText("Care")
    assert squeezed(reading.text(front(PAPERS["A6"], 0, bare, look, design, None))) == "Care"
    assert reading.text(back(PAPERS["A6"], 0, bare, look, design)) == ""


@designs
def test_a_title_of_600_characters_is_refused(look: Look, design: str) -> None:
    with pytest.raises(Problems, match="too high") as error:
        front(A5, BLEED, replace(TEXT, title="Perspectives on cancer care " * 22), look, design)
    assert [finding.code for finding in error.value.findings] == ["text/does-not-fit"]


def test_fonts_are_embedded_under_names_of_their_own(look: Look, tmp_path: Path) -> None:
    found = reading.fonts(spread(Wrap(A5, 8 * MM), BLEED, TEXT, look, "band", None), tmp_path)
    names = [name.split("+")[1] for name, _ in found]
    assert {embedded for _, embedded in found} == {"yes"}
    assert len(names) == len(set(names))
    assert {"SourceSans3-400", "SourceSans3-700", "NotoSansSC-400"} <= set(names)


def test_rings_follow_from_the_title() -> None:
    assert list(arcs("Care")) == list(arcs("Care"))
    assert list(arcs("Care")) != list(arcs("Cure"))


@designs
def test_drawing_twice_gives_the_same_bytes(look: Look, design: str) -> None:
    first = spread(Wrap(A5, 8 * MM), BLEED, TEXT, look, design, None)
    front(A5, BLEED, replace(TEXT, title="fjord Thfi office efficacy"), look, design, None)
    assert spread(Wrap(A5, 8 * MM), BLEED, TEXT, look, design, None) == first


def test_another_process_gives_the_same_bytes(look: Look) -> None:
    program = (
        "import hashlib, sys; from pathlib import Path; from printkit.draw.cover import *;"
        "from printkit.draw.look import Look; from printkit.model.face import Face;"
        "from printkit.model.palette import Colour; from printkit.model.measure import PAPERS;"
        f"look = {look!r}".replace("PosixPath", "Path")
        + ";"
        "pdf = front(PAPERS['A5'], 9, CoverText('Office'), look, 'rings');"
        "print(hashlib.sha256(pdf).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", program], env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(hashes) == 1


def test_an_unknown_design_is_answered_with_the_nearest(look: Look) -> None:
    with pytest.raises(Problems, match="did you mean rings"):
        front(A5, BLEED, TEXT, look, "ring", None)


def test_a_back_too_narrow_for_its_codes_says_so(look: Look) -> None:
    with pytest.raises(Problems, match="bar codes need"):
        back(PAPERS["A7"], BLEED, TEXT, look, "plain")
