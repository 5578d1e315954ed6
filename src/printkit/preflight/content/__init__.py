"""Read the content of a page once, following its graphics state, and list its marks."""

from printkit.preflight.content import colour, objects, paths, state, text
from printkit.preflight.content.reader import Budget, Operators, Reader

__all__ = ["OPERATORS", "Budget", "Reader"]

SILENT = "J j M d ri i BMC EMC BX EX MP DP d0 d1 ET".split()


def _nothing(reader: Reader, text: str) -> None:
    """Leave the state as it is."""


OPERATORS: Operators = {
    **dict.fromkeys(SILENT, _nothing),
    **state.OPERATORS,
    **colour.OPERATORS,
    **paths.OPERATORS,
    **text.OPERATORS,
    **objects.OPERATORS,
}
