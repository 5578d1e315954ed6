"""Names of fonts and inks as they are spelt, also those that are not UTF-8."""

import re
from typing import Any

_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")


def spelt(value: Any) -> str:
    """Return a name without its slash, or a text.

    PDF names are UTF-8, but Chinese programs long wrote the names of fonts in GB 18030, and pikepdf
    raises on these.
    """
    try:
        return str(value).removeprefix("/")
    except UnicodeDecodeError:
        raw = _CODE.sub(lambda match: bytes.fromhex(match[1].decode()), value.unparse())
        return raw.decode("gb18030", "replace").removeprefix("/")
