"""Label sheets: the shipped ones by name, one's own as a file."""

from functools import cache
from pathlib import Path

from printkit.model.finding import did_you_mean, problem
from printkit.model.measure import Size
from printkit.model.sheets import LabelSheet, LabelSheets
from printkit.model.shipped import shipped
from printkit.sources.settings import load

_SLACK = 1.5
_MAKER = "avery-"


@cache
def sheets() -> dict[str, LabelSheet]:
    """Return the shipped label sheets by name."""
    listed = load(shipped("labels") / "sheets.yaml", LabelSheets).sheets
    return {sheet.name: sheet for sheet in listed}


def sheet(name_or_file: str, folder: Path = Path()) -> LabelSheet:
    """Return the label sheet of a name, or of a YAML file in ``folder``.

    Codes do as well: ``L7160``, ``Avery 8160``. Raises Problems when the name is unknown
    (``labels/unknown-sheet``) or the file has errors.
    """
    if Path(name_or_file).suffix in {".yaml", ".yml"}:
        return load(folder / name_or_file, LabelSheet)
    code = name_or_file.strip().lower().replace(" ", "-").removeprefix(_MAKER)
    for known in sheets().values():
        if code in (known.name.removeprefix(_MAKER), *known.also):
            return known
    hint = did_you_mean(f"{_MAKER}{code}", sheets())
    hint += "; or measure the sheet and write a YAML file"
    raise problem("labels/unknown-sheet", f"no label sheet {name_or_file!r}", hint=hint)


def sheets_for(size: Size) -> list[LabelSheet]:
    """Return the shipped sheets whose labels have a size, within half a millimetre."""
    return [
        known
        for known in sheets().values()
        if max(abs(a - b) for a, b in zip(known.label, size, strict=True)) <= _SLACK
    ]
