"""Printer profiles: shipped ones by name, others from a file."""

from pathlib import Path

from printkit.model.finding import did_you_mean, problem
from printkit.model.printer import Printer
from printkit.sources.settings import load

SHIPPED = Path(__file__).parents[1] / "printers"


def printer(name_or_file: str) -> Printer:
    """Return a printer profile. Raises Problems when there is none of that name."""
    path = Path(name_or_file)
    if path.suffix in (".yaml", ".yml"):
        return load(path, Printer)
    known = {file.stem: file for file in SHIPPED.glob("*.yaml")}
    if name_or_file not in known:
        hint = did_you_mean(name_or_file, known)
        raise problem("printer/unknown", f"no printer profile {name_or_file!r}", hint=hint)
    return load(known[name_or_file], Printer)
