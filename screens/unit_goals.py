"""The goals of the whole unit, year by year, and whose plans serve them."""

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
from screens.unit_goal_form import UnitGoalForm
from screens.unit_goals_rows import goal_row, year_line
from screens.what_fails import changes_what_is_kept, says_what_fails
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.errors import StoreError
from storage.records import UnitGoal
from storage.text import one_line
from storage.unit_goals import carried_into, of_year


class UnitGoalsScreen(Frame):
    """One goal a row; the arrow keys turn the years."""

    usage = N_(
        "What the whole unit is to reach, year by year: left and right turn the years. In a talk a"
        " goal of the plan can point at one of them. Here you see whose plans do, for your eyes"
        " only, and which no plan serves yet."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("unit_goals.new", "n", "new", N_("New"), N_("A goal for the year that is shown")),
        command(
            "unit_goals.remove",
            "x",
            "remove",
            N_("Remove"),
            N_("Take out the goal under the cursor"),
        ),
        command(
            "unit_goals.copy",
            "c",
            "copy",
            N_("Copy last year's"),
            N_("Into the year that is shown"),
        ),
        command("unit_goals.next", "right", "turn(1)", N_("Next year"), N_("Show the year after")),
        command(
            "unit_goals.before",
            "left",
            "turn(-1)",
            N_("The year before"),
            N_("Show the year before"),
        ),
        command(
            "unit_goals.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")
        ),
    ]

    def __init__(self, desk: Desk) -> None:
        """Show this year's goals."""
        super().__init__(desk)
        self._year = desk.today.year
        self._goals: dict[str, UnitGoal] = {}
        self._before: list[UnitGoal] = []
        """The goals of the year before that are not among this one's."""

    def body(self) -> Iterable[Widget]:
        """Return the years and the list."""
        yield Painted(id="years")
        yield Static(id="nothing")
        yield Rows(id="goals", enter=N_("Edit"))

    def heading(self) -> Content:
        """Return what this is, and the year."""
        return Content.assemble((_("Unit goals"), "bold"), "  ", (str(self._year), "$muted"))

    def opened(self) -> None:
        """Put the focus on the list."""
        self.query_one(Rows).focus()

    @says_what_fails
    def reload(self) -> None:
        """Read the goals anew, and who serves them."""
        view, year, this = self.desk.view, self._year, self.desk.today.year
        private = self.desk.shared_with is None
        years = sorted({year - 1, year, year + 1, this})
        around, serving = view.unit_goals(*years), view.serving()
        goals = of_year(around, year)
        self._goals = {goal.id: goal for goal in goals}
        self._before = carried_into(year, around)
        counts = {one: len(of_year(around, one)) for one in years}
        self.query_one("#years", Painted).show(lambda width: year_line(counts, year, width))
        names = {goal.id: serving.get(goal.thread, []) if private else None for goal in goals}
        self.query_one(Rows).show(
            Row(goal.id, lambda width, goal=goal: goal_row(goal, names[goal.id], width))  # type: ignore[misc]
            for goal in goals
        )
        self._say_nothing_is_there()
        self.refresh_bindings()

    def _say_nothing_is_there(self) -> None:
        words = with_keys(
            _("No goals for {year} yet. Press {unit_goals.new} to add the first."), year=self._year
        )
        if self._before:
            words += " " + with_keys(_("{unit_goals.copy} copies last year's."))
        nothing = self.query_one("#nothing", Static)
        nothing.update(Content(words))
        nothing.display = not self._goals

    # What the keys do

    def action_turn(self, by: int) -> None:
        """Show another year."""
        self._year += by
        self.reload()
        self.refresh_bar()

    @changes_what_is_kept
    def action_new(self) -> None:
        """Add a goal to the year."""
        self._edit(UnitGoal(text="", year=self._year))

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_edit()

    @changes_what_is_kept
    def action_edit(self) -> None:
        """Change the goal under the cursor."""
        if (goal := self._goals.get(self.query_one(Rows).chosen or "")) is not None:
            self._edit(goal)

    @work
    async def _edit(self, goal: UnitGoal) -> None:
        if (kept := await self.app.push_screen_wait(UnitGoalForm(goal))) is not None:
            self.desk.save(kept)
            self._year = kept.year
            self.reload()
            self.refresh_bar()
            self.query_one(Rows).choose(kept.id)

    @changes_what_is_kept
    def action_copy(self) -> None:
        """Take over last year's goals that are not here yet."""
        saved = [self.desk.save(goal) for goal in self._before]
        if all(saved):
            self.notify(ngettext("{n} goal copied", "{n} goals copied", len(self._before)))
        self.reload()
        self.refresh_bar()

    @changes_what_is_kept
    @work
    async def action_remove(self) -> None:
        """Remove the goal under the cursor, after a question."""
        goal = self._goals.get(self.query_one(Rows).chosen or "")
        if goal is None:
            return
        question = Question(
            _("Remove this unit goal?"),
            _("{text} Plans that point at it keep its words.").format(text=f"“{goal.text}”"),
            yes=_("Remove"),
        )
        if await self.app.push_screen_wait(question):
            try:
                self.desk.store.erase(UnitGoal, goal.id)
            except StoreError as error:
                self.notify(one_line(str(error)), severity="warning")
            self.desk.let_go({goal.id})
            self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something for, and to share no screen that names everybody."""
        if action == "remove":
            return bool(self._goals)
        if action == "copy":
            return bool(self._before)
        return action != "share"
