"""The team: who is due, what is open. The first screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from agendas.words import N_, _, day_in_full, ngettext
from screens.command import command
from screens.copies import copies_to_settle
from screens.desk import Desk
from screens.frame import Frame, changes_what_is_kept, says_what_fails
from screens.painting import packed
from screens.people_rows import column_heads, on_top, person_row
from screens.widgets.painted import Painted
from screens.widgets.rows import Row, Rows
from storage.due import Due, past_dates
from storage.text import one_line

if TYPE_CHECKING:
    from storage.catalog import PersonEntry
    from storage.conflicts import Copy
    from storage.records import Person


class PeopleScreen(Frame):
    """One line a person: last talk, next, open actions, the year's log."""

    usage = N_(
        "Everybody in the team, whoever is due first on top. Enter opens a person, p prepares"
        " the next talk and t goes straight to it, shared on the screen."
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
            "people.quit", "q", "app.quit", N_("Quit"), N_("Leave the program; everything is saved")
        ),
    ]

    def __init__(self, desk: Desk, *, open_talk_with: str | None = None) -> None:
        """Show the team; ``open_talk_with`` is the id of the person whose talk opens at once."""
        super().__init__(desk)
        self._open_talk_with = open_talk_with
        self._team: list[PersonEntry] = []
        self._copies: list[Copy] = []
        self._unserved = 0
        """How many unit goals of this year nobody's plan serves."""
        self._due: list[Due] = []
        """What is due, in the order of `storage.due`; nothing while the screen is shared."""

    def body(self) -> Iterable[Widget]:
        """Return the words on top and the list."""
        yield Vertical(
            Painted(id="due"), Static(id="columns"), Rows(id="people", enter=N_("Open")), id="team"
        )

    def about(self) -> str | None:
        """Return the person under the cursor."""
        return self.query_one(Rows).chosen

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
        return Content.styled(day_in_full(self.desk.today), "$muted")

    def opened(self) -> None:
        """Say what was found wrong; ask for the manager's name at the first start."""
        self.query_one(Rows).focus()
        self.say_what_is_wrong()
        if self._open_talk_with is not None:
            self._talk(self._open_talk_with)
        elif not self.desk.manager:
            self._ask_name()

    def reload(self) -> None:
        """Read the team anew."""
        self._team = people = self._people()
        today, private = self.desk.today, self.desk.shared_with is None
        self._copies = self._copies if private else []
        past = [one for one in self._due if one.what == "retention"]
        self._due = [*self.desk.view.due(today), *past] if private else []
        self._show_due(people)
        self.query_one(Rows).show(
            Row(one.id, lambda width, one=one: person_row(one, today, width), one_line=True)  # type: ignore[misc]
            for one in people
        )
        self._show_columns()
        self.call_after_refresh(self.call_after_refresh, self._look_further, people)

    @says_what_fails
    def _look_further(self, people: list[PersonEntry]) -> None:
        """Say what is past its date or here twice; the team is on the screen before that."""
        view, today = self.desk.view, self.desk.today
        copies = copies_to_settle(self.desk)
        past = past_dates(view.past_their_date(self.desk.retention_months, today))
        unserved = len(view.unserved(today.year))
        known = [one for one in self._due if one.what == "retention"]
        if (copies, past, unserved) != (self._copies, known, self._unserved):
            self._copies, self._due = copies, [*view.due(today), *past]
            self._unserved = unserved
            self._show_due(people)

    def _show_due(self, people: list[PersonEntry]) -> None:
        alone = self.desk.shared_with is None
        parts = on_top(people, self._due, len(self._copies), self._unserved) if alone else []
        self.query_one("#due", Painted).show(lambda width: packed(parts, width))
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Name the columns at their new places."""
        self.call_after_refresh(self._show_columns)

    def _show_columns(self) -> None:
        columns = self.query_one("#columns", Static)
        if not self.query_one(Rows).option_count:
            hint = _("Nobody here yet. n adds a person, o imports a list.")
            columns.update(Content.styled(hint, "$muted"))
            return
        columns.update(column_heads(self.query_one(Rows).scrollable_content_region.width - 1))

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
    @says_what_fails
    def action_prepare(self) -> None:
        """Prepare the next talk with the person under the cursor."""
        from screens.planning import plan_talk
        from screens.prepare import PrepareScreen

        if (person_id := self.about()) is not None:
            talk = plan_talk(self.desk, self.desk.view.person(person_id))
            self.app.push_screen(PrepareScreen(self.desk, talk))

    def action_talk(self) -> None:
        """Go straight to the talk with the person under the cursor."""
        if (person_id := self.about()) is not None:
            self._talk(person_id)

    @changes_what_is_kept
    @says_what_fails
    def _talk(self, person_id: str) -> None:
        from screens.live import open_talk
        from screens.planning import plan_talk

        talk = plan_talk(self.desk, self.desk.view.person(person_id))
        self.share_with(person_id)
        self.app.push_screen(open_talk(self.desk, talk))

    @changes_what_is_kept
    @says_what_fails
    def action_follow_up(self) -> None:
        """Follow up with the person under the cursor."""
        from screens.follow_up import FollowUpScreen

        if (person_id := self.about()) is not None:
            self.app.push_screen(FollowUpScreen(self.desk, self.desk.view.person(person_id)))

    @changes_what_is_kept
    @says_what_fails
    def action_compare(self) -> None:
        """Compare the versions that a sync program has brought."""
        from screens.conflict import ConflictScreen

        if self._copies:
            self.app.push_screen(ConflictScreen(self.desk, self._copies))

    @changes_what_is_kept
    def action_note(self) -> None:
        """Write a note for the log on the person under the cursor."""
        if (person_id := self.about()) is not None:
            self._note(person_id)

    @work
    async def _note(self, person_id: str) -> None:
        from screens.log_form import write_note

        await write_note(self, person_id)

    @changes_what_is_kept
    @work
    async def action_new_person(self) -> None:
        """Add a person."""
        from screens.person_form import PersonForm
        from storage.records import Person

        form = PersonForm(Person(name=""), self.desk.today, self.desk.store.cadence)
        person = await self.app.push_screen_wait(form)
        if person is not None:
            self.desk.save(person)
            self.reload()
            self.refresh_bar()
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
            self._edit(self.desk.view.person(person_id))

    @work
    async def _edit(self, person: Person) -> None:
        from screens.person_form import PersonForm

        form = PersonForm(person, self.desk.today, self.desk.store.cadence)
        if (changed := await self.app.push_screen_wait(form)) is not None:
            self.desk.save(changed)
            self.reload()

    def action_due(self) -> None:
        """List what is due."""
        from screens.due import DueScreen

        self.app.push_screen(DueScreen(self.desk))

    def action_search(self) -> None:
        """Search all that is kept."""
        from screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk))

    def action_retention(self) -> None:
        """List what is past its date."""
        from screens.retention import RetentionScreen

        self.app.push_screen(RetentionScreen(self.desk))

    def action_unit_goals(self) -> None:
        """List what the whole unit is to reach."""
        from screens.unit_goals import UnitGoalsScreen

        self.app.push_screen(UnitGoalsScreen(self.desk))

    def action_look_back(self) -> None:
        """Sum up the team, for the manager alone."""
        from screens.summary import SummaryScreen

        self.app.push_screen(SummaryScreen(self.desk))

    @work
    async def _ask_name(self) -> None:
        from screens.person_form import NameForm

        if name := await self.app.push_screen_wait(NameForm()):
            self.desk.manager = name
            self.desk.keep_manager(name)
            self.say_what_is_wrong()
            self.refresh_bar()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a person only where there is one, and no new one while shared."""
        if action == "compare":
            return bool(self._copies)
        if action in ("new_person", "import_list", "look_back", "unit_goals"):
            return self.desk.shared_with is None
        if action == "retention":
            return any(one.what == "retention" for one in self._due)
        if action == "due":
            return bool(self._due)
        if action == "note" and self.desk.shared_with is not None:
            return False
        if action in ("open", "talk", "note", "prepare", "follow_up", "edit_person"):
            return bool(self.query_one(Rows).option_count)
        return True
