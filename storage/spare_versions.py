"""The examination of what lies beside the documents: earlier, damaged and second versions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from agendas.words import _, day_in_full
from storage.errors import StoreError
from storage.findings import Report, name_of
from storage.merging import differing
from storage.names import ID_LENGTH
from storage.records import Record
from storage.settling import read_versions, saved_at
from storage.tables import TABLES

if TYPE_CHECKING:
    from storage.local_store import LocalStore


def examine_set_aside(store: LocalStore, report: Report) -> None:
    """Tell what lies in the quarantine although a good version is in its place."""
    for table in TABLES.values():
        folder = store.folders.folder(table)
        for file in folder.others.damaged_files():
            if folder.file(file.name[:ID_LENGTH]).exists():
                words = _("set aside as damaged; a good version is in its place")
                report.note(name_of(file), words)


def examine_earlier(store: LocalStore, report: Report) -> None:
    """See that each earlier version can be read."""
    for table in TABLES.values():
        folder = store.folders.folder(table)
        for file in folder.others.earlier_files():
            try:
                reason = folder.others.damage_of(file)
            except StoreError as error:
                report.leave(name_of(file), str(error), file.stem)
                continue
            if reason:
                report.mended(
                    f"{name_of(file)}: {reason}",
                    _("set aside; the document itself is newer"),
                    partial(folder.others.set_earlier_aside, file.stem),
                )


def examine_copies(store: LocalStore, report: Report) -> None:
    """Tell of second versions; those that say the same as the document are not needed."""
    readable = {(one.table, one.name): one for one in store.copies}
    for table, name in store.inventory.copies():
        if store.tombstones.is_erased(table, name[:ID_LENGTH]):
            continue
        copy = readable.get((table, name))
        what = f"{table}/{name}"
        if copy is None:
            _tell_unread(store, report, table, name)
            continue
        try:
            versions = read_versions(store, copy)
        except StoreError as error:
            report.leave(what, str(error), copy.id)
            continue
        if versions.mine is None:
            continue
        if not differing(versions.mine, versions.other):
            report.mended(
                what,
                _("removed, for it says the same as the document"),
                partial(store.settle, versions, versions.mine),
                copy.id,
            )
        else:
            words = _("a second version, saved {when}; start samtale to compare the two")
            report.leave(what, words.format(when=saved_when(versions.other)), copy.id)


def _tell_unread(store: LocalStore, report: Report, table: str, name: str) -> None:
    what = f"{table}/{name}"
    if store.folders.folder(table).others.is_newer(name):
        words = _("a newer version of Samtale has written it, so upgrade to read it")
        report.leave(what, words, name[:ID_LENGTH])
    else:
        report.note(what, _("named like a second version, but it holds none"))


def saved_when(record: Record) -> str:
    """Return when a version was saved, in words."""
    saved = saved_at(record)
    if saved is None:
        return "?"
    at = saved.astimezone()
    return f"{day_in_full(at.date())} {at:%H:%M}"
