from datetime import date

import pytest

from printkit.compose.dates import span


@pytest.mark.parametrize(
    ("start", "end", "language", "printed"),
    [
        (date(2024, 9, 25), date(2024, 9, 29), "en", "25–29 September 2024"),
        (date(2024, 9, 25), None, "en", "25 September 2024"),
        (date(2024, 9, 28), date(2024, 10, 2), "en", "28 September – 2 October 2024"),
        (date(2024, 12, 30), date(2025, 1, 2), "fr", "30 décembre 2024 – 2 janvier 2025"),
        (date(2024, 9, 25), date(2024, 9, 29), "zh-Hans", "2024年9月25日至29日"),
        (None, None, "en", ""),
    ],
)
def test_days_are_printed_as_the_language_writes_them(start, end, language, printed):
    assert span(start, end, language) == printed
