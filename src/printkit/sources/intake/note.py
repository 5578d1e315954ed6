"""The editor's note, and the event that it tells of, in five languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from printkit.model.event import Event, Organiser

_LABELS = (
    r"editor(?:['’]s|s['’]|ial)\s+note|note\s+from\s+the\s+editors?|from\s+the\s+editors?|"
    r"编者按|編者按|编者注|编者的话|编辑按|编前语|note\s+de\s+la\s+r[ée]daction|n\.?d\.?l\.?r\.?|"
    r"(?:vor)?(?:an|be)?merkung\s+der\s+redaktion|redaktionelle\s+(?:vor)?(?:an|be)?merkung|"
    r"anm\.\s*d\.\s*red\.|編集部より|編集部から|編集部注|編集者注|編集後記"
)
_LABEL = re.compile(
    rf"[*_\[【（(]*\s*(?:{_LABELS})\s*[*_\]】）)]*\s*(?:[:：.。—–-]+\s*|\s+|$|(?<=[\]】）)]))",
    re.IGNORECASE,
)
_MONTHS: dict[str, int] = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "januar februar märz april mai juni juli august september oktober november dezember",
    )
    for number, name in enumerate(names.split(), 1)
}
_M = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_TO = r"\s*(?:-|–|—|/|to|through|until|and|au|bis(?:\s+zum)?|et|und)\s*"
_WEEKDAY = r"(?:\s*[（(][月火水木金土日一二三四五六]\s*[)）])?"
_ST = r"(?:st|nd|rd|th|er|\.)?"
# Each gives (year, month, day, month, day) by name; a missing part is taken from the other end.
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_M}\.?\s+(?P<d1>\d{{1,2}}){_ST}(?:{_TO}(?:(?P<m2>\w+)\s+)?(?P<d2>\d{{1,2}}){_ST})?,?\s+(?P<y>\d{{4}})",
        rf"(?P<d1>\d{{1,2}}){_ST}(?:\s+(?P<m1>[^\W\d]+))?{_TO}(?P<d2>\d{{1,2}}){_ST}\s+{_M}\.?,?\s+(?P<y>\d{{4}})",
        rf"(?P<d1>\d{{1,2}}){_ST}\s+{_M}\.?,?\s+(?P<y>\d{{4}})",
        rf"(?P<y>\d{{4}})\s*年\s*(?P<m>\d{{1,2}})\s*月\s*(?P<d1>\d{{1,2}})\s*日?{_WEEKDAY}"
        r"(?:\s*(?:至|到|-|–|—+|－|~|～|〜|から)\s*(?:\d{4}\s*年\s*)?(?:(?P<m2>\d{1,2})\s*月\s*)?"
        r"(?P<d2>\d{1,2})\s*日)?",
        r"(?P<d1>\d{1,2})\.\s?(?:(?P<m>\d{1,2})\.\s?)?(?:\d{4}\s?)?(?:-|–|bis)\s*"
        r"(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y>\d{4})",
        r"(?P<d1>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d1>\d{2})"
        r"(?:\s*(?:-|–|/|to|bis|au|至)\s*\d{4}-(?P<m2>\d{2})-(?P<d2>\d{2}))?",
    )
]
_MEETING = re.compile(
    r"conference|congress|meeting|symposium|summit|forum|workshop|大会|年会|会议|论坛|峰会|congr[èe]s|"
    r"journées|colloque|kongress|tagung|symposion|学術集会|総会|学会",
    re.IGNORECASE,
)
_QUOTED = re.compile(r'"([^"]{3,200})"|“([^”]{3,200})”|«\s*([^»]{3,200}?)\s*»|„([^“”]{3,200})[“”]'
                     r"|「([^」]{2,200})」|『([^』]{2,200})』|《([^》]{2,200})》")  # fmt: skip
_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ0-9][\w'’&.-]*)"
_SMALL = r"(?:of|for|and|on|the|in|de|du|des|la|le|d['’]|l['’]|der|des|für|und)"
# Names that stand without quotation marks: an ordinal or "Annual" tells where they begin.
_NAMES = [
    re.compile(pattern)
    for pattern in (
        rf"(?:the\s+|The\s+)((?:\d{{1,3}}(?:st|nd|rd|th)|First|Second|Third|Annual|International|National|"
        rf"World|European|Asian)\s(?:(?:{_CAPITAL}|{_SMALL})\s){{0,9}}?"
        r"(?:Conference|Congress|(?:Annual\s)?Meeting|Symposium|Summit|Forum|Workshop)"
        rf"(?:\s(?:of|on|for)(?:\s(?:{_CAPITAL}|{_SMALL}))*\s{_CAPITAL})?)",
        rf"(?:[Ll]e\s|[Ll]a\s|[Ll]es\s)((?:\d+(?:e|er|es|ème|èmes)\s)?(?:Congrès|Colloque|Journées?|Assises)"
        rf"(?:\s(?:{_SMALL}\s)?(?:[ld]['’])?{_CAPITAL})+)",
        r"(?:[Dd]er|[Dd]ie|[Dd]as)\s((?:\d+\.\s)?(?:[A-ZÄÖÜ][\w-]*\s)?[A-ZÄÖÜ][\w-]*"
        r"(?:kongress|tagung|symposium|symposion)(?:\s„[^“”]+[“”])?)",
        r"(第[〇零一二三四五六七八九十百\d]+[届屆次][\u4e00-\u9fffA-Za-z0-9]{2,30}?"
        r"(?:学术年会|學術年會|学术会议|大会|大會|年会|年會|会议|會議|论坛|論壇|峰会))",
        r"(第\d+[回次][\u3040-\u30ff\u4e00-\u9fffA-Za-z0-9]{2,30}?(?:学術集会|総会|大会|学会))",
    )
]
_THEME = re.compile(r"(?:theme|th[èe]me|motto|thema|主题|主題|テーマ)", re.IGNORECASE)
_UPPER = r"[A-ZÀ-ÖØ-Þ][\w'’-]*"
_JOINED = r"(?:[ -]|-(?:en|sur|le|la|les|de)-| (?:am|an der|im|de|do|del) )"
_PLACE = rf"({_UPPER}(?:{_JOINED}{_UPPER}){{0,2}})"
_CITIES = [
    re.compile(pattern)
    for pattern in (
        rf"(?:held|place|meets?|gathers?|gathered|met|convenes?)\b[^.]{{0,40}}?\s(?:in|at)\s+{_PLACE}",
        rf"(?:tiendra|tient|tenu|lieu|réunit|réunira)\b[^.]{{0,60}}?\sà\s+{_PLACE}",
        rf"\sin\s+{_PLACE}\s+(?:statt|stattfinden|tagen|tagt|zusammen)",
        rf"(?:findet|fand|tagte?)\b.{{0,80}}?\sin\s+{_PLACE}",
        rf"\({_PLACE},\s+\d",
        r"(?:在|于|於)([\u4e00-\u9fff]{2,6}?)(?:市)?(?:隆重|顺利|順利|正式|盛大)?"
        r"(?:召开|召開|举行|舉行|举办|舉辦|开幕|開幕|拉开)",
        r"(?:在|于|於)([\u4e00-\u9fff]{2,3}?)(?:市|国际|國際|会展|會展|会议中心)",
        rf"(?:、|，|に|日{_WEEKDAY})([\u4e00-\u9fff]{{2,5}}?)(?:市)?(?:で|において|にて)(?:開催|開かれ)",
        rf"(?:、|，|に|日{_WEEKDAY})([\u4e00-\u9fff]{{2,3}}?)(?:市|国際|国立|文化)[^。、]{{0,20}}?(?:で|において)開催",
    )
]
_HOSTS = [
    re.compile(pattern)
    for pattern in (
        r"(?:[Hh]osted|[Oo]rgani[sz]ed|[Cc]onvened|[Rr]un)(?:\s+jointly)?\s+by\s+(.{3,300}?)"
        r"(?=[,;.]\s|[,;.]?$|\s(?:will|is|was|takes|took|in\s+[A-Z]))",
        r"[Oo]rganisée?s?\s+par\s+(.{3,300}?)(?=[,;.]\s|[,;.]?$|\s(?:se\s|aura|est|sera))",
        r"(?:veranstaltet|ausgerichtet|organisiert)\s+von\s+(.{3,300}?)(?=[,;.]\s|[,;.]?$)",
        r"由([^，。；]{2,120}?)(?:联合|共同)?(?:主办|举办|承办)",
        r"[、。，]?([^、。，「」]{2,60}?)が?(?:の)?(?:共同)?主催",
    )
]
_AND = re.compile(
    r",?\s+(?:and|et|und)\s+(?=(?:the|la|le|l['’]|der|die|dem)?\s*[A-ZÀ-Þ])|[和与及・]"
)
_ARTICLE = re.compile(r"^(?:the|la|le|les|der|die|das|dem)\s+|^l['’]", re.IGNORECASE)


@dataclass(frozen=True)
class Label:
    """The words that open a note, as written, and the text after them."""

    label: str
    text: str


def opening(text: str) -> Label | None:
    """Return the label and the rest of a paragraph that opens an editor's note."""
    match = _LABEL.match(text)
    return Label(match.group(), text[match.end() :]) if match else None


