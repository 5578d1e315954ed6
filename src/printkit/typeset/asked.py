"""Properties of our own in style sheets: ``--paragraphs``, ``--hanging``."""

from typing import Any

from printkit.typeset.once import once


def asked(style: Any, name: str) -> str:
    """Return the value of the property ``--name`` in a style, empty where it is not set."""
    return once(style, f"asked_{name}", lambda style: _read(style[f"__{name}"] or ()))


def _read(tokens: Any) -> str:
    return "".join(token.serialize() for token in tokens).strip()
