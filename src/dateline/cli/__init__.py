"""The command line: `dateline COMMAND`; one file a command."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer

from dateline import __version__
from dateline.cli._terminal import FAILED, INTERRUPTED, WRONG_USAGE, error_line
from dateline.cli.code import code
from dateline.cli.demo import demo
from dateline.cli.explain import explain
from dateline.cli.export import export
from dateline.cli.import_ import import_
from dateline.cli.info import info
from dateline.cli.show import show
from dateline.errors import DatelineError

__all__ = ["app", "main"]

app = typer.Typer(
    name="dateline",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Turns news reports of armed conflict and unrest into a dataset that can be checked.",
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, 3 everything was rejected.",
)

app.command("code")(code)
app.command("show")(show)
app.command("explain")(explain)
app.command("export")(export)
app.command("import")(import_)
app.command("demo")(demo)
app.command("info")(info)

_OF_OTHER_ROOMS = (
    "time",
    "number",
    "place",
    "gazetteer",
    "actor",
    "actors",
    "evaluate",
    "families",
    "reconcile",
    "serve",
    "review",
)
"""Commands of the normalisers and of evaluation: `cli/NAME.py` with a function or app NAME."""

for _name in _OF_OTHER_ROOMS:
    if find_spec(f"dateline.cli.{_name}"):
        _command = getattr(import_module(f"dateline.cli.{_name}"), _name, None) or getattr(
            import_module(f"dateline.cli.{_name}"), "app", None
        )
        if isinstance(_command, typer.Typer):
            app.add_typer(_command, name=_name)
        elif _command is not None:
            app.command(_name)(_command)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"dateline {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="On an error, show where in the program it arose.")
    ] = False,
) -> None:
    _ = version, debug  # both are acted on before a command runs


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line; ends the process with the exit codes of docs/cli.md.

    Every error is one line on stderr, `error: WHAT: WHERE: CURE`, unless `--debug` is given.
    """
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    # Accepted anywhere, as people add it at the end of the command that failed.
    given = [*(["--debug"] if debug else []), *(a for a in given if a != "--debug")]
    try:
        result: Any = app(given, prog_name="dateline", standalone_mode=False)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of the output has left (`| head`): nobody is there to be told. What Python
        # flushes on exit must not fail once more.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:
        if debug and not hasattr(error, "format_message"):
            raise
        sys.exit(_told(error))
    sys.exit(result if isinstance(result, int) else 0)


def _told(error: Exception) -> int:
    """Prints an exception as one line; the exit code."""
    if isinstance(error, DatelineError):
        error_line(error)
        return FAILED
    if type(error).__name__ == "Abort":
        return INTERRUPTED
    format_message = getattr(error, "format_message", None)
    if format_message is not None:  # what typer says of wrong usage
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "dateline"
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(format_message(), err=True)
        else:
            error_line(f"{str(format_message()).rstrip('.')}: see {command} --help")
        return WRONG_USAGE
    error_line(
        f"unexpected {type(error).__name__}: {error or 'no message'}: "
        "run again with --debug and report what it says"
    )
    return FAILED
