"""A ready report for an error that is ours."""

import platform
import traceback

from printkit import __version__


def report(error: BaseException) -> str:
    """Return what a user needs to send us about an unexpected error."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"{trace}\n"
        f"This is a bug in printkit {__version__} "
        f"(Python {platform.python_version()}, {platform.system()}).\n"
        "Please report it with the text above and, if you can, the files that cause it."
    )
