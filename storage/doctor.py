"""The examination of a whole store: what is damaged, missing or astray, and the mending of it.

Nothing is mended that could lose something: a damaged document is moved to the quarantine before
its newest readable version takes its place, what is missing or points nowhere is named.
"""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from agendas.words import _, ngettext
from storage.cards import Card, card_of
from storage.cipher import Age, Encrypted
from storage.errors import Damaged, Locked, NotFound, StoreError
from storage.findings import Report, name_of
from storage.journal import entries
from storage.names import is_ulid
from storage.problems import JournalSetAside, ManyMissing, Missing, Problem
from storage.progress import Progress, untold
from storage.records import Conversation, LogEntry, Person, Record
from storage.recovery import recover_talks
from storage.references import References
from storage.removal import bury
from storage.settling import read_versions
from storage.spare_versions import (
    examine_copies,
    examine_earlier,
    examine_set_aside,
    saved_when,
)
from storage.tables import TABLES
from storage.tidiness import examine_files
from storage.tombstones import Resurrected

if TYPE_CHECKING:
    from storage.conflicts import Versions
    from storage.local_store import LocalStore


def examine(
    store: LocalStore,
    today: dt.date,
    *,
    mend: bool,
    progress: Progress = untold,
) -> Report:
    """Look at all of ``store``; with ``mend`` put right what can be, with the sitting held.

    Raises:
        StoreError: A folder can't be read.
    """
    return _Examination(store, today, mend, progress).whole()


def forget(store: LocalStore, id_: str, today: dt.date) -> int:
    """Accept that the documents of an id are lost, for good; return how many that are.

    Raises:
        StoreError: It can't be noted.
    """
    lost = [one for one in store.inventory.missing() if one[1] == id_]
    bury(store, lost, today)
    return len(lost)


