"""Connected stretches of a black and white picture."""

import re

from PIL import Image

Bounds = tuple[int, int, int, int]


def stretches(mask: Image.Image) -> list[tuple[int, Bounds]]:
    """Return the number of pixels and the bounds of every connected white stretch."""
    data, width = mask.tobytes(), mask.width
    parents: list[int] = []
    sizes: list[int] = []
    bounds: list[Bounds] = []
    above: list[tuple[int, int, int]] = []
    for y in range(mask.height if b"\xff" in data else 0):
        row = []
        for run in re.finditer(rb"\xff+", data[y * width : (y + 1) * width]):
            x0, x1 = run.span()
            label = len(parents)
            parents.append(label)
            sizes.append(x1 - x0)
            bounds.append((x0, y, x1, y + 1))
            row.append((x0, x1, label))
            for other0, other1, other in above:
                if other0 < x1 and x0 < other1:
                    parents[_root(parents, other)] = _root(parents, label)
        above = row
    merged: dict[int, tuple[int, Bounds]] = {}
    for label, (size, (x0, y0, x1, y1)) in enumerate(zip(sizes, bounds, strict=True)):
        root = _root(parents, label)
        count, (a0, b0, a1, b1) = merged.get(root, (0, (x0, y0, x1, y1)))
        merged[root] = (count + size, (min(a0, x0), min(b0, y0), max(a1, x1), max(b1, y1)))
    return list(merged.values())


def _root(parents: list[int], label: int) -> int:
    while parents[label] != label:
        parents[label] = parents[parents[label]]
        label = parents[label]
    return label
