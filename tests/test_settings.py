import pytest
from hypothesis import given
from hypothesis import strategies as st

from printkit.model.finding import Problems
from printkit.model.person import Person
from printkit.model.publication import PublicationSettings
from printkit.sources.settings import parse


def problems(text, model=PublicationSettings):
    with pytest.raises(Problems) as caught:
        parse(text, "publication.yaml", model)
    return caught.value.findings


def test_every_error_is_reported_at_once_with_its_line_and_column():
    found = problems(
        "title: T\ndate: 2024-09-25\narticels: [a.md]\nproducts:\n  b: {layout: x, bleed: 3}\n"
    )
    assert [(f.code, f.place.line, f.place.column) for f in found] == [
        ("settings/missing-key", 1, 1),
        ("settings/value", 5, 18),
        ("settings/unknown-key", 3, 1),
    ]
    assert "a length needs a unit" in found[1].message
    assert found[2].hint == "did you mean articles?"


def test_a_misspelt_key_deep_inside_is_matched_with_the_keys_there():
    found = problems(
        "title: T\ndate: 2024-09-25\narticles: [a.md]\nproducts:\n  b:\n    layout: x\n"
        "    cover:\n      desing: plain\n"
    )
    assert str(found[0]) == (
        "publication.yaml:8:7: error: unknown key 'desing' [settings/unknown-key]\n"
        "    did you mean design?"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: [", "yaml/broken"),
        ("title: a: b", "yaml/broken"),
        ("a: 1\na: 2\n", "yaml/duplicate-key"),
        ("", "yaml/not-a-mapping"),
        ("- a\n- b\n", "yaml/not-a-mapping"),
        ("title: !!python/object:os.system x\n", "settings/value"),
    ],
)
def test_broken_yaml_is_one_finding_with_a_line(text, code):
    found = problems(text)
    assert found[0].code == code
    assert found[0].place.line == 1 or code == "yaml/duplicate-key"


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    try:
        parse(text, "x.yaml", Person)
    except Problems as refused:
        assert refused.findings


def test_a_role_is_a_title_and_a_body():
    person = parse("name: A\nroles:\n  - Chair | The Body\n  - Reader\n", "a.yaml", Person)
    assert [(r.title, r.body) for r in person.roles] == [("Chair", "The Body"), ("Reader", None)]
