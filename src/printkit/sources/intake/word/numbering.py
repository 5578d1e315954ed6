"""The numbers of lists and headings, which Word does not write but counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from printkit.sources.intake.word.styles import W, value, whole
from printkit.sources.intake.xml import Element

_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_HAN = "〇一二三四五六七八九"


def _letter(number: int) -> str:
    # After z comes aa, then bb (ECMA-376, 17.18.59).
    return chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 20)


def _roman(number: int) -> str:
    out = ""
    for size, sign in _ROMAN:
        out += sign * (number // size)
        number %= size
    return out


def _han(number: int) -> str:
    if number > 99:
        return "".join(_HAN[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    head = (_HAN[tens] if tens > 1 else "") + "十" if tens else ""
    return head + (_HAN[ones] if ones or not tens else "")


def _circled(number: int) -> str:
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographTraditional": lambda number: "甲乙丙丁戊己庚辛壬癸"[(number - 1) % 10],
} | dict.fromkeys(
    ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital",
     "taiwaneseCounting", "taiwaneseCountingThousand", "koreanDigital2"),
    _han,
)  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One depth of a list: ``text`` is its pattern, such as "%1.%2"."""

    format: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(frozen=True)
class Label:
    """What stands before a paragraph: a bullet, a plain number, or a text as printed."""

    number: int
    text: str
    bullet: bool
    plain: bool


@dataclass
class Numbering:
    """All lists of a file, and how far each has counted."""

    lists: Mapping[str, tuple[str, Mapping[int, Level]]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, key: str, depth: int) -> Label | None:
        """Count one paragraph on and return its label; None when it is in no list."""
        if key not in self.lists:
            return None
        family, levels = self.lists[key]
        level = levels.get(depth, Level("bullet", "•"))
        counts = self._counts.setdefault(family, {})
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        if level.format in ("bullet", "none"):
            # A list that continues an item has a bullet of nothing.
            seen = level.format == "bullet" and bool(level.text.strip())
            return Label(0, "", seen, False)
        plain = level.format == "decimal" and level.text in (f"%{depth + 1}.", f"%{depth + 1})")
        return Label(counts[depth], _text(level, levels, counts), False, plain)


def _text(level: Level, levels: Mapping[int, Level], counts: Mapping[int, int]) -> str:
    text = level.text[:100]
    for depth in range(9):
        if f"%{depth + 1}" in text:
            of = levels.get(depth, Level())
            number = counts.get(depth, of.start)
            text = text.replace(f"%{depth + 1}", _FORMATS.get(of.format, str)(number))
    return text


def read(root: Element | None) -> Numbering:
    """Return the lists of ``numbering.xml``."""
    if root is None:
        return Numbering({})
    abstract = {
        one.get(W + "abstractNumId", ""): {
            whole(level.get(W + "ilvl")): _level(level) for level in one.iter(W + "lvl")
        }
        for one in root.iter(W + "abstractNum")
    }
    lists = {}
    for one in root.iter(W + "num"):
        of = value(one, "abstractNumId") or ""
        own = {}
        for change in one.iter(W + "lvlOverride"):
            at = whole(change.get(W + "ilvl"))
            level = change.find(W + "lvl")
            base = abstract.get(of, {}).get(at, Level())
            start = value(change, "startOverride")
            own[at] = _level(level) if level is not None else base
            if start is not None:
                own[at] = Level(own[at].format, own[at].text, whole(start))
        # A list that starts anew counts for itself; the others go on with their family.
        key = one.get(W + "numId", "")
        lists[key] = (key if own else "of " + of, {**abstract.get(of, {}), **own})
    return Numbering(lists)


def _level(element: Element) -> Level:
    start = value(element, "start")
    return Level(
        value(element, "numFmt") or "decimal",
        value(element, "lvlText") or "",
        whole(start) if start is not None else 1,
    )
