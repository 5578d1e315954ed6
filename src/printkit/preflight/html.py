"""A report to look at: every page with findings as a picture, and the findings marked on it."""

import base64
import io
from collections.abc import Sequence
from html import escape

from printkit.model.finding import Finding, Severity
from printkit.model.measure import Box
from printkit.preflight.document import Facts, PageFacts, bounded
from printkit.preflight.profile import Profile
from printkit.preflight.raster import Raster
from printkit.preflight.reports import ranges, summary, unlisted
from printkit.preflight.run import Located, Report

PPI = 60
MAX_PICTURES = 24 * 2**20
"""Bytes of pictures in one report; browsers become slow beyond it."""
_COLOURS = {Severity.ERROR: "#c2185b", Severity.WARNING: "#b26a00", Severity.INFO: "#1565c0"}
_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;
color:#1d2327;background:#fff}h1{font-size:1.4rem;margin:0 0 .2rem}h2{font-size:1.05rem;
border-top:1px solid #d8dce0;padding-top:1rem;margin-top:2rem}.page{display:grid;
grid-template-columns:minmax(14rem,26rem) 1fr;gap:1.5rem;align-items:start}
svg{width:100%;height:auto;border:1px solid #c8ccd0;background:#fff}ol{margin:0;padding-left:1.6rem}
li{margin:0 0 .7rem}code{color:#59636e;font-size:.85em}.hint{color:#444c55;display:block}
b.error{color:#c2185b}b.warning{color:#b26a00}b.info{color:#1565c0}
@media(max-width:46rem){.page{grid-template-columns:1fr}}
"""


def as_html(report: Report) -> str:
    """Return a self-contained page, with a picture of each page that has findings.

    Where the pictures would exceed ``MAX_PICTURES``, the report says which pages have none.
    """
    by_page: dict[int, list[Located]] = {}
    for item in report.located:
        by_page.setdefault(item.finding.place.page or 0, []).append(item)
    parts = [_list(by_page.pop(0, []))]
    drawer = _Drawer(report)
    for number, items in sorted(by_page.items()):
        parts.append(
            f'<section><h2 id="page-{number}">Page {number}</h2><div class="page"><div>'
            f"{drawer.draw(number, items)}</div>{_list(items)}</div></section>"
        )
    drawer.close()
    notes = unlisted(report)
    if drawer.left_out:
        notes.insert(0, f"no picture of pages {ranges(drawer.left_out)}: the report is full")
    waived = [f"{_page(i.finding)}{i.finding.message} [{i.finding.code}]: {i.waived}"
              for i in report.waived]  # fmt: skip
    parts.append(_section("Waived", waived) + _section("Rules of the house", report.rules))
    name = escape(report.file.name)
    verdict = "" if report.located else "No findings."
    told = "".join(f"<p>{escape(text)}</p>" for text in (summary(report), verdict, *notes))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Preflight of {name}</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style><h1>Preflight of {name}</h1>{told}{''.join(parts)}</html>\n"
    )


def _page(finding: Finding) -> str:
    return f"page {finding.place.page}: " if finding.place.page else ""


def _section(title: str, texts: Sequence[str]) -> str:
    rows = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<h2>{title}</h2><ul>{rows}</ul>" if rows else ""


def _list(items: list[Located]) -> str:
    rows = "".join(_row(item.finding) for item in items)
    return f"<ol>{rows}</ol>" if rows else ""


def _row(finding: Finding) -> str:
    return (
        f'<li><b class="{finding.severity}">{finding.severity}</b> {escape(finding.message)} '
        f'<code>{escape(finding.code)}</code><span class="hint">{escape(finding.hint)}</span></li>'
    )


class _Drawer:
    """Draws pages with their marks; a file that cannot be drawn gives no pictures."""

    def __init__(self, report: Report) -> None:
        import pikepdf

        self.raster: Raster | None = None
        self.endless = report.endless
        self.left = MAX_PICTURES
        self.left_out: list[int] = []
        self.pages: tuple[PageFacts, ...] = ()
        if report.pages == 0:
            return
        try:
            with bounded():
                self.pdf = pikepdf.open(report.file)
                facts = Facts(report.file, self.pdf, Profile())
                self.pages, self.raster = facts.pages, facts.raster
        except Exception:
            self.raster = None

    def draw(self, number: int, items: list[Located]) -> str:
        """Return an SVG of the page with a numbered frame for each box."""
        if self.raster is None:
            return ""
        if number > len(self.pages) or number in self.endless:
            return "<p>This page is too complex to be drawn.</p>"
        if self.left <= 0:
            self.left_out.append(number)
            return "<p>No picture: the report is full.</p>"
        page = self.pages[number - 1]
        area = page.media
        try:
            picture = self.raster.picture(number, area, PPI, unit=page.unit)
        except Exception:
            return "<p>This page cannot be drawn.</p>"
        stream = io.BytesIO()
        picture.convert("RGB").quantize(128).save(stream, "PNG", optimize=True)
        data = base64.b64encode(stream.getvalue()).decode()
        self.left -= len(data)
        width, height = area.size
        frames = _frame(page.trim, area, "#00897b", "", dashed=True) if page.trim != area else ""
        for count, item in enumerate(items, 1):
            colour = _COLOURS[item.finding.severity]
            frames += "".join(
                _frame(box, area, colour, str(count) if first == 0 else "")
                for first, box in enumerate(item.boxes)
            )
        return (
            f'<svg viewBox="0 0 {width:.1f} {height:.1f}" role="img" '
            f'aria-label="page {number}"><image width="{width:.1f}" height="{height:.1f}" '
            f'href="data:image/png;base64,{data}"/>{frames}</svg>'
        )

    def close(self) -> None:
        """Let go of the file."""
        if self.raster is not None:
            self.raster.close()
            self.pdf.close()


def _frame(box: Box, area: Box, colour: str, label: str, *, dashed: bool = False) -> str:
    x, y = box.x0 - area.x0, area.y1 - box.y1
    width, height = box.size
    dash = ' stroke-dasharray="4 3"' if dashed else ' fill-opacity=".15"'
    fill = "none" if dashed else colour
    text = (
        f'<text x="{x + 1:.1f}" y="{max(y - 2, 8):.1f}" font-size="9" font-family="sans-serif" '
        f'fill="{colour}">{label}</text>'
        if label
        else ""
    )
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1"{dash}/>{text}'
    )
