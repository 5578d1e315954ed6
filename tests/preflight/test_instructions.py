"""Content is split as qpdf splits it, whichever of the two ways it takes."""

import re

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Name, Pdf

from printkit.preflight.content import instructions as splitting
from printkit.preflight.content.text import _parts

NUMBERS = st.one_of(
    st.integers(-999, 999).map(str), st.decimals(-99, 99, places=3).map(lambda d: f"{d:f}"),
    st.sampled_from(["+3", "4.", "-.5", "007"]),
)  # fmt: skip
NAMES = st.sampled_from(["/F1", "/A#20b", "/x.y-z", "/"])
STRINGS = st.one_of(
    st.binary(max_size=6).map(lambda data: f"<{data.hex().upper()}>"),
    st.text("ab \\n<>/%", max_size=6).map(lambda s: "(" + s.replace("\\", r"\\") + ")"),
    st.sampled_from([r"(\(\) \101\n\x)", "(a(b)c)", "(a\\\nb)", "<4>", "<4 1>", "(a\rb)"]),
)
ARRAYS = st.lists(st.one_of(NUMBERS, NAMES, STRINGS), max_size=4).map(
    lambda items: "[" + " ".join(items) + "]"
)
DICTS = st.sampled_from(["<</MCID 3>>", "<< /A [1 2] /B << /C (x) >> >>"])
OPERANDS = st.lists(st.one_of(NUMBERS, NAMES, STRINGS, ARRAYS, DICTS), max_size=4)
BUILDING = re.compile(r"([^a-z]*)([a-z])\s*")
OPERATORS = st.sampled_from(
    ["q", "m", "l", "c", "h", "h", "re", "TJ", "'", '"', "f*", "T*", "d0", "BDC", "scn"]
)
SPACES = st.sampled_from([" ", "\n", "\r\n", "\t ", "\0"])
INSTRUCTION = st.tuples(OPERANDS, OPERATORS, SPACES).map(
    lambda parts: parts[2].join([*parts[0], parts[1]])
)
CONTENT = st.tuples(
    st.lists(INSTRUCTION, max_size=8), SPACES, st.sampled_from(["", "% end", "1-2 w"])
)


def _same(operands: str) -> tuple[object, ...]:
    pdf = Pdf.new()
    [array] = [pikepdf.Object.parse(f"[{operands}]".encode("latin-1"))]
    del pdf
    return tuple(repr(item) for item in array)


@given(CONTENT)
def test_content_is_split_as_qpdf_splits_it(content: tuple[list[str], str, str]) -> None:
    lines, space, tail = content
    pdf = Pdf.new()
    stream = pdf.make_stream(space.join([*lines, tail]).encode("latin-1"))
    ours = [
        (_same(operands), operator)
        for path, text, operator in splitting.instructions(stream)
        for operands, operator in (BUILDING.findall(path) if path else [(text, operator)])
    ]
    theirs = [
        (tuple(repr(item) for item in instruction.operands), str(instruction.operator))
        for instruction in pikepdf.parse_content_stream(stream)
    ]
    assert ours == theirs


@pytest.mark.parametrize(
    ("text", "shown", "numbers"),
    [
        ("[<0041> -3 (\\)\\(\\\\) 4.5 <ff>]", b")(\\\x00A\xff", [-3, 4.5]),
        (r"(a\nb\101\1012\7)", b"a\nbAA2\x07", []),
        ("1 2 (x)", b"x", [1, 2]),
        ("(<41>)", b"<41>", []),
    ],
)
def test_what_a_line_shows_is_read(text: str, shown: bytes, numbers: list[float]) -> None:
    assert _parts(text) == (shown, numbers)


def test_names_are_decoded() -> None:
    assert splitting.name_of("/A#20B 12 ") == Name("/A B")
    assert splitting.name_of("0.5/P1") == Name("/P1")
    with pytest.raises(ValueError, match="substring"):
        splitting.name_of("12")
