"""What other programs are told: JSON where a command lists, and no colours."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.home import Home
from tests.tui.conftest import Cli
from tui.commands import build_parser
from tui.settings import write_setting

LISTING: dict[str, tuple[str, ...]] = {
    "keys": (),
    "due": (),
    "search": ("plan",),
    "summary": (),
    "goals": (),
    "people": (),
    "import": ("people.csv", "--dry-run"),
    "doctor": ("--check",),
    "settings": (),
    "agendas list": (),
    "retention": (),
}
"""The commands that list something, with what they are asked for here."""
NOT_LISTING = {
    *("talk", "demo", "log", "export", "prep", "verify", "lock", "unlock", "backup", "restore"),
    *("agendas show", "agendas new", "agendas edit", "agendas check"),
    *("access", "erase", "completion", "manual"),
}
"""Those that open, change or write one thing; ``access --json FILE`` writes a document."""


def commands(parser: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Yield every command by its words."""
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    for group in groups:
        for command in group.choices.values():
            yield from commands(command)
    if not groups:
        yield parser.prog.removeprefix("samtale "), parser


@pytest.fixture
def listed(team: Home) -> None:
    """Have something for each command to list, and a list of people in the current folder."""
    write_setting(team.config / "settings.toml", "retention_months", 1)
    Path("people.csv").write_text("Name,Title\nOla \x1b[31m,Rådgiver\nKari Nordmann,\n")


def test_every_command_that_lists_can_do_so_for_programs() -> None:
    known = dict(commands(build_parser()))
    assert known.keys() == LISTING.keys() | NOT_LISTING
    flags = {
        name
        for name, parser in known.items()
        if (option := parser._option_string_actions.get("--json")) and option.nargs == 0
    }
    assert flags == LISTING.keys()


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize("command", LISTING)
def test_what_programs_are_told_is_json_in_ascii(cli: Cli, command: str) -> None:
    status, out, err = cli(*command.split(), *LISTING[command], "--json")
    assert (status in (0, 3), err) == (True, "")
    assert out.isascii()
    assert json.loads(out)


@pytest.mark.usefixtures("listed")
def test_no_colour_leaves_but_to_a_terminal(cli: Cli) -> None:
    for command in (*LISTING, *NOT_LISTING):
        assert "\x1b" not in "".join(map(str, cli(*command.split(), "--help")))
    for command, words in LISTING.items():
        assert "\x1b" not in "".join(map(str, cli(*command.split(), *words)))


def test_goals_of_a_file_are_told_to_programs_before_and_after(cli: Cli, team: Home) -> None:
    Path("goals.md").write_text("# 2031\n- Answer\n")
    for words, imported, new in (
        (("--dry-run",), False, True),
        ((), True, True),
        ((), True, False),
    ):
        told = json.loads(cli("goals", "--import", "goals.md", "--json", *words)[1])
        assert told == {
            "imported": imported,
            "goals": [{"year": 2031, "text": "Answer", "new": new}],
        }
