"""The report of how even pages are, and what a strict build says of them."""

import json

import pytest
from click.testing import CliRunner

from printkit.build.recipe import Order, build
from printkit.cli import cli
from printkit.model.finding import Problems, Severity

BOOK = """\
title: Voices
date: 2024-09-25
articles: [one.md]
products: {booklet: {layout: classic-a5, targets: [screen]}}
"""
LOOSE = (
    "a 12345678901234567890123456789012345678 and so on until all of it is said and done, here. "
)
LONG = "Unquestionably incomprehensibilities notwithstanding, counterrevolutionaries reconsidered. "


def publication(make, words=LOOSE):
    text = f"---\ntitle: One\n---\n\nA first line.\n\n{words * (2 if words is LOOSE else 12)}\n"
    return make(**{"publication.yaml": BOOK, "one.md": text})


def run(*arguments):
    return CliRunner().invoke(cli, ["typography", *map(str, arguments)], standalone_mode=False)


def test_the_report_has_a_row_for_each_page_and_one_for_all(make, tmp_path):
    folder = publication(make)
    table = run(folder).stdout.splitlines()
    assert table[0] == "booklet"
    assert table[1].split()[:4] == ["page", "lines", "badness", "worst"]
    run(folder, "--json", tmp_path / "t.json")
    told = json.loads((tmp_path / "t.json").read_text())["booklet"]
    assert len(table) == 4 + len(told["pages"])
    assert table[-2].split()[:2] == ["all", str(told["total"]["lines"])]
    assert told["total"]["lines"] == sum(page["lines"] for page in told["pages"]) > 2
    assert told["total"]["loose"] >= 1


def test_a_strict_build_tells_of_loose_lines_at_their_place(make, tmp_path):
    folder = publication(make)
    assert not build(Order(folder, tmp_path / "a")).findings
    found = build(Order(folder, tmp_path / "b", strict=True)).findings
    loose = [one for one in found if one.code == "typography/loose"]
    assert loose
    assert loose[0].severity is Severity.INFO
    assert (loose[0].place.path[-6:], loose[0].place.line) == ("one.md", 7)


def test_hyphens_below_one_another_fail_a_strict_build(make, tmp_path):
    folder = publication(make, LONG)
    with pytest.raises(Problems) as caught:
        build(Order(folder, tmp_path / "a", strict=True))
    assert {(f.code, f.place.line) for f in caught.value.findings} == {("typography/stack", 7)}


def test_an_unknown_product_is_an_error_with_a_hint(make):
    result = run(publication(make), "--product", "boklet")
    assert result.return_value == 1
    assert "booklet" in result.output
