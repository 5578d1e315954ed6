"""Pages that are turned from one side of a spread to the other without being laid out again.

Most layouts mirror their margins: what stands on a left page stands on a right one, moved aside. So
a part is laid out as if it began on a right page, and turned when it is finished. It is laid out
anew where its pages are not alike on both sides, or where it has a say in the side of a page.
"""

from typing import Any

_SIDES = {"right": "left", "left": "right"}
_SAME = 1e-6
_EDGES = [
    f"{edge}_{side}{end}"
    for side in ("top", "right", "bottom", "left")
    for edge, end in (("margin", ""), ("padding", ""), ("border", "_width"))
]
_NOTES = ("width", "height", "max_height", "min_height", *_EDGES)
"""What the room of footnotes depends on."""


def install() -> None:
    """Let WeasyPrint note each page that it lays out with its context."""
    from weasyprint.layout import page

    if getattr(page.remake_page, "notes_pages", False):
        return
    remake = page.remake_page

    def remake_page(index: int, context: Any, root: Any, html: Any) -> Any:
        made = remake(index, context, root, html)
        context.made[index], context.html = made[0], html
        return made

    remake_page.notes_pages = True  # type: ignore[attr-defined]
    page.remake_page = remake_page


def can_turn(context: Any) -> bool:
    """Tell whether all pages of a context can be turned."""
    pages, maker = _pages(context), context.page_maker
    if any(item[1]["break"] in ("left", "right", "recto", "verso") for item in maker[1:-1]):
        return False
    if any(page.page_type.blank or page.fixed_boxes for page in pages):
        return False
    known: dict[Any, bool] = vars(context).setdefault("alike", {})
    for page in pages:
        kind = page.page_type._replace(index=min(page.page_type.index, 1))
        if kind not in known:
            known[kind] = _is_alike(context, page)
        if not known[kind]:
            return False
    return True


def turn(context: Any) -> None:
    """Turn all pages of a context to the other side."""
    for page in _pages(context):
        other = _turned(context, page)
        moved = other.content_box_x() - page.content_box_x()
        page.page_type, page.style = other.page_type, other.style
        for side in ("margin", "padding"):
            for end in ("left", "right"):
                setattr(page, f"{side}_{end}", getattr(other, f"{side}_{end}"))
        for child in page.children:
            child.translate(moved, 0)


def _pages(context: Any) -> list[Any]:
    return [context.made[n] for n in range(len(context.page_maker) - 1)]


def _is_alike(context: Any, page: Any) -> bool:
    other = _turned(context, page)
    boxes = [
        (one.width, one.height, one.content_box_y(), one.margin_width()) for one in (page, other)
    ]
    if any(abs(a - b) > _SAME for a, b in zip(*boxes, strict=True)):
        return False
    notes = [context.style_for(one.page_type, "@footnote") for one in (page, other)]
    if None in notes:
        return notes[0] is notes[1]
    return all(notes[0][name] == notes[1][name] for name in _NOTES)


def _turned(context: Any, page: Any) -> Any:
    """Return an empty page for the other side of a spread."""
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout.page import page_height, page_width, set_page_type_computed_styles
    from weasyprint.layout.percent import resolve_percentages

    kind = page.page_type._replace(side=_SIDES[page.page_type.side])
    set_page_type_computed_styles(kind, context.html, context.style_for)
    style = context.style_for(kind)
    style["overflow"] = page.style["overflow"]
    other = boxes.PageBox(kind, style)
    size = style["size"]
    resolve_percentages(other, size)
    other.position_x = other.position_y = 0
    page_width(other, context, size[0])
    page_height(other, context, size[1])
    return other
