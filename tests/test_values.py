"""What YAML texts say is kept, and is the same when it comes back."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.model.finding import Problems
from printkit.model.layout import LayoutSettings
from printkit.model.publication import PublicationSettings
from printkit.model.store import Store
from printkit.sources import settings, values
from printkit.sources.settings import parse
from printkit.sources.values import keep, kept_in, known

ROOT = Path(__file__).parents[1]
LAYOUTS = sorted((ROOT / "layouts").glob("*/layout.yaml"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
    | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(min_size=1), inner),
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were read as YAML."""
    texts: list[str] = []
    yaml = settings._yaml

    def noted(text: str, path: str, first_line: int) -> object:
        texts.append(text)
        return yaml(text, path, first_line)

    monkeypatch.setattr(settings, "_yaml", noted)
    return texts


@given(PLAIN)
def test_plain_values_come_back_as_they_were(value: object) -> None:
    class One:
        data = b""

        def get(self, *_: str) -> bytes:
            return self.data

        def put(self, _: str, __: str, data: bytes) -> None:
            self.data = data

    with kept_in(One()):  # type: ignore[arg-type]
        keep("text", value)
        back = known("text")
    assert back == value
    assert type(back) is type(value)


@pytest.mark.parametrize("value", [{1: "one"}, {"": "day"}, {"a": {2, 3}}, [object()]])
def test_what_is_not_plain_is_not_kept(value: object, store: Store) -> None:
    with kept_in(store):
        keep("text", value)
        assert known("text") is None


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.parent.name)
def test_settings_are_the_same_from_what_is_kept(path: Path, store: Store, read: list[str]) -> None:
    text = path.read_text()
    first = _read(text, path, store)
    assert read == [text]
    again = _read(text, path, store)
    assert read == [text]
    assert again == first
    assert again.model_fields_set == first.model_fields_set


def _read(text: str, path: Path, store: Store) -> LayoutSettings:
    settings._once.cache_clear()
    with kept_in(store):
        return parse(text, str(path), LayoutSettings)


def test_a_mistake_in_a_text_that_is_known_is_told_with_its_line(store: Store) -> None:
    text = "title: A book\ndate: 2024-09-25\narticels: []\n"
    told = []
    for _ in range(2):
        settings._once.cache_clear()
        with kept_in(store), pytest.raises(Problems) as caught:
            parse(text, "publication.yaml", PublicationSettings)
        told.append(caught.value.findings)
    assert told[0] == told[1]
    assert 3 in {finding.place.line for finding in told[0]}


def test_without_a_store_nothing_is_kept() -> None:
    with kept_in(None):
        keep("text", {"a": date(2024, 9, 25)})
        assert values.known("text") is None
