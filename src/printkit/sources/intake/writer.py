"""A draft to files: all of them or none, and never over an editor's work."""

import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from printkit.model.article import FrontMatter
from printkit.model.finding import Finding, Place, Problems, Severity, problem
from printkit.model.person import Person
from printkit.model.publication import PublicationSettings
from printkit.sources.intake import ledger as books
from printkit.sources.intake.bio import Bio
from printkit.sources.intake.draft import Draft, markdown
from printkit.sources.intake.manuscript import Dropped
from printkit.sources.intake.merge import difference, merge
from printkit.sources.settings import parse, read_text

_STATE = ".printkit/import.json"
_BASES = ".printkit/imported"
"""What the last import wrote, so that edits can be told from it."""
_MERGED = (".md", ".yaml")


def slug(text: str, fallback: str) -> str:
    """Return an id for a name: lower-case ASCII with hyphens, or the fallback."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or fallback


def files(draft: Draft, source: str, folder: Path) -> tuple[dict[str, bytes], books.Ledger]:
    """Return the files of an article by name, and the account of its characters."""
    stem = slug(Path(draft.path).stem, "article")
    people = _people(draft, stem)
    out = {f"people/{key}.yaml": dump(data) for key, data in people.items()}
    shown = ""
    for name, written in out.items():
        read = parse(written, name, Person).model_dump()
        shown += books.words_of(read.pop("biography") or "") + books.texts(read)
    text = dump(_head(draft, list(people)))
    read_head = parse(text, draft.path, FrontMatter).model_dump(exclude_unset=True)
    body = markdown(draft.body)
    out[f"{stem}.md"] = f"---\n{text}---\n\n{body}"
    if "file's name" in draft.uncertain.get("title", ""):
        del read_head["title"]
    shown += books.words_of(read_head.pop("note", None) or "") + books.words_of(body)
    for key in ("authors", "language"):
        read_head.pop(key, None)
    shown += books.texts(read_head)
    account = books.balance(source, [shown], draft.dropped + _separators(draft))
    out[f"{stem}.ledger.json"] = account.json()
    out["publication.yaml"] = _publication(draft, f"{stem}.md", folder)
    return {name: text.encode() for name, text in out.items()} | dict(draft.images), account


def _people(draft: Draft, stem: str) -> dict[str, Mapping[str, Any]]:
    """Return the persons by id: those that the file names, then those of the bio block."""
    out: dict[str, Mapping[str, Any]] = {}
    found = (_person(person, Path(draft.path).name) for person in draft.people)
    for number, data in enumerate([*draft.written, *found], 1):
        key = slug(data["name"], f"{stem}-author-{number}" if number > 1 else f"{stem}-author")
        while key in out:
            key += "-2"
        out[key] = data
    return out


def _separators(draft: Draft) -> list[Dropped]:
    reason = "a separator, a gender, or a word for a former office: layouts print their own"
    pairs = (pair for person in draft.people for pair in person.separators)
    return [Dropped(text, line, reason) for text, line in pairs]


def _head(draft: Draft, ids: list[str]) -> CommentedMap:
    head = CommentedMap(title=draft.title)
    if draft.subtitle:
        head["subtitle"] = draft.subtitle
    head["language"] = draft.language
    head.update(draft.head)
    if ids:
        head["authors"] = ids
    if draft.note:
        head["note"] = LiteralScalarString(markdown(draft.note))
    for key, remark in draft.uncertain.items():
        if key not in head:
            continue
        head.yaml_set_comment_before_after_key(key, before=remark)
    return head


def _person(person: Bio, path: str) -> CommentedMap:
    data = CommentedMap(name=person.name)
    for key in ("prefix", "suffix"):
        if getattr(person, key):
            data[key] = getattr(person, key)
    if person.names:
        data["names"] = dict(person.names)
    held = CommentedSeq()
    for number, office in enumerate(person.roles):
        words = f"{office.title} | {office.body}" if office.body else office.title
        plain = not office.former and " | " not in office.title
        if plain:
            held.append(words)
        else:
            role = CommentedMap(title=office.title)
            role.update({"body": office.body} if office.body else {})
            role.update({"former": True} if office.former else {})
            held.append(role)
        if not office.certain:
            remark = f"check ({path}:{office.line}), confidence {office.sure:.1f}: {office.why}"
            held.yaml_set_comment_before_after_key(number, before=remark, indent=2)
    if held:
        data["roles"] = held
    if person.affiliations:
        data["affiliations"] = list(person.affiliations)
    if person.biography:
        data["biography"] = LiteralScalarString(markdown(person.biography))
    return data


def dump(data: Any) -> str:
    """Return data as YAML, comments kept, lines not broken."""
    yaml = YAML()
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    yaml.representer.ignore_aliases = lambda *_: True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()


def _publication(draft: Draft, article: str, folder: Path) -> str:
    path = folder / "publication.yaml"
    event = draft.event.model_dump(exclude_defaults=True) if draft.event else None
    if event:
        event["organisers"] = list(event.get("organisers", ()))
    if not path.exists():
        data = CommentedMap(title=draft.title, language=draft.language)
        data["date"] = (draft.event.start if draft.event else None) or date.today()
        data.yaml_set_comment_before_after_key("title", before="check: made by an import")
        data.update({"event": event} if event else {})
        data["articles"] = [article]
        data["products"] = {"booklet": {"layout": "classic-a5"}}
    else:
        text = read_text(path)
        parse(text, str(path), PublicationSettings)
        yaml = YAML()
        try:
            data = yaml.load(text)
        except YAMLError as error:  # parse has read it already
            raise problem("yaml/broken", str(error), Place(str(path))) from None
        if article in data["articles"] and (not event or "event" in data):
            return text
        if article not in data["articles"]:
            data["articles"].append(article)
        if event and "event" not in data:
            data["event"] = event
    if (remark := draft.uncertain.get("event")) and event and data.get("event") is event:
        data.yaml_set_comment_before_after_key("event", before=remark)
    made = dump(data)
    parse(made, str(path), PublicationSettings)
    return made


@dataclass(frozen=True)
class Written:
    """The names of files that changed, and what changed in those that were there."""

    changed: list[str]
    findings: list[Finding]


def write(made: Mapping[str, bytes], folder: Path, force: bool = False) -> Written:
    """Write files into ``folder``, all or none; what was edited since its last import stays edited.

    Raises Problems with a diff, and writes nothing, when edit and import changed the same lines,
    or a file is not from an import of this source.
    """
    state = _state(folder)
    # A person of the same name in another manuscript may be another person: never replace them.
    owner = next((name for name in made if name.endswith(".ledger.json")), "")
    outputs, conflicts = {}, []
    for name, data in made.items():
        outputs[name] = data
        if not _is_shared(name) and _edited(folder / name, owner, state.get(name)):
            merged = None if force else _merged(folder, name, owner, data, state)
            outputs[name] = data if merged is None else merged
            if merged is None and not force and _now(folder / name) != data:
                conflicts.append(_conflict(folder / name, data))
    if conflicts:
        raise Problems(conflicts)
    changed = [name for name, data in outputs.items() if _now(folder / name) != data]
    findings = [found for name in changed if (found := _updated(folder / name, outputs[name]))]
    own = {name: data for name, data in made.items() if not _is_shared(name)}
    hashes = {name: _hash(owner, data) for name, data in own.items()}
    known = json.dumps({**state, **hashes}, indent=1, sort_keys=True) + "\n"
    bases = {f"{_BASES}/{name}": own[name] for name in own if name.endswith(_MERGED)}
    changes = {name: outputs[name] for name in changed}
    _move({**changes, **bases, _STATE: known.encode()}, folder)
    return Written(changed, findings)


def _move(files: Mapping[str, bytes], folder: Path) -> None:
    """Put files in their places; when one cannot be, put back those that were there."""
    folder.mkdir(parents=True, exist_ok=True)
    moved: dict[str, bytes | None] = {}
    with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as temporary:
        for number, data in enumerate(files.values()):
            (Path(temporary) / str(number)).write_bytes(data)
        try:
            for number, name in enumerate(files):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                before = _now(folder / name)
                (Path(temporary) / str(number)).replace(folder / name)
                moved[name] = before
        except BaseException as error:
            for name, was in moved.items():
                if was is None:
                    (folder / name).unlink()
                else:
                    (folder / name).write_bytes(was)
            if not isinstance(error, OSError):
                raise
            message = f"cannot write: {error.strerror}; nothing was changed"
            raise problem("output/failed", message, Place(str(folder))) from None


def _merged(
    folder: Path, name: str, owner: str, data: bytes, state: Mapping[str, str]
) -> bytes | None:
    """Return a file with the changes of its editor and of the import, or None where they clash."""
    base = _now(folder / _BASES / name)
    if base is None or _hash(owner, base) != state.get(name):
        return None
    try:
        texts = [one.decode() for one in (base, _now(folder / name) or b"", data)]
    except UnicodeDecodeError:
        return None
    merged = merge(*texts)
    return None if merged is None else merged.encode()


def _updated(path: Path, data: bytes) -> Finding | None:
    """Return what an import changes in a text that was there."""
    before = _now(path)
    if before is None or not path.name.endswith(_MERGED):
        return None
    shown = difference(_text(before), _text(data), ("before", "now"))
    return Finding("import/updated", "is updated", Place(str(path)), shown, Severity.INFO)


def _is_shared(name: str) -> bool:
    """Say whether a file is the editor's as well: an import adds to it and keeps what is there."""
    return name == "publication.yaml" or name.endswith(".columns.yaml")


def is_foreign(folder: Path, name: str) -> bool:
    """Say whether a file is there that no import wrote."""
    return (folder / name).exists() and name not in _state(folder)


def left_behind(made: Mapping[str, bytes], folder: Path) -> list[str]:
    """Return the files that an earlier import of the same source wrote and this one does not."""
    owner = next((name for name in made if name.endswith(".ledger.json")), "")
    return [
        name
        for name, known in _state(folder).items()
        if name not in made
        and (folder / name).exists()
        and not _edited(folder / name, owner, known)
    ]


def _now(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _edited(path: Path, owner: str, known: str | None) -> bool:
    now = _now(path)
    return now is not None and _hash(owner, now) != known


def _hash(owner: str, data: bytes) -> str:
    return hashlib.sha256(owner.encode() + data).hexdigest()


def _state(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _conflict(path: Path, data: bytes) -> Finding:
    shown = difference(_text(_now(path) or b""), _text(data), ("yours", "the import"))
    hint = f"nothing was written; --force takes the import\n    {shown}"
    message = "was edited where the import changes it, or is not from an import of this file"
    return Finding("import/edited", message, Place(str(path)), hint, Severity.ERROR)


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return f"({len(data):,} bytes)"
