"""Plain text of any encoding to blocks."""

import re
from itertools import groupby

from printkit.model.finding import Finding, Place, Severity, problem
from printkit.sources.intake.encoding import decode, mended
from printkit.sources.intake.manuscript import Block, Dropped, Manuscript

LIMIT = 20_000_000
"""Bytes a manuscript may have: a book of a thousand pages has about three million."""

CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that print nothing; tab, line feed and form feed are white space of a manuscript."""
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of text, and can show it in a false order (CVE-2021-42574)."""
_HEADING = re.compile(r"(#{1,6})\s+(.+)")
_ITEM = re.compile(r"(?:[-*•·●▪–]|\d{1,3}[.)、．])\s+(.+)")
_CJK = "\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"


def read(data: bytes, path: str) -> Manuscript:
    """Return the blocks of a text file. Raises Problems when it is too long or empty."""
    if len(data) > LIMIT:
        message = f"{len(data):,} bytes; at most {LIMIT:,} are read"
        raise problem("import/too-long", message, Place(path), "send one file for each article")
    source, findings = decode(data, path)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    whole, mends, told = mended(source, path)
    clean, dropped = _without_controls(whole)
    findings += told + [control_finding(d, path) for d in dropped[:1]] + _bidi(clean, path)
    blocks, marks = _blocks(clean)
    if not blocks:
        raise problem("import/empty", "has no text", Place(path), "send the manuscript again")
    return Manuscript(path, source, tuple(blocks), tuple(mends + dropped + marks), tuple(findings))


def _without_controls(text: str) -> tuple[str, list[Dropped]]:
    dropped = [
        Dropped(match.group(), number, "a control character prints nothing")
        for number, line in enumerate(text.split("\n"), 1)
        for match in CONTROL.finditer(line)
    ]
    return CONTROL.sub("", text), dropped


def control_finding(dropped: Dropped, path: str) -> Finding:
    """Return what is said of the first control character of a file."""
    message = f"control characters (U+{ord(dropped.text):04X}) are left out"
    place = Place(path, dropped.line)
    return Finding("import/control-character", message, place, "", Severity.WARNING)


def _bidi(text: str, path: str) -> list[Finding]:
    match = BIDI.search(text)
    if not match:
        return []
    return [override_finding(match.group(), Place(path, text[: match.start()].count("\n") + 1))]


def override_finding(character: str, place: Place) -> Finding:
    """Return what is said of the first direction override of a file."""
    message = f"a direction override (U+{ord(character):04X}) can show text in a false order"
    hint = "delete it unless the text mixes Hebrew or Arabic with Latin"
    return Finding("import/direction-override", message, place, hint, Severity.WARNING)


def _blocks(text: str) -> tuple[list[Block], list[Dropped]]:
    blocks: list[Block] = []
    marks: list[Dropped] = []
    lines = [(number, line.strip()) for number, line in enumerate(re.split(r"\n", text), 1)]
    for filled, group in groupby(lines, lambda item: bool(item[1])):
        if not filled:
            continue
        for number, line in _unwrapped(list(group)):
            block = _block(line, number)
            if block.text != line:
                mark = line[: len(line) - len(block.text)]
                marks.append(Dropped(mark, number, "the mark of a heading or list item"))
            blocks.append(block)
    return blocks, marks


def _block(line: str, number: int) -> Block:
    if match := _HEADING.fullmatch(line):
        return Block(match[2], number, "heading", len(match[1]))
    if match := _ITEM.fullmatch(line):
        # A printed number may be cited in the text, so numbered lines stay as they are.
        return Block(match[1] if not line[0].isdigit() else line, number, "item")
    return Block(line, number)


def _unwrapped(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Join the lines of one wrapped paragraph: all but the last about as long as a mail's."""
    body = [len(line) for _, line in lines[:-1]]
    marked = any(_HEADING.match(line) or _ITEM.match(line) for _, line in lines)
    if marked or not body or not (min(body) >= 45 and max(body) <= 100):
        return lines
    joined = lines[0][1]
    for _, line in lines[1:]:
        near = re.fullmatch(f"[{_CJK}]{{2}}", joined[-1] + line[0])
        joined += ("" if near else " ") + line
    return [(lines[0][0], joined)]
