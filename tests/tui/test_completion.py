"""What a shell is told: names that it inserts as one word, and a script of all commands."""

from __future__ import annotations

import shlex
import subprocess

import pytest

from storage.home import Home
from tests.tui.conftest import Cli
from tui.completion import in_bash

NAMES = ["Kari Nordmann", "Øystein Åsheim", "Ola $(reboot)", "Ola O'Brien", 'Åse "!" `x`']


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", NAMES),
        ("kar", NAMES[:1]),
        ("Kari\\ N", NAMES[:1]),
        ("oys", NAMES[1:2]),
        ("nordmann", NAMES[:1]),
        ("a", NAMES[4:]),
        ("ol", NAMES[2:4]),
        ("o'b", NAMES[3:4]),
        ("r", []),
    ],
)
def test_bash_is_told_who_begins_so_or_who_alone_is_called_so(typed: str, found: list[str]) -> None:
    assert [shlex.split(word) for word in in_bash(NAMES, typed)] == [[name] for name in found]


@pytest.mark.parametrize(("quote", "left_out"), [('"', NAMES[4]), ("'", NAMES[3])])
def test_inside_quotes_a_name_is_told_that_can_stand_there(quote: str, left_out: str) -> None:
    told = " ".join(f"{quote}{word}{quote}" for word in in_bash(NAMES, quote))
    read = subprocess.run(["bash", "-c", f"printf '%s\\n' {told}"], capture_output=True, check=True)
    assert read.stdout.decode().splitlines() == [name for name in NAMES if name != left_out]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_script_knows_every_command_and_no_person(cli: Cli, team: Home, shell: str) -> None:
    status, script, err = cli("completion", shell)
    assert (status, err) == (0, "")
    assert all(word in script for word in ("retention", "from-manager", "docx", "check"))
    assert "Kari" not in script
    assert script.count("--names") == 1
