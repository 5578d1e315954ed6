"""Papers: what they weigh and how thick they are. Thickness drives spine and creep."""

import re
from dataclasses import dataclass

from printkit.model.finding import did_you_mean, problem
from printkit.model.measure import MM, UNITS


@dataclass(frozen=True)
class Stock:
    """A paper. ``grammage`` is in g/m2, ``caliper`` the thickness of one leaf in points."""

    name: str
    title: str
    grammage: float
    caliper: float


# g/m2 and mm: typical mill values; a printer's own figure goes before them.
_KINDS: dict[str, tuple[str, dict[int, float]]] = {
    "office": ("Office paper", {80: 0.106, 90: 0.112, 100: 0.117, 120: 0.130, 160: 0.170}),
    "uncoated": (
        "Uncoated offset",
        {70: 0.091, 80: 0.104, 90: 0.115, 100: 0.125, 120: 0.148, 140: 0.170, 170: 0.205},
    ),
    "book": ("Bulky book paper, volume 1.75", {60: 0.105, 70: 0.123, 80: 0.140, 90: 0.158}),
    "bible": ("Bible paper", {40: 0.050, 50: 0.062}),
    "coated": (
        "Gloss coated",
        {
            90: 0.066,
            115: 0.084,
            130: 0.095,
            150: 0.110,
            170: 0.127,
            200: 0.152,
            250: 0.200,
            300: 0.250,
            350: 0.300,
        },
    ),
    "silk": (
        "Silk or matt coated",
        {
            90: 0.079,
            115: 0.099,
            130: 0.112,
            150: 0.131,
            170: 0.150,
            200: 0.178,
            250: 0.228,
            300: 0.279,
            350: 0.330,
        },
    ),
    "art": ("Art paper (China)", {105: 0.085, 128: 0.105, 157: 0.130, 200: 0.170, 250: 0.220}),
    "board": ("Folding board", {215: 0.295, 240: 0.340, 270: 0.395, 300: 0.450, 350: 0.540}),
}
STOCKS = {
    f"{kind}-{weight}": Stock(f"{kind}-{weight}", f"{title}, {weight} g/m2", weight, thick * MM)
    for kind, (title, weights) in _KINDS.items()
    for weight, thick in weights.items()
}
CHINA_RULE = 0.001346
"""mm a leaf and g/m2: the rule of thumb of Chinese printers, made for uncoated paper."""
_LB = {"text": 1.48, "cover": 2.704}
"""g/m2 a pound of basis weight: text 25 x 38 in, cover 20 x 26 in."""

_NUMBER = r"(\d+(?:\.\d+)?)"
_GRAMMAGE = re.compile(_NUMBER + r"\s*(gsm|g/m2|g/m²|g)(?![\w/])", re.IGNORECASE)
_POUNDS = re.compile(_NUMBER + r"\s*(?:lb|#)\s*(text|cover)", re.IGNORECASE)
_CALIPER = re.compile(_NUMBER + r"\s*(mm|in|pt|µm|um|ppi)(?!\w)", re.IGNORECASE)


def stock(name: str) -> Stock:
    """Return a paper by its name, or by a printer's figure.

    A figure is a weight, a thickness or both: ``115gsm 0.09mm``, ``60lb text 400ppi``, where ppi
    is pages an inch. A weight alone takes CHINA_RULE. Here ``pt`` is a point of 1/72 inch, not
    a caliper point. Raises Problems (stock/unknown).
    """
    text = name.strip()
    if text.lower() in STOCKS:
        return STOCKS[text.lower()]
    weight, thick = _grammage(text), _caliper(text)
    if thick is None and weight is not None:
        thick = weight * CHINA_RULE * MM
    rest = _CALIPER.sub("", _POUNDS.sub("", _GRAMMAGE.sub("", text))).strip(" ,")
    if thick is None or thick <= 0 or rest:
        hint = did_you_mean(text.lower(), STOCKS) + "; or write a figure such as 115gsm 0.09mm"
        raise problem("stock/unknown", f"no stock {name!r}", hint=hint)
    return Stock(text, text, weight or 0.0, thick)


def _grammage(text: str) -> float | None:
    if match := _GRAMMAGE.search(text):
        return float(match[1])
    if match := _POUNDS.search(text):
        return float(match[1]) * _LB[match[2].lower()]
    return None


def _caliper(text: str) -> float | None:
    match = _CALIPER.search(_POUNDS.sub("", _GRAMMAGE.sub("", text)))
    if not match:
        return None
    figure, unit = float(match[1]), match[2].lower()
    if unit == "ppi":
        return 2 * 72 / figure if figure else None
    return figure * (MM / 1000 if unit in ("µm", "um") else UNITS[unit])


def spine(pages: int, caliper: float) -> float:
    """Return the thickness of a book block in points: a leaf for every two pages."""
    return pages / 2 * caliper


def creep(pages: int, caliper: float, k: float = 1.0) -> float:
    """Return in points how far the innermost leaf of nested sheets is pushed out.

    ``(pages / 4 - 1) x caliper x k``; k is 1 for hard pressed work, 1.4 as a rule of the shop.
    """
    return max(pages / 4 - 1, 0) * caliper * k
