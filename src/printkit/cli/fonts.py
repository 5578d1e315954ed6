"""``printkit fonts``: the families that layouts can name."""

from pathlib import Path

import click


@click.command(epilog="Example: printkit fonts")
@click.option("--publication", type=click.Path(path_type=Path), help="Look there first.")
def command(publication: Path | None) -> int:
    """List the font families: weights, licence, and what to install where one is missing."""
    from printkit.compose import faces

    for name, (family, folder) in faces.families(publication).items():
        weights = " ".join(map(str, family.weights)) + (" italic" if family.italic else "")
        there = faces.source(family, folder, family.upright) is not None
        state = "" if there else f"  missing: pip install {family.install or family.package}"
        click.echo(f"{name:24} {weights:24} {family.licence}{state}")
    return 0
