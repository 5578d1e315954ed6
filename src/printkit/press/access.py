"""Tags that a screen reader can follow: PDF/UA-1 (ISO 14289-1).

The engine's tree follows its boxes. What the standard wants beyond it is done here: links inside
Link elements, headings that begin at the first level and skip none, words for every drawing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String


@dataclass(frozen=True)
class Survey:
    """What is known of the tags below an element whose headings skip no level.

    ``first`` and ``level`` are those of its first and its last heading, 0 where it has none;
    ``links`` are the ways to the elements that hold links as they are, each given by the places of
    kids.
    """

    first: int
    level: int
    wordless: int
    links: tuple[tuple[int, ...], ...]


Surveys = Mapping[tuple[int, int], Survey]
"""Surveys by the numbers of the elements."""


@dataclass
class _Walk:
    """What is known on the way through a tree of tags."""

    pdf: Pdf
    owners: NumberTree
    surveys: Surveys
    level: int = 0
    wordless: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)


def mend_tags(pdf: Pdf, surveys: Surveys | None = None) -> list[str]:
    """Bring the tags of a file in order; return what still keeps it from being PDF/UA-1.

    Elements of which there are ``surveys`` are not looked through.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/ParentTree" not in tree:
        return ["it is not tagged"]
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    walk = _Walk(pdf, NumberTree(tree.ParentTree), surveys or {})
    for element in _kids(tree):
        _mend(walk, element)
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Tabs = Name.S
    return [f"{walk.wordless} pictures have no words for them"] if walk.wordless else []


def _mend(walk: _Walk, element: Object) -> None:
    if element.objgen in walk.seen:
        return
    walk.seen.add(element.objgen)
    known = walk.surveys.get(element.objgen)
    if known and known.first <= walk.level + 1:
        walk.level = known.level or walk.level
        walk.wordless += known.wordless
        for way in known.links:
            _hold_links(walk, _at(element, way))
        return
    if heading := _heading(element):
        walk.level = min(heading, walk.level + 1)
        element.S = Name(f"/H{walk.level}")
    walk.wordless += _is_wordless(element)
    for kid in _hold_links(walk, element):
        if _is_element(kid):
            _mend(walk, kid)


def survey(element: Object) -> Survey | None:
    """Look through an element; None where its headings skip a level."""
    first, level, wordless = 0, 0, 0
    links: list[tuple[int, ...]] = []
    todo: list[tuple[Object, tuple[int, ...]]] = [(element, ())]
    seen = set[tuple[int, int]]()
    while todo:
        one, way = todo.pop()
        if one.objgen in seen:
            continue
        seen.add(one.objgen)
        if heading := _heading(one):
            if level and heading > level + 1:
                return None
            first, level = first or heading, heading
        wordless += _is_wordless(one)
        kids = list(_kids(one))
        if any(_is_link(one, kid) for kid in kids):
            links.append(way)
        below = [(kid, (*way, n)) for n, kid in enumerate(kids) if _is_element(kid)]
        todo += reversed(below)
    return Survey(first, level, wordless, tuple(links))


def _at(element: Object, way: tuple[int, ...]) -> Object:
    for place in way:
        element = list(_kids(element))[place]
    return element


def _heading(element: Object) -> int:
    """Return the level of a heading, 0 of what is none."""
    role = str(element.get("/S", ""))
    return int(role[2]) if len(role) == 3 and role.startswith("/H") else 0


def _is_wordless(element: Object) -> bool:
    said = str(element.get("/Alt", "")) or "/ActualText" in element
    return bool(element.get("/S") == Name.Figure and not said)


def _is_element(kid: Object) -> bool:
    return isinstance(kid, Dictionary) and "/S" in kid


def _kids(element: Object) -> Iterator[Object]:
    held = element.get("/K", Array())
    yield from held if isinstance(held, Array) else [held]


def _is_link(element: Object, kid: Object) -> bool:
    """Tell whether a kid of an element is a link that stands in no Link."""
    return (
        isinstance(kid, Dictionary)
        and kid.get("/Type") == Name.OBJR
        and element.get("/S") != Name.Link
        and bool(kid.Obj.get("/Subtype") == Name.Link)
    )


def _hold_links(walk: _Walk, element: Object) -> list[Object]:
    """Put each link of an element into a Link; return its kids as they were."""
    kids = list(_kids(element))
    links = [number for number, kid in enumerate(kids) if _is_link(element, kid)]
    if links:
        held = [_link(walk, element, kid) if n in links else kid for n, kid in enumerate(kids)]
        element.K = Array(held)
    return kids


def _link(walk: _Walk, element: Object, reference: Object) -> Object:
    link = walk.pdf.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.Link, P=element, K=reference)
    )
    if "/StructParent" in reference.Obj:
        walk.owners[int(reference.Obj.StructParent)] = link
    return link


def add_figure(pdf: Pdf, page: Page, words: str, *, first: bool) -> None:
    """Tag all that a page shows as one figure, first or last in the document.

    Without words for it, it is decoration.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    if not words:
        _wrap(pdf, page, b"/Artifact BMC")
        return
    document = next(_kids(tree))
    left, low, right, high = (float(x) for x in page.mediabox)
    figure = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.Figure, P=document, Pg=page.obj, K=0, Alt=String(words),
            A=Dictionary(O=Name.Layout, BBox=Array([left, low, right, high])),
        )
    )  # fmt: skip
    kids = list(_kids(document))
    document.K = Array([figure, *kids] if first else [*kids, figure])
    owners = NumberTree(tree.ParentTree)
    page.obj.StructParents = 1 + max(owners, default=-1)
    owners[int(page.obj.StructParents)] = Array([figure])
    _wrap(pdf, page, b"/Figure <</MCID 0>> BDC")


def _wrap(pdf: Pdf, page: Page, begin: bytes) -> None:
    page.contents_coalesce()
    content = page.obj.Contents.read_bytes()
    page.obj.Contents = pdf.make_stream(begin + b"\n" + content + b"\nEMC\n")
