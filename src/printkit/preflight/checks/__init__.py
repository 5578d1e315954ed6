"""The checks, one module for each group of subjects. Importing this registers all of them."""

from printkit.preflight.checks import (  # noqa: F401
    boxes,
    claims,
    colour,
    file,
    fonts,
    images,
    interactive,
    metadata,
    output,
    pages,
    structure,
    text,
    transparency,
)
