"""Dealing with the notes of the year, so that nothing in a talk comes as a surprise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import cast

from msgspec.structs import replace
from textual import work

from agendas.words import _, day_in_full
from screens.folding import Folding
from screens.log_form import Kept, NoteForm, RaisingForm, SetAsideForm
from screens.planning import FOLLOW_UP, plan_follow_up
from screens.what_fails import changes_what_is_kept, says_what_fails
from screens.widgets.log_pane import LogPane
from storage.plan import day_of
from storage.records import Conversation, LogEntry
from storage.sharing import as_shared

_ON_NOTES = ("edit_note", "raised", "said", "show_in_talk", "raise_now", "set_aside")


class Raises(Folding):
    """A screen with notes of the log, and what their keys ask for."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what fits the note under the cursor, and nothing while the screen is shared."""
        if action not in _ON_NOTES:
            return super().check_action(action, parameters)
        note = self._note()
        if note is None:
            return False
        praise, concern = note.kind == "praise", note.kind == "concern"
        if action in ("show_in_talk", "said"):
            return praise
        if action == "raised":
            return not praise
        if action == "raise_now":
            return note.waits
        return action == "edit_note" or (concern and note.raised is None)

    def _note(self) -> LogEntry | None:
        focused = self.focused
        return focused.note if isinstance(focused, LogPane) and not self.desk.shared_with else None

    def notes_of(self, person_id: str) -> list[LogEntry]:
        """Return a person's notes as they may be seen now, newest first."""
        notes = self.desk.view.log(person_id)
        return notes if self.desk.shared_with else [self.desk.newest(note) for note in notes]

    def open_notes(self, notes: Sequence[LogEntry]) -> list[LogEntry]:
        """Return those of ``notes`` that may stand on the screen as it is folded now."""
        if self.unfolded:
            return list(notes)
        return [as_shared(note) for note in notes if note.shared]

    def planned_days(self, person_id: str) -> dict[str, dt.date]:
        """Return the days of a person's talks that are still to come, by their ids."""
        talks = self.desk.view.talks(person_id)
        coming = [one for one in talks if one.state in ("planned", "prepared")]
        return {one.id: one.planned_at.date() for one in coming if one.planned_at}

    def _keep(self, note: LogEntry | None) -> None:
        if note is not None:
            self.desk.save(note)
            self.reload()
            self.refresh_bar()
            self.refresh_bindings()

    @changes_what_is_kept
    @work
    async def action_edit_note(self) -> None:
        """Change the note under the cursor."""
        if note := self._note():
            self._keep(await self.app.push_screen_wait(NoteForm(note, self.desk.today)))

    @changes_what_is_kept
    @work
    async def action_raised(self) -> None:
        """Say when and how the note under the cursor was raised."""
        if note := self._note():
            self._keep(await self.app.push_screen_wait(RaisingForm(note, self.desk.today)))

    action_said = action_raised

    @changes_what_is_kept
    def action_show_in_talk(self) -> None:
        """Let the praise under the cursor be shown in the talk, or not any more."""
        if note := self._note():
            self._keep(replace(note, shared=not note.shared))

    @changes_what_is_kept
    @work
    async def action_set_aside(self, kind: str) -> None:
        """Say why the concern under the cursor is not to be raised."""
        if note := self._note():
            form = SetAsideForm(note, self.desk.today, cast(Kept, kind))
            self._keep(await self.app.push_screen_wait(form))

    @changes_what_is_kept
    @says_what_fails
    def action_raise_now(self) -> None:
        """Take the concern under the cursor up in a short follow-up, planned now if none is."""
        if note := self._note():
            self._raise_now(note)

    @work
    async def _raise_now(self, note: LogEntry) -> None:
        from screens.prepare_forms import WhenForm

        view, today = self.desk.view, self.desk.today
        talk = next((one for one in view.conversations(note.person) if _is_coming(one)), None)
        if talk is None:
            next_hour = dt.time(min(self.desk.now().hour + 1, 23))
            when = await self.app.push_screen_wait(WhenForm(today, today, next_hour))
            if when is None:
                return
            talk = plan_follow_up(self.desk, view.person(note.person), when)
        self._keep(replace(note, conversation=talk.id))
        if day := day_of(talk):
            words = _("To be raised in the follow-up on {day}.")
            self.notify(words.format(day=day_in_full(day)))


def _is_coming(talk: Conversation) -> bool:
    """Return whether this is a follow-up that has a day and has not begun."""
    return (
        talk.agenda.id == FOLLOW_UP
        and talk.state in ("planned", "prepared")
        and talk.planned_at is not None
    )
