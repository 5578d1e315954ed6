"""The words of a style of text, each shaped once.

Where a line is spaced out, each of its spaces has an attribute of its own, at which Pango divides
the line: it shapes word by word, whatever stands beside it. Widths are Pango's units.
"""

import re
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import TO_UNITS, ffi
from weasyprint.text.fonts import get_pango_font_key
from weasyprint.text.line_break import Layout

from printkit.typeset.lean import Glyph, glyphs_of, model_of, runs_of

_LATIN = re.compile(
    "[ -~\xa0-\xac\xae-\u024f\u1e00-\u1eff\u2010-\u2015\u2018-\u2027\u2030-\u205e\u20a0-\u20c0]+"
)
"""Letters of one script, and signs that are of the script they stand in."""
_LETTER = re.compile("[A-Za-z]")
_CONTROL = re.compile("[\0-\x1f]")
_SPACE = re.compile("([ \xa0])")
_TRIAL = 0.3
"""Pixels that a space is widened by when it is measured."""
_MANY = 20_000
"""Words that are kept: more than a book has, and a few MiB."""
_SHORT = 40
"""Characters of a text of several words that may come again, such as a running head."""

Said = tuple[Glyph, str]
"""A glyph, and the characters that it stands for."""


def is_spaced(style: Any) -> bool:
    """Tell whether letters or words of a style stand further apart than their face has them."""
    return style["letter_spacing"] not in ("normal", 0) or bool(style["word_spacing"])


def is_even(text: str, style: Any) -> bool:
    """Tell whether a text is set from left to right, its letters as close as their face has it."""
    return (
        not is_spaced(style)
        and style["overflow_wrap"] == "normal"
        and style["direction"] == "ltr"
        and not _CONTROL.search(text)
    )


@dataclass(slots=True)
class Word:
    """The glyphs of a word.

    ``shown`` is what writes them, once that is known, where ``told`` is true: of each glyph its
    characters and its width in the file.
    """

    glyphs: tuple[Said, ...]
    shown: str = ""
    told: tuple[tuple[int, str, int], ...] = ()


class Vocabulary:
    """The words and spaces of one style of text that are in its first face.

    ``key`` and ``size`` are those of the face, as `get_pango_font_key` has them; ``font`` is what a
    file has of it before anything is drawn.
    """

    def __init__(self, style: Any) -> None:
        self._style = style
        self._words: dict[tuple[str, str], Word | None] = {}
        self._spaces: dict[str, Said | None] = {}
        self._said: dict[Said, Said] = {}
        # The face lives as long as a text that is set in it.
        self._letter, self._any = Layout(style), Layout(style)
        self._letter.set_text("a")
        self.face = next(runs_of(self._letter)).item.analysis.font
        self.key, _, self.size = get_pango_font_key(self.face)
        self.font: Any = None

    def line(self, text: str, extra: float) -> list[tuple[str, Word]] | None:
        """Return the glyphs of a line whose spaces are ``extra`` pixels wider, None if not plain.

        They are those of one word after the other, each with its name. Spaces have none, and are
        one object where they are alike; nor has a line where no space is made wider. What is plain
        is in the face, and each in one run.
        """
        wider = int(extra * TO_UNITS)
        if not extra:
            whole = self._word(text, "")
            return None if whole is None else [("", whole)]
        if not (wider and _LATIN.fullmatch(text) and _LETTER.search(text)):
            return None
        pieces = _SPACE.split(text)
        if "" in pieces[1:-1]:
            return None
        last = len(pieces) - 2
        spaces = {}
        line: list[tuple[str, Word | None]] = []
        for n, piece in enumerate(pieces):
            if n % 2:
                place = piece, n == 1 and not pieces[0], n == last and not pieces[-1]
                if place not in spaces:
                    spaces[place] = self._space(wider, *place)
                line.append(("", spaces[place]))
            elif piece:
                # Signs are of the script that stands before them.
                line.append((piece, self._word(piece, "" if _LETTER.search(piece) else "a ")))
        plain = [(name, word) for name, word in line if word]
        return plain if len(plain) == len(line) else None

    def _word(self, text: str, before: str) -> Word | None:
        key = before, text
        if key in self._words:
            return self._words[key] if len(text) <= _SHORT else self._words.pop(key)
        word = self._shaped(text, before)
        if len(text) <= _SHORT:
            self._keep(key, word)
        return word

    def learn(self, text: str, layout: Layout) -> None:
        """Take the glyphs of a text that is set, until it is drawn."""
        if ("", text) not in self._words:
            self._keep(("", text), self._of_one(list(runs_of(layout)), 0, text))

    def _keep(self, key: tuple[str, str], word: Word | None) -> None:
        if len(self._words) >= _MANY:
            self._words.clear()
        self._words[key] = word

    def _space(self, wider: int, text: str, first: bool, last: bool) -> Word | None:
        """Return a space that is made wider, where it can be; at an end it is by twice as much.

        Pango gives half of it to each side, and takes back what is outside of the line.
        """
        if text not in self._spaces:
            self._spaces[text] = self._measured(text)
        space = self._spaces[text]
        if space is None or (last and text != " "):
            return None
        (number, width, _, _, mark), said = space
        more = 2 * wider if first or last else wider
        left = _half(more)
        if width + more <= 0:
            return None
        if first:
            return Word((((number, width + more - left, 0, 0, mark), said),))
        return Word((((number, width + (left if last else more), left, 0, mark), said),))

    def _shaped(self, text: str, before: str) -> Word | None:
        if not before:
            self._any.set_text(text)
            return self._of_one(list(runs_of(self._any)), 0, text)
        layout = Layout(self._style, _TRIAL)
        layout.set_text(before + text, justify=True)
        return self._of_one(list(runs_of(layout))[2:], len(before), text)

    def _measured(self, text: str) -> Said | None:
        layout = Layout(self._style, _TRIAL)
        layout.set_text(f"a{text}a", justify=True)
        runs = list(runs_of(layout))
        found = self._of_one(runs[1:2], 1, text) if len(runs) == 3 else None
        if found is None or len(found.glyphs) != 1:
            return None
        (number, width, across, up, mark), said = found.glyphs[0]
        more = int(_TRIAL * TO_UNITS)
        if (across, up) != (_half(more), 0):
            return None
        return (number, width - more, 0, 0, mark), said

    def _of_one(self, runs: list[Any], offset: int, text: str) -> Word | None:
        """Return the glyphs of the one run that a text is in."""
        data = text.encode()
        if len(runs) != 1:
            return None
        item = runs[0].item
        if (item.offset, item.length, item.analysis.font) != (offset, len(data), self.face):
            return None
        if item.analysis.level % 2:
            return None
        glyphs = runs[0].glyphs
        clusters = [*ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs), len(data)]
        said = (
            (glyph, data[clusters[n] : clusters[n + 1]].decode())
            for n, glyph in enumerate(glyphs_of(runs[0]))
        )
        return Word(tuple(self._said.setdefault(one, one) for one in said))


def _half(wider: int) -> int:
    """Return what Pango gives to the left side: whole pixels of whole pixels."""
    half = int(wider / 2)
    return half if wider % 1024 else (half + 512) // 1024 * 1024


def vocabulary_of(style: Any) -> Vocabulary:
    """Return the vocabulary of a style, the same for all that looks like it."""
    known: dict[int, Vocabulary] = vars(style.font_config).setdefault("vocabularies", {})
    model = id(model_of(style))  # models are kept as long
    if model not in known:
        known[model] = Vocabulary(style)
    return known[model]
