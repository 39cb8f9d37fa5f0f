"""What is due in words: a few on top of the team, a row each in the list."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from textual.content import Content

from agendas.words import _, from_today, ngettext, short_day
from screens.columns import CALM, Columns, widest
from screens.key_words import in_key_colour, with_keys
from screens.painting import beside, hanging, styled
from storage.due import Due, What

_NARROWEST = 36
"""The cells that the words of an action have at least beside the rest."""


def due_words(found: Iterable[Due]) -> list[Content]:
    """Return a few words on each kind of what is due, in the order of the list."""
    count: Counter[What] = Counter()
    for one in found:
        count[one.what] += one.records or 1
    words = [_WORDS[what](n) for what, n in count.items()]
    all_of_it = in_key_colour(_("{people.due} lists all"))
    return [*words, all_of_it] if words else []


def _promises(n: int) -> Content:
    words = ngettext(
        "{n} action past its deadline is your own",
        "{n} actions past their deadline are your own",
        n,
    )
    return Content.styled(words, "bold $time")


def _talks(n: int) -> Content:
    return Content.styled(ngettext("{n} talk is due", "{n} talks are due", n), "bold")


def _follow_ups(n: int) -> Content:
    return Content(ngettext("{n} follow-up is due", "{n} follow-ups are due", n))


def _actions(n: int) -> Content:
    words = ngettext(
        "{n} action past its deadline is somebody else's",
        "{n} actions past their deadline are somebody else's",
        n,
    )
    return Content.styled(words, "$muted")


def _records(n: int) -> Content:
    words = ngettext(
        "{n} record is past its date · {people.retention} lists it",
        "{n} records are past their date · {people.retention} lists them",
        n,
    )
    return Content.styled(with_keys(words), "$muted")


_WORDS = {
    "promise": _promises,
    "talk": _talks,
    "follow_up": _follow_ups,
    "action": _actions,
    "retention": _records,
}


class DueRows:
    """The rows of what is due: whom it is about, since or until when, and the words of an action.

    The words stand beside the rest where they have room, and below it otherwise.
    """

    def __init__(self, due: Sequence[Due], texts: Mapping[str, str], today: dt.date) -> None:
        """Measure the rows; ``texts`` has the words of the actions by their ids."""
        self._texts, self._today = texts, today
        self._columns = Columns(
            (
                widest(one.name for one in due),
                widest(from_today(one.on, today) for one in due),
                widest(short_day(one.on, today) for one in due),
            )
        )

    def row(self, one: Due, width: int) -> Content:
        """Return what is due, on as many lines as its words take."""
        colour = "$late" if one.on < self._today else "$time"
        cells = [
            styled(one.name),
            styled(from_today(one.on, self._today), colour),
            styled(short_day(one.on, self._today), "$muted"),
        ]
        head = Content.assemble("  ", self._columns.row(cells, width - 2))
        said = self._texts.get(one.action or "", "")
        if one.records:
            said = ngettext(
                "{n} record is past its date", "{n} records are past their date", one.records
            )
        if not said:
            return head
        aside = 2 + self._columns.width + CALM
        if width - aside < _NARROWEST:
            return Content("\n").join([head, *hanging(said, width, 4)])
        lines = hanging(said, width - aside, 0)
        return Content("\n").join(beside([head], lines, aside, Content("")))
