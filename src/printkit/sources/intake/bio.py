"""The roles of the closing bio block that run together, in five languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from printkit.sources.intake.manuscript import Block

_SURE = 0.8
"""Confidence under which a split is marked for the editor."""

_QUALIFIER = (
    r"(?:[Ff]ormer|Past|Honorary|Emeritus|Founding|Executive|Acting|Senior|Deputy|Associate|Assistant|"
    r"Vice|Chief|Attending|Consultant|Clinical|Scientific|Medical|Managing|Standing|Co-?|Ancien(?:ne)?|"
    r"[Ee]hemaligere?|[Ss]tellvertretende[rn]?|[Ss]tellv\.|Visiting|Adjunct|Principal|Lead)"
)
_COMPOUND = r"(?:PhD|Ph\.D\.|Doctoral|Master['’]?s?|Group|Team|Project|Section)"
_CORE = (
    r"(?:Chair(?:man|woman|person)?|President(?:-[Ee]lect)?|Director|Physician|Surgeon|Professor|Supervisor|Leader|"
    r"Editor(?:-in-Chief)?|Secretary(?:[ -]General)?|Treasurer|Member|Fellow|Head|Dean|Founder|"
    r"Coordinator|Researcher|Scientist|Consultant|Lecturer|Commissioner|Advis[eo]r|Investigator|"
    r"Nurse|Statistician|Oncologist|H[ae]matologist|Pathologist|Radiologist|Tutor|"
    r"Professeure?|Directeur|Directrice|[Pp]résidente?|Vice-présidente?|"
    r"Chef(?:fe)? de (?:service|clinique)|"
    r"Médecin|Rédact(?:eur|rice) en chef|Membre|Secrétaire|Responsable|"
    r"Professorin|Direktor(?:in)?|Chefarzt|Chefärztin|Oberarzt|Oberärztin|Vorsitzende[r]?|Leiter(?:in)?|"
    r"Präsident(?:in)?|Mitglied|Herausgeber(?:in)?|Fach(?:arzt|ärztin))"
)
_TITLE = re.compile(
    rf"(?<![\w-])(?:{_QUALIFIER}[ -])*(?P<compound>{_COMPOUND} )?"
    rf"(?:{_QUALIFIER}[ -])*{_CORE}(?![\w-])"
)
_FORMER = re.compile(
    r"(?:Former|Past|Anciene?(?:ne)?|Ehemaliger?)\s+|^(?:原任?|曾任|前任?|元)(?=[\u4e00-\u9fff])"
)
_EAST = re.compile(
    r"(?:主任委员|委员长|委員長|理事长|理事長|监事长|主任医师|医师|博士生导师|博导|硕士生导师|导师|准教授|教授|院长|院長|"
    r"所长|所長|会长|會長|会長|主编|編集長|编委|委员|組長|组长|秘书长|秘書長|研究员|研究員|主席|部長|部长|センター長|"
    r"医長|科长|主任|院士|讲师|講師|顧問|顾问|代表|総長|校长|理事|常委)$"
)
_BETWEEN = ";•|\n–—/·"
"""Signs that part one role from the next."""
_SENTENCE = re.compile(r"[a-zà-ÿ]{3}(?<!llv)\.\s+[A-Z]|\b(?:is|was|has|est|ist|hat|a été)\s")
_AND = re.compile(r"\s+(?:and|&|et|und)\s+")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LONGEST = 4000
"""Characters a line of roles may have: a longer one is left in the text, where it costs no time."""


@dataclass(frozen=True)
class Office:
    """One role as split out of a line: ``sure`` from 0 to 1, ``dropped`` the separators."""

    title: str
    body: str | None
    former: bool
    sure: float
    line: int
    why: str = ""
    source: str = ""

    @property
    def certain(self) -> bool:
        """Say whether the split needs no editor's eye."""
        return self.sure >= _SURE


@dataclass
class Bio:
    """A person as the manuscript gives them; ``line`` is where the name stands."""

    name: str
    line: int
    prefix: str | None = None
    suffix: str | None = None
    roles: list[Office] = field(default_factory=list)
    biography: list[Block] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    affiliations: list[str] = field(default_factory=list)
    separators: list[tuple[str, int]] = field(default_factory=list)
    east: bool = False


