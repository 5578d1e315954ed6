"""What a fit is: the pages that a text is to make."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from printkit.model.settings import Settings


class Fit(Settings):
    """How many pages a text is to make. printkit moves the layout's measures within its bounds."""

    pages: Annotated[int, Field(ge=1)] | None = Field(None, description="Exactly so many.")
    max: Annotated[int, Field(ge=1)] | None = Field(None, description="So many or fewer.")
    multiple_of: Annotated[int, Field(ge=1)] | None = Field(
        None, description="Full gatherings: 4, 8, 16."
    )

    @model_validator(mode="after")
    def _one_goal(self) -> Self:
        given = self.model_fields_set
        if not given:
            raise ValueError("say `pages`, `max` or `multiple_of`")
        if "pages" in given and len(given) > 1:
            raise ValueError("`pages` is exact: `max` and `multiple_of` have no say beside it")
        return self

    def accepts(self, count: int) -> bool:
        """Tell whether ``count`` pages will do."""
        return (
            count == (self.pages or count)
            and count <= (self.max or count)
            and count % (self.multiple_of or 1) == 0
        )

    def below(self, count: int) -> int:
        """Return the next number of pages under ``count`` that will do; 0 where there is none."""
        return next((n for n in range(count - 1, 0, -1) if self.accepts(n)), 0)

    def above(self, count: int) -> int:
        """Return the next number of pages over ``count`` that will do; 0 where there is none."""
        last = self.pages or self.max or count + (self.multiple_of or 1)
        return next((n for n in range(count + 1, last + 1) if self.accepts(n)), 0)
