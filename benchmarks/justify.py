"""Compare justification with TeX and Typst: the same text, face, measure and spaces, by lines.

Run with `python -m benchmarks.justify`; it needs `lualatex`. Prints a table in Markdown.
"""

import re
import subprocess
import tempfile
import time
from ctypes import c_double
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pypdfium2
import typst as compiler
from fontTools.ttLib import TTFont
from pypdfium2 import raw as pdfium

from benchmarks.corpus import PARAGRAPHS
from printkit.build.recipe import Means, Order, edition_of, lay_out, read
from printkit.typeset.engine import engine
from printkit.typeset.greys import textures
from printkit.typeset.paragraphs import INFINITE, badness
from printkit.typeset.pieces import SHRINK, STRETCH

MEASURES = (60, 75, 100, 120)
"""Widths of the text in mm, at 10 pt."""
BOOK = "title: T\ndate: 2024-09-25\narticles: [a.md]\nproducts: {book: {layout: classic-a5}}\n"
TEX = r"""
\documentclass{article}\usepackage{luatexbase}\usepackage{luaotfload}
\directlua{luatexbase.add_to_callback("post_linebreak_filter", function(head)
  for line in node.traverse_id(node.id("hlist"), head) do
    local sign = line.glue_order == 0 and (line.glue_sign == 2 and -1 or 1) or 0
    local last, hyphen = node.tail(line.head), 0
    while last and last.id \string~= node.id("glyph") and last.id \string~= node.id("disc") do
      last = last.prev end
    if last and last.id == node.id("disc") then hyphen = 1 end
    if last and last.id == node.id("glyph") and last.char == 45 then hyphen = 1 end
    local w = node.dimensions(line.glue_set, line.glue_sign, line.glue_order, line.head)
    local over = w - line.width > 6554 and 1 or 0
    texio.write_nl("log", "LINE " .. line.glue_order .. " " .. sign * line.glue_set
      .. " " .. hyphen .. " " .. over)
  end return true end, "measure")}
\font\body="[FACE]:mode=node;+kern;+liga" at 10bp \body
\begin{document}\body\baselineskip=14bp\parindent=0pt\parskip=0pt\hsize=MEASUREmm
SLOPPY\vsize=5000mm\frenchspacing\hbadness=10000\hfuzz=1000pt\lefthyphenmin=2\righthyphenmin=2
TEXT
\end{document}
"""


def tex(face: Path, measure: int, sloppy: bool) -> tuple[list[float], int, float]:
    """Return the badness of each line but the last of its paragraph, hyphens, and seconds.

    ``sloppy``: rather than run over the measure, lines are stretched as far as it takes.
    """
    loosened = r"\tolerance=9999\emergencystretch=3em" if sloppy else ""
    source = TEX.replace("FACE", str(face)).replace("MEASURE", str(measure))
    source = source.replace("SLOPPY", loosened).replace("TEXT", "\n\n".join(PARAGRAPHS))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "t.tex").write_text(source)
        start = time.perf_counter()
        command = ["lualatex", "-interaction=batchmode", "t.tex"]
        subprocess.run(command, cwd=folder, capture_output=True, timeout=100, check=False)
        seconds = time.perf_counter() - start
        log = (Path(folder) / "t.log").read_text("utf-8", "replace")
    lines = re.findall(r"^LINE (\d) (\S+) (\d) (\d)", log, re.MULTILINE)
    # A line that runs over its measure is the worst there is, though TeX shrinks it to its least.
    bad = [INFINITE if over == "1" else badness(float(ratio))
           for order, ratio, _, over in lines if order == "0"]  # fmt: skip
    return bad, sum(hyphen == "1" for *_, hyphen, _ in lines), seconds


TYPST = """\
#set page(width: MEASUREmm + 40mm, height: 297mm, margin: 20mm)
#set text(font: "FAMILY", size: 10pt, lang: "en", hyphenate: true)
#set par(justify: true, leading: 0.5em)
TEXT
"""


