"""Pictures, charts and embedded objects in a paragraph of Word."""

from printkit.sources.intake.pieces import Piece
from printkit.sources.intake.word.names import WP, A, C, R, V
from printkit.sources.intake.word.reading import Reading
from printkit.sources.intake.word.styles import W
from printkit.sources.intake.xml import Element


def begin(drawing: Element, reading: Reading) -> None:
    """Note what a drawing says of itself, before its parts are read."""
    said = next(drawing.iter(WP + "docPr", V + "shape"), None)
    reading.alt = (said.get("descr") or said.get("alt") or "") if said is not None else ""
    reading.floating = drawing.find(WP + "anchor") is not None
    if drawing.tag == W + "object":
        message = "an embedded object is left out; its picture stays"
        reading.account.find("import/embedded", message, reading.line, "ask what it is")


def picture(element: Element, reading: Reading) -> Piece | None:
    """Return a picture's place in the line; None when it stands beside it, or is left out."""
    key = element.get(R + "embed") or element.get(R + "id") or ""
    relation = reading.relations.get(key)
    if relation is None or relation.external:
        # What is linked and not embedded has been reported for the whole file.
        if relation or element.get(R + "link"):
            reading.account.source.append(reading.alt)
            reason = "the text of a picture that is not in the file"
            reading.account.drop(reading.alt, reading.line, reason)
        return None
    if any(cut.attrib for cut in element.itersiblings(A + "srcRect")):
        message = "a picture is cropped in Word; the whole of it is written"
        reading.account.find("import/cropped", message, reading.line, "crop it again")
    data = reading.package.data(relation.target)
    piece = reading.account.picture(data, reading.alt, reading.line)
    if piece and reading.floating:
        reading.floats.append(piece)
        return None
    return piece


def tell_graphic(element: Element, reading: Reading) -> None:
    """Report a chart or diagram, which is no picture yet."""
    what = "a chart" if element.tag.startswith(C) else "a diagram (SmartArt)"
    hint = "ask for it as a picture"
    reading.account.find("import/drawing", f"{what} is left out", reading.line, hint)
