"""``printkit doctor``: is everything there that a build needs?"""

import ctypes.util
import platform
import shutil
import sys
from importlib.metadata import PackageNotFoundError, version

import click

PACKAGES = ("weasyprint", "reportlab", "jinja2", "click", "pikepdf", "pydantic", "uharfbuzz")
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
JUDGES = {"pdftoppm": "poppler-utils", "gs": "ghostscript", "mutool": "mupdf-tools", "qpdf": "qpdf"}


@click.command()
def command() -> int:
    """Say what is installed and what is missing, and what to type for it."""
    missing = [_python(), *_packages(), *_libraries(), *_fonts()]
    for name, package in JUDGES.items():
        _say(name, shutil.which(name) is not None, f"only tests need it: apt install {package}")
    count = missing.count(False)
    click.echo("everything that a build needs is there" if not count else f"{count} missing")
    return 1 if count else 0


def _say(name: str, there: bool, cure: str, note: str = "") -> bool:
    click.echo(f"{'ok     ' if there else 'missing'}  {name} {note if there else f'- {cure}'}")
    return there


def _python() -> bool:
    return _say("Python", sys.version_info >= (3, 11), "3.11 or newer", platform.python_version())


def _packages() -> list[bool]:
    return [_package(name) for name in PACKAGES]


def _package(name: str) -> bool:
    try:
        return _say(name, True, "", version(name))
    except PackageNotFoundError:
        return _say(name, False, f"pip install {name}")


def _libraries() -> list[bool]:
    return [
        _say(name, ctypes.util.find_library(name) is not None, f"apt install {package}")
        for name, package in LIBRARIES.items()
    ]


def _fonts() -> list[bool]:
    from printkit.compose import faces

    found = {
        name: (family, faces.source(family, folder, family.upright) is not None)
        for name, (family, folder) in faces.families().items()
    }
    # Families of other scripts are extras: a publication without them does without.
    return [
        _say(f"font {name}", there, f"pip install {family.install}")
        or "printkit[" in (family.install or "")
        for name, (family, there) in found.items()
    ]
