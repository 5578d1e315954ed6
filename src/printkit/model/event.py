"""What an event is: the congress or meeting that a publication is made for."""

from datetime import date

from pydantic import Field

from printkit.model.language import Names
from printkit.model.settings import Settings


class Organiser(Settings):
    """A body that hosts the event, with its logo (an image file beside the publication)."""

    name: str
    names: Names = {}
    logo: str | None = None


class Event(Settings):
    """The congress or meeting that a publication is made for."""

    name: str
    names: Names = {}
    short: str | None = Field(None, description="Short name, for running heads and inserts.")
    start: date | None = None
    end: date | None = None
    city: str | None = None
    venue: str | None = None
    theme: str | None = None
    organisers: tuple[Organiser, ...] = ()
