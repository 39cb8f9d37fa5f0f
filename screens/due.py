"""All that is due, in the order of ``samtale due``: the manager's own promises first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.words import N_, _
from screens.command import command
from screens.desk import Desk
from screens.due_rows import DueRows
from screens.frame import Frame
from screens.key_words import with_keys
from screens.what_fails import says_what_fails
from screens.widgets.rows import Row, Rows, quiet_row
from storage.due import HEADINGS, Due, action_texts, past_dates
from storage.progress import Progress


class DueScreen(Frame):
    """What is due, one after the other; Enter leads to the person, and to the action there."""

    usage = N_(
        "What is due, your own promises first. {list.open} opens the person, with the cursor on"
        " the action, or the list of what is past its date."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("due.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk) -> None:
        """List what is due with the whole team."""
        super().__init__(desk)
        self._due: list[Due] = []
        self._texts: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """Return the list."""
        yield Rows(id="list", enter=N_("Open"))

    def heading(self) -> Content:
        """Return what this is."""
        return Content.styled(_("What is due"), "bold")

    def opened(self) -> None:
        """Put the focus on the list."""
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read anew what is due; the words of the actions, and what is past its date, follow."""
        past = [one for one in self._due if one.what == "retention"]
        self._due = [*self.desk.view.due(self.desk.today), *past]
        if self.desk.shared_with is not None:
            self._due, self._texts = [], {}
        self._show()
        self._read_further()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to share no list of everybody; what was shared elsewhere can be ended here, too."""
        return action != "share" or self.desk.shared_with is not None

    @work(exclusive=True)
    async def _read_further(self) -> None:
        """Read what takes long with a large team in another thread."""
        view, today, months = self.desk.view, self.desk.today, self.desk.retention_months

        def read(progress: Progress) -> tuple[list[Due], dict[str, str]]:
            past = past_dates(view.past_their_date(months, today, progress))
            found = [*view.due(today), *past]
            return found, action_texts(view.conversation, found, progress)

        found, texts = await self.wait_for(_("Looking for what is due"), read)
        if self.desk.shared_with is None:
            self._due, self._texts = found, texts
            self._show()

    def _show(self) -> None:
        words = _("Nothing is due. Well done. {due.back} goes back.")
        if self.desk.shared_with is not None:
            words = _("What is due is not shown on a shared screen. {share} ends the sharing.")
        self.query_one(Rows).show(list(self._rows()) or [quiet_row(with_keys(words))])

    def _rows(self) -> Iterator[Row]:
        """Yield what is due under the heading of its kind, with a line between two kinds."""
        rows = DueRows(self._due, self._texts, self.desk.today)
        numbered = enumerate(self._due)
        for what, group in groupby(numbered, lambda pair: pair[1].what):
            if self._due[0].what != what:
                yield Row(None, lambda _width: Content(""))
            heading = Content.styled(_(HEADINGS[what]), "bold $muted")
            yield Row(None, lambda _width, heading=heading: heading)  # type: ignore[misc]
            for number, one in group:
                yield Row(str(number), lambda width, one=one: rows.row(one, width))  # type: ignore[misc]

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    @says_what_fails
    def action_open(self) -> None:
        """Open the person with the action under the cursor, or the list of what is kept."""
        from screens.person import PersonScreen
        from screens.retention import RetentionScreen

        if (chosen := self.query_one(Rows).chosen) is None:
            return
        one = self._due[int(chosen)]
        if one.what == "retention":
            self.app.push_screen(RetentionScreen(self.desk))
            return
        person = self.desk.view.person(one.person)
        self.app.push_screen(PersonScreen(self.desk, person.id, begin_at=one.action))
