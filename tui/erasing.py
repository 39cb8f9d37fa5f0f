"""Erasing all that is kept on a person: said first, asked twice, and proved by a search."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from agendas.words import _, ngettext
from storage.erasure import erase_person
from storage.errors import StoreError
from storage.holdings import Holdings
from storage.home import Home
from storage.local_store import LocalStore
from storage.records import Conversation, LogEntry, Preparation
from storage.sitting import Sitting
from storage.text import one_line
from storage.traces import Search, export_files, holds_id, search, traces
from tui import keeping
from tui.asking import agrees, answer
from tui.failure import Failure, WrongUse
from tui.progress import waiting
from tui.rights import exports_of, held_on, whole
from tui.settings import Settings


def erase(
    home: Home, settings: Settings, person: str, *, yes: str | None, changed_too: bool
) -> int:
    """Erase all that is kept on a person, asking twice, and search for what is left.

    ``yes`` is the person's name, where nobody is there to be asked. Returns 1 where something of
    the person is still found.
    """
    folders = _folders(home, settings)
    with _sitting(home):
        with whole(home, "erase") as store:
            held = held_on(store, person, _("Nothing was erased."))
            name = held.person.name if held.person else held.person_id
            exports = _exports(store, held, folders)
            _say_what_there_is(name, held, exports)
            _confirm(name, yes)
            others = _chosen(exports.others, asked=yes is None, all=changed_too)
            told = traces(held)
            today = keeping.local_now().date()
            begun = _("Not all is erased yet; the same command goes on.")
            with waiting(_("Erasing"), left=begun) as store.progress:
                erase_person(store, held, today, exports=[*exports.as_written, *others])
        unproven = _("All is erased, but not all files were searched for what may be left.")
        with waiting(_("Searching for what is left"), left=unproven) as progress:
            result = search(home, store.cipher, told, exports.all, folders, progress)
    return _say_what_is_left(name, result)


@contextmanager
def _sitting(home: Home) -> Iterator[None]:
    """Keep everybody else from changing the store."""
    try:
        sitting = Sitting(home.state, keeping.local_now())
    except StoreError as error:
        raise Failure(str(error)) from error
    try:
        yield
    finally:
        sitting.end()


# The exported files


@dataclass
class _Exports:
    """The files that were exported and are still there."""

    as_written: list[Path]
    others: list[Path]
    """Changed since, or not on the list and with an id of the person's in them."""

    @property
    def all(self) -> list[Path]:
        return self.as_written + self.others


def _exports(store: LocalStore, held: Holdings, folders: Sequence[Path]) -> _Exports:
    known = exports_of(store, held.person_id)
    found = _Exports([], [])
    for one in known:
        if one.standing != "gone":
            (found.as_written if one.standing == "as written" else found.others).append(
                Path(one.path)
            )
    ids = {held.person_id, *(one.id for one in held.files)}
    for file in export_files([Path(one.path) for one in known], folders):
        if file not in found.all and holds_id(file, ids):
            found.others.append(file)
    return found


def _folders(home: Home, settings: Settings) -> list[Path]:
    chosen = [settings.export_folder] if settings.export_folder else []
    return [home.exports, *chosen]


# Asking and telling


def _say_what_there_is(name: str, held: Holdings, exports: _Exports) -> None:
    talks, entries = len(held.of(Conversation)), len(held.of(LogEntry))
    preparations, others = len(held.of(Preparation)), len(held.others)
    print(_("Kept on {name}:").format(name=one_line(name)))
    for line in (
        ngettext("{n} talk", "{n} talks", talks),
        ngettext("{n} private preparation", "{n} private preparations", preparations),
        ngettext("{n} log entry", "{n} log entries", entries),
        ngettext("{n} other version or copy", "{n} other versions and copies", others),
        ngettext("{n} exported file", "{n} exported files", len(exports.all)),
    ):
        print(f"  {line}")
    for file in exports.others:
        words = _("{file} was changed after it was written, or is not known.")
        print("  " + words.format(file=one_line(str(file))))


def _confirm(name: str, yes: str | None) -> None:
    """Ask twice, or compare the name that was given beforehand."""
    if yes is not None:
        if yes.strip() != name.strip():
            raise WrongUse(
                _("--yes must be the whole name as it is kept: {name}").format(name=name)
            )
        return
    if not sys.stdin.isatty():
        raise WrongUse(_("Nobody is there to be asked; --yes NAME says that you are sure"))
    stays = Failure(_("Nothing was erased"))
    if not agrees(_("Erase all of it, for good?")):
        raise stays
    if answer(_("It can't be brought back. Type the whole name to erase it: ")) != name.strip():
        raise stays


def _chosen(files: list[Path], *, asked: bool, all: bool) -> list[Path]:
    """Return those of the changed exports that are to be erased as well."""
    if all or not asked:
        return files if all else []
    words = _("Erase {file} as well?")
    return [file for file in files if agrees(words.format(file=one_line(str(file))))]


def _say_what_is_left(name: str, result: Search) -> int:
    searched = _("Searched {files} files, {size} bytes. Found in {hits} of them.")
    print(_("All that Samtale keeps on {name} is erased.").format(name=one_line(name)))
    print(searched.format(files=result.files, size=result.size, hits=len(result.hits)))
    for words, files in (
        (_("Something of it is still here:"), result.hits),
        (_("These could not be searched:"), result.unreadable),
        (_("The name stands in these files about others, which stay:"), result.mentions),
    ):
        if files:
            print(words)
            print("\n".join(f"  {one_line(str(file))}" for file in files))
    print(
        _(
            "Files that were moved, sent, printed or backed up are not found from here."
            " Old versions in a sync service are not, either."
        )
    )
    return 1 if result.hits or result.unreadable else 0
