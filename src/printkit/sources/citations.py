"""References in BibTeX or CSL JSON, cited as ``[@key]`` and listed in a citation style."""

import json
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from printkit.model.finding import Finding, Place, Problems, Severity, did_you_mean, problem
from printkit.model.shipped import shipped
from printkit.sources.settings import place_of, read_text

CITATION = re.compile(r"\[((?:[^\[\]@]*\s)?@\w[^\[\]]*)\]")
"""What cites: ``[@one]``, ``[see @one, p. 4; @two]``."""
_ONE = re.compile(
    r"\s*(?:(?P<before>[^@]*?)\s+)?@(?P<key>[\w][\w:.#$%&+?<>~/-]*?)(?P<after>[,\s.].*|)\s*"
)
_LOCATOR = re.compile(
    r",?\s*(?P<label>[a-zA-Z]+\.?)?\s*(?P<place>[\divxlc]+(?:[-–]\d+)?)(?P<rest>.*)"
)
_LABELS = {
    "p": "page", "pp": "page", "s": "page", "page": "page", "pages": "page", "ch": "chapter",
    "chap": "chapter", "chapter": "chapter", "fig": "figure", "sec": "section", "vol": "volume",
    "para": "paragraph", "no": "issue",
}  # fmt: skip
_HEADINGS = {
    "en": "References", "de": "Literatur", "fr": "Références", "es": "Referencias",
    "it": "Bibliografia", "pt": "Referências", "nl": "Literatuur", "pl": "Bibliografia",
    "ru": "Литература", "zh": "参考文献", "ja": "参考文献", "ko": "참고문헌",
}  # fmt: skip
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(r"^\s*[\[(]?\d+[\])]?\.?\s*")
LIMIT = 5_000_000


@dataclass(frozen=True)
class Cited:
    """One work within a citation."""

    key: str
    before: str = ""
    label: str = ""
    place: str = ""
    after: str = ""


@dataclass(frozen=True)
class Library:
    """The references of a publication, by key; ``digest`` stands for files and style."""

    digest: str
    style: Path = field(compare=False)
    references: Mapping[str, Any] = field(compare=False)

    def cite(self, citations: Sequence[Sequence[Cited]], language: str) -> tuple[list[str], str]:
        """Return each citation as HTML, and the list of all that is cited.

        Raises KeyError when a key is unknown: look into ``references`` first.
        """
        from citeproc import Citation, CitationStylesBibliography, formatter

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of fields that the style does not know
            style = _style(self.style, language)
            source = {key.lower(): one for key, one in self.references.items()}
            desk = CitationStylesBibliography(style, source, formatter.html)
            made = [Citation([_item(one) for one in citation]) for citation in citations]
            for citation in made:
                desk.register(citation)
            desk.sort()
            set_ = [str(desk.cite(citation, lambda _: None)) for citation in made]
            entries = [str(entry) for entry in desk.bibliography()]
        numbered = style.root.find(".//{*}category[@citation-format='numeric']") is not None
        return [_whole(one) for one in set_], _listed(entries, numbered, language)


def _whole(html: str) -> str:
    return re.sub(r"&(?!#?\w+;)", "&amp;", html)


def _listed(entries: list[str], numbered: bool, language: str) -> str:
    base = language.split("-", maxsplit=1)[0].lower()
    heading = _HEADINGS.get(base, _HEADINGS["en"])
    tag = "ol" if numbered else "ul"
    items = (_whole(_NUMBER.sub("", one) if numbered else one) for one in entries)
    rows = "".join(f"<li>{one}</li>\n" for one in items)
    return (
        f'<section class="references">\n<h2>{heading}</h2>\n<{tag}>\n{rows}</{tag}>\n</section>\n'
    )


def _item(one: Cited) -> Any:
    from citeproc import CitationItem
    from citeproc.source import Locator

    said = {"prefix": f"{one.before} " if one.before else "", "suffix": one.after}
    known = {key: value for key, value in said.items() if value}
    locator = {"locator": Locator(one.label, one.place)} if one.place else {}
    return CitationItem(one.key, **known, **locator)


def _style(path: Path, language: str) -> Any:
    from citeproc import LOCALES_PATH, CitationStylesStyle

    wanted = {"zh-hans": "zh-CN", "zh-hant": "zh-TW", "zh": "zh-CN", "en": "en-US"}
    known = sorted(one.stem.removeprefix("locales-") for one in Path(LOCALES_PATH).glob("*.xml"))
    name = wanted.get(language.lower(), language)
    base = name.split("-")[0]
    own = (one for one in known if one.lower() == f"{base}-{base}".lower())
    some = (one for one in known if one.split("-")[0] == base)
    locale = name if name in known else next(own, next(some, "en-US"))
    return CitationStylesStyle(str(path), locale=locale, validate=False)


def cited(text: str) -> list[Cited]:
    """Return the works that the inside of ``[...]`` cites; nothing when it is no citation."""
    found = []
    for part in text.split(";"):
        match = _ONE.fullmatch(part)
        if not match:
            return []
        found.append(Cited(match["key"], match["before"] or "", *_located(match["after"])))
    return found


def _located(after: str) -> tuple[str, str, str]:
    match = _LOCATOR.fullmatch(after)
    label = (match["label"] or "p").rstrip(".").lower() if match else ""
    if match and label in _LABELS:
        return _LABELS[label], match["place"], match["rest"]
    return "", "", after


