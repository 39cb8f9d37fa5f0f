"""A list of people before it is taken in: what would come of each line, to be decided by keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import ClassVar, cast

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from agendas.words import N_, _
from screens.columns import widest
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.import_rows import in_full, on_top, proposal_row, trouble_row
from screens.waiting import Left
from screens.what_fails import changes_what_is_kept
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.errors import StoreError
from storage.imports.matching import Choice, Outcome, Proposal, choices, decided, outcome
from storage.imports.team import TeamList
from storage.imports.team_words import done_words
from storage.text import one_line


class TeamImportScreen(Frame):
    """One row a line of the list; nothing is kept before it is said so."""

    usage = N_(
        "What would come of each line of the list: + is added, ~ fills in what is empty, = is left"
        " as it is, ? is like somebody and waits for you, ! can't be read. {import.take_in} imports"
        " all of it at once; before that nothing is kept."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "import.take_in",
            "ctrl+s",
            "take_in",
            N_("Import"),
            N_("All lines, as they are decided"),
        ),
        command("import.same", "s", "decide('same')", N_("Same"), N_("Fill in what is empty")),
        command("import.another", "a", "decide('another')", N_("Add"), N_("As somebody new")),
        command("import.leave", "l", "decide('leave')", N_("Leave out"), N_("Not this line")),
        command("import.back", "escape", "back", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk, team: TeamList) -> None:
        """Hold ``team`` against those who are kept."""
        super().__init__(desk)
        self._team = team
        self._proposals: list[Proposal] | None = None
        self._result = Outcome([], [], [])

    def body(self) -> Iterable[Widget]:
        """Return the words on top and the rows."""
        yield Vertical(Painted(id="counts"), Rows(id="lines", enter=N_("Change")), id="list")
        yield Painted(id="chosen")

    def heading(self) -> Content:
        """Return what this is."""
        return Content.styled(_("Import a list of people"), "bold")

    def opened(self) -> None:
        """Put the focus on the rows, and read who is kept."""
        self.query_one(Rows).focus()
        self._compare()

    @work
    async def _compare(self) -> None:
        """Show what would come of each line, with the cursor on the first that is to be decided."""
        view, people = self.desk.view, self._team.people
        try:
            found = await self.wait_for(
                _("Comparing with those who are here"), lambda _progress: view.proposals(people)
            )
        except StoreError as error:
            self.notify(one_line(str(error)), severity="warning", timeout=20)
            return
        self._show(found)
        waiting = (n for n, one in enumerate(found) if one.doubtful)
        if (first := next(waiting, None)) is not None:
            self.query_one(Rows).choose(str(first))

    def reload(self) -> None:
        """Show what would come of each line, once that is known."""
        if self._proposals is not None:
            self._show(self._proposals)

    def _show(self, proposals: list[Proposal]) -> None:
        self._proposals, self._result = proposals, outcome(proposals)
        team, result, today = self._team, self._result, self.desk.today
        longest = widest(one.listed.person.name for one in proposals)
        doubtful = sum(one.doubtful for one in proposals)
        self.query_one("#counts", Painted).show(lambda width: on_top(team, result, doubtful, width))
        rows = [
            (one.listed.line, Row(str(number), partial(proposal_row, one, done, today, longest)))
            for number, (one, done) in enumerate(zip(proposals, result.lines, strict=True))
        ]
        rows += [(one.line, Row(None, partial(trouble_row, one, longest))) for one in team.troubles]
        self.query_one(Rows).show(row for _line, row in sorted(rows, key=lambda row: row[0]))
        self._tell()
        self.refresh_bindings()

    def _chosen(self) -> Proposal | None:
        chosen = self.query_one(Rows).chosen
        return None if chosen is None or not self._proposals else self._proposals[int(chosen)]

    # What the keys do

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self._tell()
        self.refresh_bindings()

    def _tell(self) -> None:
        """Say in full what comes of the line under the cursor; a row may be too narrow for it."""
        chosen, today = self.query_one(Rows).chosen, self.desk.today
        if chosen is None or self._proposals is None:
            return
        one, done = self._proposals[int(chosen)], self._result.lines[int(chosen)]
        self.query_one("#chosen", Painted).show(lambda width: in_full(one, done, today, width))

    @on(OptionList.OptionSelected)
    def _other_choice(self) -> None:
        if (one := self._chosen()) is not None:
            offered = choices(one)
            self.action_decide(offered[(offered.index(one.choice) + 1) % len(offered)])

    def action_decide(self, choice: str) -> None:
        """Let the line under the cursor come to something else."""
        chosen = self.query_one(Rows).chosen
        if chosen is None or self._proposals is None:
            return
        changed = list(self._proposals)
        changed[int(chosen)] = decided(changed[int(chosen)], cast(Choice, choice))
        self._show(changed)

    @changes_what_is_kept
    @work
    async def action_take_in(self) -> None:
        """Keep all of it, and go back to the team; who leaves while it is written keeps nothing."""
        from storage.imports.taking_in import take_in

        store, decided = self.desk.store, self._proposals or []
        try:
            result = await self.wait_for(
                _("Importing"), lambda progress: take_in(store, decided, progress), changes=True
            )
        except Left:
            self.refresh_bindings()
            self.notify(_("Nothing was imported."))
            return
        except StoreError as error:
            self.notify(one_line(str(error)), severity="warning", timeout=20)
            return
        self.desk.saved_at = self.desk.now()
        self.take_away()
        self.app.screen.notify(done_words(result))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be chosen for this line, and nothing of it while somebody else sees it."""
        if action == "share":
            return False
        if action == "take_in":
            return bool(self._result.added or self._result.filled) and not self.changing
        if action == "decide":
            one = self._chosen() if self.filled and not self.changing else None
            return one is not None and parameters[0] in choices(one)
        return True
