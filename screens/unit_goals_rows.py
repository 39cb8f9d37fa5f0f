"""The goals of the unit as rows: what each says, and whose plans serve it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from agendas.words import _, ngettext
from screens.key_words import key_of
from screens.painting import hanging, marked
from storage.records import UnitGoal


def goal_row(goal: UnitGoal, names: Sequence[str] | None, width: int) -> Content:
    """Return a goal, and below it whose plans serve it; for None that may not be seen."""
    lines = marked(("◎ ", "$good"), goal.text, width - 1, 2, "bold")
    if names is not None:
        lines += _served_by(names, width - 1)
    return Content("\n").join(lines)


def _served_by(names: Sequence[str], width: int) -> list[Content]:
    if not names:
        return hanging(_("no plan serves it yet"), width, 4, "$time")
    count = ngettext("{n} plan", "{n} plans", len(names))
    return hanging(f"{count}: {', '.join(names)}", width, 4, "$muted")


def year_line(counts: Mapping[int, int], year: int, width: int) -> list[Content]:
    """Return the years with how many goals each has, the one at hand bright."""
    parts = [
        Content.assemble((str(one), "bold" if one == year else "$muted"), (f" ({count})", "$muted"))
        for one, count in sorted(counts.items())
    ]
    line = Content.assemble(
        (f"{key_of('unit_goals.before')} ", "$time"),
        Content("   ").join(parts),
        (f" {key_of('unit_goals.next')}", "$time"),
    )
    return [line.truncate(width, ellipsis=True)]
