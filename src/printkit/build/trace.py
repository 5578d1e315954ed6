"""Find texts on pages: each character of a text is matched with one of its own on a page."""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress

_SEED, _STEP = 8, 4
_LONG = 64
_SURE = 32
_CHOICES = 16
_BACK, _AHEAD = 400, 4_000
"""Characters around the last stretch that are near: a page or two."""
_NEAR = 20_000
"""Characters around the last match in which a text is looked for as a whole."""
# A hyphen at the end of a line is the engine's, or may be: it is no character of the text.
_LINE_END = re.compile("[\x02\ufffe]\\s*|\u2010(?=[\r\n])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")

_INVERTED = bytes([1, 0]) + bytes(254)
"""Turns what is used into what is not."""
_Gap = tuple[str, int]
"""A text that is not matched yet, and the end of the stretch before it."""


def plain(text: str) -> str:
    """Return a text without white space, letters alike in case and form.

    So small caps, capitals and ligatures of a layout do not count as losses.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    return "".join(text.casefold().split())


class Trace:
    """The characters of pages, each of which can be matched once."""

    def __init__(self, pages: Iterable[str]) -> None:
        text = "\n".join(pages)
        ends = _LINE_END.findall(text)
        # Pdfium shows a hyphen-minus at a line's end as U+0002 or U+FFFE.
        self._hyphens = Counter({"-": sum(end[0] != "\u2010" for end in ends), "\u2010": len(ends)})
        self._text = plain(_LINE_END.sub("", text))
        self._used = bytearray(len(self._text))
        self._cursor = 0
        self._places: dict[str, list[int]] | None = None

    def holds(self, text: str) -> bool:
        """Tell whether a text stands on the pages, matched or not."""
        return plain(text) in self._text

    def match(self, texts: Iterable[str]) -> list[str]:
        """Return for each text what of it is on no page.

        Long stretches are matched first, then short ones, nearest to the long ones; at last what
        is too short to be one, such as a letter that a drop cap took from its word, with any
        characters that are left.
        """
        wanted = [plain(text) for text in texts]
        # A short text, such as a heading, may stand within a long one as well: long ones choose
        # first. They keep their order, in which they are found at once.
        order = sorted(range(len(wanted)), key=lambda n: -min(len(wanted[n]), _LONG))
        long = self._all_whole(wanted, order)
        short = {number: list(self._again(long[number])) for number in order}
        rest = self._hyphens + Counter(compress(self._text, self._used.translate(_INVERTED)))
        return ["".join(_lost(gap, rest) for gap in short[n]) for n in range(len(wanted))]

    def _all_whole(self, wanted: Sequence[str], order: Iterable[int]) -> dict[int, list[_Gap]]:
        """Match texts in an order, each behind the one before it, as they are set one by one."""
        gaps: dict[int, list[_Gap]] = {}
        matched: list[int] = []
        ends: dict[int, int] = {}
        for number in order:
            at = bisect_left(matched, number)
            self._cursor = ends[matched[at - 1]] if at else 0
            gaps[number] = list(self._whole(wanted[number]))
            matched.insert(at, number)
            ends[number] = self._cursor
        return gaps

    def _whole(self, text: str) -> Iterator[_Gap]:
        """Match a text; yield what is not found in long stretches."""
        here, far = self._cursor, _NEAR + len(text)
        # A footnote stands before the text that it follows in its source.
        for begin, end in ((here, here + far), (max(0, here - far), here)):
            at = self._text.find(text, begin, end)
            if at >= 0 and self._free(at, len(text)):
                self._take(at, len(text))
                return
        yield from self._gaps(text, _SURE)

    def _again(self, gaps: Iterable[_Gap]) -> Iterator[str]:
        """Match gaps; yield what is not found in short stretches either."""
        for text, self._cursor in gaps:
            yield from (gap for gap, _ in self._gaps(text, _SEED))

    def _gaps(self, text: str, least: int) -> Iterator[_Gap]:
        """Match stretches of at least so many characters; yield what is between them."""
        start = i = 0
        while i <= len(text) - _SEED:
            found = self._next(text, i) or self._longest(text, i, start, least)
            if found is None:
                i += 1
                continue
            begin, at, length = found
            if begin > start:
                yield text[start:begin], self._cursor
            self._take(at, length)
            start = i = begin + length
        if start < len(text):
            yield text[start:], self._cursor

    def _next(self, text: str, i: int) -> tuple[int, int, int] | None:
        """Return the stretch that goes on after the last one, as texts are set one by one."""
        for size in (_LONG, _LONG // 3):
            seed = text[i : i + size]
            at = (
                self._text.find(seed, self._cursor, self._cursor + _NEAR)
                if len(seed) == size
                else -1
            )
            if at >= 0 and self._free(at, size):
                return i, at, size + self._common(text, i + size, at + size)
        return None

    def _longest(self, text: str, i: int, start: int, least: int) -> tuple[int, int, int] | None:
        """Return the longest stretch around a seed: its place in the text, on the pages, length.

        One that is near is taken before one elsewhere, of which another text may be the owner.
        """
        best = None
        for place in self._nearest(text[i : i + _SEED]):
            back = 0
            while i - back > start and self._same(text, i - back - 1, place - back - 1):
                back += 1
            length = back + _SEED + self._common(text, i + _SEED, place + _SEED)
            first = place - back
            near = -_BACK <= first - self._cursor <= _AHEAD
            found = (near, length, -abs(first - self._cursor), i - back, first)
            best = max(best, found) if best else found
        return (best[3], best[4], best[1]) if best and best[1] >= least else None

    def _same(self, text: str, i: int, at: int) -> bool:
        return at >= 0 and not self._used[at] and text[i] == self._text[at]

    def _common(self, text: str, i: int, at: int) -> int:
        """Return how far a text and the pages agree from there on, where nothing is matched."""
        taken = self._used.find(1, at)
        room = min(len(text) - i, (taken if taken >= 0 else len(self._text)) - at)
        done = 0
        while (
            done < room
            and text[i + done : i + done + _LONG] == self._text[at + done : at + done + _LONG]
        ):
            done += _LONG
        while done < room and text[i + done] == self._text[at + done]:
            done += 1
        return min(done, room)

    def _nearest(self, seed: str) -> list[int]:
        """Return the places of a seed that are free, those around the last stretch."""
        places = self._index().get(seed, [])
        middle = bisect_left(places, self._cursor)
        for many in (_CHOICES, 32 * _CHOICES):
            near = places[max(0, middle - many) : middle + many]
            if free := [place for place in near if self._free(place, _SEED)]:
                return free
        return []

    def _index(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places = defaultdict(list)
            for at in range(0, len(self._text) - _SEED + 1, _STEP):
                self._places[self._text[at : at + _SEED]].append(at)
        return self._places

    def _free(self, at: int, length: int) -> bool:
        return self._used.find(1, at, at + length) < 0

    def _take(self, at: int, length: int) -> None:
        self._used[at : at + length] = b"\x01" * length
        self._cursor = at + length


# A reader puts lines of two directions in an order of its own, and turns their brackets.
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_TURNED = dict(zip("()[]{}<>«»‹›“”", ")(][}{><»«›‹”“", strict=True))


def _lost(piece: str, rest: Counter[str]) -> str:
    """Return what of a piece is lost: all of it where it is long enough to be a stretch."""
    if len(piece) >= _SEED + _STEP and not _FROM_RIGHT.search(piece):
        return piece
    lost = []
    for character in piece:
        found = next((c for c in (character, _TURNED.get(character, "")) if rest[c] > 0), "")
        if found:
            rest[found] -= 1
        else:
            lost.append(character)
    return "".join(lost)
