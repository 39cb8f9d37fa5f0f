"""A person's calendar, and a program that takes calendars in with vobject."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import vobject

from storage.cadence import USUAL
from storage.cards import PersonEntry, card_of, summed_up
from storage.exports.calendar import person_to_calendar
from storage.records import Conversation, Person
from tests.storage.made_up import MONDAY

OSLO = ZoneInfo("Europe/Oslo")
KARI = Person(id="P1", name="Kari Nordmann")


def entry(person: Person, *talks: Conversation) -> PersonEntry:
    """Return the person's line in the team."""
    cards: Any = [card_of(talk) for talk in talks]
    card: Any = card_of(person)
    return summed_up(card, cards, []).by(USUAL)


def exported(*talks: Conversation, person: Person = KARI, **options: Any) -> str:
    """Return the calendar of a person."""
    options = {"now": MONDAY, "zone": OSLO, **options}
    file = person_to_calendar(entry(person, *talks), talks, **options)
    assert file is not None
    return file


class OtherCalendar(dict[str, Any]):
    """What a program that reads with vobject has after some imports, by UID."""

    def take_in(self, file: str) -> None:
        """Import a file: what is new, and what has a higher sequence than before."""
        read = vobject.readOne(file)
        for one in (*read.contents.get("vevent", ()), *read.contents.get("vtodo", ())):
            kept = self.get(one.uid.value)
            if kept is None or int(one.sequence.value) > int(kept.sequence.value):
                self[one.uid.value] = one
