"""The programme of a publication: read with it, and its errors among its own."""

import pytest

from printkit.model.finding import Problems
from printkit.sources.publication import read

PROGRAMME = """\
sessions:
  - {title: Opening, start: 2024-09-25 09:00, end: 2024-09-25 09:30, room: Hall A}
"""


def test_a_publication_without_a_programme_has_none(make):
    assert read(make())[0].programme is None


def test_errors_of_the_programme_are_raised_with_those_of_the_articles(make):
    folder = make(**{"programme.yaml": PROGRAMME.replace("09:30", "08:30"), "two.md": "no head"})
    with pytest.raises(Problems) as caught:
        read(folder)
    assert {"programme/ends-before", "article/no-head"} <= {f.code for f in caught.value.findings}
    place = next(f.place for f in caught.value.findings if "programme" in f.code)
    assert (place.path, place.line) == (str(folder / "programme.yaml"), 2)


def test_the_programme_is_an_input(make):
    folder = make(**{"programme.yaml": PROGRAMME})
    publication, _ = read(folder)
    assert publication.programme.sessions[0].title == "Opening"
    assert folder / "programme.yaml" in publication.inputs
