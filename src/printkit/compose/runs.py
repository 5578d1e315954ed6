"""Runs by script in a composed page: each is told its language, and spaced as Han asks.

Between Han and Latin letters or digits stands a quarter of an em, as W3C's *Requirements for
Chinese Text Layout* ask (3.2.2). It is a margin, not a character, so it is neither copied nor
searched. Of full-width marks side by side one gives up its blank half (3.1.6).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape, unescape

from printkit.compose.markup import TOKEN, name_of, opens
from printkit.model.script import FULL_WIDTH, IDEOGRAPHS, KANA, SCRIPTS, Script, of_language

OPENING, CLOSING = "“‘（〔［｛〈《「『【〖｟", "”’，。、；：！？）〕］｝〉》」』】〗｠．"
_LANG = re.compile(r'\slang="([^"]*)"')
_OPAQUE = {"code", "kbd", "pre", "samp", "style", "svg", "script", "rt", "title", "head"}
_FLOWING = {
    "a", "abbr", "b", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "rb", "rp", "rt", "ruby",
    "s", "small", "span", "strong", "u", "var", "wbr",
}  # fmt: skip
"""Elements whose text stands in one line with the text around them."""
_HAN = IDEOGRAPHS + KANA
_MARKS = FULL_WIDTH + "·—…"
_HAN_RUN = re.compile(
    f"[{_HAN}{FULL_WIDTH}](?:[{_HAN}{_MARKS}]|“[{_HAN}{_MARKS}‘’]+”|‘[{_HAN}{_MARKS}]+’)*"
)
"""Quotation marks belong to a run where both of a pair stand within it."""
_LATIN_RUN = re.compile(
    "[A-Za-z0-9\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff]"
    "(?:[A-Za-z0-9\u00c0-\u024f\u0300-\u04ff\u1e00-\u1eff .,:/+%'’()&\u00a0\u2013\u202f-]*"
    "[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff\u1e00-\u1eff%)°])?"
)
_SPACED = re.compile("[A-Za-z0-9\u00c0-\u024f\u0370-\u04ff\u1e00-\u1eff%°]")
_IS_HAN = re.compile(f"[{_HAN}]")
_JOINTS = "[ \u00a0\u200c\u200d.,'’·-]+"
_FOREIGN = re.compile("|".join(f"[{script.characters}]" for script in SCRIPTS))
CJK = ("Hans", "Hant", "Jpan")


def set_runs(html: str, language: str, also: Iterable[str] = ()) -> str:
    """Return a page with its runs marked; ``also`` are the languages of runs in other scripts.

    A run of another script becomes ``<span class="run" lang="...">``, Latin within Chinese or
    Japanese ``<span class="latin">``; ``gap-l`` and ``gap-r`` ask for a space at its sides,
    ``tight`` marks punctuation of half a width, ``dot`` a character that is stressed.
    """
    if not _FOREIGN.search(html):
        return html
    start = found.end() if (found := re.search(r"<body[^>]*>", html)) else 0
    told = {script.code: one for one in also if (script := of_language(one))}
    pieces = list(_pieces(html[start:], language))
    flow = _Flow(pieces)
    return html[:start] + "".join(
        piece.text if piece.language is None else _set(piece, flow.around(number), told)
        for number, piece in enumerate(pieces)
    )


@dataclass(frozen=True)
class _Piece:
    """A tag, or text in a language; ``stressed`` text stands in an ``em``."""

    text: str
    language: str | None = None
    stressed: bool = False


def _pieces(html: str, language: str) -> Iterator[_Piece]:
    around: list[tuple[str, str]] = [("body", language)]
    for token in TOKEN.split(html):
        name = name_of(token)
        if not name:
            opaque = token.startswith("<") or any(tag in _OPAQUE for tag, _ in around)
            stressed = any(tag == "em" for tag, _ in around)
            yield _Piece(token) if opaque else _Piece(unescape(token), around[-1][1], stressed)
            continue
        yield _Piece(token)
        if token.startswith("</"):
            while len(around) > 1 and around.pop()[0] != name:
                pass
        elif opens(token):
            told = _LANG.search(token)
            around.append((name, told[1] if told else around[-1][1]))


class _Flow:
    """The text of lines over the borders of inline elements; anything else ends them."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self.text, self.spans = "", []
        parts: list[str] = []
        at = 0
        for piece in pieces:
            if piece.language is not None:
                part = piece.text
            else:
                name = name_of(piece.text)
                flows = name in _FLOWING and 'class="footnote' not in piece.text
                part = "" if flows or not name else "\n"
            parts.append(part)
            self.spans.append((at, at + len(part)))
            at += len(part)
        self.text = "".join(parts)

    def around(self, number: int) -> tuple[str, str]:
        """Return the characters before and after a piece."""
        start, end = self.spans[number]
        return self.text[start - 1 : start] if start else "", self.text[end : end + 1]


