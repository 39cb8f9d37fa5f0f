"""Completion in real shells: in bash, which is everywhere, and in zsh and fish where they are."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Person
from storage.store import open_store
from storage.text import one_line
from tests.terminal.conftest import SAMTALE
from tests.terminal.terminal import Terminal

HOSTILE = [
    "aa $(touch pwned)",
    "bb `touch pwned`",
    "cc; touch pwned",
    "dd 'quoted' \"twice\" \\ back",
    "ee !! !$ ~ * ? [a] {b,c} #",
    "ff <(touch pwned) > pwned & | x",
    "gg $HOME ${PWD} =ls ^old^new",
    "hh Ø 李 e\u0301",
    "  ii   wide",
]
"""Names that a shell would obey, or take apart; each begins with letters of its own."""
HIDING = ["jj\ntouch pwned", "kk\x1b]0;title\x07", "ll\x1b[2J", "mm\u202eevil", "nn\ttab", "oo\r!"]
"""Names that a terminal would obey, or that can't be typed."""
SHELLS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
BEGIN = {
    "bash": "source ./script; samtale() {{ printf '%s' \"${{@: -1}}\" > got; echo do''ne; }};"
    " PS1='{prompt}'",
    "zsh": 'autoload -U compinit; compinit -u -D; eval "$(cat ./script)";'
    " samtale() {{ printf '%s' \"${{@[-1]}}\" > got; echo do''ne; }}; PROMPT='{prompt}'; RPROMPT=",
    "fish": "source ./script; function samtale; printf '%s' $argv[-1] > got; echo do''ne; end;"
    " function fish_prompt; echo -n '{prompt}'; end",
}
"""What teaches each shell our commands, and has ours write down the last word that it is given."""


@pytest.fixture
def hostile() -> Home:
    """A home with people whose names are hostile, in the folder that the shells work in."""
    home = Home.find(os.environ)
    now = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)
    store = open_store(home, lambda: now)
    for name in [*HOSTILE, *HIDING, "-rf pp", "--", "Kari Nordmann"]:
        store.save(Person(name=name))
    store.close()
    return home


def environ() -> dict[str, str]:
    """Return an environment in which a shell finds us, and nothing of its user's."""
    path = f"{SAMTALE.parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}


def script(shell: str, folder: Path) -> None:
    done = subprocess.run(
        [str(SAMTALE), "completion", shell], env=environ(), capture_output=True, check=True
    )
    (folder / "script").write_bytes(done.stdout)


def asked(shell: str, typed: str = "") -> list[str]:
    """Return what the program tells a shell."""
    done = subprocess.run(
        [str(SAMTALE), "completion", shell, f"--names={typed}"],
        env=environ(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert not done.stderr
    return done.stdout.splitlines()


@pytest.fixture(params=[shell for shell in SHELLS if shutil.which(shell)])
def shell(request: pytest.FixtureRequest, hostile: Home, tmp_path: Path) -> Iterator[Terminal]:
    """Start a shell that was taught our commands, in a terminal and in a folder of its own."""
    script(request.param, tmp_path)
    begin = BEGIN[request.param].format(prompt="re''ady> ")
    argv = ["sh", "-c", 'cd "$0" && exec "$@"', str(tmp_path), *SHELLS[request.param]]
    with Terminal(argv, environ(), cols=160) as terminal:
        terminal.type(f"{begin}\n")
        terminal.wait_for(lambda now: now.lines[now.cursor[1]].startswith("ready>"), "the prompt")
        yield terminal


def test_a_person_is_completed_in_a_real_shell_whatever_the_name(
    shell: Terminal, tmp_path: Path
) -> None:
    got = tmp_path / "got"
    for number, name in enumerate(["Kari Nordmann", HOSTILE[0], HOSTILE[3]], start=1):
        got.unlink(missing_ok=True)
        shell.type(f"samtale talk {name.split()[0][:2]}\t\n")
        shell.wait_for(lambda now, n=number: now.text.count("done\n") >= n and got.exists(), name)
        assert got.read_text() == name
    assert not (tmp_path / "pwned").exists()


def test_bash_takes_each_name_as_one_word_and_runs_none(hostile: Home, tmp_path: Path) -> None:
    script("bash", tmp_path)
    commands = (
        "source ./script; COMP_WORDS=(samtale talk ''); COMP_CWORD=2; _shtab_samtale 2>/dev/null;"
        ' for word in "${COMPREPLY[@]}"; do eval "set -- $word"; printf "%s|%s\n" $# "$1"; done'
    )
    done = subprocess.run(
        ["bash", "-c", commands],
        cwd=tmp_path,
        env=environ(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    offered = ["Kari Nordmann", "rf pp", *(name.strip() for name in HOSTILE)]
    assert sorted(done.stdout.splitlines()) == sorted(f"1|{name}" for name in offered)
    assert not (tmp_path / "pwned").exists()


def test_no_name_is_offered_that_a_terminal_would_obey(hostile: Home) -> None:
    for shell in SHELLS:
        told = asked(shell)
        assert len(told) == len(HOSTILE) + 2
        assert [line for line in told if one_line(line) != line or line.startswith("-")] == []


def test_nobody_is_named_while_a_screen_is_shared_or_the_store_is_locked(hostile: Home) -> None:
    app = Terminal([str(SAMTALE), "talk", "Kari"], environ())
    with app:
        app.wait_for_text("shared screen")
        assert asked("bash") == []
        app.kill()
        app.exit_status()
    assert "Kari\\ Nordmann" in asked("bash")
    (hostile.data / "identity.age").write_text("locked")
    assert asked("bash") == []


def test_asking_for_names_leaves_nothing_behind(tmp_path: Path) -> None:
    assert asked("fish") == []
    assert not any(folder.exists() for folder in (Home.find(os.environ).data, tmp_path / "data"))
