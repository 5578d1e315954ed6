"""Bytes to text, whatever encoding they are in, and what was guessed on the way."""

import re
from collections import Counter

from charset_normalizer import from_bytes

from printkit.model.finding import Finding, Place, Severity
from printkit.sources.intake.manuscript import Dropped

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SAMPLE = 200_000
_MOST = 20
"""Lines of one kind that are reported."""
_LIKELY = [
    "utf_16_le", "utf_16_be", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp1252", "cp1250",
    "iso8859_2", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "mac_roman", "cp850",
]  # fmt: skip
"""What office programs and mail write. Of all encodings that exist, rare ones win too often."""
_WEST = ("cp1252", "cp1250", "iso8859_2")
"""Three that differ in accented letters alone; small words without accents tell them apart."""
_WORDS = {
    "cp1252": set(
        "the and of to in le la les et des de du der die und das el los que il che".split()
    ),
    "cp1250": set(
        "i w na z do nie jest to od po v se je pro ve az egy hogy nem si cu care".split()
    ),
}
_SURELY = re.compile(
    b"(?:[\xe1-\xef][\x80-\xbf]{2}.*){2}|(?:[\xc3-\xdf][\x80-\xbf].*){3}", re.DOTALL
)
_BROKEN = re.compile("[ÂÃÄÅÆÇÈÉÐÑâãäåæçèéï][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""What UTF-8 looks like when it was read as Windows-1252."""


def decode(data: bytes, path: str) -> tuple[str, list[Finding]]:
    """Return the text of bytes in any encoding, and what was guessed."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _read(data, name, path)
    if re.search(rb"\x1b\$[@B]", data):
        return _read(data, "iso2022_jp", path)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _guess(data, path)


def _read(data: bytes, name: str, path: str) -> tuple[str, list[Finding]]:
    text = data.decode(name, "replace")
    return text, _replaced(text, path) if "\ufffd" in text else []


def _guess(data: bytes, path: str) -> tuple[str, list[Finding]]:
    lines = data.split(b"\n")
    broken = [line for line in lines if not _is_utf8(line)]
    high = sum(not line.isascii() for line in lines)
    sure = any(_SURELY.search(line) and _is_utf8(line) for line in lines)
    if (sure or len(broken) * 2 < high) and b"\0" not in data:
        return _mixed(lines, _likeliest(b"\n".join(broken)), path)
    name = _likeliest(data)
    text, findings = _read(data, name, path)
    message = f"is not UTF-8: read as {name}, a guess"
    hint = "check the accented and Chinese characters"
    return text, [
        Finding("import/encoding", message, Place(path), hint, Severity.WARNING), *findings
    ]  # fmt: skip


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likeliest(data: bytes) -> str:
    """Return the encoding that bytes are most likely in."""
    sample = data[:_SAMPLE]
    # Letters of two bytes come beside one another; an accented letter mostly stands alone.
    accented = not re.search(rb"[\x80-\xff]{2}", sample) and b"\0" not in sample
    likely = [*_WEST, "mac_roman", "cp850"] if accented else _LIKELY
    best = from_bytes(sample, cp_isolation=likely).best()
    name = best.encoding if best else "cp1252"
    return _western(data, name) if name in _WEST else name


def _western(data: bytes, name: str) -> str:
    words = Counter(re.findall(r"[a-z]+", data[:_SAMPLE].decode("latin-1").lower()))
    count = {key: sum(words[word] for word in known) for key, known in _WORDS.items()}
    if count["cp1250"] <= count["cp1252"]:
        return "cp1252"
    return name if name == "iso8859_2" else "cp1250"


def _mixed(lines: list[bytes], name: str, path: str) -> tuple[str, list[Finding]]:
    """Read each line by itself: as UTF-8 where it is that, else as the other encoding."""
    out: list[str] = []
    findings: list[Finding] = []
    for number, line in enumerate(lines, 1):
        good = _is_utf8(line)
        out.append(line.decode("utf-8") if good else line.decode(name, "replace"))
        if not good and len(findings) < _MOST:
            message = f"mixed encodings: this line is not UTF-8, read as {name}"
            place = Place(path, number)
            findings.append(
                Finding("import/mixed-encoding", message, place, "check it", Severity.WARNING)
            )
    text = "\n".join(out)
    return text, findings + (_replaced(text, path) if "\ufffd" in text else [])


def _replaced(text: str, path: str) -> list[Finding]:
    line = text[: text.index("\ufffd")].count("\n") + 1
    message = f"{text.count(chr(0xFFFD))} characters could not be read and are now U+FFFD"
    return [Finding("import/unreadable", message, Place(path, line), "ask for the file again")]


def mended(text: str, path: str) -> tuple[str, list[Dropped], list[Finding]]:
    """Return text whose characters were read in a wrong encoding before it came here, repaired.

    What was there and is no more is listed, and every repaired line reported.
    """
    if not _BROKEN.search(text):
        return text, [], []
    from ftfy import fix_encoding

    lines, dropped, findings = text.split("\n"), list[Dropped](), list[Finding]()
    for number, line in enumerate(lines, 1):
        if not _BROKEN.search(line) or (fixed := fix_encoding(line)) == line:
            continue
        lines[number - 1] = fixed
        gone = "".join((Counter(line) - Counter(fixed)).elements())
        dropped.append(Dropped(gone, number, "read in a wrong encoding before; repaired"))
        if len(findings) < _MOST:
            before, after = _difference(line, fixed)
            message = f"{before!r} was once read in a wrong encoding, and is now {after!r}"
            place = Place(path, number)
            findings.append(Finding("import/mojibake", message, place, "", Severity.WARNING))
    return "\n".join(lines), dropped, findings


def _difference(line: str, fixed: str) -> tuple[str, str]:
    """Return the first word that differs, as it was and as it is."""
    pairs = zip(line.split(), fixed.split(), strict=False)
    return next(((one, other) for one, other in pairs if one != other), (line, fixed))
