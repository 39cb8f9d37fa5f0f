"""The installed program line by line: through a pipe, in a terminal, killed, and shared."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path
from typing import IO

import pytest

from storage.text import clean
from tests.faults.sentinels import Sentinels, fill
from tests.terminal.conftest import SAMTALE, Run, Start
from tests.terminal.terminal import Terminal

PROMPT = re.compile(r"\n(Siri:|Enighet:|Tekst: [^\n]*[^.]|(Siri|Kari), er du enig i planen\?)$")


def piped(*words: str, lines: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """Write lines to ``samtale`` through a pipe, and wait for its end."""
    return subprocess.run(
        [str(SAMTALE), *words],
        env={**os.environ, **environ},
        input=lines,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


TALK = """\
Et godt år
/e Stolt av leveransen
/neste
/neste
Siri melder på kurs innen 15. januar
/løft
/mål Lede et kundeprosjekt
2



Prosjektet er levert
/fullfør
/oppsummering
Jeg leder et prosjekt

/leder
1
/medarbeider
2
Det blir travelt
/eksporter
/tilbake
"""


def test_a_whole_talk_through_a_pipe(run: Run, home: Path) -> None:
    assert piped("--plain", lines="Siri Berg\n/ny Kari Nordmann\n").returncode == 0
    done = piped("talk", "Kari", "--plain", lines=TALK)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("Planen er låst.")
    assert not set(done.stdout) & set("\x1b\r│─╭◎☐")
    (exported,) = (home / "samtale" / "exports").iterdir()
    assert run("verify", str(exported)).returncode == 0
    text = exported.read_text("utf-8")
    assert "Lede et kundeprosjekt" in text and "15. januar" in text and "Det blir travelt" in text


def test_an_end_in_the_middle_of_a_question_and_of_a_line_loses_nothing(run: Run) -> None:
    piped("--plain", lines="Siri Berg\n/ny Kari\n")
    done = piped("talk", "Kari", "--plain", lines="En linje\n/tiltak Ringe Ola\n2")
    assert "Samtalen står på pause ved tema 1 av 7" in done.stdout.splitlines()[-1]
    again = piped("talk", "Kari", "--plain", lines="/notater\n/plan\nhalv")
    assert "1. Siri: En linje" in again.stdout and "Ringe Ola. Kari" in again.stdout
    assert "2. Siri: halv" in piped("talk", "Kari", "--plain", lines="/notater").stdout


def test_a_whole_talk_in_a_terminal(start: Start, run: Run, home: Path) -> None:
    piped("--plain", lines="Siri Berg\n/ny Kari Nordmann\n")
    app = start("talk", "Kari", "--plain", rows=60)
    for line, shows in (
        ("Siri melder på kurs innen 15. januar", "Siri: Siri melder"),
        ("/løft", "1. Tiltak: Siri melder på kurs. Siri, fre. 15. jan."),
        ("/endre 1", "Enter beholder"),
        (" eller før", "januar eller før\nSiri:"),
        ("/notater", "1. Siri: Siri melder på kurs innen 15. januar eller før, i planen"),
        ("/fullfør", "Enighet:"),
        ("/m", "Siri, er du enig i planen?"),
        ("1", "Siri, enig."),
        ("/e", "Kari, er du enig i planen?"),
        ("1", "Teksten er låst."),
        ("/eksporter", "Skrevet:"),
    ):
        write(app, line, shows)
    # Pressed before the next prompt, ctrl+d would be taken by the terminal and not by the program.
    wait_for_prompt(app)
    app.press("ctrl+d")
    assert app.exit_status() == 0
    assert "Planen er låst." in app.text
    assert b"\x1b" not in app.raw
    (exported,) = (home / "samtale" / "exports").iterdir()
    assert run("verify", str(exported)).returncode == 0
    kept = [file for file in home.rglob("*") if file.is_file() and "history" in file.name]
    assert not kept


def write(app: Terminal, line: str, shows: str) -> None:
    """Write a line when one is waited for, and wait for what it leads to."""
    wait_for_prompt(app)
    app.type(f"{line}\n")
    app.wait_for_text(shows)


def wait_for_prompt(app: Terminal) -> None:
    """Wait until a line is waited for."""
    app.wait_for(lambda terminal: PROMPT.search(terminal.text.rstrip()), "a prompt")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle_of_a_line_keeps_it(start: Start, name: str) -> None:
    piped("--plain", lines="Siri Berg\n/ny Kari\n")
    app = start("talk", "Kari", "--plain")
    app.wait_for_text("Siri:")
    app.type("midt i en setning")
    app.wait_for_text("setning")
    number = getattr(signal, name)
    app.signal(number)
    assert app.exit_status() == 128 + number
    assert "1. Siri: midt i en setning" in piped("talk", "Kari", "--plain", lines="/notater").stdout
    assert "Tatt vare på: midt i en setning\nLagret" in app.text


def test_a_closed_window_ends_the_talk_in_good_order(start: Start, home: Path) -> None:
    piped("--plain", lines="Siri Berg\n/ny Kari\n")
    app = start("talk", "Kari", "--plain")
    write(app, "rett før vinduet lukkes", "lukkes\nSiri:")
    app.hang_up()
    app.exit_status()
    assert not list((home / "samtale" / "state" / "journal").glob("*"))
    said = piped("talk", "Kari", "--plain", lines="/notater").stdout
    assert "1. Siri: rett før vinduet lukkes" in said


def test_a_kill_loses_no_line_after_which_another_was_asked_for(home: Path) -> None:
    piped("--plain", lines="Siri Berg\n/ny Kari\n")
    for round_ in range(3):
        app = subprocess.Popen(
            [str(SAMTALE), "talk", "Kari", "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        assert app.stdin and app.stdout
        lines = [f"linje {round_} {number}" for number in range(5)]
        for line in [*lines[:-1], f"/mål {lines[-1]}"]:
            _read_until(app.stdout, "Siri:\n")
            app.stdin.write(f"{line}\n")
            app.stdin.flush()
        _read_until(app.stdout, "Type")
        app.kill()
        app.communicate()
        said = piped("talk", "Kari", "--plain", lines="/notater\n/plan").stdout
        assert all(line in said for line in lines)


def _read_until(output: IO[str], beginning: str) -> None:
    """Read as far as a line that begins so; the program must not end before it."""
    while line := output.readline():
        if line.startswith(beginning):
            return
    raise AssertionError(f"ended without {beginning!r}")


def test_a_talk_line_by_line_says_nothing_that_is_not_the_employees_to_see(tmp_path: Path) -> None:
    sentinels = Sentinels()
    fill(tmp_path / "team", sentinels)
    home = {"SAMTALE_HOME": str(tmp_path / "team")}
    everything = [
        *("/hjelp", "/tema", "/agenda", "/klokke", "/medbrakt", "/plan", "/sist", "/lagret"),
        *("/neste", "/medbrakt") * 3,
        *(
            "/mål x",
            "",
            "",
            "/angre",
            "/utfall 1",
            "",
            "/fullfør",
            "/svar",
            "/datoer",
            "",
            "",
            "/m",
        ),
    ]
    done = piped("talk", "Kari", "--plain", lines="\n".join(everything), **home)
    assert done.returncode == 0
    assert not sentinels.found(clean(done.stdout + done.stderr))
    private = piped("--plain", lines="kari\n/notater", **home)
    assert sentinels.found(private.stdout)
