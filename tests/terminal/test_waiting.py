"""Commands that take long, in a real terminal: how far they are, and left by ``^C``."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from storage.conversion import encrypted_files, plain_files
from storage.home import Home
from tests.storage import first_version
from tests.storage.made_up import MONDAY
from tests.terminal.conftest import Run
from tests.terminal.terminal import Terminal
from tui.door import Door

Stuck = Callable[..., Terminal]
PEOPLE = "".join(f"Ny Person{number}\n" for number in range(8))


@pytest.fixture
def few() -> Home:
    """Return a home with ten documents, as the newest version keeps them."""
    home = Home.find(os.environ)
    shutil.copytree(first_version.HOME, home.data.parent)
    door = Door(home, lambda: MONDAY)
    door.open()
    door.close()
    return home


@pytest.fixture
def stuck() -> Iterator[Stuck]:
    """Return a function that starts a ``samtale`` that gets stuck; see `tests.terminal.stuck`."""
    with ExitStack() as open_terminals:

        def start(what: str, done: int, *words: str, **environ: str) -> Terminal:
            argv = [sys.executable, "-m", "tests.terminal.stuck", what, str(done), *words]
            root = str(Path(__file__).parents[2])
            env = {**os.environ, "LANGUAGE": "en", "PYTHONPATH": root, **environ}
            return open_terminals.enter_context(Terminal(argv, env))

        yield start


def said_when_left(terminal: Terminal, what: str) -> list[str]:
    """Wait until it is stuck, press ``^C``, and return the lines that are on the screen then.

    A terminal may forget what is written in the very moment of a ``^C``, so what was painted before
    may still be there.
    """
    terminal.wait_for_text(f"{what} for ever: ")
    terminal.press("ctrl+c")
    assert terminal.exit_status() == 130
    return [line for line in terminal.lines if line]


def kept(home: Home) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in home.data.rglob("*") if file.is_file()}


def names(home: Home) -> set[str]:
    return {file.name for file in kept(home)}


@pytest.mark.parametrize(
    ("what", "done", "words", "said"),
    [
        ("Backing up", 12, ["backup", "all.tar.gz"], "No backup was written."),
        ("Getting ready to search", 0, ["search", "åse"], "the next one begins anew"),
        ("Looking at all that is kept", 3, ["doctor"], "Not all was looked at."),
        ("Comparing with those who are here", 0, ["import", "l.csv"], "Nothing was imported."),
        ("Importing", 4, ["import", "l.csv", "--yes"], "Nothing was imported."),
        ("Looking through all that is kept", 3, ["erase", "åse"], "Nothing was erased."),
        ("Making the lists anew", 2, ["people"], "Interrupted."),
        ("Opening", 1, [], "Not opened. Nothing is lost."),
    ],
)
def test_what_is_left_in_the_midst_says_so_and_has_changed_nothing(
    stuck: Stuck, run: Run, few: Home, home: Path, what: str, done: int, words: list[str], said: str
) -> None:
    (home / "l.csv").write_text("Navn\n" + PEOPLE)
    shutil.rmtree(few.state / "catalog")
    before, beside = kept(few), sorted(home.iterdir())
    screen = said_when_left(stuck(what, done, *words), what)
    assert said in screen[-1]
    assert kept(few) == before
    assert sorted(home.iterdir()) == beside
    if what == "Getting ready to search":
        assert run("search", "åse").returncode == 0


def test_locking_goes_on_where_it_was_left(
    stuck: Stuck, run: Run, few: Home, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("riktig hest på beite")
    secret.chmod(0o600)
    files = {"SAMTALE_NEW_PASSPHRASE_FILE": str(secret), "SAMTALE_PASSPHRASE_FILE": str(secret)}
    screen = said_when_left(stuck("Encrypting", 3, "lock", **files), "Encrypting")
    assert "“samtale lock” goes on" in screen[-1]
    assert any("AGE-SECRET-KEY-1" in line for line in screen)
    assert plain_files(few) and encrypted_files(few)
    assert run("lock", **files).returncode == 0
    assert not plain_files(few)


def test_a_restore_that_was_left_is_simply_run_again(
    stuck: Stuck, run: Run, few: Home, home: Path
) -> None:
    assert run("backup", "all.tar.gz").returncode == 0
    other = {"SAMTALE_HOME": str(home / "other")}
    words = ("restore", "all.tar.gz")
    screen = said_when_left(stuck("Checking the backup", 3, *words, **other), "Checking the backup")
    assert "Nothing was changed." in screen[-1]
    assert not (home / "other" / "data").exists() or not kept(Home.at(home / "other"))
    screen = said_when_left(stuck("Restoring", 5, *words, **other), "Restoring")
    assert "Restore again for the rest." in screen[-1]
    assert set() < names(Home.at(home / "other")) < names(few)
    assert run(*words, **other).returncode == 0
    assert {file.name for file in kept(Home.at(home / "other"))} == {
        file.name for file in kept(few)
    }
