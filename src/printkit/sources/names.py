"""Names of people: ids for files, and the order of an index.

Names of Latin letters are sorted by their base letters, as the index of a printed book is; Chinese
ones by pinyin, as a register in China is. ICU would tailor the order to one language, which a list
of people from many countries does not have, and is hard to install.
"""

import re
import unicodedata
from functools import lru_cache

from printkit.sources.scripts import has_han

# Letters that Unicode does not take apart, and the vowels with German and Nordic second spellings
# left as their base letter.
_BASE = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
     "ħ": "h", "ŧ": "t", "ŋ": "n", "ƒ": "f", "ĸ": "k"}
)  # fmt: skip
# Surnames that are read otherwise than the character usually is (Xiandai Hanyu Cidian).
_SURNAMES = {
    "单": "shan", "單": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "区": "ou", "區": "ou",
    "查": "zha", "朴": "piao", "缪": "miao", "繆": "miao", "覃": "qin", "翟": "zhai", "乐": "yue",
    "樂": "yue", "种": "chong", "秘": "bi", "冼": "xian", "洗": "xian", "折": "she", "员": "yun",
    "召": "shao", "逄": "pang", "尉迟": "yuchi", "万俟": "moqi", "长孙": "zhangsun",
}  # fmt: skip
_PARTICLES = {"de", "van", "von", "der", "den", "di", "da", "dos", "la", "le", "bin", "al", "zu"}


def person_id(text: str, fallback: str) -> str:
    """Return an id for a name: ASCII with hyphens, Chinese as pinyin; or the fallback."""
    return re.sub(r"[^a-z0-9]+", "-", pinyin(text, " ")).strip("-") or fallback


@lru_cache(maxsize=65_536)
def pinyin(text: str, between: str = "") -> str:
    """Return a text in lower-case base letters, Chinese as pinyin without tones."""
    if has_han(text):
        from pypinyin import lazy_pinyin

        text = unicodedata.normalize("NFC", text).strip()
        first = next((n for n in (2, 1) if text[:n] in _SURNAMES), 0)
        read = [_SURNAMES[text[:first]]] if first else []
        text = between.join([*read, *lazy_pinyin(text[first:])])
    return base(text)


def base(text: str) -> str:
    """Return a text in lower case without accents, for comparing and sorting."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_BASE)
    return "".join(c for c in plain if not unicodedata.combining(c))


def family_of(name: str) -> str:
    """Return the part of a name that it is sorted by: all of a Chinese name, else the last word.

    Particles before it do not count. Where that is wrong, a person's ``family`` says better.
    """
    words = name.split()
    if has_han(name) or not words:
        return name
    return next((word for word in reversed(words) if word.lower() not in _PARTICLES), words[-1])


def family_in(name: str, chinese: str = "") -> str | None:
    """Return the family name of a name that shows it, else None.

    It is the one word in capitals ("Anna MUSTER"), or the word that the Chinese name begins with
    ("Zhang San" beside 张三).
    """
    words = name.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper() and word.isalpha()]
    if len(capitals) == 1 and len(words) > 1:
        return capitals[0]
    ends = dict.fromkeys([*words[:1], *words[-1:]])
    for length in (2, 1):
        read = pinyin(chinese[:length]) if has_han(chinese) and len(chinese) > length else ""
        for word in ends:
            if read and base(word) in _SPELLINGS.get(read, {read}):
                return word
    return None


_SPELLINGS = {"lv": {"lv", "lu", "lyu"}, "nv": {"nv", "nu", "nyu"}}
"""Spellings of syllables with ü in passports and papers."""


def two_names(text: str) -> tuple[str, str] | None:
    """Return the Chinese and the Latin name of a text that is both: "张三 (Zhang San)"."""
    match = _BOTH.fullmatch(text.strip())
    if match is None:
        return None
    return match["first"] or match["last"], (match["after"] or match["before"]).strip()


_CHINESE_NAME = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f·]{2,10}"
_LATIN_NAME = r"[^\W\d_][^()（）/|\[\]]*"
_BOTH = re.compile(
    rf"(?P<first>{_CHINESE_NAME})\s*[(（/|\[]?\s*(?P<after>{_LATIN_NAME})\s*[)）\]]?"
    rf"|(?P<before>{_LATIN_NAME}?)\s*[(（/|\[]?\s*(?P<last>{_CHINESE_NAME})\s*[)）\]]?"
)


def sort_key(name: str, family: str | None = None) -> tuple[str, str, str]:
    """Return what a name is sorted by: family name, whole name, and the name itself."""
    return pinyin(family or family_of(name)), pinyin(name), name
