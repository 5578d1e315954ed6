"""Write docs/gallery.md and its pictures: every layout with sample pages, sizes and options.

Run `make gallery` after a change of a layout. The pages are those of the sample publication.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image

from printkit.build.order import Order
from printkit.build.recipe import build
from printkit.compose import layouts
from printkit.model.layout import Layout
from printkit.model.measure import mm
from printkit.model.target import Target

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "articles" / "voices"
HEIGHT, GAP, MOST = 420, 14, 900
SHOWN = {
    "classic-a5": (1, 3), "modern-a5": (1, 3), "modernist": (1, 3), "newsletter": (0, 1),
    "journal": (1, 2), "abstract-book": (1, 2), "tri-fold": (0, 1, 2, 3, 4, 5), "programme": (1, 2),
}  # fmt: skip
"""Pages of the sample that show a layout best, from 0; by default the first two."""
ONE = {
    "insert": "letter-from-abroad", "tri-fold": "a-table-by-the-window",
    "handout-a4": "the-long-list", "poster": "a-table-by-the-window", "programme": "",
}  # fmt: skip
"""Layouts that are shown with one article, or none."""
PROGRAMME = """\
timezone: Asia/Shanghai
rooms: [Lotus Hall, Egret Hall]
sessions:
"""
DAY = """\
  - {title: Opening, start: DAY 09:00, end: DAY 09:30, room: Lotus Hall, speakers: [ming-example]}
  - title: Rooms where trials begin
    start: DAY 09:30
    end: DAY 11:00
    room: Lotus Hall
    talks:
      - {title: A borrowed room, start: DAY 09:30, end: DAY 10:00, speakers: [ming-example]}
      - {title: What the form cannot ask, start: DAY 10:00, end: DAY 10:30, speakers: [lan-sample]}
      - {title: Who is missing, start: DAY 10:30, end: DAY 11:00, speakers: [anna-placeholder]}
  - title: Two languages
    start: DAY 09:30
    end: DAY 11:00
    room: Egret Hall
    speakers: [wen-specimen]
  - {title: Tea, kind: break, start: DAY 11:00, end: DAY 11:30}
  - {title: Letters from young doctors, start: DAY 11:30, end: DAY 12:30, room: Egret Hall}
"""
HEAD = """\
# Gallery

Written by `make gallery` from the layouts and the sample publication. Each layout is chosen by
its name in a product, and its options stand below it:

```yaml
products:
  booklet:
    layout: classic-a5
    size: half-letter
    options: {dropcap: false}
```

What is the same in all layouts (`dropcap`, `bios`, `note`, `end_sign`) is told of once, at the end;
[layouts](layouts.md) tells how to make one of your own.
"""


def shown() -> list[Layout]:
    """Return the layouts that there are to choose from."""
    return layouts.concrete(layouts.search_path())


def text() -> str:
    """Return the page of the gallery."""
    common = layouts.find("base", layouts.search_path()).settings.options
    sections = ["\n".join(_section(layout, set(common))) for layout in shown()]
    options = [f"- `{name}` ({_told(one.default)}): {one.help}" for name, one in common.items()]
    return "\n".join([HEAD, *sections, "## Options of all layouts", "", *options, ""])


def _section(layout: Layout, common: set[str]) -> Iterator[str]:
    settings = layout.settings
    yield f"## {settings.name}\n"
    yield f"![{settings.title}](pictures/{settings.name}.png)\n"
    yield f"{settings.description}\n"
    yield "| size | mm | type |"
    yield "|:--|:--|:--|"
    for name, size in settings.sizes.items():
        width, height = (f"{mm(side):g}" for side in size.trim)
        yield f"| `{name}` | {width} x {height} | {size.text:g}/{size.leading:g} pt |"
    own = {name: one for name, one in settings.options.items() if name not in common}
    if own:
        yield ""
    for name, option in own.items():
        yield f"- `{name}` ({_told(option.default)}): {option.help}"
    yield ""


def _told(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) or "empty"


def _publication(folder: Path) -> Path:
    """Copy the sample into a folder, with a product of each layout and a programme."""
    made = shutil.copytree(SAMPLE, folder / "voices")
    settings = made / "publication.yaml"
    before, _, rest = settings.read_text("utf-8").partition("products:")
    products = "".join(_product(layout.settings.name) for layout in shown())
    after = rest[rest.index("\ncolophon:") :]
    settings.write_text(f"{before}products:\n{products}{after}", "utf-8")
    days = "".join(DAY.replace("DAY", f"2024-09-{day}") for day in (25, 26))
    (made / "programme.yaml").write_text(PROGRAMME + days, "utf-8")
    return made


def _product(name: str) -> str:
    one = f", articles: [{ONE[name]}]" if name in ONE else ""
    return f"  {name}: {{layout: {name}{one}}}\n"


def _picture(pdf: bytes, numbers: tuple[int, ...]) -> bytes:
    """Return pages side by side on grey, as PNG."""
    with pypdfium2.PdfDocument(pdf) as document:
        chosen = [document[n] for n in numbers if n < len(document)]
        scale = HEIGHT / max(page.get_height() for page in chosen)
        pages = [page.render(scale=scale).to_pil().convert("RGB") for page in chosen]
    width = sum(page.width + GAP for page in pages) + GAP
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), "#d9d9d9")
    x = GAP
    for page in pages:
        sheet.paste(page, (x, GAP + (HEIGHT - page.height) // 2))
        x += page.width + GAP
    if width > MOST:
        sheet = sheet.resize((MOST, sheet.height * MOST // width), Image.Resampling.LANCZOS)
    out = BytesIO()
    sheet.quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def main() -> None:
    """Write the gallery and its pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = _publication(Path(name))
        for layout in shown():
            key = layout.settings.name
            out = Path(name) / "out"
            build(Order(folder, out, products=(key,), targets=(Target.SCREEN,), account=False))
            pages = (out / f"{key}-screen.pdf").read_bytes()
            picture = _picture(pages, SHOWN.get(key, (0, 1)))
            (HERE / "pictures" / f"{key}.png").write_bytes(picture)
            sys.stdout.write(f"docs/pictures/{key}.png\n")
    (HERE / "gallery.md").write_text(text(), "utf-8")


if __name__ == "__main__":
    main()
