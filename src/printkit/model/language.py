"""Languages, and names in several of them."""

from typing import Annotated

from pydantic import Field

Language = Annotated[
    str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", examples=["en", "zh-Hans"])
]
Names = dict[Language, str]
"""One name in several languages, each as it is to be printed: never re-ordered or re-cased."""


def matches(one: str, other: str) -> bool:
    """Tell whether two tags may mean one language: zh and zh-Hans do, zh-Hans and zh-Hant do not.

    >>> matches("zh", "zh-Hans"), matches("zh-Hant", "zh-Hans"), matches("en-GB", "en")
    (True, False, True)
    """
    one, other = f"{one.lower()}-", f"{other.lower()}-"
    return one.startswith(other) or other.startswith(one)
