"""``printkit new``: a publication that builds at once."""

from pathlib import Path

import click

from printkit.model.finding import Place, problem

PUBLICATION = """\
# Build it with: printkit build {folder}
title: {title}
language: en
date: {date}
publisher: Your society

event:
  name: The name of the meeting
  city: The city

articles:
  - first-article.md

products:
  booklet:
    layout: classic-a5
    cover: {{design: rings}}
  insert:
    layout: insert
    size: DL
"""
ARTICLE = """\
---
title: The first article
kicker: Your series
standfirst: One or two sentences that make a reader want the rest.
authors: [first-author]
note: |
  Who asked for this article, and for which meeting.
signoff:
  people: [first-author]
---

Begin here. A paragraph is set apart by an empty line, *emphasis* stands between stars, and a
footnote is called like this.[^1]

## A heading

Link to another article with its file name, and printkit writes its page number.

[^1]: The text of the footnote.
"""
PERSON = """\
name: First Author
roles:
  - Chair | Programme Committee
  - Head of Department | The Hospital
biography: A sentence or two about the author.
"""


@click.command(epilog="Example: printkit new articles/my-congress --title 'My Congress'")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", default="A new publication", show_default=True)
def command(folder: Path, title: str) -> int:
    """Write a small publication into FOLDER that builds at once."""
    from datetime import date

    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        hint = "choose a folder that does not exist yet"
        raise problem("new/exists", "is not empty", Place(str(folder)), hint)
    quoted = '"' + title.replace("\\", "\\\\").replace('"', '\\"') + '"'
    files = {
        "publication.yaml": PUBLICATION.format(folder=folder, title=quoted, date=date.today()),
        "first-article.md": ARTICLE,
        "people/first-author.yaml": PERSON,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        click.echo(path)
    click.echo(f"now: printkit build {folder}")
    return 0
