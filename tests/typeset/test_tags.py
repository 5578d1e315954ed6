"""Paragraphs hold their lines in the tags of a file, and every mark on a page has its owner."""

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO

import pikepdf

from printkit.build.pages import laid_out
from printkit.compose.composition import Composition
from printkit.typeset.parts import Means

DAY = date(2024, 9, 25)


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    yield element
    for kid in _kids(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from _elements(kid)


def _kids(element: pikepdf.Object) -> list[object]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def test_a_paragraph_holds_its_lines(book: Callable[..., Composition]) -> None:
    with pikepdf.open(BytesIO(laid_out(book(), DAY, Means(1)).pdf)) as pdf:
        found = list(_elements(pdf.Root.StructTreeRoot.K[0]))
    paragraphs = [element for element in found if element.S == pikepdf.Name.P]
    assert max(len(_kids(element)) for element in paragraphs) > 3
    held = [_kids(element) for element in paragraphs]
    assert sum(isinstance(kid, int) for kids in held for kid in kids) > 20


def test_each_mark_leads_to_the_element_that_holds_it(book: Callable[..., Composition]) -> None:
    with pikepdf.open(BytesIO(laid_out(book(), DAY, Means(1)).pdf)) as pdf:
        owners = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        marks = 0
        for element in _elements(pdf.Root.StructTreeRoot.K[0]):
            for kid in _kids(element):
                if isinstance(kid, int):
                    marks += 1
                    owner = owners[int(element.Pg.StructParents)][kid]
                    assert owner.objgen == element.objgen
        assert marks > 50
        pages = [owners[int(page.obj.StructParents)] for page in pdf.pages]
        # Running heads and folios are outside the tree; their marks have owners all the same.
        assert all("/S" in owner for row in pages for owner in row)
