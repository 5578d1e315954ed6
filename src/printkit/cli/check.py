"""``printkit check``: everything a build does, without writing."""

from pathlib import Path

import click

from printkit.cli.speak import progress, show
from printkit.model.store import Store, cache_folder


@click.command(epilog="Example: printkit check articles/voices --strict")
@click.argument("publication", type=click.Path(path_type=Path), default=Path())
@click.option("--product", "products", multiple=True, help="Check this product only; repeatable.")
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
def command(publication: Path, products: tuple[str, ...], strict: bool) -> int:
    """Build PUBLICATION in memory and say what is wrong; nothing is written."""
    from printkit.build.order import Order
    from printkit.model.finding import Problems
    from printkit.typeset.ahead import ahead
    from printkit.typeset.sweeping import swept_rarely

    order = Order(publication, products=products, strict=strict, store=Store(cache_folder()))
    try:
        with swept_rarely(), ahead(order.forks):
            from printkit.build.recipe import make

            with progress() as say:
                made = make(order, say)
    except Problems as problems:
        show(problems.findings)
        return 1
    show(made.findings)
    for ledger in made.ledgers:
        if ledger.accounts:
            click.echo(ledger.summary(), err=True)
    click.echo(f"{len(made.outputs)} files would be written")
    return 0
