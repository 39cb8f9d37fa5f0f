"""The team: who is due, what is open. The first screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from agendas.words import N_, day_in_full, ngettext, short_day
from screens.command import command
from screens.desk import Desk
from screens.people_rows import TeamRows, first_steps
from screens.team_calls import WithCalls
from screens.what_fails import changes_what_is_kept, says_what_fails
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from screens.with_person import WithPerson
from storage.text import one_line

if TYPE_CHECKING:
    from storage.catalog import PersonEntry
    from storage.records import Person


LOOK_AT_THE_DAY_AFTER = 60.0
"""Seconds between two looks whether it is the next day."""


class PeopleScreen(WithPerson, WithCalls):
    """One line a person: last talk, next, open actions, the year's log."""

    usage = N_(
        "Everybody in the team, whoever is due first on top. {list.open} opens a person,"
        " {people.prepare} prepares the next talk and {people.talk} goes straight to it, shared on"
        " the screen."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("people.talk", "t", "talk", N_("Talk"), N_("Start, or go on")),
        command(
            "people.prepare",
            "p",
            "prepare",
            N_("Prepare"),
            N_("The next talk with the person under the cursor"),
        ),
        command(
            "people.follow_up",
            "f",
            "follow_up",
            N_("Follow up"),
            N_("What stands open, and what became of it"),
        ),
        command("people.note", "l", "note", N_("Log"), N_("Write a note for the log")),
        command("people.due", "d", "due", N_("Due"), N_("All that is due")),
        command("people.new", "n", "new_person", N_("New person"), N_("Add somebody to the team")),
        command(
            "people.import",
            "o",
            "import_list",
            N_("Import"),
            N_("A list of people, or an address book"),
        ),
        command(
            "people.demo",
            "e",
            "demo",
            N_("Demo"),
            N_("Look at a made-up team; nothing of it is kept"),
        ),
        command(
            "people.compare",
            "v",
            "compare",
            N_("Two versions"),
            N_("Of a record, from two machines"),
        ),
        command("people.search", "slash", "search", N_("Search"), N_("All that is kept")),
        command(
            "people.edit",
            "i",
            "edit_person",
            N_("Edit"),
            N_("Name, title, dates and how often you talk"),
            show=False,
        ),
        command(
            "people.retention",
            "r",
            "retention",
            N_("Past its date"),
            N_("What should be erased by now"),
        ),
        command(
            "people.look_back",
            "b",
            "look_back",
            N_("Looking back"),
            N_("On the team, year by year"),
        ),
        command(
            "people.unit_goals",
            "u",
            "unit_goals",
            N_("Unit goals"),
            N_("What the unit is to reach, year by year"),
        ),
        command(
            "people.settings",
            "comma",
            "settings",
            N_("Settings"),
            N_("Language, colours, and what else you can choose"),
        ),
        command(
            "people.quit", "q", "app.quit", N_("Quit"), N_("Leave the program; everything is saved")
        ),
    ]

    def __init__(self, desk: Desk, *, open_talk_with: str | None = None) -> None:
        """Show the team; ``open_talk_with`` is the id of the person whose talk opens at once."""
        super().__init__(desk)
        self._open_talk_with = open_talk_with
        self._team: list[PersonEntry] = []
        self._day = desk.today

    def compose(self) -> ComposeResult:
        """Put everything in its place, unless a talk that is opened at once hides it."""
        if self._open_talk_with is None:
            yield from super().compose()

    def body(self) -> Iterable[Widget]:
        """Return the words on top and the list."""
        yield Vertical(
            Painted(id="due"),
            Static(id="nobody"),
            Painted(id="columns"),
            Rows(id="people", enter=N_("Open")),
            id="team",
        )

    def on_mount(self) -> None:
        """Look at the day now and then: the list may stand open over midnight."""
        self.set_interval(LOOK_AT_THE_DAY_AFTER, self._look_at_the_day)

    def about(self) -> str | None:
        """Return the person under the cursor."""
        return self._open_talk_with or self.query_one(Rows).chosen

    def may_stay_for(self, person_id: str) -> bool:
        """Return true: whoever sees the screen finds only one's own name in the list."""
        return True

    def heading(self) -> Content:
        """Return the program, the manager and the size of the team."""
        if self.desk.shared_with is not None:
            return Content.styled("Samtale", "bold")
        words = ngettext("{n} employee", "{n} employees", len(self._team))
        who = " · ".join(part for part in (one_line(self.desk.manager), words) if part)
        return Content.assemble(("Samtale", "bold"), "  ", (who, "$muted"))

    def standing(self) -> Content:
        """Return the date, unless there is more to say."""
        if self.desk.shared_with is not None or self.desk.problem:
            return super().standing()
        today = self.desk.today
        narrow = self.app.size.width < 80
        return Content.styled(short_day(today, today) if narrow else day_in_full(today), "$muted")

    def opened(self) -> None:
        """Ask for the manager's name at the first start; say what is wrong once the team stands."""
        self.call_after_refresh(self.call_after_refresh, self.say_what_is_wrong)
        if self._open_talk_with is None:
            self.query_one(Rows).focus()
            self._ask()
            return
        self.talk_with(self._open_talk_with)
        if self.app.screen is self:  # there can't be a talk now
            self.call_later(self._show_team)

    @on(events.ScreenResume)
    async def _come_back(self) -> None:
        if self._open_talk_with is not None and not self._fresh:
            await self._show_team()

    async def _show_team(self) -> None:
        async with self.batch():
            await self.mount_all(super().compose())
        self._open_talk_with = None
        self.reload()
        self.refresh_bar()
        self.query_one(Rows).focus()

    @says_what_fails
    def _look_at_the_day(self) -> None:
        """Read the team anew on the next day: more may be due, and it is said how many days ago."""
        if self._day != self.desk.today and self.filled and self.is_active:
            self.reload()
            self.refresh_bar()

    def refresh_bar(self) -> None:
        """Say on the top bar what holds now, if it is there."""
        if self._open_talk_with is None:
            super().refresh_bar()

    def reload(self) -> None:
        """Read the team anew, if it is there."""
        if self._open_talk_with is not None:
            return
        self._day = self.desk.today
        self._team = people = self._people()
        rows = TeamRows(people, self.desk.today)
        self.look_at_once(people)
        self.query_one(Rows).show(
            Row(one.id, lambda width, one=one: rows.row(one, width), one_line=True)  # type: ignore[misc]
            for one in people
        )
        columns, nobody = self.query_one("#columns", Painted), self.query_one("#nobody", Static)
        columns.display, nobody.display = bool(people), not people
        columns.show(lambda width: [rows.heads(width)])
        nobody.update("" if people else first_steps())
        self.call_after_refresh(self.call_after_refresh, self.look_further, people)

    def _people(self) -> list[PersonEntry]:
        entries = [entry for entry in self.desk.view.people() if not entry.archived]
        return sorted(
            entries,
            key=lambda one: (
                one.live is None,
                one.next_talk or dt.date.max,
                one.name.casefold(),
            ),
        )

    # What the keys do

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    @says_what_fails
    def action_open(self) -> None:
        """Open the person under the cursor."""
        from screens.person import PersonScreen

        if (person_id := self.about()) is not None:
            person = self.desk.view.person(person_id)
            self.app.push_screen(PersonScreen(self.desk, person.id))

    @changes_what_is_kept
    @work
    async def action_new_person(self) -> None:
        """Add a person."""
        from screens.person_form import write_person
        from storage.records import Person

        if (person := await write_person(self, Person(name=""))) is not None:
            self.query_one(Rows).choose(person.id)

    @changes_what_is_kept
    @work
    async def action_import_list(self) -> None:
        """Read a list of people, and show what would come of it."""
        from screens.list_path_form import ListPathForm
        from screens.team_import import TeamImportScreen

        team = await self.app.push_screen_wait(ListPathForm(self.desk.today))
        if team is not None:
            self.app.push_screen(TeamImportScreen(self.desk, team))

    @changes_what_is_kept
    @says_what_fails
    def action_edit_person(self) -> None:
        """Change the person under the cursor."""
        if (person_id := self.about()) is not None:
            self._edit(self.desk.newest(self.desk.view.person(person_id)))

    @work
    async def _edit(self, person: Person) -> None:
        from screens.person_form import write_person

        await write_person(self, person)

    def action_search(self) -> None:
        """Search all that is kept."""
        from screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk))

    def action_unit_goals(self) -> None:
        """List what the whole unit is to reach."""
        from screens.unit_goals import UnitGoalsScreen

        self.app.push_screen(UnitGoalsScreen(self.desk))

    def action_settings(self) -> None:
        """Show what can be chosen."""
        from screens.settings import SettingsScreen

        if self.desk.settings is not None:
            self.app.push_screen(SettingsScreen(self.desk, self.desk.settings))

    def action_look_back(self) -> None:
        """Sum up the team, for the manager alone."""
        from screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(self.desk))

    @work
    async def _ask(self) -> None:
        settings = self.desk.settings
        first = not self._team and settings is not None and settings.untouched
        if (first or not self.desk.manager) and not self.desk.asked:
            from screens.first_start import ask

            self.desk.asked = True
            await ask(self, first=first)
            self.refresh_bar()

    async def action_demo(self) -> None:
        """Leave the program for a made-up team, from which one comes back."""
        await self.app.run_action("app.demo")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a person only where there is one, and no new one while shared."""
        if action == "demo":
            return not self._team
        if action in ("new_person", "import_list", "look_back", "unit_goals"):
            return self.desk.shared_with is None
        if action == "settings":
            return self.desk.shared_with is None and self.desk.settings is not None
        with_one = action in ("open", "talk", "note", "prepare", "follow_up", "edit_person")
        if with_one and not self.query_one(Rows).option_count:
            return False
        return super().check_action(action, parameters)
