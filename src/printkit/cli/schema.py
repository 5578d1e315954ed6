"""``printkit schema``: JSON Schemas for editors."""

import json

import click
from pydantic import BaseModel

FILES = (
    "publication",
    "article",
    "person",
    "programme",
    "layout",
    "fonts",
    "printer",
    "house",
    "label-sheet",
)


@click.command(
    epilog="""\b
Example: printkit schema publication > publication.schema.json
and in the first line of publication.yaml:
  # yaml-language-server: $schema=publication.schema.json"""
)
@click.argument("file", type=click.Choice(FILES))
def command(file: str) -> int:
    """Print the JSON Schema of a settings FILE, for editors that complete and check it."""
    click.echo(json.dumps(_model(file).model_json_schema(), indent=2, ensure_ascii=False))
    return 0


def _model(file: str) -> type[BaseModel]:
    from printkit.model import article, layout, person, printer, programme, publication, sheets
    from printkit.preflight.house import House

    models: dict[str, type[BaseModel]] = {
        "publication": publication.PublicationSettings,
        "article": article.FrontMatter,
        "person": person.Person,
        "layout": layout.LayoutSettings,
        "fonts": layout.FontList,
        "printer": printer.Printer,
        "house": House,
        "programme": programme.Programme,
        "label-sheet": sheets.LabelSheet,
    }
    return models[file]
