"""Pages moved by what a printer misses the paper by."""

from io import BytesIO

from pikepdf import Pdf

from printkit.press.assemble import save

Move = tuple[float, float]


def shifted(pages: bytes, every: Move, backs: Move = (0.0, 0.0)) -> bytes:
    """Return the pages with what is on them moved to the right and up, in points.

    ``every`` moves all pages, ``backs`` the even ones further. The paper stays where it is.
    """
    moves = [every, (every[0] + backs[0], every[1] + backs[1])]
    if not any(any(move) for move in moves):
        return pages
    with Pdf.open(BytesIO(pages)) as pdf:
        for number, page in enumerate(pdf.pages):
            x, y = moves[number % 2]
            before = f"q 1 0 0 1 {x:.4f} {y:.4f} cm\n".encode()
            page.contents_add(pdf.make_stream(before), prepend=True)
            page.contents_add(pdf.make_stream(b"\nQ\n"))
        return save(pdf)
