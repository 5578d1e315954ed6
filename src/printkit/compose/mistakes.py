"""Mistakes in templates, told with their file, line and text."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import (
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from printkit.model.finding import Place, Problems, problem
from printkit.model.layout import Layout

TEMPLATE = "page.html"


@contextmanager
def template_errors(layout: Layout) -> Iterator[None]:
    """Raise what is wrong in a template as Problems."""
    try:
        yield
    except TemplateSyntaxError as error:
        path = error.filename or _path_of(layout, error.name or TEMPLATE)
        raise _broken(str(error.message), path, error.lineno) from None
    except TemplateNotFound as error:
        message = f"the layout has no template {error.name!r}"
        place = Place(str(layout.folders[0][1]))
        raise problem("template/missing", message, place) from None
    except (TemplateError, UndefinedError, TypeError, ValueError, KeyError, IndexError) as error:
        raise _broken(_said(error), *_where(error, layout)) from None


def _said(error: Exception) -> str:
    return str(error) if not isinstance(error, KeyError) else f"there is no {error}"


def _where(error: Exception, layout: Layout) -> tuple[str, int]:
    """Return the template file and line that an error came from: the deepest one in the trace."""
    folders = tuple(str(folder) for _, folder in layout.folders)
    trace, found = error.__traceback__, (str(layout.folders[0][1] / TEMPLATE), 1)
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if name.startswith(folders):
            found = (name, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _path_of(layout: Layout, name: str) -> str:
    paths = (folder / Path(name).name for _, folder in layout.folders)
    return str(next((path for path in paths if path.is_file()), name))


def _broken(message: str, path: str, line: int) -> Problems:
    lines = Path(path).read_text("utf-8").splitlines() if Path(path).is_file() else []
    source = lines[line - 1].strip() if 0 < line <= len(lines) else ""
    hint = f"in: {source}" if source else ""
    return problem("template/broken", message, Place(path, line), hint)
