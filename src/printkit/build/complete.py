"""Pages that are laid out made into files: slots drawn, characters accounted for, targets finished.

It is imported while the pages are laid out by others.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from printkit.build import evenness
from printkit.build.files import Output
from printkit.build.fill import fill
from printkit.build.finish import finish
from printkit.build.job import Job
from printkit.build.ledger import Ledger, Sources, ledger
from printkit.build.order import Order
from printkit.compose import back, tokens
from printkit.compose.composition import Composition
from printkit.compose.page import Edition
from printkit.model.finding import Finding
from printkit.model.printer import Printer
from printkit.model.processes import meanwhile
from printkit.press.draft import release
from printkit.typeset.weasy import Pages


@dataclass(frozen=True)
class Completed:
    """The files of a product, what was found, and the account of its characters if asked for."""

    outputs: tuple[Output, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger | None


def complete(
    edition: Edition, sources: Sources, pages: Pages, composition: Composition, printer: Printer,
    order: Order,
) -> Completed:  # fmt: skip
    """Make the files of an edition. Raises Problems where it cannot be printed.

    ``sources`` are what its characters are accounted for by.
    """
    findings = [*tokens.faint(edition)]
    findings += evenness.findings(edition, pages.textures) if order.strict else []
    findings += pages.findings
    if edition.folder:
        from printkit.build.folder import panel_findings

        findings += panel_findings(edition, pages)
    findings += back.empty(edition.publication, edition.key, edition.back, edition.lists)
    filled = fill(edition, pages, composition)
    job = Job(edition, filled, printer)
    outputs: list[Output] = []
    more: list[Finding] = []

    def work() -> Ledger:
        html, fork = composition.html, order.forks
        return ledger(edition, sources, html, filled.file, store=order.store, fork=fork)

    with _accounted(work, order) as account:
        targets = order.targets or edition.product.targets
        for number, target in enumerate(targets, 1):
            files, found = finish(job, target, last=number == len(targets))
            outputs += files
            more += found
        release(filled.file)
        made = account()
    findings += made.findings() if made else ()
    return Completed(tuple(outputs), (*findings, *more), made)


@contextmanager
def _accounted(work: Callable[[], Ledger], order: Order) -> Iterator[Callable[[], Ledger | None]]:
    """Account for the characters of pages while they are finished, where there are processors."""
    if not order.account:
        yield lambda: None
    elif order.forks:
        with meanwhile(work) as done:
            yield done
    else:
        made = work()
        yield lambda: made
