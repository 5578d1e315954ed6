"""Lines of mixed direction in the order in which they are seen, from left to right.

The rules that lines of a cover need of Unicode's bidirectional algorithm (UAX #9): strong letters,
numbers, and neutral characters between them; no embedding, no controls.
"""

import unicodedata
from itertools import groupby

_RTL, _LTR, _NUMBER = ("R", "AL"), ("L",), ("EN", "AN")


def is_rtl(text: str) -> bool:
    """Tell whether the first letter of a line is read from right to left."""
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind in _RTL for kind in strong if kind in (*_RTL, *_LTR)), False)


def visual(text: str) -> list[tuple[str, bool]]:
    """Return the runs of a line from left to right, each in reading order, and whether it is RTL.

    >>> visual("a כתב 12")
    [('a ', False), ('12', False), ('כתב ', True)]
    """
    if not any(unicodedata.bidirectional(character) in _RTL for character in text):
        return [(text, False)] if text else []
    whole = is_rtl(text)
    levels = _levels(text, whole)
    runs = [
        ("".join(character for character, _ in group), level)
        for level, group in groupby(zip(text, levels, strict=True), key=lambda one: one[1])
    ]
    return [(run, bool(level % 2)) for run, level in _turned(runs)]


def _levels(text: str, whole: bool) -> list[int]:
    """Return the embedding level of each character: odd from right to left, 2 within that."""
    base = int(whole)
    kinds = [_kind(character) for character in text]
    for at, kind in enumerate(kinds):
        if kind == "N":
            before = next((k for k in reversed(kinds[:at]) if k in "LR"), "R" if whole else "L")
            kinds[at] = "#" if before == "R" else "L"
    return [
        {"R": 1, "#": 2, "L": 2 * base}.get(kind if kind != " " else _between(kinds, at), base)
        for at, kind in enumerate(kinds)
    ]


def _between(kinds: list[str], at: int) -> str:
    """Return the direction of a neutral character: that of both its sides, or none."""
    before = next((kind for kind in reversed(kinds[:at]) if kind != " "), "")
    after = next((kind for kind in kinds[at:] if kind != " "), "")
    sides = {"R" if kind == "#" else kind for kind in (before, after)}
    return sides.pop() if len(sides) == 1 else ""


def _kind(character: str) -> str:
    own = unicodedata.bidirectional(character)
    if own in _RTL or (own == "NSM" and unicodedata.name(character, "").startswith(("A", "H"))):
        return "R"
    return "N" if own in _NUMBER else "L" if own in _LTR else " "


def _turned(runs: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Reverse every stretch of runs at a level or above it, the highest levels first (rule L2)."""
    for least in range(max(level for _, level in runs), 0, -1):
        out: list[tuple[str, int]] = []
        for inside, group in groupby(runs, key=lambda run: run[1] >= least):
            stretch = list(group)
            out += stretch[::-1] if inside else stretch
        runs = out
    return runs
