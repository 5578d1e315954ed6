"""Imposition against its peers: whole runs of each program, a booklet two pages up.

``python -m benchmarks.imposing`` prints the table. Peers that are not on the PATH are left out,
and the table says so.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from base64 import b64encode
from pathlib import Path
from typing import NamedTuple

from pikepdf import Dictionary, Name, Pdf

from printkit.model.measure import paper

PAGES = (1_000, 10_000)
WEIGHT = 40_000
RUNS = 3
SECTION = "## Imposition and its peers"
PEERS = {
    "pdfimpose": "pdfimpose saddle --group 0 --signature 2x1 --output {out} {source}",
    "pdfcpu": "pdfcpu booklet -- formsize:A4 {out} 2 {source}",
    "pdfjam": "pdfjam --quiet --booklet true --landscape --outfile {out} {source}",
}
FLOOR = "pikepdf alone, opened and saved"
"""What qpdf needs to hold the objects of a file, whatever is done with them."""
OURS = {
    "printkit": "impose {source} --scheme saddle --sheet A4 --no-marks --out {out}",
    "printkit, with all marks": "impose {source} --scheme saddle --sheet SRA4 --out {out}",
}


class Run(NamedTuple):
    """What a program took: seconds of the clock, MiB at the most."""

    seconds: float
    peak: float


def source(folder: Path, pages: int, weight: int = 0) -> Path:
    """Write A6 pages that say their number, each with ``weight`` bytes that cannot be packed."""
    path = folder / f"{pages}-{weight}.pdf"
    with Pdf.new() as pdf:
        face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        fonts = Dictionary(Font=Dictionary(F1=pdf.make_indirect(face)))
        for number in range(1, pages + 1):
            noise = b64encode(os.urandom(weight)).decode()
            words = f"% {noise}\nBT /F1 40 Tf 149 200 Td ({number}) Tj ET"
            page = pdf.add_blank_page(page_size=paper("A6"))
            page.obj.Resources = fonts
            page.obj.Contents = pdf.make_stream(words.encode())
        pdf.save(path, compress_streams=True)
    return path


_MEASURE = """
import os, subprocess, sys, time
start = time.perf_counter()
quiet = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[1:], stdout=quiet, stderr=quiet)
_, status, used = os.wait4(process.pid, 0)
print(time.perf_counter() - start, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


def run(command: list[str]) -> Run:
    """Run a program to its end. Raises CalledProcessError.

    A small process starts it: the peak of a process counts that of the one it was forked from.
    """
    measure = [sys.executable, "-S", "-c", _MEASURE, *command]
    told = subprocess.run(measure, check=True, capture_output=True, text=True).stdout
    seconds, peak, code = told.split()
    if int(code):
        raise subprocess.CalledProcessError(int(code), command)
    return Run(float(seconds), float(peak))


def best(line: str, file: Path) -> Run:
    """Return the quickest of some runs of a command line on a file."""
    out = file.with_suffix(".out.pdf")
    words = [word.format(source=file, out=out) for word in line.split()]
    return min(run(words) for _ in range(RUNS))


def table() -> str:
    """Measure and return the section of the page of benchmarks."""
    there = {name: line for name, line in PEERS.items() if shutil.which(name)}
    ours = {name: f"{sys.executable} -m printkit {line}" for name, line in OURS.items()}
    with tempfile.TemporaryDirectory() as name:
        few, many = (source(Path(name), pages) for pages in PAGES)
        heavy = source(Path(name), PAGES[0], WEIGHT)
        megabytes = round(heavy.stat().st_size / 1e6)
        first = {name: best(line, few) for name, line in (ours | there).items()}
        filled = {name: best(line, heavy) for name, line in ours.items()}
        large = {name: best(line, many) for name, line in (ours | {FLOOR: _saving()}).items()}
    yard = min((first[name].seconds for name in there), default=None)
    rows = [_row(name, figures, yard) for name, figures in first.items()]
    rows += [_row(f"{name}, {megabytes} MB of contents", f, None) for name, f in filled.items()]
    rows += [_row(f"{name}, {PAGES[1]:,} pages", f, None) for name, f in large.items()]
    absent = [name for name in PEERS if name not in there]
    return "\n".join(
        [
            SECTION,
            "",
            f"{PAGES[0]:,} A6 pages to a saddle-stitched booklet, whole runs of each program, the",
            f"best of {RUNS}; share of the fastest peer. "
            + (f"Not installed here: {', '.join(absent)}." if absent else "All peers are here."),
            "Memory beyond the start grows with the objects of a file, which qpdf holds: the last",
            "row is a script that opens the same file and saves it.",
            "",
            "| program | seconds | share | peak MiB |",
            "|:--|--:|--:|--:|",
            *rows,
            "",
        ]
    )


def _saving() -> str:
    """Return a command line that opens a file and saves it as it is."""
    script = Path(__file__).with_name("resave.py")
    return f"{sys.executable} {script} {{source}} {{out}}"


def _row(name: str, figures: Run, yard: float | None) -> str:
    share = f"{figures.seconds / yard:.2f}" if yard else ""
    return f"| {name} | {figures.seconds:.2f} | {share} | {figures.peak:.0f} |"


if __name__ == "__main__":
    print(table())
