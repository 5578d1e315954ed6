"""A table of people in, ``people/*.yaml`` out: every cell is there or listed with a reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap

from printkit.model.finding import Finding, Place, Severity, problem
from printkit.model.person import Person
from printkit.model.publication import PublicationSettings
from printkit.sources.intake import ledger as books
from printkit.sources.intake.bring import Brought
from printkit.sources.intake.writer import dump, is_foreign, left_behind, slug, write
from printkit.sources.names import person_id
from printkit.sources.settings import load, parse, read_bytes, read_text
from printkit.sources.tables import delimited, excel, opendocument, twins
from printkit.sources.tables.columns import Column, ColumnSettings, Headed, headed
from printkit.sources.tables.people import Entry, entries
from printkit.sources.tables.table import Desk, Table, brief

LIMIT = 50_000_000
"""Bytes a table may have."""
READERS: Mapping[str, Callable[[bytes, Desk], list[Table]]] = {
    ".csv": delimited.read, ".tsv": delimited.read, ".xlsx": excel.read, ".xlsm": excel.read,
    ".ods": opendocument.read,
}  # fmt: skip
_OLE = b"\xd0\xcf\x11\xe0"
_SURE = 0.8


@dataclass(frozen=True)
class _Job:
    path: Path
    folder: Path
    desk: Desk

    @property
    def stem(self) -> str:
        return slug(self.path.stem, "people")


def bring(path: Path, folder: Path, *, force: bool = False) -> Brought:
    """Import a table of people into a publication folder.

    Raises Problems, with nothing written, when the table cannot be read, holds no names, or a
    person's file was edited since its last import.
    """
    job = _Job(path, folder, Desk(str(path)))
    tables = READERS[path.suffix.lower()](_data(path), job.desk)
    tables = [table for table in tables if table.rows]
    if not tables:
        hint = "export it again: a row of headings, then a row for each person"
        raise problem("import/empty", "has no rows", Place(str(path)), hint)
    known = _known(job)
    chosen = headed(tables, str(path), known)
    _set_aside(tables, chosen, job.desk)
    made = entries(chosen, _language(folder), job.desk)
    if not made:
        raise problem("import/empty", "has no people below its headings", Place(str(path)))
    twins.report(made, job.desk)
    outputs, account = _outputs(job, chosen, made, tables)
    if account.lost:
        message = f"{len(account.lost)} characters would be lost: {account.lost[:40]!r}"
        raise problem("import/lost", message, Place(str(path)), "please report this table")
    outputs[f"{job.stem}.columns.yaml"] = _columns(job, chosen, known)
    outputs[f"{job.stem}.ledger.json"] = account.json()
    if not (folder / "publication.yaml").exists():
        outputs["publication.yaml"] = _publication(job)
    written = {name: text.encode() for name, text in outputs.items()}
    for name in left_behind(written, folder):
        message = f"{name} is of a person who is no longer in the table: it stays"
        job.desk.find("people/gone", message, hint="delete it if nothing uses it")
    done = write(written, folder, force)
    said = [_shown(job, chosen), *_doubtful(job, chosen), *job.desk.findings, *done.findings]
    return Brought(tuple(done.changed), tuple(brief(said)), account)


def _data(path: Path) -> bytes:
    data = read_bytes(path, LIMIT)
    if data.startswith(_OLE):
        hint = "save it as .xlsx or .csv without a password"
        message = "is an old Excel file, or one with a password"
        raise problem("import/format", message, Place(str(path)), hint)
    return data


def _known(job: _Job) -> ColumnSettings | None:
    path = job.folder / f"{job.stem}.columns.yaml"
    return load(path, ColumnSettings) if path.exists() else None


def _language(folder: Path) -> str:
    path = folder / "publication.yaml"
    return load(path, PublicationSettings).language if path.exists() else "en"


def _set_aside(tables: Sequence[Table], chosen: Headed, desk: Desk) -> None:
    """List what stands above the headings and on other sheets."""
    for row in chosen.table.rows[: chosen.at]:
        desk.drop_row(row, "above the headings")
    for table in tables:
        if table is not chosen.table:
            message = f"the sheet {table.name!r} is not read: {len(table.rows):,} rows"
            hint = f"for that sheet write `sheet: {table.name}` into the .columns.yaml file"
            desk.find("table/other-sheet", message, hint=hint)
            for row in table.rows:
                desk.drop_row(row, f"on the sheet {table.name!r}, which is not read")


def _outputs(
    job: _Job, chosen: Headed, made: Iterable[Entry], tables: Iterable[Table]
) -> tuple[dict[str, str], books.Ledger]:
    outputs: dict[str, str] = {}
    shown = ["".join(column.heading for column in chosen.columns)]
    for entry in made:
        name = _file(job, entry, outputs)
        outputs[name] = dump(CommentedMap(entry.data))
        read = parse(outputs[name], name, Person).model_dump()
        shown.append(books.words_of(read.pop("biography") or "") + books.texts(read))
    cells = [text for table in tables for row in table.rows for text in row.cells]
    source = "".join([*cells, *job.desk.beside])
    return outputs, books.balance(source, shown, job.desk.dropped)


def _file(job: _Job, entry: Entry, taken: Mapping[str, str]) -> str:
    """Return a name for a person's file: a stable one, and never that of an editor's own file."""
    name = entry.data.get("names", {}).get("en") or entry.data["name"]
    first = made = person_id(name, f"person-{entry.row.number}")
    number = 1
    while (file := f"people/{made}.yaml") in taken or is_foreign(job.folder, file):
        if file not in taken:
            message = f"{file} is there, and not from a table: this person is kept beside it"
            hint = "delete one of the two if it is one person"
            job.desk.find("people/there", message, entry.row.number, hint)
        number += 1
        made = f"{first}-{number}"
    return file


def _columns(job: _Job, chosen: Headed, known: ColumnSettings | None) -> str:
    """Return the file that says how the table was read; an editor's own file as it is."""
    path = job.folder / f"{job.stem}.columns.yaml"
    if known:
        added = [column for column in chosen.columns if column.heading not in known.columns]
        return _with_columns(read_text(path), added) if added else read_text(path)
    data = CommentedMap(table=job.path.name)
    data.yaml_set_start_comment(
        f"How {job.path.name} is read. Correct a key and import again; `ignore` leaves it out."
    )
    if chosen.table.name:
        data["sheet"] = chosen.table.name
    data["columns"] = CommentedMap()
    _add(data["columns"], chosen.columns)
    text = dump(data)
    parse(text, str(path), ColumnSettings)
    return text


