"""Languages, and names in several of them."""

from typing import Annotated

from pydantic import Field

Language = Annotated[
    str, Field(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$", examples=["en", "zh-Hans"])
]
Names = dict[Language, str]
"""One name in several languages, each as it is to be printed: never re-ordered or re-cased."""
