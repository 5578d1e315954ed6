"""Files that LibreOffice can read, as Word files."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from printkit.model.finding import Place, problem

_SECONDS = 180
_SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
"""
# A manuscript neither runs macros nor reaches out for pictures while it is converted.
_FORBIDDEN = ("DisableMacrosExecution", "BlockUntrustedRefererLinks", "DisableActiveContent")


def to_word(data: bytes, path: Path, name: str) -> bytes:
    """Return a file as LibreOffice saves it for Word. Raises Problems when that cannot be."""
    place = Place(str(path))
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        message = f"is {name}, which only LibreOffice can read, and it is not installed"
        hint = "install LibreOffice, or save the file as .docx and import that"
        raise problem("import/format", message, place, hint)
    with tempfile.TemporaryDirectory(prefix="printkit-") as folder:
        home = Path(folder)
        _write_profile(home / "profile" / "user")
        (home / "in").mkdir()
        source = home / "in" / ("manuscript" + path.suffix.lower())
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(home / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", "docx"]
        command += ["--outdir", str(home / "out"), str(source)]
        said = _run(command, home)
        made = home / "out" / "manuscript.docx"
        if not made.is_file():
            message = f"is {name}, which LibreOffice could not convert: {said}"
            raise problem("import/format", message, place, "save it as .docx and import that")
        return made.read_bytes()


def _write_profile(folder: Path) -> None:
    folder.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="{_SECURITY}"><prop oor:name="{name}" oor:op="fuse">'
        "<value>true</value></prop></item>\n"
        for name in _FORBIDDEN
    )
    text = f"{_PROFILE}{items}</oor:items>\n"
    (folder / "registrymodifications.xcu").write_text(text, "utf-8")


def _run(command: list[str], home: Path) -> str:
    """Run a command and return the last line it said, or why there is none."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**os.environ, "HOME": str(home)},
        )
    except subprocess.TimeoutExpired:
        return f"it did not end within {_SECONDS} seconds"
    except OSError as error:
        return str(error.strerror)
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"it ended with code {done.returncode}"
