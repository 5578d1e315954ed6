"""Office files on label sheets, and moved by what the printer misses the paper by."""

from printkit.compose.page import Edition
from printkit.model.finding import Finding
from printkit.model.measure import Size
from printkit.model.product import Calibration, OnLabels
from printkit.press.calibrate import shifted
from printkit.press.labels import Run, labels
from printkit.sources.sheets import sheet


def on_labels(
    edition: Edition, pages: bytes, wanted: OnLabels
) -> tuple[bytes, Size, list[Finding]]:
    """Return the pages on label sheets, calibrated, the size of a sheet, and what was found."""
    chosen, by = sheet(wanted.sheet, edition.publication.folder), _calibration(edition)
    how = Run(
        **wanted.model_dump(exclude={"sheet"}), shift=(by.x, by.y), back=(by.back_x, by.back_y)
    )
    pdf, findings = labels(pages, chosen, how)
    return pdf, chosen.paper, findings


def calibrated(edition: Edition, pages: bytes) -> bytes:
    """Return an office file moved by the calibration of the product or of its publication."""
    by = _calibration(edition)
    return shifted(pages, (by.x, by.y), (by.back_x, by.back_y))


def _calibration(edition: Edition) -> Calibration:
    return edition.product.calibration or edition.publication.settings.calibration
