"""A talk under way: its clock, its notes, its plan with undo, and what keeps it on disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from agendas.clock import Clock
from screens.desk import Desk
from screens.plans import Plans
from storage.agreement import answer, close, reopen, valid_answers
from storage.autosave import Autosave
from storage.lift import lift
from storage.plan import with_action, without
from storage.records import Action, AnswerKind, Conversation, LogEntry, Owner, Side
from storage.sharing import as_shared
from storage.text import clean
from storage.year import last_annual_talk

if TYPE_CHECKING:
    from storage.autosave import SaveStatus


class Talk(Plans):
    """Owns the conversation while it is held; every change to it goes through here.

    ``touched`` is called after each change that must reach the disk within a second.
    """

    def __init__(
        self,
        desk: Desk,
        conversation: Conversation,
        *,
        on_status: Callable[[SaveStatus], None] = lambda status: None,
        touched: Callable[[], None] = lambda: None,
    ) -> None:
        """Take up ``conversation``; it must be on disk already."""
        super().__init__(desk, conversation, touched=touched)
        self.autosave = desk.unsaved(conversation.id) or Autosave(
            desk.store, conversation, desk.now, on_status
        )

    # The clock

    @property
    def clock(self) -> Clock:
        """The clock as it was last looked at."""
        if self.conversation.clock is None:
            return Clock.of(topic.minutes for topic in self.conversation.agenda.topics)
        return self.conversation.clock

    @property
    def topic(self) -> int:
        """The number of the topic at hand, from 0."""
        return self.clock.current

    def start(self) -> None:
        """Start the clock, or take it up where the talk was left."""
        now = self.desk.now()
        if self.conversation.clock is None:
            self.conversation.started_at = now
            self._set_clock(self.clock.started(now))
        else:
            self._set_clock(self.clock.started(now).resume(now))
        if not self.conversation.closed:
            self.conversation.state = "live"

    def look(self) -> Clock:
        """Account for the time until now, and return the clock."""
        self.conversation.clock = self.clock.at(self.desk.now())
        return self.clock

    def turn(self, change: Callable[[Clock, dt.datetime], Clock]) -> bool:
        """Change the clock, as in ``turn(Clock.next)``; return whether that changed anything."""
        before = self.look()
        after = change(before, self.desk.now())
        self._set_clock(after)
        return after != before

    def answer_gap(self, count: bool) -> None:
        """Count the time that the machine was away, or leave it out."""
        self._set_clock(self.clock.gap_answered(count))

    def _set_clock(self, clock: Clock) -> None:
        self.conversation.clock = clock
        self.touched()

    # The notes

    def note(self, topic: int, side: Side, text: str) -> None:
        """Keep what stands in one pane."""
        notes, text = self.conversation.notes[topic], clean(text)
        if getattr(notes, side) != text:
            setattr(notes, side, text)
            self.touched()

    def known(self, topic: int) -> list[LogEntry]:
        """Return the year's praise and concerns that both know of, where feedback is given."""
        if self.conversation.agenda.topics[topic].role != "feedback":
            return []
        since = last_annual_talk(self.earlier.values()) or dt.date.min
        noted = [
            as_shared(one)
            for one in self.desk.view.log(self.conversation.person)
            if one.shared and one.on >= since and one.kind != "observation"
        ]
        return sorted(noted, key=lambda one: one.kind == "concern")

    # The plan

    def lift(self, line: str, side: Side) -> Action:
        """Make an action of a line from ``side``'s notes, at the end of the plan."""
        action = lift(
            line,
            side,
            today=self.desk.today,
            manager=self.conversation.manager_name,
            employee=self.conversation.employee_name,
        )
        self.change_plan(with_action(self.conversation.plan, action))
        return action

    def unlift(self, action_id: str) -> None:
        """Take a lifted action out again."""
        self.change_plan(without(self.conversation.plan, action_id))

    # The end

    def summarise(self, text: str) -> None:
        """Keep the plan in the employee's own words."""
        if (text := clean(text)) != self.conversation.summary:
            self.conversation.summary = text
            self.touched()

    def answer(self, side: Side, kind: AnswerKind, note: str) -> None:
        """Keep one's answer; where both have answered the text as it stands, close it."""
        now = self.desk.now()
        answer(self.conversation, side, kind, clean(note), now)
        if len(valid_answers(self.conversation)) == 2:
            self._set_clock(self.clock.ended(now))
            close(self.conversation, now)
            self.forget_undo()
        self.touched()
        self.autosave.settle()
        if self.conversation.closed:
            self._set_next_talk()

    def reopen(self) -> None:
        """Open the closed plan again, as a new version that both answer anew."""
        reopen(self.conversation, self.desk.now())
        self.touched()
        self.autosave.settle()

    def _set_next_talk(self) -> None:
        person = self.desk.newest(self.desk.view.person(self.conversation.person))
        if self.conversation.agenda.annual:
            person.next_talk = self.conversation.plan.next_talk
            self.desk.save(person)

    def owner_after(self, owner: Owner | None) -> Owner:
        """Return the owner that comes after ``owner`` when one key goes through them."""
        following: dict[Owner | None, Owner] = {
            None: "manager",
            "manager": "employee",
            "employee": "both",
            "both": "manager",
        }
        return following[owner]


def take_up(desk: Desk, conversation: Conversation) -> Conversation:
    """Return a talk as it was last written, to be held; the screen is shared from now on."""
    desk.shared_with = conversation.person
    if unsaved := desk.unsaved(conversation.id):
        return unsaved.conversation
    if waiting := desk.waits(conversation):
        desk.hand_over(waiting)
        return waiting  # what was last written could not be saved yet, and is only here
    return desk.store.recover(conversation.id)