def _with_columns(text: str, columns: Iterable[Column]) -> str:
    """Return an editor's file with new columns below its own; comments stay."""
    data = YAML().load(text)
    _add(data["columns"], columns)
    return dump(data)


def _add(held: CommentedMap, columns: Iterable[Column]) -> None:
    for column in columns:
        held[column.heading] = column.target
        if column.sure < _SURE and column.target != "ignore":
            held.yaml_add_eol_comment("check: a guess", column.heading)


def _publication(job: _Job) -> str:
    data = CommentedMap(title=job.path.stem, language="en", date=date.today())
    data.yaml_set_comment_before_after_key("title", before="check: made by an import")
    data["articles"] = []
    data["products"] = {"badge": {"layout": "badge"}}
    text = dump(data)
    parse(text, "publication.yaml", PublicationSettings)
    return text


def _shown(job: _Job, chosen: Headed) -> Finding:
    lines = [f"{column.heading} -> {column.target}" for column in chosen.columns]
    hint = "\n    ".join([*lines, f"correct {job.stem}.columns.yaml and import again"])
    place = Place(str(job.path), chosen.table.rows[chosen.at].number)
    return Finding("people/columns", "its columns are read as", place, hint, Severity.INFO)


def _doubtful(job: _Job, chosen: Headed) -> Iterable[Finding]:
    place = Place(str(job.path), chosen.table.rows[chosen.at].number)
    for column in chosen.columns:
        if not column.settled and column.sure < _SURE:
            yield _doubt(column, place)


def _doubt(column: Column, place: Place) -> Finding:
    if column.target == "ignore":
        message = f"the column {column.heading!r} is ignored: its heading is not known"
        return Finding("people/ignored", message, place, "", Severity.WARNING)
    message = f"the column {column.heading!r} is taken for {column.target!r}: a guess"
    return Finding("people/guess", message, place, "", Severity.WARNING)
