"""Find layouts: the publication's own, the project's, the shipped ones; resolve ``extends``."""

from pathlib import Path

from printkit.model.finding import Finding, Place, Problems, did_you_mean, problem
from printkit.model.layout import ROLES, Layout, LayoutSettings
from printkit.model.shipped import shipped
from printkit.sources.settings import load

SETTINGS = "layout.yaml"


def search_path(publication: Path | None = None) -> list[Path]:
    """Return the folders that are searched for layouts, in order."""
    own = [publication / "layouts", publication.parent.parent / "layouts"] if publication else []
    folders = [*own, Path.cwd() / "layouts", shipped("layouts")]
    return list(dict.fromkeys(f.resolve() for f in folders if f.is_dir()))


def available(path: list[Path]) -> dict[str, Path]:
    """Return the folder of every layout by name; the first one found wins."""
    found: dict[str, Path] = {}
    for root in path:
        for settings in sorted(root.glob(f"*/{SETTINGS}")):
            found.setdefault(settings.parent.name, settings.parent)
    return found


def concrete(path: list[Path]) -> list[Layout]:
    """Return the layouts that there are to choose from, by name. Raises Problems as `find` does."""
    found = (find(name, path) for name in sorted(available(path)))
    return [layout for layout in found if not layout.settings.abstract]


def find(name: str, path: list[Path]) -> Layout:
    """Return a layout merged with those it extends.

    Raises Problems when it is unknown, extends itself, or its settings are wrong.
    """
    folders = available(path)
    chain: list[LayoutSettings] = []
    wanted: str | None = name
    while wanted:
        if wanted not in folders:
            hint = did_you_mean(wanted, folders)
            raise problem("layout/unknown", f"no layout {wanted!r}", hint=hint)
        if wanted in [one.name for one in chain]:
            place = Place(str(folders[wanted] / SETTINGS))
            raise problem("layout/circle", f"the layout {wanted!r} extends itself", place)
        one = load(folders[wanted] / SETTINGS, LayoutSettings)
        if one.name != wanted:
            place = Place(str(folders[wanted] / SETTINGS))
            raise problem("layout/name", f"is called {one.name!r} in a folder {wanted!r}", place)
        chain.append(one)
        wanted = one.extends
    layout = Layout(_merge(chain), tuple((one.name, folders[one.name]) for one in chain))
    return _whole(layout)


def _merge(chain: list[LayoutSettings]) -> LayoutSettings:
    merged: dict[str, object] = {}
    for one in reversed(chain):
        for key in one.model_fields_set:
            value = getattr(one, key)
            if key != "sizes" and isinstance(value, dict):
                value = {**merged.get(key, {}), **value}  # type: ignore[dict-item]
            merged[key] = value
    merged["abstract"] = chain[0].abstract
    return LayoutSettings.model_construct(**merged)  # type: ignore[arg-type]


def _whole(layout: Layout) -> Layout:
    settings, place = layout.settings, Place(str(layout.folders[0][1] / SETTINGS))
    findings = [
        Finding("layout/palette", f"the palette has no colour {role!r}", place)
        for role in ROLES
        if role not in settings.palette and not settings.abstract
    ]
    if not settings.sizes and not settings.abstract:
        findings.append(Finding("layout/sizes", "has no sizes", place))
    if "text" not in settings.fonts:
        findings.append(Finding("layout/fonts", "has no font stack 'text'", place))
    if findings:
        raise Problems(findings)
    return layout
