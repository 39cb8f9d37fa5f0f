"""A backup: all that is kept, in one file that is read back before it counts.

In it are the documents with their earlier versions and their second versions from sync programs,
tombstones, what was set aside as damaged, the settings and the user's own agendas. A talk under
way is in it as its journal has it. Not in it are what can be made anew (the catalog), what
belongs to one machine (the locks, the key of a locked store, the log of who opened what) and
what was exported.

The store may be in use meanwhile. All is read twice: once for the list, and once for the content
that follows it. Where nothing has changed in between, the backup shows the store as it was at
the moment between the two; else both are done again, the last time with changes held off.
"""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Callable, Container, Iterator
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from agendas.words import _
from storage import archive
from storage.archive import Listed, Manifest
from storage.backup_file import Backup
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.conflicts import free_copy
from storage.envelope import pack
from storage.errors import StoreError, could_not_read, could_not_save, reason_of
from storage.files import remove, sync_folder, write_atomically
from storage.local_store import LocalStore
from storage.members import Member, kept_in, left_out, member_of
from storage.parts import parts
from storage.progress import Progress, counted, uninterrupted, untold
from storage.records import SCHEMA, Conversation, new_id
from storage.sitting import WriteLock
from storage.tables import TABLES

if TYPE_CHECKING:
    from storage.home import Home

TRIES = 3
"""How often all is read before changes are held off."""


@dataclass(frozen=True)
class Made:
    """A backup that was written and read back."""

    documents: int
    size: int
    """Of the file, in bytes."""
    missing: list[str]
    """What could not be taken in, a line each."""


def back_up(
    home: Home,
    cipher: Cipher,
    target: Path,
    *,
    now: Callable[[], dt.datetime],
    program: str,
    sealed_with: Cipher = PLAIN,
    progress: Progress = untold,
) -> Made:
    """Write what is kept in ``home`` to the file ``target``, in the place of what is there.

    ``cipher`` reads the store, ``program`` is the version of this one, and ``sealed_with``
    encrypts the backup as a whole. ``progress`` counts each file three times: as it is listed,
    taken in and read back.

    Raises:
        StoreError: It can't be written, or what was read back isn't right; then ``target`` is
            as it was.
    """
    lock = WriteLock(home.state)
    for attempt in range(TRIES + 1):
        reading = _Reading(home, cipher, lock, progress)
        try:
            with lock.held() if attempt == TRIES else nullcontext():
                packed = reading.packed(now, program)
            break
        except archive.Changed:
            continue
    else:
        raise StoreError(_("The store is changing all the time. Try again in a moment."))
    data = sealed_with.encrypt(packed)
    documents = _write_and_check(target, data, sealed_with, _from_third(2, progress))
    return Made(documents, len(data), reading.missing)


