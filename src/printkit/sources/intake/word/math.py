"""Equations of Word as a line of text: every character stays, the two dimensions do not."""

from collections.abc import Callable, Iterator

from printkit.sources.intake.pieces import Look, Piece, plain
from printkit.sources.intake.word.names import M
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element

_Runs = Callable[[Element, Look, Reading], Iterator[Piece]]
_SHIFTS = {"sup": "sup", "sub": "sub", "deg": "sup"}


def equation(element: Element, look: Look, runs: _Runs, reading: Reading) -> Iterator[Piece]:
    """Yield the runs of an equation; ``runs`` reads what is ordinary text in it."""
    for child in element:
        name = child.tag.removeprefix(M)
        if name == "t":
            yield Piece(reading.account.clean(child.text or "", reading.line), look.tags)
        elif name in _SHIFTS:
            yield from equation(child, look.adding(_SHIFTS[name]), runs, reading)
        elif name == "f":
            yield from _fraction(child, look, runs, reading)
        elif name == "d":
            yield Piece(_sign(child, "begChr", "("), look.tags)
            yield from equation(child, look, runs, reading)
            yield Piece(_sign(child, "endChr", ")"), look.tags)
        elif name in ("rad", "nary"):
            yield Piece("√" if name == "rad" else _sign(child, "chr", "∫"), look.tags)
            yield from equation(child, look, runs, reading)
        elif child.tag.startswith(W):
            yield from runs([child], look, reading)
        else:
            yield from equation(child, look, runs, reading)


def _fraction(element: Element, look: Look, runs: _Runs, reading: Reading) -> Iterator[Piece]:
    for number, name in enumerate(("num", "den")):
        part = element.find(M + name)
        found = list(equation(part, look, runs, reading)) if part is not None else []
        yield Piece("/" if number else "", look.tags)
        long = len(plain(found)) > 1
        yield Piece("(" if long else "", look.tags)
        yield from found
        yield Piece(")" if long else "", look.tags)


def _sign(element: Element, name: str, default: str) -> str:
    found = element.find(f"{M}{element.tag.removeprefix(M)}Pr/{M}{name}")
    return default if found is None else found.get(M + "val", "")[:3]
