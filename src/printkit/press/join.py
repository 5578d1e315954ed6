"""Parts of a document joined: pages, links, bookmarks, tags and anchors as if made in one piece."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from printkit.model.held import held, is_holding
from printkit.press.access import Survey, survey
from printkit.press.draft import Draft
from printkit.press.typefaces import Typefaces


def opened(part: bytes) -> Pdf:
    """Open a part to be joined; it stays as it is."""
    return held(("opened", part), partial(_read, part))


def join(
    parts: Sequence[bytes], faces: Mapping[bytes, Path], away: str,
    opened: Callable[[bytes], Pdf] = opened,
) -> Draft:  # fmt: skip
    """Return one PDF of the pages of parts, all but the first of which may be open already.

    ``faces`` gives the file of each face by the name that stands in its place in the parts;
    ``away`` is how the URIs of links into other parts begin.
    """
    pdf = _read(parts[0])
    typefaces, pictures = Typefaces(pdf, faces), _Pictures()
    joined = _Joined(parts[0], pdf)
    seen = set[bytes]()
    for data in parts[1:]:
        # A file gives each of its objects to another one once.
        joined.add(data, (_read if data in seen else opened)(data))
        seen.add(data)
    for resources, data in zip(joined.resources(), parts, strict=True):
        typefaces.gather(resources, data)
        pictures.share(resources, data)
    typefaces.embed()
    joined.links(away)
    joined.write()
    identity = _identity(parts, faces)
    held(("joined", identity), lambda: pdf)  # so that it is let go between builds: it takes time
    return Draft(pdf, identity, joined.surveys, opened)


def _identity(parts: Sequence[bytes], faces: Mapping[bytes, Path]) -> bytes:
    digests = [held(("digest", data), partial(_sha256, data)) for data in parts]
    return sha256(b"".join((*digests, *sorted(faces)))).digest()


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def _read(part: bytes) -> Pdf:
    return Pdf.open(BytesIO(part))


class _Joined:
    """The tree parts of a PDF that grow as parts are added."""

    def __init__(self, first: bytes, pdf: Pdf) -> None:
        self._pdf = pdf
        self._tags = pdf.Root.StructTreeRoot
        self._owners: list[Object | int] = list(self._tags.ParentTree.get("/Nums", []))
        self._elements: list[Object] = list(self._tags.K[0].K)
        self._anchors = _anchors(pdf.Root)
        self._bookmarks = list(_siblings(pdf.Root.get("/Outlines")))
        self._next = self._renumber(pdf.pages, 0)
        self.surveys: dict[tuple[int, int], Survey] = {}
        self._survey(first, self._elements)

    def _survey(self, data: bytes, elements: Sequence[Object]) -> None:
        """Look through the tags of a part where it may come again."""
        if is_holding():
            found = held(("tags", data), lambda: [survey(element) for element in elements])
            for element, one in zip(elements, found, strict=True):
                if one:
                    self.surveys[element.objgen] = one

    def resources(self) -> Iterable[Object]:
        """Yield the resources of each part, which all of its pages have."""
        seen = set()
        for page in self._pdf.pages:
            own = page.obj.Resources
            if own.objgen not in seen:
                seen.add(own.objgen)
                yield own

    def add(self, data: bytes, source: Pdf) -> None:
        """Put the pages of a part behind those that are there."""
        shift = self._next
        count = len(self._pdf.pages)
        # One by one, as links and layers are joined here and not by pikepdf.
        for page in source.pages:
            self._pdf.pages.append(page)
        root = self._pdf.copy_foreign(source.trailer.Root)
        self._next += self._renumber(list(self._pdf.pages)[count:], shift)
        owners = list(root.StructTreeRoot.ParentTree.get("/Nums", []))
        for key, value in zip(owners[::2], owners[1::2], strict=True):
            self._owners += [int(key) + shift, value]
        document, elements = self._tags.K[0], list(root.StructTreeRoot.K[0].K)
        for element in elements:
            element.P = document
        self._elements += elements
        self._survey(data, elements)
        self._anchors |= _anchors(root)
        self._bookmarks += _siblings(root.get("/Outlines"))

    def _renumber(self, pages: Iterable[Any], shift: int) -> int:
        """Shift the numbers by which pages and links find their tags; return how many there are."""
        used = 0
        for page in pages:
            for item, key in [(page.obj, "/StructParents")] + [
                (note, "/StructParent") for note in page.obj.get("/Annots", [])
            ]:
                if key in item:
                    used = max(used, int(item[key]) + 1)
                    item[key] = int(item[key]) + shift
        return used

    def links(self, away: str) -> None:
        """Let links into other parts go there."""
        for page in self._pdf.pages:
            for note in page.obj.get("/Annots", []):
                uri = str(note.get("/A", Dictionary()).get("/URI", ""))
                if uri.startswith(away):
                    target = uri.removeprefix(away)
                    del note["/A"]
                    note.Dest = String(target)
                    note.Contents = String(target)

    def write(self) -> None:
        """Put the grown trees into the file."""
        root = self._pdf.Root
        self._tags.ParentTree.Nums = Array(self._owners)
        self._tags.K[0].K = Array(self._elements)
        names = [x for key in sorted(self._anchors) for x in (String(key), self._anchors[key])]
        if names:
            root.Names = Dictionary(Dests=Dictionary(Names=Array(names)))
        if self._bookmarks:
            root.Outlines = self._pdf.make_indirect(Dictionary())
            _chain(root.Outlines, self._bookmarks)


def _anchors(root: Object) -> dict[str, Object]:
    tree = root.get("/Names", Dictionary()).get("/Dests", Dictionary())
    items = list(tree.get("/Names", []))
    return {str(key): value for key, value in zip(items[::2], items[1::2], strict=True)}


def _siblings(parent: Object | None) -> Iterable[Object]:
    item = parent.get("/First") if parent is not None else None
    while item is not None:
        yield item
        item = item.get("/Next")


def _chain(parent: Object, items: Sequence[Object]) -> None:
    parent.First, parent.Last = items[0], items[-1]
    parent.Count = len(items) + sum(max(int(item.get("/Count", 0)), 0) for item in items)
    for number, item in enumerate(items):
        item.Parent = parent
        for key, other in (("/Prev", number - 1), ("/Next", number + 1)):
            if 0 <= other < len(items):
                item[key] = items[other]
            elif key in item:
                del item[key]


class _Pictures:
    """Images that several parts have are kept once."""

    def __init__(self) -> None:
        self._known: dict[bytes, Object] = {}

    def share(self, resources: Object, part: bytes) -> None:
        """Replace images of a part that are there already."""
        drawings = resources.get("/XObject", Dictionary())
        for key in list(drawings.keys()):
            image = drawings[key]
            if isinstance(image, Stream) and image.get("/Subtype") == Name.Image:
                digest = held(("picture", key, part), partial(_digest, image))
                drawings[key] = self._known.setdefault(digest, image)


def _digest(image: Stream) -> bytes:
    mask = image.get("/SMask")
    own = sha256(image.read_raw_bytes())
    entries = {key: str(value) for key, value in image.items() if key != "/SMask"}
    own.update(repr(sorted(entries.items())).encode())
    if isinstance(mask, Stream):
        own.update(_digest(mask))
    return own.digest()