class _Examination:
    """One examination, from the files to what they mean."""

    def __init__(self, store: LocalStore, today: dt.date, mend: bool, progress: Progress) -> None:
        self._store = store
        self._today = today
        self._report = Report(mend)
        self._progress = progress
        self._references = References()
        self._locked = 0
        self._cards: dict[tuple[str, str], Card] = {}

    def whole(self) -> Report:
        examine_files(self._store.home, self._report)
        self._lock()
        self._erased()
        examine_set_aside(self._store, self._report)
        self._documents()
        self._damaged()
        examine_earlier(self._store, self._report)
        examine_copies(self._store, self._report)
        self._journals()
        self._half_written()
        self._missing()
        self._catalog()
        return self._report

    def _lock(self) -> None:
        """See that nothing lies in plain text in a locked store."""
        from storage.conversion import finish_locking, plain_files

        cipher = self._store.cipher
        if not isinstance(cipher, Age):
            return
        if not (self._store.home.data / "recovery.age").is_file():
            then = _("samtale lock --change makes a new one, with a new passphrase")
            self._report.leave(_("the recovery key opens nothing: recovery.age is missing"), then)
        if not self._report.mend:
            return
        if plain := plain_files(self._store.home):
            words = ngettext(
                "{n} file of the locked store was not encrypted",
                "{n} files of the locked store were not encrypted",
                len(plain),
            )
            finish = partial(finish_locking, self._store.home, cipher)
            self._report.mended(words, _("encrypted"), finish)

    def _erased(self) -> None:
        """See that nothing is left of what was erased."""
        store = self._store
        for table in TABLES.values():
            erased = store.tombstones.ids(table)
            left = store.folders.folder(table).others.ids()
            if table == TABLES[Conversation]:
                left |= {file.stem for file in self._journal_files()}
            for id_ in sorted(left & erased):
                self._report.mended(
                    _("{file} was erased and is here again").format(file=f"{table}/{id_}"),
                    _("erased again"),
                    partial(bury, store, [(table, id_)], self._today),
                    id_,
                )

    # The documents

    def _documents(self) -> None:
        """Read every document; what is damaged is set aside by that."""
        folders = {kind: self._store.folders.folder(table) for kind, table in TABLES.items()}
        listed = [(kind, id_) for kind, folder in folders.items() for id_ in folder.ids()]
        for number, (kind, id_) in enumerate(listed, 1):
            stamp = folders[kind].stamp(id_)
            if self._read(kind, id_) is not None:
                self._report.documents += 1
                self._report.bytes += stamp[1] if stamp else 0
            self._progress(number, len(listed))

    def _read(self, kind: type[Record], id_: str) -> Record | None:
        try:
            record = self._store.read(kind, id_)
        except StoreError:
            return None
        self._references.add(TABLES[kind], record)
        if isinstance(record, Person | Conversation | LogEntry):
            self._cards[TABLES[kind], record.id] = card_of(record)
        return record

    def _damaged(self) -> None:
        """Put the newest readable version in the place of each document that can't be read."""
        for problem in self._store.problems:
            if isinstance(problem, Missing | ManyMissing | Resurrected | JournalSetAside):
                continue
            kind = next(kind for kind, table in TABLES.items() if table == problem.table)
            self._put_back(kind, problem)
        if self._locked:
            words = ngettext(
                "{n} document is encrypted, and its key isn't here",
                "{n} documents are encrypted, and their key isn't here",
                self._locked,
            )
            self._report.leave(words, _("put identity.age back into the data folder"))

    def _put_back(self, kind: type[Record], problem: Problem) -> None:
        what = f"{name_of(problem.file)}: {problem.reason}"
        try:
            self._store.read(kind, problem.id)
        except (Damaged, NotFound):
            pass
        except Locked:
            self._locked += 1
            return
        except StoreError:
            self._report.leave(what, _("it is left as it is"), problem.id)
            return
        earlier = self._earlier(kind, problem.id)
        if earlier is not None:
            words = _("put back as it was {when}; what was changed later is lost from it")
            mended = self._report.mended(
                what,
                words.format(when=saved_when(earlier)),
                partial(self._store.restore, problem),
                problem.id,
            )
        elif versions := self._second_version(problem.id):
            mended = self._report.mended(
                what,
                _("a second version was put in its place, saved {when}").format(
                    when=saved_when(versions.other)
                ),
                partial(self._store.settle, versions, versions.other),
                problem.id,
            )
        else:
            self._report.leave(what, _("put back a copy from a backup"), problem.id)
            return
        if mended:
            self._read(kind, problem.id)

    def _earlier(self, kind: type[Record], id_: str) -> Record | None:
        try:
            return self._store.earlier(kind, id_)
        except StoreError:
            return None

    def _second_version(self, id_: str) -> Versions[Record] | None:
        for copy in self._store.copies:
            if copy.id == id_:
                with suppress(StoreError):
                    return read_versions(self._store, copy)
        return None

    # The talks under way

    def _journals(self) -> None:
        """Take up the talks that a crash has left in their journals."""
        for file in self._journal_files():
            try:
                data = self._store.cipher.decrypt(file.read_bytes())
            except (OSError, ValueError, Encrypted) as error:
                self._report.leave(name_of(file), str(error) or _("it can't be read"), file.stem)
                continue
            whole = max((end for _entry, end in entries(data)), default=0)
            words = _("the journal of a talk that was cut off")
            if whole < len(data):
                words = _("the journal of a talk that was cut off in the middle of a word")
            what = f"{name_of(file)}: {words}"
            if self._report.mended(
                what, _("saved with the talk"), partial(self._take_up, file), file.stem
            ):
                self._read(Conversation, file.stem)

    def _take_up(self, journal: Path) -> None:
        """Save the talks that have a journal.

        Raises:
            StoreError: The one of ``journal`` can't be.
        """
        failed = recover_talks(self._store)
        if journal.exists():
            raise StoreError(" ".join(failed))

    def _journal_files(self) -> list[Path]:
        files = (self._store.home.state / "journal").glob("*.log")
        return sorted(file for file in files if is_ulid(file.stem) and not file.is_symlink())

    def _half_written(self) -> None:
        """Set aside what can't be read of the forms that a crash has cut off."""
        kept = self._store.half_written
        for file, reason in kept.damaged().items():
            self._report.mended(
                f"{name_of(file)}: {reason}", _("set aside"), partial(kept.set_aside, file)
            )

    # What it means

    def _missing(self) -> None:
        """Name what is gone, and what points at something that isn't there."""
        missing = self._store.inventory.missing()
        unreadable = {
            (one.table, one.id)
            for one in self._store.problems
            if not isinstance(one, Missing | ManyMissing)
        }
        for table, id_ in missing:
            if (table, id_) not in unreadable:
                words = _(
                    "was it moved, or is it not synced yet? Put it back, or accept the loss with"
                    " samtale doctor --forget {id}"
                )
                what = _("{file} is missing").format(file=f"{table}/{id_}")
                self._report.leave(what, words.format(id=id_), id_)
        self._references.tell(self._report, {id_ for _table, id_ in (*missing, *unreadable)})

    def _catalog(self) -> None:
        """See that the lists say what the documents say."""
        catalog = self._store.catalog
        unreadable = {(one.table, one.id) for one in self._store.problems}
        if not catalog.agrees_with(self._cards, but=unreadable):
            what = _("the lists did not say what the documents say")
            self._report.mended(what, _("made anew"), self._rebuild_catalog)

    def _rebuild_catalog(self) -> None:
        with self._store.writing():
            self._store.catalog.rebuild()
