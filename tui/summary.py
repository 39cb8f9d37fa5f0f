"""``samtale summary``: looking back on the team, for the manager and for programs."""

from __future__ import annotations

from typing import Any

from agendas.words import N_, _
from storage.home import Home
from storage.team_summary import (
    OWNERS,
    Share,
    Summary,
    calendar_year,
    summaries,
    summed_up,
    team_history,
)
from tui.failure import WrongUse
from tui.listings import print_json
from tui.progress import waiting
from tui.table import table

HEADINGS = (
    "",
    N_("Talks"),
    N_("yours"),
    N_("theirs"),
    N_("joint"),
    N_("Open"),
    N_("days old"),
    N_("unraised"),
)
"""The columns: what was held, what was on time by who had to do it, and what stands open."""


def sum_up_team(home: Home, *, year: int | None, as_json: bool) -> int:
    """Print what came of the last twelve months and the years before, or of one year."""
    from tui.keeping import kept, local_now

    today = local_now().date()
    if year is not None and year > today.year:
        raise WrongUse(_("--year: {year} is still to come").format(year=year))
    with kept(home) as store, waiting(_("Adding up"), left="") as store.progress:
        history = team_history(store, today, store.progress)
    found = summaries(history) if year is None else [summed_up(history, calendar_year(year, today))]
    if as_json:
        print_json([_values(one) for one in found])
    elif not found:
        print(_("There is nothing to look back on yet."))
    else:
        print(_("Done of what was due, talks by the cadence and actions by their deadline:"))
        rows = [_row(one, rolling=year is None and one is found[0]) for one in found]
        print(
            table([[word and _(word) for word in HEADINGS], *rows], right=range(1, len(HEADINGS)))
        )
    return 0


def _row(one: Summary, *, rolling: bool) -> list[str]:
    return [
        _("Past year") if rolling else str(one.period.last.year),
        _share(one.talks),
        *(_share(one.on_time[owner]) for owner in OWNERS),
        str(one.open_actions),
        "–" if one.median_age is None else str(one.median_age),
        str(one.never_raised),
    ]


def _share(share: Share) -> str:
    return _("{done} of {all}").format(done=share.done, all=share.of) if share.of else "–"


def _values(one: Summary) -> dict[str, Any]:
    return {
        "first": one.period.first.isoformat(),
        "last": one.period.last.isoformat(),
        "talks": {"held": one.talks.done, "due": one.talks.of},
        "actions": {
            owner: {"on_time": share.done, "due": share.of} for owner, share in one.on_time.items()
        },
        "open_actions": one.open_actions,
        "median_age_in_days": one.median_age,
        "concerns_never_raised": one.never_raised,
    }
