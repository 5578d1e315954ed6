"""Articles laid out apart and joined are the document laid out in one piece."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from printkit.build.pages import laid_out
from printkit.compose.composition import Composition
from printkit.model.finding import Problems
from printkit.typeset.exchange import NotApart
from printkit.typeset.parts import Means, typeset_parts
from printkit.typeset.weasy import Pages, typeset

DAY = date(2024, 9, 25)


def _runs(pages: Pages) -> list[list[tuple[str, tuple[float, ...]]]]:
    """Return the words of each page with their places."""
    found = []
    with pypdfium2.PdfDocument(pages.pdf) as pdf:
        for page in pdf:
            text = page.get_textpage()
            boxes = [text.get_rect(i) for i in range(text.count_rects())]
            found.append(
                [(text.get_text_bounded(*box), tuple(round(x, 2) for x in box)) for box in boxes]
            )
    return found


def _tags(pages: Pages) -> list[str]:
    """Return the structure in reading order: each tag with its parent's."""
    found: list[str] = []

    def walk(element: pikepdf.Object, above: str) -> None:
        if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
            return
        found.append(f"{above}>{element.S}")
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid, str(element.S))

    with pikepdf.open(BytesIO(pages.pdf)) as pdf:
        walk(pdf.Root.StructTreeRoot.K[0], "")
    return found


def _links(pages: Pages) -> list[tuple[int, str, int]]:
    """Return page, words and target page of each link."""
    found = []
    with pikepdf.open(BytesIO(pages.pdf)) as pdf:
        numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages)}
        dests = list(pdf.Root.Names.Dests.Names)
        targets = {
            str(k): numbers[v[0].objgen] for k, v in zip(dests[::2], dests[1::2], strict=True)
        }
        for number, page in enumerate(pdf.pages):
            for note in page.obj.get("/Annots", []):
                assert "/A" not in note
                found.append((number, str(note.Contents), targets[str(note.Dest)]))
    return found


def _bookmarks(pages: Pages) -> list[tuple[str, int, int]]:
    with pypdfium2.PdfDocument(pages.pdf) as pdf:
        return [
            (mark.get_title(), mark.level, mark.get_dest().get_index()) for mark in pdf.get_toc()
        ]


def _same(one: Pages, other: Pages) -> None:
    assert one.count == other.count
    assert one.slots == other.slots
    assert _runs(one) == _runs(other)
    assert _links(one) == _links(other)
    assert _bookmarks(one) == _bookmarks(other)
    assert _tags(one) == _tags(other)
    with pypdfium2.PdfDocument(one.pdf) as a, pypdfium2.PdfDocument(other.pdf) as b:
        for first, second in zip(a, b, strict=True):
            pictures = [page.render(scale=0.5).to_pil() for page in (first, second)]
            assert ImageChops.difference(*pictures).getbbox() is None


STARTS = {
    "any page": "",
    "right pages": ".article { break-before: right; }",
    "left pages": ".article { break-before: verso; }",
}


@pytest.mark.parametrize("css", STARTS.values(), ids=STARTS)
def test_parts_joined_are_the_document_in_one_piece(
    book: Callable[..., Composition], css: str
) -> None:
    composition = book(css)
    assert len(composition.parts) == 6
    _same(laid_out(composition, DAY, Means(2)), typeset(composition, DAY))


def test_the_bytes_do_not_depend_on_the_processes(book: Callable[..., Composition]) -> None:
    composition = book()
    files = {laid_out(composition, DAY, Means(jobs)).pdf for jobs in (1, 2, 3, 9)}
    assert len(files) == 1


def test_each_face_is_in_the_file_once(book: Callable[..., Composition]) -> None:
    pages = laid_out(book(), DAY, Means(1))
    with pikepdf.open(BytesIO(pages.pdf)) as pdf:
        names = [
            str(obj.FontName)
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj
        ]
        pictures = [
            obj
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Stream) and obj.get("/Subtype") == "/Image"
        ]
    assert sorted(names) == sorted(set(names))
    assert len(names) > 2
    assert len(pictures) == 1


@pytest.mark.skipif(not shutil.which("pdffonts"), reason="needs pdffonts")
def test_poppler_reads_the_shared_faces(book: Callable[..., Composition], tmp_path: Path) -> None:
    file = tmp_path / "book.pdf"
    file.write_bytes(laid_out(book(), DAY, Means(1)).pdf)
    done = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    assert not done.stderr
    rows = done.stdout.splitlines()[2:]
    assert all("yes yes yes" in row for row in rows), rows


def test_a_layout_whose_articles_run_on_is_laid_out_in_one_piece(
    book: Callable[..., Composition],
) -> None:
    composition = book(".article { break-before: auto; }")
    with pytest.raises(NotApart):
        typeset_parts(composition, DAY, Means(1))
    _same(laid_out(composition, DAY, Means(2)), typeset(composition, DAY))


@pytest.mark.parametrize("jobs", [1, 2])
def test_problems_of_every_part_are_told(book: Callable[..., Composition], jobs: int) -> None:
    composition = book('.article h1 { background: url("nowhere.png"); }')
    with pytest.raises(Problems) as caught:
        laid_out(composition, DAY, Means(jobs))
    assert {finding.code for finding in caught.value.findings} == {"layout/file"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_elements_nested_too_deep_are_a_problem(
    book: Callable[..., Composition], jobs: int
) -> None:
    composition = book()
    deep = "<article class='article'>" + "<div>" * 3000 + "x" + "</div>" * 3000 + "</article>"
    composition = replace(composition, parts=(*composition.parts, deep))
    with pytest.raises(Problems) as caught:
        laid_out(composition, DAY, Means(jobs))
    assert caught.value.findings[0].code == "layout/too-deep"


def test_each_document_has_an_identifier_of_its_own(book: Callable[..., Composition]) -> None:
    names = set()
    for counts in ((3, 4, 5, 6), (3, 4, 5, 7)):
        with pikepdf.open(BytesIO(laid_out(book(counts=counts), DAY, Means(1)).pdf)) as pdf:
            names |= {bytes(one) for one in pdf.trailer.ID}
    assert len(names) == 2
