"""A summary of the team in bars: one period in full, and each as a line."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from agendas.words import N_, _, day_and_month, ngettext
from screens.columns import widest
from screens.key_words import with_keys
from screens.painting import MEASURE, fit, spread
from storage.records import Owner
from storage.team_summary import OWNERS, Share, Summary

COLOURS: dict[Owner, str] = {"manager": "$manager", "employee": "$employee", "both": "$text"}
"""The colours of those who had to do something."""
_ON_TIME: dict[Owner, str] = {
    "manager": N_("Your actions on time"),
    "employee": N_("Employees’ actions on time"),
    "both": N_("Joint actions on time"),
}
_COLUMNS: dict[Owner, str] = {
    "manager": N_("yours"),
    "employee": N_("theirs"),
    "both": N_("joint"),
}
_NUMBERS, _LONGEST = 14, 60
"""The cells of the numbers beside a label, and those of the longest bar."""
_PERIOD, _PERCENT = 11, 6
"""The cells of a period's name, and of a percentage with the space before it."""
_NARROWEST = 75
"""Below this width the list has no room for what is no share: of one year it stands above."""


def summary_lines(
    one: Summary, today: dt.date, width: int, *, others: bool = False
) -> list[Content]:
    """Return one period in full: what was done of what was due, as numbers and as bars.

    Where there are ``others``, the title tells how to get there.
    """
    still_open = _("Open actions") if one.period.last == today else _("Actions open at its end")
    on_time = [
        line
        for owner in OWNERS
        for line in _line(_(_ON_TIME[owner]), one.on_time[owner], COLOURS[owner], width)
    ]
    return [
        _title(one, today, width, others=others),
        Content(""),
        *_line(_("Talks held"), one.talks, "$good", width),
        *on_time,
        *_with_words(_labelled(still_open, str(one.open_actions), width), _age(one), width),
        _labelled(_("Concerns never raised"), str(one.never_raised), width),
    ]


def column_heads(width: int) -> list[Content]:
    """Return the names of the columns, each above its own; those of one kind under a common one."""
    share, last = _widths(width)
    shares = (_("held"), *(_(_COLUMNS[owner]) for owner in OWNERS))
    return [
        Content.assemble(
            " " * _PERIOD,
            fit(_("Talks"), share - 1, "$muted"),
            fit(" " + _("Actions on time"), share * len(OWNERS) + 1, "$muted"),
            fit(_("Open actions"), last, "$muted", "right"),
            fit(_("Concerns"), last, "$muted", "right"),
        ),
        Content.assemble(
            " " * _PERIOD,
            *(fit(word, share - 1, "$muted") + " " for word in shares),
            fit(_("days old"), last, "$muted", "right"),
            fit(_("unraised"), last, "$muted", "right"),
        ),
    ]


def period_row(one: Summary, today: dt.date, width: int) -> Content:
    """Return one period's line."""
    share, last = _widths(width)
    name = _("Past year") if one.period.last == today else str(one.period.last.year)
    age = "–" if one.median_age is None else str(one.median_age)
    return Content.assemble(
        fit(name, _PERIOD),
        _cell(one.talks, "$good", share),
        *(_cell(one.on_time[owner], COLOURS[owner], share) for owner in OWNERS),
        fit(age, last, align="right"),
        fit(str(one.never_raised), last, align="right"),
    )


def bar(share: Share, width: int, colour: str) -> Content:
    """Return a line of ``width`` cells, bright as far as the share goes, to half a cell."""
    halves = round(2 * width * share.done / share.of) if share.of else 0
    full, half = divmod(halves, 2)
    rest = width - full - half
    return Content.assemble(("━" * full + "╸" * half, colour), ("─" * rest, "$border"))


def _title(one: Summary, today: dt.date, width: int, *, others: bool) -> Content:
    title = Content.styled(str(one.period.last.year), "bold")
    if one.period.last == today:
        since = _("since {day}").format(day=day_and_month(one.period.first, today))
        title = Content.assemble((_("The last twelve months"), "bold"), "  ", (since, "$muted"))
    if not others:
        return title
    elsewhere = with_keys(_("{move.up} {move.down} other years"))
    return spread(title, Content.styled(elsewhere, "$muted"), min(width, MEASURE))


def _line(label: str, share: Share, colour: str, width: int) -> list[Content]:
    numbers = _("{done} of {all}").format(done=share.done, all=share.of)
    if not share.of:
        return _with_words(_labelled(label, "–", width), _("none were due"), width)
    longest = min(width - _label_width(width) - _NUMBERS - 2, _LONGEST)
    return [_labelled(label, numbers, width) + bar(share, max(longest, 0), colour)]


def _labelled(label: str, numbers: str, width: int) -> Content:
    """Return a label and its numbers, aligned to the right, with a space for what follows."""
    return Content.assemble(
        fit(label, _label_width(width), "$muted"), fit(numbers, _NUMBERS, align="right"), "  "
    )


def _age(one: Summary) -> str:
    if one.median_age is None:
        return ""
    return ngettext("half older than {n} day", "half older than {n} days", one.median_age)


def _with_words(line: Content, words: str, width: int) -> list[Content]:
    """Return ``line`` with ``words`` after it, or below it where there is no room."""
    muted = Content.styled(words, "$muted")
    whole = line + muted
    return [whole] if whole.cell_length <= width else [line, Content.assemble("  ", muted)]


def _label_width(width: int) -> int:
    labels = (N_("Talks held"), *_ON_TIME.values(), N_("Concerns never raised"))
    return min(widest(map(_, labels)) + 2, max(width - _NUMBERS - 2, 12))


def _widths(width: int) -> tuple[int, int]:
    """Return the cells of a share's column, and of each of the last two columns."""
    last = 0 if width < _NARROWEST else 12 if width < 100 else 15
    return min((width - _PERIOD - 2 * last) // (1 + len(OWNERS)), 22), last


def _cell(share: Share, colour: str, width: int) -> Content:
    """Return a share as a short bar and a percentage; where there is no room, without the bar.

    What falls short of all by little is no whole hundred.
    """
    percent = _("{n}%").format(n=_percent(share)) if share.of else "–"
    gap = 1 if width < 16 else 3
    room = width - _PERCENT - gap
    if room < 3:
        return fit(percent, width, align="right")
    line = bar(share, room, colour) if share.of else Content(" " * room)
    return Content.assemble(line, fit(percent, _PERCENT, align="right"), " " * gap)


def _percent(share: Share) -> int:
    """Return a share in whole percent; 100 only where it is all."""
    return 100 if share.done == share.of else min(round(100 * share.done / share.of), 99)
