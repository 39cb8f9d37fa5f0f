"""Two programs save to one home at the same time, and are killed now and then.

::

    python -m tests.faults.two_writers --saves 600

Each writer changes the same people and adds log entries, as a command beside the app does. A save
that is refused is said, and tried again on what the other has saved; one that was acknowledged
must be there in the end. Each change adds a word, so a save that was written over shows.
"""

from __future__ import annotations

import argparse
import itertools
import subprocess
import sys
import tempfile
from pathlib import Path

from storage.errors import ReadOnly, StaleError
from storage.home import Home
from storage.records import LogEntry, Person
from storage.store import Store, open_store
from tests.faults.promises import now
from tests.storage.made_up import MONDAY

PEOPLE = 3
KILLS = 4
"""Times that both writers are killed, at the least."""


def write(home: Home, name: str) -> None:
    """Save for ever, and print each word once the save that holds it is acknowledged."""
    store = open_store(home, now)
    people = [entry.id for entry in store.people()]
    for number in itertools.count():
        word = f"{name}{number}."
        add_word(store, people[number % len(people)], word)
        print(word, flush=True)
        entry = LogEntry(person=people[0], on=MONDAY.date(), text=f"log-{word}")
        store.save(entry)
        print(entry.text, flush=True)


def add_word(store: Store, id_: str, word: str) -> None:
    """Add a word to a person's name, however often another is quicker."""
    while True:
        person = store.read(Person, id_)
        person.name += word
        try:
            return store.save(person)
        except (StaleError, ReadOnly) as error:
            assert "\n" not in str(error)


def main() -> None:
    """Let two write, and print how much of what they were told is kept is kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--saves", type=int, default=600)
    parser.add_argument("--writer", nargs=2, metavar=("HOME", "NAME"), help="be one of the two")
    arguments = parser.parse_args()
    if arguments.writer:
        return write(Home.at(Path(arguments.writer[0])), arguments.writer[1])
    with tempfile.TemporaryDirectory() as folder:
        acknowledged, lost, starts = lost_saves(Path(folder), arguments.saves)
    print(f"{acknowledged} saves by {starts} processes, two at a time, {len(lost)} lost")
    sys.exit(bool(lost))


def lost_saves(root: Path, saves: int) -> tuple[int, list[str], int]:
    """Have two processes save; return how many saves were acknowledged, which are lost, starts."""
    home = Home.at(root)
    store = open_store(home, now)
    for _number in range(PEOPLE):
        store.save(Person(name=""))
    store.close()
    said: list[str] = []
    starts = 0
    while len(said) < saves or starts < 2 * KILLS:
        pair = [_started(root, f"{side}{starts}-") for side in "ab"]
        starts += len(pair)
        for writer in itertools.islice(itertools.cycle(pair), saves // KILLS):
            assert writer.stdout is not None
            said.append(writer.stdout.readline().strip())
        for writer in pair:
            writer.kill()
            said += writer.communicate()[0].splitlines()
    found = open_store(home, now)
    names = "".join(entry.name for entry in found.people())
    log = [entry.text for entry in found.all(LogEntry)]
    lost = [one for one in said if log.count(one) + names.count(one) != 1]
    return len(said), [*lost, *map(str, found.problems)], starts


def _started(root: Path, name: str) -> subprocess.Popen[str]:
    argv = [sys.executable, "-m", "tests.faults.two_writers", "--writer", str(root), name]
    return subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)


if __name__ == "__main__":
    main()
