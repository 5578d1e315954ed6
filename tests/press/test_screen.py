"""Files for the screen: read aloud, kept for ever, and no more claimed than is so."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import verapdf
from PIL import Image

from printkit.build.inspect import inspect
from printkit.build.order import Order
from printkit.build.recipe import Built, build
from printkit.model.target import Target
from printkit.preflight.profile import PROFILES

needs_verapdf = pytest.mark.skipif(
    bool(verapdf.missing), reason=f"needs {', '.join(verapdf.missing)}"
)
Build = Callable[..., Built]


@pytest.fixture
def built(make: Callable[..., Path], tmp_path: Path) -> Build:
    def make_one(product: str, **files: str | bytes) -> Built:
        head = (make() / "publication.yaml").read_text("utf-8").split("products:")[0]
        folder = make(**{"publication.yaml": f"{head}products:\n  one: {product}\n"}, **files)
        return build(Order(folder, tmp_path / "out", targets=(Target.SCREEN,)))

    return make_one


def _pdf(made: Built) -> bytes:
    (output,) = made.outputs
    return output.pdf


def _claims(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as read:
        text = read.Root.Metadata.read_bytes().decode()
    return {name for name in ("pdfuaid:part>1<", "pdfaid:part>2<") if name in text}


PRODUCTS = {
    "booklet with its cover": "{layout: classic-a5, cover: {design: rings}}",
    "book with a cover around it": "{layout: classic-a5, binding: perfect, cover: {}}",
    "insert with a signature": "{layout: insert, articles: [one]}",
}
OTHERS = (
    "abstract-book", "badge", "certificate", "handout-a4", "journal", "modern-a5", "modernist",
    "newsletter", "poster", "table-tent",
)  # fmt: skip


@needs_verapdf
@pytest.mark.parametrize("product", PRODUCTS.values(), ids=PRODUCTS)
def test_verapdf_finds_a_screen_file_accessible(built: Build, product: str) -> None:
    made = built(product)
    assert _claims(_pdf(made)) == {"pdfuaid:part>1<"}
    assert verapdf.broken(_pdf(made), "PDF/UA-1") == []
    assert not inspect(made.outputs[0], PROFILES["screen"])


@needs_verapdf
@pytest.mark.slow
@pytest.mark.parametrize("layout", OTHERS)
def test_every_layout_is_accessible(built: Build, layout: str) -> None:
    made = built(f"{{layout: {layout}}}")
    assert _claims(_pdf(made)) == {"pdfuaid:part>1<"}
    assert verapdf.broken(_pdf(made), "PDF/UA-1") == []


@needs_verapdf
@pytest.mark.parametrize("product", PRODUCTS.values(), ids=PRODUCTS)
def test_verapdf_finds_an_archive_file_archival_and_accessible(built: Build, product: str) -> None:
    pdf = _pdf(built(product.removesuffix("}") + ", archive: true}"))
    assert _claims(pdf) == {"pdfuaid:part>1<", "pdfaid:part>2<"}
    assert verapdf.broken(pdf, "PDF/A-2b") == []
    assert verapdf.broken(pdf, "PDF/UA-1") == []


def test_a_picture_without_words_takes_the_claim_away(built: Build) -> None:
    one = "---\ntitle: One\n---\n\nText.\n\n![](square.png)\n"
    made = built("{layout: insert, articles: [one]}", **{"one.md": one})
    assert {f.code for f in made.findings} >= {"image/no-alt", "screen/not-accessible"}
    assert _claims(_pdf(made)) == set()


def test_a_picture_in_inks_takes_the_archive_claim_away(built: Build) -> None:
    file = BytesIO()
    Image.new("CMYK", (300, 300), (0, 200, 200, 0)).save(file, "JPEG")
    one = "---\ntitle: One\n---\n\nText.\n\n![A red square](red.jpg)\n"
    made = built("{layout: insert, articles: [one], archive: true}",
                 **{"one.md": one, "red.jpg": file.getvalue()})  # fmt: skip
    assert [f.code for f in made.findings] == ["screen/not-archival"]
    assert _claims(_pdf(made)) == {"pdfuaid:part>1<"}


def test_a_skipped_heading_is_tagged_one_level_down(built: Build) -> None:
    one = "---\ntitle: One\n---\n\n#### Deep\n\nText.\n\n## Next\n\nText.\n"
    pdf = _pdf(built("{layout: insert, articles: [one]}", **{"one.md": one}))
    roles = [role for role, _ in _tags(pdf) if role.startswith("/H")]
    assert roles == ["/H1", "/H2", "/H2"]


def test_the_tags_follow_the_reading_order(built: Build) -> None:
    pdf = _pdf(built("{layout: insert, articles: [one]}"))
    roles = [role for role, _ in _tags(pdf)]
    assert roles[0] == "/Document"
    assert roles.index("/H1") < roles.index("/Figure")
    words = [alt for role, alt in _tags(pdf) if role == "/Figure"]
    assert words[0] == "A square"


def _tags(pdf: bytes) -> list[tuple[str, str]]:
    def walk(element: pikepdf.Object) -> Iterator[tuple[str, str]]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield str(element.S), str(element.get("/Alt", ""))
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from walk(kid)

    with pikepdf.open(BytesIO(pdf)) as read:
        tree = read.Root.StructTreeRoot
        kids = tree.K if isinstance(tree.K, pikepdf.Array) else [tree.K]
        return [found for kid in kids for found in walk(kid)]


def test_a_file_tells_its_title_language_and_author(built: Build) -> None:
    with pikepdf.open(BytesIO(_pdf(built("{layout: insert, articles: [one]}")))) as read:
        assert read.Root.Lang == "en"
        assert read.Root.ViewerPreferences.DisplayDocTitle
        assert read.docinfo.Title == "Voices of the Meeting"
        assert read.docinfo.Author == "Example Society"
        meta = read.open_metadata()
        assert meta["dc:title"] == "Voices of the Meeting"
        assert meta["dc:creator"] == ["Example Society"]


def test_links_to_elsewhere_are_seen_on_the_screen_and_not_on_paper(
    make: Callable[..., Path], tmp_path: Path
) -> None:
    text = (make() / "publication.yaml").read_text("utf-8").split("products:")[0]
    product = "products:\n  one: {layout: insert, articles: [one]}\n"
    one = "---\ntitle: One\n---\n\nSee [the page](https://example.org/page).\n"
    folder = make(**{"publication.yaml": text + product, "one.md": one})
    made = build(Order(folder, tmp_path / "out", targets=(Target.SCREEN, Target.PRESS)))
    for output in made.outputs:
        with pikepdf.open(BytesIO(output.pdf)) as read:
            notes = [note for page in read.pages for note in page.obj.get("/Annots", [])]
            if output.target is Target.PRESS:
                assert not notes
                continue
            (note,) = notes
            assert note.BS.S == "/U"
            assert [round(float(part) * 255) for part in note.C] == [0x8A, 0x1C, 0x2C]
