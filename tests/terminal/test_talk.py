"""A whole talk with the installed program in a real terminal, by the keyboard alone."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import Run, Start
from tests.terminal.terminal import PATIENCE, Terminal


class Keys:
    """Presses keys and counts them; what is typed as text is not counted."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.pressed = 0

    def __call__(self, *keys: str, shows: str) -> None:
        """Press keys and wait until the screen shows what they lead to."""
        self.pressed += len(keys)
        self.terminal.press(*keys)
        self.terminal.wait_for_text(shows)

    def write(self, text: str) -> None:
        """Type a line of text and wait until its end stands on the screen."""
        self.terminal.type(text)
        self.terminal.wait_for_text(text.split()[-1])


@pytest.fixture
def team(home: Path, run: Run) -> Path:
    """Return a home with a made-up team, which the program opens."""
    assert (
        run("demo", "--keep", str(home / "samtale"), "--people", "3", "--years", "1").returncode
        == 0
    )
    return home / "samtale"


def test_from_the_first_start_to_the_plan_that_is_last_years_plan(
    start: Start, run: Run, home: Path
) -> None:
    app = start()
    app.wait_for_text("Hvilket språk?")
    keys = Keys(app)
    keys("enter", shows="Hva heter du?")
    keys.write("Siri Berg")
    keys("enter", shows="Beskytte alt")
    keys("esc", shows="Ny medarbeider")
    keys("n", shows="Navn")
    keys.write("Kari Nordmann")
    keys("enter", shows="aldri")

    keys.pressed = 0
    keys("enter", shows="Samtaler")
    keys("p", shows="Klart før samtalen")
    keys("s", shows="Åpning")
    app.wait_for_text("F2  Leder · Siri")
    keys.write("Et godt år")
    keys("f3", shows="F3  Medarbeider · Kari")
    keys.write("Stolt av leveransen")
    keys("f5", shows="Fjorårets plan")
    keys("f5", shows="Rolle")
    keys.write("Siri melder på kurs innen 15. januar")
    keys("ctrl+j", shows="1 tiltak")
    keys("f5", shows="Gjensidig tilbakemelding")
    keys("f5", shows="Utvikling og mål")
    keys("esc", "g", shows="Nådd når")
    keys.write("Lede et kundeprosjekt")
    keys("enter", shows="◎ Lede et kundeprosjekt")
    keys("f4", "a", shows="Ansvarlig")
    keys.write("Skygge Fjord")
    keys("tab", "right", "right", "tab", shows="● Kari")
    keys.write("+3 mnd")
    keys("enter", shows="2 tiltak")
    keys("f5", "f5", shows="Enighet")
    keys("esc", "f", shows="Gjensidig plan")
    app.wait_for_text("Kari oppsummerer")
    keys("s", shows="Med egne ord")
    keys.write("Jeg leder et prosjekt")
    keys("ctrl+s", shows="Jeg leder et prosjekt")
    app.wait_until_gone("Med egne ord")
    keys("m", shows="Siri, er du enig")
    keys("right", "enter", shows="✓ Siri")
    keys("e", shows="Kari, er du enig")
    keys("right", "enter", shows="låst")
    keys("x", shows="Skrevet")
    assert keys.pressed < 40

    keys("esc", shows="Samtaler")
    keys("p", shows="Klart før samtalen")
    app.wait_for_text("Lede et kundeprosjekt")
    app.wait_for_text("Skygge Fjord")
    keys("esc", shows="Samtaler")
    app.press("ctrl+q")
    assert app.exit_status() == 0

    (exported,) = (home / "samtale" / "exports").iterdir()
    assert run("verify", str(exported)).returncode == 0
    other = home / "other"
    assert run("import", str(exported), SAMTALE_HOME=str(other)).returncode == 0
    again = run("export", "Kari", "--to", "-", SAMTALE_HOME=str(other))
    assert again.stdout == exported.read_text("utf-8")


def written(folder: Path) -> str:
    """Return all that stands in the documents."""
    return "".join(
        json.dumps(json.loads(file.read_text("utf-8")), ensure_ascii=False)
        for file in folder.glob("data/conversations/*.json")
    )


def open_talk(app: Terminal) -> None:
    """Go into the first person's talk."""
    app.wait_for_text("Åpne tiltak")
    app.press("t")
    app.wait_for_text("F2  Leder")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_in_the_middle_of_typing_loses_nothing(
    start: Start, team: Path, name: str
) -> None:
    app = start()
    open_talk(app)
    app.type("midt i ")
    app.paste("en \x1b[15~setning\x00\x1b")
    app.wait_for_text("en ␛[15~setning␀␛")
    app.signal(getattr(signal, name))
    assert app.exit_status() == 128 + getattr(signal, name)
    assert json.dumps("midt i en \x1b[15~setning\x00\x1b")[1:-1] in written(team)
    assert b"\x1b[?1049l" in app.raw
    assert not list(team.glob("state/journal/*"))


def test_letters_and_the_key_that_leaves_in_one_packet_lose_nothing(
    start: Start, team: Path
) -> None:
    app = start()
    open_talk(app)
    app.type("i siste liten\x11")
    assert app.exit_status() == 0
    assert "i siste liten" in written(team)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGHUP"])
