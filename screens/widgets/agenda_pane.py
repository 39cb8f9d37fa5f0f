"""The agenda beside the notes: the clock, the topics, the prompts of the topic at hand."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from agendas.clock import Clock
from agendas.words import N_, _
from screens.clock_words import minutes_and_seconds
from screens.command import command
from screens.painting import fit, hanging, shorten
from screens.widgets.clock_face import ClockFace
from screens.widgets.moving import Scrolled
from screens.widgets.painted import Painted
from storage.purpose import purpose_words
from storage.records import Conversation
from storage.text import one_line


class AgendaPane(Scrolled, can_focus=True):
    """Leads through the talk. While it has the focus, single letters command."""

    DEFAULT_CSS = """
    AgendaPane { width: 38; height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    AgendaPane:focus { outline-left: outer $focus; }
    AgendaPane #topics { height: auto; margin-top: 1; }
    AgendaPane #talking { height: auto; margin-top: 1; color: $muted; display: none; }
    AgendaPane.-strip { width: 1fr; height: auto; max-height: 5; padding: 0 1;
                        overflow-y: hidden; }
    AgendaPane.-strip #topics, AgendaPane.-strip #talking { margin-top: 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "agenda.write",
            "enter",
            "screen.back_to_text",
            N_("Write"),
            N_("Back to the text that was left"),
        ),
        command("agenda.next", "n", "screen.next_topic", N_("Next"), N_("On to the next topic")),
        command(
            "agenda.previous",
            "p",
            "screen.previous_topic",
            N_("Previous"),
            N_("Back to the topic before"),
        ),
        command(
            "agenda.pause",
            "space",
            "screen.pause",
            N_("Pause"),
            N_("Stop the clock, or let it run again"),
        ),
        command(
            "agenda.borrow",
            "plus",
            "screen.borrow",
            N_("1 min more"),
            N_("A minute more, borrowed from the topics to come"),
        ),
        command(
            "agenda.give_back",
            "minus",
            "screen.give_back",
            N_("1 min less"),
            N_("A minute less, given to the topics to come"),
        ),
        command(
            "agenda.finish",
            "f",
            "screen.finish",
            N_("Finish"),
            N_("Read the plan together and answer it"),
        ),
        command("agenda.goal", "g", "screen.new_goal", N_("Goal"), N_("A new goal in the plan")),
        command(
            "agenda.action", "a", "screen.new_action", N_("Action"), N_("A new action in the plan")
        ),
        command(
            "agenda.feedback",
            "k",
            "screen.feedback",
            N_("More, less, continue"),
            N_("What each of you can do more of, less of, or go on with"),
        ),
        command(
            "agenda.talking",
            "t",
            "screen.talking",
            N_("Who talks"),
            N_("Whose turn it is to talk; never kept"),
        ),
        command(
            "agenda.leave",
            "escape",
            "screen.agenda",
            N_("Leave"),
            N_("The talk, for now; everything is kept"),
            priority=True,
        ),
        command(
            "agenda.manager",
            "m",
            "screen.pane('manager')",
            N_("Manager"),
            N_("Write in the manager's pane"),
            show=False,
        ),
        command(
            "agenda.employee",
            "e",
            "screen.pane('employee')",
            N_("Employee"),
            N_("Write in the employee's pane"),
            show=False,
        ),
    ]

    def __init__(self, talk: Conversation) -> None:
        """Lead through ``talk``."""
        super().__init__()
        self.agenda, self.aim = talk.agenda, talk.aim
        self._purpose = purpose_words(talk)
        self._clock: Clock | None = None
        self._spaced = False
        self._talking = ""

    def compose(self) -> ComposeResult:
        """Put the clock above the topics."""
        yield ClockFace(self._purpose)
        yield Painted(id="topics")
        yield Static("", id="talking")

    def show(self, clock: Clock, now: dt.datetime) -> None:
        """Show the talk as it stands at ``now``."""
        changed = self._clock is None or _told(self._clock) != _told(clock)
        self._clock = clock
        self.query_one(ClockFace).show(clock, now)
        if changed:
            self._show_topics()

    def show_talking(self, words: str) -> None:
        """Show how the talking time is shared, or nothing."""
        if words != self._talking:
            self._talking = words
            line = self.query_one("#talking", Static)
            line.display = bool(words)
            line.update(Content(one_line(words)))

    def fold(self, strip: bool, reading: bool = False, *, tall: bool = True) -> None:
        """Be a strip above the notes, or a column beside them; spaced in the reading size.

        The clock is then large, as far as there is room for it in a window that is not ``tall``.
        """
        self.set_class(strip, "-strip")
        face = self.query_one(ClockFace)
        face.set_class(strip and not reading, "-strip")
        face.set_class(reading and tall and not strip, "-large")
        self._spaced = reading
        self._show_topics()

    def _show_topics(self) -> None:
        if (clock := self._clock) is not None:
            paint = self._strip if self.has_class("-strip") else self._list
            self.query_one("#topics", Painted).show(lambda width: paint(clock, max(width, 24)))

    def _list(self, clock: Clock, width: int) -> list[Content]:
        """Return all topics, a line each, with the prompts under the one at hand."""
        lines: list[Content] = []
        for number, topic in enumerate(self.agenda.topics):
            spent = clock.spent[number]
            if number == clock.current:
                head = Content.assemble(("▌ ", "$time"), shorten(topic.title, width - 2, "bold"))
                lines += [Content(""), head]
                for prompt in topic.prompts_for(self.aim):
                    lines += [Content("")] * self._spaced + hanging(prompt.text, width, 4)
                lines.append(Content(""))
            elif number < clock.current and spent:
                time = minutes_and_seconds(spent)
                lines.append(self._row("✓ ", "$good", topic.title, "$muted", time, width))
            else:
                time = str(int(clock.planned[number] // 60))
                lines.append(self._row("  ", "", topic.title, "$muted", time, width))
        return lines

    @staticmethod
    def _row(mark: str, mark_style: str, title: str, style: str, time: str, width: int) -> Content:
        return Content.assemble(
            (mark, mark_style),
            fit(title, width - 2 - 5, style),
            fit(time, 5, "$muted", align="right"),
        )

    def _strip(self, clock: Clock, width: int) -> list[Content]:
        """Return the topic at hand, what comes next, and the prompts on two lines."""
        topics = self.agenda.topics
        topic = topics[clock.current]
        count = f"{clock.current + 1}/{len(topics)} "
        head = Content.assemble(
            ("▌ ", "$time"), (count, "$muted"), shorten(topic.title, 32, "bold")
        )
        if clock.current + 1 < len(topics):
            following = topics[clock.current + 1].title
            minutes = int(clock.planned[clock.current + 1] // 60)
            words = _("next: {topic} {n}").format(topic=following, n=minutes)
            room = width - head.cell_length - 3
            if room >= 12:
                head = Content.assemble(head, "   ", shorten(words, room, "$muted"))
        questions = " · ".join(prompt.text for prompt in topic.prompts_for(self.aim))
        prompts = hanging(questions, width, 2)
        if len(prompts) > 2:
            prompts = [prompts[0], Content.assemble(prompts[1].truncate(width - 2), " …")]
        return [head, *prompts]


def _told(clock: Clock) -> tuple[object, ...]:
    """Return what the list of topics tells of the clock; the time of the topic at hand is not."""
    spent = (time for topic, time in enumerate(clock.spent) if topic != clock.current)
    return clock.current, clock.planned, *spent
