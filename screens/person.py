"""One employee: the talks, what is agreed and where it stands, the year's log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from agendas.words import N_, _, day_and_month
from screens.command import command
from screens.copies import copies_to_settle
from screens.desk import Desk
from screens.folding import UNFOLD, folded_words
from screens.key_words import with_keys
from screens.painting import fit
from screens.plan_rows import past_row
from screens.plan_words import Parties, done_words
from screens.raising import Raises
from screens.what_fails import changes_what_is_kept, says_what_fails
from screens.widgets.log_pane import LogPane
from screens.widgets.rows import Row, Rows
from screens.with_person import WithPerson
from storage.chosen_words import STATE_WORDS
from storage.looking_back import Past, look_back, look_back_apart
from storage.records import Conversation, LogEntry
from storage.text import one_line

if TYPE_CHECKING:
    from storage.catalog import TalkEntry
    from storage.conflicts import Copy


class PersonScreen(WithPerson, Raises):
    """Everything on one employee, the way into each talk."""

    usage = N_(
        "Everything on one employee: the talks, what is agreed and where it stands, the year's"
        " log. {list.open} opens the talk under the cursor: an earlier one to read, a coming one to"
        " prepare. Private notes are folded until you open them."
    )
    # below 72 columns neither of two panes has room for a line
    HORIZONTAL_BREAKPOINTS = [(0, "-tabs"), (72, "-narrow"), (100, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        command("person.prepare", "p", "prepare", N_("Prepare"), N_("The next talk")),
        command("person.talk", "t", "talk", N_("Talk"), N_("Start, or go on")),
        command(
            "person.follow_up",
            "f",
            "follow_up",
            N_("Follow up"),
            N_("What stands open, and what became of it"),
        ),
        command("person.note", "l", "note", N_("Log"), N_("Write a note for the log")),
        command("person.years", "y", "timeline", N_("Years"), N_("All years on one line")),
        UNFOLD,
        command("person.search", "slash", "search", N_("Search"), N_("All that is kept")),
        command(
            "person.export",
            "x",
            "export",
            N_("Export plan"),
            N_("The newest agreed plan as Markdown"),
        ),
        command(
            "person.edit", "i", "edit", N_("Edit"), N_("Name, title, dates and how often you talk")
        ),
        command(
            "person.compare",
            "v",
            "compare",
            N_("Two versions"),
            N_("Of a record, from two machines"),
        ),
        command("person.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk, person_id: str, *, begin_at: str | None = None) -> None:
        """Show the person with that id; ``begin_at`` is the id of a talk, an action or a note."""
        super().__init__(desk)
        self.person_id = person_id
        self._begin_at = begin_at
        self._copies: list[Copy] = []

    def body(self) -> Iterable[Widget]:
        """Return the talks and the plan on the left, the log on the right."""
        yield Horizontal(
            Vertical(
                Static(_("Talks"), classes="title"),
                Rows(id="talks", enter=N_("Open talk")),
                Static(id="plan-title", classes="title"),
                Rows(id="plan"),
                id="left",
            ),
            Vertical(
                Static(id="log-title", classes="title"),
                Static(id="folded"),
                LogPane(id="log"),
                id="right",
            ),
        )

    def about(self) -> str | None:
        """Return the person."""
        return self.person_id

    def heading(self) -> Content:
        """Return the person's name and title."""
        person = self.desk.view.person(self.person_id)
        parts = [one_line(part) for part in (person.title, person.email) if part]
        return Content.assemble(
            (one_line(person.name), "bold"), "  ", (" · ".join(parts), "$muted")
        )

    def opened(self) -> None:
        """Begin with the talks, or at what was asked for; a private note is unfolded for that."""
        begin_at = self._begin_at or ""
        if self.desk.shared_with is None:
            notes = self.notes_of(self.person_id)
            self.unfold(any(one.id == begin_at and not one.shared for one in notes))
        panes = list(self.query(Rows))
        pane = next((one for one in panes if one.holds(begin_at)), panes[0])
        pane.focus()
        pane.choose(begin_at)

    def reload(self) -> None:
        """Read the person's talks, plan and log anew."""
        view, today = self.desk.view, self.desk.today
        self._copies = copies_to_settle(self.desk, self.person_id)
        talks = view.talks(self.person_id)
        rows = [
            Row(one.id, lambda width, one=one: self._talk_row(one, width))  # type: ignore[misc]
            for one in talks
        ]
        if not talks:
            words = _("No talk yet. Press {person.prepare} to prepare the first.")
            hint = Content.styled(with_keys(words), "$muted")
            rows.append(Row(None, lambda _width: hint))
        if elsewhere := view.person(self.person_id).last_talk_elsewhere:
            rows.append(Row(None, lambda width: self._elsewhere_row(elsewhere, width)))
        self.query_one("#talks", Rows).show(rows)
        closed = [one for one in view.conversations(self.person_id) if one.closed]
        past = look_back(closed)
        apart = [] if self.desk.shared_with else look_back_apart(closed)
        apart = [one for one in apart if one.item.is_open]
        parties = Parties.of(closed[0]) if closed else Parties("", "")
        self.query_one("#plan", Rows).show(
            Row(one.item.id, lambda width, one=one: past_row(one.item, parties, today, width))  # type: ignore[misc]
            for one in (*past, *apart)
        )
        self.query_one("#plan-title", Static).update(self._plan_title(past, closed))
        self._show_log(self.notes_of(self.person_id))

    def _show_log(self, log: list[LogEntry]) -> None:
        """Show the entries that may be seen, and how many private ones are folded."""
        shared = self.desk.shared_with is not None
        title = _("Log, shared entries") if shared else _("Log")
        self.query_one("#log-title", Static).update(Content(title))
        seen = self.open_notes(log)
        folded = self.query_one("#folded", Static)
        folded.display = len(seen) < len(log) or not (log or shared)
        nothing = with_keys(_("Nothing is noted yet. Press {person.note} to write a note."))
        quiet = folded_words(len(log) - len(seen)) if log else Content.styled(nothing, "$muted")
        folded.update(quiet)
        pane, today = self.query_one("#log", LogPane), self.desk.today
        if self.unfolded:
            pane.show_private(seen, today, self.planned_days(self.person_id))
        else:
            pane.show_shared(seen, today)

    def _talk_row(self, one: TalkEntry, width: int) -> Content:
        day = one.on or (one.planned_at.date() if one.planned_at else None)
        when = day_and_month(day, self.desk.today) if day else _("no date yet")
        words = _("missing") if one.missing else _(STATE_WORDS[one.state])
        if one.actions:
            done = _("{done} of {n}").format(done=one.done, n=one.actions)
            words = done if width < 60 and one.closed else words
            words += f"   {done}" if width >= 60 else ""
        last = 24 if width >= 60 else 11
        return Content.assemble(
            fit(when, 14, "" if one.closed else "$time"),
            " ",
            fit(one.title, width - 14 - last - 2),
            " ",
            fit(words, last, "$muted", "right"),
        )

    def _elsewhere_row(self, day: dt.date, width: int) -> Content:
        when = fit(day_and_month(day, self.desk.today), 14, "$muted")
        return Content.assemble(when, " ", fit(_("Last talk elsewhere"), width - 15, "$muted"))

    def _plan_title(self, past: list[Past], closed: list[Conversation]) -> Content:
        if not past:
            return Content("")
        agreed = any(one.id == past[0].conversation_id and one.state == "agreed" for one in closed)
        words = _("agreed {day}") if agreed else _("not agreed, {day}")
        day = words.format(day=day_and_month(past[0].agreed_on, self.desk.today))
        standing = f"{day} · {done_words(past)}"
        return Content.assemble(_("The plan"), "   ", (standing, "not bold $muted"))

    # What the keys do

    @on(OptionList.OptionSelected, "#talks")
    def _chosen(self) -> None:
        self.action_open()

    @says_what_fails
    def action_open(self) -> None:
        """Open the talk under the cursor: an earlier one to read, a coming one to prepare."""
        chosen = self.query_one("#talks", Rows).chosen
        if chosen is None:
            return
        conversation = self.desk.view.conversation(chosen)
        if conversation.closed:
            from screens.review import ReviewScreen

            self.app.push_screen(ReviewScreen(self.desk, conversation))
        elif conversation.state == "live":
            self.hold(conversation)
        else:
            self.prepare(conversation)

    @says_what_fails
    def action_export(self) -> None:
        """Write the newest agreed plan as Markdown; its own talk writes one that is kept apart."""
        from screens.exporting import export_plan

        for conversation in self.desk.view.conversations(self.person_id):
            if conversation.state in ("agreed", "closed") and not conversation.agenda.apart:
                self.notify(export_plan(self.desk, conversation, "person.export"), markup=False)
                return
        self.notify(_("No plan is agreed yet."))

    @says_what_fails
    def action_timeline(self) -> None:
        """Draw the years with the person, and open the way into each goal's story."""
        from screens.timeline import TimelineScreen

        self.app.push_screen(TimelineScreen(self.desk, self.person_id))

    def action_search(self) -> None:
        """Search all that is kept."""
        from screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.desk, self.person_id))

    @changes_what_is_kept
    @says_what_fails
    def action_compare(self) -> None:
        """Compare the versions that a sync program has brought."""
        from screens.conflict import ConflictScreen

        if self._copies:
            self.app.push_screen(ConflictScreen(self.desk, self._copies))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to compare versions only where there are two."""
        if action == "compare":
            return bool(self._copies)
        return super().check_action(action, parameters)

    @changes_what_is_kept
    @work
    async def action_edit(self) -> None:
        """Change name, title, language and how often you meet."""
        from screens.person_form import write_person

        await write_person(self, self.desk.newest(self.desk.view.person(self.person_id)))
