"""Which column of a table is which key of a person: guessed, shown, and corrected in a file."""

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import AfterValidator, Field

from printkit.model.finding import Place, did_you_mean, problem
from printkit.model.settings import Settings
from printkit.sources.tables.table import Row, Table

IGNORE = "ignore"
_SEARCHED = 20
"""Rows from the top in which the headings are looked for."""

HEADINGS: Mapping[str, str] = {
    "name": (
        "name|full name|fullname|participant|attendee|speaker|author|person|delegate|"
        "badge name|name on badge|printed name|nom complet|nom et prénom|nom prénom|"
        "participante|teilnehmer|teilnehmerin|vollständiger name|name vorname|"
        "vor- und nachname|sprecher|referent"
    ),
    "names.zh-Hans": (
        "姓名|中文姓名|中文名|中文名字|姓名(中文)|名字|參會者|参会者|参会人|嘉宾|讲者|作者|"
        "chinese name|name (chinese)|name in chinese|name zh|name cn|name_zh|name_cn|"
        "nom chinois|chinesischer name"
    ),
    "names.en": (
        "英文姓名|英文名|姓名(英文)|english name|name (english)|name in english|name en|"
        "name_en|latin name|拼音|姓名拼音|pinyin|nom anglais|englischer name"
    ),
    "given": (
        "given name|given names|given|first name|firstname|forename|名|prénom|prénoms|"
        "vorname|vornamen|first"
    ),
    "family": (
        "family name|family|last name|lastname|surname|姓|姓氏|nom|nom de famille|nachname|"
        "familienname|zuname|last"
    ),
    "prefix": (
        "title|salutation|prefix|honorific|mr/ms|称谓|尊称|稱謂|civilité|titre|anrede|"
        "titel|akademischer titel|academic title"
    ),
    "suffix": ("suffix|degree|degrees|credentials|post-nominals|学位|學位|diplômes|grad|abschluss"),
    "role": (
        "role|position|job title|job|function|职务|职称|职位|職稱|職務|岗位|fonction|poste|"
        "rôle|funktion|stelle|rolle|beruf|office"
    ),
    "affiliation": (
        "affiliation|affiliations|institution|organisation|organization|company|university|"
        "hospital|employer|institute|department|单位|工作单位|单位名称|機構|机构|所在单位|"
        "医院|公司|學校|学校|établissement|société|organisme|entreprise|université|"
        "einrichtung|institut|firma|organisation / company|universität|klinik|arbeitgeber|"
        "affiliation / institution"
    ),
    "city": ("city|town|place|城市|所在城市|市|ville|stadt|ort|wohnort"),
    "country": (
        "country|country/region|country or region|nation|国家|國家|国家/地区|国别|pays|land|staat"
    ),
    "email": (
        "email|e-mail|email address|e-mail address|mail|邮箱|电子邮箱|电子邮件|郵箱|信箱|"
        "courriel|adresse e-mail|adresse mail|e-mail-adresse|mailadresse"
    ),
    "orcid": ("orcid|orcid id|orcid-id|orcid id number|identifiant orcid"),
    "language": ("language|preferred language|语言|语种|語言|langue|sprache"),
    "category": (
        "category|type|ticket|ticket type|badge type|registration type|participant type|"
        "类别|參會類別|参会类别|身份|票种|catégorie|kategorie|teilnahmeart|ticketart|"
        "type de participant"
    ),
    "number": (
        "number|no|no.|id|registration number|registration id|badge number|ticket number|"
        "reference|ref|order|编号|序号|注册号|报名号|證件號|numéro|n°|nr|nr.|nummer|"
        "teilnehmernummer"
    ),
    "biography": (
        "biography|bio|short bio|cv|简介|个人简介|簡介|biographie|lebenslauf|kurzbiographie"
    ),
}
"""Headings by key, in English, Chinese, French and German; after ``names.`` is a language."""


def target(text: str) -> str:
    """Return a key that a column may stand for. Raises ValueError with the nearest ones."""
    if text in HEADINGS or text == IGNORE or re.fullmatch(r"names\.[A-Za-z]{2,3}[\w-]*", text):
        return text
    raise ValueError(f"{text!r} is no key of a person; {did_you_mean(text, [*HEADINGS, IGNORE])}")


class ColumnSettings(Settings):
    """The keys of ``TABLE.columns.yaml``: how a table is read."""

    table: str
    sheet: str | None = Field(None, description="The sheet of a workbook that is read.")
    columns: dict[str, Annotated[str, AfterValidator(target)]]


@dataclass(frozen=True)
class Column:
    """One column: where it is, its heading made unique, its key, and how sure that is (0 to 1)."""

    index: int
    heading: str
    target: str
    sure: float
    settled: bool = False
    """An editor wrote the key: it is not guessed again."""


