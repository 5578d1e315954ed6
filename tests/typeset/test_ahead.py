"""The process that has WeasyPrint ready, and work that is done in another process meanwhile."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from printkit.model.processes import can_fork, meanwhile

pytestmark = pytest.mark.skipif(not can_fork(), reason="processes cannot be forked here")
Make = Callable[..., Path]
PROGRAM = """\
import sys
from printkit.cli import run
code = run(sys.argv[1:])
print(" ".join(name for name in ("weasyprint", "pikepdf") if name in sys.modules))
sys.exit(code)
"""


def _build(folder: Path, out: Path, *choices: str, before: str = "") -> "subprocess.Popen[str]":
    temporary = out.with_suffix(".tmp")
    temporary.mkdir()
    return subprocess.Popen(
        [sys.executable, "-c", before + PROGRAM, "build", str(folder), "--out", str(out),
         "--product", "booklet", "--target", "screen", *choices],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"TMPDIR": str(temporary)},
    )  # fmt: skip


def test_workers_of_the_process_that_is_ahead_lay_out_the_same(make: Make, tmp_path: Path) -> None:
    folder, made = make(), {}
    for jobs, imported in (("1", "weasyprint pikepdf"), ("2", "pikepdf"), ("3", "pikepdf")):
        out = tmp_path / jobs
        said, wrong = _build(folder, out, "--jobs", jobs, "--no-cache").communicate()
        assert said.splitlines()[-1] == imported, wrong
        assert not list(out.with_suffix(".tmp").iterdir())
        made[jobs] = {file.name: file.read_bytes() for file in out.iterdir()}
    assert made["1"] == made["2"] == made["3"]


def test_what_hinders_the_process_that_is_ahead_is_told_by_this_one(
    make: Make, tmp_path: Path
) -> None:
    without = "import sys; sys.modules['weasyprint.pdf'] = None\n"
    process = _build(make(), tmp_path / "out", "--jobs", "2", "--no-cache", before=without)
    _, wrong = process.communicate()
    assert process.returncode == 3
    assert wrong.count("ModuleNotFoundError") == 1


def test_nothing_stays_when_a_build_is_killed(make: Make, tmp_path: Path) -> None:
    process = _build(make(), tmp_path / "out", "--jobs", "2", "--no-cache")
    children = []
    while process.poll() is None and not (children := _children(process.pid)):
        time.sleep(0.01)
    process.kill()
    process.communicate()
    assert children
    deadline = time.monotonic() + 30
    while _running(children) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _running(children)
    assert not list((tmp_path / "out.tmp").iterdir())


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += map(int, file.read_text().split())
    return found


def _running(pids: list[int]) -> list[int]:
    kept = []
    for pid in pids:
        with suppress(OSError):
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
            kept += [pid] if state != "Z" else []
    return kept


def test_work_is_done_in_another_process() -> None:
    with meanwhile(os.getpid) as done:
        assert done() != os.getpid()


def test_what_the_work_raises_is_raised_with_its_trace() -> None:
    def work() -> None:
        raise LookupError("nowhere")

    with meanwhile(work) as done, pytest.raises(LookupError, match="nowhere") as raised:
        done()
    assert "in work" in raised.value.__notes__[0]


def test_work_that_nobody_waits_for_is_ended() -> None:
    with meanwhile(signal.pause):
        assert multiprocessing.active_children()
    assert not multiprocessing.active_children()


SEARCHED = """\
import sys
begun = []
sys.addaudithook(lambda event, _: begun.append(event) if event == "subprocess.Popen" else None)
from printkit.typeset import engine
engine.load()
print(len(begun))
"""


def test_no_compiler_is_asked_for_libraries() -> None:
    done = subprocess.run([sys.executable, "-c", SEARCHED], capture_output=True, check=True)
    assert done.stdout.strip() == b"0"


def test_what_a_target_does_not_need_is_not_imported(make: Make, tmp_path: Path) -> None:
    folder = make()
    program = PROGRAM.replace('"weasyprint", "pikepdf"', '"reportlab", "printkit.press.pdfx"')
    said = {}
    for target in ("screen", "press"):
        choices = ["--out", str(tmp_path / target), "--product", "booklet", "--target", target]
        done = subprocess.run(
            [sys.executable, "-c", program, "build", str(folder), *choices],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        said[target] = done.stdout.splitlines()[-1].split()
    assert "printkit.press.pdfx" not in said["screen"]
    assert "printkit.press.pdfx" in said["press"]
