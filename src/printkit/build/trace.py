"""Find texts on pages: each character of a text is matched with one of its own on a page."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

_SEED, _STEP = 8, 4
_LONG = 64
_NEAR = 20_000
"""Characters after the last match in which a text is looked for as a whole."""
# A hyphen at the end of a line is the engine's, or may be: it is no character of the text.
_LINE_END = re.compile("[\x02\ufffe]\\s*|\u2010(?=[\r\n])")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")


def plain(text: str) -> str:
    """Return a text without white space, letters alike in case and form.

    So small caps, capitals and ligatures of a layout do not count as losses.
    """
    return "".join(unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold().split())


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

        Stretches are matched first, wherever they stand; then what is too short to be one, such
        as a letter that a drop cap took from its word, with characters that are left.
        """
        wanted = [plain(text) for text in texts]
        # A short text, such as a heading, may stand within a long one as well: long ones choose
        # first. The long ones keep their order, in which they are found at once.
        order = sorted(range(len(wanted)), key=lambda n: -min(len(wanted[n]), _LONG))
        found = {number: self._stretches(wanted[number]) for number in order}
        left = [found[number] for number in range(len(wanted))]
        rest = self._hyphens + Counter(
            c for c, used in zip(self._text, self._used, strict=True) if not used
        )
        return ["".join(_lost(piece, rest) for piece in pieces) for pieces in left]

    def _stretches(self, text: str) -> list[str]:
        """Match a text; return the pieces that are not found as stretches."""
        at = self._text.find(text, self._cursor, self._cursor + _NEAR + len(text))
        if at >= 0 and self._free(at, len(text)):
            self._take(at, len(text))
            return []
        return list(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[str]:
        start = i = 0
        while i <= len(text) - _SEED:
            found = self._longest(text, i, start)
            if found is None:
                i += 1
                continue
            begin, at, length = found
            yield text[start:begin]
            self._take(at, length)
            start = i = begin + length
        yield text[start:]

    def _longest(self, text: str, i: int, start: int) -> tuple[int, int, int] | None:
        """Return where in the text a stretch begins, where on the pages, and its length."""
        best = None
        for place in self._index().get(text[i : i + _SEED], ()):
            if not self._free(place, _SEED):
                continue
            back = 0
            while i - back > start and self._same(text, i - back - 1, place - back - 1):
                back += 1
            length = back + _SEED
            first = place - back
            begin = i - back
            while self._same(text, begin + length, first + length):
                length += 1
            found = (length, -abs(first - self._cursor), begin, first)
            best = max(best, found) if best else found
        return (best[2], best[3], best[0]) if best else None

    def _same(self, text: str, i: int, at: int) -> bool:
        return (
            i < len(text) and 0 <= at < len(self._text)
            and not self._used[at] and text[i] == self._text[at]
        )  # fmt: skip

    def _index(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places = defaultdict(list)
            for at in range(0, len(self._text) - _SEED + 1, _STEP):
                seen = self._places[self._text[at : at + _SEED]]
                if len(seen) < 64:  # a rule of dots has as many places as dots
                    seen.append(at)
        return self._places

    def _free(self, at: int, length: int) -> bool:
        return self._used.find(1, at, at + length) < 0

    def _take(self, at: int, length: int) -> None:
        self._used[at : at + length] = b"\x01" * length
        self._cursor = at + length


def _lost(piece: str, rest: Counter[str]) -> str:
    """Return what of a piece is lost: all of it where it is long enough to be a stretch."""
    if len(piece) >= _SEED + _STEP:
        return piece
    lost = []
    for character in piece:
        if rest[character] > 0:
            rest[character] -= 1
        else:
            lost.append(character)
    return "".join(lost)
