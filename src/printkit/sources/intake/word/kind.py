"""What a paragraph of Word is: a heading, a list item, a title or plain text."""

from dataclasses import dataclass, field

from printkit.sources.intake.word.numbering import Label
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import Style, numbering_of, value, whole
from printkit.sources.intake.xml import Element


@dataclass(frozen=True)
class Kind:
    """What a paragraph is, by its style and numbering."""

    style: Style = field(default_factory=Style)
    outline: int | None = None
    label: Label | None = None
    depth: int = 0
    mark: str = "- "

    @property
    def is_head(self) -> bool:
        """Say whether it is a title or a heading."""
        return self.outline is not None or self.style.name in ("title", "subtitle")


def kind_of(properties: Element | None, reading: Reading) -> Kind:
    """Return what a paragraph is; its list counts one on."""
    style = reading.styles.get(value(properties, "pStyle"))
    level = value(properties, "outlineLvl")
    outline = whole(level) if level is not None else style.outline
    outline = outline if outline is not None and outline < 9 else None
    listed = numbering_of(properties) or style.numbering
    if listed and not listed[0] and style.numbering:
        listed = (style.numbering[0], listed[1])
    label = reading.numbering.label(*listed) if listed and listed[0] != "0" else None
    mark = "- "
    if label and label.plain and listed:
        # Two lists that follow one another are one for Markdown, unless their marks differ.
        other = ")" if len(reading.delimiters) % 2 else "."
        mark = f"{label.number}{reading.delimiters.setdefault(listed[0], other)} "
    return Kind(style, outline, label, listed[1] if listed else 0, mark)
