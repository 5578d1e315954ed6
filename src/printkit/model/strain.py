"""The measures of a text, moved step by step along one path: the arithmetic of copyfitting.

Strain 0 is the layout as it was designed; at 1 every measure is as tight as its bounds allow, at
-1 as loose. On the way the measures move one after another, what a reader notices least first.
So more strain is never a longer text, but for the odd line break, and a bisection finds the least
change that fits.
"""

from collections.abc import Iterator
from typing import NamedTuple

from printkit.model.layout import Geometry
from printkit.model.measure import mm

STEPS = {
    "tracking": 0.001,
    "gutter": 0.25,
    "leading": 0.05,
    "text": 0.05,
    "image_height": 0.02,
}
"""In the order in which measures move, each with the least step that is worth taking. Type gives
way after the white space around it; pictures, which an editor has chosen, give way last."""


class _Move(NamedTuple):
    name: str
    start: float
    end: float
    steps: int


def strained(geometry: Geometry, strain: float) -> Geometry:
    """Return the measures at a ``strain`` from -1, as loose as allowed, to 1, as tight."""
    moves = list(_moves(geometry, strain > 0))
    left = round(abs(strain) * sum(move.steps for move in moves))
    changed = {}
    for move in moves:
        done, left = min(left, move.steps), max(left - move.steps, 0)
        if done:
            value = move.start + (move.end - move.start) * done / move.steps
            changed[move.name] = move.end if done == move.steps else round(value, 4)
    return geometry.model_copy(update=changed)


def _moves(geometry: Geometry, tighter: bool) -> Iterator[_Move]:
    for name, step in STEPS.items():
        if bounds := getattr(geometry.fit, name):
            start, end = getattr(geometry, name), bounds[0 if tighter else 1]
            if steps := round(abs(end - start) / step):
                yield _Move(name, start, end, steps)


def told(before: Geometry, after: Geometry) -> str:
    """Say how ``after`` is set and ``before`` was: "set at 9.4 pt on 12.6 pt instead of ..."."""
    type_moved = (before.text, before.leading) != (after.text, after.leading)
    parts = [f"{_type(after)} instead of {_type(before)}"] if type_moved else []
    if before.tracking != after.tracking:
        parts.append(f"tracking {after.tracking:+.1%}")
    if before.gutter != after.gutter:
        parts.append(f"columns {mm(after.gutter):.3g} mm apart instead of {mm(before.gutter):.3g}")
    if before.image_height != after.image_height:
        parts.append(f"images at {after.image_height / before.image_height:.0%} of their height")
    return "set " + ", ".join(parts) if parts else "set as designed"


def _type(geometry: Geometry) -> str:
    return f"at {geometry.text:.4g} pt on {geometry.leading:.4g} pt"
