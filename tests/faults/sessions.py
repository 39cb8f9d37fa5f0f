"""The installed program in a terminal, on a made-up team, with a talk open to be typed in."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from storage.home import Home
from storage.records import Conversation
from storage.store import open_store
from tests.faults.promises import now
from tests.terminal.terminal import Terminal

SAMTALE = Path(sys.executable).with_name("samtale")
"""The command as pip installs it beside the interpreter."""
CLOCK = re.compile(r"(\d+):(\d\d) igjen av")
SAVED = re.compile(r"lagret (\d\d:\d\d:\d\d)")


def make_team(home: Path) -> Path:
    """Write a made-up team to ``home``, which must be empty."""
    env = {**os.environ, "LANGUAGE": "nb"}
    subprocess.run([SAMTALE, "demo", "--keep", home], env=env, check=True, capture_output=True)
    return home


def start(home: Path, argv: Sequence[str] = (str(SAMTALE),)) -> Terminal:
    """Start the program on ``home`` in a small terminal."""
    env = {**os.environ, "LANGUAGE": "nb", "SAMTALE_HOME": str(home)}
    return Terminal(argv, env, cols=80, rows=24)


def open_talk(app: Terminal) -> float:
    """Go into the first person's talk; return when, as `time.time` tells it."""
    app.wait_for_text("Åpne tiltak")
    opened = time.time()
    app.press("t")
    app.wait_for_text("F2  Leder")
    app.wait_for_text("igjen av")
    return opened


def type_letter(app: Terminal, word: str, letter: str) -> str:
    """Type a letter after ``word`` and wait until it is shown; return the word with it."""
    app.type(letter)
    word += letter
    app.wait_for(lambda screen: word[-12:] in pane_text(screen), word)
    return word


def pane_text(screen: Terminal) -> str:
    """Return what stands in the manager's pane, its wrapped lines joined without spaces."""
    top = next((row for row, line in enumerate(screen.lines) if "F2  Leder" in line), None)
    if top is None:
        return ""
    left = screen.lines[top].index("╭─ F2")
    rows = (line[left + 2 :].split("│")[0] for line in screen.lines[top + 1 : top + 18])
    return "".join(row.replace(" ", "") for row in rows)


def clock(screen: Terminal) -> int | None:
    """Return the seconds that the screen says are left of the topic."""
    found = CLOCK.search(screen.text)
    return int(found[1]) * 60 + int(found[2]) if found else None


def saved_at(screen: Terminal) -> float | None:
    """Return the time at which the screen says that all was saved, as `time.time` tells it."""
    found = SAVED.search(screen.text)
    if found is None:
        return None
    return time.mktime(time.strptime(f"{time.strftime('%F')} {found[1]}", "%Y-%m-%d %H:%M:%S"))


def kept_text(home: Path) -> str:
    """Return all that is kept of all talks, with what their journals hold, as one JSON text."""
    store = open_store(Home.at(home), now, read_only=True)
    ids = {file.stem for file in home.glob("data/conversations/*.json")}
    talks: list[Conversation] = [store.recover(id_) for id_ in sorted(ids | {*store.under_way()})]
    return msgspec.json.encode(talks).decode()
