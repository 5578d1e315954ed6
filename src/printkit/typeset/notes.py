"""Footnotes stay on the page of their call.

WeasyPrint moves a footnote to the next page where that makes room for the second line of a later
paragraph. A reader looks for it at the foot of the page: here that paragraph goes to the next page.
"""

from typing import Any


def install() -> None:
    """Let WeasyPrint keep footnotes on their pages."""
    from weasyprint.layout import LayoutContext, block

    if getattr(block._linebox_layout, "keeps_notes", False):
        return
    lay_lines, break_line = block._linebox_layout, block._break_line
    lay_note, report = LayoutContext.layout_footnote, LayoutContext.report_footnote

    def linebox_layout(context: Any, *rest: Any) -> Any:
        outer, context.own_notes = vars(context).get("own_notes"), []
        try:
            return lay_lines(context, *rest)
        finally:
            _restore(context)
            context.own_notes = outer

    def layout_footnote(context: Any, footnote: Any) -> Any:
        if vars(context).get("own_notes") is not None:
            context.own_notes.append(footnote)
        return lay_note(context, footnote)

    def report_footnote(context: Any, footnote: Any) -> Any:
        own = vars(context).get("own_notes")
        if own is None or footnote in own:
            return report(context, footnote)
        # With no footnote in sight WeasyPrint gives up, and breaks before the line.
        context.kept_notes, context.current_page_footnotes = context.current_page_footnotes, []
        return None

    def broken(context: Any, *rest: Any) -> Any:
        _restore(context)
        return break_line(context, *rest)

    linebox_layout.keeps_notes = True  # type: ignore[attr-defined]
    block._linebox_layout, block._break_line = linebox_layout, broken
    LayoutContext.layout_footnote = layout_footnote
    LayoutContext.report_footnote = report_footnote


def _restore(context: Any) -> None:
    kept = vars(context).pop("kept_notes", None)
    if kept is not None:
        context.current_page_footnotes = kept
