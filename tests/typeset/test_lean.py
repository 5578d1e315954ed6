"""What makes WeasyPrint lean changes nothing on the pages."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from printkit.compose.composition import Composition
from printkit.typeset.engine import engine

ARTICLES = Path(__file__).parents[2] / "articles"
DAY = date(2024, 9, 25)
PLAINLY = """\
import sys
from printkit.typeset import glyphs, lean, lines
lean.install = lines.install = glyphs.install = lambda: None
from printkit.cli import main
main()
"""


def _built(folder: Path, out: Path, *how: str) -> dict[str, bytes]:
    choices = ["--target", "screen", "--no-cache", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, *how, "build", str(folder), "--out", str(out), *choices],
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.pdf"))}


@pytest.mark.parametrize("name", ["specimen", "voices"])
def test_files_are_those_of_weasyprint_left_alone(name: str, tmp_path: Path) -> None:
    """Ten scripts, and every layout of the sample."""
    lean = _built(ARTICLES / name, tmp_path / "lean", "-m", "printkit")
    plain = _built(ARTICLES / name, tmp_path / "plain", "-c", PLAINLY)
    assert lean == plain
    assert lean


LETTERS = "abcdefghijklmnopqrstuvwxyzäéßøTVWAfil"
WORD = st.text(LETTERS, min_size=1, max_size=14)
JOINT = st.sampled_from([" "] * 12 + [", ", ". ", "-", " – ", "—", " (", ") ", "’", "/", "\xa0"])


@pytest.mark.parametrize("language", ["en", "de", "fr", "hu"])
def test_lines_are_those_that_weasyprint_finds(
    language: str, book: Callable[..., Composition], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = book()
    with engine(composition, DAY) as ready:
        from weasyprint.text import line_break

        from printkit.typeset import lines

        found, counted = lines._line, []

        def compared(text: str, style: Any, context: Any, room: float, extra: float) -> Any:
            mine = found(text, style, context, room, extra)
            other = line_break.split_first_line(text, style, context, room, extra)
            assert mine[1:] == other[1:]
            assert vars(mine[0]) == vars(other[0])
            counted.append(mine)
            return mine

        monkeypatch.setattr(lines, "_line", compared)

        @settings(
            max_examples=25, deadline=None,
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        )  # fmt: skip
        @given(
            st.lists(st.tuples(WORD, JOINT), min_size=60, max_size=120),
            st.integers(60, 400),
            st.integers(6, 14),
        )
        def set_in(pieces: list[tuple[str, str]], room: int, size: int) -> None:
            text = "".join(word + joint for word, joint in pieces)
            css = f"width: {room}pt; font-size: {size}pt; hyphens: auto; text-align: justify"
            css += "; --paragraphs: greedy"
            html = f'<html lang="{language}"><body><p style="{css}">{text}</p></body></html>'
            one = replace(ready, composition=composition)
            one.document(one.source(html))

        set_in()
    assert len(counted) > 100


def test_lines_below_a_drop_capital_are_as_wide_as_the_column(
    book: Callable[..., Composition],
) -> None:
    with engine(book(), DAY) as ready:
        words = "The ward was quiet in the morning. " * 60
        html = (
            '<html lang="en"><body><p style="text-indent: 0"><span style="float: left; width: '
            f'40pt; height: 30pt"></span>{words}</p></body></html>'
        )
        page = ready.document(ready.source(html)).pages[0]
        lines = [box for box in page._page_box.descendants() if type(box).__name__ == "LineBox"]
        left = [round(line.position_x, 1) for line in lines if line.width > 100]
    assert len(set(left)) == 2
    assert left == sorted(left, reverse=True)
