"""Boxes of a fixed size that their content runs out of."""

from pathlib import Path

import pytest
from PIL import Image
from slips import pages, slip

from printkit.model.finding import Problems, Severity

BOX = """\
.article h1 { font-size: calc(var(--shrink, 1) * 18pt); line-height: 1.2; height: 44pt; }
"""
LONG = "A title that is rather long for a box that has the height of two lines"


def boxed(folder: Path, title: str, shrink: str = "", style: str = BOX) -> Path:
    """Write a slip whose title stands in a box of a fixed height."""
    slip(folder, "Short.\n")
    layout = folder / "layouts" / "slip"
    layout.joinpath("style.css").write_text(style)
    article = Path(__file__).parents[2] / "layouts" / "base" / "article.html"
    template = article.read_text("utf-8").replace("<h1>", f'<h1 data-fit="title"{shrink}>')
    layout.joinpath("article.html").write_text(template, "utf-8")
    text = folder.joinpath("one.md").read_text().replace("title: One", f"title: {title}")
    folder.joinpath("one.md").write_text(text)
    return folder


def refused(folder: Path):
    with pytest.raises(Problems) as caught:
        pages(folder)
    return caught.value.findings


def test_a_title_that_fits_its_box_is_left_alone(tmp_path):
    assert not pages(boxed(tmp_path, "Short")).findings


def test_a_title_that_is_too_tall_is_named_with_its_line_and_by_how_much(tmp_path):
    [finding] = refused(boxed(tmp_path, LONG))
    assert finding.code == "box/overset"
    assert (Path(finding.place.path).name, finding.place.line) == ("one.md", 2)
    # Three lines of 21.6 pt in 44 pt.
    assert "the title is 7.3 mm too tall for its box, on page 1" in finding.message


def test_a_title_may_shrink_as_little_as_will_do(tmp_path):
    [note] = pages(boxed(tmp_path, LONG, ' data-shrink="60%"')).findings
    assert (note.code, note.severity) == ("box/shrunk", Severity.INFO)
    share = int(note.message.split(" at ")[1].split("%")[0])
    assert 60 < share < 100


def test_a_title_that_is_too_long_at_its_smallest_is_refused(tmp_path):
    [finding] = refused(boxed(tmp_path, LONG * 4, ' data-shrink="60%"'))
    assert finding.code == "box/overset"


def test_a_word_that_is_wider_than_its_box_is_named(tmp_path):
    [finding] = refused(boxed(tmp_path, "Donaudampfschifffahrtsgesellschaft"))
    assert "too wide" in finding.message


def test_a_box_that_would_clip_its_text_is_never_silent(tmp_path):
    style = ".text { height: 24pt; overflow: hidden; }"
    folder = boxed(tmp_path, "Short", style=style)
    folder.joinpath("one.md").write_text("---\ntitle: T\n---\n\n" + "word " * 60)
    [finding] = refused(folder)
    assert (finding.code, finding.place.line) == ("box/overset", 1)
    assert "the text is" in finding.message


def test_what_runs_off_the_page_is_named_with_its_line(tmp_path):
    folder = boxed(tmp_path, "Short", style="figure img { max-height: none; height: 150mm; }")
    Image.new("RGB", (60, 150), "#8a1c2c").save(folder / "tall.png")
    folder.joinpath("one.md").write_text("---\ntitle: T\n---\n\nFirst.\n\n![Tall](tall.png)\n")
    [finding] = refused(folder)
    assert (finding.code, finding.place.line) == ("box/off-page", 7)
