"""The state that is followed through a page's content, and the loop over its operators."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf

from printkit.model.measure import Box
from printkit.preflight.content.instructions import TooBigError, instructions
from printkit.preflight.fonts import Font
from printkit.preflight.marks import IDENTITY, Content, Matrix, State
from printkit.preflight.paint import GREY

Handler = Callable[["Reader", str], None]
"""What an operator does, given its operands as text."""
PATH_SHARE = 20
"""So many letters of a path count as one operator."""
Operators = Mapping[str, Handler]


def numbers(act: Callable[["Reader", Sequence[float]], None]) -> Handler:
    """Make a handler of a function that takes the operands as numbers."""

    def handle(reader: "Reader", text: str) -> None:
        act(reader, tuple(map(float, text.split())))

    return handle


class Budget:
    """How many operators may still be read, shared by all pages of a document."""

    def __init__(self, operators: int) -> None:
        self.left = operators


class Reader:
    """The interpreter of one page: its state, and the handlers that change it.

    ``fonts`` is a cache shared by all pages; ``media`` is in points, ``unit`` points to a unit.
    """

    def __init__(
        self,
        number: int,
        media: Box,
        budget: Budget,
        fonts: dict[Any, Font],
        operators: Operators,
        unit: float = 1.0,
    ) -> None:
        self.page = number
        self.out = Content()
        self.budget = budget
        self.fonts = fonts
        self.operators = operators
        self.known: dict[Any, Any] = {}
        # Caches know direct objects by their identity, so these must not be let go.
        self.held: list[Any] = []
        self.state = State((unit, 0.0, 0.0, unit, 0.0, 0.0), media, GREY)
        self.stack: list[State] = []
        self.path: list[str] = []
        self.clipping = False
        self.tm = self.line = IDENTITY
        self.resources: Any = None
        self.depth = 0
        self.seen: set[tuple[int, int]] = set()

    def read(self, stream: Any, resources: Any) -> Content:
        """Read the page's content and return its marks. Raises nothing about the material."""
        self.resources = resources
        self.default_spaces(resources)
        try:
            self.run(stream)
        except (pikepdf.PdfError, ValueError, TypeError, OverflowError, KeyError) as error:
            self.out.error = str(error) or type(error).__name__
        self.out.unbalanced |= bool(self.stack)
        return self.out

    def run(self, stream: Any) -> None:
        """Follow the operators of a page or a form in the state as it is."""
        try:
            found = instructions(stream)
        except TooBigError:
            self.out.cut_short = True
            return
        for path, text, operator in found:
            if self.budget.left <= 0:
                self.out.cut_short = True
                return
            self.budget.left -= 1 + len(path) // PATH_SHARE
            if path:
                self.path.append(path)
                continue
            handler = self.operators.get(operator)
            if handler is None:
                self.out.unknown.add(operator[:12])
                continue
            try:
                handler(self, text)
            except (IndexError, ValueError, TypeError, OverflowError) as error:
                self.out.error = f"operator {operator}: {error}"

    def once(self, text: str, find: Callable[["Reader", str], Any]) -> Any:
        """Return what ``find`` makes of operands, looked up once for these resources."""
        key = (id(self.resources), find, text)
        if key not in self.known:
            self.held.append(self.resources)
            self.known[key] = find(self, text)
        return self.known[key]

    def resource(self, kind: str, name: str) -> Any:
        """Return a named resource; a missing one is noted, and is None."""
        group = self.resources.get(kind) if self.resources is not None else None
        found = group.get(name) if isinstance(group, pikepdf.Dictionary) else None
        if found is None:
            self.out.missing.add(f"{kind}{name}"[1:])
        return found

    def default_spaces(self, resources: Any) -> None:
        """Note whether the resources put other spaces in the place of the device spaces."""
        spaces = resources.get("/ColorSpace") if resources is not None else None
        if isinstance(spaces, pikepdf.Dictionary):
            self.out.default_spaces |= any(
                str(key).startswith("/Default")
                for key in spaces.keys()  # noqa: SIM118
            )


def matrix(values: Any) -> Matrix:
    """Return six numbers as a matrix. Raises ValueError or TypeError if they are not."""
    a, b, c, d, e, f = map(float, values)
    return (a, b, c, d, e, f)
