"""The panels of a folder: each is a page of its own, as wide as its panel.

So text flows from panel to panel and never over a fold; the press lays the panels side by side.
"""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from printkit.compose.composition import Slot
from printkit.model.finding import did_you_mean
from printkit.model.folders import Folder, page_widths, pages_of, panel_names
from printkit.model.measure import Size

PANEL = "panel"
"""The kind of the slots that tell on which pages a panel has come to lie."""


class Panels:
    """Hands out the panels of a folder while a template is rendered.

    ``{% call panel("front") %}...{% endcall %}`` fills one; ``inside`` is all of the inside, and
    text flows through it. What is empty takes no page. Raises ValueError for a name that is
    unknown or used twice.
    """

    def __init__(self, folder: Folder, slots: list[Slot]) -> None:
        self._folder, self._slots = folder, slots
        self._filled: set[int] = set()

    def __call__(self, name: str, caller: Callable[[], str]) -> Markup:
        """Return the section of a panel."""
        pages = set(pages_of(self._folder, name))
        if not pages:
            hint = did_you_mean(name, names(self._folder))
            raise ValueError(f"a {self._folder.name} has no panel {name!r}; {hint}")
        if pages & self._filled:
            raise ValueError(f"the panel {name!r} is filled twice")
        self._filled |= pages
        content = caller()
        if not content.strip():
            return Markup("")
        slot = Slot(f"panel-{name}", PANEL, Size(0, 0), {"name": name})
        self._slots.append(slot)
        section = Markup('<section class="panel {}" id="{}" style="page: {}">{}</section>')
        return section.format(slot.id, slot.id, name, content)


def names(folder: Folder) -> list[str]:
    """Return all names that a template can use: of single panels and of runs of them."""
    single = panel_names(folder)
    runs = (name.rsplit("-", 1)[0] for name in single)
    return list(dict.fromkeys((*runs, *single)))


def sizes(folder: Folder, trim: Size) -> dict[str, Size]:
    """Return the size of each panel by name; of a run, its first one's."""
    widths = page_widths(folder, trim.width)
    return {name: Size(widths[pages_of(folder, name)[0]], trim.height) for name in names(folder)}


def rules(folder: Folder, trim: Size) -> str:
    """Return the CSS that gives each panel's page its width."""
    return "\n".join(_rules(folder, trim))


def _rules(folder: Folder, trim: Size) -> Iterator[str]:
    widths = page_widths(folder, trim.width)
    for name in names(folder):
        for number, page in enumerate(pages_of(folder, name), 1):
            which = f":nth({number} of {name})" if number > 1 else name
            yield f"@page {which} {{ size: {widths[page]:g}pt {trim.height:g}pt }}"
