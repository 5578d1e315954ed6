"""Publication and layout to HTML: Jinja2 in a sandbox where an unknown name is an error."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from printkit.compose import back, dates, scripts
from printkit.compose.back import Listed, lead_anchor
from printkit.compose.bilingual import localised
from printkit.compose.body import set_body
from printkit.compose.compiled import COMPILED
from printkit.compose.composition import Composition, Slot
from printkit.compose.explained import marked
from printkit.compose.facing import Spread, faced
from printkit.compose.fitting import width
from printkit.compose.grid import column, on_grid, set_in
from printkit.compose.mirror import from_the_start, mirrored
from printkit.compose.mistakes import TEMPLATE, template_errors
from printkit.compose.notes import endnotes
from printkit.compose.page_parts import cut, local_links
from printkit.compose.panels import Panels, rules, sizes
from printkit.compose.ruby import set_ruby
from printkit.compose.runs import set_runs
from printkit.compose.speakers import Cast
from printkit.compose.timetable import timetables
from printkit.compose.words import words
from printkit.model.article import Article
from printkit.model.face import Face
from printkit.model.finding import Finding, Place, Problems, did_you_mean, problem
from printkit.model.folders import FOLDERS, Folder, flat_size
from printkit.model.layout import Geometry, Layout
from printkit.model.marks import Back
from printkit.model.measure import Size, points
from printkit.model.palette import Palette
from printkit.model.person import Person
from printkit.model.product import Product
from printkit.model.publication import Publication
from printkit.model.script import Script, is_rtl
from printkit.sources.collation import collation_of
from printkit.sources.inline import inline
from printkit.sources.rendering import figure

STYLE = "style.css"


@dataclass(frozen=True)
class Edition:
    """One product of a publication in its layout, with every choice made."""

    publication: Publication
    key: str
    product: Product
    layout: Layout
    geometry: Geometry
    options: Mapping[str, Any]
    palette: Palette
    fonts: Mapping[str, tuple[str, ...]]
    scale: Mapping[str, float]
    bleed: float
    fitted: Mapping[str, Geometry] = field(default_factory=dict)
    """Articles that are set on measures of their own, to fit their pages."""
    scripts: tuple[Script, ...] = ()
    """The scripts of the publication that Latin faces do not hold."""
    shrunk: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """Boxes, by article and name, whose type is set smaller to fit them: how small, of 1."""
    spreads: Mapping[str, tuple[Spread, ...]] = field(default_factory=dict)
    """The spreads of each article in two languages on facing pages."""

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles of the product, in its order."""
        by_id = {article.id: article for article in self.publication.articles}
        names = by_id if self.product.articles is None else self.product.articles
        chosen = (by_id[name] for name in names)
        publication, spreads = self.publication, self.spreads
        shown = (marked(one, publication) if self.back else one for one in chosen)
        return tuple(faced(one, spreads[one.id]) if one.id in spreads else one for one in shown)

    @property
    def back(self) -> tuple[Back, ...]:
        """The lists that the product is to have at its back."""
        if not self.layout.settings.back:
            return ()
        own = self.product.back
        return self.publication.settings.back if own is None else own

    @cached_property
    def lists(self) -> tuple[Listed, ...]:
        """The lists at its back that are not empty."""
        notes = bool(self.options.get("note", True))
        return back.lists(self.publication, self.articles, self.back, notes)

    @property
    def repeats(self) -> bool:
        """Whether the product is a card for each person."""
        return (self.product.repeat or self.layout.settings.repeat) == "people"

    @property
    def cards(self) -> tuple[tuple[str, Person], ...]:
        """Whom a card is set for, with their ids, by name; nobody when the product does not repeat.

        A chosen order of ``people`` is kept.
        """
        people, product = self.publication.people, self.product
        if not self.repeats:
            return ()
        if product.people is not None:
            chosen = [(name, people[name]) for name in product.people]
        else:
            order = collation_of(self.publication)
            chosen = sorted(people.items(), key=lambda one: order.key(one[1].name, one[1].family))
        wanted = product.categories
        return tuple(one for one in chosen if wanted is None or one[1].category in wanted)

    @property
    def binding(self) -> str:
        """How the product is bound."""
        return self.product.binding or self.layout.settings.binding or "none"

    @property
    def own_cover(self) -> bool:
        """Whether the cover is a file of its own: around a spine, or on a paper of its own."""
        cover = self.product.cover
        bound = self.binding == "perfect" or (self.binding == "saddle" and cover and cover.stock)
        return cover is not None and bool(bound)

    @property
    def folder(self) -> Folder | None:
        """The way the product is folded, when its pages are panels."""
        return FOLDERS[self.layout.settings.fold] if self.layout.settings.fold else None

    @property
    def trim(self) -> Size:
        """What is cut: a page, or the open sheet of a folder."""
        page = self.geometry.trim
        return flat_size(self.folder, page) if self.folder else page

    @property
    def language(self) -> str:
        """The main language of the product."""
        return self.publication.settings.language

    @property
    def rtl(self) -> bool:
        """Whether the product is read, and bound, from the right."""
        return is_rtl(self.language)


