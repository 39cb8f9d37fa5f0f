"""Two plans laid out side by side, line by line: the same goal on the same row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from msgspec.structs import replace
from textual.content import Content

from agendas.words import N_, _, day_in_full, ngettext
from screens.painting import beside, fit, hanging
from screens.plan_words import FEEDBACK_WORDS, MARKS, Parties, deadline_words, status_words
from screens.thread_words import STEP_MARKS
from storage.plan import day_of
from storage.records import Action, Conversation, Feedback, Goal
from storage.text import one_line
from storage.two_plans import Pair, pairs

NARROWEST = 28
"""The cells that a plan has at least; below that the two stand under each other."""
_SAME, _CHANGED, _NEW = STEP_MARKS["carried"], STEP_MARKS["changed"], ("+", "$good")
_FIELDS = {
    "text": N_("the words"),
    "kind": N_("the kind"),
    "why": N_("the reason"),
    "unit_goal": N_("the unit goal"),
    "reached_when": N_("when it is reached"),
    "support": N_("the support"),
    "owner": N_("the owner"),
    "deadline": N_("the deadline"),
    "if_then": N_("if … then …"),
}
"""What can be changed from one plan to the next."""


def two_plans_rows(
    before: Conversation, now: Conversation, today: dt.date, width: int
) -> list[Content]:
    """Return both plans for ``width`` cells, the earlier one to the left, or above."""
    found = pairs(before.plan, now.plan)
    rows = [_counts(found, width), Content("")]
    rows += _row(_head(before, width), _head(now, width), ("", ""), width)
    loose = False
    for pair in found:
        item = pair.before or pair.now
        if isinstance(item, Goal):
            rows.append(Content(""))
        elif item is not None and not item.goal and not loose:
            loose = True
            rows += [Content(""), *_title(_("Actions"), width)]
        rows += _pair(pair, before, now, today, width)
    for side in ("employee", "manager"):
        rows += _feedback(before, now, side, width)
    return rows


def _column(width: int) -> int:
    """Return the cells of one plan; both stand beside each other with five cells between."""
    column = (width - 5) // 2
    return column if column >= NARROWEST else width - 4


def _row(
    left: Sequence[Content], right: Sequence[Content], mark: tuple[str, str], width: int
) -> list[Content]:
    """Return what stood before and what stands now, with the mark of what came between."""
    column = _column(width)
    between = Content.assemble("  ", (mark[0] or " ", mark[1]), "  ")
    if column < width - 4:
        return beside(left, right, column, between)
    sign = Content.assemble((mark[0] or " ", mark[1]), " ")
    under = [
        Content.assemble(sign if number == 0 else "  ", one) for number, one in enumerate(right)
    ]
    return [*left, *under]


def _title(words: str, width: int) -> list[Content]:
    """Return what stands over a part of each plan, once where they are under each other."""
    column = _column(width)
    title = [fit(words, column, "$muted").rstrip()]
    return _row(title, title, ("", ""), width) if column < width - 4 else title


def _counts(found: Sequence[Pair], width: int) -> Content:
    """Return what the marks mean, with how many there are of each."""
    both = [pair for pair in found if pair.before and pair.now]
    changed = sum(bool(_changes(pair)) for pair in both)
    same = len(both) - changed
    new = sum(pair.before is None for pair in found)
    parts = (
        (_SAME, ngettext("{n} carried over", "{n} carried over", same), same),
        (_CHANGED, ngettext("{n} changed", "{n} changed", changed), changed),
        (_NEW, ngettext("{n} new", "{n} new", new), new),
    )
    line = Content("   ").join(
        Content.assemble((mark + " ", colour), (words, "$muted"))
        for (mark, colour), words, count in parts
        if count
    )
    return line.truncate(width, ellipsis=True)


def _head(talk: Conversation, width: int) -> list[Content]:
    day, column = day_of(talk), _column(width)
    when = day_in_full(day) if day else _("no date yet")
    title = fit(one_line(talk.agenda.title), column, "$muted").rstrip()
    return [*hanging(when, column, 0, "bold"), title]


def _changes(pair: Pair) -> tuple[str, ...]:
    """Return what was changed; a new deadline alone belongs to carrying an action over."""
    return () if pair.changed == ("deadline",) else pair.changed


def _pair(
    pair: Pair, before: Conversation, now: Conversation, today: dt.date, width: int
) -> list[Content]:
    """Return one goal or action as it was agreed before, and as it is now."""
    then = pair.before
    if then is not None and pair.now is not None and then.status == "carried":
        then = replace(then, history=())  # the mark between the two says that it was carried over
    left = _item(then, before, today, width) if then else []
    right = _item(pair.now, now, today, width) if pair.now else []
    if pair.now is None and pair.before is not None and pair.before.is_open:
        right = hanging(_("not carried over"), _column(width), _indent(pair.before), "$muted")
    mark = ("", "")
    if pair.now is not None:
        mark = _NEW if pair.before is None else _CHANGED if _changes(pair) else _SAME
        if pair.changed and pair.before is not None:
            told, colour = _told(pair, today), _CHANGED[1] if _changes(pair) else "$muted"
            right += hanging(told, _column(width), _indent(pair.now) + 2, colour)
    return _row(left, right, mark, width)


def _told(pair: Pair, today: dt.date) -> str:
    """Return what was changed, or the new deadline where that is all."""
    if not _changes(pair) and isinstance(pair.now, Action):
        agreed = replace(pair.now, history=())  # as it was set, whatever came of it
        return f"{_('New deadline:')} {deadline_words(agreed, today)[0]}"
    words = ", ".join(_(_FIELDS[name]) for name in pair.changed)
    return _("changed: {what}").format(what=words)


def _indent(item: Goal | Action) -> int:
    return 2 if isinstance(item, Action) and item.goal else 0


def _item(item: Goal | Action, talk: Conversation, today: dt.date, width: int) -> list[Content]:
    """Return one plan's side of a row: the text, and below it who, when and what came of it."""
    column, indent = _column(width), _indent(item)
    mark, colour = MARKS[item.status]
    if isinstance(item, Goal) and item.status == "open":
        mark, colour = "◎", "$good"
    lines = hanging(item.text, column, indent + 2, "bold" if isinstance(item, Goal) else "")
    lines[0] = Content.assemble(" " * indent, (mark + " ", colour), lines[0][indent + 2 :])
    words = [] if item.status == "open" else [status_words(item, today)]
    if isinstance(item, Action):
        words = words or [deadline_words(item, today)[0]]
        words.insert(0, Parties.of(talk).name(item.owner))
    return lines + hanging(" · ".join(words), column, indent + 2, "$muted") if words else lines


def _feedback(before: Conversation, now: Conversation, side: str, width: int) -> list[Content]:
    """Return what one of the two can do more of, less of and go on with, then and now."""
    then, new = (getattr(talk.plan, f"to_{side}") for talk in (before, now))
    if then == new == Feedback():
        return []
    name = getattr(Parties.of(now), side)
    rows = [Content(""), *_title(_("To {name}").format(name=name), width)]
    for field, words in FEEDBACK_WORDS.items():
        cells = [
            [
                line
                for part in getattr(one, field).splitlines()
                for line in hanging(f"{_(words)}: {part}", _column(width), 0)
            ]
            for one in (then, new)
        ]
        rows += _row(cells[0], cells[1], ("", ""), width)
    return rows