def typst(face, measure: int) -> tuple[list[float], int, float]:
    """Return the same of Typst, read from its pages, a paragraph on each."""
    source = TYPST.replace("MEASURE", str(measure)).replace("FAMILY", face.family)
    source = source.replace("TEXT", "\n#pagebreak()\n".join(PARAGRAPHS))
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "t.typ").write_text(source)
        start = time.perf_counter()
        pdf = compiler.compile(f"{folder}/t.typ", font_paths=[str(face.path.resolve().parent)])
        seconds = time.perf_counter() - start
    with TTFont(face.path) as font:
        natural = font["hmtx"]["space"][0] / font["head"].unitsPerEm * 10
    bad, hyphens = [], 0
    for page in pypdfium2.PdfDocument(pdf):
        lines = _lines(page.get_textpage())[:-1]
        hyphens += sum(line[-1][0] in "-\u2010\xad\x02" for line in lines)
        for line in lines:
            gaps = [after - x for (sign, x), (_, after) in pairwise(line) if sign == " "]
            extra = sum(gaps) / len(gaps) - natural
            give = natural * (STRETCH if extra > 0 else SHRINK)
            bad.append(min(100 * abs(extra / give) ** 3, INFINITE))
    return bad, hyphens, seconds


def _lines(text) -> list[list[tuple[str, float]]]:
    """Return the characters of a page by their lines, each with where it begins."""
    lines: dict[int, list[tuple[str, float]]] = {}
    for n in range(text.count_chars()):
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(text, n, x, y)
        sign = chr(pdfium.FPDFText_GetUnicode(text, n))
        if sign not in "\r\n":
            lines.setdefault(round(y.value), []).append((sign, x.value))
    return [line for _, line in sorted(lines.items(), reverse=True)]


def ours(composition, family: str, measure: int, way: str) -> tuple[list[float], int, float]:
    """Return the same of printkit, with ``greedy`` or ``optimal`` paragraphs."""
    css = (
        f"@page {{ size: {measure + 40}mm 297mm; margin: 20mm }} p {{ margin: 0; hyphens: auto;"
        f"text-align: justify; --paragraphs: {way}; font: 10pt/14pt '{family}';"
        "hyphenate-limit-chars: 5 2 2; widows: 1; orphans: 1 } body { margin: 0 }"
    )
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    html = f'<html lang="en-us"><body>{body}</body></html>'
    with engine(replace(composition, css=css), date(2024, 9, 25)) as ready:
        start = time.perf_counter()
        document = ready.document(ready.source(html))
        seconds = time.perf_counter() - start
        pages = textures(document)
    return [bad for page in pages for bad in page.badness], sum(p.hyphens for p in pages), seconds


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.md").write_text("---\ntitle: A\n---\n\n" + "\n\n".join(PARAGRAPHS) + "\n")
        (folder / "publication.yaml").write_text(BOOK)
        publication, _ = read(folder)
        _, composition = lay_out(edition_of(publication, "book", Order(folder)), Means())
        face = next(f for f in composition.faces if f.weight == 400 and not f.italic)
        print("| measure | engine | lines | mean badness | worst | hyphens | seconds |")
        print("|--:|:--|--:|--:|--:|--:|--:|")
        for measure in MEASURES:
            rows = {
                name: tex(face.path.resolve(), measure, sloppy)
                for name, sloppy in (("LuaLaTeX", False), ("LuaLaTeX, stretched", True))
            }
            rows["Typst"] = typst(face, measure)
            for way in ("optimal", "greedy"):
                rows[f"printkit, {way}"] = ours(composition, face.family, measure, way)
            for engine_name, (bad, hyphens, seconds) in rows.items():
                mean = sum(bad) / len(bad) if bad else float("nan")
                print(
                    f"| {measure} mm | {engine_name} | {len(bad)} | {mean:.1f} "
                    f"| {max(bad, default=0):.0f} | {hyphens} | {seconds:.2f} |"
                )


if __name__ == "__main__":
    main()
