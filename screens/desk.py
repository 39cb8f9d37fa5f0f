"""What the screens work with: the store as it may be seen, the clock, and who is at the desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from storage.records import Conversation
from storage.sharing import View

if TYPE_CHECKING:
    from agendas.shelf import Shelf
    from screens.setting import Choosing
    from storage.autosave import Autosave
    from storage.records import Record
    from storage.store import Store

Kept = TypeVar("Kept", bound="Record")


@dataclass
class Desk:
    """The one thing that every screen is handed."""

    store: Store
    shelf: Shelf
    manager: str
    """The manager's name; empty until it is asked for."""
    language: str
    export_folder: Path
    now: Callable[[], dt.datetime]
    """The time source; tells aware times in the local zone."""
    settings: Choosing | None = None
    """Keeps what the user chooses; None where nothing can be chosen."""
    tell_shared: Callable[[bool], None] = lambda shared: None
    """Tells other programs whether somebody else sees the screen."""
    place: str = ""
    """The screen on top, for the access log."""
    retention_months: int | None = None
    """How long records are kept, where nothing else is chosen for a person; None is for ever."""
    vim: bool = False
    """Whether the keys are those of vim, where ``dd`` takes a line out of a plan."""
    soft_wrap: bool = True
    """Whether long lines of notes go on in the next row, and not to the right."""
    asked: bool = False
    """Whether the questions of the first start have been asked."""
    may_lock: bool = False
    """Whether all that is kept can now be locked with a passphrase."""
    read_only: str = ""
    """Why nothing can be changed now, in one line; empty where it can."""
    notices: list[str] = field(default_factory=list)
    """What was found wrong outside the store and the shelf, a line each."""
    declined: set[Path] = field(default_factory=set)
    """The damaged files of which an earlier version was offered already."""
    talk_problem: str = ""
    """Why the talk under way is not on disk yet, in one line; empty when it is."""
    saved_at: dt.datetime | None = None
    reading: bool = False
    """Whether the screens that two people look at have the reading size."""
    left_unsaved: dict[str, Autosave] = field(default_factory=dict)
    """The talks that were left before they could be saved, which is still tried, by their ids."""
    _waiting: dict[str, Record] = field(default_factory=dict)
    _beside: dict[str, str] = field(default_factory=dict)
    """The revisions of what was kept as a second version, by the keys of what was to be saved."""
    _problem: str = ""
    _said: set[str] = field(default_factory=set)
    _shared_with: str | None = None

    @property
    def shared_with(self) -> str | None:
        """The id of the person who sees the screen, or None while it is the manager's own."""
        return self._shared_with

    @shared_with.setter
    def shared_with(self, person_id: str | None) -> None:
        self._shared_with = person_id
        self.tell_shared(person_id is not None)

    @property
    def today(self) -> dt.date:
        """Today's date."""
        return self.now().date()

    @property
    def problem(self) -> str:
        """Why something is not on disk yet, or can't get there; empty when all is well."""
        return self.talk_problem or self._problem or self.read_only

    @property
    def waiting(self) -> bool:
        """Whether a record waits to be saved by `retry`."""
        return bool(self._waiting)

    @property
    def unkept(self) -> bool:
        """Whether something is not on disk that nobody has open any more."""
        return self.waiting or any(one.status.pending for one in self.left_unsaved.values())

    @property
    def view(self) -> View:
        """The store as it may be seen now."""
        self.store.through = self.place
        return View(self.store, self.shared_with)

    def work_on(self, store: Store) -> None:
        """Go on with ``store``, the same that was opened anew; the team's cadence holds for it."""
        store.cadence = self.store.cadence
        self.store = store

    def choose(self, name: str, typed: str) -> None:
        """Keep what was chosen for a setting; where that fails, it stands among the notices."""
        if self.settings is not None:
            try:
                self.settings.choose(name, typed)
            except ValueError as error:
                self.notices.append(str(error))

    def unsaid(self) -> list[str]:
        """Return what was found wrong since this was last asked for, a line each."""
        found = map(str, [*self.notices, *self.store.problems, *self.shelf.problems])
        new = [line for line in dict.fromkeys(found) if line not in self._said]
        self._said.update(new)
        return new

    def newest(self, record: Kept) -> Kept:
        """Return what is waiting to be saved in the place of ``record``, or ``record`` itself."""
        return self.waits(record) or record

    def waits(self, record: Kept) -> Kept | None:
        """Return what is waiting to be saved in the place of ``record``, if something is."""
        waiting = self._waiting.get(record.id + type(record).__name__)
        return waiting if isinstance(waiting, type(record)) else None

    def unsaved(self, talk_id: str) -> Autosave | None:
        """Return who still tries to save a talk that was left, if it isn't on disk yet."""
        autosave = self.left_unsaved.get(talk_id)
        return autosave if autosave is not None and autosave.status.pending else None

    def only_here(self, person_id: str) -> list[Conversation]:
        """Return the talks with a person that were never saved, because that can't be done now."""
        left = [one.conversation for one in self.left_unsaved.values() if one.status.pending]
        waiting = [one for one in self._waiting.values() if isinstance(one, Conversation)]
        return [one for one in (*waiting, *left) if one.person == person_id and not one.rev]

    def hand_over(self, record: Record) -> None:
        """Leave a record that is waiting to somebody else, who saves it from now on."""
        self._waiting.pop(record.id + type(record).__name__, None)
        if not self.waiting:
            self._problem = ""

    def let_go(self, ids: Collection[str]) -> None:
        """Save none of these records that are waiting: they were erased."""
        self._waiting = {key: one for key, one in self._waiting.items() if one.id not in ids}

    def save(self, record: Record) -> bool:
        """Put a record on disk; what can't be saved now is kept and tried again by `retry`.

        Where another machine has changed it meanwhile both are kept, as two versions to settle.
        """
        self._waiting[record.id + type(record).__name__] = record
        return self.retry()

    def retry(self) -> bool:
        """Try again to save what is waiting, each by itself; return whether all is on disk."""
        from storage.store import StoreError

        problems = []
        for key, record in list(self._waiting.items()):
            try:
                self._put_on_disk(key, record)
            except StoreError as error:
                problems.append(str(error))
            else:
                del self._waiting[key]
                self.saved_at = self.now()
        self._problem = problems[0] if problems else ""
        return not problems

    def _put_on_disk(self, key: str, record: Record) -> None:
        from storage.errors import StaleError

        try:
            self.store.save(record)
        except StaleError:
            self._beside[key] = self.store.keep_beside(record, self._beside.get(key, ""))
