"""``printkit cache``: what is kept so that it need not be made again."""

import click

from printkit.model.store import LIMIT, Store, cache_folder


@click.command(
    epilog="""\b
Examples:
  printkit cache
  printkit cache --clear
  PRINTKIT_CACHE=.cache/printkit printkit build articles/voices
"""
)
@click.option("--clear", is_flag=True, help="Remove everything that is kept.")
def command(clear: bool) -> None:
    """Say where parts, faces and texts are kept, and how much they take.

    The folder is the user's cache, or PRINTKIT_CACHE. Everything in it can be made again.
    """
    store = Store(cache_folder())
    if clear:
        store.clear()
    files, size = store.size()
    click.echo(f"{store.folder}: {files} files, {size / 1e6:.1f} MB of at most {LIMIT / 1e6:.0f}")
