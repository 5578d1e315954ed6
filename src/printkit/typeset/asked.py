"""Properties of our own in style sheets: ``--paragraphs``, ``--hanging``."""

from typing import Any


def asked(style: Any, name: str) -> str:
    """Return the value of the property ``--name`` in a style, empty where it is not set."""
    return "".join(token.serialize() for token in style[f"__{name}"] or ()).strip()
