"""`printkit watch` builds again after an edit; `printkit cache` tells what is kept."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from printkit.cli import run
from printkit.model.store import Store

Make = Callable[..., Path]
Watched = tuple[subprocess.Popen[str], Path, Path]


@pytest.fixture
def watched(make: Make, tmp_path: Path) -> Iterator[Watched]:
    folder, out = make(), tmp_path / "out"
    command = [sys.executable, "-m", "printkit", "watch", str(folder), "--out", str(out)]
    command += ["--product", "insert"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        yield process, folder, out / "insert-screen.pdf"
        process.kill()


def _text(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pdf:
        return "\n".join(page.get_textpage().get_text_bounded() for page in pdf)


def test_an_edit_is_built_and_a_mistake_is_told(watched: Watched) -> None:
    process, folder, file = watched
    assert process.stdout
    assert process.stderr
    article = folder / "one.md"
    text = article.read_text("utf-8")
    assert "insert-screen.pdf" in process.stdout.readline()
    article.write_text(text.replace("In the beginning", "At the outset"), "utf-8")
    assert "insert-screen.pdf" in process.stdout.readline()
    assert "At the outset" in _text(file).replace("\r\n", " ")
    good = file.read_bytes()
    article.write_text(text.replace("two.md", "tow.md"), "utf-8")
    assert "[reference/unknown]" in process.stderr.readline()
    assert file.read_bytes() == good
    article.write_text(text, "utf-8")
    assert "insert-screen.pdf" in process.stdout.readline()
    assert file.read_bytes() != good
    os.kill(process.pid, signal.SIGINT)
    assert process.wait(60) == 130


def test_an_interruption_while_memory_is_swept_is_not_lost(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from printkit.typeset import sweeping

    class Swept:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setenv("PRINTKIT_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(sweeping, "rest", lambda: Swept() and None)
    arguments = ["watch", str(make()), "--out", str(tmp_path / "out"), "--product", "insert"]
    assert run(arguments) == 130


def test_the_cache_is_shown_and_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PRINTKIT_CACHE", str(tmp_path / "kept"))
    Store(tmp_path / "kept").put("parts", "abc", b"x" * 1_000_000)
    assert run(["cache"]) == 0
    assert "1 files, 1.0 MB" in capsys.readouterr().out
    assert run(["cache", "--clear"]) == 0
    assert "0 files, 0.0 MB" in capsys.readouterr().out
