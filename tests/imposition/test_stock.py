"""Papers, spines, creep."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printkit.model.finding import Problems
from printkit.model.measure import MM
from printkit.model.stock import STOCKS, creep, spine, stock


def test_a_paper_is_found_by_name() -> None:
    assert stock("Silk-115").caliper == pytest.approx(0.099 * MM)
    assert stock("silk-115").grammage == 115


@pytest.mark.parametrize(
    ("figure", "grammage", "caliper"),
    [
        ("115gsm 0.09mm", 115, 0.09),
        ("115 g/m2, 90 µm", 115, 0.09),
        ("0.1mm", 0, 0.1),
        ("60lb text 400ppi", 88.8, 0.127),
        ("80gsm", 80, 0.10768),
        ("0.004in", 0, 0.1016),
    ],
)
def test_a_printers_figure_is_understood(figure: str, grammage: float, caliper: float) -> None:
    paper = stock(figure)
    assert paper.grammage == pytest.approx(grammage)
    assert paper.caliper == pytest.approx(caliper * MM)


@pytest.mark.parametrize("name", ["silk-116", "", "thick", "115gsm thick", "0mm", "0ppi", "5"])
def test_an_unknown_paper_is_a_finding_with_a_hint(name: str) -> None:
    with pytest.raises(Problems) as problems:
        stock(name)
    (finding,) = problems.value.findings
    assert finding.code == "stock/unknown"
    assert finding.hint


def test_a_near_name_is_suggested() -> None:
    with pytest.raises(Problems, match="did you mean silk-115"):
        stock("silk115")


def test_papers_of_a_kind_grow_thicker_with_weight() -> None:
    kinds: dict[str, list[float]] = {}
    for name, paper in STOCKS.items():
        kinds.setdefault(name.split("-")[0], []).append(paper.caliper)
    assert all(thick == sorted(set(thick)) for thick in kinds.values())


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 500), st.floats(0.05, 2))
def test_a_spine_is_a_leaf_for_two_pages(leaves: int, caliper: float) -> None:
    assert spine(2 * leaves, caliper) == pytest.approx(leaves * caliper)


def test_creep_is_none_on_one_sheet_and_grows_by_a_caliper_a_sheet() -> None:
    assert creep(4, 0.3) == 0
    assert creep(64, 0.3) == pytest.approx(15 * 0.3)
    assert creep(64, 0.3, k=1.4) == pytest.approx(15 * 0.3 * 1.4)
