"""Readings above Han characters: the source syntax, and where they come to stand."""

import pypdfium2
import pytest

from printkit.build.recipe import Order, build
from printkit.compose.ruby import set_ruby
from printkit.model.target import Target
from printkit.sources.markdown import html
from printkit.sources.reading import Context

RUBY = "<ruby>{}</ruby>".format


def made(text, language="ja"):
    return html(text, Context("a.md", language, "me"))[0]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("{漢字|かんじ}", RUBY("漢字<rt>かんじ</rt>")),
        ("{漢字|かん|じ}", RUBY("漢<rt>かん</rt>字<rt>じ</rt>")),
        ("去{北京|běi jīng}。", "去" + RUBY("北<rt>běi</rt>京<rt>jīng</rt>") + "。"),
        ("**{漢|かん}**", f"<strong>{RUBY('漢<rt>かん</rt>')}</strong>"),
        ("<ruby>漢<rt>かん</rt></ruby>", RUBY("漢<rt>かん</rt>")),
        ("{a|b} `{漢|かん}` {漢}", "{a|b} <code>{漢|かん}</code> {漢}"),
    ],
)
def test_readings_are_written_in_braces_or_as_html(text, marked):
    assert made(text) == f"<p>{marked}</p>\n"


def test_a_box_is_as_wide_as_the_wider_of_base_and_reading():
    wide = set_ruby(RUBY("装<rt>zhuāng</rt>"), lambda text: 1.0 if text == "装" else 3.0)
    assert 'class="ruby" style="width:1.600em"' in wide
    assert '<span class="rb">装</span><span class="rt latin">zhuāng</span>' in wide
    narrow = set_ruby(RUBY("患者<rt>かん</rt>"), lambda text: float(len(text)))
    assert "width:2.000em" in narrow


def test_readings_stand_above_their_base_which_stays_in_its_line(make, tmp_path):
    text = "我们去{北京|běi jīng}，然后到{装备|zhuāng bèi}很好的医院。" * 4
    folder = make(**{
        "publication.yaml": "title: R\nlanguage: zh-Hans\ndate: 2026-01-01\narticles: [one.md]\n"
        "products: {b: {layout: classic-a5, options: {contents: false, colophon: false, "
        "dropcap: false}}}\n",
        "one.md": f"---\ntitle: 拼音\n---\n\n{text}\n",
        "two.md": None,
    })  # fmt: skip
    built = build(Order(folder, tmp_path / "out", targets=(Target.SCREEN,), jobs=1))
    with pypdfium2.PdfDocument(built.outputs[0].path) as pdf:
        page = pdf[0].get_textpage()
        signs = [
            (page.get_text_range(i, 1), page.get_charbox(i), page.get_charbox(i, loose=True))
            for i in range(page.count_chars())
        ]
    # The file has each reading right after its base.
    assert "北běi京jīng" in "".join(sign for sign, *_ in signs if sign.strip())
    bases = [box for sign, box, _ in signs if sign == "北"]
    readings = [box for sign, box, _ in signs if sign == "ě"]
    assert len(bases) == len(readings) == 4
    for base, reading in zip(bases, readings, strict=True):
        assert reading[1] > base[3]
        assert reading[1] - base[3] < 4
        assert base[0] - 2 < reading[0] < base[2]
    lines = {round(loose[1], 1) for sign, _, loose in signs if sign in "我北装医"}
    assert 2 <= len(lines) <= 4
    # No reading touches its neighbour.
    g, next_b = (
        next(box for sign, box, _ in signs if sign == wanted and box[3] - box[1] < 6)
        for wanted in ("g", "è")
    )
    assert next_b[0] > g[2]
