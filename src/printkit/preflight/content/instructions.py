"""Content streams as instructions: operands as written, and the operator."""

import math
import re
import warnings
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import pikepdf

MAX_CONTENT = 12 * 2**20
DEFLATE = 1032
"""How many times its size a deflated stream unpacks to at most (zlib, "Technical Details")."""

_SPACE = r"[\0\t\n\f\r ]"
_NUMBER = r"[+-]?(?:\d++\.?+\d*+|\.\d++)"
_PLAIN = (
    rf"{_NUMBER}(?=[\0\t\n\f\r ()<>\[\]/])"
    r"|/[^\0\t\n\f\r ()<>\[\]{}/%]*+"
    r"|<(?:[0-9A-Fa-f]{2})*+>"
    r"|\((?:[^\\()\r]|\\[^\r\n])*+\)"
)
_INSTRUCTION = re.compile(
    rf"{_SPACE}*+(?:"
    rf"((?:(?:{_NUMBER}{_SPACE}++)*+[mlcvyh]{_SPACE}++)++)|"
    rf"((?:(?:{_PLAIN}|\[(?:{_PLAIN}|{_SPACE}++)*+\]|<<[^<>()%]*+>>){_SPACE}*+)*+)"
    rf"([A-Za-z'\"][A-Za-z0-9*]*+)(?={_SPACE}|[/\[(<]|\Z))"
    r"|.+",
    re.DOTALL,
)
_NAME = re.compile(r"/[^\0\t\n\f\r ()<>\[\]{}/%]*")


class TooBigError(ValueError):
    """The content unpacks to more than ``MAX_CONTENT``: it is not read at all."""


class DamagedError(ValueError):
    """The content breaks off."""


def instructions(stream: Any) -> Iterator[tuple[str, str, str]]:
    """Yield each instruction of a page or a form as text: path, operands, operator.

    Operators that build a path come together, operands and all, as ``path``, without the rest.
    Plain content is split by one expression, in half the time that objects take. From the first
    that does not fit it (comments, inline images, rare ways to write a string, damage) the rest is
    left to qpdf, which writes it plainly. An inline image is ``BI`` with its dictionary.

    Raises TooBigError; DamagedError at the end of content that breaks off; and pikepdf.PdfError
    for content that qpdf cannot read either.
    """
    parts = _parts(stream)
    if sum(map(_bound, parts)) > MAX_CONTENT and not _fits(parts):
        raise TooBigError
    data = b"\n".join(part.read_bytes() for part in parts).decode("latin-1")
    for match in _INSTRUCTION.finditer(data.rstrip("\0\t\n\f\r ")):
        path, operands, operator = match.groups("")
        if not path and operator in ("", "BI"):
            yield from _parsed(data[match.start() :].encode("latin-1"))
            return
        yield path, operands, operator


def name_of(text: str) -> pikepdf.Name:
    """Return the last name, such as ``/F1``, among operands. Raises ValueError without any."""
    name = _NAME.match(text, text.rindex("/"))
    return pikepdf.Object.parse((name[0] if name else "/").encode("latin-1"))  # type: ignore[return-value]


def _parts(stream: Any) -> list[Any]:
    held = stream if isinstance(stream, pikepdf.Stream) else stream.get("/Contents")
    listed = held if isinstance(held, pikepdf.Array) else [held]
    return [part for part in listed if isinstance(part, pikepdf.Stream)]


def _bound(stream: Any) -> float:
    """What a stream unpacks to at most, told by its packed size alone."""
    if stream.get("/Filter") not in (None, pikepdf.Name.FlateDecode):
        return math.inf
    return len(stream.read_raw_bytes()) * DEFLATE


def _fits(parts: list[Any]) -> bool:
    total = 0
    for part in parts:
        total += len(part.read_bytes())
        if total > MAX_CONTENT:
            return False
    return True


def _parsed(data: bytes) -> Iterator[tuple[str, str, str]]:
    with pikepdf.new() as pdf, warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        parsed = pikepdf.parse_content_stream(pdf.make_stream(data))
    for inline, group in groupby(parsed, _is_inline):
        run: list[Any] = list(group)
        if inline:
            for image in run:
                yield "", image.iimage.obj.unparse().decode("latin-1"), "BI"
        else:
            for line in pikepdf.unparse_content_stream(run).decode("latin-1").split("\n"):
                operands, _, operator = line.rpartition(" ")
                yield "", operands, operator
    if said:
        raise DamagedError(str(said[0].message))


def _is_inline(instruction: object) -> bool:
    return isinstance(instruction, pikepdf.ContentStreamInlineImage)
