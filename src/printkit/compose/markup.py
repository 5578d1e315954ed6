"""Pieces of HTML that was made by printkit: tags, and the blocks at its top."""

import re

TOKEN = re.compile(r"(<!--.*?-->|<[^>]*>)", re.DOTALL)
NAME = re.compile(r"</?([a-zA-Z][\w-]*)")
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
_LINE = re.compile(r'\sdata-line="(\d+)"')


def name_of(token: str) -> str:
    """Return the name of the element whose tag a token is; empty for text and comments."""
    return found[1].lower() if (found := NAME.match(token)) else ""


def is_heading(block: str) -> bool:
    """Tell whether an element is a heading."""
    return name_of(block) in HEADINGS


def opens(token: str) -> bool:
    """Tell whether a tag opens an element that is closed by another one."""
    return not token.startswith("</") and not token.endswith("/>") and name_of(token) not in VOID


def blocks(html: str) -> list[str]:
    """Return the elements at the top of a text, without the white space between them."""
    found, depth = [""], 0
    for token in TOKEN.split(html):
        found[-1] += token
        if name_of(token):
            depth += opens(token) - token.startswith("</")
            if depth == 0:
                found.append("")
    return [block for block in map(str.strip, found) if block]


def line_of(block: str) -> int | None:
    """Return the line of the source that a block comes from."""
    return int(found[1]) if (found := _LINE.search(block)) else None


def apart(block: str) -> tuple[str, str]:
    """Return the opening tag of an element, and what is inside it."""
    return block[: block.index(">") + 1], block[block.index(">") + 1 : block.rindex("<")]
