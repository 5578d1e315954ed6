"""Feed each reader with broken files for a minute: ``python -m fuzz [READER ...]``.

With Atheris (`pip install atheris`) it is led by coverage, else files are changed at random. A file
that ends in anything but an import without losses, or findings, is kept beside the program.
"""

import argparse
import importlib.util
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from fuzz.seeds import SEEDS


def main() -> int:
    """Fuzz the readers that are named, or all; return 1 when one failed."""
    parser = argparse.ArgumentParser(prog="python -m fuzz")
    parser.add_argument("readers", nargs="*", choices=[[], *SEEDS], default=[])
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        return _fuzz(asked.readers[0], asked.seconds)
    failed = []
    for reader in asked.readers or SEEDS:
        # Atheris ends its process, so each reader has one of its own.
        command = [sys.executable, "-m", "fuzz", reader, "--seconds", str(asked.seconds), "--here"]
        if subprocess.run(command, check=False).returncode:
            failed.append(reader)
    print("failed:" if failed else "all readers held", *failed)
    return 1 if failed else 0


def _fuzz(reader: str, seconds: int) -> int:
    if importlib.util.find_spec("atheris") is None:
        return _at_random(reader, seconds)
    import atheris

    with atheris.instrument_imports(include=["printkit.sources"], enable_loader_override=False):
        from fuzz.target import take
    corpus = Path(".fuzz") / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[reader]):
        (corpus / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=2000", "-max_len=20000",
               f"-artifact_prefix=.fuzz/{reader}-", "-verbosity=0", str(corpus)]  # fmt: skip
    atheris.Setup([sys.argv[0], *options], lambda data: take(reader, data))
    atheris.Fuzz()
    return 0


def _at_random(reader: str, seconds: int) -> int:
    from fuzz.target import take

    draw, end, count = random.Random(os.getpid()), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        data = _changed(bytearray(draw.choice(SEEDS[reader])), draw)
        try:
            take(reader, data)
        except BaseException:
            Path(f".fuzz-{reader}-failed").write_bytes(data)
            raise
        count += 1
    print(f"{reader}: {count:,} files")
    return 0


def _changed(data: bytearray, draw: random.Random) -> bytes:
    for _ in range(draw.randint(1, 8)):
        at = draw.randrange(len(data) + 1)
        end = min(len(data), at + draw.randint(0, 40))
        kind = draw.randrange(4)
        if kind == 0:
            del data[at:end]
        elif kind == 1:
            data[at:at] = data[at:end] * draw.randint(1, 3)
        elif kind == 2:
            data[at:at] = draw.randbytes(draw.randint(1, 6))
        else:
            data[at:end] = draw.choice(
                (b"\0", b"\xff", b"<", b">", b"&", b'"', b"\xe2\x80\xae", b"{")
            )
    return bytes(data)


if __name__ == "__main__":
    sys.exit(main())
