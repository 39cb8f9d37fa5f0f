"""What was found, as rows: whose it is and what, and the words around with the match marked."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from agendas.words import N_, _, day_and_month
from screens.painting import fit, hanging, shorten, spread
from storage.search import Hit, day_of, excerpt
from storage.search_words import name_of, place_of
from storage.text import one_line

NAME_WIDTH = 24
"""The most cells that a person's name gets."""

_EXAMPLES = (
    (N_("course"), N_("words that begin so; upper case and accents don't matter")),
    (N_('"more responsibility"'), N_("these words, one after the other")),
    (N_("person:kari"), N_("about one person")),
    (N_("kind:praise"), N_("person, talk, preparation, praise, concern or observation")),
    (N_("year:2025"), N_("from one year")),
    (N_("is:open"), N_("where an action is open, or a concern never raised")),
)
"""What can be typed, and what it finds."""


def hit_row(hit: Hit, name: str, today: dt.date, width: int) -> Content:
    """Return two lines: name, record, place and day; then the words around the match."""
    day = day_of(hit.record)
    what = " · ".join(filter(None, (name_of(hit.record), place_of(hit))))
    head = Content.assemble(fit(name, min(NAME_WIDTH, width // 3)), "  ", shorten(what, width))
    when = Content.styled(day_and_month(day, today) if day else "", "$muted")
    text, marks = excerpt(hit)
    words = Content.styled(one_line(text), "$muted")
    for start, end in marks:
        words = words.stylize("bold $text", start, end)
    words = words.truncate(max(width - 2, 0), ellipsis=True)
    return Content("\n").join([spread(head, when, width), Content.assemble("  ", words)])


def explained(width: int) -> Content:
    """Return what can be typed, for a list with nothing in it."""
    left = min(24, width // 3)
    rows = []
    for typed, finds in _EXAMPLES:
        first, *rest = hanging(_(finds), width - left, 0, "$muted")
        rows.append(Content.assemble(fit(_(typed), left - 1), " ", first))
        rows += [Content.assemble(" " * left, line) for line in rest]
    return Content("\n").join(rows)
