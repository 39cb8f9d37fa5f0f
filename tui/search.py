"""``samtale search``: all notes, plans and log entries, from any shell."""

from __future__ import annotations

import datetime as dt
import shutil
import sys
from typing import Any

from agendas.words import _, ngettext, short_day
from storage.home import Home
from storage.search import Hit, day_of, excerpt, kind_of, person_of
from storage.search_query import read_query
from storage.search_words import (
    HINT,
    MADE_ANEW,
    name_of,
    nothing_found,
    place_of,
    unknown_words,
)
from storage.store import Store
from storage.text import one_line
from tui.failure import WrongUse
from tui.listings import print_json
from tui.progress import waiting
from tui.table import shortened

BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
INDENT = "  "


def search(home: Home, words: list[str], *, limit: int, as_json: bool) -> int:
    """Print what fits, the newest first; return 0, or 1 where nothing does."""
    from tui.keeping import kept, local_now

    query = read_query(" ".join(words))
    if query.unknown:
        raise WrongUse(unknown_words(query.unknown))
    if query.empty:
        raise WrongUse(_(HINT))
    with kept(home) as store:
        store.through = "samtale search"
        if _get_ready(store):
            print(f"samtale: {_(MADE_ANEW)}", file=sys.stderr)
        hits = store.search(query, limit=limit + 1)
        names = {one.id: one.name for one in store.names()}
    found = [(hit, names.get(person_of(hit.record), "")) for hit in hits[:limit]]
    if as_json:
        print_json([_values(*one) for one in found])
    else:
        rows = [_said(*one, local_now().date()) for one in found]
        print("\n".join(rows) or nothing_found(query, names.values()))
    if len(hits) > limit:
        more = ngettext(
            "Only the newest is shown; --limit gives more.",
            "Only the newest {n} are shown; --limit gives more.",
            limit,
        )
        print(f"samtale: {more}", file=sys.stderr)
    return 0 if found else 1


def _said(hit: Hit, name: str, today: dt.date) -> str:
    """Return a hit as two lines: whose it is, what and where, then the words around."""
    day = day_of(hit.record)
    when = short_day(day, today) if day else ""
    head = (name, name_of(hit.record), when, place_of(hit))
    return f"{one_line('  '.join(filter(None, head)))}\n{INDENT}{_marked(hit)}"


def _marked(hit: Hit) -> str:
    """Return the words around on one line; on a terminal the matches are bold."""
    text, marks = excerpt(hit)
    width = shutil.get_terminal_size((100, 24)).columns - len(INDENT)
    line = shortened(one_line(text), width)
    if not sys.stdout.isatty():
        return line
    for start, end in reversed(marks):
        if end <= len(line):
            line = f"{line[:start]}{BOLD}{line[start:end]}{PLAIN}{line[end:]}"
    return line


def _values(hit: Hit, name: str) -> dict[str, Any]:
    """Return what other programs are told of a hit; marks count from the beginning of the text."""
    day = day_of(hit.record)
    return {
        "person": person_of(hit.record),
        "name": name,
        "kind": kind_of(hit.record),
        "id": hit.record.id,
        "day": day.isoformat() if day else None,
        "place": hit.passage.place,
        "text": hit.passage.text,
        "marks": hit.marks,
    }


def _get_ready(store: Store) -> bool:
    """Do what only the first search waits for; return whether it had to be done again."""
    left = _("The search isn't ready yet; the next one begins anew.")
    with waiting(_("Getting ready to search"), left=left) as progress:
        return store.get_ready_to_search(progress)
