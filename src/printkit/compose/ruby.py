"""Ruby: readings above Han characters, as small boxes that the engine can set.

The base stands in its line and in the text as any other character; the reading (half its size, as
JIS X 4051 has it) follows it and is placed above. A box is as wide as the wider of the two.
"""

import re
from collections.abc import Callable
from html import unescape

SIZE, SPACE = 0.5, 0.1
"""Size of a reading, of its base; least space between two readings, in ems of the base."""
_RUBY = re.compile(r"<ruby[^>]*>(.*?)</ruby>", re.DOTALL)
_PAIR = re.compile(r"(.*?)<rt[^>]*>(.*?)</rt>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def set_ruby(html: str, width: Callable[[str], float]) -> str:
    """Return a page with its ``ruby`` elements as boxes; ``width`` measures a text in ems."""

    def boxes(match: re.Match[str]) -> str:
        pairs = _PAIR.findall(re.sub(r"<rp>.*?</rp>|</?rb[^>]*>", "", match[1], flags=re.DOTALL))
        rest = _PAIR.sub("", match[1])
        return "".join(_box(base, reading, width) for base, reading in pairs) + rest

    return _RUBY.sub(boxes, html)


def _box(base: str, reading: str, width: Callable[[str], float]) -> str:
    below, above = (width(unescape(_TAG.sub("", text))) for text in (base, reading))
    most = max(below, SIZE * above + SPACE)
    kind = "rt latin" if _LATIN.search(reading) else "rt"
    return (
        f'<span class="ruby" style="width:{most:.3f}em"><span class="rb">{base}</span>'
        f'<span class="{kind}">{reading}</span></span>'
    )
