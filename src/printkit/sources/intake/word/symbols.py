"""Characters of the fonts Symbol and Wingdings, which have codes of their own, as Unicode."""

import re

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SYMBOL = dict(zip(range(0x41, 0x5B), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
_SYMBOL |= dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))
_SYMBOL |= {
    code: chr(code) for code in (0x20, 0x25, 0x28, 0x29, 0x2B, 0x2C, 0x2E, 0x2F, *range(0x30, 0x40))
}
_SYMBOL |= {
    0x2D: "−", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓",
    0xB0: "°", 0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xCE: "∈",
    0xD1: "∇", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xE5: "∑",
    0xF2: "∫",
}  # fmt: skip
_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖",
    0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def private(text: str) -> bool:
    """Say whether text has characters that mean something in one font only."""
    return bool(_PRIVATE.search(text))


def read(font: str, code: str) -> str:
    """Return the character of ``<w:sym>``; one of the private area when it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return "\ufffd"
    table = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}.get(font.lower(), {})
    known = table.get(number - 0xF000 if 0xF000 <= number <= 0xF0FF else number)
    if known:
        return known
    # A lone surrogate or a control character is no character.
    bad = not 0x20 <= number <= 0x10FFFF or 0xD800 <= number <= 0xDFFF or 0x7F <= number < 0xA0
    return "\ufffd" if bad else chr(number)
