"""Two people's notes side by side, topic by topic, and the lines of them that go into the plan."""

from __future__ import annotations

from typing import cast

from textual import on
from textual.containers import Horizontal

from agendas.words import _
from screens.desk import Desk
from screens.keeping import Keeping
from screens.key_words import key_of, with_keys
from screens.plan_editing import PlanEditing
from screens.widgets.note_pane import NotePane
from screens.widgets.plan_pane import PlanPane
from storage.records import Conversation, Side
from storage.text import one_line


class NoteTaking(PlanEditing, Keeping):
    """A screen with two panes for each topic, in ``#notes``."""

    written_in: Side = "manager"
    """Whose pane was written in last."""

    def __init__(self, desk: Desk, conversation: Conversation) -> None:
        """Take notes to ``conversation``."""
        super().__init__(desk, conversation)
        self._taken: dict[NotePane, str] = {}
        """What stood in each pane when it was last taken in."""

    def show_notes(self, topic: int) -> None:
        """Show the two panes of a topic; those of the others wait with their cursors."""
        notes = self.query_one("#notes", Horizontal)
        if not notes.query(f".topic-{topic}"):
            for side in ("manager", "employee"):
                notes.mount(self._note_pane(topic, side))
        for pane in notes.query(NotePane):
            pane.set_class(not pane.has_class(f"topic-{topic}"), "-away")

    def action_pane(self, side: Side) -> None:
        """Write in the manager's or the employee's pane."""
        self.written_in = side
        pane = self.query_one(f"NotePane.{side}.topic-{self.talk.topic}", NotePane)
        self.bring_to_front(pane)
        self.set_focus(pane)

    def action_back_to_text(self) -> None:
        """Go back to the pane that was left."""
        self.action_pane(self.written_in)

    def _note_pane(self, topic: int, side: Side) -> NotePane:
        manager = side == "manager"
        words = _("Manager") if manager else _("Employee")
        key, name = key_of(f"live.{side}"), self.parties.name(side)
        hint = _("What is said, in your own words. {note.lift} lifts a line into the plan.")
        pane = NotePane(
            getattr(self.talk.conversation.notes[topic], side),
            side,
            topic,
            title=f"{key}  {words} · {one_line(name)}",
            hint=with_keys(hint) if topic == 0 and manager else "",
            front=side == self.written_in and self.query_one("#notes").has_class("-front"),
            wrap=self.talk.desk.soft_wrap,
        )
        self._taken[pane] = pane.text
        return pane

    @on(NotePane.Changed)
    def _note_changed(self, event: NotePane.Changed) -> None:
        self._take_in(cast(NotePane, event.text_area))

    def _take_in(self, pane: NotePane) -> None:
        if pane.text != self._taken[pane]:
            self._taken[pane] = pane.text
            self.talk.note(pane.topic, pane.side, pane.text)

    def on_unmount(self) -> None:
        """Take in the last letters, whose word may not have come before the screen was left."""
        for pane in self._taken:
            self._take_in(pane)

    @on(NotePane.Lifted)
    def _lifted(self, event: NotePane.Lifted) -> None:
        for line in event.lines:
            action = self.talk.lift(line, event.pane.side)
            event.pane.lifted.setdefault(line, []).append(action.id)
            self.show_plan(choose=action.id)
        if self.query_one(PlanPane).has_class("-away"):
            self.notify(with_keys(_("In the new plan. {live.plan} twice shows it.")))

    @on(NotePane.Unlifted)
    def _unlifted(self, event: NotePane.Unlifted) -> None:
        for line in event.lines:
            if ids := event.pane.lifted.get(line):
                self.talk.unlift(ids.pop())
        self.show_plan()
