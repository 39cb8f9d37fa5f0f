"""What is due in words: a few on top of the team, a row each in the list."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from textual.content import Content

from agendas.words import _, from_today, ngettext, short_day
from screens.key_words import with_keys
from screens.painting import fit
from storage.due import Due, What


def due_words(found: Iterable[Due]) -> list[Content]:
    """Return a few words on each kind of what is due, in the order of the list."""
    count: Counter[What] = Counter()
    for one in found:
        count[one.what] += one.records or 1
    words = [_WORDS[what](n) for what, n in count.items()]
    all_of_it = Content.styled(with_keys(_("{people.due} lists all")), "$muted")
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


def due_row(one: Due, texts: Mapping[str, str], today: dt.date, width: int) -> Content:
    """Return one line: whom it is about, the words of an action, and since when or until when."""
    name, day = min(22, width // 4), 16 if width >= 96 else 0
    colour = "$late" if one.on < today else "$time"
    said = texts.get(one.action or "", "")
    if one.records:
        said = ngettext(
            "{n} record is past its date", "{n} records are past their date", one.records
        )
    return Content.assemble(
        "  ",
        fit(one.name, name - 1),
        " ",
        fit(said, width - 2 - name - day - 22),
        fit(short_day(one.on, today), day, "$muted", "right") if day else "",
        fit(from_today(one.on, today), 22, colour, "right"),
    )
