"""Write outputs, all or none, with a manifest of what they are and came from."""

import errno
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from printkit import __version__
from printkit.build.unchanged import files_in
from printkit.model.digest import digest
from printkit.model.finding import Place, problem
from printkit.model.measure import Size, mm
from printkit.model.target import Target
from printkit.preflight.reading import pages_in

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Output:
    """One file of a product; ``part`` names it where a target has several.

    ``beside`` are files that go with it, such as its job ticket: ending to content.
    """

    product: str
    target: Target
    part: str
    pdf: bytes
    trim: Size
    path: Path | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return "-".join(filter(None, (self.product, self.part, self.target)))

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.stem}.pdf"

    @property
    def files(self) -> dict[str, bytes]:
        """The file and those beside it, by name."""
        return {self.name: self.pdf} | {self.stem + end: data for end, data in self.beside.items()}


def write_all(
    outputs: Sequence[Output], out: Path, publication: Path, beside: Mapping[str, bytes]
) -> tuple[tuple[Output, ...], Mapping[str, str]]:
    """Write every output, the files ``beside`` them and the manifest into ``out``.

    Everything is written beside its place first, so that a full disk or an interruption leaves
    the last good files. Returns the outputs, and the SHA-256 of each of their files by name. Raises
    Problems when the folder cannot be written.
    """
    written = {name: data for output in outputs for name, data in output.files.items()}
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in written.items()}
    with _disk(out):
        out.mkdir(parents=True, exist_ok=True)
        manifest = _manifest(outputs, digests, out, publication)
        with tempfile.TemporaryDirectory(prefix=".printkit-", dir=out) as name:
            half = Path(name)
            files = {**written, **beside, MANIFEST: manifest}
            for file, data in files.items():
                (half / file).write_bytes(data)
            for file in files:
                (half / file).replace(out / file)
    return tuple(replace(output, path=out / output.name) for output in outputs), digests


@contextmanager
def _disk(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = {errno.ENOSPC: "full", errno.EACCES: "read-only", errno.EROFS: "read-only"}
        kind = code.get(error.errno or 0, "failed")
        hint = {"full": "make room and build again", "read-only": "choose another with --out"}
        raise problem(
            f"output/{kind}", f"cannot write: {error.strerror}; the last good files are kept",
            Place(str(out)), hint.get(kind, ""),
        ) from None  # fmt: skip


def _manifest(
    outputs: Sequence[Output], digests: Mapping[str, str], out: Path, publication: Path
) -> bytes:
    inputs = {
        path.relative_to(publication).as_posix(): digest(path)
        for path in sorted(files_in(publication))
        if path.is_file()
    }
    entries = {
        name: _entry(output, name, data, publication) | {"sha256": digests[name]}
        for output in outputs
        for name, data in output.files.items()
    }
    kept = {k: v for k, v in _before(out).items() if (out / k).is_file()}
    manifest = {
        "printkit": __version__,
        "outputs": dict(sorted((kept | entries).items())),
        "inputs": {publication.name: inputs},
    }
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def _before(out: Path) -> dict[str, Any]:
    try:
        outputs = json.loads((out / MANIFEST).read_text("utf-8"))["outputs"]
    except (OSError, ValueError, KeyError):
        return {}
    return outputs if isinstance(outputs, dict) else {}


def _entry(output: Output, name: str, data: bytes, publication: Path) -> dict[str, object]:
    measured: dict[str, object] = {}
    if name == output.name:
        trim = [round(mm(side), 2) for side in output.trim]
        measured = {"pages": pages_in(data), "trim_mm": trim}
    return {
        "publication": publication.name,
        "product": output.product,
        "target": str(output.target),
        **measured,
        "bytes": len(data),
    }
