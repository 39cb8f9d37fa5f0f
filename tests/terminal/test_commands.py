"""The installed command, started as its users start it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path

import pytest

from tests.terminal.conftest import SAMTALE, Run, Start
from tui import __version__
from tui.ground import QUESTION


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home with the demo's team, written by the command itself."""
    folder = tmp_path_factory.mktemp("demo") / "team"
    done = subprocess.run(
        [str(SAMTALE), "demo", "--keep", str(folder)],
        env={**os.environ, "LANGUAGE": "nb"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == f"SAMTALE_HOME={folder} samtale\n"
    return folder


def test_it_tells_its_version(run: Run) -> None:
    done = run("--version")
    assert (done.returncode, done.stdout, done.stderr) == (0, f"samtale {__version__}\n", "")


@pytest.mark.parametrize(
    "words", [(), *((name,) for name in ("talk", "demo", "people", "export", "agendas"))]
)
def test_every_command_has_help(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].split()[1:2] == ["samtale"]


def test_help_speaks_the_users_language(run: Run) -> None:
    norwegian, english = run("--help", LANGUAGE="nb").stdout, run("--help", LANGUAGE="en").stdout
    assert norwegian != english
    assert norwegian.startswith("bruk: samtale")
    assert english.startswith("usage: samtale")


@pytest.mark.parametrize("words", [(), ("talk", "Kari"), ("demo",)])
def test_without_a_terminal_the_app_says_so_in_one_line(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("samtale: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("cols", "rows", "environ"), [(30, 36, {}), (120, 8, {}), (120, 36, {"TERM": "dumb"})]
)
def test_a_terminal_that_will_not_do_is_refused_in_one_line(
    start: Start, cols: int, rows: int, environ: dict[str, str]
) -> None:
    terminal = start(cols=cols, rows=rows, **environ)
    assert terminal.exit_status() == 2
    assert terminal.raw.startswith(b"samtale: ")
    assert terminal.raw.count(b"\n") == 1
    assert b"\x1b" not in terminal.raw


def test_commands_work_on_a_kept_demo(run: Run, demo: Path, home: Path) -> None:
    environ = {"SAMTALE_HOME": str(demo)}
    people = json.loads(run("people", "--json", **environ).stdout)
    assert len(people) == 7

    exported = run("export", "oystein", **environ)
    plan = home / exported.stdout.strip()
    assert (exported.returncode, exported.stderr) == (0, "")
    assert run("verify", str(plan), **environ).returncode == 0
    assert run("import", str(plan), **environ).returncode == 0

    assert run("import", str(plan)).returncode == 0
    assert run("export", "oystein", "--to", "-").stdout == plan.read_text(encoding="utf-8")


def test_names_are_printed_whatever_the_terminal_can_write(run: Run, demo: Path) -> None:
    done = run("people", SAMTALE_HOME=str(demo), LC_ALL="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "ystein" in done.stdout


def test_a_reader_who_leaves_early_is_no_trouble(demo: Path) -> None:
    pipe = f"'{SAMTALE}' people --json | true; test ${{PIPESTATUS[0]}} -le 1"
    done = subprocess.run(
        ["bash", "-c", pipe],
        env={**os.environ, "SAMTALE_HOME": str(demo)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_disk_is_said_in_one_line(run: Run, demo: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"'{SAMTALE}' people >/dev/full"],
        env={**os.environ, "SAMTALE_HOME": str(demo)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("samtale: ")
    assert done.stderr.count("\n") == 1


def test_the_demo_opens_and_leaves_nothing(start: Start, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    terminal = start("demo", TMPDIR=str(temporary))
    terminal.wait_for_text("Øystein Åsheim")
    (folder,) = temporary.iterdir()
    assert folder.stat().st_mode & 0o777 == 0o700
    terminal.press("q")
    assert terminal.exit_status() == 0
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_demo_that_is_told_to_end_leaves_nothing(
    start: Start, tmp_path: Path, number: signal.Signals
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    terminal = start("demo", TMPDIR=str(temporary))
    terminal.wait_for_text("Kari Nordmann")
    terminal.signal(number)
    assert terminal.exit_status() == 128 + number
    assert list(temporary.iterdir()) == []


def test_a_talk_is_opened_without_a_trace_of_anybody_else(start: Start, demo: Path) -> None:
    terminal = start("talk", "kari", SAMTALE_HOME=str(demo))
    terminal.wait_for_text("Kari Nordmann")
    assert "Øystein".encode() not in terminal.raw
    terminal.signal(signal.SIGTERM)
    assert terminal.exit_status() == 128 + signal.SIGTERM
    assert "Øystein".encode() not in terminal.raw


def test_a_talk_with_nobody_is_refused_before_anything_is_drawn(start: Start, demo: Path) -> None:
    terminal = start("talk", "nobody at all", SAMTALE_HOME=str(demo))
    assert terminal.exit_status() == 2
    assert b"\x1b" not in terminal.raw.replace(QUESTION, b"")
