"""What products are made for."""

from enum import StrEnum


class Target(StrEnum):
    """What a product is printed on."""

    SCREEN = "screen"
    OFFICE = "office"
    PRESS = "press"
