"""The command line. Data goes to stdout, progress and errors to stderr; each command maps to one public function.

Exit codes: 0 done; 1 failed; 2 wrong usage; 3 some inputs could not be read, or were refused (each named on stderr, the
rest done). What a command needs is imported when it runs, so that `bilat --help` is there at once.
"""

import io
import os
import sys

import click

from bilat.cli import (
    adding,
    alerting,
    comparing,
    correcting,
    exporting,
    feeds,
    keeping,
    measures,
    reading,
    serving,
    stories,
    views,
    watching,
)
from bilat.cli.group import cli
from bilat.errors import BilatError, UsageError

# Each module adds its commands to `cli` when it is imported.
__all__ = [
    "adding",
    "alerting",
    "cli",
    "comparing",
    "correcting",
    "exporting",
    "feeds",
    "keeping",
    "main",
    "measures",
    "reading",
    "run",
    "serving",
    "stories",
    "views",
    "watching",
]

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130  # 128 + SIGINT, as shells have it
PIPE_CLOSED = 141  # 128 + SIGPIPE


def main() -> None:
    """Run the command that the arguments name, and leave with its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal may know fewer characters than reports use
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """The exit code of a command. Whatever goes wrong is told in one line."""
    try:
        # Not `cli.main`, which takes a closed pipe for a failure.
        with cli.make_context("bilat", arguments) as context:
            code = cli.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as leave:  # --help and --version
        return leave.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except UsageError as error:
        _failed(str(error))
        return WRONG_USAGE
    except BilatError as error:
        return _failed(str(error))
    except BrokenPipeError:
        # The reader of our output has had enough. Python would flush, and complain, once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except OSError as error:
        return _failed(f"{error.filename or 'output'}: {error.strerror or error}")
    except KeyboardInterrupt:
        click.echo("\nbilat: interrupted", err=True)
        return INTERRUPTED
    return code if isinstance(code, int) else 0


def _failed(problem: str) -> int:
    from bilat.view.safe import one_line

    click.echo(f"bilat: {one_line(problem)}", err=True)
    return FAILED