class _Reading:
    """One attempt at reading all that is kept."""

    def __init__(self, home: Home, cipher: Cipher, lock: WriteLock, progress: Progress) -> None:
        self.missing: list[str] = []
        self._home = home
        self._cipher = cipher
        self._lock = lock
        self._progress = progress
        self._listed: list[Listed] = []
        self._source: dict[str, Path | bytes] = {}
        """Where each is read from; the content itself where it was put together."""

    def packed(self, now: Callable[[], dt.datetime], program: str) -> bytes:
        """Return the archive.

        Raises:
            Changed: Something was changed meanwhile.
            StoreError: Something can't be read.
        """
        target = io.BytesIO()
        try:
            files = kept_in(self._home)
            self._list(files)
            manifest = Manifest(
                program=program, schema=SCHEMA, made_at=now(), files=tuple(self._listed)
            )
            if kept_in(self._home).keys() != files.keys():
                raise archive.Changed
            archive.write(target, manifest, self._contents())
        except OSError as error:
            raise could_not_read(Path(error.filename or self._home.data), error) from error
        return target.getvalue()

    def _list(self, files: dict[str, Path]) -> None:
        """Read everything once, and list it."""
        found: dict[str, Path | bytes] = {**files, **self._under_way()}
        names: set[str] = set()
        listing = _from_third(0, self._progress)
        for name, place in counted(found.items(), len(found), listing):
            member = member_of(name)
            assert member is not None
            try:
                content = self._content(place)
            except FileNotFoundError:
                raise archive.Changed from None
            except (OSError, ValueError, Encrypted) as error:
                reason = reason_of(error) if isinstance(error, OSError) else str(error)
                self._miss(place, reason)
                continue
            try:
                member.document(content)
            except ValueError as error:
                if member.part != "document":
                    self._miss(place, str(error))
                    continue
                name = _set_aside(member, found)
            if archive.alike(name) in names:
                self._miss(place, _("another one differs from it in upper and lower case alone"))
                continue
            names.add(archive.alike(name))
            self._listed.append(Listed.of(name, content))
            self._source[name] = place
        self._listed.sort(key=lambda listed: listed.name)
        for file in left_out(self._home):
            self._miss(file, _("rename it to letters, digits and hyphens"))

    def _contents(self) -> Iterator[bytes | None]:
        """Read everything again, in the order of the list."""
        taking = _from_third(1, self._progress)
        for listed in counted(self._listed, len(self._listed), taking):
            try:
                yield self._content(self._source[listed.name])
            except (OSError, ValueError, Encrypted):
                yield None

    def _content(self, place: Path | bytes) -> bytes:
        return place if isinstance(place, bytes) else self._cipher.decrypt(place.read_bytes())

    def _under_way(self) -> dict[str, bytes]:
        """Return the talks whose journals know more than their documents, as they'd be saved.

        Each is a revision of its own: it holds more than the one that it was made from.
        """
        store = LocalStore(self._home, _no_time, self._cipher, read_only=True)
        folder, found = self._home.data / TABLES[Conversation], {}
        for id_ in store.under_way():
            try:
                with self._lock.held():
                    talk = store.recover(id_)
                    kept = store.tables.find(Conversation, id_)
            except StoreError as error:
                self.missing.append(str(error))
                continue
            if kept is not None and parts(kept) == parts(talk):
                continue
            of_another = kept is not None and kept.rev != talk.rev
            name = free_copy(folder, id_).name if of_another else f"{id_}.json"
            talk.parent_rev, talk.rev = talk.rev, new_id()
            found[f"data/{folder.name}/{name}"] = pack(msgspec.to_builtins(talk))
        return found

    def _miss(self, place: Path | bytes, reason: str) -> None:
        words = _("{file} is not in the backup: {reason}.")
        file = place if isinstance(place, Path) else self._home.data
        self.missing.append(words.format(file=file, reason=reason))


def _set_aside(member: Member, taken: Container[str]) -> str:
    """Return the name for a damaged document among those that were set aside before."""
    place = f"state/quarantine/{member.table}/{member.id}"
    names = (f"{place}.{number}.json" for number in range(1, 1000))
    return next(name for name in names if name not in taken)


def _write_and_check(target: Path, data: bytes, sealed_with: Cipher, progress: Progress) -> int:
    """Write beside ``target`` first, so that this is replaced only by what could be read back.

    Return how many documents that are.
    """
    beside = target.with_name(f".{target.name}.unverified")
    try:
        write_atomically(beside, data)
        _forget(beside)
        written = Backup(beside, sealed_with)
        written.check(progress)
        with uninterrupted():
            os.replace(beside, target)  # noqa: PTH105 - the call that the tests break
            sync_folder(target.parent)
    except OSError as error:
        raise could_not_save(target, error) from error
    finally:
        with suppress(OSError):
            remove(beside)
    return written.documents


def _from_third(number: int, progress: Progress) -> Progress:
    """Return what counts on after as many thirds of a backup."""
    return lambda done, of_all: progress(number * of_all + done, 3 * of_all)


def _forget(file: Path) -> None:
    """Have the system read ``file`` from the disk the next time, where it can be told so."""
    if hasattr(os, "posix_fadvise"):
        with file.open("rb") as source:
            os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _no_time() -> dt.datetime:
    raise AssertionError("nothing is saved here")
