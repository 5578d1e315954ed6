"""Scripts by their ISO 15924 codes: which characters and languages are theirs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

IDEOGRAPHS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
KANA = "\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff"
FULL_WIDTH = "\u3000-\u3004\u3008-\u303f\uff01-\uff60\uffe0-\uffe6"


@dataclass(frozen=True)
class Script:
    """A script: its characters, as a class of a regular expression, and its languages.

    ``languages`` begin with the one that a run is taken for where nothing else is said. ``role``
    is the ending of its font roles. ``reference`` is the letter whose height tells its size, and
    ``height`` the height that it has beside Latin letters: 0 is the x-height, 1 that of capitals.
    """

    code: str
    characters: str
    languages: tuple[str, ...]
    role: str
    reference: str
    height: float
    rtl: bool = False

    def within(self, text: str) -> bool:
        """Tell whether a text holds a character of the script."""
        return re.search(f"[{self.characters}]", text) is not None


SCRIPTS = (
    Script("Hans", IDEOGRAPHS, ("zh-Hans", "zh", "yue"), "han", "国", 1.6),
    Script(
        "Hant", IDEOGRAPHS, ("zh-Hant", "zh-TW", "zh-HK", "zh-MO"), "hant", "國", 1.6
    ),
    Script("Jpan", KANA, ("ja",), "jpan", "国", 1.6),
    Script("Kore", "\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3", ("ko",), "kore", "국", 1.6),
    Script(
        "Arab", "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
        ("ar", "fa", "ur", "ps", "ug"), "arab", "لا", 1.7, rtl=True,
    ),
    Script(
        "Hebr", "\u0591-\u05f4\ufb1d-\ufb4f", ("he", "yi"), "hebr", "ה", 0.75, rtl=True
    ),
    Script("Deva", "\u0900-\u097f\ua8e0-\ua8ff", ("hi", "mr", "ne", "sa"), "deva", "क", 0.9),
    Script("Thai", "\u0e01-\u0e5b", ("th",), "thai", "ก", 0.6),
)  # fmt: skip
"""The scripts that Latin faces do not hold; Greek and Cyrillic are in the text faces."""


@lru_cache(maxsize=256)
def of_language(language: str) -> Script | None:
    """Return the script of a language, or None where a text face holds it."""
    tags = language.lower()
    found = [
        (len(own), script) for script in SCRIPTS for own in script.languages
        if tags == own.lower() or tags.startswith(f"{own.lower()}-")
    ]  # fmt: skip
    return max(found, key=lambda one: one[0])[1] if found else None


def is_rtl(language: str) -> bool:
    """Tell whether a language is written from right to left."""
    script = of_language(language)
    return script is not None and script.rtl


_NAMED = {
    "Hans": re.compile(r"\bzh(-Hans\b|-CN\b|(?![\w-]))"),
    "Hant": re.compile(r"\bzh-(Hant|TW|HK|MO)"),
}


def named(text: str) -> Iterator[str]:
    """Yield a tag of each kind of Chinese that a text names."""
    for pattern in _NAMED.values():
        if found := pattern.search(text):
            yield found[0]


def used(text: str, told: tuple[str, ...] = ()) -> tuple[Script, ...]:
    """Return the scripts of a text; ``told`` are the languages of the publication it is from.

    Chinese is simplified unless it is told or named in the text (as ``zh-Hant``) to be otherwise.
    """
    codes = {script.code for one in told if (script := of_language(one))}
    kinds = {code for code, pattern in _NAMED.items() if pattern.search(text)} | codes
    if not kinds & {"Hant", "Jpan"}:
        kinds.add("Hans")
    letters = "".join(set(text))
    return tuple(
        script for script in SCRIPTS
        if script.within(letters) and (script.code not in _NAMED or script.code in kinds)
    )  # fmt: skip
