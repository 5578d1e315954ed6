"""Tags of paragraphs, not of their lines.

WeasyPrint gives each line of text a Span element of its own, which says nothing. Two in three
elements of a book are such; without them files are smaller and made faster, and a screen reader
walks from paragraph to paragraph.
"""

from collections.abc import Iterator
from typing import Any

_HOLD_TEXT = frozenset(
    f"/{role}" for role in "P H1 H2 H3 H4 H5 H6 Lbl LBody TH TD Span NonStruct".split()
)
"""Elements that may hold text themselves; grouping elements may not (ISO 32000-1, 14.8.4.2)."""
_PLAIN = frozenset({"Type", "S", "K", "Pg", "P"})


def install() -> None:
    """Let paragraphs hold their lines."""
    from weasyprint import pdf as writing

    if getattr(writing.add_tags, "folds", False):
        return
    add = writing.add_tags

    def add_tags(pdf: Any, *rest: Any) -> None:
        first = len(pdf.objects)
        add(pdf, *rest)
        owners: dict[bytes, bytes] = {}
        for element in pdf.objects[first:]:
            if isinstance(element, dict) and element.get("S") in _HOLD_TEXT:
                owners.update(_folded(pdf, element))
        tree = pdf.objects[first]
        for row in tree["Nums"][1::2]:
            if isinstance(row, list):
                row[:] = [owners.get(owner, owner) for owner in row]

    add_tags.folds = True  # type: ignore[attr-defined]
    writing.add_tags = add_tags


def _folded(pdf: Any, element: Any) -> Iterator[tuple[bytes, bytes]]:
    """Let an element hold the text of its lines; yield each line's reference and the element's."""
    import pydyf

    kids = element["K"]
    for place, kid in enumerate(kids):
        if not isinstance(kid, bytes):
            continue
        line = pdf.objects[int(kid.split(b" ", 1)[0])]
        if line.get("S") == "/Span" and _says_nothing(line) and line["Pg"] == element["Pg"]:
            kids[place] = line["K"][0]
            yield kid, element.reference
            # Numbers are given already: what is not wanted any more leaves an empty place.
            pdf.objects[line.number] = empty = pydyf.Dictionary()
            empty.number = line.number


def _says_nothing(line: Any) -> bool:
    return line.keys() == _PLAIN and len(line["K"]) == 1 and isinstance(line["K"][0], int)
