"""One walk over everything that a page draws with: each stream and image is turned once."""

from collections.abc import Sequence

from pikepdf import Array, ContentStreamInlineImage, Dictionary, Name, Object, Pdf, PdfError, Stream

from printkit.model.finding import Finding, Place, Severity
from printkit.press import fonts, images, shading
from printkit.press.calculator import Unknown
from printkit.press.colour import Ink, Inks
from printkit.press.content import KNOCKOUT, OVER, Setting, rewrite, stencil
from printkit.press.plates import Plates
from printkit.press.spaces import COUNT, Space, grey, ink, space, spot_names

_KINDS = ("/XObject", "/Pattern", "/Shading", "/ExtGState", "/Font", "/ColorSpace")
# What pikepdf and Python raise where an object is not of the type that PDF wants there.
_MALFORMED = (AssertionError, AttributeError, IndexError, KeyError, TypeError, ValueError, PdfError)
_MOST_SPOTS = 4
STENCIL = "/PressStencil"


class Walk:
    """The pass over one file; ``findings`` are what could not be turned into inks."""

    def __init__(self, pdf: Pdf, inks: Inks, plain_black: bool = False) -> None:
        self.pdf, self.inks, self.plain_black = pdf, inks, plain_black
        self.findings: list[Finding] = []
        self._page = 0
        self._met: list[Object] = []
        self._shown: set[tuple[int, int]] = set()
        self._done: set[tuple[int, int]] = set()
        self._plates = Plates(pdf)
        self._checked: dict[tuple[int, int], bool] = {}
        self._states = {
            OVER: pdf.make_indirect(Dictionary(op=True, OPM=1)),
            KNOCKOUT: pdf.make_indirect(Dictionary(op=False, OPM=0)),
        }

    @property
    def spots(self) -> tuple[tuple[str, Object], ...]:
        """The spot inks met so far, with their colour spaces."""
        return self._plates.spots

    def page(self, page: Object, number: int) -> None:
        """Turn the content and resources of a page (``number`` from 1) into inks."""
        self._page = number
        resources = page.get("/Resources")
        page.Resources = resources if resources is not None else Dictionary()
        try:
            if page.get("/Contents") is not None:
                data = self._content(page, page.Resources, mask=False, first=True)
                page.Contents = self.pdf.make_stream(data)
            self._resources(page.Resources, mask=False)
        except RecursionError:
            self.refuse("a drawing nested too deep", "pdf/nesting")
        page.Group = _group("/DeviceCMYK")

    def finish(self) -> None:
        """Take away colour spaces and fonts that no page uses any more."""
        for resources in self._met:
            if (spaces := resources.get("/ColorSpace")) is not None:
                _drop_screen_spaces(spaces)
            if (group := resources.get("/Font")) is not None:
                for name in self._unembedded(resources):
                    # Text set in it is a finding by now; without text nothing needs it.
                    if group[name].objgen not in self._shown:
                        del group[name]

    def refuse(self, what: str, code: str = "colour/space") -> None:
        """Note what cannot be turned into inks, once a page."""
        finding = Finding(code, f"{what} is not turned into inks", Place(page=self._page))
        if finding not in self.findings:
            self.findings.append(finding)

    def _content(self, stream: Object, resources: Object, mask: bool, first: bool = False) -> bytes:
        setting = Setting(
            self.inks, resources, lambda own: self._spot(own, resources),
            lambda own: self._stencil(own, resources),
            lambda step: self._inline(step, resources), self.refuse, self._heavy,
            self._unembedded(resources), mask, self.plain_black,
        )  # fmt: skip
        try:
            data = rewrite(stream, setting, first)
        except _MALFORMED as error:
            self.refuse(f"content that cannot be read ({error})", "pdf/damaged")
            return b""
        if setting.over:
            for key, state in self._states.items():
                _within(resources, "/ExtGState")[key] = state
        for name in sorted(setting.unembedded & setting.shown):
            self._shown.add(resources.Font[name].objgen)
            self._add(fonts.unembedded(resources.Font[name], self._page))
        return data

    def _add(self, finding: Finding) -> None:
        known = {(old.code, old.message) for old in self.findings}
        if (finding.code, finding.message) not in known:
            self.findings.append(finding)

    def _heavy(self, ink: float) -> None:
        if ink > self.inks.limit + 0.005:
            limit = round(self.inks.limit * 100)
            message = f"a colour has {ink * 100:.0f} % of ink; the printer takes {limit} %"
            place, hint = Place(page=self._page), "lower its cmyk in the palette or where it is set"
            self._add(Finding("colour/ink-limit", message, place, hint, Severity.WARNING))

    def _once(self, obj: Object) -> bool:
        """Tell whether an object is met for the first time."""
        key = obj.objgen
        if key == (0, 0):
            return True
        first = key not in self._done
        self._done.add(key)
        return first

    def _resources(self, resources: Object, mask: bool) -> None:
        if not self._once(resources):
            return
        for kind in _KINDS:
            group = resources.get(kind)
            if group is None or not self._once(group):
                continue
            if not isinstance(group, Dictionary):
                self.refuse(f"a list of resources that is none ({kind[1:]})", "pdf/damaged")
                del resources[kind]
                continue
            for name in list(group.keys()):
                try:
                    self._one(kind, group, name, resources, mask)
                except _MALFORMED:
                    self.refuse(f"a damaged object ({kind[1:]} {name[1:]})", "pdf/damaged")
        self._met.append(resources)

    def _one(self, kind: str, group: Object, name: str, resources: Object, mask: bool) -> None:
        obj = group[name]
        if kind == "/Font":
            self._font(group, name)
        elif not self._once(obj):
            return
        elif kind == "/XObject":
            self._xobject(obj, resources, mask)
        elif kind == "/Pattern":
            self._pattern(obj, resources, mask)
        elif kind == "/Shading":
            self._shading(obj, resources, mask)
        elif kind == "/ColorSpace":
            self._plate(space(obj, resources), resources)
        else:
            self._state(obj, resources)

    def _xobject(self, obj: Object, resources: Object, mask: bool) -> None:
        if obj.get("/Subtype") == Name.Form:
            self._form(obj, resources, mask)
        elif obj.get("/Subtype") == Name.Image:
            for key in ("/OPI", "/Alternates"):
                if key in obj:
                    del obj[key]
            self._image(obj, resources)
        else:
            self.refuse("embedded PostScript", "pdf/postscript")

    def _image(self, obj: Object, resources: Object) -> None:
        self._plate(space(obj.get("/ColorSpace"), resources), resources)
        try:
            images.convert(self.pdf, obj, self.inks, resources)
        except images.Refused as error:
            self.refuse(str(error), "image/colour")
        except PdfError as error:
            self.refuse(f"an image that cannot be read ({error})", "image/colour")

    def _form(self, form: Object, outer: Object, mask: bool) -> None:
        assert isinstance(form, Stream)
        own = form.get("/Resources")
        resources = own if own is not None else outer
        # A form that leans on the page's resources breaks where it is placed on another page.
        if own is None:
            form.Resources = resources
        form.write(self._content(form, resources, mask))
        if "/Group" in form:
            form.Group = _group("/DeviceGray" if mask else "/DeviceCMYK", form.Group)
        for key in ("/OPI", "/PS", "/StructParents"):
            if key in form:
                del form[key]
        self._resources(resources, mask)

    def _pattern(self, pattern: Object, outer: Object, mask: bool) -> None:
        if int(pattern.PatternType) == 2:
            if self._once(pattern.Shading):
                self._shading(pattern.Shading, outer, mask)
        elif int(pattern.get("/PaintType", 1)) == 1:
            self._form(pattern, outer, mask)
        elif (own := pattern.get("/Resources")) is not None:
            self._resources(own, mask)

    def _shading(self, obj: Object, resources: Object, mask: bool) -> None:
        own = space(obj.get("/ColorSpace"), resources)
        if own.kind == "cmyk" and not mask:
            obj.ColorSpace = Name.DeviceCMYK
            return
        if own.kind == "spot" and not mask:
            self._plate(own, resources)
            return
        if own.kind not in COUNT:
            self.refuse(f"a gradient in a colour space that is not converted ({own.kind})")
            return
        try:
            target, convert = self._target(obj, own, mask)
            shading.recolour(self.pdf, obj, target, convert)
        except shading.Refused as error:
            self.refuse(str(error), "colour/gradient")

    def _target(self, obj: Object, own: Space, mask: bool) -> tuple[Object, shading.Convert]:
        """Return the space that a gradient gets, and how its colours get there."""
        if mask:
            return Name.DeviceGray, lambda parts: [grey(own, parts, self.inks)]
        named = [ink(own, parts, self.inks) for parts in shading.ends(obj)]
        spots = list(dict.fromkeys(one for one in named if one.spot))[:_MOST_SPOTS]
        if not spots:
            return Name.DeviceCMYK, lambda parts: self._process(ink(own, parts, self.inks))
        return self._plates.together(spots), lambda parts: self._mixed(own, parts, spots)

    def _mixed(self, own: Space, parts: Sequence[float], spots: Sequence[Ink]) -> list[float]:
        result = ink(own, parts, self.inks)
        amounts = [float(result == one) for one in spots]
        return [*amounts, *((0.0,) * 4 if result in spots else self._process(result))]

    def _process(self, result: Ink) -> list[float]:
        if result.spot:
            message = f"a gradient shows the spot ink {result.spot} in process inks"
            place, hint = Place(page=self._page), "use a flat colour where the spot ink must print"
            self._add(Finding("colour/spot-gradient", message, place, hint, Severity.WARNING))
        return [round(x, 4) for x in result.cmyk]

    def _state(self, state: Object, resources: Object) -> None:
        for key in ("/TR", "/TR2", "/HT", "/HTP", "/BG", "/BG2", "/UCR", "/UCR2"):
            if key in state:
                del state[key]
        soft = state.get("/SMask")
        if isinstance(soft, Dictionary) and self._once(soft.G):
            luminous = soft.get("/S") == Name.Luminosity
            if luminous and "/BC" in soft:
                parts = [float(x) for x in soft.BC]
                kind = {1: "gray", 3: "rgb", 4: "cmyk"}[len(parts)]
                soft.BC = Array([grey(Space(kind), parts, self.inks)])
            self._form(soft.G, resources, mask=luminous)

    def _font(self, group: Object, name: str) -> None:
        font = group[name]
        if not self._once(font):
            return
        if font.get("/Subtype") == Name.Type3:
            self._type3(font)
            return
        self.findings += fonts.mend(font, self._page)

    def _type3(self, font: Object) -> None:
        resources = font.get("/Resources")
        own = resources if resources is not None else Dictionary()
        for glyph in font.CharProcs.values():
            # A glyph that begins with d1 takes its colour from the text.
            if isinstance(glyph, Stream) and self._once(glyph) and b" d1" not in glyph.read_bytes():
                glyph.write(self._content(glyph, own, mask=False))
        self._resources(own, mask=False)

    def _unembedded(self, resources: Object) -> frozenset[str]:
        group = resources.get("/Font")
        if group is None:
            return frozenset()
        return frozenset(name for name in list(group.keys()) if not self._embedded(group[name]))

    def _embedded(self, font: Object) -> bool:
        key = font.objgen
        if key == (0, 0) or key not in self._checked:
            self._checked[key] = fonts.embedded(font)
        return self._checked[key]

    def _spot(self, own: Ink, resources: Object) -> Name:
        name = Name(f"/PressSpot{self._plates.number(own)}")
        _within(resources, "/ColorSpace")[name] = self._plates.of(own)
        return name

    def _stencil(self, own: Ink, resources: Object) -> Name:
        """Return the space of a pattern that takes its colour, an ink, from where it is used."""
        base = self._plates.of(own) if own.spot else Name.DeviceCMYK
        name = Name(f"{STENCIL}{self._plates.number(own) if own.spot else ''}")
        _within(resources, "/ColorSpace")[name] = Array([Name.Pattern, base])
        return name

    def _plate(self, own: Space, resources: Object) -> None:
        if own.kind != "spot" or own.obj is None:
            return
        try:
            self._plates.keep(own.obj, resources, self.inks)
        except (shading.Refused, Unknown) as error:
            names = ", ".join(spot_names(own.obj))
            self.refuse(f"the proof colour of the ink {names} ({error})", "colour/spot")

    def _inline(self, step: ContentStreamInlineImage, resources: Object) -> Name | None:
        picture = step.iimage
        if picture.image_mask:
            return None
        own = space(picture.obj.get("/ColorSpace", picture.obj.get("/CS")), resources)
        if own.kind in {"gray", "cmyk"} and own.icc is None:
            return None
        image = self.pdf.make_stream(b"")
        head = picture.obj
        image.write(picture.read_raw_bytes())
        for key in ("/Filter", "/DecodeParms", "/BitsPerComponent", "/Decode"):
            if key in head:
                image[key] = head[key]
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width, image.Height = picture.width, picture.height
        image.ColorSpace = own.obj
        self._image(image, resources)
        group = _within(resources, "/XObject")
        name = Name(f"/PressInline{len(group)}")
        group[name] = image
        self._once(image)
        return name


def _group(target: str, old: Object | None = None) -> Dictionary:
    group = Dictionary(Type=Name.Group, S=Name.Transparency, CS=Name(target))
    for key in ("/I", "/K"):
        if old is not None and key in old:
            group[key] = old[key]
    return group


def _within(resources: Object, key: str) -> Object:
    found = resources.get(key)
    if found is None:
        found = resources[key] = Dictionary()
    return found


def _drop_screen_spaces(spaces: Object) -> None:
    """Take away the spaces that nothing uses any more."""
    for name in list(spaces.keys()):
        own = space(spaces[name])
        screen = stencil(own) is not None and not name.startswith(STENCIL)
        if screen or name.startswith("/Default") or own.kind not in {"spot", "pattern"}:
            del spaces[name]
