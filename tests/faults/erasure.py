"""Whether anything of a person is left after ``samtale erase``.

A home is filled with a sentinel in every text field of every kind of record that is about one
person, found by the fields' types; each stands as a document, in its earlier version, in the copy
of a sync program, in the quarantine and in a file that a save left half written, beside a journal
and exports. Then the person is erased through the command, and every byte under the home is
searched for the sentinels, by other code than the program's own.

    python -m tests.faults.erasure
    python -m tests.faults.erasure --without journal earlier

With ``--without`` some of the removals are left out, which must be found: the exit status is 1.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import re
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from storage.envelope import encode
from storage.files import remove
from storage.holdings import KINDS
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, Person, Record, TopicNotes
from tests.storage.filled import PERSON, with_texts
from tests.storage.made_up import MONDAY

NAME = "Sentinelname Ærlig"
SENTINEL = re.compile(rb"sentinel\d{4}|sentinelname|" + PERSON.encode(), re.IGNORECASE)
PARTS: dict[str, Callable[[Path, Home], bool]] = {
    "journal": lambda file, home: file.is_relative_to(home.state / "journal"),
    "earlier": lambda file, home: file.parent.name == "earlier",
    "quarantine": lambda file, home: file.is_relative_to(home.state / "quarantine"),
    "conflicts": lambda file, home: "sync-conflict" in file.name,
    "exports": lambda file, home: file.is_relative_to(home.exports),
    "documents": lambda file, home: file.parent.parent == home.data and len(file.stem) == 26,
}
"""What can be left out of the removal, and how its files are told."""
CATALOG = "catalog"
REMOVING = ("erasure", "folder", "removal", "others")
"""The modules of ``storage`` that an erasure removes files with."""


@dataclass
class Found:
    """What a search has found."""

    sentinels: int
    files: int
    size: int
    hits: list[Path]
    status: int
    """Of the command."""


def erased(root: Path, without: Collection[str] = ()) -> Found:
    """Fill the home at ``root``, erase the person, and search it; leave out some removals."""
    home = Home.at(root)
    sentinels = fill(home)
    with _leaving_out(without, home):
        status = _command(root, "erase", PERSON, "--yes", NAME)
    hits, files, size = look(root)
    return Found(sentinels, files, size, hits, status)


def fill(home: Home) -> int:
    """Write everything that can be kept on a person; return how many sentinels stand in it."""
    count = 0

    def sentinel(path: str) -> str:
        nonlocal count
        if path.endswith("manager_name") or ".agenda." in path:
            return "Leder"
        count += 1
        return f"sentinel{count:04} ærlig"

    store = LocalStore(home, lambda: MONDAY)
    records: list[Record] = []
    for kind in KINDS.values():
        record = with_texts(kind, sentinel)
        if isinstance(record, Person):
            record.name = NAME
        records.append(record)
        store.save(record)
    store.close()
    store = LocalStore(home, lambda: MONDAY)
    for record in records:  # another sitting: what was there before becomes the earlier version
        store.save(record)
    talk = next(one for one in records if isinstance(one, Conversation))
    with contextlib.closing(store.open_journal(talk.id)) as journal:
        journal.append({"notes/0": encode(TopicNotes(sentinel("journal")))}, MONDAY)
    for record in records:
        _copies(home, record)
    store.close()
    home.exports.mkdir()
    for command in ("export", "access"):
        if _command(home.data.parent, command, PERSON, "--to", home.exports) != 0:
            raise AssertionError(f"{command} wrote nothing")
    return count


def look(root: Path) -> tuple[list[Path], int, int]:
    """Search all names and bytes under ``root``; return the hits, how many files and bytes."""
    hits, files, size = [], 0, 0
    for file in sorted(root.rglob("*")):
        if not file.is_file():
            continue
        content = file.read_bytes()
        files, size = files + 1, size + len(content)
        found = set(SENTINEL.findall(content + b"\n" + file.name.encode()))
        if "tombstones" in file.parts:
            found.discard(PERSON.encode())
        if found:
            hits.append(file)
    return hits, files, size


def _copies(home: Home, record: Record) -> None:
    """Put beside a document what damage, a sync program and an interrupted save leave there."""
    table = next(name for name, kind in KINDS.items() if kind is type(record))
    file = home.data / table / f"{record.id}.json"
    content = file.read_bytes()
    quarantine = home.state / "quarantine" / table
    quarantine.mkdir(parents=True, exist_ok=True)
    for place in (
        file.with_name(f"{file.stem}.sync-conflict-20261123-101530-ABC1234.json"),
        file.with_name(f".{file.name}.0a1b2c3d.tmp"),
        quarantine / file.name,
        quarantine / f"{file.stem}.2.json",
    ):
        place.write_bytes(content)
    (quarantine / file.name).write_bytes(content[:-20])  # cut short
    damaged = bytearray(content)
    at = content.index(PERSON.encode()) if PERSON.encode() in content else 30
    damaged[at] ^= 1  # not even the person's id is as it was
    (quarantine / f"{file.stem}.2.json").write_bytes(damaged)


@contextlib.contextmanager
def _leaving_out(parts: Collection[str], home: Home) -> Iterator[None]:
    """Let the removal of some files do nothing."""

    def leave(file: Path) -> None:
        if not any(PARTS[part](file, home) for part in parts if part != CATALOG):
            remove(file)

    with contextlib.ExitStack() as patches:
        for module in REMOVING:
            patches.enter_context(mock.patch(f"storage.{module}.remove", leave))
        if CATALOG in parts:
            patches.enter_context(mock.patch("storage.catalog.Catalog.flush"))
            patches.enter_context(mock.patch("storage.catalog.Catalog.flush_or_remove"))
        yield


def _command(root: Path, *words: str | Path) -> int:
    from tui.cli import run

    with (
        mock.patch.dict(os.environ, {"SAMTALE_HOME": str(root), "LANGUAGE": "en"}),
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
    ):
        return run([str(word) for word in words])


def main() -> int:
    """Erase a person, print what was found, and return 1 if anything was."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--without", nargs="+", choices=[*PARTS, CATALOG], default=[])
    without = parser.parse_args().without
    with tempfile.TemporaryDirectory() as folder:
        found = erased(Path(folder), without)
    for file in found.hits[:10]:
        print(file)
    print(
        f"{found.sentinels} sentinels, {found.files} files and {found.size} bytes searched:"
        f" {len(found.hits)} hits; the command said {found.status}"
    )
    return 1 if found.hits or found.status else 0


if __name__ == "__main__":
    sys.exit(main())
