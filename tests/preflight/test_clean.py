from collections.abc import Callable
from pathlib import Path

import pytest

from printkit.preflight.profile import named
from printkit.preflight.run import preflight


def test_a_faultless_press_file_has_no_findings(make: Callable[..., Path]) -> None:
    report = preflight(make(), named("press"))
    assert [str(finding) for finding in report.findings] == []
    assert report.pages == 2


@pytest.mark.parametrize("purpose", ["press", "office"])
def test_a_faultless_file_passes_under_strict(make: Callable[..., Path], purpose: str) -> None:
    assert not preflight(make(), named(purpose)).failed(strict=True)
