"""Keeps a talk under way on the disk, from a thread of its own.

What has changed goes to the journal at once; when it is quiet the whole talk is saved as a
document and the journal begins anew. At every moment the document with the journal's parts
put in is the talk as it was last written, so `Store.recover` needs nothing else.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from storage.errors import StoreError, could_not_save
from storage.parts import apply, over, parts

if TYPE_CHECKING:
    from storage.journal import Journal
    from storage.records import Conversation
    from storage.store import Store


@dataclass(frozen=True)
class SaveStatus:
    """How it stands with what is on the disk."""

    saved_at: dt.datetime | None = None
    """When all there was to save was last on the disk."""
    problem: str | None = None
    """Why it can't be saved now, in one line for the user."""
    pending: bool = False
    """Whether something waits to be written."""


class Autosave:
    """The one that writes a conversation while it is held; nobody else saves it meanwhile."""

    def __init__(
        self,
        store: Store,
        conversation: Conversation,
        now: Callable[[], dt.datetime],
        on_status: Callable[[SaveStatus], None],
        *,
        retry_after: float = 1.0,
    ) -> None:
        """Begin to keep ``conversation``.

        ``on_status`` is called from the writing thread after each success and each failure,
        and must not raise. A write that fails is tried again after ``retry_after`` seconds,
        or at the next change.
        """
        self._store = store
        self._conversation = conversation
        self._now = now
        self._on_status = on_status
        self._retry_after = retry_after
        self._journal: Journal | None = None
        self._document = apply(conversation, {})
        self._in_journal: dict[str, bytes] = {}
        self._goes_over: str | None = None
        """The revision that the journal says its parts go over."""

        self._turn = threading.Condition()
        self._seen: dict[str, bytes] = {}
        self._waiting: dict[str, bytes] = {}
        self._asked = self._tried = self._failed = 0
        self._settle = self._closing = False
        self._finished = True
        self._status = SaveStatus()
        self.changed()

    # Called by the one who changes the conversation

    @property
    def conversation(self) -> Conversation:
        """The conversation that is kept."""
        return self._conversation

    @property
    def status(self) -> SaveStatus:
        """How it stands now."""
        with self._turn:
            return self._status

    def changed(self) -> None:
        """Take over what has changed since the last call; never waits for the disk."""
        now = parts(self._conversation)
        with self._turn:
            changed = {name: text for name, text in now.items() if self._seen.get(name) != text}
            if changed:
                self._seen.update(changed)
                self._waiting.update(changed)
                self._ask()

    def settle(self) -> None:
        """Have the whole conversation saved as a document soon; never waits for the disk."""
        self.changed()
        with self._turn:
            if not self._finished:
                self._settle = True
                self._ask()

    def flush(self, timeout: float = 5.0) -> SaveStatus:
        """Have what has changed written, wait until it is durable or can't be, and return that."""
        self.changed()
        with self._turn:
            asked = self._asked
            self._turn.wait_for(lambda: self._tried >= asked, timeout)
            return self._status

    def close(self, timeout: float = 5.0) -> SaveStatus:
        """Save all, then remove the journal; return how it went.

        Returns as soon as the document is durable or could not be written, at the latest
        after ``timeout`` seconds. What isn't saved then stays in the journal, and is tried
        again for as long as the program runs. A change after that begins anew.
        """
        self.changed()
        with self._turn:
            if not self._finished:
                self._closing = True
                self._ask()
            asked = self._asked  # what fails now may have begun before
            self._turn.wait_for(lambda: self._finished or self._failed >= asked, timeout)
            return self._status

    def _ask(self) -> None:
        """Have the thread write what waits; the caller holds ``_turn``.

        The thread is a daemon, so that a disk that hangs can't hold up the program's end.
        """
        self._asked += 1
        self._status = replace(self._status, pending=True)
        self._turn.notify_all()
        if self._finished:
            self._finished = self._closing = False
            threading.Thread(target=self._run, name="autosave", daemon=True).start()

    # The writing thread

    def _run(self) -> None:
        finished = False
        while not finished:
            with self._turn:
                self._turn.wait_for(lambda: self._waiting or self._settle or self._closing)
                asked = self._asked
                taken, self._waiting = self._waiting, {}
                closing = self._closing
                settle, self._settle = self._settle or closing, False
            problem = self._write(taken, settle, closing)
            with self._turn:
                if problem is not None:
                    self._waiting = {**taken, **self._waiting}
                    self._settle = self._settle or settle
                    self._failed = asked
                finished = closing and problem is None and not self._waiting
                self._status = self._status_after(problem)
                self._tried = asked
                self._turn.notify_all()
            self._on_status(self.status)
            with self._turn:
                self._finished = finished = finished and not self._waiting
                self._turn.notify_all()
                if problem is not None:
                    self._turn.wait_for(lambda: self._asked != asked, self._retry_after)  # noqa: B023

    def _status_after(self, problem: str | None) -> SaveStatus:
        pending = bool(self._waiting or self._settle)
        saved_at = self._status.saved_at if problem else self._now()
        return SaveStatus(saved_at, problem, pending)

    def _write(self, changed: dict[str, bytes], settle: bool, closing: bool) -> str | None:
        """Put ``changed`` in the journal, and all in the document; return what went wrong."""
        path = self._store.journal_path(self._conversation.id)
        try:
            if self._journal is None:
                self._journal = self._store.open_journal(self._conversation.id)
            if changed:
                self._append(self._journal, changed)
            if settle:
                self._save_document()
                self._journal.reset()
                self._in_journal.clear()
                self._goes_over = None
            if closing:
                journal, self._journal = self._journal, None
                journal.remove()
        except OSError as error:
            return str(could_not_save(path, error))
        except StoreError as error:
            return str(error)
        return None

    def _append(self, journal: Journal, changed: dict[str, bytes]) -> None:
        rev = self._document.rev
        journal.append(changed if self._goes_over == rev else changed | over(rev), self._now())
        self._in_journal.update(changed)
        self._goes_over = rev

    def _save_document(self) -> None:
        if not self._in_journal and self._document.rev:
            return
        document = apply(self._document, self._in_journal)
        self._store.save(document)
        self._document = document
        self._conversation.form_sent = document.form_sent
        self._conversation.employee_form = document.employee_form
        self._conversation.rev = document.rev
        self._conversation.parent_rev = document.parent_rev
        self._conversation.base_rev = document.base_rev
