"""Tracked changes: an editor's decision, never ours."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from printkit.model.finding import Finding, Place
from printkit.sources.intake.word.names import text_of
from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element

Changes = Literal["accept", "reject", "fail"]

_TEXT = {"ins": "inserted", "moveTo": "moved to here", "del": "deleted", "moveFrom": "moved away"}
_TABLE = {"cellIns": "inserted a cell", "cellDel": "deleted a cell", "cellMerge": "merged a cell"}
_LOOKS = {
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "trPrChange",
    "tcPrChange", "tblPrExChange", "numberingChange",
}  # fmt: skip
_GONE = {"accept": {"del", "moveFrom", "cellDel"}, "reject": {"ins", "moveTo", "cellIns"}}


def listed(
    roots: Iterable[Element], path: str, numbers: Mapping[Element, int]
) -> Iterator[Finding]:
    """Yield a finding for every tracked change, in order."""
    names = [W + name for name in (*_TEXT, *_TABLE, *_LOOKS)]
    for root in roots:
        for change in root.iter(*names):
            yield Finding(
                "import/tracked-change",
                f"{by(change)} {_what(change)}",
                Place(path, _line(change, numbers)),
            )


def by(change: Element) -> str:
    """Return who made a change, and when."""
    author = change.get(W + "author") or "somebody"
    day = (change.get(W + "date") or "")[:10]
    return f"{author}, {day}," if day else author


def _what(change: Element) -> str:
    name = change.tag.removeprefix(W)
    if name in _LOOKS:
        return "changed formatting"
    if name in _TABLE:
        return _TABLE[name]
    parent = change.getparent()
    owner = parent.tag.removeprefix(W) if parent is not None else ""
    what = {"rPr": "the end of a paragraph", "trPr": "a table row"}.get(owner)
    return f"{_TEXT[name]} {what or repr(text_of(change))}"


def _line(change: Element, numbers: Mapping[Element, int]) -> int | None:
    found = next((p for p in change.iterancestors(W + "p") if p in numbers), None)
    first = found if found is not None else next(change.iter(W + "p"), None)
    return numbers.get(first)


def gone(change: Element, changes: Changes) -> bool:
    """Say whether what a change is about is no longer in the text."""
    return change.tag.removeprefix(W) in _GONE.get(changes, ())


def why(change: Element, changes: Changes) -> str:
    """Return the reason for leaving out what a change is about."""
    word = _TEXT.get(change.tag.removeprefix(W), "changed")
    return f"a tracked change: {by(change)} {word}; --changes {changes}"


def marked_gone(properties: Element | None, changes: Changes) -> Element | None:
    """Return the change that takes away the paragraph mark, row or cell with these properties."""
    for one in properties if properties is not None else ():
        if gone(one, changes):
            return one
    return None


def properties(owner: Element, name: str, changes: Changes) -> Element | None:
    """Return the properties of a run or paragraph, of before a change that is rejected."""
    now = owner.find(W + name)
    change = now.find(f"{W}{name}Change") if now is not None and changes == "reject" else None
    return now if change is None else change.find(W + name)
