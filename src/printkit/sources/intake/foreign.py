"""Markdown of other programs, with the head that Pandoc and MultiMarkdown write."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from markdown_it.token import Token
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from printkit.model.finding import Place, problem
from printkit.sources import tangle
from printkit.sources.intake import encoding, ledger, pieces, text
from printkit.sources.intake.account import Account
from printkit.sources.intake.manuscript import Block, Manuscript, Note
from printkit.sources.intake.pieces import Look, Piece
from printkit.sources.intake.web.pictures import picture

_YAML = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PERCENT = re.compile(r"%[ \t]*(.*)\n(?:%[ \t]*(.*)\n)?(?:%[ \t]*(.*)\n)?")
_PAIRS = re.compile(r"(?:[A-Za-z][\w \-]{0,30}:[ \t]+\S.*\n)+(?=\n|$)")
_OWN = re.compile(r"^:::|\[@[\w:-]+|(?<!\\)\$\$|\\begin\{|\{=\w+\}", re.MULTILINE)
_TAGS = {"strong": "strong", "em": "em", "s": "s"}


def read(data: bytes, path: str) -> Manuscript:
    """Return the blocks of a Markdown file. Raises Problems when its head is broken, or
    a paragraph of it cannot be read in bounded time.
    """
    account = Account(path)
    found, findings = encoding.decode(data, path)
    account.findings += findings
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    account.source += text.CONTROL.findall(found)
    lines = enumerate(found.split("\n"), 1)
    found = "\n".join(account.clean(line, number) for number, line in lines)
    tangle.check(found, path)
    head, body = _head(found, account)
    blocks, said, people = _placed(head, account)
    line = found[: len(found) - len(body)].count("\n")
    if match := _OWN.search(body):
        place = line + body[: match.start()].count("\n") + 1
        message = f"{match.group()!r} is of Pandoc or TeX and stands as it is"
        account.find("import/pandoc", message, place, "write it as Markdown of printkit")
    told = len(account.source)
    blocks += _blocks(body, line, account, bool(blocks))
    # What the parser shows of the whole text, and not what was read of its parts.
    account.source[told:] = [ledger.words_of(body)]
    _tell_uncalled(body, account)
    if not blocks:
        raise problem("import/empty", "has no text", Place(path), "send the manuscript again")
    return account.manuscript(blocks, head=said, people=tuple(people))


def _head(found: str, account: Account) -> tuple[dict[str, Any], str]:
    """Return the keys of a head of any of three kinds, and the text below it."""
    if match := _YAML.match(found):
        try:
            data = YAML(typ="safe").load(match[1])
        except (YAMLError, ValueError, RecursionError) as error:
            reason = str(error).splitlines()[0]
            message = f"the head is no YAML: {reason}"
            raise problem("yaml/broken", message, Place(account.path, 1), "mend it") from None
        if isinstance(data, Mapping):
            return {str(key).lower(): value for key, value in data.items()}, found[match.end() :]
        return {}, found
    if match := _PERCENT.match(found):
        names = ("title", "author", "date")
        said = zip(names, match.groups(), strict=True)
        return {name: value for name, value in said if value}, found[match.end() :]
    if match := _PAIRS.match(found):
        pairs = (line.split(":", 1) for line in match.group().splitlines())
        return {key.strip().lower(): value.strip() for key, value in pairs}, found[match.end() :]
    return {}, found


def _placed(
    head: Mapping[str, Any], account: Account
) -> tuple[list[Block], dict[str, Any], list[dict[str, Any]]]:
    """Return the title, the keys of our head, and the persons that a foreign head names."""
    blocks: list[Block] = []
    said: dict[str, Any] = {}
    people: list[dict[str, Any]] = []
    for key, value in head.items():
        words = _words(value)
        account.source.append("".join(words))
        if key in ("title", "subtitle") and len(words) == 1:
            kind: Any = key
            blocks.append(Block(words[0], 1, kind))
        elif key in ("author", "authors") and all(words):
            people += [{"name": name} for name in _names(value)]
            kept = "".join(one["name"] for one in people)
            account.drop("".join(ledger.missing("".join(words), kept)), 1, "of the head: authors")
        elif key in ("abstract", "description") and len(words) == 1 and "standfirst" not in said:
            said["standfirst"] = words[0].strip()
        else:
            account.find("import/head", f"the key {key!r} has no place here: {value!r}", 1)
            account.drop("".join(words), 1, f"the key {key!r} of the head")
    return blocks, said, people


def _names(value: Any) -> list[str]:
    if isinstance(value, str):
        return [name for part in re.split(r";|\band\b", value) if (name := part.strip())]
    if isinstance(value, Mapping):
        return [str(value["name"])] if "name" in value else []
    return [name for one in value for name in _names(one)] if isinstance(value, list) else []


def _words(value: Any, depth: int = 0) -> list[str]:
    if isinstance(value, Mapping | list) and depth < 20:
        inner = value.values() if isinstance(value, Mapping) else value
        return [word for one in inner for word in _words(one, depth + 1)]
    return [] if value is None else [str(value)]


def _blocks(body: str, line: int, account: Account, titled: bool) -> list[Block]:
    env: dict[str, Any] = {}
    tokens = ledger.parser().parse(body, env)
    lines = body.split("\n")
    heads = [token for token in tokens if token.type == "heading_open" and token.tag == "h1"]
    shift = 1 if len(heads) > (0 if titled else 1) else 0
    out: list[Block] = []
    for at, token in enumerate(tokens):
        if token.level or token.map is None or token.nesting < 0:
            continue
        first, last = token.map
        number = line + first + 1
        if token.type in ("paragraph_open", "heading_open"):
            found = pieces.trimmed(_pieces(tokens[at + 1].children or (), number, account))
            block = Block(pieces.plain(found), number, pieces=tuple(found))
            if token.type == "heading_open":
                block = replace(block, kind="heading", level=int(token.tag[1]) + shift)
            out.append(block)
            continue
        raw = "\n".join(lines[first:last]).rstrip()
        shown = ledger.words_of(raw)
        if "![" in raw:
            message = "a picture in a list, table or quotation keeps its name; copy its file"
            account.find("import/picture", message, number)
        out.append(Block(shown, number, "ready", markup=raw))
    end = next((i for i, one in enumerate(tokens) if one.type == "footnote_block_open"), None)
    if end is not None and out:
        out[-1] = replace(out[-1], notes=_notes(tokens[end:], line, account))
    out += [
        Block("", line, "ready", markup=f"[{label.lower()}]: {pieces.address(one['href'])}")
        for label, one in env.get("references", {}).items()
    ]
    return out


def _notes(tokens: Sequence[Token], line: int, account: Account) -> tuple[Note, ...]:
    """Return the footnotes, which the parser puts at the end."""
    found: list[Note] = []
    for token in tokens:
        if token.type == "footnote_open":
            found.append(Note(_label(token), ()))
        elif found and token.type == "inline":
            paragraph = tuple(pieces.trimmed(_pieces(token.children or (), line, account)))
            found[-1] = Note(found[-1].label, (*found[-1].paragraphs, paragraph))
    return tuple(found)


def _label(token: Token) -> str:
    """Return the label of a footnote; one that stands in the text itself has none yet."""
    return str(token.meta.get("label") or f"in-text-{token.meta['id'] + 1}")


def _tell_uncalled(body: str, account: Account) -> None:
    env: dict[str, Any] = {}
    ledger.parser().parse(body, env)
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            start = re.escape(f"[^{label[1:]}]:")
            match = re.search(rf"^ {{0,3}}{start}.*(?:\n+[ \t]+\S.*)*", body, re.MULTILINE)
            text = match.group() if match else label[1:]
            message = f"a footnote is called from no text: {text[:200]}"
            account.find("import/note-not-called", message, 1, "see the ledger")
            account.source.append(text)
            account.drop(text, 1, "a footnote that no text calls")


def _pieces(tokens: Sequence[Token], line: int, account: Account) -> list[Piece]:
    looks = [Look()]
    out: list[Piece] = []
    for token in tokens:
        look = looks[-1]
        if token.nesting == 1:
            href = str(token.attrGet("href") or "")
            tag = _TAGS.get(token.tag)
            look = look.adding(tag) if tag else look
            looks.append(replace(look, href=href) if href else look)
        elif token.nesting == -1 and len(looks) > 1:
            looks.pop()
        elif token.type == "image":
            alt = "".join(child.content for child in token.children or ())
            source = str(token.attrGet("src") or "")
            found = picture(source, alt, line, account)
            title = str(token.attrGet("title") or "").replace("\\", "\\\\").replace('"', '\\"')
            if found and title:
                found = Piece(ready=f'{found.ready[:-1]} "{title}")')
            out += [found] if found else []
        elif token.type == "footnote_ref":
            out.append(Piece(ready=f"[^{_label(token)}]"))
        elif token.type == "html_inline":
            out.append(Piece(ready=token.content))
        elif token.type in ("softbreak", "hardbreak"):
            out.append(Piece("\n" if token.type == "hardbreak" else " ", look.tags, look.href))
        elif token.content:
            tags = look.tags | ({"code"} if token.type == "code_inline" else set())
            out.append(Piece(token.content, tags, look.href))
    return out
