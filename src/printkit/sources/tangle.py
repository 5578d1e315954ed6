"""A bound for the parser of Markdown, whose time and memory grow by the square of open marks."""

import re

from printkit.model.finding import Place, Problems, problem

MOST = 5_000
"""Marks of emphasis and brackets in one paragraph; one of a book has a hundred."""
_RUN = re.compile(r"(?<!\\)(?:[*_~]+|\[)")


def check(text: str, path: str, first_line: int = 1) -> None:
    """Raise Problems (markdown/tangled) when a paragraph has more marks than anybody sets."""
    if sum(text.count(mark) for mark in "*_~[") <= MOST:
        return
    runs = 0
    for number, line in enumerate(text.split("\n"), first_line):
        # Cells of a table are read one by one.
        cells = line.lstrip().startswith("|")
        runs = 0 if cells or not line.strip() else runs + len(_RUN.findall(line))
        if runs > MOST:
            raise _tangled(Place(path, number))


def _tangled(place: Place) -> Problems:
    message = f"this paragraph has more than {MOST:,} marks of emphasis or brackets"
    hint = r"write \* for a star that is text, and \[ for a bracket"
    return problem("markdown/tangled", message, place, hint)
