"""Where the shipped layouts and fonts lie: inside the package, or beside ``src`` in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def shipped(name: str) -> Path:
    """Return the shipped folder ``name`` (``"layouts"`` or ``"fonts"``)."""
    inside = _PACKAGE / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name
