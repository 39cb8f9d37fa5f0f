"""The team as aligned rows: name, last talk, next, open actions, the year's log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from agendas.words import N_, _, day_and_month, from_today, ngettext
from screens.columns import Columns, widest
from screens.due_rows import due_words
from screens.key_words import in_key_colour, key_of, with_keys
from screens.painting import fit, styled
from storage.due import NOTICE, Due
from storage.text import one_line

if TYPE_CHECKING:
    from storage.cards import PersonEntry

_HEADS = (N_("Employee"), N_("Last talk"), N_("Next"), N_("Open actions"), N_("Log"))
_LONG_AGO = dt.timedelta(days=400)
"""As long ago as it takes the most words to say; asking for each person takes too long."""
_WIDE = 100
"""The width from which the log has room for the praise."""
_PRAISE = 5
"""The cells of the praise in the log."""


def on_top(
    people: Sequence[PersonEntry], due: Sequence[Due], copies: int, unserved: int = 0
) -> list[Content]:
    """Return what is said above the team: what is under way, due, here twice, or served by none."""
    words = _("The talk with {name} is under way. Press {people.talk} to go on.")
    live = [with_keys(words, name=one_line(one.name)) for one in people if one.live is not None]
    parts = [*(Content.styled(line, "bold $good") for line in live), *due_words(due)]
    if copies:
        line = ngettext(
            "{n} record is here in two versions · {people.compare} compares them",
            "{n} records are here in two versions · {people.compare} compares them",
            copies,
        )
        parts.append(in_key_colour(line, "$time"))
    if people and not parts:
        parts.append(Content.styled(_("Nothing is due."), "$muted"))
    if people and unserved:
        line = ngettext(
            "no plan serves {n} unit goal · {people.unit_goals} lists it",
            "no plan serves {n} unit goals · {people.unit_goals} lists them",
            unserved,
        )
        parts.append(in_key_colour(line))
    return parts


def first_steps() -> Content:
    """Return what to press where nobody is in the team."""
    steps = (
        ("people.new", _("add the first person")),
        ("people.import", _("take in a list of people, or an address book")),
        ("people.demo", _("look at a made-up team first; nothing of it is kept")),
    )
    lines = [Content.assemble((f"{key_of(name)}  ", "bold $time"), words) for name, words in steps]
    return Content("\n").join([Content(_("Nobody is in the team yet.")), Content(""), *lines])


class TeamRows:
    """The rows of a team: each column as wide as what stands in it, and gone where nothing does.

    A narrow log tells what was never raised, not the praise. On the narrowest screen names come
    before the last talk and the log.
    """

    def __init__(self, people: Sequence[PersonEntry], today: dt.date) -> None:
        """Measure what is told of ``people``."""
        self._today = today
        self._heads = tuple(map(_, _HEADS))
        names, last, following, actions, log = map(widest, zip(self._heads))
        self._name = max(names, widest(one.name for one in people))
        self._last = max(last, widest([from_today(today - _LONG_AGO, today)]))
        self._next = max(following, widest(_next_words(one, today)[0] for one in people))
        counts = {(len(one.open_actions), _late(one, today)) for one in people}
        self._actions = max([actions, *(_actions(*one).cell_length for one in counts)])
        unraised = widest(_unraised(one) for one in people)
        self._log = max(log, unraised) if unraised else 0
        praised = any(one.praise for one in people)
        self._wide_log = max(log, _PRAISE + unraised) if praised or unraised else 0

    def heads(self, width: int) -> Content:
        """Return the names of the columns, each above its own."""
        return self._line([Content.styled(one, "$muted") for one in self._heads], width)

    def row(self, one: PersonEntry, width: int) -> Content:
        """Return one person's line."""
        last_talk = from_today(one.last_talk, self._today) if one.last_talk else _("never")
        praise = fit(f"+ {one.praise}" if one.praise else "", _PRAISE, "$good")
        unraised = styled(_unraised(one), "$time")
        cells = [
            styled(one.name),
            styled(last_talk, "$muted"),
            styled(*_next_words(one, self._today)),
            _actions(len(one.open_actions), _late(one, self._today)),
            Content.assemble(praise, unraised) if width >= _WIDE else unraised,
        ]
        return self._line(cells, width)

    def _line(self, cells: Sequence[Content], width: int) -> Content:
        return Content.assemble("  ", self._columns(width).row(cells, width - 2))

    def _columns(self, width: int) -> Columns:
        if width < 74:
            return Columns((self._name, 0, self._next, self._actions, 0))
        log = self._wide_log if width >= _WIDE else self._log
        return Columns((self._name, self._last, self._next, self._actions, log))


def _late(one: PersonEntry, today: dt.date) -> int:
    """Return how many of a person's actions are past their deadline."""
    return sum(action.due is not None and action.due < today for action in one.open_actions)


def _unraised(one: PersonEntry) -> str:
    """Return how many concerns about a person were never raised."""
    return f"! {one.unraised}" if one.unraised else ""


def _actions(count: int, late: int) -> Content:
    """Return how many actions are open, and how many of them late."""
    return Content.assemble(
        fit(str(count), 2, align="right"),
        (" · " if late else "", "$muted"),
        (ngettext("{n} late", "{n} late", late) if late else "", "$late"),
    )


def _next_words(one: PersonEntry, today: dt.date) -> tuple[str, str]:
    """Return when the next talk is, in words, and its colour."""
    if one.missing:
        return _("missing"), "$late"
    if one.live is not None:
        return _("under way"), "bold $good"
    if one.next_talk is None:
        return _("not planned"), "$muted"
    if one.next_talk < today:
        return _("overdue"), "$late"
    if one.next_talk <= today + NOTICE:
        return from_today(one.next_talk, today), "$time"
    return day_and_month(one.next_talk, today), ""
