"""A command's time and the memory of its whole tree of processes."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Measured:
    """Seconds by the clock, the most MiB that all processes had together, and what was printed."""

    seconds: float
    peak: float
    said: str


def run(command: Sequence[str], **environment: str) -> Measured:
    """Run a command to its end. Raises CalledProcessError where it fails."""
    # Programs that are installed have been compiled once.
    around = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    with subprocess.Popen(
        command, env=around | environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        watch = _Watch(process.pid)
        watch.start()
        said, wrong = process.communicate()
        seconds = time.perf_counter() - start
        watch.ended.set()
    watch.join()
    if process.returncode:
        sys.stderr.write(wrong)
        raise subprocess.CalledProcessError(process.returncode, command)
    return Measured(seconds, watch.peak, said)


class _Watch(threading.Thread):
    """Looks at a tree of processes until it is told that it has ended."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self.peak, self.ended = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.ended.wait(0.05):
            self.peak = max(self.peak, sum(map(_taken, _tree(self._pid))) / 1024)


def _tree(pid: int) -> list[int]:
    found = [pid]
    with suppress(OSError, ValueError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in file.read_text().split():
                found += _tree(int(child))
    return found


def _taken(pid: int) -> int:
    """Return the KiB of a process, with its share of what it has in common with others."""
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0
