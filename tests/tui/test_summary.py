"""``samtale summary``: the team looked back on, for people and programs."""

from __future__ import annotations

import datetime as dt
import json

from storage.home import Home
from tests.tui.conftest import Cli


def test_the_past_year_and_the_years_before_stand_in_a_line_each_without_a_name(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    status, out, err = cli("summary")
    assert (status, err) == (0, "")
    assert "Kari" not in out
    lines = out.splitlines()
    assert lines[1].split()[0] == "Talks"
    assert [line.split()[0] for line in lines[2:]] == [
        "Past",
        *map(str, range(now.year - 1, now.year - len(lines) + 2, -1)),
    ]
    assert len({len(line.rstrip()) for line in lines[1:]}) == 1

    status, out, err = cli("summary", "--json")
    found = json.loads(out)
    assert (status, err) == (0, "")
    assert found[0]["last"] == now.date().isoformat()
    assert found[0].keys() == {
        "first",
        "last",
        "talks",
        "actions",
        "open_actions",
        "median_age_in_days",
        "concerns_never_raised",
    }
    assert 0 < found[0]["talks"]["held"] <= found[0]["talks"]["due"]
    assert set(found[0]["actions"]) == {"manager", "employee", "both"}
    assert found[0]["concerns_never_raised"] > 0


def test_one_calendar_year_can_be_asked_for_and_none_that_is_to_come(
    cli: Cli, team: Home, now: dt.datetime
) -> None:
    found = json.loads(cli("summary", "--json", "--year", str(now.year - 1))[1])
    assert found == [
        one
        for one in json.loads(cli("summary", "--json")[1])[1:]
        if one["first"][:4] == str(now.year - 1)
    ]
    this = json.loads(cli("summary", "--json", "--year", str(now.year))[1])
    assert (this[0]["first"][4:], this[0]["last"]) == ("-01-01", now.date().isoformat())
    assert cli("summary", "--year", str(now.year + 1)) == (
        2,
        "",
        f"samtale: --year: {now.year + 1} is still to come\n",
    )


def test_nothing_to_look_back_on_is_said(cli: Cli) -> None:
    assert cli("summary") == (0, "There is nothing to look back on yet.\n", "")
    assert cli("summary", "--json") == (0, "[]\n", "")