@dataclass(frozen=True)
class Headed:
    """A table whose headings were found at ``rows[at]``."""

    table: Table
    at: int
    columns: tuple[Column, ...]

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows below the headings."""
        return self.table.rows[self.at + 1 :]


def headed(tables: Sequence[Table], path: str, known: ColumnSettings | None) -> Headed:
    """Find the table with people and the row of its headings.

    Raises Problems with the headings that were read when no column holds names.
    """
    corrected = dict(known.columns) if known else {}
    wanted = known.sheet if known else None
    chosen = [table for table in tables if wanted in (None, table.name)]
    if not chosen:
        hint = did_you_mean(wanted or "", (table.name for table in tables))
        raise problem("table/no-sheet", f"has no sheet {wanted!r}", Place(path), hint)
    found = [_headings(table, corrected) for table in chosen]
    best = max(found, key=lambda one: (_has_names(one), _score(one)))
    if not _has_names(best):
        names = ", ".join(repr(column.heading) for column in best.columns[:12])
        message = f"no column holds names; the first row says: {names}"
        place = Place(path, best.table.rows[best.at].number)
        raise problem("table/no-names", message, place, _HINT)
    columns = in_company([by_content(column, best.body) for column in best.columns])
    return replace(best, columns=tuple(_once(columns)))


_HINT = "give the column a heading such as Name, or write its key into the .columns.yaml file"


def _headings(table: Table, corrected: Mapping[str, str]) -> Headed:
    tries = [
        Headed(table, at, tuple(_columns(row, corrected)))
        for at, row in enumerate(table.rows[:_SEARCHED])
    ]
    best = max(tries, key=_score)
    return best if _score(best) > 0 else tries[0]


def _score(one: Headed) -> float:
    return sum(column.sure for column in one.columns if column.target != IGNORE)


def _has_names(one: Headed) -> bool:
    keys = {column.target for column in one.columns}
    return any(key in ("name", "family", "given") or key.startswith("names.") for key in keys)


def _columns(row: Row, corrected: Mapping[str, str]) -> list[Column]:
    seen: dict[str, int] = {}
    made = []
    for index, cell in enumerate(row.cells):
        plain = " ".join(cell.split()) or f"column {index + 1}"
        seen[plain] = seen.get(plain, 0) + 1
        heading = f"{plain} ({seen[plain]})" if seen[plain] > 1 else plain
        settled = heading in corrected
        key, sure = (corrected[heading], 1.0) if settled else guess(plain)
        made.append(Column(index, heading, key, sure, settled))
    return made


def _once(columns: list[Column]) -> list[Column]:
    """Keep the surest column of each key that can be there once; several may be affiliations."""
    best: dict[str, Column] = {}
    for column in sorted(columns, key=lambda one: -one.sure):
        best.setdefault(column.target, column)
    many = ("affiliation", "role", IGNORE)
    return [
        column
        if column.target in many or best[column.target] is column
        else replace(column, target=IGNORE, sure=0.0)
        for column in columns
    ]


_SALUTATION = re.compile(
    r"(?:(?:dr|prof|mr|mrs|ms|mx|herr|frau|pr|mme|mlle|m|sir|dame|med|assoc|asst|docteur)\b[.\s]*)+"
    r"|professor|professeure?|教授|博士|先生|女士|医生|院士",
    re.IGNORECASE,
)
_LOOKS = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", re.IGNORECASE),
    "orcid": re.compile(r"(?:https?://orcid\.org/)?\d{4}-\d{4}-\d{4}-\d{3}[\dX]"),
}


def by_content(column: Column, body: Sequence[Row]) -> Column:
    """Guess again by what the cells say: addresses without a heading, job titles under "Title"."""
    values = [row[column.index] for row in body[:200] if row[column.index]]
    if column.settled or not values:
        return column

    def share(pattern: re.Pattern[str]) -> float:
        return sum(bool(pattern.fullmatch(value)) for value in values) / len(values)

    if column.target == "prefix" and share(_SALUTATION) < 0.5:
        return replace(column, target="role", sure=0.6)
    if column.target == IGNORE:
        for key, pattern in _LOOKS.items():
            if share(pattern) >= 0.8:
                return replace(column, target=key, sure=0.6)
    return column


def in_company(columns: Sequence[Column]) -> list[Column]:
    """Read "Name, Vorname" as family and given name, and a lone "Nom" as the whole name."""
    keys = {column.target for column in columns}
    turned = {}
    if "given" in keys and "family" not in keys:
        turned = {"name": "family"}
    elif "family" in keys and "given" not in keys and "name" not in keys:
        turned = {"family": "name"}
    return [
        replace(column, target=turned[column.target], sure=0.8)
        if column.target in turned and not column.settled
        else column
        for column in columns
    ]


def guess(heading: str) -> tuple[str, float]:
    """Return the key that a heading stands for and how sure that is; ``ignore`` when unknown."""
    plain = _plain(heading)
    if key := _KEYS.get(plain):
        return key, 1.0
    # "Affiliation (max. 80 characters)", "E-mail *"
    if key := _KEYS.get(_plain(re.split(r"[(（:：*/]", heading)[0])):
        return key, 0.8
    near = difflib.get_close_matches(plain, _KEYS, n=1, cutoff=0.86) if len(plain) > 4 else []
    return (_KEYS[near[0]], 0.6) if near else (IGNORE, 0.0)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())


_KEYS = {_plain(word): key for key, words in HEADINGS.items() for word in words.split("|")}
