"""WeasyPrint made lean: what it works out again for each line and element is worked out once.

The pages are the same, byte for byte. WeasyPrint asks a text layout for a context, a description
of its face and its features for every line; here layouts of one style are copies of a model.
Properties with rules of their own are left to it.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from struct import Struct
from typing import Any

from weasyprint import css
from weasyprint.css.properties import (
    INHERITED,
    INITIAL_NOT_COMPUTED,
    INITIAL_VALUES,
    Dimension,
)
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import background, inline, percent, preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import ffi, gobject, pango

from printkit.typeset.once import once

_FONT = (
    "font_style", "font_stretch", "font_weight", "font_variant_ligatures",
    "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings",
    "font_variation_settings", "font_language_override", "lang",
)  # fmt: skip
_face = itemgetter(*_FONT)
_sized = itemgetter(*_FONT, "font_size", "line_height")
_set = itemgetter(*_FONT, "font_size", "font_kerning", "direction")
Glyph = tuple[int, int, int, int, int]
"""A PangoGlyphInfo: glyph, width, horizontal and vertical offset, and a mark."""
_INFO = Struct("=Iiiii")
_OWN_RULES = frozenset({"float", "display", "position", "page"})
_SIDES = ("top", "right", "bottom", "left")
_LINES = tuple(f"border_{side}_width" for side in _SIDES)
_USED = (
    *(f"{what}_{side}" for what in ("margin", "padding") for side in _SIDES),
    *(f"{least}{way}" for least in ("", "min_", "max_") for way in ("width", "height")),
    *_LINES, "box_sizing", "border_collapse",
)  # fmt: skip
_used = itemgetter(*_USED)
_broken = itemgetter(
    "white_space", "letter_spacing", "word_spacing", "overflow_wrap", "word_break", "hyphens",
    "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character",
)  # fmt: skip
_SHORT, MANY = 80, 8_000
"""Characters of a text that may well come again, and how many such texts are kept."""
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_BARE = {"background": None, **{f"border_{corner}_radius": (0, 0) for corner in _CORNERS}}
"""What a box has whose style asks for nothing behind it."""
_SHARP = INITIAL_VALUES["border_top_left_radius"]
_NO_LINE = ("none", "hidden")


def install() -> None:
    """Let WeasyPrint keep what it has worked out."""
    if getattr(line_break.Layout.setup, "lean", False):
        return
    _layouts()
    _styles()
    _lengths()
    _struts()
    _widths()
    _sides()
    _backgrounds()


_set_up = line_break.Layout.setup


def model_of(style: Any) -> Any:
    """Return the layout of which those of a style are copies, but for their text."""
    return once(style, "model", _model)


def _model(style: Any) -> Any:
    models = vars(style.font_config).setdefault("models", {})
    decoration = style["text_decoration_line"]
    key = (
        *_set(style),
        tuple(style["font_family"]),
        decoration if decoration == "none" else frozenset(decoration),
    )
    model = models.get(key)
    if model is None:
        model = models[key] = object.__new__(line_break.Layout)
        _set_up(model, style)
    return model


def as_set(text: str, style: Any) -> tuple[Any, ...]:
    """Return what a text and its style are as far as lines go: alike, they are set alike."""
    return (text, id(model_of(style)), *_broken(style))


def runs_of(layout: Any) -> Iterator[Any]:
    """Yield the runs of the first line of a layout, as Pango has them."""
    link = layout.get_first_line()[0].runs[0]
    while link != ffi.NULL:
        yield link.data
        link = link.next


def glyphs_of(run: Any) -> Iterator[Glyph]:
    """Yield the glyphs of a run."""
    size = run.glyphs.num_glyphs * _INFO.size
    return _INFO.iter_unpack(ffi.buffer(run.glyphs.glyphs, size))


def _layouts() -> None:
    ffi.cdef("PangoLayout * pango_layout_copy (PangoLayout *layout);")

    def setup(layout: Any, style: Any) -> None:
        model = model_of(style)
        vars(layout).update(vars(model))
        layout.style = style
        layout.layout = ffi.gc(pango.pango_layout_copy(model.layout), gobject.g_object_unref)

    def characters(text: str) -> tuple[bytes, bytes]:
        # What takes a pointer to characters takes bytes as they are.
        data = text.encode().replace(b"\0", b"")
        return data, data

    def key_of(style: Any, include_size: bool = False) -> tuple[Any, ...]:
        return (*(_sized if include_size else _face)(style), tuple(style["font_family"]))

    setup.lean = True  # type: ignore[attr-defined]
    line_break.Layout.setup = setup
    line_break.unicode_to_char_p = characters
    line_break._font_style_cache_key = key_of


def _styles() -> None:
    worked_out = css.ComputedStyle.__missing__
    sides = css.PHYSICAL_FUNCTIONS
    logical = {name(block="ttb", inline=way) for name in sides.values() for way in ("ltr", "rtl")}
    plain = {
        key
        for key in INITIAL_VALUES
        if key not in _OWN_RULES and not key.startswith("text_decoration_")
    }
    inherited = plain & INHERITED - set(sides)
    initial = plain - INHERITED - set(INITIAL_NOT_COMPUTED)
    sided = initial & set(sides)
    widths = {key: key.replace("width", "style") for key in (*_LINES, "outline_width")}

    def missing(style: Any, key: str) -> Any:
        parent = style.parent_style
        if parent is None or key in style.cascaded:
            return worked_out(style, key)
        if key in inherited:
            value = parent[key]
            if css.check_math(value):
                return worked_out(style, key)
        elif key in initial and (key not in sided or _is_sideless(style, logical)):
            value = INITIAL_VALUES[key]
        elif key in widths and _is_sideless(style, logical) and style[widths[key]] in _NO_LINE:
            value = 0
        elif key == "page":
            value = parent[key]
        elif key == "position" or (key == "float" and style["position"]):
            value = style.specified[key] = INITIAL_VALUES[key]
        else:
            return worked_out(style, key)
        style[key] = value
        return value

    css.ComputedStyle.__missing__ = missing


def _is_sideless(style: Any, logical: set[str]) -> bool:
    """Tell whether a style says nothing of start and end, which may be any side."""
    return once(style, "sideless", lambda style: logical.isdisjoint(style.cascaded))


def _lengths() -> None:
    resolve_one, resolve = percent.resolve_one_percentage, percent.resolve_percentages
    known: dict[tuple[Any, ...], Mapping[str, Any] | None] = {}

    def resolved_one(box: Any, name: str, refer_to: Any) -> None:
        value = box.style[name]
        if value.__class__ is Dimension and value.unit == "px":
            setattr(box, name, value.value)
        else:
            resolve_one(box, name, refer_to)

    def resolved(box: Any, containing_block: Any) -> None:
        values = _used(box.style)
        if values not in known:
            known[values] = _lengths_of(values)
        lengths = known[values]
        if lengths is None:
            resolve(box, containing_block)
        else:
            vars(box).update(lengths)

    percent.resolve_one_percentage = resolved_one
    _put(resolved, resolve)


def _put(ours: Callable[..., Any], theirs: Callable[..., Any]) -> None:
    """Have a function of ours called wherever WeasyPrint calls its own."""
    name = theirs.__name__
    for key, module in list(sys.modules.items()):
        if key.startswith("weasyprint.") and vars(module).get(name) is theirs:
            setattr(module, name, ours)


def _struts() -> None:
    """Let the height of a line that is empty be known, which each line asks for."""
    plain = line_break.strut

    def strut(style: Any) -> tuple[float, float]:
        height: tuple[float, float] = once(style, "strut", plain)
        return height

    _put(strut, plain)


def _lengths_of(values: tuple[Any, ...]) -> Mapping[str, Any] | None:
    """Return the used lengths of a box by name, or None where they depend on what it is in."""
    named = dict(zip(_USED, values, strict=True))
    if (named.pop("box_sizing"), named.pop("border_collapse")) != ("content-box", "separate"):
        return None
    lengths = {}
    for name, value in named.items():
        if name in _LINES:
            lengths[name] = value
        elif value == "auto":
            lengths[name] = 0 if name in ("min_width", "min_height") else value
        elif value.__class__ is Dimension and value.unit == "px":
            lengths[name] = value.value
        else:
            return None
    return lengths


def _widths() -> None:
    """Let the widths of short texts be kept: running heads and folios have them on each page."""
    plain = preferred.split_first_line

    def split(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: float,
        is_line_start: bool = True, minimum: bool = False,
    ) -> tuple[Any, ...]:  # fmt: skip
        how = max_width, justification_spacing, is_line_start, minimum
        if len(text) > _SHORT or "\t" in text:
            line: tuple[Any, ...] = plain(text, style, context, *how)
            return line
        known = vars(style.font_config).setdefault("widths", {})
        key = (*as_set(text, style), *how)
        if key not in known:
            _, _, resume, width, _, _ = plain(text, style, context, *how)
            if len(known) >= MANY:
                known.clear()
            # Of a line that is not set, only its end and its width are asked for.
            known[key] = None, None, resume, width, None, None
        kept: tuple[Any, ...] = known[key]
        return kept

    preferred.split_first_line = split
    preferred.can_break_text = inline.can_break_text = lru_cache(MANY)(inline.can_break_text)


def _sides() -> None:
    """Let a line be as wide as its column where nothing floats, which most often is so."""
    among = inline.avoid_collisions

    def beside(context: Any, box: Any, column: Any, outer: bool = True) -> tuple[Any, ...]:
        if outer or context.excluded_shapes or box.margin_left or box.margin_right:
            place: tuple[Any, ...] = among(context, box, column, outer)
            return place
        left = column.content_box_x()
        right = left + column.width
        start = right if column.style["direction"] == "rtl" else left
        return start, box.border_box_y() - box.margin_top, right - left

    inline.avoid_collisions = beside


def _backgrounds() -> None:
    behind = background.layout_box_backgrounds

    def laid(
        page: Any, box: Any, images: Any, layout_children: bool = True, style: Any = None
    ) -> None:
        # What is placed absolutely has another in its place, which is no box.
        plain = style is None and box is not page and isinstance(box, boxes.Box)
        if not plain or not once(box.style, "bare", _is_bare):
            behind(page, box, images, layout_children, style)
            return
        vars(box).update(_BARE)
        for child in box.all_children() if layout_children else ():
            laid(page, child, images)

    background.layout_box_backgrounds = laid


def _is_bare(style: Any) -> bool:
    return (
        all(style[f"border_{corner}_radius"] == _SHARP for corner in _CORNERS)
        and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
        and not style["box_shadow"]
        and all(kind == "none" for kind, _ in style["background_image"])
        and bool(get_color(style, "background_color").alpha == 0)
    )
