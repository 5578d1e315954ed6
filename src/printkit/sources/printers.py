"""Printer profiles: the shipped ones by name, a shop's own as a file."""

from pathlib import Path

from printkit.model.finding import did_you_mean, problem
from printkit.model.printer import Printer
from printkit.model.shipped import shipped
from printkit.sources.settings import load


def printers() -> dict[str, Path]:
    """Return the shipped printer profiles: name to file."""
    return {path.stem: path for path in sorted(shipped("printers").glob("*.yaml"))}


def printer(name_or_file: str) -> Printer:
    """Return the printer profile of a shipped name or of a YAML file.

    Raises Problems when the name is unknown (``printer/unknown``) or the file has errors.
    """
    known = printers()
    if name_or_file in known:
        return load(known[name_or_file], Printer)
    path = Path(name_or_file)
    if path.suffix in {".yaml", ".yml"}:
        return load(path, Printer)
    message = f"there is no printer profile {name_or_file!r}"
    raise problem("printer/unknown", message, hint=did_you_mean(name_or_file, known))
