"""What marks are made of: lines and register targets, as PDF operators."""

_BEND = 0.5523
"""How far the handles of a quarter of a circle reach, in radii."""


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    """Return operators that stroke a line, in points."""
    return f"{x0:.3f} {y0:.3f} m {x1:.3f} {y1:.3f} l S"


def target(x: float, y: float, ring: float, reach: float) -> str:
    """Return a register target: a circle of radius ``ring``, a cross of arms ``reach``, points."""
    k = ring * _BEND
    quarters = (
        (x + ring, y + k, x + k, y + ring, x, y + ring),
        (x - k, y + ring, x - ring, y + k, x - ring, y),
        (x - ring, y - k, x - k, y - ring, x, y - ring),
        (x + k, y - ring, x + ring, y - k, x + ring, y),
    )
    curves = (" ".join(f"{part:.3f}" for part in quarter) + " c" for quarter in quarters)
    cross = line(x - reach, y, x + reach, y), line(x, y - reach, x, y + reach)
    return "\n".join((*cross, f"{x + ring:.3f} {y:.3f} m", *curves, "S"))
