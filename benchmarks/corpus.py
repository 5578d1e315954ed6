"""A fixed text to measure justification with, in our own words."""

PARAGRAPHS = (
    "In the winter the committee of the hospital met on the first evening of every month, and "
    "whoever arrived late found the door locked. Correspondence was read aloud, the accounts were "
    "examined line by line, and the old disagreement about the heating of the eastern corridor "
    "returned with the regularity of the tide. Nobody remembered afterwards who had proposed the "
    "resolution, although everybody remembered perfectly the extraordinary silence in which it "
    "was adopted, and the sound of rain on the glass roof above the staircase.",
    "A printer who has set a thousand pages learns to see a paragraph before he reads it. The eye "
    "asks for an even grey, and it is disturbed by whatever interrupts that evenness: a line whose "
    "spaces gape, a ladder of hyphens at the margin, a single word left over at the end. Such "
    "faults are small, and most readers could not name them; they merely tire a little sooner, and "
    "put the book down without knowing why. That is reason enough for the trouble one takes.",
    "The register of the harbour lists every vessel that came in between the two floods, together "
    "with its cargo, its destination and the name of the master. Timber, hides and barrels of tar "
    "went out; wine, paper and instruments came in. In the margin a second hand has noted which of "
    "the debts were settled, and in one place, underneath the entry for a schooner from the north, "
    "there is a drawing of a bird that has nothing whatever to do with the administration.",
    "When the manuscript finally reached the workshop it had been copied so frequently that "
    "scarcely a sentence agreed with the original. The compositor, a patient woman of considerable "
    "learning, compared the three surviving versions and marked each discrepancy with a coloured "
    "thread. Her annotations, which were discovered underneath the binding during the restoration, "
    "are now thought to be considerably more interesting than the treatise itself.",
)
