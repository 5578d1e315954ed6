"""A text that fits its line but for the space at its end stays whole.

Before an inline box WeasyPrint takes that space for a first word that is too long, and sets this
word alone on the line.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from printkit.typeset.pieces import space_of

Line = tuple[Any, int, int | None, float, float, float]


def install() -> None:
    """Let WeasyPrint set such texts whole."""
    from weasyprint.layout import inline

    plain: Callable[..., Line] = inline.split_first_line
    if getattr(plain, "keeps_ends", False):
        return

    @wraps(plain)
    def split(
        text: str, style: Any, context: Any, room: float | None, *rest: Any, **how: Any
    ) -> Line:
        line = plain(text, style, context, room, *rest, **how)
        if room is None or line[2] is None or not _is_early(text, style, line[2]):
            return line
        whole = plain(text, style, context, room + space_of(style), *rest, **how)
        return whole if whole[2] is None else line

    split.keeps_ends = True  # type: ignore[attr-defined]
    inline.split_first_line = split


def _is_early(text: str, style: Any, resume: int) -> bool:
    """Tell whether a line holds but one word of a text with more, and a space at its end."""
    if not text.endswith(" ") or style["white_space"] != "normal":
        return False
    data = text.encode()
    return b" " not in data[: resume - 1].strip() and b" " in data[resume:-1]
