"""The state that is followed through a page's content, and the loop over its operators."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pikepdf

from printkit.model.measure import Box
from printkit.preflight.content.instructions import TooBigError, instructions
from printkit.preflight.fonts import Font
from printkit.preflight.marks import IDENTITY, Content, Matrix, State, box_under, times
from printkit.preflight.names import spelt
from printkit.preflight.paint import GREY

Handler = Callable[["Reader", str], None]
"""What an operator does, given its operands as text."""
MAX_DEPTH = 12
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
        self.unit = unit
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
            self._follow(stream)
        except TooBigError:
            self.out.cut_short = True

    def enter(self, stream: Any, state: State) -> None:
        """Follow a form, pattern or mask in a state of its own, and come back."""
        if self.depth >= MAX_DEPTH or stream.objgen in self.seen:
            self.out.too_deep = True
            return
        kept = (self.resources, self.state, self.stack, self.tm, self.line, self.path)
        self.state, self.stack, self.path = state, [], []
        self.resources = stream.get("/Resources", self.resources)
        self.default_spaces(self.resources)
        self.depth += 1
        self.seen.add(stream.objgen)
        try:
            self.run(stream)
        finally:
            self.seen.discard(stream.objgen)
            self.depth -= 1
            self.resources, self.state, self.stack, self.tm, self.line, self.path = kept

    def apart(self, stream: Any) -> Content:
        """Follow a pattern or mask from the start, as it stands at its own place; return its marks.

        What is wrong in it is noted for the page.
        """
        kept, self.out = self.out, Content()
        ctm = times(matrix(stream.get("/Matrix", IDENTITY)), (self.unit, 0, 0, self.unit, 0, 0))
        clip = box_under(ctm, *map(float, stream.get("/BBox", (0, 0, 1, 1))))
        try:
            self.enter(stream, State(ctm, clip, GREY))
        finally:
            inner, self.out = self.out, kept
            self.out.absorb(inner)
        return inner

    def _follow(self, stream: Any) -> None:
        for path, text, operator in instructions(stream):
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

    def resource(self, kind: str, name: pikepdf.Name) -> Any:
        """Return a named resource; a missing one is noted, and is None."""
        group = self.resources.get(kind) if self.resources is not None else None
        found = group.get(name) if isinstance(group, pikepdf.Dictionary) else None
        if found is None:
            self.out.missing.add(f"{kind[1:]}/{spelt(name)}")
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
