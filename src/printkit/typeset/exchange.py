"""A part of a document laid out by itself, in step with the others.

WeasyPrint lays out pages in passes until page numbers in the text are right, and puts running
heads and folios on them at the end. After each pass a part stops here, tells how many pages it
has, and is told on which page it begins and where the other parts' anchors are. Only pages whose
references changed are then laid out again, by WeasyPrint's own means. This is the one place that
knows its inside.
"""

import queue
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from printkit.typeset import turning
from printkit.typeset.engine import Engine
from printkit.typeset.turning import can_turn, turn

_ID = re.compile(r'\sid="([^"]*)"')
_LINK = re.compile(r'\shref="#([^"]*)"')
AWAY = "printkit-part:"
"""Scheme of links into another part, until the parts are joined."""
_STACK = 256 * 1024 * 1024


@dataclass(frozen=True)
class Report:
    """What a part tells after a pass: its pages, and the page of each anchor, from 0.

    ``side`` is where it must begin: right, left, or empty where any page will do; ``right`` is
    where it begins. A part that ``turns`` need not be laid out again to begin elsewhere.
    """

    pages: int
    anchors: Mapping[str, int]
    side: str
    right: bool
    turns: bool = False


@dataclass(frozen=True)
class Truth:
    """What a part is told: pages before it, the side it begins on, pages of all anchors from 1."""

    before: int = 0
    right: bool = True
    anchors: Mapping[str, int] = field(default_factory=dict)

    def of(self, names: Iterable[str]) -> "Truth":
        """Return what of this matters to a part with links to these anchors."""
        anchors = {name: self.anchors[name] for name in sorted(names) if name in self.anchors}
        return replace(self, anchors=anchors)

    def after(self, report: Report) -> "Truth":
        """Return what is true of the part behind the one that reports, as far as is known."""
        own = {name: self.before + page + 1 for name, page in report.anchors.items()}
        right = self.right ^ bool(report.pages % 2)
        return Truth(self.before + report.pages, right, {**own, **self.anchors})


@lru_cache(maxsize=4096)
def ids(html: str) -> frozenset[str]:
    """Return the anchors of a part."""
    return frozenset(_ID.findall(html))


@lru_cache(maxsize=4096)
def links(html: str) -> frozenset[str]:
    """Return the anchors that the links of a part lead to."""
    return frozenset(_LINK.findall(html))


class _Dropped(Exception):  # noqa: N818 - it ends a thread
    """A part that is not wanted any more."""


_DROPPED = Truth(-1)


class NotApart(Exception):  # noqa: N818 - it says what the layout does
    """A part that does not begin on a page of its own."""


class Part:
    """A part in a thread of its own, of which one runs at a time."""

    def __init__(self, engine: Engine, html: str, first: bool) -> None:
        self.engine, self.html, self.first = engine, html, first
        self.wanted = links(html)
        self.away = self.wanted - ids(html)
        self.source = engine.source(engine.composition.document(html))
        self.read: set[Path] = set()
        self._truth, self._passes, self._turns = Truth(), 0, False
        self._told: queue.Queue[Truth | None] = queue.Queue()
        self._says: queue.Queue[Any] = queue.Queue()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def lay(self, truth: Truth) -> Report:
        """Lay the part out for the first time, with what is true or a guess."""
        self._truth = truth
        before = threading.stack_size(_STACK)
        self._thread.start()
        threading.stack_size(before)
        return self._report()

    def correct(self, truth: Truth) -> Report:
        """Lay out again what another truth changes."""
        self._told.put(truth)
        return self._report()

    def _report(self) -> Report:
        answer = self._answer()
        if not isinstance(answer, Report):
            raise NotApart("page numbers in the text do not come to rest")
        self.report = answer
        return answer

    def finish(self) -> Any:
        """Return the WeasyPrint document."""
        self._told.put(None)
        return self._answer()

    def drop(self) -> None:
        """End the layout without a document."""
        self._told.put(_DROPPED)
        self._says.get()

    def _answer(self) -> Any:
        answer = self._says.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _run(self) -> None:
        try:
            _current.part = self
            self._says.put(self.engine.document(self.source))
        except BaseException as error:
            self._says.put(error)

    def begun(self, context: Any) -> None:
        """Start where the truth says, so that a good guess saves a pass."""
        if not self.first:
            _turn(context, self._truth if context.side else replace(self._truth, right=True))
        _number(context, self._truth.before)
        anchors = self._truth.anchors
        _refer(context, {name: anchors[name] for name in self.wanted & anchors.keys()})

    def paused(self, context: Any) -> None:
        """Wait after a pass until there is something to do, or the part is finished."""
        self._passes += 1
        if _unrest(context, first=self._passes == 1):
            return
        while True:
            if self._passes > 1 and self._settle(context):
                return
            for name in ("measured", "plans"):  # they are made again if they are needed
                vars(context).pop(name, None)
            self._says.put(self._told_of(context))
            truth = self._told.get()
            if truth is None:
                if self._turns and context.page_maker[0][2] != self._truth.right:
                    turn(context)
                return
            if truth is _DROPPED:
                raise _Dropped
            self._truth, self._passes = truth, self._passes + 1

    def _told_of(self, context: Any) -> Report:
        pages = context.page_maker
        self._turns = not self.first and not context.side and can_turn(context)
        right = self._truth.right if self._turns else pages[0][2]
        anchors = self._anchors(context)
        return Report(len(pages) - 1, anchors, context.side, right, self._turns)

    def _anchors(self, context: Any) -> dict[str, int]:
        return {
            name: item.page_maker_index
            for name, item in context.target_collector.target_lookup_items.items()
            if name not in self.away and item.page_maker_index is not None
        }

    def _settle(self, context: Any) -> bool:
        """Bring pages in line with the truth; return whether some must be laid out again."""
        stays = self.first or self._turns
        again = False if stays else _turn(context, self._truth)
        _number(context, self._truth.before)
        known = {
            name: self._truth.anchors.get(name, 0)
            if name in self.away
            else (item.page_maker_index or 0) + 1 + self._truth.before
            for name, item in context.target_collector.target_lookup_items.items()
            if name in self.wanted
        }
        return _refer(context, known) or again


