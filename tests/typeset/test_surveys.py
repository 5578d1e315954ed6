"""A file of parts that were joined before is the one made anew."""

import random
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from printkit.build.pages import _files
from printkit.compose.composition import Composition
from printkit.model.held import holding, let_go
from printkit.press import access
from printkit.press.join import join
from printkit.press.metadata import Card
from printkit.press.screen import screen
from printkit.typeset.exchange import AWAY
from printkit.typeset.parts import Means, typeset_parts

DAY = date(2024, 9, 25)
CARD = Card("A book", "en", datetime(2024, 9, 25, tzinfo=UTC))
Parts = Sequence[bytes]
Faces = dict[bytes, Path]


@pytest.fixture
def stock(book: Callable[..., Composition]) -> tuple[list[bytes], Faces]:
    """Parts of books that differ, and their faces."""
    composition = book(counts=(3, 9, 4, 6))
    parts = [part.pdf for part in typeset_parts(composition, DAY, Means(1))]
    parts += [part.pdf for part in typeset_parts(book(counts=(2, 4, 9, 3)), DAY, Means(1))]
    return parts, _files(composition.faces)


def _screen(parts: Parts, faces: Faces) -> bytes:
    pdf, _ = screen(join(parts, faces, AWAY), 9.0, CARD, link=(0, 0, 0), last=True)
    return pdf


def _draft(parts: Parts, faces: Faces) -> bytes:
    return join(parts, faces, AWAY).data


def _one_after_another(
    made: Callable[[Parts, Faces], bytes], wanted: Sequence[Parts], faces: Faces
) -> list[bytes]:
    with holding():
        found = []
        for some in wanted:
            found.append(made(some, faces))
            let_go()
    return found


@pytest.mark.parametrize("made", [_screen, _draft])
def test_what_is_held_of_parts_changes_nothing(
    stock: tuple[list[bytes], Faces], made: Callable[[Parts, Faces], bytes]
) -> None:
    parts, faces = stock
    draw = random.Random(3)
    wanted = [[parts[0], *draw.choices(parts, k=draw.randint(1, 7))] for _ in range(12)]
    assert _one_after_another(made, wanted, faces) == [made(some, faces) for some in wanted]


def _headings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list of the elements that are looked at from now on."""
    seen: list[str] = []
    heading = access._heading

    def noted(element: pikepdf.Object) -> int:
        seen.append(str(element.S))
        return heading(element)

    monkeypatch.setattr(access, "_heading", noted)
    return seen


def test_only_a_part_that_is_another_is_looked_through(
    stock: tuple[list[bytes], Faces], monkeypatch: pytest.MonkeyPatch
) -> None:
    parts, faces = stock
    seen = _headings(monkeypatch)
    _screen([*parts[:4], parts[7]], faces)
    whole = len(seen)
    with holding():
        _screen(parts[:5], faces)
        let_go()
        seen.clear()
        _screen([*parts[:4], parts[7]], faces)
    assert 0 < len(seen) < whole / 2


def _with_headings(data: bytes, level: int) -> bytes:
    with pikepdf.open(BytesIO(data)) as pdf:
        for element in pdf.objects:
            if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/H1":
                element.S = pikepdf.Name(f"/H{level}")
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def test_a_heading_is_mended_by_what_stands_before_its_part(
    stock: tuple[list[bytes], Faces],
) -> None:
    (first, second, *others), faces = stock
    none, low = _with_headings(first, 4), _with_headings(second, 2)
    wanted = [[first, low, others[0]], [none, low, others[1]], [first, others[0], low]]
    assert _one_after_another(_screen, wanted, faces) == [_screen(some, faces) for some in wanted]
