"""One file in, its article and people out."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from printkit.model.finding import Finding, Place, Severity, problem
from printkit.sources.intake import convert, foreign, text, writer
from printkit.sources.intake.draft import draft
from printkit.sources.intake.jats import article as jats
from printkit.sources.intake.kinds import Kind, Reader, kind_of
from printkit.sources.intake.ledger import Ledger
from printkit.sources.intake.manuscript import Manuscript
from printkit.sources.intake.web import html
from printkit.sources.intake.word import docx, package
from printkit.sources.intake.word.changes import Changes

_SAVE_AS = "save it as .docx or as plain text (UTF-8) and import that"


@dataclass(frozen=True)
class Brought:
    """What an import did: names of changed files, findings, and the account."""

    changed: tuple[str, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger


def bring(path: Path, folder: Path, *, force: bool = False, changes: Changes = "fail") -> Brought:
    """Import a manuscript into a publication folder; ``changes`` decides on tracked changes.

    Raises Problems, with nothing written, when the file cannot be read or an output was edited.
    """
    manuscript = read(path, changes)
    made = draft(manuscript)
    outputs, account = writer.files(made, manuscript.source, folder)
    findings = list(made.findings)
    if account.lost:
        message = f"{len(account.lost)} characters would be lost: {account.lost[:40]!r}"
        raise problem("import/lost", message, Place(str(path)), "please report this manuscript")
    written = writer.write(outputs, folder, force)
    return Brought(tuple(written.changed), (*findings, *written.findings), account)


def read(path: Path, changes: Changes = "fail") -> Manuscript:
    """Return the manuscript in a file of any kind that is known, by what it holds."""
    data = _data(path)
    kind = kind_of(data, path)
    place = Place(str(path))
    if kind.reader == "none":
        hint = "save it without one" if "password" in kind.name else _SAVE_AS
        raise problem("import/format", f"is {kind.name}, which cannot be imported", place, hint)
    found = _misnamed(kind, path)
    if kind.reader == "office":
        data = convert.to_word(data, path, kind.name)
        message = f"is {kind.name}, read through LibreOffice; the account begins behind it"
        found.append(Finding("import/converted", message, place, "compare it", Severity.WARNING))
    try:
        manuscript = _reader(kind.reader, changes)(data, str(path))
    except RecursionError:
        message = "is nested too deeply to be read"
        raise problem("import/too-deep", message, place, _SAVE_AS) from None
    return replace(manuscript, findings=(*found, *manuscript.findings))


def _reader(reader: Reader, changes: Changes) -> Callable[[bytes, str], Manuscript]:
    if reader in ("word", "office"):
        return lambda data, path: docx.read(data, path, changes)
    readers = {"html": html.read, "markdown": foreign.read, "jats": jats.read}
    return readers.get(reader, text.read)


def _misnamed(kind: Kind, path: Path) -> list[Finding]:
    # A file of text may have any name; another one is told by it.
    said = path.suffix.lower()
    if said in kind.endings or (kind.reader == "text" and said not in _TELLING):
        return []
    message = f"is named {said or 'without an ending'}, but is {kind.name} and is read as that"
    return [Finding("import/misnamed", message, Place(str(path)), "", Severity.WARNING)]


_TELLING = {".docx", ".docm", ".doc", ".odt", ".rtf", ".xml", ".pdf"}


def _data(path: Path) -> bytes:
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            start = file.read(4)
            packed = start.startswith((b"PK", b"\xd0\xcf"))
            limit = package.LIMIT if packed else text.LIMIT
            data = start + file.read(limit)
    except FileNotFoundError:
        raise problem("file/missing", f"no such file: {path.name}", place) from None
    except OSError as error:
        raise problem("file/unreadable", f"cannot be read: {error.strerror}", place) from None
    if len(data) > limit:
        message = f"is longer than {limit:,} bytes"
        raise problem("import/too-long", message, place, "send one file for each article")
    return data
