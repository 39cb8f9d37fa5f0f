"""What is past its date: a list to choose from, of which nothing goes by itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from agendas.words import N_, _, ngettext
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.key_words import with_keys
from screens.question import Question
from screens.retention_rows import ExpiredRows
from screens.waiting import Left
from screens.what_fails import changes_what_is_kept
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.errors import StoreError
from storage.local_store import LocalStore
from storage.retention import Expired
from storage.text import one_line


class RetentionScreen(Frame):
    """One line a record; what is chosen is erased after a question."""

    usage = N_(
        "Records that were kept for longer than you chose. Nothing goes by itself: choose with"
        " {list.open}, or all with {retention.all}, then erase with {retention.erase}. What the"
        " next talk builds on is not listed."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("retention.all", "a", "all", N_("All or none"), N_("Choose all of them, or none")),
        command(
            "retention.erase", "e", "erase", N_("Erase"), N_("What is chosen, after a question")
        ),
        command("retention.back", "escape", "back", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk) -> None:
        """List what is past its date, with nothing chosen."""
        super().__init__(desk)
        self._expired: dict[str, Expired] = {}
        self._chosen: set[str] = set()

    def body(self) -> Iterable[Widget]:
        """Return the words on top and the list."""
        yield Static(id="explained")
        yield Painted(id="columns")
        yield Rows(id="expired", enter=N_("Choose"))

    def heading(self) -> Content:
        """Return what this is."""
        return Content.styled(_("Past its date"), "bold")

    def opened(self) -> None:
        """Put the focus on the list."""
        self.query_one(Rows).focus()

    def reload(self) -> None:
        """Read the list anew, in a thread: with a large team that is long."""
        self._read()

    @work(exclusive=True, group="read")
    async def _read(self) -> None:
        view, months, today = self.desk.view, self.desk.retention_months, self.desk.today
        found = await self.wait_for(
            _("Looking for what is past its date"),
            lambda progress: view.past_their_date(months, today, progress),
        )
        self._expired = {f"{one.table}/{one.id}": one for one in found}
        self._chosen &= self._expired.keys()
        words = with_keys(
            _("Choose what to erase; {retention.erase} erases it. It can't be brought back.")
        )
        if not found:
            words = with_keys(_("Nothing is past its date. {retention.back} goes back."))
        self.query_one("#explained", Static).update(Content.styled(words, "$muted"))
        self._show()

    def _show(self) -> None:
        rows = ExpiredRows(self._expired.values(), self.desk.today)
        heads = self.query_one("#columns", Painted)
        heads.display = bool(self._expired)
        heads.show(lambda width: [rows.heads(width)])
        self.query_one(Rows).show(
            Row(
                key,
                lambda width, key=key, one=one: rows.row(one, width, chosen=key in self._chosen),  # type: ignore[misc]
                one_line=True,
            )
            for key, one in self._expired.items()
        )
        self.refresh_bindings()

    def _show_chosen(self) -> None:
        self.query_one(Rows).paint_anew()
        self.refresh_bindings()

    # What the keys do

    @on(OptionList.OptionSelected)
    def _choose(self, event: OptionList.OptionSelected) -> None:
        if event.option_id is not None:
            self._chosen ^= {event.option_id}
            self._show_chosen()

    def action_all(self) -> None:
        """Choose all, or none where all are chosen."""
        everything = set(self._expired)
        self._chosen = set() if self._chosen == everything else everything
        self._show_chosen()

    @changes_what_is_kept
    @work
    async def action_erase(self) -> None:
        """Erase what is chosen, after a question."""
        chosen = [one for key, one in self._expired.items() if key in self._chosen]
        whole = [one_line(one.name) for one in chosen if one.table == "people"]
        question = Question(
            ngettext("Erase {n} record for good?", "Erase {n} records for good?", len(chosen)),
            _("All that is kept on: {names}").format(names=", ".join(whole)) if whole else "",
            yes=_("Erase"),
        )
        if not await self.app.push_screen_wait(question):
            return
        self.notify(one_line(await self._erase(chosen)))
        self._chosen.clear()
        self.reload()

    async def _erase(self, chosen: list[Expired]) -> str:
        """Erase records; return one line that says how it went."""
        from storage.erasure import erase_expired

        store, today = self.desk.store, self.desk.today
        if self.desk.read_only or not isinstance(store, LocalStore):
            return self.desk.read_only
        self.desk.let_go({one.id for one in chosen})
        try:
            left = await self.wait_for(
                _("Erasing"),
                lambda progress: erase_expired(store, chosen, today, progress),
                changes=True,
            )
        except StoreError as error:
            return str(error)
        except Left:
            return _("Left half-way. What is still listed is not erased.")
        if left:
            words = _("Erased. These exports were changed since, and are left: {files}")
            return words.format(files=", ".join(map(str, left)))
        return ngettext("{n} record is erased.", "{n} records are erased.", len(chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to choose where there is something, to erase what is chosen, and not to share."""
        if action == "share":
            return False
        if action == "erase":
            return bool(self._chosen) and not self.changing
        return bool(self._expired) and not self.changing if action == "all" else True