def edition(publication: Publication, key: str, layout: Layout, bleed: float) -> Edition:
    """Make every choice of a product. Raises Problems for an unknown size or option."""
    product, settings = publication.settings.products[key], layout.settings
    publication = localised(publication, product)
    place = Place(str(publication.folder / "publication.yaml"))
    findings: list[Finding] = []
    if settings.abstract:
        message = f"the layout {settings.name!r} is only there to be extended"
        findings += problem("layout/abstract", message, place).findings
    if product.size is not None and product.size not in settings.sizes:
        message = f"the layout {settings.name!r} has no size {product.size!r}"
        hint = did_you_mean(product.size, settings.sizes)
        findings += problem("layout/size", message, place, hint).findings
    for name, value in product.options.items():
        findings += _check_option(settings.name, layout, name, value, place)
    if product.back and not settings.back:
        message = f"the layout {settings.name!r} sets no lists at its back"
        hint = "take `back` out of the product, or choose a booklet"
        findings += problem("layout/back", message, place, hint).findings
    if findings:
        raise Problems(findings)
    needed = scripts.scripts(publication)
    made = Edition(
        publication=publication, key=key, product=product, layout=layout,
        geometry=layout.geometry(product.size).model_copy(update=product.grid.given()),
        options=layout.defaults() | product.options,
        palette=settings.palette | publication.settings.palette,
        fonts=scripts.stacks({**settings.fonts, **publication.settings.fonts}, needed),
        scripts=needed,
        scale={**settings.scale, **publication.settings.scale},
        bleed=bleed,
    )  # fmt: skip
    if made.repeats and not made.cards:
        message = f"the product {key!r} is a card for each person, and there is nobody"
        hint = "import people: printkit import people.csv; or correct `people`, `categories`"
        raise problem("product/no-people", message, place, hint)
    if settings.programme and publication.programme is None:
        message = f"the product {key!r} sets a programme, and there is no programme.yaml"
        hint = "import one: printkit import schedule.xml"
        raise problem("product/no-programme", message, place, hint)
    return made


def _check_option(
    name: str, layout: Layout, option: str, value: Any, place: Place
) -> Iterable[Finding]:
    known = layout.settings.options
    if option not in known:
        message = f"the layout {name!r} has no option {option!r}"
        return problem("layout/option", message, place, did_you_mean(option, known)).findings
    wanted = type(known[option].default)
    if not isinstance(value, wanted) and not (wanted is float and isinstance(value, int)):
        message = f"the option {option!r} is a {wanted.__name__}, not {value!r}"
        return problem("layout/option", message, place, known[option].help).findings
    return ()


@dataclass
class _Slots:
    """Hands out reserved boxes while a template is rendered."""

    slots: list[Slot] = field(default_factory=list)

    def __call__(self, kind: str, width: str, height: str, alt: str = "", **data: Any) -> Markup:
        size = Size(points(width), points(height))
        name = f"slot-{len(self.slots) + 1}"
        self.slots.append(Slot(name, kind, size, data))
        style = f"width:{size.width:g}pt;height:{size.height:g}pt"
        role = Markup(' role="img" aria-label="{}"').format(alt) if alt else ""
        box = Markup('<div class="slot slot-{}" id="{}" style="{}"{}></div>')
        return box.format(kind, name, style, role)


def compose(edition: Edition, faces: tuple[Face, ...]) -> Composition:
    """Render the templates of an edition.

    Raises Problems with template file, line and source line where a template fails.
    """
    slots = _Slots()
    environment = _environment(edition)
    environment.globals["slot"] = slots
    environment.globals["fit"] = _fit(edition, faces)
    if edition.folder:
        environment.globals["panel"] = Panels(edition.folder, slots.slots)
    with template_errors(edition.layout):
        names = _names(edition, faces)
        html = environment.get_template(TEMPLATE).render(names)
        styles = [
            environment.get_template(f"{name}/{STYLE}").render(names)
            for name, folder in reversed(edition.layout.folders)
            if (folder / STYLE).is_file()
        ]
    if any(script.rtl for script in edition.scripts):
        styles = [from_the_start(css) for css in styles]
    if edition.rtl:
        styles = [mirrored(css) for css in styles]
    styles.insert(0, f"html {{ --paragraphs: {edition.layout.settings.paragraphs} }}")
    if edition.folder:
        styles.append(rules(edition.folder, edition.geometry.trim))
    files = set(edition.publication.inputs)
    files |= {path for _, folder in edition.layout.folders for path in folder.rglob("*")}
    html = local_links(html, {article.id for article in edition.articles})
    html = set_runs(html, edition.language, edition.publication.settings.languages)
    stack = (*edition.fonts["text"], *edition.fonts["text-han"])
    html = set_ruby(html, lambda text: width(text, stack, faces))
    head, parts = cut(html, edition.layout.settings.parts)
    return Composition(
        head=head,
        parts=parts,
        css="\n".join(styles),
        folder=edition.publication.folder,
        files=frozenset(path.resolve() for path in files),
        faces=faces,
        trim=edition.geometry.trim,
        bleed=edition.bleed,
        slots=tuple(slots.slots),
    )


