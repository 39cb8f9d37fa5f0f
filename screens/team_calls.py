"""What calls for something in the team; nothing does where somebody else sees the screen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from screens.copies import copies_to_settle
from screens.frame import Frame
from screens.painting import packed
from screens.people_rows import on_top
from screens.what_fails import changes_what_is_kept, says_what_fails
from screens.widgets.painted import Painted
from storage.due import Due, past_dates

if TYPE_CHECKING:
    from screens.desk import Desk
    from storage.catalog import PersonEntry
    from storage.conflicts import Copy


@dataclass(frozen=True)
class Calls:
    """What is due, here twice, or served by nobody."""

    due: tuple[Due, ...] = ()
    """People and actions first, then what is past its date, each as `storage.due` orders it."""
    copies: tuple[Copy, ...] = ()
    """Second versions of records, to be compared."""
    unserved: int = 0
    """How many unit goals of this year nobody's plan serves."""

    @property
    def past(self) -> tuple[Due, ...]:
        """What is past its date."""
        return tuple(one for one in self.due if one.what == "retention")


def calls_at_once(desk: Desk, known: Calls) -> Calls:
    """Return what the list of people tells by now, with what else is ``known``."""
    if desk.shared_with is not None:
        return Calls()
    return replace(known, due=(*desk.view.due(desk.today), *known.past))


def calls_of_records(desk: Desk, known: Calls) -> Calls:
    """Return what is ``known`` with all that only the records tell, which takes longer."""
    view, today = desk.view, desk.today
    past = past_dates(view.past_their_date(desk.retention_months, today))
    others = (one for one in known.due if one.what != "retention")
    return Calls(
        due=(*others, *past),
        copies=tuple(copies_to_settle(desk)),
        unserved=len(view.unserved(today.year)),
    )


class WithCalls(Frame):
    """A screen that says what calls for something above the team, in ``#due``, and leads there."""

    _calls = Calls()

    def look_at_once(self, people: list[PersonEntry]) -> None:
        """Say what the list of ``people`` tells by now."""
        self._calls = calls_at_once(self.desk, self._calls)
        self._show_calls(people)

    @says_what_fails
    def look_further(self, people: list[PersonEntry]) -> None:
        """Say what is past its date or here twice; the team is on the screen before that."""
        if not self.is_current:  # it is read anew when one comes back
            return
        found = calls_of_records(self.desk, self._calls)
        if found != self._calls:
            self._calls = found
            self._show_calls(people)

    def _show_calls(self, people: list[PersonEntry]) -> None:
        alone, calls = self.desk.shared_with is None, self._calls
        parts = on_top(people, calls.due, len(calls.copies), calls.unserved) if alone else []
        calling = self.query_one("#due", Painted)
        calling.display = bool(parts)
        calling.show(lambda width: packed(parts, width))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Lead only to what calls for something now."""
        calls = self._calls
        leads = {"due": calls.due, "retention": calls.past, "compare": calls.copies}
        return bool(leads[action]) if action in leads else super().check_action(action, parameters)

    def action_due(self) -> None:
        """List what is due."""
        from screens.due import DueScreen

        self.app.push_screen(DueScreen(self.desk))

    def action_retention(self) -> None:
        """List what is past its date."""
        from screens.retention import RetentionScreen

        self.app.push_screen(RetentionScreen(self.desk))

    @changes_what_is_kept
    @says_what_fails
    def action_compare(self) -> None:
        """Compare the versions that a sync program has brought."""
        from screens.conflict import ConflictScreen

        if self._calls.copies:
            self.app.push_screen(ConflictScreen(self.desk, list(self._calls.copies)))
