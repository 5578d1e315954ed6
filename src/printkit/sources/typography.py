"""What each language does with quotation marks, dashes and spaces: data, and the rules made of it.

Quotation marks follow the Unicode CLDR. French spaces follow the *Lexique des règles
typographiques en usage à l'Imprimerie nationale*, in its present-day use of the narrow space;
German ones DIN 5008; Polish ones PN-83/P-55366. Rules never touch a letter or a digit.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

NO_BREAK, NARROW = "\u00a0", "\u202f"

QUOTES = {
    "cs": "„“‚‘", "da": "»«›‹", "de": "„“‚‘", "en": "“”‘’", "es": "«»“”", "fi": "””’’",
    "fr": "«»“”", "hu": "„”»«", "it": "«»“”", "ja": "「」『』", "nl": "“”‘’",
    "no": "«»‘’", "nb": "«»‘’",
    "pl": "„”«»", "pt": "“”‘’", "ru": "«»„“", "sk": "„“‚‘", "sv": "””’’", "tr": "“”‘’",
    "uk": "«»„“", "yue": "「」『』", "zh": "“”‘’", "zh-hans": "“”‘’",
    "zh-hant": "「」『』", "zh-tw": "「」『』", "zh-hk": "「」『』", "de-ch": "«»‹›",
    "pt-pt": "«»“”", "ko": "“”‘’",
}  # fmt: skip
"""Opening and closing marks, outer and inner."""

MARKS = "".join(sorted({*"–—…", NO_BREAK, *"".join(QUOTES.values())}))
"""Every character that smart typography may bring into a text, but for the narrow space."""

UNITS = (
    "nm µm μm mm cm dm m km kg g mg µg μg ng t ml mL dl dL cl °C °F K Hz kHz MHz GHz Gy cGy mGy Sv "
    "mSv Pa kPa hPa mmHg h min s ms V kV W kW MW kWh J kJ MJ mol mmol µmol kcal IU pt % ‰ € $ £ ¥ "
    "EUR USD CHF GBP CNY RMB"
).split()

BEFORE_NUMBERS = {
    "": "p pp § Fig fig Tab Vol vol".split(),
    "en": "No Nos no nos Figs figs Eq Ch page pages chapter figure table Figure Table".split(),
    "de": "S Nr Abb Bd Kap Seite Kapitel Abbildung Tabelle".split(),
    "fr": "n° no chap art t".split(),
    "pl": "s str nr rys r".split(),
}
"""Words that stay with the number after them."""

BEFORE_NAMES = {
    "en": "Dr Prof Mr Mrs Ms Mx St".split(),
    "de": "Dr Prof Hr Fr St".split(),
    "fr": "M MM Mme Mlle Dr Pr St Ste".split(),
    "pl": "dr prof mgr inż św ul al pl ks".split(),
    "es": "Sr Sra Dr Dra D Dª".split(),
    "it": "Sig Dott Prof S".split(),
}
"""Titles that stay with the name after them."""

SHORT_WORDS = {
    "pl": "aiouwz", "cs": "aiouksvz", "sk": "aiouksvz", "ru": "авикосуя", "uk": "авзійоу",
}  # fmt: skip
"""Words of one letter that do not end a line."""

THOUSANDS = ("fr", "de", "pl", "cs", "sk", "ru", "uk", "sv", "no", "nb", "da", "fi", "es", "it")


@dataclass(frozen=True)
class Rule:
    """What replaces the first group of a pattern, or all of it where it has no group."""

    pattern: re.Pattern[str]
    by: str


def base(language: str) -> str:
    """Return a language without its region: ``pt`` of ``pt-BR``."""
    return language.lower().split("-", maxsplit=1)[0]


def quotes(language: str) -> str:
    """Return the four marks of a language, or nothing where they are not known."""
    return QUOTES.get(language.lower(), QUOTES.get(base(language), ""))


@lru_cache(maxsize=32)
def rules(language: str) -> tuple[Rule, ...]:
    """Return the rules of a language in the order in which they apply."""
    own = base(language)
    if own in ("zh", "ja", "ko", "yue"):
        return _HAN
    return (*_COMMON, *(_FRENCH if own == "fr" else ()), *_kept_together(own))


def elisions(language: str) -> tuple[Rule, ...]:
    """Return the rules for apostrophes that would be taken for quotation marks."""
    return _ENGLISH if base(language) == "en" else ()


def _rule(pattern: str, by: str) -> Rule:
    return Rule(re.compile(pattern), by)


_HAN = (
    _rule(r"(?<![.…])(?:\.{3}){1,2}(?![.…])", "……"),
    _rule(r"(?<![-–—])-{2,3}(?![-–—>])", "——"),
)
# Two hyphens that only a letter follows are an option of a command: --strict.
_COMMON = (
    _rule(r"(?<![.…])\.\.\.(?![.…])", "…"),
    _rule(r"(?<![-–—])---(?![-–—>])", "—"),
    _rule(r"(?<![-–—])(?!(?<!\S)--\S)--(?![-–—>])", "–"),
    _rule(r"([ \n])(?=[–—][ \n])", NO_BREAK),
)
_ENGLISH = (
    _rule(r"(?<![\w'’])'(?=\d0s\b)", "’"),
    _rule(r"(?<![\w'’])'(?=(?:[Tt]is|[Tt]was|em|n|til|cause)\b)", "’"),
)
_AFTER = r"(?=[\s»”’)\]\u202f.,]|$)"
_FRENCH = (
    _rule(rf"[ \n\u00a0](?=[;!?]+{_AFTER})", NARROW),
    _rule(rf"(?<=[\w»”)\]%€…])(?=[;!?]+{_AFTER})", NARROW),
    _rule(r"[ \n\u202f](?=:(?:\s|$))", NO_BREAK),
    _rule(r"(?<=[\w»”)\]%€…])(?=:(?:\s|$))", NO_BREAK),
    _rule(r"(?<=«)[ \n\u00a0]", NARROW),
    _rule(r"(?<=«)(?=\S)", NARROW),
    _rule(r"[ \n\u00a0](?=»)", NARROW),
    _rule(r"(?<=\S)(?=»)", NARROW),
)


def _kept_together(own: str) -> tuple[Rule, ...]:
    """Return the rules for what must not be torn apart at the end of a line."""
    numbers = _any((*BEFORE_NUMBERS[""], *BEFORE_NUMBERS.get(own, ())))
    german = _rule(r"(?<!\w)[A-Za-zÄÖÜäöü]\.([ \n])(?=[A-Za-zÄÖÜäöü]\.)", NARROW)
    made = [
        *([german] if own == "de" else []),
        _rule(rf"(?<=\d)([ \n])(?=(?:{_any(UNITS)})(?!\w))", NO_BREAK),
        _rule(rf"(?<!\w)(?:{numbers})\.?([ \n])(?=\d)", NO_BREAK),
        _rule(r"(?<![\w.])[^\W\d_]\.([ \n])(?=[A-ZÀ-ÞĀ-Ž][\w.’])", NO_BREAK),
    ]
    if titles := BEFORE_NAMES.get(own):
        made.append(_rule(rf"(?<!\w)(?:{_any(titles)})\.?([ \n])(?=[A-ZÀ-ÞĀ-Ž])", NO_BREAK))
    if months := _months(own):
        made.append(_rule(rf"(?<!\w)\d{{1,2}}(?:\.|er)?([ \n])(?=(?:{_any(months)})\b)", NO_BREAK))
    if short := SHORT_WORDS.get(own):
        made.append(_rule(rf"(?<![\w’'-])[{short}{short.upper()}]([ \n])(?=[\w„«])", NO_BREAK))
    if own in THOUSANDS:
        made.append(_rule(r"(?<![\d.,])\d{1,3}([ \n\u00a0])(?=\d{3}(?!\d))", NARROW))
    return tuple(made)


def _any(words: tuple[str, ...] | list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _months(own: str) -> list[str]:
    try:
        return list(get_month_names("wide", "format", Locale.parse(own)).values())
    except (UnknownLocaleError, ValueError):
        return []
