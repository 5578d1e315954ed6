"""One file in, its article and people out."""

from dataclasses import dataclass
from pathlib import Path

from printkit.model.finding import Finding, Place, problem
from printkit.sources.intake import text, writer
from printkit.sources.intake.draft import draft
from printkit.sources.intake.ledger import Ledger

_SAVE_AS_TEXT = "save it as plain text (UTF-8) and import that"
_MAGIC = {
    b"PK\x03\x04": "a zip file: Word, OpenDocument or Excel",
    b"\xd0\xcf\x11\xe0": "an old Word file, or one with a password",
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}


@dataclass(frozen=True)
class Brought:
    """What an import did: names of changed files, findings, and the account."""

    changed: tuple[str, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger


def bring(path: Path, folder: Path, *, force: bool = False) -> Brought:
    """Import a plain-text manuscript into a publication folder.

    Raises Problems, with nothing written, when the file cannot be read or an output was edited.
    """
    manuscript = text.read(_data(path), str(path))
    made = draft(manuscript)
    outputs, account = writer.files(made, manuscript.source, folder)
    findings = list(made.findings)
    if account.lost:
        message = f"{len(account.lost)} characters would be lost: {account.lost[:40]!r}"
        raise problem("import/lost", message, Place(str(path)), "please report this manuscript")
    changed = writer.write(outputs, folder, force)
    return Brought(tuple(changed), tuple(findings), account)


def _data(path: Path) -> bytes:
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(text.LIMIT + 1)
    except FileNotFoundError:
        raise problem("file/missing", f"no such file: {path.name}", place) from None
    except OSError as error:
        raise problem("file/unreadable", f"cannot be read: {error.strerror}", place) from None
    kind = next((name for magic, name in _MAGIC.items() if data.startswith(magic)), None)
    if kind is None and data.lstrip()[:200].lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        kind = "HTML or XML"
    if kind:
        message = f"is {kind}, which cannot be imported yet"
        raise problem("import/format", message, place, _SAVE_AS_TEXT)
    if len(data) > text.LIMIT:
        message = f"is longer than {text.LIMIT:,} bytes"
        raise problem("import/too-long", message, place, "send one file for each article")
    return data
