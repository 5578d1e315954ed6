"""Texts and images that are kept are read once, and read again where anything changed."""

from dataclasses import replace

import pytest
from PIL import Image

from printkit.model.finding import Place, Problems
from printkit.model.store import READ, Store
from printkit.sources import images, kept, markdown
from printkit.sources.citations import Library
from printkit.sources.reading import Context

TEXT = """\
"Words" -- of an {.x} article[^a] with [a link](two.md), ![Sea](sea.png) and HTML <blink>.

[term]{.index entry="a; b"}

[^a]: A *note*.
"""
CONTEXT = Context("one.md", "en", "one", files={"two.md": "two"}, smart=True, lines=True)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store")


@pytest.fixture
def unread(monkeypatch):
    """Let nothing be read, nor remembered in this process alone."""

    def forbid():
        kept._stored.cache_clear()
        images._check_file.cache_clear()
        monkeypatch.setattr(kept, "html", lambda *_: pytest.fail("read again"))
        monkeypatch.setattr(images, "_check_raster", lambda *_: pytest.fail("decoded again"))

    return forbid


def test_a_kept_text_comes_back_whole(store, unread):
    body, reading = markdown.html(TEXT, CONTEXT)
    assert reading.findings
    assert reading.changes
    assert reading.terms
    assert kept.read(TEXT, CONTEXT, store) == (body, reading)
    unread()
    assert kept.read(TEXT, CONTEXT, store) == (body, reading)


def test_a_text_in_another_surrounding_is_another_text(store):
    kept.read(TEXT, CONTEXT, store)
    before = store.size()[0]
    other = Context("one.md", "de", "one", files={"two.md": "two"}, smart=True, lines=True)
    body, _ = kept.read(TEXT, other, store)
    assert "\u201eWords\u201c" in body
    assert store.size()[0] == before + 1


def test_an_entry_that_is_no_reading_is_read_anew(store):
    kept.read(TEXT, CONTEXT, store)
    (path,) = (store.folder / READ).glob("*/*")
    store.put(READ, path.parent.name + path.name, b'{"html": 1}')
    kept._stored.cache_clear()
    assert kept.read(TEXT, CONTEXT, store) == markdown.html(TEXT, CONTEXT)


def test_texts_that_cite_are_not_kept(store, tmp_path):
    cites = Context("one.md", "en", library=Library("", tmp_path, {}))
    kept.read("Words.", cites, store)
    assert store.size() == (0, 0)


def test_a_sound_image_is_decoded_once_and_a_broken_one_each_time(store, tmp_path, unread):
    sound, broken = tmp_path / "a.png", tmp_path / "b.png"
    Image.effect_noise((40, 40), 60).save(sound)
    broken.write_bytes(sound.read_bytes()[:400])
    assert images.check(sound, tmp_path, Place(), store) == []
    (found,) = images.check(broken, tmp_path, Place(), store)
    assert found.code == "image/unreadable"
    assert store.size()[0] == 1
    unread()
    assert images.check(sound, tmp_path, Place(), store) == []


def test_two_processes_read_the_same_as_one(store, monkeypatch):
    texts = [(f"{TEXT}\n\nText {n}.", replace(CONTEXT, article=f"a{n}")) for n in range(5)]
    alone = kept.read_all(texts, None)
    markdown.html.cache_clear()
    monkeypatch.setattr(kept, "_MANY", 0)
    assert kept.read_all(texts, store, fork=True) == alone
    monkeypatch.setattr(kept, "html", lambda *_: pytest.fail("read again"))
    assert kept.read_all(texts, store, fork=True) == alone


def test_a_tangle_in_another_process_is_told(store, monkeypatch):
    monkeypatch.setattr(kept, "_MANY", 0)
    texts = [("Fine.", CONTEXT), ("[" * 20_000, CONTEXT)]
    with pytest.raises(Problems) as raised:
        kept.read_all(texts, store, fork=True)
    assert raised.value.findings[0].code == "markdown/tangled"


def test_a_jpeg_that_ends_early_is_told(store, tmp_path):
    file = tmp_path / "a.jpg"
    Image.effect_noise((400, 300), 60).save(file)
    assert images.check(file, tmp_path, Place(), store) == []
    file.write_bytes(file.read_bytes()[:-3000])
    [finding] = images.check(file, tmp_path, Place(), store)
    assert finding.code == "image/unreadable"