def _fit(edition: Edition, faces: tuple[Face, ...]) -> Callable[..., float]:
    """Return the function that sizes a line of a template: points, ``most`` at the largest."""

    def fit(text: str, role: str, room: float, most: float, weight: int = 400) -> float:
        stack = (*edition.fonts[role], *edition.fonts["text-han"], *edition.fonts["display-han"])
        ems = width(str(text), stack, faces, weight)
        # A hair less than the room, so that rounding does not break the line.
        return min(most, 0.995 * room / ems) if ems else most

    return fit


def _environment(edition: Edition) -> SandboxedEnvironment:
    folders = {name: FileSystemLoader(folder) for name, folder in edition.layout.folders}
    environment = SandboxedEnvironment(
        loader=ChoiceLoader([*folders.values(), PrefixLoader(folders)]),
        bytecode_cache=COMPILED,
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = environment.filters
    filters["inline"] = lambda text, lang=edition.language: Markup(inline(str(text), lang))
    filters["stack"] = lambda names: ", ".join(f'"{name}"' for name in names)
    filters["quoted"] = _quoted
    filters["prose"] = lambda text, one: Markup(inline(str(text), one.language, one.head.smart))
    filters["set_body"] = set_body
    filters["endnotes"] = lambda html: endnotes(str(html))
    folder, leading = edition.publication.folder, edition.geometry.leading
    filters["on_grid"] = lambda html, *rooms: on_grid(html, folder, leading, *rooms)
    return environment


def _quoted(text: object) -> str:
    """Return a CSS string."""
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _names(edition: Edition, faces: tuple[Face, ...]) -> dict[str, Any]:
    """Return the names that a template may use."""
    publication = edition.publication
    return {
        "publication": publication.settings,
        "event": publication.settings.event,
        "articles": edition.articles,
        "back": edition.lists,
        "people": publication.people,
        "person": lambda name: person_of(publication, name),
        "cards": edition.cards,
        "programme": publication.programme,
        "cast": _cast(publication),
        "timetables": timetables,
        "biographies": {k: Markup(v) for k, v in publication.biographies.items()},
        "colophon": Markup(publication.colophon),
        "product": edition.product,
        "key": edition.key,
        "binding": edition.binding,
        "cover": None if edition.own_cover else edition.product.cover,
        "rtl": edition.rtl,
        "language": edition.language,
        "options": edition.options,
        "geometry": edition.geometry,
        "fitted": edition.fitted,
        "shrunk": edition.shrunk,
        "trim": edition.geometry.trim,
        "bleed": edition.bleed,
        "panels": sizes(edition.folder, edition.geometry.trim) if edition.folder else {},
        "palette": edition.palette,
        "fonts": edition.fonts,
        "scripts": scripts.settings(edition.fonts, edition.scripts, faces),
        "set_in": lambda name: set_in(edition.scale[name], edition.geometry),
        "column": lambda span=1: column(edition.geometry, span),
        "dates": dates,
        "words": words,
        "figure": _figure,
        "html": Markup,
    }


def _cast(publication: Publication) -> Cast | None:
    programme = publication.programme
    return Cast(programme, publication.people, collation_of(publication)) if programme else None


def person_of(publication: Publication, name: str) -> Person:
    """Return a person by id. Raises Problems (``person/missing``) when there is none."""
    if name not in publication.people:
        place = Place(str(publication.folder / "publication.yaml"))
        hint = did_you_mean(name, publication.people)
        raise problem("person/missing", f"no person {name!r} in people/", place, hint)
    return publication.people[name]


def _figure(article: Article, name: str, classes: str = "") -> Markup:
    picture = article.head.images[name]
    anchor = lead_anchor(article) if name == article.head.lead else ""
    image = Markup('<img src="{}" alt="{}">').format(picture.file, picture.alt)
    smart = article.head.smart
    return Markup(figure(str(image), picture, article.language, classes, ("", anchor), smart))
