"""Tags that a screen reader can follow: PDF/UA-1 (ISO 14289-1).

The engine's tree follows its boxes. What the standard wants beyond it is done here: links inside
Link elements, headings that begin at the first level and skip none, words for every drawing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf, String


@dataclass
class _Walk:
    """What is known on the way through a tree of tags."""

    pdf: Pdf
    owners: NumberTree
    level: int = 0
    wordless: int = 0
    seen: set[tuple[int, int]] = field(default_factory=set)


def mend_tags(pdf: Pdf) -> list[str]:
    """Bring the tags of a file in order; return what still keeps it from being PDF/UA-1."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None or "/ParentTree" not in tree:
        return ["it is not tagged"]
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    walk = _Walk(pdf, NumberTree(tree.ParentTree))
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
    role = str(element.get("/S", ""))
    if len(role) == 3 and role.startswith("/H"):
        walk.level = min(int(role[2]), walk.level + 1)
        element.S = Name(f"/H{walk.level}")
    if role == "/Figure" and not (str(element.get("/Alt", "")) or "/ActualText" in element):
        walk.wordless += 1
    kids = list(_kids(element))
    for index, kid in enumerate(kids):
        if not isinstance(kid, Dictionary):
            continue
        if "/S" in kid:
            _mend(walk, kid)
        elif kid.get("/Type") == Name.OBJR and role != "/Link" and _is_link(kid):
            kids[index] = _link(walk, element, kid)
            element.K = Array(kids)


def _kids(element: Object) -> Iterator[Object]:
    held = element.get("/K", Array())
    yield from held if isinstance(held, Array) else [held]


def _is_link(reference: Object) -> bool:
    return bool(reference.Obj.get("/Subtype") == Name.Link)


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
