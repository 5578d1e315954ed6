"""Run each measurement in a process of its own and write the table to docs/benchmarks.md."""

import math
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from benchmarks import imposing
from benchmarks.book import slip, typst, write
from benchmarks.measure import Measured, run
from benchmarks.steps import STEPS

TABLE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
ARTICLES = 40
BROWSERS = {
    "Paged.js": "pagedjs-cli {source} -o {out} -t 200000 --browserArgs --no-sandbox",
    "Vivliostyle": "vivliostyle build {source} -o {out} --executable-browser {browser}",
}
"""What sets pages in a browser, where it is installed."""
GROWTH = (10, 20, 40, 80, 160)
COMMON, CLASSIC = "common", "classic"
_RUNS = 3
_TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[1] + '.pdf')"
Rows = Iterator[tuple[str, Measured]]


def _step(name: str, folder: Path, product: str) -> Measured:
    """Return a step measured by itself, without the start of its process."""
    done = run([sys.executable, "-m", "benchmarks", name, str(folder), product])
    return Measured(float(done.said.split()[-1]), done.peak, done.said)


def _build(folder: Path, product: str, *choices: str) -> Measured:
    out = folder.parent / "out"
    command = [sys.executable, "-m", "printkit", "build", str(folder), "--out", str(out)]
    choices = ("--product", product, *choices)
    return run([*command, *choices], PRINTKIT_CACHE=str(folder.parent / "cache"))


def _edit(folder: Path, number: int) -> None:
    file = folder / f"article-{number:03}.md"
    file.write_text(slip(file.read_text()))


def _rows(folder: Path, product: str, edited: int) -> Rows:
    """Measure plain WeasyPrint and what everybody waits for, with an edit of one article."""
    screen = ("--target", "screen")
    _build(folder, product, *screen)  # makes the faces, which every machine does once
    _step("composed", folder, product)
    raw, ours = [], []
    for _ in range(_RUNS):  # in turn, as the machine is not always as quick
        raw.append(_step("raw", folder, product))
        ours.append(_build(folder, product, *screen, "--no-cache"))
    yield "plain WeasyPrint, the same HTML and CSS", min(raw)
    yield "printkit build, screen", min(ours)
    one = ("--no-cache", "--jobs", "1")
    yield "the same by one process", _build(folder, product, *screen, *one)
    press = ("--target", "press", "--no-cache")
    yield "printkit build, press: PDF/X-4, judged", _build(folder, product, *press)
    yield "screen again, nothing changed", _build(folder, product, *screen)
    edits = []
    for number in range(_RUNS):
        _edit(folder, edited + number)
        edits.append(_build(folder, product, *screen))
    yield "screen again, one article edited", min(edits)
    yield "one article edited under `watch`", _step("warm", folder, product)
    yield "one article grown by a page or two under `watch`", _step("grown", folder, product)


def _steps(folder: Path) -> Rows:
    for name, (what, _) in STEPS.items():
        if what:
            yield what, _step(name, folder, COMMON)


def _peers(folder: Path) -> Rows:
    _step("paged", folder, COMMON)
    source = folder / f"{COMMON}.html"
    for name, command in BROWSERS.items():
        if shutil.which(command.split()[0]) and (browser := shutil.which("chromium")):
            words = command.format(source=source, out=source.with_suffix(".pdf"), browser=browser)
            taken = [run(words.split(), PUPPETEER_EXECUTABLE_PATH=browser) for _ in range(_RUNS)]
            yield f"{name}, the same HTML and CSS", min(taken)
    python = shutil.which("python") or sys.executable
    with suppress(subprocess.CalledProcessError):
        told = [python, "-c", "from importlib.metadata import version; print(version('typst'))"]
        known = run(told).said.strip()
        command = [python, "-c", _TYPST, str(typst(folder, ARTICLES))]
        taken = [run(command) for _ in range(_RUNS)]
        yield f"Typst {known}, the same text in its own words", min(taken)


def _growth(place: Path) -> Iterator[tuple[int, Measured]]:
    for count in GROWTH:
        folder = write(place / f"book-{count}" / "book", count)
        shutil.copytree(place / "cache", folder.parent / "cache")
        yield count, _build(folder, COMMON, "--target", "screen", "--no-cache")


def _exponent(points: list[tuple[int, Measured]]) -> float:
    """Return by what power of the articles the time grows, from twenty of them on."""
    (few, first), (many, last) = points[1], points[-1]
    return math.log(last.seconds / first.seconds) / math.log(many / few)


def main() -> None:
    """Measure every step, or the one named on the command line."""
    if len(sys.argv) == 4:
        print(STEPS[sys.argv[1]][1](Path(sys.argv[2]), sys.argv[3]))
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        book = write(place / "book", ARTICLES)
        common = [*_rows(book, COMMON, 20), *_steps(book), *_peers(book)]
        classic = list(_rows(book, CLASSIC, 30))
        growth = list(_growth(place))
    text = "\n".join([
        *_head(), *_common(), *_table(common), *_classic(), *_table(classic), *_grown(growth), "",
        imposing.table(),
    ])  # fmt: skip
    TABLE.write_text(text, "utf-8")
    print(text)


def _head() -> list[str]:
    libraries = ", ".join(f"{name} {version(name)}" for name in ("weasyprint", "pikepdf"))
    return [
        "# Benchmarks",
        "",
        "Written by `make bench`: each row is a process of its own, as a share of what plain",
        "WeasyPrint takes for the same pages in the same run. Builds are whole commands, from the",
        "start of Python, and read their pages back to account for each character; memory is that",
        "of all their processes together. Plain WeasyPrint has no press file: the row of the press",
        "has more to do. Of plain WeasyPrint, the first build, the edit and the other programs the",
        "best of three runs is told.",
        "",
        f"{ARTICLES} articles on A5: prose, four footnotes, a quotation, a picture at 300 ppi, a",
        "table, a list and a cross reference each.",
        f"{os.cpu_count()} cores, Python {platform.python_version()}, {libraries}.",
        "",
    ]  # fmt: skip


def _common() -> list[str]:
    return [
        "## In every program",
        "",
        "A layout that all programs understand (`benchmarks/common`), about 240 pages. What",
        "printkit composes of it is given to the others as it is; Typst has the same text in a",
        "source of its own.",
        "",
    ]  # fmt: skip


def _classic() -> list[str]:
    return [
        "", "## In a layout of ours", "",
        "The layout `classic-a5`, whose lines are planned for whole paragraphs (which plain",
        "WeasyPrint leaves out), about 225 pages.",
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
