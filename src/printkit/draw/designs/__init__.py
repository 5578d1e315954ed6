"""The cover designs by name."""

from printkit.draw.designs import band, plain, rings
from printkit.draw.panel import Design

DESIGNS: dict[str, Design] = {
    "plain": Design(plain.front, plain.back, plain.spine, plain.flap),
    "band": Design(band.front, band.back, band.spine, band.flap),
    "rings": Design(rings.front, rings.back, rings.spine, rings.flap),
}
