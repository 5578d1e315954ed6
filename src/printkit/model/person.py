"""What a person is: names, roles and the words of a bio block."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from printkit.model.language import Language, Names
from printkit.model.settings import Settings


class Role(Settings):
    """An office that a person holds or held: ``title`` at ``body``."""

    title: str
    body: str | None = None
    former: bool = False


def _role(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    title, _, body = value.partition(" | ")
    return {"title": title, "body": body or None}


class Person(Settings):
    """A person of a bio block or a signature block: ``people/<id>.yaml``."""

    name: str = Field(description="The name as printed in the publication's language.")
    names: Names = Field({}, description="The name in other languages or scripts.")
    prefix: str | None = Field(None, description='Printed before the name, such as "Dr."')
    suffix: str | None = Field(None, description='Printed after the name, such as "MD, PhD".')
    roles: tuple[Annotated[Role, BeforeValidator(_role)], ...] = Field(
        (), description='Each role is "Title | Body" or a mapping with title, body and former.'
    )
    affiliations: tuple[str, ...] = ()
    portrait: str | None = None
    portrait_alt: str | None = None
    biography: str | None = Field(None, description="Markdown.")
    signature: str | None = Field(None, description="An image of the signature.")
    orcid: Annotated[str, Field(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")] | None = None
    email: str | None = None
    family: str | None = Field(
        None, description="The family name, by which an index is sorted. Default: the last word."
    )
    city: str | None = None
    country: str | None = None
    language: Language | None = Field(None, description="The language of the person.")
    category: str | None = Field(None, description='What a badge says: "Speaker", "Delegate".')
    number: str | None = Field(None, description="The registration number, for codes on badges.")
