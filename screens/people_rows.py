"""The team as aligned rows: name, last talk, next, open actions, the year's log."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from agendas.words import _, day_and_month, from_today, ngettext
from screens.due_rows import due_words
from screens.key_words import key_of, with_keys
from screens.painting import fit
from storage.due import NOTICE, Due
from storage.text import one_line

if TYPE_CHECKING:
    from storage.cards import PersonEntry


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
        parts.append(Content.styled(with_keys(line), "$time"))
    if people and not parts:
        parts.append(Content.styled(_("Nothing is due."), "$muted"))
    if people and unserved:
        line = ngettext(
            "no plan serves {n} unit goal · {people.unit_goals} lists them",
            "no plan serves {n} unit goals · {people.unit_goals} lists them",
            unserved,
        )
        parts.append(Content.styled(with_keys(line), "$muted"))
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


def _widths(width: int) -> tuple[int, int, int, int, int]:
    """Return the widths of name, last talk, next, open actions and log.

    A narrow log has room for what was never raised, not for the praise. On the narrowest screen
    names come before the last talk and the log.
    """
    if width < 74:
        return max(width - 2 - 14 - 17, 12), 0, 14, 17, 0
    if width < 100:
        return width - 2 - 21 - 14 - 17 - 5, 21, 14, 17, 5
    name = min(max(width - 2 - 24 - 22 - 26 - 10, 20), 40)
    return name, 24, 22, 26, 10


def column_heads(width: int) -> Content:
    """Return the names of the columns, each above its own."""
    name, last, following, actions, log = _widths(width)
    return Content.assemble(
        "  ",
        fit(_("Employee"), name, "$muted"),
        fit(_("Last talk"), last, "$muted"),
        fit(_("Next"), following, "$muted"),
        fit(_("Open actions"), actions, "$muted"),
        fit(_("Log"), log, "$muted"),
    )


def person_row(one: PersonEntry, today: dt.date, width: int) -> Content:
    """Return one person's line."""
    name, last, following, actions, log = _widths(width)
    late = sum(action.due is not None and action.due < today for action in one.open_actions)
    last_talk = from_today(one.last_talk, today) if one.last_talk else _("never")
    words, colour = _next_words(one, today)
    open_actions = Content.assemble(
        fit(str(len(one.open_actions)), 2, align="right"),
        (" · " if late else "", "$muted"),
        (ngettext("{n} late", "{n} late", late) if late else "", "$late"),
    )
    praise = Content.styled(f"+ {one.praise}" if one.praise else "", "$good")
    unraised = Content.styled(f"! {one.unraised}" if one.unraised else "", "$time")
    return Content.assemble(
        "  ",
        fit(one.name, name - 1),
        " ",
        fit(last_talk, last, "$muted"),
        fit(words, following, colour),
        open_actions.pad_right(max(actions - open_actions.cell_length, 0)),
        praise.pad_right(max(5 - praise.cell_length, 0)) if log > 5 else "",
        unraised if log else "",
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
