"""Spot inks: the plates of a file, the spaces that paint on them, alone and with process inks."""

from collections.abc import Mapping, Sequence
from itertools import product

from pikepdf import Array, Dictionary, Name, Object, Pdf

from printkit.press import shading
from printkit.press.colour import Ink, Inks
from printkit.press.functions import evaluator
from printkit.press.spaces import ink, space, spot_names
from printkit.press.spot import Cmyk, separation

_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_UNITS: tuple[Cmyk, ...] = ((1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1))
_NO_PLATE = {"All", "None", *_PROCESS}


class Plates:
    """The spot inks of one file, those of the palette and those that its pages bring."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._spots: dict[str, Object] = {}

    @property
    def spots(self) -> tuple[tuple[str, Object], ...]:
        """The spot inks met so far, with their colour spaces."""
        return tuple(sorted(self._spots.items(), key=lambda item: item[0]))

    def number(self, own: Ink) -> int:
        """Return the number of the plate of a spot ink."""
        self.of(own)
        return list(self._spots).index(own.spot)

    def of(self, own: Ink) -> Object:
        """Return the colour space of a spot ink."""
        if own.spot not in self._spots:
            self._spots[own.spot] = separation(self._pdf, own.spot, own.cmyk)
        return self._spots[own.spot]

    def together(self, spots: Sequence[Ink]) -> Object:
        """Return the colour space of spot inks together with the process inks, in that order.

        A gradient from a spot ink to another colour needs both on the same paint.
        """
        for own in spots:
            self.of(own)
        names = [*(own.spot for own in spots), *_PROCESS]
        alternates = [*(own.cmyk for own in spots), *_UNITS]
        # In the table the first ink runs fastest, with product the last one.
        corners = (corner[::-1] for corner in product((0, 1), repeat=len(names)))
        mixed = [part for corner in corners for part in _mixed(alternates, corner)]
        table = self._pdf.make_stream(bytes(round(part * 255) for part in mixed))
        table.FunctionType, table.BitsPerSample = 0, 8
        table.Size, table.Domain = Array([2] * len(names)), Array([0, 1] * len(names))
        table.Range = Array([0, 1] * 4)
        listed = Array([Name(f"/{name}") for name in names])
        own_space = Array([Name.DeviceN, listed, Name.DeviceCMYK, table])
        self._declare(own_space, {own.spot: own.cmyk for own in spots})
        return self._pdf.make_indirect(own_space)

    def keep(self, obj: Object, resources: Object, inks: Inks) -> None:
        """Keep the inks that a page brings, and turn their proof colours into process inks.

        Raises shading.Refused or calculator.Unknown where a proof colour cannot be worked out.
        """
        names = spot_names(obj)
        if len(names) == 1 and names[0] not in _NO_PLATE:
            self._spots.setdefault(names[0], obj)
        shown = space(obj[2], resources)
        if shown.kind in {"rgb", "lab"}:
            obj[3] = shading.tint(self._pdf, obj[3], lambda parts: ink(shown, parts, inks).cmyk)
            obj[2] = Name.DeviceCMYK
        if obj[0] == Name.DeviceN and space(obj[2], resources).kind == "cmyk":
            self._declare(obj, _alone(obj, names))

    def _declare(self, obj: Object, inks: Mapping[str, Cmyk]) -> None:
        """Tell what each spot ink of a DeviceN space looks like alone, as PDF/X-4 asks."""
        assert isinstance(obj, Array)
        given = obj[4] if len(obj) > 4 else Dictionary()
        colorants = given.get("/Colorants", Dictionary())
        for name, cmyk in inks.items():
            if f"/{name}" not in colorants:
                colorants[f"/{name}"] = separation(self._pdf, name, cmyk)
        given.Colorants = colorants
        if len(obj) == 4:
            obj.append(given)


def _mixed(inks: Sequence[Cmyk], on: Sequence[int]) -> list[float]:
    printed = [own for own, there in zip(inks, on, strict=True) if there]
    return [min(1.0, sum(own[i] for own in printed)) for i in range(4)]


def _alone(obj: Object, names: Sequence[str]) -> dict[str, Cmyk]:
    """Return what each spot ink of a DeviceN space is shown as, without the others."""
    value, alone = evaluator(obj[3]), {}
    for at, name in enumerate(names):
        if name not in _NO_PLATE:
            c, m, y, k = value([float(i == at) for i in range(len(names))])
            alone[name] = (c, m, y, k)
    return alone
