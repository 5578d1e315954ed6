"""Lines of Chinese read back from the pages: edges, gaps, marks, breaks."""

import shutil
import subprocess
from itertools import pairwise

import pypdfium2
import pytest

from printkit.build.recipe import Order, build
from printkit.model.target import Target

TEXT = (
    "从同传间望出去，2024年CSCO大会只露出背影：一排排后脑勺，尽头是一张被灯光照亮的脸。英文把患者"
    "放在“中心”，像地图上的一个点；中文说“患者至上”，讲的是次序。（《译者手记》，第3页。）台上的"
    "讲者说：“剂量的事，我们当初错了。”我只有1秒钟来决定……这个“我们”是他的课题组——还是整个会场？"
)
NOT_FIRST = "，。、；：！？）》」』”’…—"
NOT_LAST = "（《「『“‘"


def publication(make, body, language="zh-Hans", measure="84mm", head=""):
    outer = 148 - 20 - float(measure[:-2])
    return make(**{
        "publication.yaml": f"""\
title: Lines
language: {language}
date: 2026-01-01
articles: [one.md]
products:
  booklet:
    layout: classic-a5
    options: {{contents: false, colophon: false, dropcap: false, end_sign: ""}}
    binding: none
    grid: {{margins: {{top: 20mm, bottom: 20mm, inner: 20mm, outer: {outer}mm}}}}
""",
        "one.md": f"---\ntitle: One\n{head}---\n\n{body}\n",
        "two.md": None,
    })  # fmt: skip


def pages(folder, out):
    built = build(Order(folder, out, targets=(Target.SCREEN,), jobs=1))
    return next(output.path for output in built.outputs)


def lines(pdf):
    """Return the characters of each line of the text with the left and right of their ink."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        found = []
        for index in range(page.count_chars()):
            sign = page.get_text_range(index, 1)
            left, bottom, right, _ = page.get_charbox(index)
            base = page.get_charbox(index, loose=True)[1]
            if sign.strip():
                found.append((sign, left, right, bottom, base))
    rows = []
    for one in found:
        if not rows or abs(rows[-1][-1][4] - one[4]) > 6:
            rows.append([])
        rows[-1].append(one)
    return rows[1:-1]  # without the title and the folio


@pytest.mark.parametrize("measure", ["70mm", "77mm", "84mm", "91mm", "98.5mm"])
def test_no_line_begins_or_ends_with_a_mark_that_must_not(make, tmp_path, measure):
    rows = lines(pages(publication(make, TEXT * 2, measure=measure), tmp_path / "out"))
    assert len(rows) > 8
    assert "".join(c for row in rows for c, *_ in row).replace("-", "") == TEXT * 2
    for row in rows:
        assert row[0][0] not in NOT_FIRST
        assert row[-1][0] not in NOT_LAST


def test_lines_are_flush_at_both_edges_and_evenly_spaced(make, tmp_path):
    rows = lines(pages(publication(make, TEXT * 2), tmp_path / "out"))
    size = 10.4
    for row in rows[1:-1]:
        assert row[0][1] == pytest.approx(20 * 72 / 25.4, abs=0.22 * size)
        assert row[-1][2] == pytest.approx(104 * 72 / 25.4, abs=0.22 * size)
    # Characters of a line stand at equal distances, but for marks and gaps.
    for row in rows[1:-1]:
        steps = [
            (b[1] + b[2] - a[1] - a[2]) / 2
            for a, b in pairwise(row) if a[0] in "的一是患者会" or b[0] in "的一是患者会"
            if "\u4e00" <= a[0] <= "\u9fff" and "\u4e00" <= b[0] <= "\u9fff"
        ]  # fmt: skip
        assert all(0.9 * size < step < 1.25 * size for step in steps)


def said(*command):
    return subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=True
    ).stdout


def gap_between(rows, first, second):
    return next(
        b[1] - a[2] for row in rows for a, b in pairwise(row) if (a[0], b[0]) == (first, second)
    )


def test_a_quarter_of_an_em_stands_between_han_and_latin_and_is_not_copied(
    make, tmp_path, monkeypatch
):
    body = "去会C会，会中C，C会"
    pdf = pages(publication(make, body), tmp_path / "out")
    monkeypatch.setattr("printkit.compose.runs._gaps", lambda *_: "")
    bare = lines(pages(publication(make, body), tmp_path / "bare"))
    for pair in ("会C", "C会", "中C"):
        widened = gap_between(lines(pdf), *pair) - gap_between(bare, *pair)
        assert widened == pytest.approx(10.4 / 4, abs=0.05)
    for pair in ("C，", "，C"):
        assert gap_between(lines(pdf), *pair) == pytest.approx(gap_between(bare, *pair), abs=0.05)
    assert body in written(pdf)


def written(pdf):
    """Return the characters of the file, without the spaces that a reader makes of gaps."""
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    return "".join(
        page.get_text_range(index, 1) for index in range(page.count_chars())
        if not pypdfium2.raw.FPDFText_IsGenerated(page, index)
    )  # fmt: skip


def test_marks_side_by_side_take_a_square_together(make, tmp_path):
    rows = lines(pages(publication(make, "他说：“是的。”（笑）他"), tmp_path / "out"))
    [row] = rows
    width = row[-1][1] - row[0][1]
    # Eleven squares less three halves, from the first character to the last.
    assert width == pytest.approx((11 - 1.5) * 10.4, abs=0.2)


def test_stress_is_a_dot_below_and_never_a_slant(make, tmp_path):
    pdf = pages(publication(make, "这是*小小*的胆量"), tmp_path / "out")
    fonts = said("pdffonts", pdf)
    assert "Italic" not in fonts
    assert "Sans-SC" not in fonts
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=8).to_pil().convert("L")
    [row] = lines(pdf)
    height = bitmap.height / 8
    for sign, left, right, _, base in row:
        centre = (left + right) / 2
        box = [centre - 1.2, height - base - 0.2, centre + 1.2, height - base + 1.9]
        inked = min(bitmap.crop([round(8 * x) for x in box]).tobytes()) < 128
        assert inked == (sign == "小"), sign


def test_strong_chinese_is_a_real_bold_face(make, tmp_path):
    pdf = pages(publication(make, "这是**胆量**"), tmp_path / "out")
    assert "Noto-Sans-SC-Bold" in said("pdffonts", pdf)


if not shutil.which("mutool"):
    pytest.skip("mutool, pdffonts are not installed", allow_module_level=True)
