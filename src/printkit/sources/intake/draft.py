"""Blocks to a draft: the article, its note and event, and the people of the bio block."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from printkit.model.finding import Finding, Place, Severity
from printkit.model.publication import Event
from printkit.sources.intake import bio, note
from printkit.sources.intake.manuscript import Block, Dropped, Manuscript
from printkit.sources.intake.text import escape

_LAST = 200
"""Blocks from the end in which bios are looked for."""


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


def draft(manuscript: Manuscript) -> Draft:
    """Recognise title, note and bios. What is not recognised stays in the body."""
    blocks = list(manuscript.blocks)
    made = Draft(manuscript.path, "", language=language(manuscript.source))
    made.dropped += manuscript.dropped
    made.findings += manuscript.findings
    blocks = _take_bios(blocks, made)
    blocks = _take_title(blocks, made)
    made.body = _take_note(blocks, made)
    return made


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
    first = blocks[0] if blocks else None
    short = first and len(first.text) <= 120 and not re.search(r"[.。!?:：]$", first.text)
    if first and len(blocks) > 1 and short and not note.opening(first.text):
        made.title = first.text
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
        found = note.opening(block.text)
        if not found:
            continue
        made.dropped.append(
            Dropped(found.label, block.line, "the label of the note: layouts print their own")
        )
        taken, end = [Block(found.text, block.line)], index + 1
        if not found.text and end < len(blocks):
            taken, end = [blocks[end]], end + 1
        made.note = taken
        made.event = note.event(taken[0].text[:5000])
        return blocks[:index] + blocks[end:]
    return blocks


def _take_bios(blocks: list[Block], made: Draft) -> list[Block]:
    for index in range(max(0, len(blocks) - _LAST), len(blocks)):
        block = blocks[index]
        opened = bio.label(block.text)
        if opened is not None:
            people = _labelled(blocks[index:], opened, made)
        elif bio.name(block.text, block.line) and index > 0:
            people = _bios(blocks[index:])
        else:
            continue
        if people:
            made.people = people
            for office in (office for person in people for office in person.roles):
                _account(office, made)
            return blocks[:index]
    return blocks


def _labelled(blocks: list[Block], opened: str, made: Draft) -> list[bio.Bio]:
    rest = blocks[0].text[len(opened) :]
    people = _in_line(rest, blocks[0].line) if rest else []
    if people and len(blocks) > 1:
        people[0].biography += [block.text for block in blocks[1:]]
    if not rest:
        people = _bios(blocks[1:])
    if people:
        reason = "the label of the bio block: layouts print their own"
        made.dropped.append(Dropped(opened, blocks[0].line, reason))
    return people


def _in_line(text: str, line: int) -> list[bio.Bio]:
    """Read "Name, role, role" on one line."""
    match = re.match(r"([^，,:：]+)([，,:：])(.+)", text)
    if not match:
        return []
    head, comma, tail = match.groups()
    person = bio.name(head, line)
    if not person or not bio.is_roles(tail.strip()):
        return []
    bio.hold(person, tail.strip(), line)
    person.separators.append((comma, line))
    return [person]


def _bios(blocks: list[Block]) -> list[bio.Bio]:
    """Read names, each with lines of roles; nothing when any other text stands among them."""
    people: list[bio.Bio] = []
    for block in blocks:
        person = bio.name(block.text, block.line)
        if person:
            people.append(person)
        elif people and bio.is_roles(block.text):
            bio.hold(people[-1], block.text, block.line)
        elif people and people[-1].roles:
            people[-1].biography.append(block.text)
        else:
            return []
    return people if people and all(person.roles for person in people) else []


def _account(office: bio.Office, made: Draft) -> None:
    if not office.certain:
        message = (
            f"the role {office.title!r} is split with confidence {office.sure:.1f}: {office.why}"
        )
        place = Place(made.path, office.line)
        hint = "compare the person's file with the manuscript"
        made.findings.append(Finding("import/uncertain", message, place, hint, Severity.WARNING))


def markdown(blocks: list[Block]) -> str:
    """Return blocks as Markdown."""
    lines = []
    for block in blocks:
        mark = {"heading": "#" * max(2, block.level) + " ", "item": "- "}.get(block.kind, "")
        lines.append(mark + (block.markup or escape(block.text)))
    return "\n\n".join(lines) + "\n"
