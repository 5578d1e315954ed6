"""The digest of a file follows its content, and what cannot be read has none."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from printkit.model.digest import digest, digest_if_there


@pytest.mark.parametrize("age", [0, 3600], ids=["just written", "long settled"])
def test_a_digest_follows_the_content(tmp_path: Path, age: int) -> None:
    file = tmp_path / "a.md"
    for change, text in enumerate((b"one", b"two")):
        file.write_bytes(text)
        then = file.stat().st_mtime - age + change
        os.utime(file, (then, then))
        assert digest(file) == digest(file) == sha256(text).hexdigest()


def test_a_file_that_cannot_be_read_is_no_file_without_content(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"none\.md"):
        digest(tmp_path / "none.md")
    assert digest_if_there(tmp_path / "none.md") == ""
