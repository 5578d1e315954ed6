"""Judge press files by the preflight, as a stranger would: read back from a file."""

import tempfile
from dataclasses import replace
from pathlib import Path

from printkit.build.files import Output
from printkit.model.finding import Finding, Place, Severity
from printkit.model.printer import Printer
from printkit.model.publication import Publication
from printkit.preflight.house import House, house
from printkit.preflight.profile import PROFILES, Profile
from printkit.preflight.run import preflight

SHARED = ("bleed", "safety", "ink_limit", "min_ppi", "warn_ppi", "min_rule", "condition")


def figures(printer: Printer) -> dict[str, object]:
    """Return the figures of a printer that files are judged by."""
    return {name: getattr(printer, name) for name in SHARED}


def profile(printer: Printer, multiple: int, publication: Publication) -> Profile:
    """Return the preflight profile of a printer and the rules of the publication's house.

    The binding needs ``multiple`` pages. Raises Problems where the rules have errors.
    """
    update = figures(printer) | {"multiple": multiple, "spots": None}
    plain = PROFILES["press"].model_copy(update=update)
    return rules(publication).applied(plain)


def rules(publication: Publication) -> House:
    """Return the rules of the publication's house. Raises Problems where they have errors."""
    file = publication.settings.house
    return house(publication.folder / file) if file else House()


def inspect(output: Output, judged_by: Profile) -> list[Finding]:
    """Return the errors and warnings that the preflight has about a file, and what is waived."""
    with tempfile.TemporaryDirectory(prefix="printkit-") as folder:
        file = Path(folder) / output.name
        file.write_bytes(output.pdf)
        report = preflight(file, judged_by)
    found = [finding for finding in report.findings if finding.severity is not Severity.INFO]
    waived = [replace(w.finding, hint=f"waived: {w.waived}", severity=Severity.INFO)
              for w in report.waived]  # fmt: skip
    return [replace(f, place=Place(output.name, page=f.place.page)) for f in (*found, *waived)]
