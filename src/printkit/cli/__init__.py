"""The command line: one command, one module, loaded when it is called."""

import gc
import importlib
import keyword
import sys
from collections.abc import Sequence

import click

from printkit import __version__
from printkit.model.finding import Problems

COMMANDS: dict[str, str] = {
    "new": "Start a publication that builds at once.",
    "import": "Turn what authors send into articles and bio blocks.",
    "build": "Build a publication into PDF files.",
    "watch": "Build again whenever something changes.",
    "check": "Read and lay out a publication, and say what is wrong.",
    "typography": "Tell how even the pages of a publication are.",
    "impose": "Put the pages of any PDF on sheets that fold, cut and bind right.",
    "labels": "Put the pages of any PDF on label or badge sheets.",
    "layouts": "List the layouts.",
    "fonts": "List the font families.",
    "doctor": "Say what is installed and what is missing.",
    "cache": "Say what is kept so that it need not be made again, or clear it.",
    "schema": "Print the JSON Schema of a settings file.",
    "preflight": "Tell the truth about any PDF: is it ready for the press?",
    "explain": "Explain a code of preflight: why it matters, what to do.",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are run, so that start-up stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the ``command`` of the module of that name."""
        if cmd_name not in COMMANDS:
            return None
        # A keyword of Python cannot name a module that others import.
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name.replace("-", "_")
        module = importlib.import_module(f"printkit.cli.{name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="printkit")
def cli() -> None:
    """From article sources and bios to print-ready booklets, inserts and covers."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit.

    0 fine, 1 problems in the material, 2 usage, 3 a bug of ours, 130 interrupted.
    """
    code = run(arguments)
    # What is left when the process ends need not be looked through for what could be freed.
    gc.freeze()
    sys.exit(code)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code = cli.main(arguments, prog_name="printkit", standalone_mode=False)
    except Problems as problems:
        for finding in problems.findings:
            click.echo(str(finding), err=True)
        return 1
    except click.exceptions.Abort:
        click.echo("interrupted: nothing was changed", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:
        from printkit.cli.bug import report

        click.echo(report(error), err=True)
        return 3
    return code if isinstance(code, int) else 0
