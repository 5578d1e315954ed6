"""Pages: sizes, rotation, blanks, and their number against the binding."""

from collections import Counter
from collections.abc import Iterator

from printkit.model.finding import Severity
from printkit.model.measure import Size
from printkit.preflight.document import Facts, PageFacts
from printkit.preflight.marks import Fill, Picture, Shade, Stroke, Text
from printkit.preflight.profile import Profile
from printkit.preflight.registry import ANY, PRINT, Hit, check


def _size(page: PageFacts) -> tuple[float, float]:
    size = page.trim.size
    turned = size.turned() if page.rotate in (90, 270) else size
    return round(turned.width, 0), round(turned.height, 0)


@check(
    "pages/mixed-sizes",
    "Pages are of different sizes",
    why="They cannot be bound together, or one came in by accident.",
    cure="bring all pages to one size, or send covers and inserts as files of their own",
    severity=Severity.WARNING,
    purposes=PRINT,
)
def mixed(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report pages whose trim differs from the most common one by more than a point."""
    sizes = Counter(_size(page) for page in facts.pages)
    if len(sizes) < 2:
        return
    common = sizes.most_common(1)[0][0]
    for page in facts.pages:
        size = _size(page)
        if max(abs(size[0] - common[0]), abs(size[1] - common[1])) > 1.5:
            yield Hit(f"the page is {Size(*size)}, most are {Size(*common)}", page.number)


@check(
    "pages/rotated",
    "A page is rotated",
    why="Imposition programs handle /Rotate differently: the page may lie on its side.",
    cure="rotate the content, not the view, and export again",
    severity=Severity.WARNING,
)
def rotated(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a rotation other than 0."""
    for page in facts.pages:
        if page.rotate:
            yield Hit(f"the page is rotated by {page.rotate} degrees", page.number)


@check(
    "pages/blank",
    "A page is blank",
    why="It may be meant, or its content was lost.",
    cure="make sure that the page is meant to be blank",
    severity=Severity.INFO,
    purposes=ANY,
)
def blank(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report pages on which nothing but white stands."""
    for page, content in facts.contents:
        painted: list[Text | Stroke | Fill] = [*content.texts, *content.strokes, *content.fills]
        placed: list[Picture | Shade] = [*content.pictures, *content.shades]
        seen = any(page.printed(m.box) and not m.paint.is_white for m in painted)
        images = any(page.printed(m.box) for m in placed)
        if not seen and not images and not content.error:
            yield Hit("the page is blank", page.number)


@check(
    "pages/not-multiple",
    "The number of pages does not suit the binding",
    why="A folded sheet has 4 pages: blank ones are added where they may not be wanted.",
    cure="add or remove pages; blanks go before the back cover",
    purposes=PRINT,
)
def not_multiple(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a page count that the profile's multiple does not divide."""
    if facts.page_count % profile.multiple:
        said = f"{facts.page_count} pages are not a multiple of {profile.multiple}"
        yield Hit(said)


@check(
    "pages/user-unit",
    "A page is scaled by UserUnit",
    why="Programs that do not know it print the page at another size.",
    cure="export at the true size",
    purposes=PRINT,
)
def user_unit(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a UserUnit other than 1."""
    for page in facts.pages:
        if page.unit != 1:
            yield Hit(f"the page is scaled by {page.unit:g}", page.number)


@check(
    "pages/too-large",
    "A page is larger than PDF allows",
    why="Beyond 200 inches (14,400 units) programs disagree.",
    cure="export at the true size, or on a scale",
    purposes=ANY,
)
def too_large(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report sides over 14,400 units."""
    for page in facts.pages:
        if max(page.media.size) > 14_400 * page.unit:
            yield Hit(f"the page is {page.media.size}", page.number)
