"""What is done with one employee: preparing, talking, following up, a note for the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from agendas.words import _
from screens.frame import Frame
from screens.what_fails import changes_what_is_kept, says_what_fails
from storage.text import one_line

if TYPE_CHECKING:
    from storage.records import Conversation


class WithPerson(Frame):
    """A screen that is `about` an employee, or about the one under the cursor of a list."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a note for the log only in private."""
        if action == "note" and self.desk.shared_with is not None:
            return False
        return super().check_action(action, parameters)

    @changes_what_is_kept
    @says_what_fails
    def action_prepare(self) -> None:
        """Prepare the next talk."""
        from screens.planning import plan_talk

        if (person_id := self.about()) is not None:
            self.prepare(plan_talk(self.desk, self.desk.view.person(person_id)))

    @changes_what_is_kept
    def prepare(self, talk: Conversation) -> None:
        """Prepare ``talk``."""
        from screens.prepare import PrepareScreen

        self.app.push_screen(PrepareScreen(self.desk, talk))

    @changes_what_is_kept
    @says_what_fails
    def action_talk(self) -> None:
        """Go straight to the talk, shared; right after one was closed, ask before the next."""
        if (person_id := self.about()) is None:
            return
        talks = self.desk.view.talks(person_id)
        closed_today = any(one.closed and one.on == self.desk.today for one in talks)
        if closed_today and all(one.closed for one in talks):
            self._ask_for_another(person_id)
        else:
            self.talk_with(person_id)

    @work
    async def _ask_for_another(self, person_id: str) -> None:
        from screens.question import Question

        words = _("Begin another talk with {name}?")
        question = Question(
            words.format(name=one_line(self.desk.view.person(person_id).name)),
            _("Today's talk is closed. A new one begins now, shared, and its clock runs."),
            yes=_("Begin"),
            no=_("Not now"),
        )
        if await self.app.push_screen_wait(question):
            self.talk_with(person_id)

    @changes_what_is_kept
    @says_what_fails
    def talk_with(self, person_id: str) -> None:
        """Go straight to the talk with the person of that id, shared."""
        from screens.planning import plan_talk

        self.hold(plan_talk(self.desk, self.desk.view.person(person_id)))

    @changes_what_is_kept
    @says_what_fails
    def hold(self, talk: Conversation) -> None:
        """Hold ``talk``, shared."""
        from screens.live import open_talk

        self.share_with(talk.person)
        self.app.push_screen(open_talk(self.desk, talk))

    @changes_what_is_kept
    @says_what_fails
    def action_follow_up(self) -> None:
        """Follow up on what stands open."""
        from screens.follow_up import FollowUpScreen

        if (person_id := self.about()) is not None:
            self.app.push_screen(FollowUpScreen(self.desk, self.desk.view.person(person_id)))

    @changes_what_is_kept
    def action_note(self) -> None:
        """Write a note for the log."""
        if (person_id := self.about()) is not None:
            self._write_note(person_id)

    @work
    async def _write_note(self, person_id: str) -> None:
        from screens.log_form import write_note

        await write_note(self, person_id)