def event(text: str) -> Event | None:
    """Return the event that a note tells of, or None when it names none.

    Only what the text says is filled in; nothing is inferred.
    """
    name = _name(text)
    if not name:
        return None
    start, end = _dates(text)
    return Event(
        name=name,
        start=start,
        end=end,
        city=_first(_CITIES, text),
        theme=_theme(text),
        organisers=tuple(Organiser(name=host) for host in _hosts(text)),
    )


def is_guessed(text: str, found: Event) -> bool:
    """Say whether the name of an event was not in quotation marks, so that its ends are a guess."""
    return found.name not in {inner for _, _, inner in _quoted(text)}


def _quoted(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _QUOTED.finditer(text):
        inner = next(group for group in match.groups() if group)
        yield match.start(), match.end(), inner.strip(" ,.;，。")


def _name(text: str) -> str | None:
    names = [inner for start, end, inner in _quoted(text) if not _is_theme(text, start, end)]
    quoted = next((name for name in names if _MEETING.search(name)), None)
    return quoted or _first(_NAMES, text)


def _is_theme(text: str, start: int, end: int) -> bool:
    before = re.split(r"[.。;；»”]", text[max(0, start - 30) : start])[-1]
    after = re.match(r"\s*(?:为|を|作为|als|comme|as)?\s*(?:the\s+)?", text[end : end + 12])
    following = text[end + (after.end() if after else 0) :][:6]
    return bool(_THEME.search(before) or _THEME.match(following))


def _theme(text: str) -> str | None:
    return next((q for start, end, q in _quoted(text) if _is_theme(text, start, end)), None)


def _first(patterns: list[re.Pattern[str]], text: str) -> str | None:
    found = (pattern.search(text) for pattern in patterns)
    return next((match[1].strip(" .,") for match in found if match), None)


def _hosts(text: str) -> list[str]:
    said = _first(_HOSTS, text)
    parts = _AND.split(said) if said else []
    return [name for part in parts if (name := _ARTICLE.sub("", part.strip(" ,")))]


def _dates(text: str) -> tuple[date | None, date | None]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            try:
                return _range(match)
            except (ValueError, KeyError):
                continue
    return None, None


def _range(match: re.Match[str]) -> tuple[date, date]:
    parts = {key: value for key, value in match.groupdict().items() if value}
    year = int(parts["y"])
    if "m" in parts or ("m2" in parts and parts["m2"].isdigit()):
        first = int(parts.get("m", parts.get("m2", "")))
        last = int(parts.get("m2", first))
    else:
        named = next(v for v in match.groups() if v and v.lower() in _MONTHS)
        middle = match.re.pattern.find("m1") >= 0
        month = _MONTHS[(match.groups()[-2] if middle else named).lower()]
        first = _MONTHS[parts["m1"].lower()] if "m1" in parts else month
        last = _MONTHS[parts["m2"].lower()] if "m2" in parts else month
    start = date(year, first, int(parts["d1"]))
    end = date(year, last, int(parts.get("d2", parts["d1"])))
    if end < start:
        raise ValueError("ends before it starts")
    return start, end
