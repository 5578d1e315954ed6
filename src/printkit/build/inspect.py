"""Judge press files by the preflight, as a stranger would: read back from a file."""

import tempfile
from dataclasses import replace
from pathlib import Path

from printkit.build.files import Output
from printkit.model.finding import Finding, Place, Severity
from printkit.model.printer import Printer
from printkit.preflight.profile import PROFILES, Profile
from printkit.preflight.run import preflight

SHARED = ("bleed", "safety", "ink_limit", "min_ppi", "warn_ppi", "min_rule", "condition")


def figures(printer: Printer) -> dict[str, object]:
    """Return the figures of a printer that files are judged by."""
    return {name: getattr(printer, name) for name in SHARED}


def profile(printer: Printer, multiple: int) -> Profile:
    """Return the preflight profile of a printer, for a binding that needs ``multiple`` pages."""
    update = figures(printer) | {"multiple": multiple, "spots": None}
    return PROFILES["press"].model_copy(update=update)


def inspect(output: Output, judged_by: Profile) -> list[Finding]:
    """Return the errors and warnings that the preflight has about a file."""
    with tempfile.TemporaryDirectory(prefix="printkit-") as folder:
        file = Path(folder) / output.name
        file.write_bytes(output.pdf)
        found = preflight(file, judged_by).findings
    return [
        replace(f, place=Place(output.name, page=f.place.page))
        for f in found
        if f.severity is not Severity.INFO
    ]
