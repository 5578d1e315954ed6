"""The body of an article as a layout sets it: drop cap, pull quotes."""

import re

from markupsafe import Markup, escape

from printkit.model.article import Article
from printkit.model.script import of_language
from printkit.sources.inline import inline

_FIRST_LETTER = re.compile(r"\A(<p[^>]*>(?:<span[^>]*>)?)([“‘«„]?\w)")


def set_body(article: Article) -> Markup:
    """Return the body of an article with a drop cap and with its pull quotes in their places."""
    script = of_language(article.language)
    joined = script is not None and script.code not in ("Hans", "Hant", "Jpan", "Kore", "Hebr")
    # A letter that its neighbours are joined to cannot be taken out of its word.
    initial = r"\1\2" if joined else r'\1<span class="initial">\2</span>'
    body = _FIRST_LETTER.sub(initial, article.body)
    paragraphs = body.split("</p>\n")
    quotes = {quote.after: quote for quote in article.head.quotes}
    last = max(len(paragraphs) - 1, 1)
    placed = {min(after, last): quote for after, quote in sorted(quotes.items())}
    parts = []
    for number, paragraph in enumerate(paragraphs, 1):
        parts.append(paragraph + ("</p>\n" if number < len(paragraphs) else ""))
        if quote := placed.get(number):
            by = f"<cite>{escape(quote.by)}</cite>" if quote.by else ""
            text = inline(quote.text, article.language, article.head.smart)
            parts.append(f'<aside class="pull-quote"><p>{text}</p>{by}</aside>\n')
    return Markup("".join(parts))
