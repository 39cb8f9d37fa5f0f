"""How the words of the command line are read, and the arguments that several commands have."""

from __future__ import annotations

import argparse
import gettext
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

from agendas import words
from agendas.words import N_, _
from storage.text import one_line

ARGPARSE_WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
)
"""What argparse itself says most; it stands here so that it is translated with the rest."""


class Parser(argparse.ArgumentParser):
    """A parser that guesses at nothing and whose complaints are one line."""

    mixes = False
    """Whether options may stand between the words of a text, as in ``log kari --praise Bra``."""

    def __init__(self, **options: Any) -> None:
        """Take what `argparse.ArgumentParser` takes; options are to be written in full."""
        super().__init__(**{**options, "allow_abbrev": False})

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Take options between the words of a text, too, where this parser mixes them."""
        if not self.mixes:
            return super().parse_known_args(args, namespace)
        self.mixes = False  # argparse comes back here for the options, and for the words
        self.usage = self.format_usage().removeprefix(gettext.gettext("usage: "))
        return self.parse_known_intermixed_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where the help is, and leave with status 2."""
        see = _("See {command}.").format(command=f"{self.prog} --help")
        self.exit(2, f"{one_line(f'{self.prog}: {message}. {see}')}\n")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""Where a command adds its name, its help and its arguments, and as `obey` what obeys it."""


def add_person(parser: argparse.ArgumentParser) -> None:
    """Add the person whom a command is about."""
    parser.add_argument(
        "person", metavar=_("PERSON"), help=_("any part of the name that fits one person only")
    )


def add_file(parser: argparse.ArgumentParser, explained: str) -> None:
    """Add the file that a command reads or writes."""
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=explained)


def add_to(parser: argparse.ArgumentParser) -> None:
    """Add where a document goes to."""
    parser.add_argument(
        "--to",
        metavar=_("FILE"),
        help=_("where to write it; - is standard output (default: a new file in this folder)"),
    )


def add_force(parser: argparse.ArgumentParser) -> None:
    """Add the option that lets a file be written over."""
    parser.add_argument(
        "--force", action="store_true", help=_("write over the file if it is there")
    )


def add_json(parser: argparse._ActionsContainer) -> None:
    """Add the option that has a list written for programs."""
    parser.add_argument("--json", action="store_true", help=_("write JSON, for other programs"))


def number(most: int) -> Callable[[str], int]:
    """Return a reader of whole numbers from 1 to ``most``."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = 0
        if not 1 <= number <= most:
            raise argparse.ArgumentTypeError(
                _("a whole number from 1 to {most} was expected").format(most=most)
            )
        return number

    return read


def teach_argparse() -> None:
    """Let argparse, which asks gettext's default domain, say its own words in our language."""
    gettext.bindtextdomain("samtale", words.LOCALE)
    gettext.textdomain("samtale")
    os.environ["LANGUAGE"] = words.language()
