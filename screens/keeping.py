"""Keeping a talk on disk while it is held, and the way out where that can't be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work
from textual.app import App
from textual.timer import Timer

from agendas.words import _
from screens.desk import Desk
from screens.frame import Frame
from screens.key_words import with_keys
from screens.leaving import is_left
from screens.talk import Talk
from storage.records import Conversation

if TYPE_CHECKING:
    from storage.autosave import SaveStatus

JOURNAL_AFTER = 0.25
"""Seconds after a change until it goes to the journal: well within the second promised."""
SETTLE_AFTER = 20.0
"""Seconds without a change after which the whole talk is saved as a document."""
HEARTBEAT = 10.0
"""Seconds between two notes of the clock in the journal while nothing else is written."""


class Keeping(Frame):
    """A screen on which a talk is held: what is changed there is on disk within a second."""

    def __init__(self, desk: Desk, conversation: Conversation) -> None:
        """Keep ``conversation``."""
        super().__init__(desk)
        self.talk = Talk(
            desk, conversation, on_status=self._status_from_writer, touched=self._touched
        )
        self._shown_in: App[object] | None = None
        self._journal_timer: Timer | None = None
        self._settle_timer: Timer | None = None

    def on_mount(self) -> None:
        """Keep the clock, too, while nobody writes."""
        self._shown_in = self.app
        self.set_interval(HEARTBEAT, self._journal)

    def on_unmount(self) -> None:
        """Leave nothing unsaved behind, and have it read by the screen that one is back at."""
        self.talk.look()
        if self.talk.autosave.close().problem:
            self.desk.left_unsaved[self.talk.conversation.id] = self.talk.autosave
        front = self.app.screen if self.app.screen_stack else None
        if isinstance(front, Frame) and not isinstance(front, Keeping) and not is_left(front):
            front.on_screen_resume()

    def _touched(self) -> None:
        """Let a change reach the journal soon, and the document when it is quiet."""
        if self._journal_timer is not None:
            return
        self._journal_timer = self.set_timer(JOURNAL_AFTER, self._journal)
        if self._settle_timer is not None:
            self._settle_timer.stop()
        self._settle_timer = self.set_timer(SETTLE_AFTER, self.talk.autosave.settle)

    def _journal(self) -> None:
        self._journal_timer = None
        self.talk.look()
        self.talk.autosave.changed()

    @work
    async def action_save(self) -> None:
        """Save the whole talk now; where that can't be done, offer to put a copy elsewhere."""
        self.talk.autosave.settle()
        if self.desk.problem:
            from screens.rescue import RescueForm

            form = RescueForm(self.talk.conversation, self.desk.store)
            if said := await self.app.push_screen_wait(form):
                self.notify(said, markup=False)

    def _status_from_writer(self, status: SaveStatus) -> None:
        """Take the word from the thread that writes, also when the screen was left meanwhile."""
        if self._shown_in is not None and self._shown_in.is_running:
            self._shown_in.call_later(self._show_status, self._shown_in, status)

    def _show_status(self, app: App[object], status: SaveStatus) -> None:
        way_out = with_keys(_("Press {live.save} to put a copy elsewhere."))
        self.desk.talk_problem = f"{status.problem} {way_out}" if status.problem else ""
        self.desk.saved_at = status.saved_at or self.desk.saved_at
        if isinstance(app.screen, Frame):
            app.screen.refresh_bar()
