"""A draft to files: all of them or none, and never over an editor's work."""

import difflib
import hashlib
import json
import re
import tempfile
import unicodedata
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from printkit.model.finding import Finding, Place, Problems, Severity, problem
from printkit.model.publication import FrontMatter, Person, PublicationSettings
from printkit.sources.intake import ledger as books
from printkit.sources.intake.bio import Bio
from printkit.sources.intake.draft import Draft, markdown
from printkit.sources.intake.manuscript import Dropped
from printkit.sources.settings import parse, read_text

_STATE = ".printkit/import.json"


def slug(text: str, fallback: str) -> str:
    """Return an id for a name: lower-case ASCII with hyphens, or the fallback."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or fallback


def files(draft: Draft, source: str, folder: Path) -> tuple[dict[str, str], books.Ledger]:
    """Return the files of an article by name, and the account of its characters."""
    stem = slug(Path(draft.path).stem, "article")
    out: dict[str, str] = {}
    ids = []
    shown = ""
    for number, person in enumerate(draft.people, 1):
        key = slug(person.name, f"{stem}-author-{number}" if number > 1 else f"{stem}-author")
        while f"people/{key}.yaml" in out:
            key += "-2"
        data = _person(person, Path(draft.path).name)
        out[f"people/{key}.yaml"] = _dump(data)
        read = parse(out[f"people/{key}.yaml"], f"people/{key}.yaml", Person)
        shown += books.texts(read.model_dump())
        ids.append(key)
    head = _head(draft, ids)
    text = _dump(head)
    read_head = parse(text, draft.path, FrontMatter)
    body = markdown(draft.body)
    out[f"{stem}.md"] = f"---\n{text}---\n\n{body}"
    shown += read_head.title if "file's name" not in draft.uncertain.get("title", "") else ""
    shown += books.words_of(read_head.note or "") + books.words_of(body)
    account = books.balance(source, [shown], draft.dropped + _separators(draft))
    out[f"{stem}.ledger.json"] = account.json()
    out["publication.yaml"] = _publication(draft, f"{stem}.md", folder)
    return out, account


def _separators(draft: Draft) -> list[Dropped]:
    reason = "a separator, or a word for a former office: layouts print their own"
    pairs = (pair for person in draft.people for pair in person.separators)
    return [Dropped(text, line, reason) for text, line in pairs]


def _head(draft: Draft, ids: list[str]) -> CommentedMap:
    head = CommentedMap(title=draft.title)
    head["language"] = draft.language
    if ids:
        head["authors"] = ids
    if draft.note:
        head["note"] = LiteralScalarString(markdown(draft.note))
    for key, remark in draft.uncertain.items():
        head.yaml_set_comment_before_after_key(key, before=remark)
    return head


def _person(person: Bio, path: str) -> CommentedMap:
    data = CommentedMap(name=person.name)
    for key in ("prefix", "suffix"):
        if getattr(person, key):
            data[key] = getattr(person, key)
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
    if person.biography:
        from printkit.sources.intake.text import escape

        data["biography"] = LiteralScalarString("\n\n".join(map(escape, person.biography)) + "\n")
    return data


def _dump(data: Any) -> str:
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
    made = _dump(data)
    parse(made, str(path), PublicationSettings)
    return made


def write(made: Mapping[str, str], folder: Path, force: bool = False) -> list[str]:
    """Write files into ``folder``; return the names of those that changed.

    Raises Problems with a diff, and writes nothing, when a file was edited since its last import.
    """
    state = _state(folder)
    # A person of the same name in another manuscript may be another person: never replace them.
    owner = next((name for name in made if name.endswith(".ledger.json")), "")
    changed = [name for name, text in made.items() if _now(folder / name) != text]
    edited = [
        n for n in changed if n != "publication.yaml" and _edited(folder / n, owner, state.get(n))
    ]
    if edited and not force:
        raise Problems(_conflict(folder / name, made[name]) for name in edited)
    hashes = {
        name: _hash(owner + text) for name, text in made.items() if name != "publication.yaml"
    }
    everything = {name: made[name] for name in changed}
    everything[_STATE] = json.dumps({**state, **hashes}, indent=1, sort_keys=True) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".import-") as temporary:
        for number, text in enumerate(everything.values()):
            (Path(temporary) / str(number)).write_text(text, encoding="utf-8", newline="\n")
        for number, name in enumerate(everything):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(temporary) / str(number)).replace(folder / name)
    return changed


def _now(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError):
        return ""


def _edited(path: Path, owner: str, known: str | None) -> bool:
    now = _now(path)
    return now is not None and _hash(owner + now) != known


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _state(folder: Path) -> dict[str, str]:
    try:
        data = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def _conflict(path: Path, text: str) -> Finding:
    lines = difflib.unified_diff(
        (_now(path) or "").splitlines(), text.splitlines(), "yours", "the import", lineterm="", n=1
    )
    hint = "\n    ".join(["nothing was written; --force takes the import", *list(lines)[:60]])
    message = "was edited since its last import, or is not from one"
    return Finding("import/edited", message, Place(str(path)), hint, Severity.ERROR)
