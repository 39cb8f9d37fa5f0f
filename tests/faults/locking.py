"""Lock and unlock a store with each call to the disk failing in turn, once or for good.

::

    python -m tests.faults.locking

After each, everything must open, with the passphrase or without, and the next attempt go on.
"""

from __future__ import annotations

import itertools
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal, get_args

import pytest

from storage import vault
from storage.cipher import Age, is_encrypted
from storage.conversion import encrypted_files, finish_locking, lock, plain_files, unlock
from storage.errors import StoreError
from storage.home import Home
from storage.records import LogEntry, Person
from storage.store import open_store
from storage.vault import Vault
from tests.storage import quick_age
from tests.storage.breaking import disk
from tests.storage.made_up import MONDAY, a_talk

PASSPHRASE = "riktig hest på beite"
SENTINEL = b"zzHemmelig"
Direction = Literal["lock", "unlock"]


def filled(root: Path) -> Home:
    """Return a home with the sentinel in every place where text of a store can lie."""
    home = Home.at(root)
    store = open_store(home, lambda: MONDAY)
    person = Person(name="zzHemmelig Nordmann")
    talk = a_talk(person, summary="zzHemmelig")
    damaged = LogEntry(person=person.id, on=MONDAY.date(), text="zzHemmelig")
    for record in (person, talk, damaged):
        store.save(record)
    store.close()
    file = home.data / "log" / f"{damaged.id}.json"
    file.write_bytes(file.read_bytes()[:-9])
    store = open_store(home, lambda: MONDAY)
    store.save(talk)
    with suppress(StoreError):
        store.read(LogEntry, damaged.id)
    note = b'{"manager": "zzHemmelig", "employee": ""}'
    store.open_journal(talk.id).append({"notes/0": note}, MONDAY)
    store.close()
    document = home.data / "conversations" / f"{talk.id}.json"
    copies = (f"{talk.id}.sync-conflict-20261123-100000-ABCDEFG.json", f"{talk.id} (kopi).json")
    for copy in copies:
        shutil.copy(document, document.with_name(copy))
    versions = home.data / ".stversions" / "conversations"
    versions.mkdir(parents=True)
    shutil.copy(document, versions / f"{talk.id}~20261123-100000.json")
    shutil.copy(document, document.with_name(f".{document.name}.0badcafe.tmp"))
    (home.state / "exports.json").write_bytes(b'"zzHemmelig.md"')
    return home


def holding(home: Home) -> list[Path]:
    """Return the files under the data and state folders that hold the sentinel as it is."""
    files = (file for file in home.data.parent.rglob("*") if file.is_file())
    return [file for file in files if SENTINEL in file.read_bytes()]


def locked(home: Home) -> Age:
    """Lock ``home``; return its cipher."""
    lock(home, PASSPHRASE, MONDAY, lambda _recovery_key: None)
    return Vault(home.data).open(PASSPHRASE)


def contents(home: Home) -> dict[str, bytes]:
    """Return what lies in the files that pass through the cipher."""
    root = home.data.parent
    files = [*plain_files(home), *encrypted_files(home)]
    return {str(file.relative_to(root)): file.read_bytes() for file in files}


def interrupted(
    folder: Path, direction: Direction, *, forever: bool, numbers: Iterable[int]
) -> Iterator[list[str]]:
    """Lock or unlock a filled home in ``folder`` with these calls failing.

    Yields what is wrong after each, and ends before one that is never reached.
    """
    first, home = filled(folder / "first"), Home.at(folder / "home")
    plain = {name: data for name, data in contents(first).items() if "catalog" not in name}
    if direction == "unlock":
        locked(first)
    for number in numbers:
        shutil.rmtree(home.data.parent, ignore_errors=True)
        shutil.copytree(first.data.parent, home.data.parent)
        with disk(number, forever=forever) as broken, suppress(StoreError):
            if direction == "lock":
                lock(home, PASSPHRASE, MONDAY, lambda _recovery_key: None)
            else:
                unlock(home, Vault(home.data).open(PASSPHRASE))
        if not broken.reached:
            return
        found = [*_unreadable(home, plain), *_cannot_go_on(home, direction, plain)]
        yield [f"{direction}, call {number}: {one}" for one in found]


def _unreadable(home: Home, plain: dict[str, bytes]) -> Iterator[str]:
    """Yield what can't be read now, with the key if there is a lock."""
    cipher = Vault(home.data).open(PASSPHRASE) if Vault(home.data).locked else None
    found = contents(home)
    for name, data in plain.items():
        content = found.get(name, b"")
        if (cipher.decrypt(content) if cipher else content) != data:
            yield f"{name} is not as it was"
    if cipher is None and any(is_encrypted(data) for data in found.values()):
        yield "something is encrypted, and the key is gone"


def _cannot_go_on(home: Home, direction: Direction, plain: dict[str, bytes]) -> Iterator[str]:
    """Go on where the interruption has left it; yield what is wrong at the end."""
    if not Vault(home.data).locked:
        return
    cipher = Vault(home.data).open(PASSPHRASE)
    if direction == "lock":
        finish_locking(home, cipher)
        yield from (f"{file} is plain" for file in holding(home))
    else:
        unlock(home, cipher)
        if Vault(home.data).locked or not contents(home).items() >= plain.items():
            yield "it is not unlocked as it was"


def main() -> None:
    """Fail at each call, and print how often that was and what was wrong."""
    tried, wrong = 0, []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vault, "wrap", quick_age.wrap)
        for direction in get_args(Direction):
            for forever in (False, True):
                with tempfile.TemporaryDirectory() as folder:
                    calls = itertools.count(1)
                    for found in interrupted(
                        Path(folder), direction, forever=forever, numbers=calls
                    ):
                        tried += 1
                        wrong += found
    print("".join(f"{one}\n" for one in wrong), end="")
    print(f"{tried} interruptions of lock and unlock, {len(wrong)} faults")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
