"""Find a printer's ICC profile."""

import os
from pathlib import Path

from printkit.model.finding import problem
from printkit.model.printer import Printer
from printkit.model.shipped import shipped

_FOLDERS = (
    "~/.local/share/icc",
    "~/.local/share/color/icc",
    "~/.color/icc",
    "/usr/local/share/color/icc",
    "/usr/share/color/icc",
    "~/Library/ColorSync/Profiles",
    "/Library/ColorSync/Profiles",
    "C:/Windows/System32/spool/drivers/color",
)


def icc_file(printer: Printer) -> Path:
    """Return the ICC file of a printer.

    Looked for among the shipped ones, in the folders of ``PRINTKIT_ICC_PATH`` and in the
    system's folders of colour profiles. Raises Problems ``icc/missing``.
    """
    own = os.environ.get("PRINTKIT_ICC_PATH", "").split(os.pathsep)
    folders = [Path(folder).expanduser() for folder in (*own, *_FOLDERS) if folder]
    for folder in (shipped("icc"), *folders):
        if found := _inside(folder, printer.icc):
            return found
    where = f"get it from {printer.icc_source} and " if printer.icc_source else ""
    hint = f"{where}put its folder into PRINTKIT_ICC_PATH"
    message = f"the ICC profile {printer.icc} of the printer {printer.name} is not on this machine"
    raise problem("icc/missing", message, hint=hint)


def _inside(folder: Path, name: str) -> Path | None:
    if (direct := folder / name).is_file():
        return direct
    if not folder.is_dir():
        return None
    return next((path for path in sorted(folder.rglob(name)) if path.is_file()), None)
