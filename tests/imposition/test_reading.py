"""The panels of every folder, read in both directions."""

import pytest
from numbered_pdf import Word, numbered, words
from paper_folding import papers

from printkit.model import folders
from printkit.model.measure import Size, paper
from printkit.press.imposition import Options, Plan, plan
from printkit.press.placing import impose

HUGE = Size(6000, 5900)


def printed(
    scheme: str, pages: int, trim: Size, options: Options, sheet: Size = HUGE
) -> tuple[list[list[Word]], Plan]:
    """Return the numbers on each side of the finished file, and the plan for the binder."""
    data, _ = impose(numbered(pages, trim, coloured=False), scheme, sheet, options, marks=False)
    return words(data), plan(scheme, pages, trim, sheet, options)


@pytest.mark.parametrize("rtl", [False, True])
@pytest.mark.parametrize("name", folders.FOLDERS)
def test_the_panels_of_a_folder_back_each_other_in_both_directions(name: str, rtl: bool) -> None:
    folder = folders.FOLDERS[name]
    (front, back), planned = printed(name, folder.pages, paper("A6"), Options(rtl=rtl))
    leaves = sorted(papers(front, back, planned.sheet, planned.mirrored), key=lambda leaf: leaf.x)
    pairs = list(zip(folder.outside, folder.inside[::-1], strict=True))
    assert [leaf.faces for leaf in leaves] == (pairs[::-1] if rtl else pairs)
    assert all(leaf.upright == (True, True) for leaf in leaves)
    # The cover lies where the book is opened: at the right, or at the left when read from there.
    assert leaves[0 if rtl else -1].faces[0] == 1
