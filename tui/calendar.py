"""A person's calendar file: the next talk, follow-ups, and what was agreed."""

from __future__ import annotations

import sys
import warnings
from contextlib import suppress
from zoneinfo import ZoneInfo

from agendas.words import _
from storage.exports.calendar import person_to_calendar
from storage.exports.markdown import file_name
from storage.home import Home
from storage.records import Conversation
from storage.store import Store
from storage.tables import TABLES
from tui import keeping
from tui.failure import Failure
from tui.keeping import kept
from tui.lookup import find_person
from tui.writing import Export, put_out

ELSEWHERE = "Europe/Oslo"
"""The zone in which hours are told where the machine's own has no name; the moments are right."""


def export_calendar(home: Home, person: str, *, todo: bool, to: str | None, overwrite: bool) -> int:
    """Write a person's calendar to a file and print its path, or print it where ``to`` is -."""
    with kept(home) as store:
        store.through = "samtale export"
        someone = find_person(store.people(), person)
        talks = store.of_person(Conversation, someone.id)
        _say_what_may_be_missing(store)
        text = person_to_calendar(someone, talks, keeping.local_now(), local_zone(), todo=todo)
        if text is None:
            words = _("Nothing with {name} has a day yet, so there is nothing for a calendar")
            raise Failure(words.format(name=someone.name))
        export = Export(text, file_name(("samtale", someone.name), "ics"), someone.id)
        put_out(store, export, to, overwrite=overwrite)
    return 0


def local_zone() -> ZoneInfo:
    """Return the machine's own time zone."""
    from pendulum.tz.local_timezone import get_local_timezone

    with warnings.catch_warnings(), suppress(ValueError, LookupError, OSError, RuntimeError):
        warnings.simplefilter("ignore")  # pendulum warns where a machine has none
        return ZoneInfo(get_local_timezone().name or ELSEWHERE)
    return ZoneInfo(ELSEWHERE)


def _say_what_may_be_missing(store: Store) -> None:
    """Say so where talks can't be read: whose they are is not known then."""
    if any(one.table == TABLES[Conversation] for one in store.problems):
        words = _("Some talks can't be read, so the calendar may lack something: samtale doctor")
        print(f"samtale: {words}", file=sys.stderr)
