"""Parts laid out on a cluster are those laid out here."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from printkit.build.pages import laid_out
from printkit.compose.composition import Composition
from printkit.model.finding import Problems
from printkit.typeset.parts import Means

DAY = date(2024, 9, 25)
Book = Callable[..., Composition]


def _port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[Callable[[int], str]]:
    """Start a scheduler and workers of their own; return its address."""
    with ExitStack() as stack:

        def start(workers: int) -> str:
            at = f"127.0.0.1:{_port()}"
            host, port = at.split(":")
            commands = [["scheduler", "--host", host, "--port", port, "--no-dashboard"]]
            commands += [["worker", f"tcp://{at}", "--nthreads", "1", "--no-nanny",
                          "--no-dashboard"]] * workers  # fmt: skip
            for command in commands:
                whole = [sys.executable, "-m", "distributed.cli.dask_" + command[0], *command[1:]]
                process = subprocess.Popen(
                    whole, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                stack.callback(process.wait)
                stack.callback(process.kill)
            _wait(at, workers)
            return f"dask://{at}"

        yield start


def _wait(at: str, workers: int) -> None:
    from distributed import Client

    with Client(f"tcp://{at}", timeout=60) as client:
        client.wait_for_workers(workers, timeout=60) if workers else None


def test_two_workers_lay_out_the_same_bytes(book: Book, scheduler: Callable[[int], str]) -> None:
    composition = book(counts=(2, 6, 3, 4))
    address = scheduler(2)
    assert laid_out(composition, DAY, Means(executor=address)) == laid_out(
        composition, DAY, Means()
    )


def test_problems_come_back_from_the_workers(book: Book, scheduler: Callable[[int], str]) -> None:
    composition = book('.article h1 { background: url("nowhere.png"); }', counts=(1, 1, 1, 1))
    with pytest.raises(Problems) as caught:
        laid_out(composition, DAY, Means(executor=scheduler(1)))
    assert {finding.code for finding in caught.value.findings} == {"layout/file"}


def test_a_cluster_without_workers_is_a_problem(
    book: Book, scheduler: Callable[[int], str]
) -> None:
    with pytest.raises(Problems, match="executor/empty"):
        laid_out(book(counts=(1, 1, 1, 1)), DAY, Means(executor=scheduler(0)))


def test_a_scheduler_that_is_not_there_is_a_problem(
    book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("printkit.typeset.cluster.PATIENCE", 1)
    with pytest.raises(Problems, match="executor/unreachable"):
        laid_out(book(counts=(1, 1, 1, 1)), DAY, Means(executor=f"dask://127.0.0.1:{_port()}"))
