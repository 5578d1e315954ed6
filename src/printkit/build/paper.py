"""What is told of pages that are put on sheets."""

from collections.abc import Iterable

from printkit.model.finding import Finding


def on_paper(findings: Iterable[Finding]) -> list[Finding]:
    """Leave out what an imposition loses by design: the file for the screen has the links."""
    lost = ("impose/links-dropped", "impose/pdfx-claim-dropped")
    return [finding for finding in findings if finding.code not in lost]
