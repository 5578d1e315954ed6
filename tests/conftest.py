"""Shared fixtures. An unexpected log record fails the test that caused it."""

import logging
import os
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from PIL import Image, ImageFile

from printkit.model.store import FACES, cache_folder

# The same examples on every run; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

PUBLICATION = """\
title: Voices of the Meeting
names: {zh-Hans: 大会之声}
language: en
date: 2024-09-25
publisher: Example Society
event:
  name: The Example Meeting
  short: EM 2024
  start: 2024-09-25
  end: 2024-09-29
  city: Xiamen
  theme: Care first
  organisers:
    - name: Example Society
articles: [one.md, two.md]
products:
  booklet: {layout: classic-a5, cover: {design: rings}, stock: coated-115}
  insert: {layout: insert, size: DL, articles: [one]}
"""
ONE = """\
---
title: The first voice
kicker: Voices
authors: [anna]
note: |
  This note was written for the **meeting**.
quotes:
  - {text: We counted everything twice., after: 1}
signoff: {people: [anna], date: 25 September 2024, seal: true}
---

In the beginning there was a list, and the list was kept in a drawer.[^1]

It is told again in [the second voice](two.md).

![A square](square.png "A square of colour"){credit="Drawn for this test"}

[^1]: The drawer is still there.
"""
TWO = """\
---
title: The second voice
authors: [anna]
---

Both languages meet here: 患者至上，共享未来。 And it goes on.

{lang=zh-Hans}
这里是**“中文”**段落，
下一行接着写。
"""
ANNA = """\
name: Anna Placeholder
names: {zh-Hans: 安娜}
prefix: Dr.
roles:
  - Chair | Programme Committee
  - {title: Registrar, body: Example Hospital, former: true}
biography: She keeps lists.
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a small publication; files given by name replace or add to its own."""

    def write(**files: str | bytes | None) -> Path:
        folder = tmp_path / "articles" / "voices"
        square = folder / "square.png"
        texts: dict[str, str | bytes | None] = {
            "publication.yaml": PUBLICATION,
            "one.md": ONE,
            "two.md": TWO,
            "people/anna.yaml": ANNA,
        }
        square.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (600, 600), "#8a1c2c").save(square)
        for name, text in (texts | {k.replace("__", "/"): v for k, v in files.items()}).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink(missing_ok=True)
            elif isinstance(text, bytes):
                path.write_bytes(text)
            else:
                path.write_text(textwrap.dedent(text), "utf-8")
        return folder

    return write


@pytest.fixture(autouse=True, scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Give the tests a cache of their own, of which only the faces were there before."""
    own, faces = tmp_path_factory.mktemp("cache"), cache_folder() / FACES
    faces.mkdir(parents=True, exist_ok=True)
    (own / FACES).symlink_to(faces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRINTKIT_CACHE", str(own))
        yield


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse, whoever logs it."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # a test that imports WeasyPrint itself sets it
    with caplog.at_level(logging.WARNING):
        yield
    noise = [record.getMessage() for record in caplog.get_records("call")]
    assert not noise, f"unexpected log records: {noise}"
