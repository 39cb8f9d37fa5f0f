"""The talk itself: agenda and clock, two people's notes side by side, the plan below."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from agendas.clock import Clock
from agendas.words import N_, _
from screens.brought_rows import brought_to
from screens.command import command
from screens.desk import Desk
from screens.key_words import with_keys
from screens.leading import Leading
from screens.note_taking import NoteTaking
from screens.reading import Reading
from screens.talk import take_up
from screens.widgets.agenda_pane import AgendaPane
from screens.widgets.brought_pane import BroughtPane
from screens.widgets.note_pane import NotePane
from screens.widgets.plan_pane import PastPane, PlanPane
from storage.purpose import purpose_words
from storage.records import Conversation
from storage.text import one_line


class LiveScreen(Reading, NoteTaking, Leading):
    """Holds a talk. Every change is on disk within a second."""

    AUTO_FOCUS = ""
    usage = N_(
        "Type what is said in the pane of whoever says it; {note.lift} lifts the line into the"
        " plan below. {live.agenda} leaves the text for the agenda, where single letters lead the"
        " talk, and {agenda.write} goes back to the text. Every change is on disk within a second."
    )
    takes_text = True
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "live.manager",
            "f2",
            "pane('manager')",
            N_("Manager"),
            N_("Write in the manager's pane"),
            priority=True,
        ),
        command(
            "live.employee",
            "f3",
            "pane('employee')",
            N_("Employee"),
            N_("Write in the employee's pane"),
            priority=True,
        ),
        command(
            "live.plan",
            "f4",
            "plan",
            N_("Plan"),
            N_("The plan; again: last year's, or the new one"),
            priority=True,
        ),
        command(
            "live.next",
            "f5",
            "next_topic",
            N_("Next topic"),
            N_("On to the next topic"),
            priority=True,
        ),
        command(
            "live.brought",
            "f6",
            "brought",
            N_("To talk about"),
            N_("What each of you has brought"),
            priority=True,
        ),
        command(
            "live.pause",
            "f8",
            "pause",
            N_("Pause"),
            N_("Stop the clock, or let it run again"),
            priority=True,
        ),
        command(
            "live.agenda",
            "escape",
            "agenda",
            N_("Agenda"),
            N_("Leave the text; single letters lead the talk there"),
            priority=True,
        ),
        command(
            "live.save",
            "ctrl+s",
            "save",
            N_("Save now"),
            N_("At once; else it is saved by itself"),
            show=False,
        ),
    ]

    def __init__(self, desk: Desk, conversation: Conversation) -> None:
        """Hold ``conversation``, which is on disk already."""
        super().__init__(desk, conversation)
        self.plans = self.talk
        self._shown_topic = -1
        self._said_small = False

    def key_words(self, binding: Binding) -> str:
        """Show how to put a copy elsewhere, while nothing can be saved."""
        if binding.id == "live.save" and self.desk.problem:
            return N_("Save a copy")
        return super().key_words(binding)

    def body(self) -> Iterable[Widget]:
        """Return agenda, notes and plan."""
        yield Horizontal(
            AgendaPane(self.conversation),
            Vertical(
                BroughtPane(),
                Horizontal(id="notes", classes="-front"),
                PastPane(classes="-away"),
                PlanPane(),
                id="writing",
            ),
            id="talk",
        )

    @property
    def conversation(self) -> Conversation:
        """The talk that is held."""
        return self.talk.conversation

    def about(self) -> str | None:
        """Return the employee."""
        return self.conversation.person

    def heading(self) -> Content:
        """Return the kind of talk, the two people and the purpose, for which the strip has room."""
        names, _employee = self.shorter_headings()
        words = one_line(purpose_words(self.conversation))
        if not words or self.app.size.width < 100:
            return names
        return Content.assemble(names, (f"   {_('Purpose')}: {words}", "$muted"))

    def shorter_headings(self) -> tuple[Content, Content]:
        """Give up the purpose, then the manager's own name."""
        talk = self.conversation
        title, employee = (one_line(talk.agenda.title), "bold"), one_line(talk.employee_name)
        both = f"{employee} · {one_line(talk.manager_name)}"
        return Content.assemble(title, "  ", both), Content.assemble(title, "  ", employee)

    def on_mount(self) -> None:
        """Start the clock, or take it up where a crash left it."""
        self.talk.start()

    def opened(self) -> None:
        """Begin in the manager's pane."""
        self.action_pane("manager")

    def reload(self) -> None:
        """Show the talk as it stands."""
        self._show_topic()
        self.show_plan()
        self.refresh_clock()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the priority keys alone while a form or a question lies over the screen."""
        if action == "brought":
            return self.is_current and self.query_one(BroughtPane).display
        return self.is_current

    # Topics

    def action_next_topic(self) -> None:
        """Go to the next topic."""
        if not self.talk.turn(Clock.next):
            words = _("This is the last topic. In the agenda, {agenda.finish} finishes the talk.")
            self.notify(with_keys(words))
        self._topic_changed()

    def action_previous_topic(self) -> None:
        """Go back to the topic before."""
        self.talk.turn(Clock.previous)
        self._topic_changed()

    def _topic_changed(self) -> None:
        side = self.written_in
        typing = isinstance(self.focused, NotePane)
        self._show_topic()
        if typing:
            self.action_pane(side)
        self.refresh_clock()
        self.talk.autosave.settle()

    def _show_topic(self) -> None:
        """Show the notes to the topic at hand, and what was brought to it."""
        topic = self.talk.topic
        self.show_notes(topic)
        self._show_brought(topic)
        review = self.conversation.agenda.topics[topic].role == "review" and bool(self.talk.past)
        if topic != self._shown_topic:
            self._shown_topic = topic
            self.show_past_pane(review)

    def _show_brought(self, topic: int) -> None:
        """Show what each has prepared for a topic, and what both know of from the year."""
        known = self.talk.known(topic)
        parts = brought_to(self.conversation, topic, known, self.desk.today)
        self.query_one(BroughtPane).show_parts(parts)

    # The focus

    def on_resize(self) -> None:
        """Fold the agenda into a strip where there is no room beside the notes."""
        small = self.size.width < 60 or self.size.height < 20
        self.set_class(small, "-tabs")
        if small and not self._said_small:
            self._said_small = True
            words = _(
                "Small window: one pane at a time, with {live.manager}, {live.employee} and"
                " {live.plan}."
            )
            self.notify(with_keys(words))

    def spaced(self) -> None:
        """Give the agenda and its clock the form that there is room for."""
        narrow, reading = self.size.width < 100, self.reading
        self.query_one(AgendaPane).fold(narrow, reading, tall=self.size.height >= 30)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Bring the pane that is used to the front, for a window with room for one."""
        if isinstance(event.widget, NotePane | PlanPane | PastPane):
            self.bring_to_front(event.widget)

    def bring_to_front(self, pane: Widget) -> None:
        """Make ``pane`` the one that a window with room for one shows."""
        front = [pane, self.query_one("#notes")] if isinstance(pane, NotePane) else [pane]
        for other in self.query(".-front"):
            if other not in front:
                other.remove_class("-front")
        for one in front:  # what has the class already is not styled anew
            one.add_class("-front")

    def action_agenda(self) -> None:
        """Leave the text for the agenda, where single letters command; a second time, the talk."""
        agenda = self.query_one(AgendaPane)
        if self.focused is agenda:
            self._leave()
        self.set_focus(agenda)

    @work
    async def _leave(self) -> None:
        from screens.question import Question

        if await self.app.push_screen_wait(
            Question(
                _("Leave the talk for now?"),
                _("The clock pauses, and everything is kept."),
                yes=_("Leave"),
                no=_("Stay"),
            )
        ):
            self.talk.turn(Clock.pause)
            self.app.pop_screen()

    def action_brought(self) -> None:
        """Read what was brought to the topic; a second time, go back to the text."""
        pane = self.query_one(BroughtPane)
        if self.focused is pane:
            self.action_back_to_text()
        else:
            self.set_focus(pane)

    # The end

    @work
    async def action_feedback(self) -> None:
        """Write what each of the two can do more of, less of, and continue with."""
        from screens.talk_forms import edit_feedback

        if await edit_feedback(self.app, self.talk):
            self.show_plan()

    def action_finish(self) -> None:
        """Read the plan together and answer it."""
        from screens.agree import AgreeScreen

        self.app.push_screen(AgreeScreen(self.desk, self.talk))


def open_talk(desk: Desk, conversation: Conversation) -> LiveScreen:
    """Return the screen for a talk; the screen is shared with the employee from now on."""
    return LiveScreen(desk, take_up(desk, conversation))
