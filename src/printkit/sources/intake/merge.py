"""A text that was imported, then edited, then imported again: both changes in one, by lines."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff

_MANY = 20_000


def merge(base: str, yours: str, theirs: str) -> str | None:
    """Return what both made of ``base`` together, or None where they changed the same lines."""
    old, mine, new = (text.splitlines(keepends=True) for text in (base, yours, theirs))
    out: list[str] = []
    at = (0, 0, 0)
    for start, length, in_mine, in_new in _agreed(old, mine, new):
        was, is_mine, is_new = old[at[0] : start], mine[at[1] : in_mine], new[at[2] : in_new]
        if is_mine == was:
            out += is_new
        elif is_new in (was, is_mine):
            out += is_mine
        else:
            return None
        out += old[start : start + length]
        at = (start + length, in_mine + length, in_new + length)
    return "".join(out)


def _agreed(
    old: Sequence[str], mine: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of the old text that both kept, and where; an empty one last."""
    quick = max(len(old), len(mine), len(new)) > _MANY
    left, right = (
        SequenceMatcher(None, old, other, autojunk=quick).get_matching_blocks()
        for other in (mine, new)
    )
    i = j = 0
    while i < len(left) and j < len(right):
        start = max(left[i].a, right[j].a)
        end = min(left[i].a + left[i].size, right[j].a + right[j].size)
        if start < end:
            in_mine, in_new = left[i].b + start - left[i].a, right[j].b + start - right[j].a
            yield start, end - start, in_mine, in_new
        if left[i].a + left[i].size < right[j].a + right[j].size:
            i += 1
        else:
            j += 1
    yield len(old), 0, len(mine), len(new)


def difference(before: str, after: str, names: tuple[str, str], most: int = 60) -> str:
    """Return the difference of two texts, in at most so many lines."""
    lines = unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="", n=1)
    return "\n    ".join(list(lines)[:most])
