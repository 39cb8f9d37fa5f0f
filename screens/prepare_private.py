"""What only the manager sees in preparation: own points, what was not said, the year in notes."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from agendas.words import _
from screens.desk import Desk
from screens.leaving import is_left
from screens.not_said import NotSaid, not_said_title
from screens.prepare_own import OwnNotes
from screens.prepare_rows import folded_rows
from screens.widgets.own_preparation import Advice
from screens.widgets.painted import Painted
from screens.widgets.year_pane import YearPane
from screens.year_rows import year_rows, year_title
from storage.records import LogEntry
from storage.year import last_annual_talk, spread


class PrivateNotes(NotSaid, OwnNotes):
    """A screen of preparation with the manager's private notes, folded or open."""

    def __init__(self, desk: Desk) -> None:
        """Begin folded."""
        super().__init__(desk)
        self.advice: Advice | None = None
        self.unsaid: YearPane | None = None
        """Praise and concerns that were not said yet; None while they are folded."""
        self.unsaid_counts = 0, 0
        """How many concerns wait and how much praise was never said; shared, none."""
        self._year: list[Widget] = []
        """The widgets around ``unsaid``, among them it."""

    def show_private(self) -> None:
        """Show what may be seen now: what is folded or shared away is not there."""
        self._show_advice()
        self.show_own()
        self.show_notes()

    def show_notes(self) -> None:
        """Show the notes of the year as they may be seen now."""
        notes = self.notes_of(self.conversation.person)
        self.unsaid_counts = 0, 0
        if self.desk.shared_with is None:
            waiting, praise = (note.waits for note in notes), (note.unsaid for note in notes)
            self.unsaid_counts = sum(waiting), sum(praise)
        self._show_unsaid(notes)
        self._show_log(notes)

    def on_resize(self) -> None:
        """Show what has the focus from its heading on, where all is laid out anew."""
        self.call_after_refresh(self.show_from_its_heading)

    def show_from_its_heading(self, height: int = 0) -> None:
        """Bring what is private, or not said, to the top, all else no further than into view.

        What stands above may not have its height yet: this is done until the page, which had
        ``height`` before, has it still.
        """
        if is_left(self):
            return
        focused, points, left = self.focused, self.points_pane, self.query_one("#left")
        if focused is None or left not in focused.ancestors:
            return
        if height != left.virtual_size.height:
            self.call_after_refresh(self.show_from_its_heading, left.virtual_size.height)
        if self.unsaid is not None and self.unsaid.has_focus:
            self._year[0].scroll_visible(animate=False, top=True, immediate=True)
        elif points is not None and points.has_focus_within:
            points.scroll_visible(animate=False, top=True, immediate=True)
        else:
            left.scroll_home(animate=False, immediate=True)
        if isinstance(focused, YearPane):
            focused.scroll_to_highlight()
        else:
            focused.scroll_visible(animate=False, immediate=True)

    async def action_draw(self) -> None:
        """Take the note under the cursor into the preparation, or out of it again."""
        focused = self.focused
        if isinstance(focused, YearPane) and focused.note is not None:
            await self.draw_from(focused.note)

    # The agenda's advice

    def _show_advice(self) -> None:
        if (self.desk.shared_with is None) == (self.advice is not None):
            return
        if self.advice is not None:
            self.advice.remove()
            self.advice = None
        else:
            self.advice = Advice(self.template())
            self.query_one("#left").mount(self.advice)

    # The notes through the year

    def _show_unsaid(self, notes: list[LogEntry]) -> None:
        """Show what was not said, praise first, and the notes month by month."""
        left = self.query_one("#left")
        if self.unsaid is not None and not self.unfolded:
            if self.focused is self.unsaid:
                left.focus()
            for widget in self._year:
                widget.display = False
                widget.remove()
            self.unsaid, self._year = None, []
        if not self.unfolded:
            return
        today = self.desk.today
        since = last_annual_talk(self.plans.earlier.values())
        months = spread(notes, since, today)

        def year(width: int) -> list[Content]:
            return year_rows(months, width)

        if self.unsaid is None:
            self.unsaid = YearPane(id="unsaid", nothing=_("Everything has been said."))
            self._year = [
                Static(not_said_title("prepare.unsaid"), classes="title"),
                self.unsaid,
                Static(Content(year_title(months, since)), classes="title"),
                Painted(year, id="year"),
            ]
            left.mount(*self._year, before="#folded")
        else:
            self.query_one("#year", Painted).show(year)
        planned = self.planned_days(self.conversation.person)
        self.unsaid.drawn = self.drawn
        self.unsaid.show_private(self.not_said(notes), today, planned)

    def _show_log(self, notes: list[LogEntry]) -> None:
        """Show the rest of the log, and how much is folded."""
        seen, today = self.open_notes(notes), self.desk.today
        pane = self.query_one("#log", YearPane)
        folded = len(notes) - len(seen) + self._own_private
        line = self.query_one("#folded", Painted)
        line.display = self.desk.shared_with is None and not self.unfolded
        line.show(lambda _width: folded_rows(folded))
        if self.unfolded:
            not_said = self.not_said(notes)
            seen = [note for note in seen if note not in not_said]
            planned = self.planned_days(self.conversation.person)
            pane.drawn = self.drawn
            pane.show_private(seen, today, planned)
        else:
            pane.show_shared(seen, today)
        title = self.query_one("#log-title", Static)
        title.display = pane.display = bool(seen)
        title.update(Content(_("From the log")))
