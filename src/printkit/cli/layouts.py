"""``printkit layouts``: what there is to choose from."""

from pathlib import Path

import click

from printkit.model.measure import mm


@click.command(epilog="Example: printkit layouts classic-a5")
@click.argument("name", required=False)
@click.option("--publication", type=click.Path(path_type=Path), help="Look there first.")
def command(name: str | None, publication: Path | None) -> int:
    """List the layouts, or describe the layout NAME with its sizes and options."""
    from printkit.compose import layouts

    path = layouts.search_path(publication)
    if name:
        _describe(name, path)
        return 0
    for settings in (layout.settings for layout in layouts.concrete(path)):
        click.echo(f"{settings.name:14} {settings.title}  [{', '.join(settings.sizes)}]")
    return 0


def _describe(name: str, path: list[Path]) -> None:
    from printkit.compose import layouts

    layout = layouts.find(name, path)
    settings = layout.settings
    click.echo(f"{settings.title}\n{settings.description}\n\nSizes:")
    for key, geometry in settings.sizes.items():
        width, height = (f"{mm(side):g}" for side in geometry.trim)
        click.echo(f"  {key:14} {width} x {height} mm, {geometry.text:g}/{geometry.leading:g} pt")
    click.echo("\nOptions:")
    for key, option in settings.options.items():
        click.echo(f"  {key:14} {option.default!r:8} {option.help}")
    click.echo("\nColours:  " + ", ".join(f"{k} {c.screen}" for k, c in settings.palette.items()))
    click.echo("Fonts:    " + "; ".join(f"{k}: {', '.join(v)}" for k, v in settings.fonts.items()))
    click.echo("Folders:  " + ", ".join(str(folder) for _, folder in layout.folders))
