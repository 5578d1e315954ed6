"""Shared fixtures. An unexpected log record fails the test that caused it."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _silence(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logs a warning or worse, whoever logs it."""
    with caplog.at_level(logging.WARNING):
        yield
    noise = [record.getMessage() for record in caplog.get_records("call")]
    assert not noise, f"unexpected log records: {noise}"
