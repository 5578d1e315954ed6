"""What a reader gathers as it goes: characters it left out, findings, pictures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from printkit.model.finding import Finding, Place, Severity
from printkit.sources import images
from printkit.sources.intake.manuscript import Block, Dropped, Manuscript
from printkit.sources.intake.pieces import Piece, alternative
from printkit.sources.intake.text import BIDI, CONTROL, control_finding, override_finding
from printkit.sources.intake.writer import slug

_MOST_PICTURES = 2_000


@dataclass
class Account:
    """The account of one manuscript while it is read; ``source`` is what must be accounted for."""

    path: str
    source: list[str] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _tallies: dict[str, list[Finding]] = field(default_factory=dict)

    def clean(self, text: str, line: int) -> str:
        """Return text without control characters, which are listed; report direction overrides."""
        if CONTROL.search(text):
            found = [Dropped(c, line, "a control character prints nothing")
                     for c in CONTROL.findall(text)]  # fmt: skip
            self._once(control_finding(found[0], self.path))
            self.dropped += found
            text = CONTROL.sub("", text)
        if match := BIDI.search(text):
            self._once(override_finding(match.group(), Place(self.path, line)))
        return text

    def _once(self, finding: Finding) -> None:
        if finding.code not in {known.code for known in self.findings}:
            self.findings.append(finding)

    def drop(self, text: str, line: int, reason: str) -> None:
        """List characters that are in no output."""
        if text.strip():
            self.dropped.append(Dropped(text, line, reason))

    def find(
        self,
        code: str,
        message: str,
        line: int | None = None,
        hint: str = "",
        severity: Severity = Severity.WARNING,
    ) -> None:
        """Report something."""
        self.findings.append(Finding(code, message, Place(self.path, line), hint, severity))

    def tally(self, code: str, message: str, line: int, hint: str = "") -> None:
        """Report something that may be there a thousand times: once, with the number of times."""
        place = Place(self.path, line)
        found = Finding(code, message, place, hint, Severity.WARNING)
        self._tallies.setdefault(f"{code} {message}", []).append(found)

    def picture(self, data: bytes, alt: str, line: int) -> Piece | None:
        """Keep a picture and return its place in the text; None, reported, when it is not set."""
        alt = " ".join(self.clean(alt, line).split())
        self.source.append(alt)
        number = len(self._names) + 1
        found = images.check_data(data, f"picture {number}", Place(self.path, line))
        if number > _MOST_PICTURES:
            message = f"has more than {_MOST_PICTURES:,} pictures"
            found = [Finding("image/too-many", message, Place(self.path, line))]
        if found:
            hint = "the picture is left out; ask for it as PNG or JPEG"
            self.findings += [
                Finding(f.code, f.message, f.place, hint, Severity.WARNING) for f in found
            ]
            self.drop(alt, line, "the text of a picture that is left out")
            return None
        key = sha256(data).hexdigest()
        if key not in self._names:
            name = f"images/{slug(Path(self.path).stem, 'article')}-{number}{_ending(data)}"
            self._names[key] = name
            self.images[name] = data
        return Piece(ready=f"![{alternative(alt)}]({self._names[key]})")

    def manuscript(self, blocks: Iterable[Block], **said: Any) -> Manuscript:
        """Return the manuscript that was read."""
        tallies = [_tallied(found) for found in self._tallies.values()]
        return Manuscript(
            self.path,
            "".join(self.source),
            tuple(blocks),
            tuple(self.dropped),
            (*self.findings, *tallies),
            dict(self.images),
            **said,
        )


def _tallied(found: list[Finding]) -> Finding:
    times = f" ({len(found):,} times)" if len(found) > 1 else ""
    return replace(found[0], message=found[0].message + times)


_ENDINGS = ((b"\x89PNG", ".png"), (b"\xff\xd8", ".jpg"), (b"GIF8", ".gif"), (b"RIFF", ".webp"))


def _ending(data: bytes) -> str:
    other = ".tif" if data[:2] in (b"II", b"MM") else ".svg"
    return next((end for magic, end in _ENDINGS if data.startswith(magic)), other)


def spaces(text: str) -> str:
    """Return text with each run of white space as one space."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)
