"""Pages onto office sheets."""

from io import BytesIO

from pikepdf import Array, Dictionary, Name, Page, Pdf

from printkit.model.measure import Size
from printkit.press.assemble import pad, save


def booklet(source: bytes, sheet: Size) -> bytes:
    """Return sheets for a saddle-stitched booklet, two pages up."""
    with Pdf.open(BytesIO(pad(source, 4))) as pdf:
        n = len(pdf.pages)
        order = []
        for i in range(n // 4):
            order += [(n - 1 - 2 * i, 2 * i), (2 * i + 1, n - 2 - 2 * i)]
        return _sheets(pdf, order, sheet)


def n_up(source: bytes, sheet: Size) -> bytes:
    """Return sheets with as many copies of each page as fit."""
    with Pdf.open(BytesIO(source)) as pdf:
        return _sheets(pdf, [(i, i) for i in range(len(pdf.pages))], sheet.turned())


def _sheets(pdf: Pdf, order: list[tuple[int, int]], sheet: Size) -> bytes:
    out = Pdf.new()
    for left, right in order:
        forms, parts = Dictionary(), []
        for name, index, x in (("/L", left, sheet.width / 2), ("/R", right, sheet.width / 2)):
            page = pdf.pages[index]
            trim = [float(v) for v in page.trimbox]
            form = out.copy_foreign(page.as_form_xobject())
            form.BBox = Array(trim)
            forms[name] = form
            dx = x - trim[2] if name == "/L" else x - trim[0]
            dy = (sheet.height - trim[3] - trim[1]) / 2
            parts.append(f"q 1 0 0 1 {dx:.3f} {dy:.3f} cm {name} Do Q")
        made = Dictionary(
            Type=Name.Page, MediaBox=Array([0, 0, *sheet]), Resources=Dictionary(XObject=forms),
            Contents=out.make_stream("\n".join(parts).encode()),
        )  # fmt: skip
        out.pages.append(Page(out.make_indirect(made)))
    return save(out)
