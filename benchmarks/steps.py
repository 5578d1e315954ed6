"""What is measured inside one process, each in one that it has for itself."""

import pickle
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from benchmarks.book import slip

DAY = date(2024, 9, 25)


def _edition(folder: Path, product: str) -> Any:
    from printkit.build.order import Order
    from printkit.build.recipe import edition_of, read

    publication, _ = read(folder)
    return edition_of(publication, product, Order(folder))


def composed(folder: Path, product: str) -> float:
    """Lay a book out, and leave its pages and what was laid out beside it."""
    from printkit.build.recipe import lay_out
    from printkit.typeset.parts import Means

    start = time.perf_counter()
    pages, composition = lay_out(_edition(folder, product), Means(2))
    seconds = time.perf_counter() - start
    (folder.parent / "pages.pdf").write_bytes(pages.pdf)
    _left(folder, product).write_bytes(pickle.dumps(composition))
    return seconds


def _left(folder: Path, product: str) -> Path:
    return folder.parent / f"{product}.composition"


def _composition(folder: Path, product: str) -> Any:
    """Return what `composed` has left: the text as it was before any edit."""
    return pickle.loads(_left(folder, product).read_bytes())


def paged(folder: Path, product: str) -> float:
    """Write the HTML that printkit composes beside its pictures, as a page for browsers."""
    start = time.perf_counter()
    (folder / f"{product}.html").write_text(_whole(_composition(folder, product)))
    return time.perf_counter() - start


def _whole(composition: Any) -> str:
    """Return a composition as a page for browsers, with its style sheet and faces."""
    faces = "".join(
        f'@font-face {{ font-family: "{face.family}"; src: url({face.path.as_uri()}); '
        f"font-weight: {face.weight}; font-style: {'italic' if face.italic else 'normal'}; }}\n"
        for face in composition.faces
    )
    head, end, rest = composition.html.partition("</head>")
    return f"{head}<style>{faces}{composition.css}</style>{end}{rest}"


def raw(folder: Path, product: str) -> float:
    """Time plain WeasyPrint on the very HTML and CSS that printkit composes.

    In this process WeasyPrint stays as it came: nothing of it is replaced by what is quicker, and
    its import is not helped either.
    """
    composition = _composition(folder, product)
    from printkit.typeset import engine

    engine.changes = lambda: ()
    start = time.perf_counter()
    import weasyprint  # noqa: F401

    with engine.engine(composition, DAY) as ready:
        source = ready.source(composition.html)
        source.render(font_config=ready.fonts, stylesheets=ready.sheets).write_pdf()
    return time.perf_counter() - start


def warm(folder: Path, product: str) -> float:
    """Time a build after a slip in one article, in a process that is warm."""
    return _edited(folder, product, lambda text, _: slip(text))


def grown(folder: Path, product: str) -> float:
    """Time the same after an article has grown by a page, so that all after it have moved."""
    return _edited(folder, product, lambda text, n: f"{text}{_page(n)}\n")


def _page(number: int) -> str:
    return "".join(f"\n\nParagraph {number}.{n}. " + "the ward list table " * 18 for n in range(9))


def _edited(folder: Path, product: str, edit: Callable[[str, int], str]) -> float:
    """Time builds after an edit of one article, in a process that is warm; the middle of five."""
    from printkit.build.order import Order
    from printkit.build.recipe import build
    from printkit.model.held import let_go
    from printkit.model.store import Store
    from printkit.model.target import Target
    from printkit.typeset.engine import warm
    from printkit.typeset.sweeping import rest

    store = Store(folder.parent / "cache")
    order = Order(
        folder, folder.parent / "out", (product,), (Target.SCREEN,), store=store, account=False
    )
    seconds = []
    with warm():
        build(order)
        for number in range(5):
            file = folder / f"article-{number + 4:03}.md"
            file.write_text(edit(file.read_text(), number))
            let_go()
            rest()
            start = time.perf_counter()
            build(order)
            seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)


def pressed(folder: Path, product: str) -> float:
    """Time the press pass."""
    from printkit.press.pdfx import Job, press
    from printkit.sources.printers import printer

    edition = _edition(folder, product)
    job = Job(
        title="Book", language="en", date=datetime(2024, 9, 25, tzinfo=UTC),
        trim=edition.geometry.trim, bleed=edition.bleed, palette=edition.palette,
        printer=printer("coated-fogra39"),
    )  # fmt: skip
    pages = (folder.parent / "pages.pdf").read_bytes()
    start = time.perf_counter()
    pdf, _ = press(pages, job)
    seconds = time.perf_counter() - start
    (folder.parent / "press.pdf").write_bytes(pdf)
    return seconds


def judged(folder: Path, _: str) -> float:
    """Time the preflight of the press file."""
    return _preflight(folder.parent / "press.pdf", "press")


def viewed(folder: Path, _: str) -> float:
    """Time the preflight of the pages as they are for the screen."""
    return _preflight(folder.parent / "pages.pdf", "screen")


def _preflight(file: Path, profile: str) -> float:
    from printkit.preflight.profile import PROFILES
    from printkit.preflight.run import preflight

    start = time.perf_counter()
    preflight(file, PROFILES[profile])
    return time.perf_counter() - start


def imposed(folder: Path, _: str) -> float:
    """Time a saddle-stitched imposition of the pages."""
    from printkit.model.measure import PAPERS
    from printkit.press.placing import booklet

    pages = (folder.parent / "pages.pdf").read_bytes()
    start = time.perf_counter()
    booklet(pages, PAPERS["A4"].turned())
    return time.perf_counter() - start


STEPS: dict[str, tuple[str, Callable[[Path, str], float]]] = {
    "composed": ("", composed),
    "raw": ("", raw),
    "paged": ("", paged),
    "warm": ("", warm),
    "grown": ("", grown),
    "pressed": ("press pass to PDF/X-4", pressed),
    "judged": ("preflight of the press file", judged),
    "viewed": ("preflight of the screen pages", viewed),
    "imposed": ("imposition, two pages up", imposed),
}
