from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.sources.markdown import html
from printkit.sources.publication import read
from printkit.sources.reading import Context
from printkit.sources.smart import refine_text
from printkit.sources.typography import QUOTES

# ~ stands for a no-break space, _ for a narrow one.
SET = [
    ("en", """He said "it's 'fine'" and left.""", "He said “it’s ‘fine’” and left."),
    ("en", "The nurses' own, the '90s, 'tis.", "The nurses’ own, the ’90s, ’tis."),
    ("en", "One -- two---three... four", "One~– two—three… four"),
    ("en", "pp. 10-12, 1997-98, Dr. Smith", "pp.~10–12, 1997–98, Dr.~Smith"),
    ("en", "5 mg on 25 September, J. R. Smith", "5~mg on 25~September, J.~R.~Smith"),
    ("en", "10 mice, 5 in the morning", "10 mice, 5 in the morning"),
    ("de", """Er rief: "Ja, 'so' geht's!\"""", "Er rief: „Ja, ‚so‘ geht’s!“"),
    ("de", "z. B. am 3. Mai, S. 5, 10 000 km", "z._B. am 3.~Mai, S.~5, 10_000~km"),
    ("de-CH", 'Er rief "Ja"', "Er rief «Ja»"),
    ("fr", 'Il dit "oui". Quoi? Non ; si: oui !', "Il dit «_oui_». Quoi_? Non_; si~: oui_!"),
    ("fr", "L'homme, « ici », à 10:30 (sic!)", "L’homme, «_ici_», à 10:30 (sic_!)"),
    ("fr", "Vraiment ?! 10 000 euros", "Vraiment_?! 10_000 euros"),
    ("pl", 'Był w domu i "w lesie" z psem', "Był w~domu i~„w~lesie” z~psem"),
    ("zh-Hans", '他说"你好"...然后--走了', "他说“你好”……然后——走了"),
    ("zh-Hant", '他說"你好"', "他說「你好」"),
    ("ja", '彼は"はい"と', "彼は「はい」と"),
]


@pytest.mark.parametrize(("language", "typed", "meant"), SET)
def test_each_language_is_set_by_its_own_practice(language, typed, meant):
    done, _ = refine_text(typed, language)
    assert done.replace("\u00a0", "~").replace("\u202f", "_") == meant


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a--b?q='x'...", "www.example.org/a--b", "anna@example.org",
        "doi:10.1000/'a'--b", "10.1000/a--b", "2024-09-25", "978-3-16-148410-0", "555-1234",
        "0000-0002-1825-0097", "use --strict or --out", "5'10\"", "3-2", "NCT01-02", "10.5-3.2",
    ],
)  # fmt: skip
def test_addresses_dates_numbers_and_options_are_left_alone(text):
    for language in ("en", "de", "fr", "pl"):
        assert refine_text(text, language) == (text, {})


texts = st.text(
    st.one_of(
        st.sampled_from(" \n\"'.-,;:!?«»()…–—aAiz1%你"), st.characters(exclude_categories=["Cs"])
    ),
    max_size=60,
)
languages = st.sampled_from([*QUOTES, "ka", "fr-CA", "en-GB"])


@given(texts, languages)
def test_what_is_set_once_stays_as_it_is(text, language):
    once, _ = refine_text(text, language)
    assert refine_text(once, language) == (once, {})


@given(texts, languages)
def test_no_letter_and_no_digit_changes(text, language):
    done, _ = refine_text(text, language)
    assert [c for c in done if c.isalnum()] == [c for c in text if c.isalnum()]


@given(texts, languages)
def test_every_change_is_counted_and_nothing_else_changes(text, language):
    done, changes = refine_text(text, language)
    there = Counter(text)
    for (before, after), times in changes.items():
        for _ in range(times):
            there.subtract(before)
            there.update(after)
    assert +there == Counter(done)
    assert all(n >= 0 for n in there.values())


def made(text, language="en", **context):
    return html(text, Context("a.md", language, "me", smart=True, **context))


def test_code_links_and_raw_html_are_never_touched():
    body, _ = made(
        '`a "b" -- c...` <https://x.org/a--b> [it\'s](https://x.org/a--b)\n\n'
        '    "code" -- ...\n\n<div title=\'a -- b\'>"raw" -- ...</div>\n'
    )
    assert "<code>a &quot;b&quot; -- c...</code>" in body or '<code>a "b" -- c...</code>' in body
    assert body.count("https://x.org/a--b") == 3
    assert ">it’s</a>" in body
    assert '"code" -- ...' in body.replace("&quot;", '"')
    assert '"raw" -- ...' in body.replace("&quot;", '"')


def test_marks_pair_over_emphasis_and_lines_and_stay_with_their_language():
    body, reading = made('"It is *so*\nand "here" 5\nmg"\n\n{lang=de}\nEr sagt "ja".\n')
    assert "“It is <em>so</em>" in body
    assert "5&nbsp;mg" in body
    assert "Er sagt „ja“." in body
    assert reading.changes["\n", "\u00a0"] == 1


def test_footnotes_are_set_as_well():
    body, _ = made('Text[^1].\n\n[^1]: A "note".\n')
    assert "A “note”." in body


def test_abbreviations_and_ordinals_are_marked_for_the_layout():
    body, _ = made("The CSCO met on the 3rd day, at 5 AM & I came.")
    assert '<span class="caps">CSCO</span>' in body
    assert '3<span class="ordinal">rd</span>' in body
    assert ">I<" not in body
    french, _ = made("Le XXe siècle, le 1er mai", "fr")
    assert 'XX<span class="ordinal">e</span>' in french
    assert '1<span class="ordinal">er</span>' in french


def test_an_article_may_be_left_as_it_was_typed(make):
    text = '---\ntitle: It\'s "so"\n{}---\n\nIt\'s "so" -- here.\n'
    smart, plain = (
        next(a for a in read(make(**{"two.md": text.format(head)}))[0].articles if a.id == "two")
        for head in ("", "smart: false\n")
    )
    assert smart.head.title == plain.head.title == 'It\'s "so"'
    assert "It’s “so”&nbsp;– here." in smart.body
    assert sum(smart.changes.values()) == 5
    assert 'It\'s "so" -- here.' in plain.body.replace("&quot;", '"')
    assert not plain.changes
