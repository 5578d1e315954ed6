"""The calculator language of PDF functions (ISO 32000-1, 7.10.5): arithmetic, no loops."""

import math
import operator
import re
from collections.abc import Callable, Sequence
from typing import Any

_TOKEN = re.compile(r"%[^\r\n]*|[{}]|[^\s{}%]+")
_DEPTH = 64


class Unknown(Exception):  # noqa: N818 - it says what PDF does not have
    """A program or function that cannot be worked out; the message names it."""


Stack = list[Any]


def program(text: str) -> Callable[[Sequence[float]], list[float]]:
    """Return a program as a function of its operands. Raises Unknown when it is none.

    A program that fails on its operands (too few, a division by zero) raises Unknown when called.
    """
    tokens = [token for token in _TOKEN.findall(text) if not token.startswith("%")]
    if not tokens or tokens.pop(0) != "{":
        raise Unknown("a program that does not begin with {")
    code = _block(tokens, 0)

    def function(at: Sequence[float]) -> list[float]:
        stack: Stack = list(at)
        try:
            _run(code, stack)
            return [float(value) for value in stack]
        except (ArithmeticError, IndexError, TypeError, ValueError) as error:
            raise Unknown(f"a program that fails ({error})") from None

    return function


def _block(tokens: list[str], depth: int) -> list[Any]:
    if depth > _DEPTH:
        raise Unknown("a program nested too deep")
    code: list[Any] = []
    while tokens:
        token = tokens.pop(0)
        if token == "}":
            return code
        if token == "{":
            code.append(_block(tokens, depth + 1))
        elif token in _WORDS or token in {"if", "ifelse"}:
            code.append(token)
        else:
            try:
                code.append(float(token) if set(token) & set(".eE") else int(token))
            except ValueError:
                raise Unknown(f"a program with the word {token!r}") from None
    raise Unknown("a program without an end")


def _run(code: list[Any], stack: Stack) -> None:
    for step in code:
        if step == "if":
            then = stack.pop()
            if stack.pop():
                _run(then, stack)
        elif step == "ifelse":
            other, then = stack.pop(), stack.pop()
            _run(then if stack.pop() else other, stack)
        elif isinstance(step, str):
            _WORDS[step](stack)
        else:
            stack.append(step)


def _one(word: Callable[[Any], Any]) -> Callable[[Stack], None]:
    def run(stack: Stack) -> None:
        stack.append(word(stack.pop()))

    return run


def _two(word: Callable[[Any, Any], Any]) -> Callable[[Stack], None]:
    def run(stack: Stack) -> None:
        second = stack.pop()
        stack.append(word(stack.pop(), second))

    return run


def _angle(y: float, x: float) -> float:
    return math.degrees(math.atan2(y, x)) % 360


def _shift(value: int, by: int) -> int:
    return value << by if by >= 0 else value >> -by


def _quotient(one: int, other: int) -> int:
    return int(one / other)


def _not(value: bool | int) -> bool | int:
    return not value if isinstance(value, bool) else ~value


def _copy(stack: Stack) -> None:
    if count := stack.pop():
        stack += stack[-count:]


def _index(stack: Stack) -> None:
    stack.append(stack[-1 - stack.pop()])


def _roll(stack: Stack) -> None:
    by, count = stack.pop(), stack.pop()
    if count:
        part = stack[-count:]
        by %= count
        stack[-count:] = part[-by:] + part[:-by] if by else part


def _drop(stack: Stack) -> None:
    stack.pop()


def _exchange(stack: Stack) -> None:
    stack[-1], stack[-2] = stack[-2], stack[-1]


_WORDS: dict[str, Callable[[Stack], None]] = {
    "abs": _one(abs), "neg": _one(operator.neg), "ceiling": _one(math.ceil),
    "floor": _one(math.floor), "round": _one(lambda x: math.floor(x + 0.5)),
    "truncate": _one(math.trunc), "sqrt": _one(math.sqrt), "ln": _one(math.log),
    "log": _one(math.log10), "cvi": _one(int), "cvr": _one(float), "not": _one(_not),
    "sin": _one(lambda x: math.sin(math.radians(x))),
    "cos": _one(lambda x: math.cos(math.radians(x))),
    "add": _two(operator.add), "sub": _two(operator.sub), "mul": _two(operator.mul),
    "div": _two(operator.truediv), "idiv": _two(_quotient), "mod": _two(math.fmod),
    "exp": _two(operator.pow), "atan": _two(_angle), "bitshift": _two(_shift),
    "and": _two(operator.and_), "or": _two(operator.or_), "xor": _two(operator.xor),
    "eq": _two(operator.eq), "ne": _two(operator.ne), "gt": _two(operator.gt),
    "ge": _two(operator.ge), "lt": _two(operator.lt), "le": _two(operator.le),
    "true": lambda stack: stack.append(True), "false": lambda stack: stack.append(False),
    "pop": _drop, "dup": lambda stack: stack.append(stack[-1]),
    "exch": _exchange, "copy": _copy, "index": _index, "roll": _roll,
}  # fmt: skip
