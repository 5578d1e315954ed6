"""Blocks to a draft: the article, its note and event, and the people of the bio block."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from printkit.model.event import Event
from printkit.model.finding import Finding, Place, Severity
from printkit.sources.intake import bio, naming, note
from printkit.sources.intake import pieces as inline
from printkit.sources.intake.manuscript import Block, Dropped, Manuscript, Note
from printkit.sources.intake.pieces import escape

_LAST = 200
"""Blocks from the end in which bios are looked for."""
_TOLD = 2
"""Paragraphs from the end that may tell who the author is, without a label."""


@dataclass
class Draft:
    """An article to be written. ``uncertain`` maps keys of the front matter to a remark."""

    path: str
    title: str
    note: list[Block] = field(default_factory=list)
    event: Event | None = None
    body: list[Block] = field(default_factory=list)
    people: list[bio.Bio] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    uncertain: dict[str, str] = field(default_factory=dict)
    language: str = "en"
    subtitle: str = ""
    loose: list[Block] = field(default_factory=list)
    head: Mapping[str, Any] = field(default_factory=dict)
    written: tuple[Mapping[str, Any], ...] = ()
    images: Mapping[str, bytes] = field(default_factory=dict)


def draft(manuscript: Manuscript) -> Draft:
    """Recognise title, note and bios. What is not recognised stays in the body."""
    blocks = list(manuscript.blocks)
    made = Draft(manuscript.path, "", language=language(manuscript.source))
    made.head, made.images, made.written = manuscript.head, manuscript.images, manuscript.people
    made.dropped += manuscript.dropped
    made.findings += manuscript.findings
    blocks = _take_bios(blocks, made)
    blocks = _take_note(_take_title(blocks, made), made)
    made.body = [*made.body, *blocks]
    _keep_notes(made)
    return made


def _keep_notes(made: Draft) -> None:
    """Set the footnotes of a title, a name or a role as paragraphs: no text calls them."""
    for block in made.loose:
        for one in block.notes:
            message = f"the footnote of {block.text[:40]!r} now stands at the end of the text"
            place = Place(made.path, block.line)
            hint = "move it where it belongs"
            found = Finding("import/footnote-moved", message, place, hint, Severity.WARNING)
            made.findings.append(found)
            made.body += [
                Block(inline.plain(p), block.line, pieces=tuple(p)) for p in one.paragraphs
            ]


def language(text: str) -> str:
    """Return the language that most of a text is in, of the five that are recognised."""
    sample = text[:20_000]
    if len(re.findall("[\u3040-\u30ff]", sample)) * 20 > len(sample.strip()):
        return "ja"
    if len(re.findall("[\u4e00-\u9fff]", sample)) * 4 > len(sample.strip()):
        return "zh-Hans"
    words = re.findall(r"[^\W\d]+", sample.lower())
    small = {"en": "the and of to", "fr": "le la les des et", "de": "der die und das ist"}
    return max(small, key=lambda name: sum(words.count(word) for word in small[name].split()))


def _take_title(blocks: list[Block], made: Draft) -> list[Block]:
    titles = [block for block in blocks if block.kind in ("title", "subtitle")]
    for block in titles:
        key = block.kind
        before = getattr(made, key)
        setattr(made, key, " ".join(f"{before} {block.text}".split()))
    made.loose += titles
    blocks = [block for block in blocks if block.kind not in ("title", "subtitle")]
    if made.title:
        return blocks
    first = blocks[0] if blocks else None
    short = first and len(first.text) <= 120 and not re.search(r"[.。!?:：]$", first.text)
    known = first and first.kind != "ready" and not note.opening(first.text)
    if first and len(blocks) > 1 and short and known:
        made.title = " ".join(first.text.split())
        made.loose.append(first)
        if first.kind != "heading":
            _doubt(made, "title", "taken from the first short line", first.line)
        return blocks[1:]
    stem = re.sub(r"[-_\s]+", " ", Path(made.path).stem).strip() or "Untitled"
    pattern = re.escape(stem).replace(r"\ ", r"[\s-]+")
    said = re.search(pattern, "\n".join(block.text for block in blocks), re.IGNORECASE)
    made.title = said.group() if said else stem[0].upper() + stem[1:]
    _doubt(made, "title", "the manuscript has none: taken from the file's name", 1)
    return blocks


def _doubt(made: Draft, key: str, remark: str, line: int) -> None:
    made.uncertain[key] = f"check ({Path(made.path).name}:{line}): {remark}"
    message = f"the {key} is a guess: {remark}"
    place = Place(made.path, line)
    made.findings.append(Finding("import/uncertain", message, place, "", Severity.WARNING))


def _take_note(blocks: list[Block], made: Draft) -> list[Block]:
    for index, block in enumerate(blocks[:12]):
        found = note.opening(block.text) if block.kind != "ready" else None
        if not found:
            continue
        made.dropped.append(
            Dropped(found.label, block.line, "the label of the note: layouts print their own")
        )
        opened = replace(block.after(len(found.label)), kind="paragraph")
        taken, end = [opened], index + 1
        if not found.text and end < len(blocks):
            made.loose.append(block)
            taken, end = [blocks[end]], end + 1
        made.note = taken
        made.event = note.event(text := taken[0].text[:5000])
        if made.event and note.is_guessed(text, made.event):
            _doubt(made, "event", "its name is in no quotation marks", taken[0].line)
        return blocks[:index] + blocks[end:]
    return blocks


def _take_bios(blocks: list[Block], made: Draft) -> list[Block]:
    for index in range(max(0, len(blocks) - _LAST), len(blocks)):
        block = blocks[index]
        opening = block.text.split("\n", 1)[0].strip() if block.kind != "ready" else ""
        if not opening:
            continue
        people = _people(opening, blocks[index:], made, first=index == 0)
        if people:
            made.people = people
            _name_once(made)
            for office in (office for person in people for office in person.roles):
                _account(office, made)
            return blocks[:index]
    return blocks


def _name_once(made: Draft) -> None:
    """Leave out the persons of the head whom the bio block tells of at length."""
    known = {person.name for person in made.people}
    twice = [one for one in made.written if one["name"] in known]
    made.written = tuple(one for one in made.written if one not in twice)
    reason = "named in the bio block too"
    made.dropped += [Dropped(one["name"], 1, reason) for one in twice]


def _lines(blocks: list[Block]) -> list[Block]:
    return [line for block in blocks for line in block.lines()]


def _people(opening: str, blocks: list[Block], made: Draft, first: bool) -> list[bio.Bio]:
    """Return the people of a bio block that begins with a line, none when it begins none."""
    opened = naming.label(opening)
    if opened is not None:
        return _labelled(blocks, opened, made)
    line = blocks[0].line
    if first:
        return []
    if naming.name(opening, line):
        return _bios(_lines(blocks), made)
    if naming.one_line(opening, line):
        return _bios(_lines(blocks), made, told=False)
    if len(blocks) <= _TOLD and (person := naming.sentence(blocks[0].text, line)):
        _doubt_bio(person, made)
        return _told(person, blocks)
    return []


def _labelled(blocks: list[Block], opened: str, made: Draft) -> list[bio.Bio]:
    label, rest = blocks[0], blocks[0].after(len(opened))
    texts = [*([rest] if rest.text else []), *blocks[1:]]
    people = _bios(_lines(texts), made, labelled=True)
    if not people and texts:
        person = naming.sentence(texts[0].text, texts[0].line, labelled=True)
        people = _told(person, texts) if person else []
    if people:
        made.loose.append(label)
        reason = "the label of the bio block: layouts print their own"
        made.dropped.append(Dropped(opened, label.line, reason))
    return people


def _told(person: bio.Bio, blocks: list[Block]) -> list[bio.Bio]:
    """Return a person whose biography is told in sentences, which stay as they are."""
    person.biography += blocks
    person.separators.clear()
    return [person]


def _doubt_bio(person: bio.Bio, made: Draft) -> None:
    message = f"the last lines are taken for the biography of {person.name!r}, confidence 0.7"
    hint = "if it is part of the text, move it back"
    place = Place(made.path, person.line)
    made.findings.append(Finding("import/uncertain", message, place, hint, Severity.WARNING))


def _bios(
    blocks: list[Block], made: Draft, *, told: bool = True, labelled: bool = False
) -> list[bio.Bio]:
    """Read names, each with roles; nothing when any other text stands among them.

    ``told``: text after roles is a biography; after a label it may follow the name.
    """
    people: list[bio.Bio] = []
    loose: list[Block] = []
    for block in blocks:
        person = _named(block, labelled) if block.kind != "ready" else None
        if person:
            people.append(person)
            loose.append(block)
        elif people and block.kind != "ready" and bio.is_roles(block.text):
            bio.hold(people[-1], block.text, block.line)
            loose.append(block)
        elif people and told and (people[-1].roles or labelled):
            people[-1].biography.append(block)
        else:
            return []
    if not all(one.roles or (labelled and _more(one)) for one in people):
        return []
    made.loose += loose if people else []
    return people


def _named(block: Block, labelled: bool) -> bio.Bio | None:
    found = naming.name(block.text, block.line, labelled)
    return found or naming.one_line(block.text, block.line)


def _more(person: bio.Bio) -> bool:
    return bool(person.biography or person.affiliations)


def _account(office: bio.Office, made: Draft) -> None:
    if not office.certain:
        message = (
            f"the role {office.title!r} is split with confidence {office.sure:.1f}: {office.why}"
        )
        place = Place(made.path, office.line)
        hint = "compare the person's file with the manuscript"
        made.findings.append(Finding("import/uncertain", message, place, hint, Severity.WARNING))


def markdown(blocks: list[Block]) -> str:
    """Return blocks as Markdown, their footnotes at the end."""
    widths: list[int] = []
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        item = block.kind == "item"
        widths = widths[: block.level] if item else []
        indent = " " * sum(widths)
        widths += [len(block.mark)] if item else []
        text = block.mark + _shown(block) if item else _shown(block)
        parts.append("" if before is None else "\n" if item and before.kind == "item" else "\n\n")
        parts.append(indent + text.replace("\n", "\n" + " " * sum(widths)))
    notes = [_note(one) for block in blocks for one in block.notes]
    return "".join(parts) + "\n" + "".join(f"\n{text}\n" for text in notes)


def _shown(block: Block) -> str:
    if block.kind == "heading":
        # Signs at the end would close the heading, and be no part of it.
        text = re.sub(r"#(?=#*\s*$)", r"\\#", _inline(block, " "))
        return "#" * min(6, max(2, block.level)) + " " + text
    return block.markup or _inline(block, "\\\n")


def _inline(block: Block, newline: str) -> str:
    return inline.markup(block.pieces, newline) if block.pieces else escape(block.text)


def _note(one: Note) -> str:
    return f"[^{one.label}]: " + "\n\n    ".join(inline.markup(p) for p in one.paragraphs)
