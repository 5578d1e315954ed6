"""What the ledger of a build says, read without the libraries that make it."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

LEDGER = "ledger.json"


def recorded(out: Path) -> dict[str, Any]:
    """Return the accounts of the products that were built into a folder, by product."""
    try:
        data = json.loads((out / LEDGER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) else {}


def summaries(out: Path, products: Iterable[str] = ()) -> list[str]:
    """Return the account of each product (default: of all) in one line."""
    accounts = recorded(out)
    found = (accounts.get(key) for key in tuple(products) or accounts)
    return [str(one["summary"]) for one in found if isinstance(one, dict) and "summary" in one]
