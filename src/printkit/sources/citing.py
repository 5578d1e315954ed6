"""Citations in the tokens of a text: found, checked and set."""

from collections.abc import Iterable

from markdown_it.token import Token

from printkit.model.finding import Finding, Place
from printkit.sources.citations import CITATION, Cited, Library, cited, unknown


def set_citations(
    texts: Iterable[tuple[list[Token], Place]],
    library: Library | None,
    language: str,
    findings: list[Finding],
) -> str:
    """Put each citation in its place; return the list of what is cited, as HTML.

    ``texts`` are inline tokens, which change in place. Adds what is unknown to ``findings``.
    """
    found: list[tuple[Token, list[Cited]]] = []
    for children, place in texts:
        for token in _split(children):
            works = cited(token.content)
            problems = list(unknown(works, library, place))
            findings += problems
            token.content = f"[{token.content}]"
            if problems or not works:
                token.type = "text"
            else:
                found.append((token, works))
    if not found or library is None:
        return ""
    made, listed = library.cite([works for _, works in found], language)
    for (token, _), html in zip(found, made, strict=True):
        token.content = html
    return listed


def _split(children: list[Token]) -> list[Token]:
    """Cut the citations out of the texts among ``children``, in place, and return them."""
    made: list[Token] = []
    for at in range(len(children) - 1, -1, -1):
        token = children[at]
        if token.type != "text" or not CITATION.search(token.content):
            continue
        parts = [
            Token("citation" if number % 2 else "text", "", 0, content=part)
            for number, part in enumerate(CITATION.split(token.content))
        ]
        children[at : at + 1] = parts
        made[:0] = parts[1::2]
    return made
