"""Markdown to sanitised HTML: figures, footnotes, cross references, Chinese runs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html import unescape
from itertools import chain
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape
from mdit_py_cjk_friendly import cjk_friendly, is_cjk
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from printkit.model.finding import Finding, Place, Severity
from printkit.model.marks import Back, Caption, Definition, Marks, Term
from printkit.model.publication import Picture
from printkit.sources.citations import Library
from printkit.sources.citing import set_citations
from printkit.sources.ruby import ruby_plugin
from printkit.sources.scripts import mark_abbreviations
from printkit.sources.smart import Changes, refine

TAGS = set(
    "a abbr article aside b blockquote br cite code dd del dfn div dl dt em figcaption figure "
    "h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rb rp rt ruby s samp section small span "
    "strong sub sup table tbody td tfoot th thead time tr u ul var wbr".split()
)
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"class", "id", "lang", "dir", "title", "data-line"},
    "a": {"href"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align", "style"},
    "th": {"colspan", "rowspan", "align", "scope", "style"},
    "ol": {"start"},
}


@dataclass
class Reading:
    """What was found while a text was read: images, links, anchors and problems, with lines."""

    pictures: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    changes: Changes = field(default_factory=Counter)
    terms: list[Term] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)

    def marks(self) -> Marks:
        """Return what the text holds for the lists at the back."""
        return Marks(tuple(self.terms), tuple(self.captions), tuple(self.definitions))


@dataclass(frozen=True)
class Context:
    """What a text may refer to. ``files`` maps Markdown file names to article ids."""

    path: str
    language: str
    article: str = ""
    part: str = ""
    """Tells the anchors of an article's texts apart."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    first_line: int = 1
    lines: bool = False
    """Write the source line of each block into its ``data-line``."""
    smart: bool = False
    """Set quotation marks, dashes and spaces by the practice of the language."""
    library: Library | None = None
    """The references that the text may cite."""

    def __hash__(self) -> int:
        return hash((self.path, self.language, self.article, self.part, self.first_line))


@lru_cache(maxsize=4096)
def html(text: str, context: Context) -> tuple[str, Reading]:
    """Return ``text`` as sanitised HTML, and what it refers to, which must not be changed."""
    reading = Reading()
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    notes = _take_footnotes(tokens, env)
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
    rendered = _Renderer().render(_figures(tokens), _parser().options, state)
    return _clean(rendered + listed), reading


