"""Sheets to try folding and duplex printing with, before anything is printed for good."""

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf

from printkit.model.measure import MM, Size, mm
from printkit.press.imposition import Options
from printkit.press.lettering import letters, width
from printkit.press.placing import impose


def dummy(
    scheme: str, pages: int, trim: Size, sheet: Size, options: Options | None = None
) -> bytes:
    """Return a folding dummy: the imposed sheets of blank pages that say their number.

    Fold and cut it, and it reads 1, 2, 3. Raises Problems as `impose` does.
    """
    return impose(blank(pages, trim), scheme, sheet, options, marks=True, shrink=True)[0]


def blank(pages: int, trim: Size) -> bytes:
    """Return pages of size ``trim`` with a frame, a large number and an arrow to the head."""
    return _written([(trim, _numbered(number, trim)) for number in range(1, pages + 1)])


def duplex_test(sheet: Size) -> bytes:
    """Return two pages that show how a printer turns its sheets and how far backs are off.

    Held against the light the crosses lie on one another; the scale beside each says by how many
    millimetres they do not. Words tell which edge the printer has turned about.
    """
    return _written([(sheet, _test(sheet, back)) for back in (False, True)])


def _written(sides: list[tuple[Size, bytes]]) -> bytes:
    out, stream = Pdf.new(), io.BytesIO()
    for size, content in sides:
        box = Array([0, 0, round(size.width, 4), round(size.height, 4)])
        page = Dictionary(
            Type=Name.Page,
            MediaBox=box,
            TrimBox=box,
            Resources=Dictionary(),
            Contents=out.make_stream(content),
        )
        out.pages.append(Page(out.make_indirect(page)))
    out.Root.ViewerPreferences = Dictionary(PrintScaling=Name("/None"))
    out.save(stream, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return stream.getvalue()


def _numbered(number: int, trim: Size) -> bytes:
    size = min(trim) * 0.4
    x, y = (trim.width - width(str(number), size)) / 2, trim.height / 2 - size * 0.33
    tip, wing = trim.height - 5 * MM, 3 * MM
    middle = trim.width / 2
    frame = f"q .5 w .5 G 6 6 {trim.width - 12:.2f} {trim.height - 12:.2f} re S Q\n"
    arrow = (
        f"{middle:.2f} {tip:.2f} m {middle - wing:.2f} {tip - 2 * wing:.2f} l "
        f"{middle + wing:.2f} {tip - 2 * wing:.2f} l h f\n"
    )
    return (frame + arrow).encode() + letters(str(number), x, y, size)


def _test(sheet: Size, back: bool) -> bytes:
    words = [
        "BACK" if back else "FRONT",
        "Print both pages on one sheet, both sides, at full size.",
        "Turn the sheet like the page of a book: when this text stands on its head,",
        f"the printer turns the other edge: choose --duplex {_other(sheet)}.",
        "Hold it against the light: one step of the scales is 1 mm.",
        "All crosses stand 20 mm from the edges of the paper.",
    ]
    x, y = sheet.width * 0.12, sheet.height * 0.62
    parts = [letters(words[0], x, y + 20, 36)]
    parts += [letters(line, x, y - 16 * n, 10) for n, line in enumerate(words[1:], 1)]
    parts.append(letters(f"{mm(sheet.width):.0f} x {mm(sheet.height):.0f} mm", x, y - 100, 10))
    inset = 20 * MM
    for cx in (inset, sheet.width - inset):
        for cy in (inset, sheet.height - inset):
            parts.append(_scale(cx, cy, 1 if back else -1))
    return b"".join(parts)


def _other(sheet: Size) -> str:
    return "short" if sheet.height >= sheet.width else "long"


def _scale(x: float, y: float, side: int) -> bytes:
    """Return a cross of 20 mm with a step every millimetre, the steps of a side on its own half."""
    reach = 10 * MM
    lines = [(x - reach, y, x + reach, y), (x, y - reach, x, y + reach)]
    for step in range(-10, 11):
        long = (3 if step % 5 == 0 else 1.5) * MM * side
        at = step * MM
        lines += [(x + at, y, x + at, y + long), (x, y + at, x + long, y + at)]
    strokes = (f"{a:.2f} {b:.2f} m {c:.2f} {d:.2f} l S\n" for a, b, c, d in lines)
    return ("q .25 w\n" + "".join(strokes) + "Q\n").encode()
