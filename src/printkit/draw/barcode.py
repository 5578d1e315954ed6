"""Bar codes as vector, with their quiet zones inside the given size."""

import re

import segno

from printkit.draw.canvas import Look, Sheet, Type, bars
from printkit.model.finding import problem
from printkit.model.measure import Box, Size


def qr(size: Size, text: str, look: Look) -> bytes:
    """Draw a QR code with error correction M and a quiet zone of 4 modules (ISO/IEC 18004)."""
    sheet = Sheet(size, look)
    place_qr(sheet, Box(0, 0, *size), text)
    return sheet.pdf()


def place_qr(sheet: Sheet, box: Box, text: str) -> None:
    """Draw a QR code into a box. Raises Problems when the text is too long for one."""
    try:
        matrix = segno.make(text, error="m", micro=False).matrix
    except segno.DataOverflowError:
        message = f"{len(text)} characters are too many for a QR code"
        raise problem("barcode/too-long", message, hint="use a shorter address") from None
    module = min(box.size) / (len(matrix) + 8)
    sheet.rect(box.x0, box.y0, *box.size, "paper")
    left = (box.x0 + box.x1 - module * len(matrix)) / 2
    top = (box.y0 + box.y1 + module * len(matrix)) / 2
    for row, line in enumerate(matrix):
        for start, length in _stretches(line):
            y = top - (row + 1) * module
            sheet.rect(left + start * module, y, length * module, module, "ink")


def _stretches(line: bytearray) -> list[tuple[int, int]]:
    dark = "".join("1" if module else "0" for module in line)
    return [(match.start(), len(match[0])) for match in re.finditer("1+", dark)]


def checked_ean(digits: str) -> str:
    """Return the 13 digits of an EAN or ISBN. Raises Problems for a wrong check digit."""
    plain = re.sub(r"[\s-]", "", digits)
    if not re.fullmatch(r"\d{13}", plain):
        raise problem("barcode/digits", f"an ISBN or EAN has 13 digits, not {digits!r}")
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(plain[:12]))
    right = str(-total % 10)
    if plain[12] != right:
        message = f"the check digit of {digits!r} is wrong: {plain[12]} instead of {right}"
        raise problem("barcode/check-digit", message, hint="look at the number once more")
    return plain


def ean13(size: Size, digits: str, look: Look) -> bytes:
    """Draw an EAN-13 with quiet zones of 11 modules left and 7 right (GS1, section 5.2)."""
    plain = checked_ean(digits)
    module = size.width / (11 + 95 + 7)
    kind = Type(look.display, min(9 * module, size.height / 4))
    sheet = Sheet(size, look)
    sheet.rect(0, 0, *size, "paper")
    low = kind.size * 1.05
    for start, width in bars("EAN13", plain[:12]):
        guard = _is_guard(start * 95)
        foot = low - kind.size * 0.45 if guard else low
        x = (11 + start * 95) * module
        sheet.rect(x, foot, width * 95 * module, size.height - foot, "ink")
    sheet.text(2 * module, kind.size * 0.2, plain[0], kind)
    sheet.text((11 + 3 + 21) * module, kind.size * 0.2, plain[1:7], kind, align=0.5)
    sheet.text((11 + 50 + 21) * module, kind.size * 0.2, plain[7:], kind, align=0.5)
    return sheet.pdf()


def _is_guard(module: float) -> bool:
    return module < 3 or 45 <= module < 50 or module >= 92


def code128(size: Size, text: str, look: Look) -> bytes:
    """Draw a Code 128 with quiet zones of 10 modules (ISO/IEC 15417)."""
    if not text or any(not 32 <= ord(c) < 127 for c in text):
        raise problem("barcode/characters", f"Code 128 holds plain ASCII, not {text!r}")
    found = bars("Code128", text)
    module = min(width for _, width in found)
    scale = size.width / (1 + 20 * module)
    kind = Type(look.display, min(7.0, size.height / 4))
    sheet = Sheet(size, look)
    sheet.rect(0, 0, *size, "paper")
    low = kind.size * 1.3
    for start, width in found:
        sheet.rect((10 * module + start) * scale, low, width * scale, size.height - low, "ink")
    sheet.text(size.width / 2, kind.size * 0.3, text, kind, align=0.5)
    return sheet.pdf()
