"""Dates as they are printed in a language."""

from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_interval


def _locale(language: str) -> Locale:
    # CLDR's "en" writes September 25; print in English outside the US has the day first.
    name = "en_GB" if language == "en" else language.replace("-", "_")
    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


def day(value: date, language: str) -> str:
    """Return a date in full: 25 September 2024."""
    return format_date(value, "long", locale=_locale(language))


def weekday(value: date, language: str, short: bool = False) -> str:
    """Return the day of the week: Wednesday, or Wed."""
    return format_date(value, "EEE" if short else "EEEE", locale=_locale(language))


def full(value: date, language: str) -> str:
    """Return a date with its day of the week: Wednesday, 25 September 2024."""
    return format_date(value, "full", locale=_locale(language))


def span(start: date | None, end: date | None, language: str) -> str:
    """Return the days from ``start`` to ``end``: 25–29 September 2024; empty without a start."""
    if start is None:
        return ""
    if end is None or end == start:
        return day(start, language)
    locale = _locale(language)
    if not locale.date_formats["long"].pattern.startswith("d"):
        printed = format_interval(start, end, "yMMMd", locale=locale)
        # Some editions of the CLDR put a spaced dash there, which Chinese does not know.
        return printed.replace("\u2009–\u2009", "至") if locale.language == "zh" else printed
    if (start.month, start.year) == (end.month, end.year):
        return f"{start.day}–{day(end, language)}"
    first = "d MMMM" if start.year == end.year else "d MMMM y"
    return f"{format_date(start, first, locale=locale)} – {day(end, language)}"
