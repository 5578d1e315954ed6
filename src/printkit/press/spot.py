"""One spot ink as PDF writes it."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

Cmyk = tuple[float, float, float, float]


def separation(pdf: Pdf, name: str, alternate: Cmyk) -> Object:
    """Return the colour space of a spot ink, shown as ``alternate`` on proofs."""
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]),
        C1=Array([round(part, 4) for part in alternate]), N=1,
    )  # fmt: skip
    # A name is written with its bytes escaped by the library, spaces too.
    return pdf.make_indirect(Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint]))
