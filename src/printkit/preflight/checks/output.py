"""The output intent: which print condition the colours are made for."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from printkit.model.finding import Severity
from printkit.preflight.document import Facts
from printkit.preflight.profile import Profile
from printkit.preflight.registry import Hit, check


def _profiles(facts: Facts) -> list[Any]:
    found = [intent.get("/DestOutputProfile") for intent in facts.intents]
    return [item for item in found if isinstance(item, pikepdf.Stream)]


def _header(stream: Any) -> bytes:
    try:
        return bytes(stream.read_bytes()[:128])
    except pikepdf.PdfError:
        return b""


@check(
    "output-intent/missing",
    "There is no output intent",
    why="Nobody can tell which paper and press the CMYK values are for.",
    cure="export as PDF/X-4 with the profile of the print condition",
)
def missing(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a file without a GTS_PDFX intent."""
    kinds = [str(intent.get("/S")) for intent in facts.intents]
    if profile.pdfx_required and "/GTS_PDFX" not in kinds:
        yield Hit("the file has no PDF/X output intent")


@check(
    "output-intent/several",
    "There are several PDF/X output intents",
    why="They contradict one another; PDF/X allows exactly one.",
    cure="keep the one of the print condition",
)
def several(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report more than one GTS_PDFX intent."""
    count = sum(str(intent.get("/S")) == "/GTS_PDFX" for intent in facts.intents)
    if count > 1:
        yield Hit(f"the file has {count} PDF/X output intents")


@check(
    "output-intent/no-profile",
    "The output intent has no profile",
    why="A name alone does not help a program that has no such profile.",
    cure="embed the ICC profile in the output intent",
)
def no_profile(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report intents without DestOutputProfile."""
    if facts.intents and not _profiles(facts):
        yield Hit("the output intent names a condition but embeds no profile")


@check(
    "output-intent/damaged",
    "The profile of the output intent is damaged",
    why="Colours cannot be proofed or converted with it.",
    cure="export again with a sound ICC profile",
)
def damaged(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report profiles that do not begin as ICC profiles do."""
    if any(_header(stream)[36:40] != b"acsp" for stream in _profiles(facts)):
        yield Hit("the profile of the output intent is not an ICC profile")


@check(
    "output-intent/not-cmyk",
    "The output intent is not a CMYK press",
    why="An RGB or grey intent says that the file is for another device.",
    cure="export with the CMYK profile of the print condition",
)
def not_cmyk(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report sound profiles that are not CMYK output profiles."""
    for stream in _profiles(facts):
        header = _header(stream)
        if header[36:40] == b"acsp" and (header[12:16], header[16:20]) != (b"prtr", b"CMYK"):
            space = header[16:20].decode("latin-1").strip()
            yield Hit(f"the output intent is a profile for {space}")


@check(
    "output-intent/components",
    "The profile is labelled with the wrong number of inks",
    why="/N must be the number of channels of the profile.",
    cure="export again",
)
def components(facts: Facts, profile: Profile) -> Iterator[Hit]:  # noqa: ARG001
    """Report a /N that contradicts the profile's colour space."""
    counts = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}
    for stream in _profiles(facts):
        wanted = counts.get(_header(stream)[16:20])
        if wanted and int(stream.get("/N", 0)) != wanted:
            yield Hit(f"the profile has {wanted} channels, its label says {stream.get('/N')}")


@check(
    "output-intent/other-condition",
    "The file is made for another print condition",
    why="Colours for another paper or press come out wrong.",
    cure="export with the profile that the printer names",
    severity=Severity.WARNING,
)
def other(facts: Facts, profile: Profile) -> Iterator[Hit]:
    """Report a condition identifier that is not the profile's."""
    names = [str(intent.get("/OutputConditionIdentifier", "")) for intent in facts.intents]
    if profile.condition and names and profile.condition not in names:
        yield Hit(f"made for {names[0] or 'no named condition'}, not for {profile.condition}")
