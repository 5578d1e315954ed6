"""What is laid out already is not laid out again, and nothing shows that it was not."""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from printkit.build.pages import laid_out
from printkit.compose.composition import Composition
from printkit.model.store import Store
from printkit.typeset.bench import Bench
from printkit.typeset.engine import warm
from printkit.typeset.parts import Means

DAY = date(2024, 9, 25)
Book = Callable[..., Composition]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the numbers of the parts that are laid out."""
    numbers: list[int] = []
    before = Bench._laid

    def lay(bench: Bench, number: int, *rest: object) -> object:
        numbers.append(number)
        return before(bench, number, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Bench, "_laid", lay)
    return numbers


def _edited(composition: Composition, number: int, old: str, new: str) -> Composition:
    parts = list(composition.parts)
    assert old in parts[number]
    parts[number] = parts[number].replace(old, new, 1)
    return replace(composition, parts=tuple(parts))


def test_nothing_is_laid_out_when_nothing_changed(
    book: Book, store: Store, laid: list[int]
) -> None:
    composition = book(counts=(2, 6, 3, 4))
    first = laid_out(composition, DAY, Means(1, store))
    assert sorted(laid) == list(range(len(composition.parts)))
    laid.clear()
    assert laid_out(composition, DAY, Means(1, store)) == first
    assert laid == []


def test_a_warm_engine_knows_what_a_cold_one_laid_out_and_the_other_way_round(
    book: Book, store: Store, laid: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    composition = book(counts=(2, 6, 3, 4))
    edited = _edited(composition, 2, "Paragraph 1", "Paragraph one")
    with warm():
        laid_out(composition, DAY, Means(1, store))
        laid.clear()
        laid_out(edited, DAY, Means(1, store))
        assert laid == [2]
    laid.clear()
    laid_out(composition, DAY, Means(1, store))
    laid_out(edited, DAY, Means(1, store))
    assert laid == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    laid_out(composition, DAY, Means(1, store))
    assert sorted(laid) == list(range(len(composition.parts)))


def test_only_the_part_that_was_edited_is_laid_out(
    book: Book, store: Store, laid: list[int]
) -> None:
    composition = book(counts=(2, 6, 3, 4))
    laid_out(composition, DAY, Means(1, store))
    edited = _edited(composition, 2, "Paragraph 1", "Paragraph one")
    laid.clear()
    pages = laid_out(edited, DAY, Means(1, store))
    assert laid == [2]
    assert pages == laid_out(edited, DAY, Means(2))


def test_a_part_that_grows_moves_those_behind_it(book: Book, store: Store) -> None:
    composition = book(counts=(2, 6, 3, 4))
    before = laid_out(composition, DAY, Means(1, store))
    more = "<p>" + "One more paragraph of the same words. " * 120 + "</p><h2"
    grown = _edited(composition, 2, "<h2", more)
    pages = laid_out(grown, DAY, Means(1, store))
    assert pages.count > before.count
    assert pages == laid_out(grown, DAY, Means(2))


def test_a_picture_that_changed_is_set_again(book: Book, store: Store) -> None:
    composition = book(counts=(2, 6, 3, 4))
    before = laid_out(composition, DAY, Means(1, store))
    Image.new("RGB", (600, 600), "#1c2c8a").save(composition.folder / "square.png")
    pages = laid_out(composition, DAY, Means(1, store))
    assert pages.pdf != before.pdf
    assert pages == laid_out(composition, DAY, Means(1))


def test_damaged_entries_are_made_again(book: Book, store: Store, laid: list[int]) -> None:
    composition = book(counts=(2, 6, 3, 4))
    first = laid_out(composition, DAY, Means(1, store))
    for path in store.folder.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-7])
    laid.clear()
    assert laid_out(composition, DAY, Means(1, store)) == first
    assert len(laid) == len(composition.parts)


def test_what_is_set_with_other_rules_is_set_again(book: Book, store: Store) -> None:
    composition = book(counts=(2, 6, 3, 4))
    laid_out(composition, DAY, Means(1, store))
    other = replace(composition, css=composition.css + ".article p { color: #333 }")
    assert laid_out(other, DAY, Means(1, store)) == laid_out(other, DAY, Means(1))


def test_the_pages_do_not_depend_on_how_much_is_held(
    book: Book, laid: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    composition = book(counts=(2, 6, 3, 4))
    whole = laid_out(composition, DAY, Means(1))
    laid.clear()
    monkeypatch.setattr(Bench.__init__, "__defaults__", (3,))
    assert laid_out(composition, DAY, Means(1)) == whole
    assert len(laid) > len(composition.parts)


def test_a_store_keeps_what_was_used_last(tmp_path: Path) -> None:
    store = Store(tmp_path / "store", limit=3000)
    for number in range(5):
        store.put("parts", f"aa{number}", bytes(900))
        path = tmp_path / "store" / "parts" / "aa" / str(number)
        path.touch()
        _age(path, 100 - number)
    assert store.get("parts", "aa0") == bytes(900)
    store.prune()
    assert [n for n in range(5) if store.get("parts", f"aa{n}")] == [0, 3, 4]


def _age(path: Path, seconds: int) -> None:
    now = path.stat().st_mtime
    os.utime(path, (now - seconds, now - seconds))


def test_clearing_a_store_leaves_other_files(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("parts", "abc", b"x")
    (tmp_path / "mine.txt").write_text("mine")
    store.clear()
    assert store.size() == (0, 0)
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_a_store_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file")
    store.put("parts", "abc", b"x")
    assert store.get("parts", "abc") is None
    assert (tmp_path / "file").read_text() == "in the way"
