"""A PDF that came from elsewhere, made fit for the press as far as that is safe."""

from pathlib import Path
from tempfile import TemporaryDirectory

from printkit.model.finding import Finding, errors
from printkit.model.printer import Printer
from printkit.preflight.fix import fix
from printkit.preflight.profile import Profile
from printkit.preflight.registry import CHECKS
from printkit.preflight.run import preflight
from printkit.press import pdfx
from printkit.press.upright import upright


def mend(
    file: Path, out: Path, profile: Profile, printer: Printer
) -> tuple[list[str], list[Finding]]:
    """Write a repaired copy; return what was changed, in words, and what could not be.

    Boxes are set, and what must not go to the press is taken out. Pages are set upright with
    marks, colours become the printer's inks, black text black ink alone. The file says that it is
    PDF/X only where nothing stands in the way. Raises Problems as `fix` and `pdfx.press` do;
    then nothing is written.
    """
    with TemporaryDirectory(prefix="printkit-") as folder:
        between, pressed = Path(folder) / file.name, Path(folder) / f"pressed-{file.name}"
        said = fix(file, between, profile)
        pages = upright(between, printer.bleed)
        job = pdfx.Job(
            title=pages.title, language=pages.language, date=pages.date, trim=None,
            bleed=printer.bleed, palette={}, printer=printer, plain_black=True,
        )  # fmt: skip
        data, findings = pdfx.press(pages.pdf, job)
        pressed.write_bytes(data)
        said += _cured(between, pressed, profile)
        if not errors(findings):
            said.append(f"made {printer.pdfx} for {printer.title}")
        out.write_bytes(data)
    return said, findings


def _cured(before: Path, after: Path, profile: Profile) -> list[str]:
    """Return the titles of the findings that are gone, each with the pages it was on."""
    left = {finding.code for finding in preflight(after, profile).findings}
    pages: dict[str, set[int]] = {}
    for finding in preflight(before, profile).findings:
        if finding.code not in left:
            pages.setdefault(finding.code, set()).add(finding.place.page or 0)
    return [f"no more: {CHECKS[code].title} [{code}]{_on(where)}" for code, where in pages.items()]


def _on(pages: set[int]) -> str:
    numbers = sorted(pages - {0})
    return f", {len(numbers)} page{'s' if len(numbers) > 1 else ''}" if numbers else ""