@lru_cache(maxsize=4096)
def inline(text: str, language: str, smart: bool = False) -> str:
    """Return one line of Markdown, without images or raw HTML, as sanitised HTML."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable("image")
    parser.use(cjk_friendly).use(ruby_plugin)
    [token] = parser.parseInline(text)
    if smart:
        refine(token.children or [], language)
    return _clean(parser.renderer.render([token], parser.options, {}))


def shown(text: str) -> str:
    """Return the words of a text as the parser finds them, without those about pictures."""
    env: dict[str, Any] = {}
    tokens = _parser().parse(text, env)
    notes = _take_footnotes(tokens, env)
    return "".join(_words([*tokens, *chain.from_iterable(notes.values())]))


_MARKS = re.compile(r"<!--.*?-->|</?[a-zA-Z][^>]*>", re.DOTALL)


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children and token.type != "image":
            yield from _words(token.children)
        elif token.type == "html_block":
            yield unescape(_MARKS.sub("", token.content))
        elif token.type in ("text", "text_special", "code_inline", "fence", "code_block"):
            yield token.content


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for plugin in (footnote_plugin, deflist_plugin, attrs_block_plugin, cjk_friendly):
        parser.use(plugin)
    return parser.use(attrs_plugin, spans=True).use(ruby_plugin)


def _clean(rendered: str) -> str:
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        filter_style_properties={"text-align"},
    )


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


class _Renderer(RendererHTML):
    """markdown-it's HTML, with our figures, footnotes, links, anchors and scripts."""

    def text(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token = tokens[idx]
        language = token.meta.get("language", env["context"].language)
        text = str(escape(token.content))
        return mark_abbreviations(text, language) if env["context"].smart else text

    def citation(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        return f'<span class="citation">{tokens[idx].content}</span>'

    def softbreak(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        # A line break between two Chinese lines must not become a space.
        before = "".join(t.content for t in tokens[:idx])[-1:]
        after = "".join(t.content for t in tokens[idx + 1 :])[:1]
        return "" if is_cjk(before) and is_cjk(after) else "\n"

    def heading_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, context = tokens[idx], env["context"]
        slug = _slug(tokens[idx + 1].content)
        env["reading"].anchors.add(slug)
        # The title of the article is the only first-level heading of its section.
        level = min(int(token.tag[1]) + (token.tag == "h1"), 6)
        token.attrSet("id", f"{context.article}--{slug}")
        return f"<h{level}{self.renderAttrs(token)}>"

    def heading_close(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        level = min(int(tokens[idx].tag[1]) + (tokens[idx].tag == "h1"), 6)
        return f"</h{level}>\n"

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        number = tokens[idx].meta["id"]
        if number in env["used"]:
            place = Place(env["context"].path)
            message = f"the footnote [^{tokens[idx].meta.get('label', number)}] is called twice"
            hint = "write a second footnote: a footnote stands on the page that calls it"
            env["reading"].findings.append(Finding("footnote/called-twice", message, place, hint))
        env["used"].add(number)
        # A line break in the source of a footnote would show as one on the page.
        text = self.renderInline(env["notes"].get(number, []), options, env).replace("\n", " ")
        return f'<span class="footnote">{text}</span>'

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, context = tokens[idx], env["context"]
        href = str(token.attrGet("href") or "")
        target = reference(href, context)
        if target is not None:
            env["reading"].links.append((target, _line(tokens, idx, context)))
            token.attrs = {"class": "xref", "href": f"#{target}"}
        return f"<a{self.renderAttrs(token)}>"

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, context = tokens[idx], env["context"]
        picture = _picture(token, context)
        line = _line(tokens, idx, context)
        env["reading"].pictures.append((picture.file, line))
        if not picture.alt:
            hint = "say what it shows: ![what it shows](file.png)"
            finding = Finding(
                "image/no-alt",
                f"{picture.file} has no text for those who cannot see it",
                Place(context.path, line),
                hint,
                Severity.WARNING,
            )
            env["reading"].findings.append(finding)
        return f'<img src="{escape(picture.file)}" alt="{escape(picture.alt)}">'

    def figure(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, context = tokens[idx], env["context"]
        for child in token.children or ():
            child.map = token.map
        picture = _picture((token.children or [])[0], context)
        image = self.image(token.children or [], 0, options, env)
        classes, line = (str(token.attrs.get(name, "")) for name in ("class", "data-line"))
        captions, caption = (
            env["reading"].captions,
            caption_of(picture, context.language, context.smart),
        )
        anchor = f"{context.article}--{context.part}figure-{len(captions) + 1}" if caption else ""
        captions += [Caption(anchor, caption)] if caption else []
        at = (line, anchor)
        return figure(image, picture, context.language, classes, at, smart=context.smart)

    def span_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        token, context, terms = tokens[idx], env["context"], env["reading"].terms
        classes = str(token.attrs.pop("class", "")).split()
        given = {key: str(token.attrs.pop(key, "")).strip() for key in ("entry", "sort", "see")}
        if "index" not in classes:
            token.attrs |= {"class": " ".join(classes)} if classes else {}
            return f"<span{self.renderAttrs(token)}>"
        text = given["entry"] or _inside(tokens, idx)
        anchor = f"{context.article}--{context.part}term-{len(terms) + 1}"
        entry = tuple(filter(None, (part.strip() for part in text.split(">"))))
        terms.append(Term(anchor, entry, given["sort"], given["see"]))
        classes[classes.index("index")] = "term"
        return f'<span class="{escape(" ".join(classes))}" id="{escape(anchor)}">'

    def dl_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        classes = str(tokens[idx].attrGet("class") or "").split()
        for kind in (Back.GLOSSARY, Back.ABBREVIATIONS):
            if kind in classes:
                self._define(kind, tokens, idx, options, env)
        return self.renderToken(tokens, idx, options, env)

    def _define(
        self, kind: Back, tokens: Sequence[Token], idx: int, options: Any, env: Any
    ) -> None:
        """Note what a definition list defines, and anchor its terms."""
        context, found = env["context"], env["reading"].definitions
        apart = {**env, "reading": Reading()}
        for at, token in enumerate(_until(tokens, idx, "dl_close"), idx):
            if token.type == "dt_open":
                anchor = f"{context.article}--{context.part}{kind}-{len(found) + 1}"
                token.attrSet("id", anchor)
                term, text = _unmarked(tokens[at + 1]), []
                found.append(Definition(kind, self.renderInline(term, options, apart), "", anchor))
            elif token.type == "dd_open":
                inside = (t for t in _until(tokens, at, "dd_close") if t.type == "inline")
                text += [self.renderInline(_unmarked(one), options, apart) for one in inside]
                found[-1] = replace(found[-1], text=" ".join(text))


def figure(
    image: str, picture: Picture, language: str, classes: str = "",
    at: tuple[str, str] = ("", ""), smart: bool = False,
) -> str:  # fmt: skip
    """Return the HTML of a figure with its caption and credit.

    ``at`` is the line of the source that it comes from and its anchor; either may be empty.
    """
    caption = caption_of(picture, language, smart)
    credit = inline(picture.credit, language) if picture.credit else ""
    credit = f' <span class="credit">{credit}</span>' if credit else ""
    below = f"<figcaption>{caption}{credit}</figcaption>" if caption or credit else ""
    kind = f' class="{escape(classes)}"' if classes else ""
    named = zip(("data-line", "id"), at, strict=True)
    where = "".join(f' {name}="{escape(value)}"' for name, value in named if value)
    return f"<figure{kind}{where}>{image}{below}</figure>\n"


def caption_of(picture: Picture, language: str, smart: bool) -> str:
    """Return the caption of a picture in HTML, empty where there is none."""
    return inline(picture.caption, language, smart) if picture.caption else ""


def _until(tokens: Sequence[Token], idx: int, kind: str) -> Sequence[Token]:
    end = next(i for i in range(idx, len(tokens)) if tokens[i].type == kind)
    return tokens[idx:end]


def _unmarked(token: Token) -> list[Token]:
    """Return what is set in a line, without footnotes and marks, to be set a second time."""
    left = ("footnote_ref", "span_open", "span_close")
    return [child for child in token.children or () if child.type not in left]


def _inside(tokens: Sequence[Token], idx: int) -> str:
    """Return the plain text of the span that opens at ``idx``."""
    text, depth = "", 0
    for token in tokens[idx:]:
        depth += token.nesting if token.type.startswith("span_") else 0
        if not depth:
            return text
        text += " " if token.type in ("softbreak", "hardbreak") else token.content
    return text


def _picture(token: Token, context: Context) -> Picture:
    source = unquote(str(token.attrGet("src") or ""))
    alt = token.content
    if source in context.pictures:
        named = context.pictures[source]
        return named.model_copy(update={"alt": alt or named.alt})
    caption, credit = token.attrGet("title"), token.attrGet("credit")
    return Picture(
        file=source,
        alt=alt,
        caption=str(caption) if caption else None,
        credit=str(credit) if credit else None,
    )


def reference(href: str, context: Context) -> str | None:
    """Return the anchor that a link to another article (or a heading) leads to, or None."""
    parts = urlsplit(href)
    if parts.scheme or parts.netloc:
        return None
    name = PurePosixPath(unquote(parts.path)).name
    article = context.files.get(name, name) if name else context.article
    return f"{article}--{unquote(parts.fragment)}" if parts.fragment else article


def _line(tokens: Sequence[Token], idx: int, context: Context) -> int:
    lines = [t.map[0] for t in tokens[idx::-1] if t.map]
    return (lines[0] if lines else 0) + context.first_line


def _slug(text: str) -> str:
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-") or "section"
