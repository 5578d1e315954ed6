"""Markdown to sanitised HTML: figures, footnotes, cross references, Chinese runs."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from html import unescape
from itertools import chain
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from printkit.model.finding import Finding, Place, Severity
from printkit.sources import tangle
from printkit.sources.citing import set_citations
from printkit.sources.inline import TAGS, clean
from printkit.sources.reading import Context, Reading
from printkit.sources.rendering import Renderer
from printkit.sources.ruby import ruby_plugin
from printkit.sources.smart import refine


@lru_cache(maxsize=4096)
def html(text: str, context: Context) -> tuple[str, Reading]:
    """Return ``text`` as sanitised HTML, and what it refers to, which must not be changed.

    Raises Problems (markdown/tangled).
    """
    tangle.check(text, context.path, context.first_line)
    reading = Reading()
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    notes = _take_footnotes(tokens, env)
    reading.words = "".join(_words([*tokens, *chain.from_iterable(notes.values())]))
    _check_footnotes(tokens, env, context, reading)
    state = {"context": context, "reading": reading, "notes": notes, "used": set()}
    _report_raw_html(tokens, context, reading)
    _report_marks(tokens, context, reading)
    listed = set_citations(
        _texts(tokens, notes, context), context.library, context.language, reading.findings
    )
    _note_languages(tokens, context.language)
    if context.smart:
        for children in (*(t.children or [] for t in tokens), *notes.values()):
            language = children[0].meta.get("language") if children else None
            reading.changes += refine(children, language or context.language)
    if context.lines:
        _note_lines(tokens, context.first_line)
    rendered = Renderer().render(_figures(tokens), _parser().options, state)
    return clean(rendered + listed), reading


_MARKS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children and token.type != "image":
            yield from _words(token.children)
        elif token.type == "html_block":
            yield unescape(_MARKS.sub("", token.content))
        elif token.type in ("text", "text_special", "code_inline", "fence", "code_block"):
            yield token.content


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for plugin in (footnote_plugin, deflist_plugin, attrs_block_plugin, cjk_friendly):
        parser.use(plugin)
    return parser.use(attrs_plugin, spans=True).use(ruby_plugin)


def _note_languages(tokens: Sequence[Token], language: str) -> None:
    """Write into each piece of text the language of the block around it."""
    around = [language]
    for token in tokens:
        if token.nesting == 1:
            around.append(str(token.attrGet("lang") or around[-1]))
        elif token.nesting == -1:
            around.pop()
        for child in token.children or ():
            child.meta["language"] = around[-1]


def _note_lines(tokens: Sequence[Token], first_line: int) -> None:
    for token in tokens:
        if token.map and token.block and token.nesting >= 0 and token.tag:
            token.attrSet("data-line", str(token.map[0] + first_line))


_RAW_TAG = re.compile(r"<\s*([a-zA-Z][\w-]*)")


def _report_raw_html(tokens: list[Token], context: Context, reading: Reading) -> None:
    for token, line in _walk(tokens):
        if token.type in ("html_block", "html_inline"):
            for name in sorted({t.lower() for t in _RAW_TAG.findall(token.content)} - TAGS):
                message = f"the HTML element <{name}> is not set and was removed"
                place = Place(context.path, line + context.first_line)
                reading.findings.append(
                    Finding("html/removed", message, place, severity=Severity.WARNING)
                )


_MARK = re.compile(r"\]\{\s*\.index\b[^}]*\}?")


def _report_marks(tokens: list[Token], context: Context, reading: Reading) -> None:
    """Report marks of the index that were not understood, and would be printed."""
    for token, line in _walk(tokens):
        for match in _MARK.finditer(token.content if token.type == "text" else ""):
            place = Place(context.path, line + context.first_line)
            hint = 'put what follows a sign = in quotes: {.index entry="éclair"}'
            message = f"the mark {match[0][1:]} is not understood"
            reading.findings.append(Finding("index/broken", message, place, hint))


def _walk(tokens: Sequence[Token], line: int = 0) -> Iterator[tuple[Token, int]]:
    for token in tokens:
        line = token.map[0] if token.map else line
        yield token, line
        yield from _walk(token.children or (), line)


def _take_footnotes(tokens: list[Token], env: Mapping[str, Any]) -> dict[int, list[Token]]:
    """Cut the block of footnotes off the end and return the inline tokens of each."""
    listed = env.get("footnotes", {}).get("list", {})
    notes = {number: list(note.get("tokens") or ()) for number, note in listed.items()}
    start = next((i for i, t in enumerate(tokens) if t.type == "footnote_block_open"), len(tokens))
    number = -1
    for token in tokens[start:]:
        if token.type == "footnote_open":
            number = token.meta["id"]
            notes[number] = []
        elif token.type == "inline":
            notes[number] += ([_break()] if notes[number] else []) + (token.children or [])
    del tokens[start:]
    return notes


def _break() -> Token:
    return Token("hardbreak", "br", 0)


def _texts(
    tokens: Sequence[Token], notes: Mapping[int, list[Token]], context: Context
) -> Iterator[tuple[list[Token], Place]]:
    """Yield the inline tokens of each text with its place, a footnote's where it is called."""
    for token in tokens:
        if token.type == "inline" and token.children is not None:
            line = token.map[0] if token.map else 0
            place = Place(context.path, line + context.first_line)
            yield token.children, place
            for child in list(token.children):
                if child.type == "footnote_ref":
                    yield notes.get(child.meta["id"], []), place


_UNDEFINED_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


def _check_footnotes(
    tokens: list[Token], env: Mapping[str, Any], context: Context, reading: Reading
) -> None:
    for token, line in _walk(tokens):
        for label in _UNDEFINED_NOTE.findall(token.content) if token.type == "text" else ():
            place = Place(context.path, line + context.first_line)
            hint = f"write its text in a paragraph of its own: [^{label}]: ..."
            reading.findings.append(
                Finding("footnote/undefined", f"no footnote [^{label}]", place, hint)
            )
    for label, number in env.get("footnotes", {}).get("refs", {}).items():
        if number < 0:
            message = f"the footnote [^{label[1:]}] is never called, so it would not be printed"
            reading.findings.append(Finding("footnote/unused", message, Place(context.path)))


def _figures(tokens: list[Token]) -> list[Token]:
    """Turn a paragraph that holds one image and nothing else into a figure."""
    result = list(tokens)
    for i, token in enumerate(result):
        children = [c for c in token.children or () if c.type != "softbreak"]
        if token.type == "inline" and [c.type for c in children] == ["image"]:
            opening = result[i - 1]
            if opening.type == "paragraph_open":
                figure = Token("figure", "figure", 0, map=token.map, children=children)
                figure.attrs = opening.attrs | {"class": children[0].attrGet("class") or ""}
                result[i - 1], result[i + 1] = _nothing(), _nothing()
                result[i] = figure
    return result


def _nothing() -> Token:
    return Token("text", "", 0)
