"""ORCID iDs: sixteen digits whose last one checks the others (ISO/IEC 7064:2003, MOD 11-2)."""

import re

_SHAPE = re.compile(r"(?:https?://)?(?:www\.)?(?:orcid(?:\.org/|[:\s]+))?([\dXx\s‐-―-]+)/?", re.I)


def orcid(text: str) -> str | None:
    """Return an iD as ``0000-0002-1825-0097``, or None when the text is no iD that checks out.

    An iD that a spreadsheet took for a number has lost its leading zeros: they are put back.
    """
    match = _SHAPE.fullmatch(text.strip())
    digits = re.sub(r"[^\dX]", "", match[1].upper()) if match else ""
    if not 8 <= len(digits) <= 16 or not digits[:-1].isdigit():
        return None
    digits = digits.zfill(16)
    if check_digit(digits[:15]) != digits[15]:
        return None
    return "-".join(digits[start : start + 4] for start in range(0, 16, 4))


def check_digit(digits: str) -> str:
    """Return the check character of fifteen digits (ISO/IEC 7064 MOD 11-2)."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    result = (12 - total % 11) % 11
    return "X" if result == 10 else str(result)