_current = threading.local()


def install() -> None:
    """Let WeasyPrint's layout stop after each pass where a part is laid out."""
    import weasyprint.document
    from weasyprint import layout
    from weasyprint.css.targets import TargetLookupItem
    from weasyprint.layout import LayoutContext

    if getattr(weasyprint.document.LayoutContext, "stops", False):
        return

    class Stopping(LayoutContext):  # type: ignore[misc]
        """A context that reports when the pages of a pass are complete."""

        stops = True

        def __init__(self, *args: Any) -> None:
            self.part: Part | None = getattr(_current, "part", None)
            self.shown: dict[str, int] = {}
            self.made: dict[int, Any] = {}
            self.numbered, self.side = 0, ""
            super().__init__(*args)
            if self.part and not self.part.first:
                self.side = _side(self.style_for, self.part.source.etree_element)
            for name in self.part.away if self.part else ():
                item = TargetLookupItem("up-to-date")
                item.target_box = SimpleNamespace(cached_counter_values={})
                self.target_collector.target_lookup_items[name] = item

        @property
        def page_maker(self) -> Any:
            return self._pages

        @page_maker.setter
        def page_maker(self, pages: Any) -> None:
            self._pages = pages
            # The list is set empty at first, and cut to its pages at the end of each pass.
            if pages and self.part:
                self.part.paused(self)

    turning.install()
    begin = layout.initialize_page_maker

    def begin_where_told(context: Any, root: Any) -> None:
        begin(context, root)
        if context.part:
            context.part.begun(context)

    layout.initialize_page_maker = begin_where_told
    weasyprint.document.LayoutContext = Stopping


def _side(style_for: Any, root: Any) -> str:
    """Return the side that a part must begin on. Raises NotApart where it need not begin a page."""
    first = next(child for child in root.find("body") if isinstance(child.tag, str))
    style = style_for(first)
    kind, ltr = style["break_before"], style_for(root)["direction"] == "ltr"
    if kind in {"right", "left"}:
        return str(kind)
    if kind in {"recto", "verso"}:
        return "right" if (kind == "recto") == ltr else "left"
    if kind != "page":
        raise NotApart(f"<{first.tag}> does not begin on a page of its own")
    return ""


def _unrest(context: Any, first: bool) -> bool:
    """Tell whether WeasyPrint lays out pages again of itself.

    After the first pass it would, for each page with a reference; the truth is not known yet.
    """
    waiting = {i for i, page in enumerate(context.page_maker) if page[-1]["content_changed"]}
    if first:
        lookups = context.target_collector.counter_lookup_items.values()
        referring = {item.page_maker_index for item in lookups if item.missing_target_counters}
        for at in waiting & referring:
            context.page_maker[at][-1]["content_changed"] = False
        waiting -= referring
    return bool(waiting)


def _number(context: Any, before: int) -> None:
    """Shift the page counters; folios are set from them after the last pass."""
    shift, context.numbered = before - context.numbered, before
    if not shift:
        return
    for _, _, _, state, _ in context.page_maker:
        state[1]["page"] = [state[1].get("page", [0])[-1] + shift]


def _turn(context: Any, truth: Truth) -> bool:
    """Let the part begin on the side that it falls on, after a blank page where it must."""
    _, following, right, state, remake = context.page_maker[0]
    blank = bool(context.side) and (context.side == "right") != truth.right
    wanted = context.side if blank else "any"
    if (right, following["break"]) == (truth.right, wanted):
        return False
    # After a blank page the text begins where it would begin anyway; None would be its end.
    start = {0: None} if blank else None
    following = {**following, "break": wanted}
    context.page_maker[0] = (start, following, truth.right, state, remake)
    remake["content_changed"] = True
    return True


def _refer(context: Any, known: Mapping[str, int]) -> bool:
    """Give references the pages of their targets; return whether pages must be laid out again."""
    collector, pages = context.target_collector, context.page_maker
    changed = {name for name in known if known[name] != context.shown.get(name)}
    context.shown |= known
    for name in changed & collector.target_lookup_items.keys():
        item = collector.target_lookup_items[name]
        item.cached_page_counter_values = {"page": [known[name]]}
    again = False
    for (box, token), item in collector.counter_lookup_items.items():
        at = item.page_maker_index
        if token != "content" or not changed & _referred(box, item):
            continue
        if at is None:
            item.parse_again({})
            continue
        # What WeasyPrint would compare after the pass: without it each page is laid out twice.
        item.cached_page_counter_values = {**pages[at + 1][3][1], "pages": [len(pages) - 1]}
        item.parse_again(item.cached_page_counter_values)
        pages[at][-1]["content_changed"] = again = True
    return again


def _referred(box: Any, item: Any) -> set[str]:
    """Return the anchors that a reference shows the pages of.

    WeasyPrint has no name for those that it finds by an attribute.
    """
    names = set(item.missing_target_counters)
    return names - {None} | ({box.element.get("href", "")[1:]} if None in names else set())
