"""The loss ledger: each character of a manuscript is in an output or listed with a reason."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from printkit.sources.intake.manuscript import Dropped


@dataclass(frozen=True)
class Ledger:
    """The account of one import, in characters that are not white space."""

    source: int
    kept: int
    dropped: tuple[Dropped, ...]
    lost: str

    def summary(self) -> str:
        """Return the account in one line."""
        listed = sum(_size(one.text) for one in self.dropped)
        return (
            f"{self.source:,} characters read, {self.kept:,} kept, {listed:,} left out with a "
            f"reason, {len(self.lost):,} lost"
        )

    def json(self) -> str:
        """Return the account as a JSON file."""
        lines = [asdict(one) for one in self.dropped]
        data = {"source": self.source, "kept": self.kept, "lost": self.lost, "left_out": lines}
        # Escaped, so that a lone surrogate can be listed in a UTF-8 file.
        return json.dumps(data, ensure_ascii=True, indent=2) + "\n"


def balance(source: str, outputs: Iterable[str], dropped: Iterable[Dropped]) -> Ledger:
    """Compare a source with the texts read back from the outputs, character by character.

    It counts; that text also stands in its right order is for the reader's tests.
    """
    listed = tuple(dropped)
    wanted = Counter(_solid(source))
    held: Counter[str] = Counter()
    for text in outputs:
        held.update(_solid(text))
    left_out = Counter(_solid("".join(one.text for one in listed)))
    missing = wanted - held - left_out
    kept = wanted.total() - left_out.total() - missing.total()
    return Ledger(wanted.total(), kept, listed, "".join(sorted(missing.elements())))


_SHOWN = {"text", "text_special", "code_inline", "fence", "code_block", "html_block"}


class _Exact(MarkdownIt):
    """The parser, with addresses as they are written, so that they can be counted."""

    def normalizeLink(self, url: str) -> str:  # noqa: N802 - the parser calls it by this name
        return url


def words_of(markdown: str) -> str:
    """Return the text that Markdown shows and the addresses of its links, read by the parser."""
    return "".join(_words(parser().parse(markdown)))


def parser() -> MarkdownIt:
    """Return a parser of what an article may hold, that leaves addresses as they are."""
    made = _Exact("commonmark").enable(["table", "strikethrough"])
    return made.use(footnote_plugin).use(deflist_plugin)


def missing(source: str, kept: str) -> str:
    """Return the characters of a text that are not in another."""
    return "".join((Counter(_solid(source)) - Counter(_solid(kept))).elements())


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in ("inline", "image"):
            yield from _words(token.children or ())
        elif token.type in _SHOWN:
            yield token.content
        if token.type == "image":  # its title is its caption, in Markdown too
            yield words_of(str(token.attrGet("title") or ""))
        elif token.type == "link_open":
            yield str(token.attrGet("href") or "")


def texts(value: Any) -> str:
    """Return all words of plain values, without their keys."""
    if isinstance(value, Mapping):
        return "".join(texts(inner) for inner in value.values())
    if isinstance(value, list | tuple):
        return "".join(texts(inner) for inner in value)
    return value if isinstance(value, str) else ""


def _solid(text: str) -> str:
    return "".join(text.split())


def _size(text: str) -> int:
    return len(_solid(text))
