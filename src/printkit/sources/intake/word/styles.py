"""What the styles of a Word file say: headings, titles, lists, bold and italic."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from printkit.sources.intake.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = {"0", "false", "off", "none"}
_LOOKS = {
    "b": "strong", "i": "em", "strike": "s", "dstrike": "s", "u": "u", "highlight": "mark",
    "vanish": "hidden",
}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """A style with what it inherits. ``outline`` is its heading level, from 0."""

    name: str = ""
    tags: frozenset[str] = frozenset()
    outline: int | None = None
    numbering: tuple[str, int] | None = None


@dataclass(frozen=True)
class Styles:
    """All styles by id; ``default`` is the id of the style of plain paragraphs."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: str = ""

    def get(self, key: str | None) -> Style:
        """Return a style, or the default one."""
        return self.by_id.get(key or self.default, Style())


def value(parent: Element | None, name: str) -> str | None:
    """Return the value of a property such as ``<w:ilvl w:val="1"/>``, or None without it."""
    found = parent.find(W + name) if parent is not None else None
    return None if found is None else found.get(W + "val", "")


def whole(text: str | None) -> int:
    """Return a whole number of a file that may hold anything, from 0 to 10,000."""
    good = text is not None and text.isascii() and text.isdigit() and len(text) < 10
    return min(int(text or 0), 10_000) if good else 0


def looks(properties: Element | None, before: frozenset[str]) -> frozenset[str]:
    """Return what a run looks like, by its properties and what it inherits."""
    tags = set(before)
    for one in properties if properties is not None else ():
        name = one.tag.removeprefix(W)
        if tag := _LOOKS.get(name):
            (tags.discard if one.get(W + "val", "") in _OFF else tags.add)(tag)
        elif name == "vertAlign":
            tags -= {"sup", "sub"}
            raised = {"superscript": "sup", "subscript": "sub"}.get(one.get(W + "val", ""))
            tags |= {raised} if raised else set()
    return frozenset(tags)


def numbering_of(properties: Element | None) -> tuple[str, int] | None:
    """Return the list and the depth (from 0) that a paragraph's properties name."""
    listed = properties.find(W + "numPr") if properties is not None else None
    if listed is None:
        return None
    return value(listed, "numId") or "", whole(value(listed, "ilvl"))


def read(root: Element | None) -> Styles:
    """Return the styles of ``styles.xml``."""
    elements = list(root.iter(W + "style")) if root is not None else []
    by_id = {one.get(W + "styleId", ""): one for one in elements}
    made = {key: _style(key, by_id) for key in by_id}
    default = next(
        (one.get(W + "styleId", "") for one in elements
         if one.get(W + "type") == "paragraph" and one.get(W + "default") in ("1", "true", "on")),
        "",
    )  # fmt: skip
    return Styles(made, default)


def _style(key: str, elements: Mapping[str, Element]) -> Style:
    chain: list[str] = []
    at = key
    while at in elements and at not in chain and len(chain) < 20:
        chain.append(at)
        at = value(elements[at], "basedOn") or ""
    style = Style()
    for name in reversed(chain):
        element = elements[name]
        properties = element.find(W + "pPr")
        level = value(properties, "outlineLvl")
        style = Style(
            (value(element, "name") or "").lower(),
            looks(element.find(W + "rPr"), style.tags),
            whole(level) if level is not None else style.outline,
            _numbering(properties, style.numbering),
        )
    if style.name.startswith("heading ") and style.name[8:].isdigit():
        style = replace(style, outline=int(style.name[8:]) - 1)
    return style


def _numbering(
    properties: Element | None, before: tuple[str, int] | None
) -> tuple[str, int] | None:
    now = numbering_of(properties)
    if now is None:
        return before
    # A style may name the depth alone, and have the list from the style it is based on.
    return (now[0] or (before[0] if before else ""), now[1])
