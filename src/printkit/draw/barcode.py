"""Bar codes drawn as vector: QR (ISO/IEC 18004), EAN-13 (GS1, ISO/IEC 15420) and Code 128."""

from collections.abc import Collection, Sequence

import segno

from printkit.draw.canvas import Sheet, code128_widths
from printkit.draw.letters import Style
from printkit.draw.look import Look
from printkit.model.finding import problem
from printkit.model.measure import MM, Box, Size, mm

QR_QUIET = 4
EAN_QUIET = (11, 7)
EAN_MODULES = 95
CODE128_QUIET = 10
QR_MODULE = 0.25 * MM
"""Smaller squares fill in on uncoated stock and are not read by every phone."""
EAN_MODULE = 0.264 * MM
"""GS1 General Specifications: 80 % of the nominal 0.33 mm is the least."""
CODE128_MODULE = 0.19 * MM

_LEFT = "0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011".split()
_PARITY = "LLLLLL LLGLGG LLGGLG LLGGGL LGLLGG LGGLLG LGGGLL LGLGLG LGLGGL LGGLGL".split()
_FLIP = str.maketrans("01", "10")


def qr(size: Size, text: str, look: Look) -> bytes:
    """Draw a QR code with its quiet zone of 4 modules inside ``size``.

    Raises Problems: ``barcode/unfit`` (too much text), ``barcode/too-small``.
    """
    sheet = Sheet(size, look)
    draw_qr(sheet, Box(0, 0, *size), text)
    return sheet.pdf()


def ean13(size: Size, digits: str, look: Look) -> bytes:
    """Draw an EAN-13 (an ISBN with or without hyphens) with its quiet zones inside ``size``.

    Raises Problems: ``barcode/unfit`` (not 13 digits), ``barcode/check-digit``,
    ``barcode/too-small``.
    """
    sheet = Sheet(size, look)
    draw_ean13(sheet, Box(0, 0, *size), digits)
    return sheet.pdf()


def code128(size: Size, text: str, look: Look) -> bytes:
    """Draw a Code 128 of ASCII text with its quiet zones inside ``size``, the text below.

    Raises Problems: ``barcode/unfit`` (empty or not ASCII), ``barcode/too-small``.
    """
    if not text or not text.isascii() or not text.isprintable():
        hint = "use letters, digits and signs of ASCII, or a QR code"
        raise problem("barcode/unfit", f"Code 128 cannot hold {text!r}", hint=hint)
    sheet = Sheet(size, look)
    widths = code128_widths(text)
    module = size.width / (sum(widths) + 2 * CODE128_QUIET)
    _large_enough("Code 128", module, CODE128_MODULE)
    style = Style("display", tracking=0.08)
    letters = min(8.0, size.height / 4)
    start = CODE128_QUIET * module
    sheet.fill(_bars(widths, module, start, (1.25 * letters, size.height)), "ink")
    sheet.write((size.width / 2, 0.25 * letters), text, style, letters, align=0.5)
    return sheet.pdf()


def draw_qr(sheet: Sheet, box: Box, text: str) -> None:
    """Draw a QR code into the middle of a box of a sheet."""
    try:
        code = segno.make(text, error="m", micro=False)
    except ValueError as error:
        hint = "shorten the text or the address"
        raise problem("barcode/unfit", f"a QR code cannot hold this: {error}", hint=hint) from error
    rows = list(code.matrix_iter(border=0))
    count = len(rows) + 2 * QR_QUIET
    module = min(box.size) / count
    _large_enough("QR code", module, QR_MODULE)
    left = (box.x0 + box.x1 - len(rows) * module) / 2
    top = (box.y0 + box.y1 + len(rows) * module) / 2
    squares = [
        Box(left + a * module, top - (y + 1) * module, left + b * module, top - y * module)
        for y, row in enumerate(rows)
        for a, b in _runs([bool(v) for v in row])
    ]
    sheet.fill(squares, "ink")


def isbn_digits(digits: str) -> str:
    """Return the 13 digits of an EAN-13 or ISBN whose check digit holds."""
    bare = "".join(digits.split()).replace("-", "").replace("\u2010", "").replace("\u2011", "")
    if not (bare.isascii() and bare.isdigit() and len(bare) == 13):
        hint = "write the ISBN with 13 digits, such as 978-0-306-40615-7"
        raise problem("barcode/unfit", f"{digits!r} is not an EAN-13 of 13 digits", hint=hint)
    weighted = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(bare[:12]))
    right = str(-weighted % 10)
    if right != bare[12]:
        message = f"the check digit of {digits!r} is {bare[12]}, but {right} follows from the rest"
        raise problem("barcode/check-digit", message, hint="compare every digit with the source")
    return bare


def draw_ean13(sheet: Sheet, box: Box, digits: str) -> None:
    """Draw an EAN-13 that fills a box of a sheet, the digits below the bars."""
    code = isbn_digits(digits)
    module = box.size.width / (EAN_MODULES + sum(EAN_QUIET))
    _large_enough("EAN-13", module, EAN_MODULE)
    left = box.x0 + EAN_QUIET[0] * module
    letters = 10 * module
    foot = box.y0 + 8.5 * module
    bits = _ean_bits(code)
    # Guard bars reach five modules further down than the others (GS1 General Specifications).
    guards = {*range(3), *range(45, 50), *range(92, 95)}
    bars = [
        Box(left + a * module, foot - (5 * module if a in guards else 0), left + b * module, box.y1)
        for a, b in _runs([bit == "1" for bit in bits], guards)
    ]
    sheet.fill(bars, "ink")
    style = Style("display")
    middles = [-7.5, *(3 + 7 * i + 3.5 for i in range(6)), *(50 + 7 * i + 3.5 for i in range(6))]
    for digit, middle in zip(code, middles, strict=True):
        at = (left + middle * module, foot - 1.2 * module - 0.66 * letters)
        sheet.write(at, digit, style, letters, align=0.5)


def _ean_bits(code: str) -> str:
    parity = _PARITY[int(code[0])]
    left = [
        _LEFT[int(d)] if p == "L" else _LEFT[int(d)].translate(_FLIP)[::-1]
        for d, p in zip(code[1:7], parity, strict=True)
    ]
    right = [_LEFT[int(d)].translate(_FLIP) for d in code[7:]]
    return f"101{''.join(left)}01010{''.join(right)}101"


def _runs(dark: Sequence[bool], alone: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return start and end of each dark run; a run breaks where ``alone`` begins or ends."""
    runs: list[tuple[int, int]] = []
    for i, bit in enumerate(dark):
        if bit and runs and runs[-1][1] == i and (i in alone) == (i - 1 in alone):
            runs[-1] = (runs[-1][0], i + 1)
        elif bit:
            runs.append((i, i + 1))
    return runs


def _bars(
    widths: Sequence[int], module: float, start: float, height: tuple[float, float]
) -> list[Box]:
    bars, x = [], start
    for i, width in enumerate(widths):
        if i % 2 == 0:
            bars.append(Box(x, height[0], x + width * module, height[1]))
        x += width * module
    return bars


def _large_enough(what: str, module: float, least: float) -> None:
    if module < least:
        message = (
            f"the {what} would have modules of {mm(module):.2f} mm; {mm(least):.2f} mm is the least"
        )
        hint = f"make it {least / module:.2f} times as wide, or shorten what it holds"
        raise problem("barcode/too-small", message, hint=hint)
