"""Pictures of pages: in the page or beside its file, never from the net."""

import base64
import binascii
from pathlib import Path
from urllib.parse import unquote, urlsplit

from printkit.sources.intake.account import Account
from printkit.sources.intake.pieces import Piece

_MOST = 200_000_000


def picture(source: str, alt: str, line: int, account: Account) -> Piece | None:
    """Return the place of a picture in the text, or None when it is left out and reported."""
    data = _data(source.strip(), line, account)
    if data is not None:
        return account.picture(data, alt, line)
    account.source.append(alt)
    account.drop(alt, line, "the text of a picture that is not there")
    return None


def _data(source: str, line: int, account: Account) -> bytes | None:
    if source.startswith("data:"):
        return _inside(source, line, account)
    parts = urlsplit(source)
    if parts.scheme or parts.netloc:
        message = f"the picture {source[:200]!r} is elsewhere and is not fetched"
        account.find("import/external", message, line, "save it beside the file, or in the article")
        return None
    folder = Path(account.path).resolve().parent
    path = (folder / unquote(parts.path)).resolve()
    if not parts.path or not path.is_relative_to(folder) or not path.is_file():
        message = f"no picture {source[:200]!r} beside the file"
        account.find("image/missing", message, line, "send it with the manuscript")
        return None
    with path.open("rb") as file:
        return file.read(_MOST)


def _inside(source: str, line: int, account: Account) -> bytes | None:
    head, _, body = source.partition(",")
    try:
        return base64.b64decode(body, validate=False) if ";base64" in head else unquote_bytes(body)
    except (binascii.Error, ValueError):
        account.find("image/unreadable", "a picture in the page is broken", line, "ask for it")
        return None


def unquote_bytes(text: str) -> bytes:
    """Return the bytes of a percent-encoded text."""
    return unquote(text, encoding="latin-1").encode("latin-1", "replace")
