"""The authors of an article: names in all scripts, ORCID, affiliations, biography."""

import re
from collections.abc import Iterator
from typing import Any

from printkit.sources.intake import ledger, pieces
from printkit.sources.intake.account import Account
from printkit.sources.intake.jats.tree import first, language, name, spaced, text
from printkit.sources.intake.xml import Element
from printkit.sources.tables.orcid import orcid

PLACES = ("contrib-group", "aff", "aff-alternatives")
"""Elements of the front matter that tell of people."""
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")), ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u3400-\u9fff]")), ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")), ("el", re.compile("[\u0370-\u03ff]")),
)  # fmt: skip


def read(meta: Element, account: Account, spoken: str) -> list[dict[str, Any]]:
    """Return the keys of each author, in order; what no key holds is listed in the account."""
    places = {}
    for one in meta.iter():
        if name(one) == "aff" and one.get("id"):
            places[one.get("id")] = _affiliation(one)
        elif name(one) == "aff-alternatives" and one.get("id"):
            places[one.get("id")] = "; ".join(_affiliation(aff) for aff in one)
    found = []
    for group in (one for one in meta if name(one) == "contrib-group"):
        shared = [_affiliation(one) for one in group if name(one) == "aff" and not one.get("id")]
        for contrib in (one for one in group if name(one) == "contrib"):
            if contrib.get("contrib-type", "author") != "author":
                words = spaced(contrib)
                message = f"{words[:60]!r} is no author and is left out"
                account.find("import/contributor", message, contrib.sourceline)
            elif person := _person(contrib, places, shared, account, spoken):
                found.append(person)
    held = "".join(ledger.texts(one) for one in found)
    told = "".join("".join(one.itertext()) for one in meta if name(one) in PLACES)
    reason = "of the authors: marks, an affiliation said twice, what is no name, place or text"
    account.drop(ledger.missing(told, held), meta.sourceline or 1, reason)
    return found


def _person(
    contrib: Element, places: dict[str, str], shared: list[str], account: Account, spoken: str
) -> dict[str, Any]:
    names = list(_names(contrib))
    if not names:
        return {}
    own = next((one for one in names if one[0] and spoken and one[0] == spoken), names[0])
    person: dict[str, Any] = {"name": own[1]}
    others: dict[str, str] = {}
    for tongue, written, _ in names:
        if written != own[1]:
            others.setdefault(tongue or _by_script(written), written)
    person.update({"names": others} if others else {})
    person.update({"family": own[2]} if own[2] else {})
    prefix = _first_of(contrib, "prefix")
    degrees = ", ".join(filter(None, (_first_of(contrib, "suffix"), _first_of(contrib, "degrees"))))
    person.update({"prefix": prefix} if prefix else {})
    person.update({"suffix": degrees} if degrees else {})
    roles = [spaced(one) for one in contrib if name(one) == "role" and spaced(one)]
    person.update({"roles": [{"title": role} for role in roles]} if roles else {})
    if held := list(_affiliations(contrib, places)) or shared:
        person["affiliations"] = list(dict.fromkeys(held))
    if biography := "\n\n".join(_biography(contrib)):
        person["biography"] = biography
    if email := _first_of(contrib, "email"):
        person["email"] = email
    if number := _orcid(contrib, account):
        person["orcid"] = number
    return person


def _names(contrib: Element) -> Iterator[tuple[str, str, str]]:
    """Yield language, name as it is written, and family name."""
    for one in contrib:
        if name(one) in ("name-alternatives", "collab-alternatives"):
            yield from _names(one)
        elif name(one) == "name":
            family, given = text(first(one, "surname")), text(first(one, "given-names"))
            eastern = one.get("name-style") == "eastern" or _EASTERN.search(family + given)
            order = (family, given) if eastern else (given, family)
            joint = "" if _EASTERN.search(family + given) else " "
            yield language(one) or "", joint.join(filter(None, order)), family
        elif name(one) in ("string-name", "collab"):
            inner = [c for c in one if name(c) in ("name", "institution")]
            yield language(one) or "", spaced(inner[0] if inner else one), ""


def _by_script(written: str) -> str:
    return next((tongue for tongue, shape in _SCRIPTS if shape.search(written)), "en")


def _first_of(contrib: Element, wanted: str) -> str:
    return next((spaced(one) for one in contrib.iter() if name(one) == wanted), "")


def _affiliations(contrib: Element, places: dict[str, str]) -> Iterator[str]:
    for one in contrib:
        if name(one) == "aff":
            yield _affiliation(one)
        elif name(one) == "xref" and one.get("ref-type") == "aff":
            yield from (places[key] for key in (one.get("rid") or "").split() if key in places)


def _affiliation(aff: Element) -> str:
    """Return an affiliation; one of data alone gets commas between its parts."""
    parts = [one for one in aff if name(one) not in ("label", "sup", "institution-id")]
    loose = "".join([aff.text or "", *(one.tail or "" for one in aff)])
    if parts and not re.search(r"\w|,", loose):
        return ", ".join(filter(None, map(spaced, parts)))
    words = [aff.text or ""]
    for one in aff:
        words += ["".join(one.itertext()) if one in parts else "", one.tail or ""]
    return " ".join("".join(words).split()).strip(" ,;")


def _biography(contrib: Element) -> Iterator[str]:
    for bio in (one for one in contrib if name(one) == "bio"):
        loose = [one for one in bio if name(one) in ("title", "p", "sec")]
        yield from (pieces.escape(spaced(one)) for one in loose or [bio] if spaced(one))


def _orcid(contrib: Element, account: Account) -> str | None:
    for one in contrib:
        if name(one) == "contrib-id" and one.get("contrib-id-type") == "orcid":
            if number := orcid(spaced(one)):
                return number
            message = f"{spaced(one)!r} is no ORCID iD: its check digit is wrong"
            account.find("person/orcid", message, one.sourceline, "ask the author")
    return None
