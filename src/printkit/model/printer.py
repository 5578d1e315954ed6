"""What a printer wants of a file."""

from printkit.model.measure import Length
from printkit.model.publication import Settings


class Printer(Settings):
    """A printer profile."""

    name: str
    title: str
    bleed: Length