def test_a_text_in_a_form_outlives_the_program(start: Start, team: Path, name: str) -> None:
    app = start()
    app.wait_for_text("Åpne tiltak")
    app.press("l")
    app.wait_for_text("Hvem kan se det")
    app.type("tok ansvar")
    app.wait_for_text("tok ansvar")
    if name == "SIGKILL":
        wait_for_disk(app, team / "state" / "half-written", "tok ansvar")
    app.signal(getattr(signal, name))
    app.exit_status()
    again = start()
    again.wait_for_text("tok ansvar")


def wait_for_disk(app: Terminal, folder: Path, text: str) -> None:
    """Let the program go on until a file in ``folder`` holds ``text``."""
    deadline = time.monotonic() + PATIENCE
    while not any(text in file.read_text("utf-8") for file in folder.glob("*.json")):
        assert time.monotonic() < deadline, f"{text!r} is not in {folder}"
        app.read_for(0.02)


def test_a_program_that_was_stopped_goes_on_and_can_be_left(start: Start, team: Path) -> None:
    app = start()
    open_talk(app)
    app.type("før")
    app.wait_for_text("før")
    app.signal(signal.SIGSTOP)
    app.screen.erase_in_display(2)
    stopped = len(app.raw)
    app.signal(signal.SIGCONT)
    # What is typed before it has the terminal again is thrown away by Textual.
    app.wait_for(lambda one: b"\x1b[?1049h" in one.raw[stopped:], "the terminal taken anew")
    app.wait_for_text("F2  Leder")
    app.type(" og etter")
    app.wait_for_text("før og etter")
    app.press("ctrl+q")
    assert app.exit_status() == 0
    assert "før og etter" in written(team)


def test_a_closed_window_loses_nothing(start: Start, team: Path) -> None:
    app = start()
    open_talk(app)
    app.type("rett før vinduet lukkes")
    app.wait_for_text("lukkes")
    app.hang_up()
    app.exit_status()
    assert "rett før vinduet lukkes" in written(team)


def test_a_kill_in_the_middle_of_typing_keeps_all_that_was_said_to_be_saved(
    start: Start, team: Path
) -> None:
    """The second after which nothing may be lost is measured by ``tests.faults.kill_typing``:
    beside five other tests on two cores the program may not be let in for as long as that.
    """
    from tests.faults.kill_typing import kill_while_typing

    outcome = kill_while_typing(lambda: start(cols=80, rows=24), team, seed=1)
    assert outcome.typed and not outcome.acknowledged_lost and outcome.clock_drift <= 2, outcome


def test_the_smallest_terminal_and_a_resize_while_typing(start: Start, team: Path) -> None:
    app = start(cols=80, rows=24)
    open_talk(app)
    app.type("begynner i liten")
    app.wait_for_text("begynner i liten")
    app.resize(120, 36)
    app.wait_for_text("F4  Gjensidig plan")
    app.type(" og slutter i stor")
    app.resize(60, 20)
    app.wait_for_text("stor")
    app.signal(signal.SIGTERM)
    app.exit_status()
    assert "begynner i liten og slutter i stor" in written(team)


def test_a_read_only_disk_is_said_and_the_text_kept_until_it_can_be_saved(
    start: Start, team: Path
) -> None:
    app = start()
    open_talk(app)
    app.wait_for_text("lagret")
    journal, set_aside = team / "state" / "journal", team / "state" / "set-aside"
    shutil.move(journal, set_aside)
    journal.write_text("in the way")
    documents = team / "data" / "conversations"
    documents.rename(documents.with_name("set-aside"))
    documents.write_text("in the way")
    app.press("f8")
    app.wait_for_text("ikke lagret")
    app.type("skrevet mens disken var borte")
    app.wait_for_text("borte")
    documents.unlink()
    documents.with_name("set-aside").rename(documents)
    journal.unlink()
    shutil.move(set_aside, journal)
    app.wait_until_gone("ikke lagret")
    app.signal(signal.SIGTERM)
    app.exit_status()
    assert "skrevet mens disken var borte" in written(team)


EDITOR = """#!{python}
import sys, time
path = sys.argv[-1]
text = open(path).read()
open(path, "w").write(text + "\\nfra editoren\\n")
if "vent" in text:
    print("LAGRET", flush=True)
    time.sleep(600)
"""


def test_a_note_goes_on_in_the_users_own_editor_and_what_that_saved_outlives_the_program(
    team: Path, start: Start, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(EDITOR.format(python=sys.executable))
    editor.chmod(0o700)
    app = start(EDITOR=str(editor))
    open_talk(app)
    app.wait_for_text("Åpning")
    app.type("her\x0f")
    app.wait_for_text("fra editoren")
    app.press("ctrl+z")
    app.wait_until_gone("fra editoren")
    app.press("ctrl+y")
    app.wait_for_text("fra editoren")
    app.type(" vent\x0f")
    app.wait_for_text("LAGRET")
    os.kill(app.pid, signal.SIGTERM)
    assert app.exit_status() == 128 + signal.SIGTERM
    assert '"her\\nfra editoren vent\\nfra editoren"' in written(team)
