"""Text drawn without asking what is known: what shows a glyph, a word, a space.

WeasyPrint shapes each line once more to draw it, and writes it glyph by glyph. Here what a glyph of
some width writes is kept with its face, and so is what a word writes that Pango shapes by itself.
The bytes are the same. What is not plain (emojis, ellipses, raised glyphs) is left to it.
"""

from collections.abc import Callable, Iterable
from copy import copy
from functools import partial
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, pango

from printkit.typeset.lean import Glyph, glyphs_of, model_of, runs_of
from printkit.typeset.words import Said, Vocabulary, Word, is_even, vocabulary_of

_SIZES = 14802
"""The version of Pango from which on a face tells its size right."""


def install() -> None:
    """Let WeasyPrint draw text this way."""
    if getattr(drawing.draw_first_line, "knows", False):
        return
    draw, sized = drawing.draw_first_line, pango.pango_version() >= _SIZES

    def draw_first_line(
        stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Any
    ) -> list[Any]:
        whole = overflow != "ellipsis" and ellipsis == "none"
        if sized and whole and box.style["font_size"] >= 1e-6 and box.text.strip():
            runs = _words(stream, box) or _shaped(stream, box)
            if runs is not None:
                _show(stream, runs, matrix)
                return []
        _wake(box.pango_layout)
        drawn: list[Any] = draw(stream, box, overflow, ellipsis, matrix)
        return drawn

    draw_first_line.knows = True  # type: ignore[attr-defined]
    drawing.draw_first_line = draw_first_line
    _let_sleep()


def _let_sleep() -> None:
    """Let a layout be its text alone until Pango must set it."""
    plainly = inline.create_layout

    def reactivate(layout: Any, style: Any) -> None:
        layout.style = style

    def asleep(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: float
    ) -> Any:
        # WeasyPrint adds to a lone space, and cuts off what is behind a line.
        if text == " " or "\n" in text:
            return plainly(text, style, context, max_width, justification_spacing)
        return sleeping(text, style, max_width, justification_spacing)

    line_break.Layout.reactivate, line_break.Layout.deactivate = reactivate, _deactivate
    inline.create_layout = asleep


def sleeping(text: str, style: Any, max_width: float | None, spacing: float) -> Any:
    """Return the layout of a text that Pango has not set yet."""
    layout = object.__new__(line_break.Layout)
    vars(layout).update(vars(model_of(style)))
    _deactivate(layout)
    layout.text, layout.max_width, layout.justification_spacing = text, max_width, spacing
    return layout


def _deactivate(layout: Any) -> None:
    for name in ("layout", "language", "style"):
        vars(layout).pop(name, None)


def _wake(layout: Any) -> None:
    """Have a text set by Pango, as WeasyPrint has it before it draws."""
    if "layout" not in vars(layout):
        layout.setup(layout.style)
        layout.set_text(layout.text, justify=True)


_Face = tuple[Any, Any, float]
"""A face as Pango and as the file knows it, and its size."""
_Run = tuple[Any, float, str]
"""The face of a run, as the file knows it, its size, and what shows its glyphs."""


def _words(stream: Any, box: Any) -> list[_Run] | None:
    """Return a line as one run of what Pango shapes by itself; None where it is not plain."""
    text, style = box.pango_layout.text, box.style
    if not is_even(text, style):
        return None
    words = vocabulary_of(style)
    line = words.line(text, box.pango_layout.justification_spacing)
    if line is None:
        return None
    font = stream._fonts.get(words.key) or _added(stream, words)
    if not _is_outlined(font):
        return None
    known: dict[str, str] = _kept(font, "words", id(words))
    here: dict[int, str] = {}
    face, shown = (words.face, font, words.size), []
    for name, word in line:
        string = known.get(name) or here.get(id(word))
        if string is None:
            string = _told(font, word) or _spelled(stream, face, word.glyphs)
            if string is None:
                return None
            if name:
                known[name] = string
                _tell(font, word, string)
            else:
                here[id(word)] = string
        shown.append(string)
    return [(font, words.size, "".join(shown))]


def _added(stream: Any, words: Vocabulary) -> Any:
    """Add the face of a vocabulary to a file, as it was in the first one that had it."""
    if words.font is None:
        font = stream.add_font(words.face)[0]
        words.font = _copied(font)
    else:
        font = stream._fonts[words.key] = _copied(words.font)
    return font


