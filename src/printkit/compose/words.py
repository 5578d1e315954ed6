"""The few words that layouts print of their own, by language."""

from printkit.compose.vocabulary import VOCABULARY

WORDS = {
    "en": {
        "contents": "Contents",
        "note": "Editor’s note",
        "by": "By",
        "and": "and",
        "about": "About the author",
        "former": "former",
        "colophon": "Colophon",
        "hosts": "Hosted by",
        "theme": "Theme",
        "date": "Date",
        "seal": "Seal",
        "page": "page",
        "notes": "Notes",
        "inside": "In this issue",
        "abstract": "Abstract",
        "contributors": "Contributors",
        "figures": "Figures",
        "abbreviations": "Abbreviations",
        "glossary": "Glossary",
        "index": "Index",
        "see": "see",
        "certificate": "Certificate",
        "certify": "This is to certify that",
        "contributed": "contributed",
        "to": "to",
        "programme": "Programme",
        "speakers": "Speakers",
        "chair": "Chair",
    },
    "zh": {
        "contents": "目录",
        "note": "编者按",
        "by": "文",
        "and": "、",
        "about": "作者简介",
        "former": "曾任",
        "colophon": "版权页",
        "hosts": "主办单位",
        "theme": "大会主题",
        "date": "日期",
        "seal": "盖章",
        "page": "页",
        "notes": "笔记",
        "inside": "本期要目",
        "abstract": "摘要",
        "contributors": "作者索引",
        "figures": "插图目录",
        "abbreviations": "缩略语",
        "glossary": "术语表",
        "index": "索引",
        "see": "见",
        "certificate": "证书",
        "certify": "兹证明",
        "contributed": "撰写了",
        "to": "，载于",
        "programme": "日程",
        "speakers": "讲者索引",
        "chair": "主持",
    },
}


def words(language: str) -> dict[str, str]:
    """Return the words of a language, English where there are none."""
    own = language.split("-", maxsplit=1)[0]
    return WORDS["en"] | WORDS.get(own, VOCABULARY.get(own, {}))
