"""``samtale due``: who and what is due, for people, programs and a shell's prompt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any

from agendas.words import _, from_today, ngettext, short_day
from storage.due import HEADINGS, ORDER, Due, action_texts, due, past_dates
from storage.home import Home
from storage.records import Conversation
from storage.retention import expired
from storage.text import one_line
from tui.listings import print_json
from tui.progress import waiting
from tui.settings import Settings
from tui.table import table


def list_due(home: Home, settings: Settings, *, as_json: bool, quiet: bool) -> int:
    """Print what is due; return 0 where nothing is late, and 3 where something is."""
    from tui.keeping import kept, local_now

    today = local_now().date()
    with kept(home, tidy=False) as store:
        people = store.people()
        with waiting(_("Looking for what is due"), left="") as store.progress:
            past = expired(store, settings.retention_months, today, store.progress)
            found = [*due(people, today), *past_dates(past)]
            talk = partial(store.read, Conversation)
            texts = {} if quiet else action_texts(talk, found, store.progress)
    if as_json:
        print_json([_values(one, texts) for one in found])
    elif not quiet:
        print("\n\n".join(_groups(found, texts, today)) or _("Nothing is due. Well done."))
    return 3 if any(one.on < today for one in found) else 0


def _groups(found: list[Due], texts: dict[str, str], today: dt.date) -> Iterable[str]:
    for what in ORDER:
        rows = [
            (f"  {one_line(one.name)}", *said(one, texts, today))
            for one in found
            if one.what == what
        ]
        if rows:
            yield f"{_(HEADINGS[what])}\n{table(rows, widest=60)}"


def said(one: Due, texts: dict[str, str], today: dt.date) -> tuple[str, ...]:
    """Return what is due, in words: an action's own or how many records, and when."""
    late = one.on < today
    when = _("overdue since {day}") if late else _("{day}")
    words = f"{when.format(day=short_day(one.on, today))}, {from_today(one.on, today)}"
    if one.records:
        count = ngettext("{n} record", "{n} records", one.records)
        return (count, words)
    return (one_line(texts.get(one.action, "")), words) if one.action else (words,)


def _values(one: Due, texts: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "what": one.what,
        "person": one.person,
        "name": one.name,
        "on": one.on.isoformat(),
    }
    if one.records:
        values["records"] = one.records
    if one.action is not None:
        text = texts.get(one.action, "")
        values |= {"owner": one.owner, "action": one.action, "talk": one.talk, "text": text}
    return values
