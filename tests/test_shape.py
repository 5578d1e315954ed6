"""The shape of the code: small files, short functions, telling names, commands that are told of."""

import ast
import re
from pathlib import Path

import click
import pytest

from printkit.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
MODULES = {
    str(path.relative_to(ROOT)): path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
VAGUE = {"util", "utils", "helper", "helpers", "misc"}


def test_there_are_modules_to_measure():
    assert len(MODULES) > 50


def test_no_file_is_longer_than_can_be_read_at_once():
    lengths = {name: len(text.splitlines()) for name, text in MODULES.items()}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_function_is_longer_than_a_screen():
    lengths = {
        f"{name}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for name, text in MODULES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION}


def test_every_module_is_named_for_what_it_holds():
    assert not [name for name in MODULES if VAGUE & set(Path(name).with_suffix("").parts)]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_module_and_a_help_text(name):
    command = cli.get_command(click.Context(cli), name)
    assert isinstance(command, click.Command)
    assert command.help and command.help.strip()
    assert COMMANDS[name].strip()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_named_in_the_readme(name):
    assert re.search(rf"`printkit {re.escape(name)}\b", (ROOT / "README.md").read_text("utf-8"))
