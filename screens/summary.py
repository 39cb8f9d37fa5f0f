"""Looking back on the team: the last twelve months and the years before. For the manager alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.key_words import with_keys
from screens.summary_rows import column_heads, period_row, summary_lines
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.errors import StoreError
from storage.team_summary import Summary


class SummaryScreen(Frame):
    """One line a period, and above them the one under the cursor in full."""

    usage = N_(
        "What came of what was agreed on in the whole team, for your eyes only. {move.up} and"
        " {move.down} choose a year. A talk counts for when it was due, an action for its"
        " deadline, and nobody is named or compared."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("summary.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk) -> None:
        """Add up the years as soon as the screen stands."""
        super().__init__(desk)
        self._summaries: dict[str, Summary] = {}

    def body(self) -> Iterable[Widget]:
        """Return the chosen period, and the list of all."""
        yield Vertical(
            Painted(id="chosen"),
            Painted(id="columns"),
            Rows(id="periods"),
            id="summary",
        )

    def heading(self) -> Content:
        """Return what this is."""
        return Content.styled(_("Looking back on the team"), "bold")

    def opened(self) -> None:
        """Put the focus on the list."""
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Add up anew; many talks take a second, so the screen doesn't wait for it."""
        self._add_up()

    @work(exclusive=True)
    async def _add_up(self) -> None:
        view, today = self.desk.view, self.desk.today
        try:
            found = await self.wait_for(
                _("Adding up"), lambda progress: view.team_summaries(today, progress)
            )
        except StoreError as error:
            self._say(str(error))
            return
        self._summaries = {one.period.last.isoformat(): one for one in found}
        if not found:
            words = _("There is nothing to look back on yet. {summary.back} goes back.")
            self._say(with_keys(words))
            return
        self.query_one("#columns", Painted).show(column_heads)
        self.query_one(Rows).show(
            Row(key, lambda width, one=one: period_row(one, today, width))  # type: ignore[misc]
            for key, one in self._summaries.items()
        )
        self._show_chosen()

    @on(OptionList.OptionHighlighted)
    def _show_chosen(self) -> None:
        one = self._summaries.get(self.query_one(Rows).chosen or "")
        if one is not None:
            today, others = self.desk.today, len(self._summaries) > 1
            self.query_one("#chosen", Painted).show(
                lambda width: summary_lines(one, today, width, others=others)
            )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to share no screen on which everybody is summed up."""
        return action != "share"

    def _say(self, words: str) -> None:
        self.query_one("#chosen", Painted).show(lambda width: [Content.styled(words, "$muted")])
