"""printkit preflight: the truth about a PDF."""

from pathlib import Path
from typing import Any

import click

from printkit.build.inspect import figures
from printkit.build.mend import mend
from printkit.cli.speak import show
from printkit.preflight.fix import fix
from printkit.preflight.house import House, house
from printkit.preflight.html import as_html
from printkit.preflight.profile import PROFILES, Profile, Purpose, named
from printkit.preflight.reports import as_json, as_junit, as_lines, as_sarif, summary
from printkit.preflight.run import Report, preflight
from printkit.sources.printers import printer

_PRINTER = "coated-fogra39"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--profile",
    show_default="press",
    help=f"What the file is for: {', '.join(PROFILES)}.",
)
@click.option(
    "--house",
    "rules",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Rules of the house: a YAML file of limits and overrides, each with its reason.",
)
@click.option("--printer", metavar="NAME|FILE", help="Judge by the figures of this printer.")
@click.option("--multiple", type=click.IntRange(1), help="The page count the binding needs, as 4.")
@click.option("--spot", "spots", multiple=True, help="A spot colour that was ordered.")
@click.option(
    "--format",
    "kind",
    type=click.Choice(["text", "json", "sarif", "junit", "html"]),
    default="text",
    show_default=True,
    help="html shows each page with its findings marked on it.",
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), help="Write it here.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option(
    "--fix",
    "fixed",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a repaired copy, and judge that; for the press it becomes PDF/X in inks.",
)
def command(file: Path, profile: str | None, kind: str, output: Path | None, **options: Any) -> int:
    """Judge any PDF for the press (or office, or screen). Exit code 1 when it has errors."""
    strict: bool = options["strict"]
    rules = house(options["rules"]) if options["rules"] else House()
    name = profile or rules.profile or Purpose.PRESS
    chosen = _profile(name, options["printer"], rules, options["multiple"], options["spots"])
    if options["fixed"]:
        _repair(file, options["fixed"], chosen, options["printer"])
        file = options["fixed"]
    report = preflight(file, chosen)
    text = render(report, kind, strict=strict)
    if output:
        output.write_text(text, encoding="utf-8")
        click.echo(f"{output}: {summary(report)}", err=True)
    else:
        click.echo(text, nl=False)
    return 1 if report.failed(strict=strict) else 0


def _repair(file: Path, out: Path, chosen: Profile, shop: str | None) -> None:
    if chosen.purpose is Purpose.PRESS:
        said, findings = mend(file, out, chosen, printer(shop or _PRINTER))
        show(findings)
    else:
        said = fix(file, out, chosen)
    for change in said:
        click.echo(f"fixed: {change}", err=True)


def _profile(
    name: str, shop: str | None, rules: House, multiple: int | None, spots: tuple[str, ...]
) -> Profile:
    shops = figures(printer(shop)) if shop else {}
    ruled = rules.applied(named(name).model_copy(update=shops))
    changes: dict[str, object] = {}
    if multiple:
        changes["multiple"] = multiple
    if spots:
        changes["spots"] = spots
    return ruled.model_copy(update=changes)


def render(report: Report, kind: str, *, strict: bool = False) -> str:
    """Return the report as text, json, sarif, junit or html."""
    if kind == "junit":
        return as_junit(report, strict=strict)
    writers = {"json": as_json, "sarif": as_sarif, "html": as_html}
    if kind in writers:
        return writers[kind](report)
    return "\n".join([*as_lines(report), f"{report.file}: {summary(report)}"]) + "\n"
