"""YAML with line numbers, checked against a settings model: every problem at once, in place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from printkit.model.finding import Finding, Place, Problems, did_you_mean, problem
from printkit.sources import values

LIMIT = 1_000_000
"""Bytes a settings file may have: more is data in the wrong place, or an attack."""

Model = TypeVar("Model", bound=BaseModel)


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the bytes of a file. Raises Problems when it is missing, unreadable or too long."""
    place = Place(str(path))
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise problem("file/missing", f"no such file: {path.name}", place) from None
    except OSError as error:
        raise problem("file/unreadable", f"cannot be read: {error.strerror}", place) from None
    if len(data) > limit:
        raise problem("file/too-long", f"more than {limit:,} bytes, which are not read", place)
    return data


def read_text(path: Path, limit: int = LIMIT) -> str:
    """Return the text of a UTF-8 file.

    Raises Problems when it is missing, unreadable, too long or not UTF-8.
    """
    data = read_bytes(path, limit)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        hint = "save it as UTF-8 in your editor"
        raise problem("file/encoding", "is not UTF-8", Place(str(path), line), hint) from None
    return text.replace("\r\n", "\n")


def load(path: Path, model: type[Model]) -> Model:
    """Read a YAML file as ``model``. Raises Problems with every error and its line."""
    return parse(read_text(path), str(path), model)


def parse(text: str, path: str, model: type[Model], first_line: int = 1) -> Model:
    """Read YAML text as ``model``; ``first_line`` is the line of the file that it starts at."""
    read: Model = _once(text, path, model, first_line)
    return read


@lru_cache(maxsize=1024)
def _once(text: str, path: str, model: type[BaseModel], first_line: int) -> Any:
    """Read a text once while a process lasts; models do not change."""
    if (known := values.known(text)) is not None:
        with suppress(ValidationError):
            return model.model_validate(known)
    return parse_in_place(text, path, model, first_line)[0]


def parse_in_place(
    text: str, path: str, model: type[Model], first_line: int = 1
) -> tuple[Model, Callable[[Sequence[int | str]], Place]]:
    """Read YAML text as ``model``; also return where each of its keys and items stands."""
    data = _yaml(text, path, first_line)
    if not isinstance(data, Mapping):
        hint = "write one `key: value` on a line"
        raise problem("yaml/not-a-mapping", "has no keys", Place(path, first_line), hint)
    try:
        read = model.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise Problems(_finding(e, data, model, path, first_line) for e in details) from None

    def where(location: Sequence[int | str]) -> Place:
        return Place(path, _position(data, location)[0] + first_line)

    return read, where


def place_of(path: Path, *keys: str | int) -> Place:
    """Return where a key of a YAML file stands; for one that is not there, what it belongs to.

    Raises Problems when the file cannot be read.
    """
    line, column = _position(_yaml(read_text(path), str(path), 1), keys)
    return Place(str(path), line + 1, column + 1)


def _yaml(text: str, path: str, first_line: int) -> Any:
    # Not imported where all texts are known.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    reader = YAML()
    try:
        data = reader.load(text)
        values.keep(text, data)
        return data
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        place = Place(path, line, mark.column + 1 if mark else None)
        message = " ".join(filter(None, (error.problem, error.context)))
        code = "yaml/duplicate-key" if "duplicate key" in message else "yaml/broken"
        raise problem(code, message.splitlines()[0], place, _YAML_HINT) from None
    except (YAMLError, ValueError, RecursionError) as error:
        message = str(error).splitlines()[0] if str(error) else "cannot be read"
        raise problem("yaml/broken", message, Place(path, first_line), _YAML_HINT) from None


_YAML_HINT = 'quote a text that holds a colon or starts with a sign: title: "One: two"'


def _finding(
    error: ErrorDetails, data: Any, model: type[BaseModel], path: str, first_line: int
) -> Finding:
    location = error["loc"]
    line, column = _position(data, location)
    place = Place(path, line + first_line, column + 1)
    name = ".".join(map(str, location))
    if error["type"] == "extra_forbidden":
        known = _fields(model, location[:-1])
        message = f"unknown key {location[-1]!r}"
        return Finding(
            "settings/unknown-key", message, place, did_you_mean(str(location[-1]), known)
        )
    if error["type"] == "missing":
        return Finding("settings/missing-key", f"the key {name!r} is missing", place)
    message = error["msg"].removeprefix("Value error, ")
    return Finding("settings/value", f"{name}: {message[0].lower()}{message[1:]}", place)


def _position(data: Any, location: Sequence[int | str]) -> tuple[int, int]:
    """Return line and column (from 0) of the deepest part of ``location`` that is in the file."""
    position = (data.lc.line, data.lc.col) if hasattr(data, "lc") else (0, 0)
    for part in location:
        if isinstance(data, Mapping) and part in data:
            position = data.lc.key(part) if hasattr(data, "lc") else position
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            position = data.lc.item(part) if hasattr(data, "lc") else position
        else:
            continue
        data = data[part]
    return position


def _fields(model: type[BaseModel], location: Sequence[int | str]) -> list[str]:
    """Return the keys known at ``location`` of a model."""
    models = [model]
    for part in location:
        inner = [m.model_fields[part].annotation for m in models if part in m.model_fields]
        models = [found for annotation in inner for found in _models(annotation)] or models
    return [key for m in models for key in m.model_fields]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)
