"""What is on the disk after a process was killed in the middle of writing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Conversation, Person
from storage.store import open_store
from tests.storage.made_up import MONDAY, a_talk

WRITER = """
import datetime as dt, itertools, sys, threading
from pathlib import Path
from storage.autosave import Autosave
from storage.home import Home
from storage.records import Conversation
from storage.store import open_store

now = lambda: dt.datetime.now(dt.timezone.utc)
store = open_store(Home.at(Path(sys.argv[1])), now)
talk = store.recover(sys.argv[2])
saved = threading.Semaphore(0)

def told(status):
    if status.problem is None and not status.pending:
        saved.release()

autosave = Autosave(store, talk, now, told)
for number in itertools.count(1):
    saved.acquire()
    print(talk.notes[0].manager, flush=True)
    talk.notes[0].manager = str(number)
    talk.notes[1].employee = "x" * number
    autosave.settle() if number % 3 == 0 else autosave.changed()
"""


@pytest.mark.parametrize("seen", [1, 4, 9, 30])
def test_what_was_called_saved_outlives_a_kill(tmp_path: Path, seen: int) -> None:
    home = Home.at(tmp_path / "samtale")
    store = open_store(home, lambda: MONDAY)
    person = Person(name="Kari")
    talk = a_talk(person)
    for record in (person, talk):
        store.save(record)

    arguments = [sys.executable, "-c", WRITER, str(tmp_path / "samtale"), talk.id]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline().strip() for _ in range(seen)]
        writer.kill()
        lines += [line.strip() for line in writer.stdout if line.endswith("\n")]
    last = int(lines[-1] or 0)

    store = open_store(home, lambda: MONDAY)
    assert store.under_way() == [talk.id]
    found = store.recover(talk.id)
    assert last <= int(found.notes[0].manager or 0) <= last + 1
    assert last <= len(found.notes[1].employee) <= last + 1
    assert store.problems == []
    store.save(found)
    assert store.read(Conversation, talk.id) == found
    assert not list(home.data.rglob("*.tmp"))
