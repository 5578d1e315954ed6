"""People who may be one person twice: reported, never merged."""

from collections.abc import Callable, Iterator, Sequence

from printkit.model.finding import Severity
from printkit.sources.names import base
from printkit.sources.tables.people import Entry
from printkit.sources.tables.table import Desk

_SHORTEST = 8
"""Letters of a name under which one wrong letter makes another name: Li and Lu are two people."""
_SAME_KEYS = ("email", "orcid", "number")


def report(entries: Sequence[Entry], desk: Desk) -> None:
    """Report people with the same name, nearly the same name, or the same address or number."""
    told: set[tuple[int, int]] = set()
    for key in _SAME_KEYS:
        for first, other in _pairs(entries, _of(key)):
            told.add((first.row.number, other.row.number))
            message = (
                f"has the same {key} as row {first.row.number}: "
                f"{first.data['name']!r} and {other.data['name']!r}"
            )
            desk.find(
                "people/duplicate", message, other.row.number, "delete one if it is one person"
            )
    for first, other in _pairs(entries, lambda entry: [_folded(entry)]):
        pair = first.row.number, other.row.number
        if pair not in told:
            told.add(pair)
            message = f"{other.data['name']!r} is in row {pair[0]}, too: kept as two people"
            hint = "delete one if it is one person"
            desk.find("people/same-name", message, other.row.number, hint)
    for first, other in _pairs(entries, _nearly):
        pair = first.row.number, other.row.number
        if pair not in told and _folded(first) != _folded(other):
            told.add(pair)
            message = f"{other.data['name']!r} is nearly {first.data['name']!r} of row {pair[0]}"
            desk.find("people/near", message, other.row.number, "", Severity.INFO)


def _pairs(
    entries: Sequence[Entry], keys: Callable[[Entry], list[str]]
) -> Iterator[tuple[Entry, Entry]]:
    """Yield each entry that shares a key with an earlier one, with the first of those."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        mine = [key for key in keys(entry) if key]
        first = next((seen[key] for key in mine if key in seen), None)
        if first:
            yield first, entry
        for key in mine:
            seen.setdefault(key, entry)


def _of(key: str) -> Callable[[Entry], list[str]]:
    return lambda entry: [entry.data.get(key, "").casefold()]


def _folded(entry: Entry) -> str:
    """Return a name without case, accents and order, so that "MÜLLER Anna" is "Anna Müller"."""
    return " ".join(sorted(base(entry.data["name"]).replace(",", " ").replace("-", " ").split()))


def _nearly(entry: Entry) -> list[str]:
    """Return the name with each one letter left out: names one letter apart share one of these."""
    folded = _folded(entry).replace("ue", "u").replace("oe", "o").replace("ae", "a")
    if len(folded) < _SHORTEST or len(folded) > 80:
        return []
    return [folded, *(folded[:at] + folded[at + 1 :] for at in range(len(folded)))]
