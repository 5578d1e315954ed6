"""The order of people in a list, and the heading that each stands under."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from printkit.model.finding import problem
from printkit.model.publication import Publication
from printkit.sources.names import family_of, sort_key
from printkit.sources.scripts import has_han

Key = tuple[str, ...]


@dataclass(frozen=True)
class Collation:
    """How people are sorted: Chinese names by pinyin among the others, or by strokes before them.

    The order by strokes is that of Unicode's CLDR, and needs PyICU.
    """

    strokes: bool = False

    def key(self, name: str, family: str | None = None) -> Key:
        """Return what a name is sorted by. Raises Problems (collation/missing)."""
        if not self.strokes:
            return sort_key(name, family)
        if not has_han(family or family_of(name)):
            return ("1", *sort_key(name, family))
        order, _ = _stroke_order()
        sorted_by = [order.getSortKey(text).hex() for text in (family or name, name)]
        return ("0", *sorted_by, name)

    def heading(self, name: str, family: str | None = None) -> str:
        """Return the letter, or the number of strokes (4画), of a name; # for a sign."""
        if self.strokes and has_han(family or family_of(name)):
            _, index = _stroke_order()
            label = str(index.getBucket(index.getBucketIndex(family or name))[0])
            count = re.match(r"\d+", label)
            return f"{count.group()}画" if count else label
        first = sort_key(name, family)[0][:1]
        return first.upper() if first.isalpha() else "#"


def collation_of(publication: Publication) -> Collation:
    """Return the order of people that a publication has chosen."""
    return Collation(strokes=publication.settings.collation == "stroke")


@cache
def _stroke_order() -> tuple[Any, Any]:
    """Return the collator and the index of the stroke order. Raises Problems."""
    try:
        import icu
    except ImportError:
        message = "the order by strokes needs PyICU, which is not installed"
        hint = 'pip install "printkit[icu]", or write `collation: pinyin`'
        raise problem("collation/missing", message, hint=hint) from None
    locale = icu.Locale("zh-u-co-stroke")
    index = icu.AlphabeticIndex(locale).buildImmutableIndex()
    return icu.Collator.createInstance(locale), index
