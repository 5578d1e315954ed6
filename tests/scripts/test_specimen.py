"""The specimen of scripts, built and judged by three renderers that share no code."""

import shutil
import subprocess
import unicodedata
from collections import Counter
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from printkit.build.recipe import Order, build
from printkit.model.target import Target
from printkit.sources.publication import read

SPECIMEN = Path(__file__).parents[2] / "articles" / "specimen"
JUDGES = ("pdftotext", "pdftoppm", "mutool")
pytestmark = [
    pytest.mark.skipif(
        find_spec("pylopdf_fonts_th") is None,
        reason="the faces of printkit[scripts] are not installed",
    ),
    pytest.mark.skipif(not all(map(shutil.which, JUDGES)), reason="a judge is not installed"),
]
DPI, SEEN, APART = 144, 6, 20


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    out = tmp_path_factory.mktemp("specimen")
    built = build(Order(SPECIMEN, out, targets=(Target.SCREEN, Target.PRESS), jobs=2))
    assert not [finding for finding in built.findings if finding.severity == "error"]
    return {(o.product, o.target, o.part): o.path for o in built.outputs if o.path.suffix == ".pdf"}


@pytest.fixture(scope="module")
def booklet(files):
    return files["booklet", Target.SCREEN, ""]


def letters(text):
    """Return how often each letter stands in a text; marks are counted with their letters apart."""
    plain = unicodedata.normalize("NFKD", text)
    return Counter(c for c in plain if unicodedata.category(c)[0] in "LMN")


def poppler(pdf, page):
    return said("pdftotext", "-f", page, "-l", page, pdf, "-").decode()


def mupdf(pdf, page):
    return said("mutool", "draw", "-q", "-F", "txt", "-o", "-", pdf, page).decode()


def pdfium(pdf, page):
    with pypdfium2.PdfDocument(pdf) as document:
        return document[page - 1].get_textpage().get_text_bounded()


def said(*command):
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, check=True).stdout


def pages(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return range(1, len(document) + 1)


def test_it_holds_ten_scripts(booklet):
    whole = "".join(pdfium(booklet, page) for page in pages(booklet))
    names = {unicodedata.name(c, "-").split()[0] for c in whole if c.isalpha()}
    assert names >= {
        "LATIN", "GREEK", "CYRILLIC", "CJK", "HIRAGANA", "HANGUL", "ARABIC", "HEBREW",
        "DEVANAGARI", "THAI",
    }  # fmt: skip


def test_no_letter_of_any_script_is_lost_to_a_reader(booklet):
    publication, _ = read(SPECIMEN)
    for reader in (pdfium, poppler):
        printed = letters("".join(reader(booklet, page) for page in pages(booklet)))
        for article in publication.articles:
            source = article.words.replace("{lang=pl}", "")
            missing = letters(article.head.title + source) - printed
            assert not missing, (reader.__name__, article.id, missing)


def test_readers_agree_on_the_text(booklet):
    for page in pages(booklet):
        assert letters(poppler(booklet, page)) == letters(pdfium(booklet, page))
        # This one knows no text but that of the glyphs, and says where they have none.
        third = mupdf(booklet, page)
        if not any(unicodedata.category(sign) == "Co" or sign == "\ufffd" for sign in third):
            assert letters(third) == letters(pdfium(booklet, page))


# Renderers do not agree on how dark an ink looks on a screen.
@pytest.mark.parametrize(("target", "most"), [(Target.SCREEN, APART), (Target.PRESS, 3 * APART)])
def test_renderers_agree_on_the_picture(files, target, most):
    pdf = files["booklet", target, ""]
    with pypdfium2.PdfDocument(pdf) as document:
        for page in pages(pdf):
            seen = document[page - 1].render(scale=DPI / 72).to_pil().convert("L")
            trim = _trim(document[page - 1], DPI / 72)
            for other in (_by_poppler(pdf, page), _by_mupdf(pdf, page)):
                assert abs(other.width - seen.width) <= 1
                assert _apart(seen.crop(trim), other.crop(trim)) < most, page


def _trim(page, scale):
    """Return the trim in pixels: around it are the printer's marks, in inks no screen agrees on."""
    x, _, _, above = page.get_mediabox()
    left, bottom, right, top = page.get_trimbox()
    return tuple(round(scale * s) for s in (left - x, above - top, right - x, above - bottom))


def _by_poppler(pdf, page):
    return _read(said("pdftoppm", "-q", "-gray", "-r", DPI, "-f", page, "-l", page, pdf))


def _by_mupdf(pdf, page):
    return _read(
        said("mutool", "draw", "-q", "-r", DPI, "-c", "gray", "-F", "pgm", "-o", "-", pdf, page)
    )


def _read(data):
    return Image.open(BytesIO(data)).convert("L")


def _apart(one, other):
    """Return how far two pictures are apart at most, of 255, seen from a little further away.

    Renderers put edges half a pixel from one another, which is not seen; a lost letter is.
    """
    blurred = [picture.filter(ImageFilter.GaussianBlur(SEEN)) for picture in (one, other)]
    return ImageChops.difference(*blurred).getextrema()[1]


def test_a_lost_letter_would_be_seen(booklet):
    whole = _by_poppler(booklet, 3)
    with pypdfium2.PdfDocument(booklet) as document:
        text = document[2].get_textpage()
        left, bottom, right, top = text.get_charbox(text.get_text_range().index("which"))
    holed, scale = whole.copy(), DPI / 72
    corners = (
        left * scale,
        whole.height - top * scale,
        right * scale,
        whole.height - bottom * scale,
    )
    holed.paste(255, tuple(map(round, corners)))
    assert _apart(whole, holed) > APART


def test_faces_of_each_script_are_embedded_and_nothing_is_slanted_by_machine(booklet):
    fonts = said("pdffonts", booklet).decode()
    for family in ("Noto-Serif-SC", "Noto-Serif-TC", "Noto-Serif-JP", "Noto-Serif-KR", "Amiri",
                   "Frank-Ruhl-Libre", "Noto-Serif-Devanagari", "Noto-Serif-Thai"):  # fmt: skip
        assert family in fonts
    italic = [line for line in fonts.splitlines() if "Italic" in line]
    assert italic
    assert all("EBGaramond" in line.replace("-", "") for line in italic)
