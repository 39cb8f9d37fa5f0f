"""Flip bits in every kind of file, and cut it at every 512 bytes: nothing may pass unnoticed.

::

    python -m tests.faults.damage --flips 1000

After each damage the store is opened anew: a damaged document is never read as if it were whole,
it is named with its earlier version, and that can be put back; a journal is read up to the damage
and no further; the lists are as if nothing had happened. Everything else opens.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storage import journal
from storage.errors import Damaged, Newer, StoreError
from storage.home import Home
from storage.parts import parts
from storage.records import Conversation, LogEntry, Person, Preparation, Record, UnitGoal
from storage.store import Store, open_store
from tests.faults.crash_states import in_memory
from tests.faults.promises import a_record, now, put_text, text_of
from tests.storage.breaking import Call, through
from tests.storage.made_up import MONDAY, a_full_talk

KINDS = (Person, Conversation, Preparation, LogEntry, UnitGoal)
SECTOR = 512


@dataclass(frozen=True)
class Damage:
    """One change of one file."""

    file: Path
    content: bytes
    how: str


class Archive:
    """A home with two records of every kind, each with an earlier version, and a talk under way."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = Home.at(root)
        person = Person(name="")
        kinds = [*KINDS, *KINDS]
        self.records = [person, *(a_record(kind, person) for kind in kinds[1:])]
        self.under_way = a_full_talk(person)
        for version in ("before", "now"):
            store = open_store(self.home, now)
            for record in self.records:
                put_text(record, f"{type(record).__name__} {version}")
                store.save(record)
            store.close()
        self._write_journal(open_store(self.home, now))
        self.files = {path: path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
        self.listed = self._lists(open_store(self.home, now))

    @property
    def targets(self) -> list[Path]:
        """The documents, the journal and the catalog."""
        folders = (self.home.data, self.home.state / "journal", self.home.state / "catalog")
        return [
            path
            for path in self.files
            if path.parent.name != "earlier" and any(map(path.is_relative_to, folders))
        ]

    def repair(self) -> None:
        """Put everything back as it was."""
        shutil.rmtree(self.root)
        for path, content in self.files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def wrong_after(self, damage: Damage) -> list[str]:
        """Do a damage, start on it, and return what is wrong."""
        damage.file.write_bytes(damage.content)
        store = open_store(self.home, now)
        hit = next((one for one in self.records if one.id == damage.file.stem), None)
        wrong = []
        if hit is not None:
            wrong += self._wrong_document(store, hit)
        elif damage.file.suffix == ".log":
            wrong += self._wrong_journal(store, damage)
        elif self._lists(store) != self.listed:
            wrong.append("the lists differ")
        for record in self.records:
            if record is not hit and store.read(type(record), record.id) != record:
                wrong.append(f"another {type(record).__name__} differs")
        if any(one.table != "journal" for one in store.problems):
            wrong.append(f"named as damaged: {store.problems}")
        return wrong

    def _wrong_document(self, store: Store, record: Record) -> Iterator[str]:
        try:
            found = store.read(type(record), record.id)
            yield f"not noticed, and the same: {found == record}"
        except (Damaged, Newer):
            pass
        problems = store.problems
        if [(one.id, one.has_earlier) for one in problems] != [(record.id, True)]:
            yield f"named as damaged: {problems}"
        for problem in problems:
            try:
                store.restore(problem)
            except Newer:  # the one digit that tells the version: left for a newer program
                problem.file.write_bytes(self.files[problem.file])
                store.read(type(record), record.id)
                return
        text = text_of(store.read(type(record), record.id))
        if text != f"{type(record).__name__} before":
            yield f"restored as {text!r}"

    def _wrong_journal(self, store: Store, damage: Damage) -> Iterator[str]:
        whole = journal.entries(self.files[damage.file])
        found = [entry for entry, _end in journal.entries(damage.content)]
        if found != [entry for entry, _end in whole][: len(found)]:
            yield "read what was never written"
        try:
            store.recover(self.under_way.id)
        except StoreError as error:
            if "\n" in str(error):
                yield f"said badly: {error}"
        named = [one.file.read_bytes() for one in store.problems]
        lost = damage.file.exists() and journal.goes_on_after_damage(damage.content)
        if named != [damage.content] * (lost or not damage.file.exists()):
            yield f"set aside: {store.problems}"
        store.open_journal(self.under_way.id).close()

    def _write_journal(self, store: Store) -> None:
        opened = store.open_journal(self.under_way.id)
        opened.append(parts(self.under_way), MONDAY)
        opened.append({"notes/0": b'{"manager":"newest","employee":""}'}, MONDAY)
        opened.close()

    def _lists(self, store: Store) -> object:
        people = store.people()
        return people, [store.talks(person.id) for person in people]


def damages(archive: Archive, flips: int, seed: int = 1) -> Iterator[Damage]:
    """Go through bit flips at random places, then cuts at every 512 bytes, of every file."""
    chance = random.Random(seed)
    for _number in range(flips):
        file = chance.choice(archive.targets)
        content = bytearray(archive.files[file])
        place, bit = chance.randrange(len(content)), chance.randrange(8)
        content[place] ^= 1 << bit
        yield Damage(file, bytes(content), f"bit {bit} of byte {place}")
    for file in archive.targets:
        for end in range(0, len(archive.files[file]), SECTOR):
            yield Damage(file, archive.files[file][:end], f"cut at {end}")


def each_damage(root: Path, flips: int) -> Iterator[tuple[Damage, list[str]]]:
    """Do one damage after the other to an archive at ``root``; tell what is wrong after each."""

    def quick(name: str, call: Call, *arguments: object, **options: object) -> object:
        return None if name in ("fsync", "fdatasync") else call(*arguments, **options)

    with through(quick):
        archive = Archive(root)
        for damage in damages(archive, flips):
            archive.repair()
            yield damage, archive.wrong_after(damage)


def main() -> None:
    """Damage files and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--flips", type=int, default=1000)
    flips = parser.parse_args().flips
    done, bad = 0, 0
    with tempfile.TemporaryDirectory(dir=in_memory()) as folder:
        for damage, wrong in each_damage(Path(folder, "home"), flips):
            done += 1
            bad += bool(wrong)
            if wrong:
                print(f"{damage.file.parent.name}, {damage.how}: {'; '.join(wrong)}", flush=True)
    print(f"{flips} flipped bits and {done - flips} cuts, {bad} with a bad end")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
