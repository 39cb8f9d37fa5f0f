"""What was found, as rows: whose it is and what, and the words around with the match marked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from textual.content import Content

from agendas.words import N_, _, day_and_month
from screens.columns import Columns, widest
from screens.painting import MEASURE, fit, hanging, styled
from storage.search import Hit, day_of, excerpt, person_of
from storage.search_words import name_of, place_of

_EXAMPLES = (
    (N_("course"), N_("words that begin so; upper case and accents don't matter")),
    (N_('"more responsibility"'), N_("these words, one after the other")),
    (N_("person:kari"), N_("about one person")),
    (N_("kind:praise"), N_("person, talk, preparation, praise, concern or observation")),
    (N_("year:2025"), N_("from one year")),
    (N_("is:open"), N_("where an action is open, or a concern never raised")),
)
"""What can be typed, and what it finds."""


class HitRows:
    """The rows of what was found; names, records and days stand in columns."""

    def __init__(self, hits: Collection[Hit], names: Mapping[str, str], today: dt.date) -> None:
        """Measure the rows; ``names`` has everybody's by their ids."""
        self._names, self._today = names, today
        told = [self._told(hit) for hit in hits]
        self._columns = Columns(tuple(map(widest, zip(*told, strict=True))), names=2)

    def row(self, hit: Hit, width: int) -> Content:
        """Return two lines: name, record, place and day; then the words around the match."""
        name, what, day = self._told(hit)
        head = self._columns.row([styled(name), styled(what), styled(day, "$muted")], width)
        text, marks = excerpt(hit)
        words = styled(text, "$muted")
        for start, end in marks:
            words = words.stylize("bold $text", start, end)
        words = words.truncate(max(min(width - 2, MEASURE), 0), ellipsis=True)
        return Content("\n").join([head, Content.assemble("  ", words)])

    def _told(self, hit: Hit) -> tuple[str, str, str]:
        day = day_of(hit.record)
        what = " · ".join(filter(None, (name_of(hit.record), place_of(hit))))
        name = self._names.get(person_of(hit.record), "")
        return name, what, day_and_month(day, self._today) if day else ""


def explained(width: int) -> Content:
    """Return what can be typed, for a list with nothing in it."""
    left = min(24, width // 3)
    rows = []
    for typed, finds in _EXAMPLES:
        first, *rest = hanging(_(finds), width - left, 0, "$muted")
        rows.append(Content.assemble(fit(_(typed), left - 1), " ", first))
        rows += [Content.assemble(" " * left, line) for line in rest]
    return Content("\n").join(rows)
