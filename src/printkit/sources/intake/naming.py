"""Names in the closing bio block: alone on a line, before roles, or subject of a sentence."""

import re

from printkit.sources.intake.bio import Bio, hold, is_roles, is_title

_LABEL = re.compile(
    r"[【\[（(*_]*\s*(?:"
    r"about\s+the\s+authors?|author\s+(?:bio(?:graph(?:y|ies))?|profile|information)s?|"
    r"biograph(?:y|ies)|the\s+authors?|作者简介|作者簡介|专家简介|專家簡介|作者介绍|个人简介|专家介绍|"
    r"作者信息|作者(?=\s*[:：])|(?:à\s+propos\s+de\s+|sur\s+)?l['’]auteure?|les\s+auteurs|"
    r"(?:über\s+)?(?:den|die|zum|zur|der)\s+autor(?:in|en)?|zur\s+person|"
    r"著者略歴|著者紹介|略歴|プロフィール|執筆者紹介|筆者紹介"
    r")\s*(?:[】\]）)*_]+\s*[:：]?\s*|[:：]\s*|$)",
    re.IGNORECASE,
)
_HONORIFIC = (
    r"(?:(?:Univ\.-)?(?:Professor(?:in)?|Professeure?|Prof|Pr|PD|Priv\.-Doz|Drs?|Mr|Mrs|Ms|Mme|"
    r"Mlle|M|Sir|Dame|Academician|Dipl\.-[A-Z]\w+)\.?)"
)
_PREFIX = re.compile(rf"(?:{_HONORIFIC}(?:\s+(?:le|la|med|h\.\s?c|rer\.\s?nat|phil|em)\b\.?)*\s+)+")
_DEGREE = (
    r"(?:M\.?D\.?|Ph\.?\s?D\.?|M\.?Sc\.?|B\.?Sc\.?|D\.?Sc\.?|M\.?P\.?H\.?|MBBS|MBChB|MB|RN|MBA|MRCP|"
    r"F[A-Z]{2,7}(?:\([A-Z][A-Za-z]*\))?)"
)
_SUFFIX = re.compile(rf"(?:(?:,\s*|\s+){_DEGREE}(?![\w.]))+$")
_WORD = r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*|de|van|von|der|di|da|la|le|bin|al)"
_LATIN = re.compile(rf"{_WORD}(?:\s+{_WORD}){{0,4}}")
_HAN = "[\u3400-\u9fff]"
_EAST = re.compile(
    rf"({_HAN}{{2,4}}|{_HAN}{{1,4}}[ 　][\u3040-\u30ff\u3400-\u9fff]{{1,5}}"
    rf"|{_HAN}{{1,8}}(?:[·・]{_HAN}{{1,8}})+)[ 　]*(教授|博士|医師|医生|醫師|院士|先生|女士)?"
)
_HOUSE = re.compile(
    "(?:大学|大學|学院|學院|医院|醫院|病院|学会|學會|协会|協會|研究所|研究院|中心|公司|基金会|科|部|系|室)$"
)
_KANA = re.compile("[\u3041-\u30ff][\u3041-\u30ff ・　]+")
_ASIDE = re.compile(r"([^（()）]+?)\s*[（(]\s*([^（()）]{1,60}?)\s*[)）]([^（()）]*)")
_PROSE = re.compile(r",\s+(?!of\b|for\b|the\b|stellv)[a-zà-ÿ]+\s+[a-zà-ÿ]+")
"""Two small words after a comma: a sentence, not the body of an office."""
_SAYS = re.compile(
    r"\s+(?:is|serves|works|leads|heads|holds|chairs|joined|trained|studied|has\s+been|was\s+born|"
    r"est|dirige|travaille|exerce|ist|leitet|arbeitet|studierte)\s+"
)


def label(text: str) -> str | None:
    """Return the words that open a bio block ("About the author:"), as written."""
    match = _LABEL.match(text)
    return match.group() if match else None


def name(text: str, line: int, labelled: bool = False) -> Bio | None:
    """Return a person when ``text`` is nothing but a name with its titles of address.

    The name in another script, or an office, may follow in parentheses; where a label has said
    that this is a person (``labelled``), anything: then it is where they work.
    """
    text = text.strip()
    if match := _ASIDE.fullmatch(text):
        return _with_aside(match, line, labelled)
    if match := _EAST.fullmatch(text):
        if is_title(match[1]) or _HOUSE.search(match[1]):
            return None
        return Bio(match[1].strip(), line, suffix=match[2], east=True)
    prefix = _PREFIX.match(text)
    rest = text[prefix.end() :] if prefix else text
    suffix = _SUFFIX.search(rest)
    core = rest[: suffix.start()] if suffix else rest
    if not _LATIN.fullmatch(core) or len(core) > 60 or is_title(core):
        return None
    if not prefix and not suffix and " " not in core:
        return None
    said = suffix.group() if suffix else ""
    return Bio(
        core,
        line,
        prefix=prefix.group().strip() if prefix else None,
        suffix=said.strip(", ") or None,
        separators=[(",", line)] if said.startswith(",") else [],
    )


def _with_aside(match: re.Match[str], line: int, labelled: bool) -> Bio | None:
    head, aside, tail = match.groups()
    person = name(head + tail, line)
    if person is None:
        return None
    other = name(aside, line)
    if person.east and _KANA.fullmatch(aside):
        person.names["ja-Hira" if re.search("[\u3041-\u3096]", aside) else "ja-Kana"] = aside
    elif other and other.east != person.east and not (other.prefix or other.suffix):
        person.names["zh-Hans" if other.east else "en"] = aside
    elif is_roles(aside):
        hold(person, aside, line)
    elif labelled:
        person.affiliations.append(aside)
    else:
        return None
    person.separators.append(("()" if "(" in match.group() else "（）", line))
    return person


def one_line(text: str, line: int) -> Bio | None:
    """Return the person of a line "Name, role, role", or None when it is no such line."""
    cuts = list(re.finditer(rf"[，,:：、–—]|(?<={_HAN})[ 　]+", text))[:6]
    for start, end in (match.span() for match in reversed(cuts)):
        person, roles = name(text[:start], line), text[end:].strip()
        if person and roles and is_roles(roles) and not _PROSE.search(roles):
            hold(person, roles, line)
            if sign := text[start:end].strip():
                person.separators.append((sign, line))
            return person
    return None


def sentence(text: str, line: int, labelled: bool = False) -> Bio | None:
    """Return the subject of a sentence that tells who somebody is: "Ada Specimen is a nurse".

    Without a label the sentence must name an office soon.
    """
    match = _SAYS.search(text[:120])
    if match and (labelled or is_title(text[match.end() : match.end() + 60])):
        known = match.group().split()[0] in ("is", "est", "ist", "serves")
        return name(text[: match.start()], line) if labelled or known else None
    east = re.match(rf"({_HAN}{{2,4}}|{_HAN}[{_HAN[1:-1]} ]{{2,8}})[，,、（(]", text)
    return name(east[1], line) if labelled and east else None
