"""Run each measurement in a process of its own and write the table to docs/benchmarks.md."""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from benchmarks import imposing
from benchmarks.book import write

TABLE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
ARTICLES = 40


def _edition(folder: Path):
    from printkit.build.recipe import Order, _edition, read

    publication, _ = read(folder)
    return _edition(publication, "book", Order(folder))


def raw(folder: Path) -> str:
    """Time plain WeasyPrint on the very HTML and CSS that printkit composes."""
    from printkit.typeset.engine import engine

    _, composition = _laid_out(folder)
    day = datetime(2024, 9, 25, tzinfo=UTC).date()
    start = time.perf_counter()
    with engine(composition, day) as ready:
        ready.document(ready.source(composition.html)).write_pdf()
    return f"{time.perf_counter() - start}"


def _laid_out(folder: Path):
    from printkit.build.recipe import lay_out

    return lay_out(_edition(folder))


def laid(folder: Path) -> str:
    """Time reading, composing and laying out; keep the pages for the others."""
    start = time.perf_counter()
    pages, _ = _laid_out(folder)
    seconds = time.perf_counter() - start
    (folder / "pages.pdf").write_bytes(pages.pdf)
    return f"{seconds} {pages.count}"


def pressed(folder: Path) -> str:
    """Time the press pass."""
    from printkit.press.pdfx import Job, press
    from printkit.sources.printers import printer

    edition = _edition(folder)
    job = Job(
        title="Book", language="en", date=datetime(2024, 9, 25, tzinfo=UTC),
        trim=edition.geometry.trim, bleed=edition.bleed, palette=edition.palette,
        printer=printer("coated-fogra39"),
    )  # fmt: skip
    pages = (folder / "pages.pdf").read_bytes()
    start = time.perf_counter()
    pdf, _ = press(pages, job)
    seconds = time.perf_counter() - start
    (folder / "press.pdf").write_bytes(pdf)
    return f"{seconds}"


def judged(folder: Path) -> str:
    """Time the preflight of the press file."""
    return _preflight(folder / "press.pdf", "press")


def viewed(folder: Path) -> str:
    """Time the preflight of the pages as they are for the screen."""
    return _preflight(folder / "pages.pdf", "screen")


def _preflight(file: Path, profile: str) -> str:
    from printkit.preflight.profile import PROFILES
    from printkit.preflight.run import preflight

    start = time.perf_counter()
    preflight(file, PROFILES[profile])
    return f"{time.perf_counter() - start}"


def imposed(folder: Path) -> str:
    """Time a saddle-stitched imposition of the pages."""
    from printkit.model.measure import PAPERS
    from printkit.press.placing import booklet

    pages = (folder / "pages.pdf").read_bytes()
    start = time.perf_counter()
    booklet(pages, PAPERS["A4"].turned())
    return f"{time.perf_counter() - start}"


STEPS: dict[str, tuple[str, Callable[[Path], str]]] = {
    "laid": ("printkit: read, compose, lay out", laid),
    "raw": ("plain WeasyPrint, the same HTML and CSS", raw),
    "pressed": ("press pass to PDF/X-4", pressed),
    "judged": ("preflight of the press file", judged),
    "viewed": ("preflight of the screen pages", viewed),
    "imposed": ("imposition, two pages up", imposed),
}


def _measure(step: str, folder: Path) -> tuple[list[float], float]:
    command = [sys.executable, "-m", "benchmarks", step, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    numbers, peak = json.loads(done.stdout)
    return [float(n) for n in numbers.split()], peak / 1024


def main() -> None:
    """Measure every step, or the one named on the command line."""
    if len(sys.argv) == 3:
        numbers = STEPS[sys.argv[1]][1](Path(sys.argv[2]))
        print(json.dumps([numbers, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name) / "book", ARTICLES)
        results = {step: _measure(step, folder) for step in STEPS}
    pages, yard = int(results["laid"][0][1]), results["raw"][0][0]
    rows = [
        f"| {STEPS[step][0]} | {numbers[0]:.2f} | {numbers[0] / yard:.2f} | {peak:.0f} |"
        for step, (numbers, peak) in results.items()
    ]
    text = "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench`: each step in a process of its own, as a share of what plain",
            "WeasyPrint takes for the same pages in the same run.",
            "",
            f"{ARTICLES} articles, {pages} A5 pages, footnotes, cross references, one photograph",
            f"each. {os.cpu_count()} cores, Python {platform.python_version()}, WeasyPrint",
            f"{version('weasyprint')}, pikepdf {version('pikepdf')}.",
            "",
            "| step | seconds | share | peak MiB |",
            "|:--|--:|--:|--:|",
            *rows,
            "",
            imposing.table(),
        ]
    )
    TABLE.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