def is_title(text: str) -> bool:
    """Say whether a text holds a title of office, or is one in Chinese or Japanese."""
    return bool(_TITLE.search(text) or _EAST.search(text))


def is_roles(text: str) -> bool:
    """Say whether a line is a list of roles and not a sentence about them."""
    if len(text) > _LONGEST:
        return False
    if _HAN.search(text):
        parts = [part for part in _east_parts(text) if part]
        held = sum(bool(_EAST.search(part)) for part in parts)
        return held > 0 and held * 2 >= len(parts)
    sentence = re.search(
        r"[a-zà-ÿ]{3}(?<!llv)\.\s+[A-Z]|\b(?:is|was|has|est|ist|hat|a été)\s", text
    )
    found = _TITLE.search(text)
    return bool(found and found.start() == 0 and not sentence)


def roles(text: str, line: int) -> list[Office]:
    """Split a line of roles into offices, with a confidence for each split."""
    return list(_east(text, line) if _HAN.search(text) else _west(text, line))


def hold(person: Bio, text: str, line: int) -> None:
    """Give a person the roles of a line, and list what stood between them."""
    found = roles(text, line)
    person.roles += found
    rest, between = text, ""
    for word in (w for o in found for w in (o.title, o.body) if w):
        before, _, rest = rest.partition(word)
        between += before
    between = "".join((between + rest).split())
    if between:
        person.separators.append((between, line))


def _east_parts(text: str) -> list[str]:
    return [part.strip(" 　.") for part in re.split(r"[，、；;,。\n]|[ 　]+", text)]


def _east(text: str, line: int) -> Iterator[Office]:
    for part in re.findall(r"[^，、；;,。\s　]+", text):
        word = part.strip(".")
        if not word or word in "男女":
            continue
        former = _FORMER.match(word)
        # Chinese and Japanese say the body first: one string keeps that order in print.
        sure, why = (0.95, "") if _EAST.search(word) else (0.5, "no title is known in it")
        title = word[former.end() :] if former else word
        yield Office(title, None, bool(former), sure, line, why, word)


def _west(text: str, line: int) -> Iterator[Office]:
    starts = list(_starts(text))
    for (start, sure, why), following in zip(starts, [*starts[1:], None], strict=True):
        end = following[0] if following else len(text)
        piece = text[start:end].strip(f" ,.\t{_BETWEEN}")
        former = _FORMER.match(piece)
        held = piece[former.end() :] if former else piece
        title, _, body = held.partition(",")
        yield Office(title.strip(), body.strip() or None, bool(former), sure, line, why, piece)


def _starts(text: str) -> Iterator[tuple[int, float, str]]:
    """Yield where roles start, how sure that is, and why it is not surer."""
    last_end = -1
    for match in _TITLE.finditer(text):
        before = text[: match.start()]
        after = text[match.end() :]
        if last_end >= 0 and _AND.fullmatch(text[last_end : match.start()]):
            last_end = match.end()
        elif not before.strip():
            last_end = match.end()
            yield 0, 1.0, ""
        elif before.rstrip()[-1:] in _BETWEEN:
            last_end = match.end()
            yield match.start(), 0.98, ""
        elif before.rstrip().endswith(","):
            # After a comma a title opens a role only when the one before it has no body yet.
            if before.rstrip(" ,") == text[:last_end] or re.match(r",| of | at |\s*$", after):
                last_end = match.end()
                yield match.start(), 0.85, ""
        elif last_end == len(before.rstrip()):
            last_end = match.end()
            yield match.start(), 0.7, "two titles follow one another without a comma"
        elif re.match(r",|\s*$|\s+" + _TITLE.pattern.replace("?P<compound>", "?:"), after):
            last_end = match.end()
            yield match.start(), *_run_on(match, before)


def _run_on(match: re.Match[str], before: str) -> tuple[float, str]:
    if match["compound"]:
        words = f"{before.rsplit(maxsplit=1)[-1]} {match.group()}"
        return 0.7, f'the words "{words}" may belong together'
    return 0.9, ""
