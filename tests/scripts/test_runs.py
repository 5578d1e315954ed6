import html as entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.compose.runs import set_runs

H, G = '<span class="run" lang="zh-Hans">', '<span class="latin gap-l gap-r">'
T, E = '<span class="tight">', "</span>"
CASES = [
    # Chinese within English: told its language; no space where there is one, or a mark.
    ("en", "See 患者至上，共享未来。 now.", f"See {H}患者至上，共享未来。{E} now."),
    ("en", "CSCO年会", 'CSCO<span class="run gap-l" lang="zh-Hans">年会</span>'),
    ("en", "said “共享” twice", 'said “<span class="run" lang="zh-Hans">共享</span>” twice'),
    ("en", "Tanaka (田中さん)", 'Tanaka (<span class="run" lang="ja">田中さん</span>)'),
    # Latin within Chinese.
    ("zh-Hans", "参加2024年CSCO年会。",
     f"参加{G}2024{E}年{G}CSCO{E}年会。"),
    ("zh-Hans", "的<em>CSCO</em>，好", '的<em><span class="latin gap-l">CSCO</span></em>，好'),
    ("zh-Hans", "约 5 mg 的", '约 <span class="latin">5 mg</span> 的'),
    # Marks side by side; stress.
    ("zh-Hans", "他说：“是。”（笑）",
     f"他说{T}：{E}“是{T}。{E}{T}”{E}（笑）"),
    ("zh-Hans", "（《书》）", '（<span class="tight">《</span>书<span class="tight">》</span>）'),
    ("zh-Hans", "<em>对</em>", '<em><span class="dot">对</span></em>'),
    # Other scripts.
    ("en", "by نجيب محفوظ himself",
     'by <span class="run" lang="ar" dir="rtl">نجيب محفوظ</span> himself'),
    ("en", "and שלום עליכם.", 'and <span class="run" lang="he" dir="rtl">שלום עליכם</span>.'),
    ("ar", "كتاب CSCO هنا", "كتاب CSCO هنا"),
    ("en", "हिन्दी และ ภาษาไทย",
     '<span class="run" lang="hi">हिन्दी</span> <span class="run" lang="th">และ ภาษาไทย</span>'),
    # What stays as it is.
    ("en", "IFN-α, Σ and Чехов", "IFN-α, Σ and Чехов"),
    ("en", "<code>年会CSCO</code> <pre>年a</pre>", "<code>年会CSCO</code> <pre>年a</pre>"),
    ("en", '<p lang="zh-Hans">好</p>好', f'<p lang="zh-Hans">好</p>{H}好{E}'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "marked"), CASES)
def test_runs_are_told_their_language_and_spaced(language, text, marked):
    assert set_runs(text, language) == marked


def test_a_publication_tells_the_languages_of_other_scripts():
    assert 'lang="zh-Hant">漢字' in set_runs("See 漢字", "en", ["zh-Hant"])
    assert 'lang="ja">漢字' in set_runs("See 漢字", "en", ["ja"])
    assert 'lang="fa" dir="rtl"' in set_runs("by حافظ", "en", ["fa"])


def test_text_does_not_run_over_the_border_of_a_paragraph_or_a_footnote():
    marked = set_runs('<p>会</p><p>CSCO</p><p>会<span class="footnote">A</span></p>', "zh-Hans")
    assert "gap" not in marked


texts = st.text(st.sampled_from("会议患（《》）“”，。！—…a5 %-&<'é한あアשلกक\u00a0"), max_size=40)


@given(texts, st.sampled_from(["en", "zh-Hans", "zh-Hant", "ja", "ko", "ar", "he", "th"]))
def test_no_character_is_lost_or_added(text, language):
    marked = set_runs(f"<p>{entities.escape(text)}</p>", language)
    assert entities.unescape(re.sub(r"<[^>]*>", "", marked)) == text
