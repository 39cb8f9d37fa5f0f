"""The command line: from the words after ``samtale`` to an exit status.

Nothing slow is imported here; each command brings what it needs.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from agendas.words import _, choose_language, language, speak
from storage.home import Home
from tui.failure import Failure
from tui.settings import Settings, read_settings

if TYPE_CHECKING:
    import argparse


def run(words: Sequence[str]) -> int:
    """Do what the words ask for; return 0, 1 for a failure or 2 for wrong use."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # rather than fail on somebody's name
    home = Home.find(os.environ)
    settings, problems = read_settings(home.config / "settings.toml")
    speak(choose_language(settings.language, os.environ))
    if problems:
        problems = read_settings(home.config / "settings.toml")[1]  # in that language
    settings = replace(settings, language=language())
    arguments = _understood(words) if words else None
    for problem in problems:
        _complain(problem)
    try:
        status = _open_app(home, settings) if not arguments else _obey(arguments, home, settings)
        sys.stdout.flush()
        return status
    except Failure as failure:
        _complain(str(failure))
        return failure.status
    except BrokenPipeError:
        # The reader of our output has left; Python would complain once more at its own exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _complain(f"{place}{error.strerror or error}")
        return 1
    except KeyboardInterrupt as stop:
        _complain(str(stop) or _("Interrupted."))
        return 130


def _understood(words: Sequence[str]) -> argparse.Namespace:
    from tui.commands import build_parser

    return build_parser(words[0]).parse_args(words)


def _obey(arguments: argparse.Namespace, home: Home, settings: Settings) -> int:
    if arguments.command not in (None, "talk"):
        gc.freeze()  # or the first thing it does is go through all that was imported
        gc.enable()
    status: int = arguments.obey(arguments, home, settings)
    return status


def _open_app(home: Home, settings: Settings) -> int:
    from tui.opening import open_app

    return open_app(home, settings, talk_with=None)


def _complain(problem: str) -> None:
    from storage.text import one_line

    print(f"samtale: {one_line(problem)}", file=sys.stderr)
