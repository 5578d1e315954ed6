"""Style sheets for pages that are read from the right: left and right change places.

What CSS says of the sides of a page (``@page :left``, its margin boxes) stays: those sides are the
paper's. The start of a line, floats, margins and paddings follow the reading.
"""

import re

_RULE = re.compile(r"(@[^{}]*\{(?:[^{}]|\{[^{}]*\})*\})|\{([^{}]*)\}")
_SIDE = re.compile(
    r"\b(?P<before>(?:margin|padding|border|border-\w+)-|(?:float|clear|text-align)\s*:\s*"
    r"|(?<=[;{\s]))(?P<side>left|right)\b(?=[\w-]*\s*[:;}]|\s*$|\s*!)"
)
_FOUR = re.compile(r"\b(margin|padding|border-width)(\s*:\s*)([^;{}]+)")


def mirrored(css: str) -> str:
    """Return a style sheet with left and right exchanged, but for the sides of the paper."""
    return _RULE.sub(lambda rule: rule[1] or "{" + _declarations(rule[2]) + "}", css)


def from_the_start(css: str) -> str:
    """Return a style sheet whose flush lines are flush where their reading starts."""
    return re.sub(r"\btext-align(\s*:\s*)left\b", r"text-align\1start", css)


def _declarations(text: str) -> str:
    turned = _SIDE.sub(lambda m: m["before"] + ("right" if m["side"] == "left" else "left"), text)
    return _FOUR.sub(_sides, turned)


def _sides(match: re.Match[str]) -> str:
    values = _values(match[3])
    if len(values) >= 4:
        values[1], values[3] = values[3], values[1]
    return match[1] + match[2] + " ".join(values)


def _values(text: str) -> list[str]:
    """Return the values of a list, of which functions are one each."""
    return re.findall(r"[^\s()]*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^\s()]+", text)
