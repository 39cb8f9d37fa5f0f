"""Leading a talk by its clock: pausing, borrowing minutes, whose turn it is, a gap."""

from __future__ import annotations

from textual import work

from agendas.clock import Clock
from agendas.words import _
from screens.desk import Desk
from screens.keeping import Keeping
from screens.plan_words import Parties
from screens.talking_time import TalkingTime
from screens.widgets.agenda_pane import AgendaPane
from storage.records import Conversation


class Leading(Keeping):
    """A screen with an agenda pane that shows the talk's clock and obeys its keys."""

    def __init__(self, desk: Desk, conversation: Conversation) -> None:
        """Lead ``conversation``."""
        super().__init__(desk, conversation)
        self.talking = TalkingTime()
        self._asking = False

    def on_mount(self) -> None:
        """Show the clock every second."""
        self.set_interval(1.0, self.refresh_clock)

    def refresh_clock(self) -> None:
        """Show the clock; ask where the machine was away."""
        clock = self.talk.look()
        pane = self.query_one(AgendaPane)
        pane.show(clock, self.desk.now())
        self.talking.look(self.desk.now())
        pane.show_talking(self.talking.words(Parties.of(self.talk.conversation)))
        if clock.gap and not self._asking and self.is_current:
            self._ask_about_gap()

    def action_pause(self) -> None:
        """Pause the clock, or let it run again."""
        running = self.talk.clock.running
        self.talk.turn(Clock.pause if running else Clock.resume)
        self.talk.autosave.settle()
        self.refresh_clock()

    def action_borrow(self) -> None:
        """Borrow a minute from the topics to come."""
        if not self.talk.turn(Clock.borrowed):
            self.notify(_("No topic to come has a minute to spare."))
        self.refresh_clock()

    def action_give_back(self) -> None:
        """Give a minute to the topics to come."""
        if not self.talk.turn(Clock.given_back):
            self.notify(_("There is no minute to give away here."))
        self.refresh_clock()

    def action_talking(self) -> None:
        """Say that the other one talks now; never stored."""
        self.talking.turn(self.desk.now())
        self.refresh_clock()

    @work
    async def _ask_about_gap(self) -> None:
        from screens.question import Question

        self._asking = True
        minutes = max(round(self.talk.clock.gap / 60), 1)
        count = await self.app.push_screen_wait(
            Question(
                _("The clock missed {n} min. Should they count?").format(n=minutes),
                _("The machine was asleep, or the program was closed."),
                yes=_("Count them"),
                no=_("Leave them out"),
            )
        )
        self._asking = False
        self.talk.answer_gap(count)
        self.refresh_clock()