def _set(piece: _Piece, around: tuple[str, str], told: dict[str, str]) -> str:
    language = piece.language or ""
    own = of_language(language)
    if own and own.rtl:
        # Letters of both directions are put in order by the engine, where they are one text.
        return escape(piece.text, quote=False)
    text = around[0] + piece.text + around[1]
    first, last = len(around[0]), len(around[0]) + len(piece.text)
    out, at = [], first
    for start, end, kind in _runs(text, first, last, own, told):
        out += [_plain(text, at, start, own, piece.stressed), _span(text, start, end, kind, piece)]
        at = end
    return "".join([*out, _plain(text, at, last, own, piece.stressed)])


@cache
def _others() -> tuple[tuple[Script, re.Pattern[str]], ...]:
    """Return what finds runs of the scripts but Han, which few pages have."""
    return tuple(
        (script, re.compile(f"[{script.characters}]+(?:{_JOINTS}[{script.characters}]+)*"))
        for script in SCRIPTS if script.code not in CJK
    )  # fmt: skip


def _runs(
    text: str, first: int, last: int, own: Script | None, told: dict[str, str]
) -> Iterator[tuple[int, int, str]]:
    """Give the runs of another script: start, end, and the language (or ``latin``)."""
    found: list[tuple[int, int, str]] = []
    for script, pattern in _others():
        if script is not own:
            language = told.get(script.code, script.languages[0])
            found += [(*m.span(), language) for m in pattern.finditer(text, first, last)]
    if own and own.code in CJK:
        found += [(*m.span(), "latin") for m in _LATIN_RUN.finditer(text, first, last)]
    else:
        found += [
            (*m.span(), _han_language(m[0], told)) for m in _HAN_RUN.finditer(text, first, last)
        ]
    end = first
    for run in sorted(found):
        if run[0] >= end:
            yield run
            end = run[1]


def _han_language(run: str, told: dict[str, str]) -> str:
    if re.search(f"[{KANA}]", run) or ("Jpan" in told and not {"Hans", "Hant"} & set(told)):
        return told.get("Jpan", "ja")
    return told.get("Hant") or told.get("Hans") or "zh-Hans"


def _span(text: str, start: int, end: int, language: str, piece: _Piece) -> str:
    """Return a run in its element, with the gaps that it needs at its sides."""
    script = of_language(language)
    gaps = _gaps(text, start, end)
    if language == "latin":
        return f'<span class="latin{gaps}">{escape(text[start:end], quote=False)}</span>'
    content = _plain(text, start, end, script, piece.stressed)
    direction = ' dir="rtl"' if script and script.rtl else ""
    return f'<span class="run{gaps}" lang="{language}"{direction}>{content}</span>'


def _gaps(text: str, start: int, end: int) -> str:
    sides = (
        (" gap-l", text[start - 1 : start], text[start]),
        (" gap-r", text[end - 1], text[end : end + 1]),
    )
    return "".join(
        name for name, a, b in sides
        if (_IS_HAN.match(a) and _SPACED.match(b)) or (_SPACED.match(a) and _IS_HAN.match(b))
    )  # fmt: skip


def _plain(text: str, start: int, end: int, script: Script | None, stressed: bool) -> str:
    """Return text in its own script, with full-width marks narrowed and stress in dots."""
    if script is None or script.code not in CJK:
        return escape(text[start:end], quote=False)
    out = []
    for at in range(start, end):
        sign = text[at]
        shown = escape(sign, quote=False)
        if _tight(text, at):
            shown = f'<span class="tight">{shown}</span>'
        elif stressed and _IS_HAN.match(sign):
            shown = f'<span class="dot">{shown}</span>'
        out.append(shown)
    return "".join(out)


def _tight(text: str, at: int) -> bool:
    """Tell whether a mark gives up its blank half to its neighbour."""
    sign, before, after = text[at], text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if sign in CLOSING:
        return bool(after) and after in OPENING + CLOSING + "·・"
    return sign in OPENING and bool(before) and before in OPENING
