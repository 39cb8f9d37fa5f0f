"""Looking back on the team: in bars, for the manager alone."""

from __future__ import annotations

import datetime as dt

import pytest
from textual.pilot import Pilot

from screens.desk import Desk
from screens.people import PeopleScreen
from screens.summary import SummaryScreen
from screens.summary_rows import bar, period_row, summary_lines
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.records import Conversation, LogEntry
from storage.team_summary import OWNERS, Period, Share, Summary
from tests.screens.driving import press
from tui.app import SamtaleApp

TODAY = dt.date(2026, 11, 23)


async def chosen(pilot: Pilot[None]) -> str:
    """Return what is said of the chosen period, when it is added up."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return str(pilot.app.screen.query_one("#chosen", Painted).content)


async def test_each_period_is_shown_in_full_when_it_is_chosen_and_nothing_while_shared(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "b")
        assert await chosen(pilot) == "Det er ikke noe å se tilbake på ennå. Esc går tilbake."
        last_year: Conversation = request.getfixturevalue("last_year")
        concern = LogEntry(person=last_year.person, on=desk.today, kind="concern", text="Hemmelig")
        desk.store.save(concern)
        await press(pilot, "escape", "f9", "b")
        assert isinstance(app.screen, PeopleScreen)
        assert desk.view.team_summaries(desk.today) == []
        await press(pilot, "f9", "enter", "b")
        assert isinstance(app.screen, SummaryScreen)
        said = await chosen(pilot)
        assert (
            "Siste tolv måneder" in said and "Bekymringer aldri tatt opp                 1" in said
        )
        rows = app.screen.query_one(Rows)
        assert [str(option.prompt).split()[0] for option in rows.options] == ["Siste", "2025"]
        shown = said + "".join(str(option.prompt) for option in rows.options)
        assert not any(word in shown for word in ("Kari", "Ola", "Hemmelig"))

        await press(pilot, "down")
        said = await chosen(pilot)
        assert said.startswith("2025") and "andre år" in said
        assert "Samtaler holdt                        1 av 1  ━" in said
        assert all(len(line) <= 77 for line in said.splitlines())
        await press(pilot, "f9")
        assert desk.shared_with is None
        await press(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)


def test_a_bar_is_as_long_as_its_share() -> None:
    assert str(bar(Share(1, 4), 4, "$good")) == "━───"
    assert str(bar(Share(1, 8), 4, "$good")) == "╸───"
    assert str(bar(Share(3, 3), 4, "$good")) == "━━━━"
    assert str(bar(Share(0, 0), 4, "$good")) == "────"


def test_a_line_fits_every_width_and_little_short_of_all_is_not_all() -> None:
    one = Summary(
        Period(dt.date(2025, 1, 1), dt.date(2025, 12, 31)),
        Share(499, 500),
        {owner: Share(0, 0) for owner in OWNERS},
        2347,
        1456,
        248,
    )
    for width in (55, 75, 113, 200):
        above = summary_lines(one, TODAY, width, others=True)
        assert all(line.cell_length <= width for line in above)
        assert any("1456" in line.plain and "…" not in line.plain for line in above)
        row = period_row(one, TODAY, width)
        assert row.cell_length <= width
        assert "99" in str(row) and "2025" in str(row)
        assert ("1456" in str(row)) == (width >= 75)  # else it stands in the lines above alone