def styles() -> dict[str, Path]:
    """Return the shipped citation styles: name to file."""
    return {path.stem: path for path in sorted(shipped("citations").glob("*.csl"))}


def library(folder: Path, files: Sequence[str], style: str) -> tuple[Library, list[Path]]:
    """Read the references of a publication; also return the files that were read.

    Raises Problems with all errors: ``references/missing``, ``/broken``, ``/same-key``,
    ``citations/unknown-style``.
    """
    findings: list[Finding] = []
    held: dict[str, Any] = {}
    read: list[Path] = []
    chosen = _chosen(folder, style, findings)
    for name in files:
        path = folder / name
        try:
            found = _read(path)
        except Problems as problems:
            findings += problems.findings
            continue
        read.append(path)
        known = {key.lower() for key in held}
        for key in (key for key in found if key.lower() in known):
            message = f"the key {key!r} is there twice (small and capital letters are the same)"
            findings.append(Finding("references/same-key", message, Place(str(path))))
        held |= found
    if findings:
        raise Problems(findings)
    read += [chosen] if chosen.is_relative_to(folder) else []
    data = b"".join(path.read_bytes() for path in [*read, chosen])
    return Library(sha256(data).hexdigest(), chosen, held), read


def _chosen(folder: Path, style: str, findings: list[Finding]) -> Path:
    known = styles()
    path = known.get(style, folder / style)
    if style not in known and not (path.suffix == ".csl" and path.is_file()):
        message = f"no citation style {style!r}"
        hint = did_you_mean(style, known) + " or a .csl file beside publication.yaml"
        place = place_of(folder / "publication.yaml", "citations")
        findings.append(Finding("citations/unknown-style", message, place, hint))
    return path


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        near = did_you_mean(path.name, (p.name for p in path.parent.glob("*.*")))
        place = place_of(path.parent / "publication.yaml", "references")
        raise problem("references/missing", f"no file {path.name!r}", place, near)
    text = read_text(path, LIMIT)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields that no style uses
        return _json(text, path) if path.suffix == ".json" else _bibtex(path)


def _json(text: str, path: Path) -> dict[str, Any]:
    from citeproc.source.json import CiteProcJSON

    try:
        entries = json.loads(text)
        found = [{**one, "id": str(one["id"]), "type": one["type"]} for one in entries]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        message = f"is no CSL JSON, a list of entries with `id` and `type`: {error}"
        raise problem("references/broken", message, Place(str(path))) from None
    made: dict[str, Any] = {}
    for one in found:
        for key, value in one.items():
            if isinstance(value, list) and all(isinstance(name, dict) for name in value):
                one[key] = [_literal(name) for name in value]
        try:
            [made[one["id"]]] = CiteProcJSON([one]).values()
        except Exception as error:  # the library checks nothing itself
            raise _broken(path, one["id"], error) from None
    return made


def _literal(name: dict[str, Any]) -> dict[str, Any]:
    """Return a name; one in Chinese, Japanese or Korean as it is written, without initials."""
    words = f"{name.get('family', '')}{name.get('given', '')}"
    return {"literal": words} if _EASTERN.search(words) else name


def _bibtex(path: Path) -> dict[str, Any]:
    from citeproc.source import Name
    from citeproc.source.bibtex import BibTeX

    class Shelf(BibTeX):  # type: ignore[misc]
        """The library's reader, with eastern names whole, and errors that name their entry."""

        def create_reference(self, key: str, entry: Any) -> Any:
            try:
                return super().create_reference(key, entry)
            except Exception as error:  # the library checks nothing itself
                raise _broken(path, key, error) from None

        def _parse_author(self, authors: str) -> list[Any]:
            names = super()._parse_author(authors)
            return [
                Name(**whole) if (whole := _literal(dict(one))) != dict(one) else one
                for one in names
            ]

    try:
        shelf = Shelf(str(path), encoding="utf-8")
    except Problems:
        raise
    except Exception as error:  # as above
        raise _broken(path, "", error) from None
    keys = re.findall(r"@\w+\s*[{(]\s*([^,\s{}()]+)\s*,", path.read_text("utf-8"))
    written = {key.lower(): key for key in keys}
    return {written.get(key, key): one for key, one in shelf.items()}


def _broken(path: Path, key: str, error: Exception) -> Problems:
    where = f"the entry {key!r}" if key else "the file"
    message = f"{where} cannot be read: {str(error).splitlines()[0] if str(error) else 'broken'}"
    hint = "TeX that few programs know is best written as the character itself"
    return problem("references/broken", message, Place(str(path), _line(path, key)), hint)


def _line(path: Path, key: str) -> int | None:
    lines = enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
    return next((number for number, line in lines if key and key in line), None)


def unknown(citations: Iterable[Cited], known: Library | None, place: Place) -> Iterator[Finding]:
    """Yield a finding for each work that is cited and not in the references."""
    if known is None:
        message = "a citation stands as it is: this text has no references"
        hint = "name them in publication.yaml (`references: [file.bib]`) and cite in articles' text"
        yield Finding("citation/no-references", message, place, hint, Severity.WARNING)
        return
    held = {key.lower() for key in known.references}
    for one in citations:
        if one.key.lower() not in held:
            hint = did_you_mean(one.key, known.references)
            yield Finding("citation/unknown", f"no reference {one.key!r}", place, hint)
