"""A syntax for readings above Han characters: ``{漢字|かんじ}``, or ``{漢字|かん|じ}`` for each."""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from printkit.sources.scripts import has_han

_RUBY = re.compile(r"\{([^{}|\n<>&]+)((?:\|[^{}|\n<>&]+)+)\}")


def ruby_plugin(parser: MarkdownIt) -> None:
    """Read ``{base|reading}`` where the base holds a Han character.

    As many readings as characters, after bars or between spaces, stand above one character each.
    """
    parser.inline.ruler.before("text", "ruby", _ruby)


def _ruby(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _RUBY.match(state.src, state.pos)
    if match is None or not has_han(match[1]):
        return False
    if not silent:
        state.push("ruby_open", "ruby", 1)
        for base, reading in _pairs(match[1], match[2][1:].split("|")):
            state.push("text", "", 0).content = base
            state.push("rt_open", "rt", 1)
            state.push("text", "", 0).content = reading
            state.push("rt_close", "rt", -1)
        state.push("ruby_close", "ruby", -1)
    state.pos = match.end()
    return True


def _pairs(base: str, readings: list[str]) -> list[tuple[str, str]]:
    if len(readings) == 1 and len(readings[0].split()) == len(base):
        readings = readings[0].split()
    if len(readings) == len(base):
        return list(zip(base, readings, strict=True))
    return [(base, " ".join(readings))]
