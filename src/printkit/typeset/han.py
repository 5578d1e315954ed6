"""Lines of Chinese and Japanese: even spacing between characters, and clean edges.

WeasyPrint stretches the spaces of a justified line, and Chinese has none: so its lines are spaced
between characters here. At the edges of a line the gap between Han and Latin goes, and full-width
marks lose their blank half, as W3C's *Requirements for Chinese Text Layout* 3.1.6 and 3.2.3 ask.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from printkit.model.script import FULL_WIDTH, IDEOGRAPHS, KANA, of_language
from printkit.typeset.once import once

OPENING, CLOSING = "“‘（〔［｛〈《「『【〖｟", "”’）〕］｝〉》」』】〗｠"
STOPS = "，。、．；：！？"
"""They stand in the left half of their square but for traditional Chinese, which centres them."""
_HAN = re.compile(f"[{IDEOGRAPHS}{KANA}{FULL_WIDTH}]")
Align = Callable[[Any, Any, float, bool], float]


def install() -> None:
    """Let WeasyPrint align lines that hold Han characters as this module does."""
    from weasyprint.layout import inline

    if getattr(inline.justify_line, "spaces_han", False):
        return
    align, justify = inline.text_align, inline.justify_line

    def text_align(context: Any, line: Any, available: float, last: bool) -> float:
        if any(holds_han(box.text) for box in _texts(line)):
            _trim_start(line)
            _trim_end(line, last)
        offset: float = align(context, line, available, last)
        return offset

    def justify_line(context: Any, line: Any, extra: float) -> None:
        boxes = list(_leaves(line))
        if is_han(line.style) and any(map(_is_han, boxes)):
            _space(context, line, boxes, extra)
        else:
            justify(context, line, extra)

    justify_line.spaces_han = True  # type: ignore[attr-defined]
    inline.text_align, inline.justify_line = text_align, justify_line


def is_han(style: Any) -> bool:
    """Tell whether a style is that of a Chinese or Japanese text, spaced between characters."""
    return once(style, "is_han", lambda style: _is_spaced(str(style["lang"] or "")))


def _is_spaced(language: str) -> bool:
    script = of_language(language)
    return script is not None and script.code in ("Hans", "Hant", "Jpan")


def _leaves(box: Any) -> Iterator[Any]:
    """Give the boxes of a line that hold something: texts, and what stands like a character."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            yield from _leaves(child)
        elif (not isinstance(child, boxes.TextBox) or child.text) and not _is_sign(child):
            yield child


def _is_sign(box: Any) -> bool:
    """Tell whether a box takes no width: it is drawn at the character before it."""
    from weasyprint.formatting_structure import boxes

    return isinstance(box, boxes.InlineBlockBox) and abs(box.margin_width()) < 0.01


def _texts(line: Any) -> Iterator[Any]:
    return (box for box in _leaves(line) if hasattr(box, "pango_layout"))


def _is_han(box: Any) -> bool:
    return not hasattr(box, "pango_layout") or holds_han(box.text)


def holds_han(text: str) -> bool:
    """Tell whether a text holds Han characters, kana or full-width marks."""
    return not text.isascii() and _HAN.search(text) is not None


def _edge(line: Any, at: int) -> Iterator[Any]:
    """Give the boxes at the start (0) or the end (-1) of a line, the outer ones first."""
    from weasyprint.formatting_structure import boxes

    box = line
    while isinstance(box, boxes.LineBox | boxes.InlineBox):
        flow = [c for c in box.children if c.is_in_normal_flow() and not _is_sign(c)]
        if not flow:
            return
        box = flow[at]
        yield box


def _has_class(box: Any, name: str) -> bool:
    return box.element is not None and name in (box.element.get("class") or "").split()


def _trim_start(line: Any) -> None:
    cut = 0.0
    for box in _edge(line, 0):
        if _has_class(box, "gap-l"):
            cut += box.margin_left
        elif _full(box) and box.text[0] in OPENING:
            cut += box.style["font_size"] / 2
    if cut:
        for child in line.children:
            if child.is_in_normal_flow():
                child.translate(-cut, 0)
        line.width -= cut


def _trim_end(line: Any, last: bool) -> None:
    for box in _edge(line, -1):
        if _has_class(box, "gap-r"):
            line.width -= box.margin_right
        elif not last and _full(box) and box.text[-1] in _blank_on_the_right(box):
            line.width -= box.style["font_size"] / 2


def _full(box: Any) -> bool:
    """Tell whether a box is text in full-width marks, which ``tight`` ones are no longer."""
    script = of_language(str(box.style["lang"] or ""))
    return (
        hasattr(box, "pango_layout")
        and bool(box.text)
        and script is not None
        and not _has_class(box, "tight")
    )


def _blank_on_the_right(box: Any) -> str:
    script = of_language(str(box.style["lang"] or ""))
    return CLOSING if script and script.code == "Hant" else CLOSING + STOPS


@dataclass
class _Run:
    """How far the rest of a line has moved, for a space of ``each`` at every character."""

    each: float
    moved: float


def _space(context: Any, line: Any, boxes: list[Any], extra: float) -> None:
    """Share ``extra`` out between the characters of a line.

    Pango puts half of a letter's space before it and half after it, so half a space would stand
    at each end of the line: there it is taken back.
    """
    shares = sum(map(_share, boxes)) - sum(_is_han(boxes[end]) for end in (0, -1)) / 2
    if shares <= 0:
        return
    each = extra / shares
    _move(context, line, _Run(each, -each / 2 if _is_han(boxes[0]) else 0.0))
    line.width += extra


def _share(box: Any) -> float:
    """Return how many spaces a box takes: one for each Han character, or one for each space."""
    if not hasattr(box, "pango_layout"):
        return 1
    return len(box.text) if _is_han(box) else box.text.count(" ") + box.text.count("\u00a0")


def _move(context: Any, parent: Any, run: _Run) -> None:
    from weasyprint.formatting_structure import boxes

    for box in parent.children:
        if not box.is_in_normal_flow():
            continue
        if isinstance(box, boxes.InlineBox):
            box.position_x += run.moved
            before = run.moved
            _move(context, box, run)
            box.width += run.moved - before
        elif isinstance(box, boxes.TextBox):
            box.position_x += run.moved
            _stretch(context, box, run)
        elif _is_sign(box):
            box.translate(run.moved - run.each / 2, 0)
        else:
            box.translate(run.moved + run.each / 2, 0)
            run.moved += run.each


def _stretch(context: Any, box: Any, run: _Run) -> None:
    from weasyprint.text.line_break import create_layout

    added = _share(box) * run.each if box.text else 0
    if not added:
        return
    if _is_han(box):
        tracking = box.style["letter_spacing"]
        box.style = box.style.copy()
        box.style["letter_spacing"] = run.each + (0 if tracking == "normal" else tracking)
    else:
        box.justification_spacing = run.each
    layout = create_layout(box.text, box.style, context, None, box.justification_spacing)
    layout.deactivate()
    box.pango_layout, box.width = layout, box.width + added
    run.moved += added
