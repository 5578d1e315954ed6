"""Run each measurement in a process of its own and write the table to docs/benchmarks.md."""

import math
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks import imposing
from benchmarks.book import slip, typst, web, write
from benchmarks.measure import Measured, run
from benchmarks.steps import STEPS

TABLE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
ARTICLES = 40
BROWSERS = {
    "Paged.js": "pagedjs-cli {source} -o {out} -t 200000 --browserArgs --no-sandbox",
    "Vivliostyle": "vivliostyle build {source} -o {out} --executable-browser {browser} -s A5",
}
"""What sets pages in a browser, where it is installed."""
GROWTH = (10, 20, 40, 80, 160)


def _step(name: str, folder: Path) -> Measured:
    """Return a step measured by itself, without the start of its process."""
    done = run([sys.executable, "-m", "benchmarks", name, str(folder)])
    return Measured(float(done.said.split()[-1]), done.peak, done.said)


def _build(folder: Path, *choices: str) -> Measured:
    out = folder.parent / "out"
    command = [sys.executable, "-m", "printkit", "build", str(folder), "--out", str(out)]
    return run([*command, *choices], PRINTKIT_CACHE=str(folder.parent / "cache"))


def _edit(folder: Path) -> None:
    file = folder / "article-020.md"
    file.write_text(slip(file.read_text()))


def _rows(folder: Path) -> Iterator[tuple[str, Measured]]:
    screen, press = ("--target", "screen"), ("--target", "press")
    _build(folder, *screen)  # makes the faces, which every machine does once
    yield "plain WeasyPrint, the same HTML and CSS", _step("raw", folder)
    yield "printkit build, screen", _build(folder, *screen, "--no-cache")
    yield "the same by one process", _build(folder, *screen, "--no-cache", "--jobs", "1")
    yield "printkit build, press: PDF/X-4, judged", _build(folder, *press, "--no-cache")
    yield "screen again, nothing changed", _build(folder, *screen)
    _edit(folder)
    yield "screen again, one article edited", _build(folder, *screen)
    yield "one article edited under `watch`", _step("warm", folder)
    yield "one article grown by a page under `watch`", _step("grown", folder)
    for name, (what, _) in STEPS.items():
        if what:
            yield what, _step(name, folder)
    if find_spec("typst"):
        yield f"Typst {version('typst')}, the same text in simpler pages", _typst(folder)

    for name, command in BROWSERS.items():
        if shutil.which(command.split()[0]) and (browser := shutil.which("chromium")):
            source = web(folder, ARTICLES)
            words = command.format(source=source, out=source.with_suffix(".pdf"), browser=browser)
            taken = run(words.split(), PUPPETEER_EXECUTABLE_PATH=browser)
            yield f"{name}, the same text in simpler pages", taken


def _typst(folder: Path) -> Measured:
    source = typst(folder, ARTICLES)
    program = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[1] + '.pdf')"
    return run([sys.executable, "-c", program, str(source)])


def _growth(place: Path) -> Iterator[tuple[int, Measured]]:
    for count in GROWTH:
        folder = write(place / f"book-{count}" / "book", count)
        shutil.copytree(place / "cache", folder.parent / "cache")
        yield count, _build(folder, "--target", "screen", "--no-cache")


def _exponent(points: list[tuple[int, Measured]]) -> float:
    """Return by what power of the articles the time grows, from twenty of them on."""
    (few, first), (many, last) = points[1], points[-1]
    return math.log(last.seconds / first.seconds) / math.log(many / few)


def main() -> None:
    """Measure every step, or the one named on the command line."""
    if len(sys.argv) == 3:
        print(STEPS[sys.argv[1]][1](Path(sys.argv[2])))
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        rows = list(_rows(write(place / "book", ARTICLES)))
        growth = list(_growth(place))
    text = "\n".join([*_head(), *_table(rows), *_grown(growth), "", imposing.table()])
    TABLE.write_text(text, "utf-8")
    print(text)


def _head() -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("weasyprint", "pikepdf"))
    return [
        "# Benchmarks",
        "",
        "Written by `make bench`: each row is a process of its own, as a share of what plain",
        "WeasyPrint takes for the same pages in the same run. Builds are whole commands, from the",
        "start of Python; memory is that of all their processes together. Plain WeasyPrint has no",
        "press file: the row of the press has more to do.",
        "",
        f"{ARTICLES} articles, 260 A5 pages, footnotes, cross references, one photograph each.",
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}.",
        "",
    ]  # fmt: skip


def _table(rows: list[tuple[str, Measured]]) -> list[str]:
    yard = rows[0][1].seconds
    return ["| step | seconds | share | peak MiB |", "|:--|--:|--:|--:|"] + [
        f"| {what} | {one.seconds:.2f} | {one.seconds / yard:.3f} | {one.peak:.0f} |"
        for what, one in rows
    ]


def _grown(points: list[tuple[int, Measured]]) -> list[str]:
    rows = [f"| {n} | {one.seconds:.2f} | {one.peak:.0f} |" for n, one in points]
    return [
        "", "## Growth", "",
        "The same build for the screen, of more and more articles, with nothing kept from before.",
        f"From {points[1][0]} to {points[-1][0]} articles the time grows by the power",
        f"{_exponent(points):.2f}.",
        "", "| articles | seconds | peak MiB |", "|--:|--:|--:|", *rows,
    ]  # fmt: skip


if __name__ == "__main__":
    main()
