"""What a screen shows and paper does not: annotations, actions, forms, layers, attachments."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from printkit.model.finding import Severity
from printkit.preflight.document import Facts, PageFacts
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, PRESS, PRINT, Hit, check, per_page

_UNPRINTED = ("/Link", "/Popup", "/PrinterMark", "/TrapNet", "/Widget")
_MEDIA = ("/Movie", "/Sound", "/Screen", "/3D", "/RichMedia")
_JS = "/JavaScript"


def _annotations(facts: Facts) -> Iterator[tuple[PageFacts, Any, str]]:
    for page in facts.pages:
        for item in page.annotations:
            yield page, item, str(item.get("/Subtype"))


@check(
    "annotation/on-page",
    "There are comments on the page",
    why="They may print, and PDF/X allows annotations only outside the bleed.",
    cure="remove them: printkit preflight --fix",
)
def on_page(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report annotations (links apart) within the bleed."""
    yield from per_page(
        (page.number, box, f"annotation of kind {kind[1:]}")
        for page, item, kind in _annotations(facts)
        if kind not in (*_UNPRINTED, *_MEDIA)
        and (box := page.rectangle(item.get("/Rect"))) is not None
        and box.overlaps(page.bleed)
    )


@check(
    "annotation/link",
    "There are links in a file for the press",
    why="PDF/X allows no annotations on the page, links neither.",
    cure="remove them: printkit preflight --fix",
    severity=Severity.WARNING,
)
def link(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report links within the bleed."""
    yield from per_page(
        (page.number, box, "link")
        for page, item, kind in _annotations(facts)
        if kind == "/Link"
        and (box := page.rectangle(item.get("/Rect"))) is not None
        and box.overlaps(page.bleed)
    )


@check(
    "annotation/multimedia",
    "There is film, sound or 3D",
    why="It does not print, and what shows in its place is up to the program.",
    cure="place a still picture instead",
    purposes=PRINT,
)
def multimedia(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report multimedia annotations."""
    for page, _, kind in _annotations(facts):
        if kind in _MEDIA:
            yield Hit(f"annotation of kind {kind[1:]}", page.number)


def _actions(facts: Facts) -> Iterator[tuple[int | None, Any]]:
    root = facts.root
    yield None, root.get("/OpenAction")
    yield from ((None, action) for action in _additional(root))
    for page in facts.pages:
        yield from ((page.number, action) for action in _additional(page.obj))
        for item in page.annotations:
            yield page.number, item.get("/A")
            yield from ((page.number, action) for action in _additional(item))


def _additional(holder: Any) -> Iterator[Any]:
    found = holder.get("/AA")
    if isinstance(found, pikepdf.Dictionary):
        yield from (action for _, action in found.items())


def _kinds(facts: Facts, *kinds: str) -> Iterator[tuple[int | None, str]]:
    for number, action in _actions(facts):
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S")) in kinds:
            yield number, str(action.get("/S"))[1:]


@check(
    "action/javascript",
    "The file runs JavaScript",
    why="Scripts can change what is seen; PDF/X and PDF/A forbid them.",
    cure="remove them: printkit preflight --fix",
    purposes=ANY,
)
def javascript(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report scripts of the document, its pages and its annotations."""
    names = facts.root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and _JS in names:
        yield Hit("the document has scripts")
    for number, _ in _kinds(facts, _JS):
        yield Hit("an action runs JavaScript", number)


@check(
    "action/launch",
    "The file starts programs or sends data",
    why="No publication needs this; it is the way of harmful files.",
    cure="remove the actions: printkit preflight --fix",
    purposes=ANY,
)
def launch(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report Launch, ImportData, SubmitForm and ResetForm."""
    for number, kind in _kinds(facts, "/Launch", "/ImportData", "/SubmitForm", "/ResetForm"):
        yield Hit(f"an action of kind {kind}", number)


@check(
    "action/additional",
    "Actions are tied to opening or turning pages",
    why="PDF/X forbids them (ISO 15930-7, 6.16).",
    cure="remove them: printkit preflight --fix",
    severity=Severity.WARNING,
)
def additional(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report additional actions of the document and of pages that run no script."""
    for holder, number in ((facts.root, None), *((page.obj, page.number) for page in facts.pages)):
        if any(str(action.get("/S")) != _JS for action in _additional(holder)):
            yield Hit("an action is tied to an event", number)


def _form(facts: Facts) -> Any:
    found = facts.root.get("/AcroForm")
    return found if isinstance(found, pikepdf.Dictionary) else {}


@check(
    "form/fields",
    "There are form fields",
    why="What is filled in may print or not.",
    cure="flatten the form, or remove it: printkit preflight --fix",
)
def fields(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report form fields."""
    count = len(_form(facts).get("/Fields", ()))
    if count:
        yield Hit(f"the document has {count} form fields")


@check(
    "form/xfa",
    "The document is an XFA form",
    why="Its pages are made by Adobe Reader alone; others see a page that says 'please wait'.",
    cure="print it to PDF from Adobe Reader",
    purposes=ANY,
)
def xfa(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report XFA forms."""
    if "/XFA" in _form(facts):
        yield Hit("the document is an XFA form")


@check(
    "form/signed",
    "The document is digitally signed",
    why="Any change for the press breaks the signature.",
    cure="keep the signed file, and make the press file from the source",
    severity=Severity.INFO,
    purposes=PRINT,
)
def signed(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report the flag of signatures."""
    if int(_form(facts).get("/SigFlags", 0)) & 1:
        yield Hit("the document is signed")


def _layers(facts: Facts) -> Any:
    found = facts.root.get("/OCProperties")
    return found if isinstance(found, pikepdf.Dictionary) else {}


@check(
    "layer/present",
    "The document has layers",
    why="Which of them print depends on the program: make sure that it is all or none.",
    cure="merge the layers on export",
    severity=Severity.WARNING,
)
def layers(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report optional content groups of which none is hidden."""
    count = len(_layers(facts).get("/OCGs", ()))
    if count and not _hidden(facts):
        yield Hit(f"the document has {count} layers")


def _hidden(facts: Facts) -> list[Any]:
    default = _layers(facts).get("/D")
    return list(default.get("/OFF", ())) if isinstance(default, pikepdf.Dictionary) else []


@check(
    "layer/hidden",
    "A layer is hidden",
    why="Some programs print hidden layers: a die line or a draft appears.",
    cure="delete hidden layers and export again",
    purposes=PRINT,
)
def hidden(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report layers that are off by default."""
    names = [str(layer.get("/Name", "")) for layer in _hidden(facts)]
    if names:
        yield Hit(f"hidden layers: {', '.join(names)}")


@check(
    "attachment/embedded",
    "Files are attached",
    why="They travel to the printer unseen, and PDF/X-4 workflows refuse them.",
    cure="remove them: printkit preflight --fix",
    severity=Severity.WARNING,
    purposes=PRESS,
)
def attachment(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report embedded files."""
    names = facts.root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        yield Hit("files are attached to the document")
