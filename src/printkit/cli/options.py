"""Options of a command made from a settings model, so that they are described there alone."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)
Command = Callable[..., Any]


def options_of(model: type[BaseModel]) -> Callable[[Command], Command]:
    """Give a command an option for each key of ``model``: its name, help, choices and default."""
    schemas = model.model_json_schema()["properties"]

    def given(command: Command) -> Command:
        for name, schema in reversed(schemas.items()):
            command = _option(name, schema)(command)
        return command

    return given


def read(model: type[Model], given: Mapping[str, Any]) -> Model:
    """Return the model of what was given on the command line. Raises UsageError with all errors."""
    told = {key: value for key, value in given.items() if key in model.model_fields}
    try:
        return model.model_validate({k: v for k, v in told.items() if v is not None})
    except ValidationError as error:
        lines = [_said(e["loc"], e["type"], e["msg"]) for e in error.errors()]
        raise click.UsageError("\n".join(dict.fromkeys(lines))) from None


def _said(place: tuple[int | str, ...], kind: str, message: str) -> str:
    flag = _flag(str(place[0]))
    if kind == "missing":
        return f"Missing option '{flag}'."
    return f"Invalid value for '{flag}': {message.removeprefix('Value error, ')}"


def _flag(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _option(name: str, schema: Mapping[str, Any]) -> Callable[[Command], Command]:
    flag, default = _flag(name), schema.get("default")
    kinds = [k for k in (schema, *schema.get("anyOf", ())) if "type" in k and k["type"] != "null"]
    # All values stay words until the model reads them, so that all errors are told at once.
    told: dict[str, Any] = {"help": schema.get("description"), "default": None, "type": str}
    if isinstance(default, str | int) and schema.get("type") != "boolean":
        told |= {"default": str(default), "show_default": True}
    if schema.get("type") == "boolean":
        flag = f"{flag}/--no-{flag[2:]}" if default else flag
        return click.option(flag, name, **told | {"is_flag": True, "type": bool})
    if len(kinds) == 1 and "enum" in kinds[0]:
        told["type"] = click.Choice(kinds[0]["enum"])
    elif kinds[0]["type"] == "array":
        told |= {"nargs": kinds[0]["maxItems"], "metavar": "LENGTH LENGTH"}
    elif "pattern" in kinds[0]:
        told["metavar"] = "LENGTH"
    elif kinds[0]["type"] == "integer":
        told["metavar"] = "INTEGER"
    return click.option(flag, name, **told)
