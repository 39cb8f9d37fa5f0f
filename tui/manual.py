"""The manual page, made of the definitions that also make the help.

It is ASCII and knows three macros, so that every man can show it.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from agendas.words import _
from tui import __version__
from tui.commands import build_parser

_NAMED = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
"""What roff writes otherwise, or takes for a command of its own."""


def print_manual() -> int:
    """Print the page in the language that the program speaks."""
    print("\n".join(manual(build_parser())))
    return 0


def manual(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the lines of the page for a program with all its commands."""
    yield f'.TH {parser.prog.upper()} 1 "" "{parser.prog} {__version__}" ""'
    yield _heading(_("NAME"))
    yield f"{parser.prog} \\- {roff(parser.description or '').rstrip('.')}"
    yield _heading(_("SYNOPSIS"))
    yield f".B {parser.prog}"
    yield roff(_usage(parser))
    yield _heading(_("DESCRIPTION"))
    yield from _explained(parser)
    yield _heading(_("COMMANDS"))
    yield from _commands(parser)


def roff(text: str) -> str:
    """Return text that roff shows as it stands, in a line of its own or behind a macro."""
    shown = re.sub(r"[\\\-'`^~]", lambda found: _NAMED[found[0]], text).replace('"', r"\(dq")
    ascii_only = re.sub(r"[^\x00-\x7f]", lambda found: f"\\[u{ord(found[0]):04X}]", shown)
    return f"\\&{ascii_only}" if ascii_only.startswith(".") else ascii_only


def _heading(words: str) -> str:
    return f'.SH "{roff(words)}"'


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    for group in parser._actions:
        if not isinstance(group, argparse._SubParsersAction):
            continue
        for said in group._choices_actions:
            command = group.choices[said.dest]
            yield f'.SS "{roff(f"{command.prog} {_usage(command)}".strip())}"'
            yield roff(_sentence(said.help or ""))
            yield from _explained(command)
            yield from _commands(command)


def _explained(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield what a command says of itself, and each of its arguments."""
    if parser.description:
        yield roff(_sentence(parser.description))
    for action in parser._actions:
        if isinstance(action, argparse._HelpAction) or not action.help:
            continue
        if action.help != argparse.SUPPRESS:
            yield ".TP"
            yield f'.B "{roff(_shown(action))}"'
            yield roff(_sentence(action.help % {**vars(action), "prog": parser.prog}))
    if parser.epilog:
        yield ".PP"
        yield roff(_sentence(parser.epilog))


def _usage(parser: argparse.ArgumentParser) -> str:
    """Return the words that follow a command's name."""
    shown = [action for action in parser._actions if action.help != argparse.SUPPRESS]
    options = [f"[{_shown(one)}]" for one in shown if one.option_strings and one.dest != "help"]
    words = []
    for action in shown:
        if not action.option_strings:
            several = action.nargs in ("*", "+")
            word = f"{_shown(action)} …" if several else _shown(action)
            words.append(f"[{word}]" if action.nargs in ("*", "?") else word)
    return " ".join([*options, *words])


def _shown(action: argparse.Action) -> str:
    """Return an argument as it is typed."""
    value = action.metavar or (action.choices and "|".join(action.choices)) or action.dest.upper()
    if not action.option_strings:
        return str(value)
    names = ", ".join(action.option_strings)
    return names if action.nargs == 0 else f"{names} {value}"


def _sentence(words: str) -> str:
    """Return what a help says as a sentence of its own."""
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")
