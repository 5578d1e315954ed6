"""A composed page cut into parts that can be laid out apart, and its links."""

import re

_PART = "<!--part-->"
_BODY = re.compile(r"<body[^>]*>")
_XREF = re.compile(r'<a class="xref" href="#([^"]*)">(.*?)</a>', re.DOTALL)


def cut(html: str, apart: bool) -> tuple[str, tuple[str, ...]]:
    """Return a document up to its body, and the parts of the body."""
    start = found.end() if (found := _BODY.search(html)) else 0
    body = html[start : html.rfind("</body>")] if "</body>" in html else html[start:]
    parts = body.split(_PART) if apart else [body.replace(_PART, "")]
    return html[:start], tuple(part for part in parts if part.strip()) or ("",)


def local_links(html: str, present: set[str]) -> str:
    """Turn links to articles that the product leaves out into plain text."""

    def link(match: re.Match[str]) -> str:
        return match[0] if match[1].split("--")[0] in present else match[2]

    return _XREF.sub(link, html)
