"""``printkit watch``: build again whenever something changes."""

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from printkit.cli.speak import show
from printkit.model.store import Store, cache_folder
from printkit.model.target import Target

if TYPE_CHECKING:
    from printkit.build.order import Order

_STEP = 0.05


@click.command(
    epilog="""\b
Examples:
  printkit watch articles/voices
  printkit watch articles/voices --product booklet --target press
"""
)
@click.argument("publication", type=click.Path(path_type=Path), default=Path())
@click.option("--product", "products", multiple=True, help="Build this product only; repeatable.")
@click.option(
    "--target",
    "targets",
    multiple=True,
    type=click.Choice([str(target) for target in Target]),
    help="Build for this target; default: screen.",
)
@click.option("--printer", metavar="NAME|FILE", help="A printer profile for the press files.")
@click.option("--jobs", type=click.IntRange(1), help="Processes; default: one for each processor.")
@click.option("--out", type=click.Path(path_type=Path), default=Path("build"), show_default=True)
def command(publication: Path, **choices: Any) -> int:
    """Build PUBLICATION whenever one of its files changes, until Ctrl-C.

    Only what changed is laid out again. While there are problems, the last good files stay.
    The account of characters is left to `printkit build`.
    """
    from printkit.build.order import Order
    from printkit.typeset.engine import warm

    choices["targets"] = tuple(map(Target, choices["targets"])) or (Target.SCREEN,)
    order = Order(publication, store=Store(cache_folder()), account=False, **choices)
    with warm():
        while True:
            before = _stamps(order)
            _build(order)
            _rest()
            while _stamps(order) == before:
                time.sleep(_STEP)
            _settle(order)


def _build(order: "Order") -> None:
    from printkit.build.recipe import build
    from printkit.model.finding import Problems
    from printkit.model.held import let_go

    start = time.monotonic()
    try:
        built = build(order)
    except Problems as problems:
        show(problems.findings)
        return
    let_go()
    show(built.findings)
    names = ", ".join(name for output in built.outputs for name in output.files)
    click.echo(f"{time.monotonic() - start:.2f} s: {names}")


def _rest() -> None:
    """Sweep memory. A Ctrl-C meanwhile waits: raised in the end of an object, it would be lost."""
    from printkit.typeset.sweeping import rest

    asked: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: asked.append(number))
    try:
        rest()
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        raise KeyboardInterrupt


def _stamps(order: "Order") -> dict[Path, tuple[int, int]]:
    from printkit.build.unchanged import inputs

    stamps = {}
    for path in inputs(order):
        try:
            stat = path.stat()
        except OSError:
            continue
        stamps[path] = stat.st_size, stat.st_mtime_ns
    return stamps


def _settle(order: "Order") -> None:
    """Wait until nothing is being written: programs save in several steps."""
    before = None
    while before != (now := _stamps(order)):
        before = now
        time.sleep(_STEP)
