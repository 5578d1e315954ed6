"""Tokens of Markdown written as HTML: figures, footnotes, cross references."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import escape
from mdit_py_cjk_friendly import is_cjk

from printkit.model.article import Picture
from printkit.model.finding import Finding, Place, Severity
from printkit.model.marks import Back, Caption, Definition, Term
from printkit.sources.inline import inline
from printkit.sources.reading import Context, Reading
from printkit.sources.scripts import mark_abbreviations


class Renderer(RendererHTML):
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
        known: set[str] = env["reading"].anchors
        slug = context.part + _slug(tokens[idx + 1].content)
        # A second heading of the same words has a number, as on GitHub.
        numbered = (f"{slug}-{number}" for number in count(1))
        slug = next(one for one in chain([slug], numbered) if one not in known)
        known.add(slug)
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
