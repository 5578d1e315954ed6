"""The rules of a house: what it judges differently from the printers' figures, and why.

A YAML file of its own, so that many publications and jobs share it::

    profile: press
    limits:
      ink_limit: {to: 280, reason: our uncoated stock dries slowly}
    overrides:
      image/soft: {severity: off, pages: [3], reason: the portrait of 1931 is only this large}
      text/too-small: {severity: error, reason: our readers are elderly}
"""

from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, create_model

import printkit.preflight.checks  # noqa: F401 - registers the checks
from printkit.model.finding import did_you_mean
from printkit.model.measure import MM, mm
from printkit.preflight.profile import Override, Profile, Purpose, Reason
from printkit.preflight.registry import CHECKS
from printkit.sources.settings import load

Value = TypeVar("Value")
_NOT_LIMITS = ("name", "purpose", "overrides", "rules")


class Limit(BaseModel, Generic[Value]):
    """A figure of the house in the place of the printer's, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    to: Value
    reason: Reason


def _limits() -> type[BaseModel]:
    """Every figure of a profile may be set, and is checked as there."""
    fields: dict[str, Any] = {
        name: (Limit[info.rebuild_annotation()] | None, None)  # type: ignore[misc]
        for name, info in Profile.model_fields.items()
        if name not in _NOT_LIMITS
    }
    return create_model("Limits", __config__=ConfigDict(frozen=True, extra="forbid"), **fields)


Limits = _limits()


def _known(code: str) -> str:
    if code not in CHECKS:
        raise ValueError(f"there is no check {code!r}; {did_you_mean(code, CHECKS)}")
    return code


class House(BaseModel):
    """The rules of a house. Each of them has its reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: Purpose | None = Field(
        None, description="The profile to judge by, unless another is asked for."
    )
    limits: Limits = Field(Limits(), description="Figures in the place of the printer's.")  # type: ignore[valid-type]
    overrides: dict[Annotated[str, AfterValidator(_known)], Override] = Field(
        {}, description="Checks judged otherwise, by their codes."
    )

    def applied(self, profile: Profile) -> Profile:
        """Return the profile with the rules of the house."""
        limits: dict[str, Limit[Any]] = {k: v for k, v in vars(self.limits).items() if v}
        changes: dict[str, Any] = {name: limit.to for name, limit in limits.items()}
        rules = [f"{name} is {_shown(name, limit.to)}: {limit.reason}"
                 for name, limit in limits.items()]  # fmt: skip
        rules += [_said(code, override) for code, override in self.overrides.items()]
        changes |= {"overrides": profile.overrides | self.overrides, "rules": tuple(rules)}
        return profile.model_copy(update=changes)


def _shown(name: str, value: Any) -> str:
    metadata = Profile.model_fields[name].metadata
    if any(isinstance(item, BeforeValidator) for item in metadata):
        return f"{mm(value):.3g} mm" if value >= MM else f"{value:.3g} pt"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _said(code: str, override: Override) -> str:
    pages = f" on pages {', '.join(map(str, override.pages))}" if override.pages else ""
    return f"{code} is {override.severity}{pages}: {override.reason}"


def house(file: Path) -> House:
    """Read the rules of a house. Raises Problems with every error and its line."""
    return load(file, House)
