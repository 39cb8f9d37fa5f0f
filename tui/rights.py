"""What the person written about may ask for: to get all that is kept, and to have it erased."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from agendas.words import _, ngettext, short_day
from storage.access import Access, access, private
from storage.disclosure import Disclosure, Withheld
from storage.erasure import erase_person, gather
from storage.errors import StoreError
from storage.exports.access import access_to_markdown
from storage.exports.markdown import file_name
from storage.holdings import Holdings
from storage.home import Home
from storage.known_exports import KnownExport
from storage.local_store import LocalStore
from storage.names import is_ulid
from storage.records import Conversation, LogEntry, Preparation
from storage.retention import EXPIRED, Expired, expired
from storage.sitting import Sitting
from storage.text import one_line
from storage.traces import Search, export_files, holds_id, search, traces
from storage.unfinished import unfinished
from tui import keeping
from tui.asking import agrees, answer
from tui.failure import Failure, WrongUse
from tui.keeping import kept
from tui.listings import print_document
from tui.lookup import find_person
from tui.settings import Settings
from tui.table import table
from tui.writing import write_new


def give_access(
    home: Home,
    settings: Settings,
    person: str,
    *,
    to: Path | None,
    as_json: str | None,
    markdown: str | None,
    withhold: Sequence[str],
    reasons: Sequence[str],
    overwrite: bool,
) -> int:
    """Write all that is kept on a person: as Markdown and JSON to a folder, or one to a file."""
    with _whole(home, "access") as store:
        held = _held(store, person)
        withheld = _withheld(held, withhold, reasons)
        if withheld:
            at = keeping.local_now()
            store.save(Disclosure(person=held.person_id, at=at, withheld=tuple(withheld)))
            store.access_log.note("disclosures", "", held.person_id, store.through)
        given = access(
            held,
            at=keeping.local_now(),
            withheld=withheld,
            exports=_exports_of(store, held.person_id),
            openings=store.access_log.openings(held.person_id),
            tombstones=store.tombstones,
            months_for_all=settings.retention_months,
        )
        for place, text in _places(given, to, as_json, markdown):
            if place is None:
                print_document(text)
            else:
                write_new(store, place, text, held.person_id, overwrite=overwrite)
    return 0


def erase(
    home: Home, settings: Settings, person: str, *, yes: str | None, changed_too: bool
) -> int:
    """Erase all that is kept on a person, asking twice, and search for what is left.

    ``yes`` is the person's name, where nobody is there to be asked. Returns 1 where something of
    the person is still found.
    """
    folders = _folders(home, settings)
    with _sitting(home):
        with _whole(home, "erase") as store:
            held = _held(store, person)
            name = held.person.name if held.person else held.person_id
            exports = _exports(store, held, folders)
            _say_what_there_is(name, held, exports)
            _confirm(name, yes)
            others = _chosen(exports.others, asked=yes is None, all=changed_too)
            told = traces(held)
            today = keeping.local_now().date()
            erase_person(store, held, today, exports=[*exports.as_written, *others])
        result = search(home, store.cipher, told, exports.all, folders)
    return _say_what_is_left(name, result)


def list_expired(home: Home, settings: Settings, *, as_json: bool) -> int:
    """Print what is past its date; the app erases it when told to."""
    with _whole(home, "retention") as store:
        found = expired(store, settings.retention_months, keeping.local_now().date())
    if as_json:
        print(json.dumps(msgspec.to_builtins(found), indent=2))
        return 0
    if not found:
        print(_("Nothing is past its date."))
        return 0
    print(table([(_("Name"), _("What"), _("Date"), _("Past since")), *map(_expired_row, found)]))
    print(_("To erase any of it, open samtale and press r."))
    return 0


def _expired_row(one: Expired) -> tuple[str, ...]:
    today = keeping.local_now().date()
    days = (short_day(day, today) for day in (one.day, one.due))
    return (one_line(one.name), _(EXPIRED[one.table]), *days)


# Finding


@contextmanager
def _whole(home: Home, command: str) -> Iterator[LocalStore]:
    """Open the store with its files at hand."""
    with kept(home) as store:
        if not isinstance(store, LocalStore):
            raise Failure(_("This works only where the files are on this machine"))
        store.through = f"samtale {command}"
        yield store


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


def _held(store: LocalStore, person: str) -> Holdings:
    """Return what is kept on the person of that name or id."""
    person_id = person if is_ulid(person) else find_person(store.people(), person).id
    held = gather(store, person_id)
    begun = any(one.person == person_id for one in unfinished(store.home.state))
    if not held.files and not begun:
        raise WrongUse(_("Nothing is kept on {person}").format(person=one_line(person)))
    store.access_log.note("people", "", person_id, store.through)
    return held


def _withheld(held: Holdings, ids: Sequence[str], reasons: Sequence[str]) -> list[Withheld]:
    """Return what is to be left out, each with its reason."""
    if len(ids) != len(reasons) or not all(reason.strip() for reason in reasons):
        raise WrongUse(_("Give a --reason with each --withhold"))
    offered = private(held)
    for id_ in ids:
        if id_ not in offered:
            known = ", ".join(offered) or "–"
            words = _("{id} can't be withheld; private are: {known}")
            raise WrongUse(words.format(id=id_, known=known))
    return [Withheld(*offered[id_], why.strip()) for id_, why in zip(ids, reasons, strict=True)]


def _exports_of(store: LocalStore, person_id: str) -> list[KnownExport]:
    return [one for one in store.known_exports.all() if one.person == person_id]


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
    known = _exports_of(store, held.person_id)
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


# Writing


def _places(
    given: Access, to: Path | None, as_json: str | None, markdown: str | None
) -> Iterator[tuple[Path | None, str]]:
    """Go through what is to be written and where; None is standard output."""
    if as_json is not None:
        yield None if as_json == "-" else Path(as_json), given.to_json()
    elif markdown is not None:
        yield None if markdown == "-" else Path(markdown), access_to_markdown(given)
    else:
        name = given.person.name if given.person else given.person_id
        parts = (given.made_at.date().isoformat(), "samtale-access", name)
        folder = to or Path()
        yield folder / file_name(parts, "md"), access_to_markdown(given)
        yield folder / file_name(parts, "json"), given.to_json()


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
