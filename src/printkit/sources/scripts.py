"""Runs of another script, marked with their language so that fonts and breaks fit them."""

import re

HAN = (
    "\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003134f"
)
_RUN = re.compile(f"[{HAN}]+(?:[\u00b7\u2014\u2026\u201c\u201d\u2018\u2019 ]?[{HAN}]+)*")
_MARKUP = re.compile(r"(<[^>]*>|&#?\w+;)")
CJK = ("zh", "ja", "ko", "yue")


def is_cjk(language: str) -> bool:
    """Tell whether a language is written with Han characters."""
    return language.split("-", maxsplit=1)[0] in CJK


def has_han(text: str) -> bool:
    """Tell whether a text holds Chinese characters."""
    return _RUN.search(text) is not None


_HAN_SIGN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def count_words(text: str) -> int:
    """Count words as an editor does: Chinese by the character, the rest between spaces."""
    rest, signs = _HAN_SIGN.subn(" ", text)
    return signs + sum(any(map(str.isalnum, word)) for word in rest.split())


_CAPS = re.compile(r"(?<![\w.])[A-ZÀ-ÖØ-Þ]{2,}(?![\w])")
_ORDINAL = {
    "en": re.compile(r"(?<=\d)(?:st|nd|rd|th)\b"),
    "fr": re.compile(r"(?<=\b1)(?:er|re)\b|(?<=[2-9])e\b|(?<=\d\d)e\b|(?<=\b[XVI]{2})e\b"),
}


def mark_abbreviations(markup: str, language: str) -> str:
    """Mark abbreviations in capitals and the endings of ordinals, for layouts to set them apart.

    They become ``<span class="caps">`` and ``<span class="ordinal">``. ``markup`` is HTML.
    """
    if is_cjk(language):
        return markup
    marked = {"caps": _CAPS, "ordinal": _ORDINAL.get(language.lower().split("-", maxsplit=1)[0])}
    for name, pattern in marked.items():
        span, parts = rf'<span class="{name}">\g<0></span>', _MARKUP.split(markup)
        if pattern:
            markup = "".join(p if p[:1] in ("<", "&") else pattern.sub(span, p) for p in parts)
    return markup
