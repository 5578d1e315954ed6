"""A product whose pages are laid out and drawn, on its way to its files."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from printkit.build.files import Output
from printkit.build.fill import Filled
from printkit.build.wording import cover_words
from printkit.compose.page import Edition
from printkit.model.epoch import epoch
from printkit.model.file import File, Written
from printkit.model.finding import Place
from printkit.model.imposition import Imposition
from printkit.model.measure import Size
from printkit.model.printer import Printer
from printkit.model.stock import Stock, stock
from printkit.model.target import Target
from printkit.press.metadata import Card
from printkit.press.schemes import BOUND
from printkit.sources.publication import SETTINGS
from printkit.sources.settings import place_of

if TYPE_CHECKING:
    from printkit.press import pdfx

DEFAULT_STOCK = "uncoated-90"


@dataclass(frozen=True)
class Job:
    """A product whose pages are laid out and drawn, for a printer."""

    edition: Edition
    pages: Filled
    printer: Printer

    @property
    def own_cover(self) -> bool:
        """The cover is a file of its own."""
        return self.edition.own_cover

    @property
    def stock(self) -> Stock:
        """The paper of the inner pages. Raises Problems (stock/unknown)."""
        return stock(self.edition.product.stock or DEFAULT_STOCK)

    @property
    def cover_stock(self) -> Stock | None:
        """The paper of a cover of its own, if it is told. Raises Problems (stock/unknown)."""
        cover = self.edition.product.cover
        return stock(cover.stock) if cover and cover.stock else None

    @property
    def imposition(self) -> Imposition | None:
        """How the press pages are put on sheets; what is left open follows from the product."""
        wanted = self.edition.product.imposition
        if wanted is None:
            return None
        binding = self.edition.binding
        scheme = binding if binding in BOUND else "step-and-repeat"
        given = {
            "scheme": scheme,
            "stock": self.edition.product.stock or DEFAULT_STOCK,
            "binding_edge": "right" if self.edition.rtl else "left",
        }
        return wanted.model_copy(
            update={key: word for key, word in given.items() if key not in wanted.model_fields_set}
        )

    @property
    def multiple(self) -> int:
        """The number of pages is a multiple of this: 4 on folded sheets, 2 in a book block."""
        sheets = self.imposition
        if self.edition.binding == "saddle" or (sheets and sheets.scheme in BOUND):
            return 4
        return 2 if self.edition.binding == "perfect" else 1

    @property
    def press_pages(self) -> int:
        """How many pages the press file has, blank ones counted."""
        return self.pages.count + -self.pages.count % self.multiple

    def output(self, target: Target, pdf: bytes, trim: Size, part: str = "") -> Output:
        """Return a file of this product."""
        return Output(self.edition.key, target, part, pdf, trim)

    def place(self, *keys: str) -> Place:
        """Return where a key of this product stands in the settings."""
        path = self.edition.publication.folder / SETTINGS
        return place_of(path, "products", self.edition.key, *keys)

    @property
    def card(self) -> Card:
        """What the product's files say of themselves."""
        settings = self.edition.publication.settings
        return Card(
            settings.title, self.edition.language, _moment(settings.date),
            settings.publisher or "", settings.subtitle or "",
        )  # fmt: skip

    def whole(self, lined: bool = False) -> File:
        """Return all pages in reading order, the covers around them; ``lined`` as they print."""
        if not self.own_cover:
            return self.pages.file
        from printkit.build.drawings import draw_back, draw_front
        from printkit.press.assemble import around

        edition, look = self.edition, self.pages.look
        front, back = draw_front(edition, look), draw_back(edition, look)
        words = cover_words(edition)
        return Written(around(front, self.pages.pdf, back, edition.bleed, words, lined))

    def for_press(self, trim: Size, part: str = "") -> "pdfx.Job":
        """Return what the press pass needs to know of a file of this product."""
        from printkit.press import pdfx

        settings, edition = self.edition.publication.settings, self.edition
        return pdfx.Job(
            title=settings.title, language=settings.language,
            date=_moment(settings.date), trim=trim, bleed=edition.bleed,
            palette=edition.palette, printer=self.printer,
            slug=" · ".join(filter(None, (settings.title, edition.key, part))),
        )  # fmt: skip


def _moment(day: date) -> datetime:
    """Return the moment that dates a file (see reproducible-builds.org on SOURCE_DATE_EPOCH)."""
    if seconds := epoch():
        return datetime.fromtimestamp(int(seconds), tz=UTC)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