def _copied(font: Any) -> Any:
    twin = object.__new__(type(font))
    for name, value in vars(font).items():
        setattr(twin, name, copy(value) if isinstance(value, dict | list) else value)
    return twin


def _told(font: Any, word: Word) -> str:
    """Return what shows a word, if it is known from another file, and true of this one."""
    for number, said, width in word.told:
        font.to_unicode.setdefault(number, said)
        if font.widths.setdefault(number, width) != width:
            return ""
    return str(word.shown)


def _tell(font: Any, word: Word, string: str) -> None:
    """Keep what shows a word, for the files to come."""
    if not word.shown:
        numbers = [(glyph[0], said) for glyph, said in word.glyphs if glyph[0] in font.widths]
        word.shown, word.told = string, tuple((n, said, font.widths[n]) for n, said in numbers)


def _spelled(stream: Any, face: _Face, glyphs: tuple[Said, ...]) -> str | None:
    return _string(stream, face, (glyph for glyph, _ in glyphs), lambda at: glyphs[at][1])


def _string(
    stream: Any, face: _Face, glyphs: Iterable[Glyph], said: Callable[[int], str]
) -> str | None:
    """Return what shows glyphs, or None where they are not plain.

    ``said`` returns the characters that the glyph at a place stands for.
    """
    known: dict[Glyph, str | None] = _kept(face[1], "shown", face[2])
    shown = []
    for at, glyph in enumerate(glyphs):
        if glyph not in known:
            known[glyph] = _shown(stream, face, glyph, partial(said, at))
        shown.append(known[glyph])
    return None if None in shown else _closed("".join(filter(None, shown)))


def _kept(font: Any, name: str, of: Any) -> dict[Any, Any]:
    """Return what is kept with a face of a file under a name, for a size or the like."""
    kept: dict[Any, Any] = font.__dict__.setdefault(name, {}).setdefault(of, {})
    return kept


def _closed(shown: str) -> str:
    """Return glyphs within their string, which ends before a movement that is the last."""
    return f"<{shown}"[:-1] if shown.endswith("<") else f"<{shown}>"


def _is_outlined(font: Any) -> bool:
    return not (font.bitmap or font.png or font.svg or font.colr)


def _shaped(stream: Any, box: Any) -> list[_Run] | None:
    """Return the runs of a line as Pango shapes it; None where one is not plain."""
    layout = box.pango_layout
    _wake(layout)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    runs: list[_Run] = []
    face = None
    for run in runs_of(layout):
        # A line that is spaced out is a run for each word, most often of one face.
        if face is None or run.item.analysis.font != face:
            face = run.item.analysis.font
            font, size = stream.add_font(face)
            if not _is_outlined(font):
                return None
        said = partial(_said, run, layout.text)
        string = _string(stream, (face, font, size), glyphs_of(run), said)
        if string is None:
            return None
        runs.append((font, size, string))
    return runs


def _shown(stream: Any, face: _Face, glyph: Glyph, said: Callable[[], str]) -> str | None:
    """Return what shows a glyph within a string of them, which is ``<…>``."""
    pango_font, font, size = face
    number, width, across, up, _ = glyph
    if number == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size}<"
    if up or number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        return None
    if number not in font.to_unicode:
        font.to_unicode[number] = said()
    if number not in font.widths:
        pango.pango_font_get_glyph_extents(pango_font, number, stream.ink_rect, stream.logical_rect)
        font.widths[number] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    offset = across / size
    kerning = font.widths[number] + offset - width * 1000 * FROM_UNITS / size
    before = f">{-offset}<" if offset else ""
    return f"{before}{number:04x}" + (f">{int(kerning)}<" if kerning else "")


def _said(run: Any, text: str, at: int) -> str:
    """Return the characters that the glyph at a place of a run stands for."""
    item, clusters = run.item, run.glyphs.log_clusters
    if item.analysis.level % 2:
        end = item.length if at == 0 else clusters[at - 1]
    else:
        end = item.length if at == run.glyphs.num_glyphs - 1 else clusters[at + 1]
    return text.encode()[item.offset + clusters[at] : item.offset + end].decode()


def _show(stream: Any, runs: Iterable[_Run], matrix: Any) -> None:
    stream.set_text_matrix(*matrix.values)
    before, string = None, ""
    for font, size, shown in runs:
        if (font, size) != before:
            before = font, size
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(font.hash, size)
        string += shown
    stream.show_text(string)
