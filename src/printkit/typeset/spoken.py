"""What a line says, in the file, where its glyphs alone do not tell.

A PDF gives each glyph one text. In Devanagari, Thai and their kin a glyph stands for different
texts in different syllables, and some would be lost to whoever searches or copies. Their lines
carry their text beside the glyphs (ISO 32000-2, 14.9.4, ActualText).
"""

import re
from typing import Any

_JOINED = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u109f\u1780-\u17ff\ua8e0-\ua8ff]"
)
"""Marks that are set on letters, and the scripts of South and South East Asia."""


def install() -> None:
    """Let WeasyPrint write the text of such lines."""
    from weasyprint import draw

    if getattr(draw.draw_text, "speaks", False):
        return
    plain = draw.draw_text

    def draw_text(stream: Any, textbox: Any, *rest: Any) -> Any:
        if not _JOINED.search(textbox.text):
            return plain(stream, textbox, *rest)
        import pydyf

        # WeasyPrint's own stream counts the elements it marks; this is no element.
        said = pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)})
        pydyf.Stream.begin_marked_content(stream, "Span", said)
        done = plain(stream, textbox, *rest)
        pydyf.Stream.end_marked_content(stream)
        return done

    draw_text.speaks = True  # type: ignore[attr-defined]
    draw.draw_text = draw_text
