"""Rows to people: what is printed of each, and why the rest is not."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from babel import Locale

from printkit.model.finding import Severity
from printkit.sources.intake.pieces import escape
from printkit.sources.names import family_in, two_names
from printkit.sources.scripts import has_han
from printkit.sources.tables.columns import IGNORE, Column, Headed
from printkit.sources.tables.orcid import orcid
from printkit.sources.tables.table import Desk, Row, clean

_MAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
_SPLIT = re.compile(r"\s*(?:\n|[;；])\s*")
_PLAIN = ("prefix", "suffix", "city", "country", "category", "number")


@dataclass(frozen=True)
class Entry:
    """A person of one row, as the keys of ``people/<id>.yaml``."""

    row: Row
    data: dict[str, Any]


def entries(headed: Headed, language: str, desk: Desk) -> list[Entry]:
    """Return a person for each row that has a name; other rows are listed and reported.

    ``language`` is the publication's: it decides which of several names is the printed one.
    """
    made: list[Entry] = []
    width = len(headed.columns)
    whole: dict[tuple[str, ...], int] = {}
    for raw in headed.body:
        row = clean(raw, desk)
        if len(row.cells) > width:
            hint = "is a comma or quotation mark missing, or a heading?"
            message = f"has {len(row.cells)} cells below {width} headings: left out"
            desk.find("people/ragged", message, row.number, hint)
            desk.drop_row(row, "a row with more cells than there are headings")
        elif first := whole.get(row.cells):
            message = f"repeats row {first} word for word: left out"
            desk.find("people/repeated", message, row.number)
            desk.drop_row(row, f"repeats row {first}")
        elif entry := _entry(row, headed.columns, language, desk):
            made.append(entry)
            whole[row.cells] = row.number
    return made


def _entry(row: Row, columns: Iterable[Column], language: str, desk: Desk) -> Entry | None:
    cells: dict[str, list[str]] = {}
    for column in columns:
        if not row[column.index]:
            continue
        if column.target == IGNORE:
            desk.drop(row[column.index], row.number, f"the column {column.heading!r} is ignored")
        else:
            cells.setdefault(column.target, []).append(row[column.index])
    one = {key: " ".join(values[0].split()) for key, values in cells.items()}
    _divide(one, row, desk)
    names = _names(one, language)
    if not names:
        desk.find("people/no-name", "has no name: left out", row.number, "fill in the name")
        desk.drop_row(Row(row.number, tuple(text for held in cells.values() for text in held)),
                      "a row without a name")  # fmt: skip
        return None
    data: dict[str, Any] = {"name": names.pop("")}
    if names:
        data["names"] = names
    if family := one.get("family") or _family(data):
        data["family"] = family
    data |= {key: one[key] for key in _PLAIN if key in one}
    if roles := [_role(role) for text in cells.get("role", ()) for role in _parts(text, row, desk)]:
        data["roles"] = roles
    if held := [part for text in cells.get("affiliation", ()) for part in _parts(text, row, desk)]:
        data["affiliations"] = held
    _checked(one, row, data, desk)
    if biography := cells.get("biography"):
        data["biography"] = "\n\n".join(escape(line) for line in biography[0].split("\n") if line)
    return Entry(row, data)


def _names(one: dict[str, str], language: str) -> dict[str, str]:
    """Return the printed name under ``""``, and the others by language."""
    written = {key[6:]: name for key, name in one.items() if key.startswith("names.")}
    given, family = one.get("given", ""), one.get("family", "")
    if name := one.get("name") or _joined(given, family):
        written = {"": name} | written
    if "" not in written and written:
        same = [key for key in written if key.split("-")[0] == language.split("-", maxsplit=1)[0]]
        first = (same or (["en"] if "en" in written else list(written)))[0]
        written = {"": written.pop(first)} | written
    return {key: name for key, name in written.items() if not key or name != written[""]}


def _divide(one: dict[str, str], row: Row, desk: Desk) -> None:
    """Part the one name of a row that is Chinese and Latin: "张三 (Zhang San)"."""
    said = [key for key in ("name", "names.zh-Hans", "names.en", "given", "family") if key in one]
    both = two_names(one[said[0]]) if len(said) == 1 and said[0] != "family" else None
    if both is None or has_han(both[1]):
        return
    text = one.pop(said[0])
    one["names.zh-Hans"], one["names.en"] = both
    desk.drop(_without(text, "".join(both)), row.number, "marks between two names")
    message = f"{text!r} is taken for two names of one person"
    desk.find("people/two-names", message, row.number, "", Severity.INFO)


def _family(data: dict[str, Any]) -> str | None:
    chinese = next((n for n in data.get("names", {}).values() if has_han(n)), "")
    return family_in(data["name"], chinese)


def _joined(given: str, family: str) -> str:
    if has_han(family) and has_han(given):
        return family + given
    return f"{given} {family}".strip()


def _parts(text: str, row: Row, desk: Desk) -> list[str]:
    for mark in re.findall("[;；]", text):
        desk.drop(mark, row.number, "a separator between two entries of a cell")
    return [" ".join(part.split()) for part in _SPLIT.split(text) if part]


def _role(text: str) -> Any:
    # " | " divides title and body in a person's file.
    return {"title": text} if " | " in text else text


def _checked(one: dict[str, str], row: Row, data: dict[str, Any], desk: Desk) -> None:
    """Add the keys whose values follow a rule; report those that break it."""
    if text := one.get("email"):
        data["email"] = text
        if not _MAIL.fullmatch(text):
            message = f"{text!r} is no e-mail address"
            desk.find("people/email", message, row.number, "it is kept as it is: check it")
    if text := one.get("orcid"):
        if number := orcid(text):
            data["orcid"] = number
            desk.drop(_without(text, number), row.number, "written as a plain ORCID iD")
        else:
            message = f"{text!r} is no ORCID iD: its check digit or length is wrong"
            desk.find("people/orcid", message, row.number, "ask the person; it is left out")
            desk.drop(text, row.number, "no valid ORCID iD")
    if text := one.get("language"):
        if code := language_code(text):
            data["language"] = code
            desk.drop(_without(text, code), row.number, f"the language {code!r}")
        else:
            desk.find("people/language", f"the language {text!r} is not known", row.number)
            desk.drop(text, row.number, "a language that is not known")
    if "," in data["name"] and len(data["name"].split(",")) == 2:
        message = f"the name {data['name']!r} has a comma: it is printed so"
        hint = "give family and given names columns of their own"
        desk.find("people/comma", message, row.number, hint)


def _without(text: str, kept: str) -> str:
    """Return the characters of ``text`` that are not in ``kept``, counted one by one."""
    return "".join((Counter(text) - Counter(kept)).elements())


def language_code(text: str) -> str | None:
    """Return the code of a language that is named in English, Chinese, French, German or itself."""
    plain = text.strip().casefold()
    if plain in ("zh", "chinese", "中文", "汉语", "简体中文", "mandarin"):
        return "zh-Hans"
    if re.fullmatch(r"[a-z]{2}", plain):
        return plain if plain in Locale("en").languages else None
    if plain in _LANGUAGES:
        return _LANGUAGES[plain]
    names = {
        str(name).casefold(): code
        for tongue in ("en", "zh", "fr", "de")
        for code, name in Locale(tongue).languages.items()
        if len(code) == 2
    }
    return names.get(plain)


_LANGUAGES = {"english": "en", "français": "fr", "deutsch": "de", "español": "es",
              "português": "pt", "日本語": "ja", "한국어": "ko", "русский": "ru"}  # fmt: skip
