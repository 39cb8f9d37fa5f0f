"""Columns stand where the words end, and what is widest gives way."""

from __future__ import annotations

from textual.content import Content

from screens.columns import Columns, widest
from screens.due_rows import DueRows
from screens.painting import MEASURE
from screens.people_rows import TeamRows
from screens.plan_rows import open_row, past_row, row_width
from screens.plan_words import Parties
from storage.due import Due
from storage.records import Action, Goal
from tests.storage.test_due import TODAY, somebody


def row(columns: Columns, words: str, width: int) -> str:
    return columns.row(map(Content, words.split()), width).plain


def test_columns_are_as_wide_as_their_words_whatever_room_there_is() -> None:
    columns = Columns((5, 3, 4))
    assert row(columns, "Ingar for alle", 200) == "Ingar    for    alle"
    assert row(columns, "Ida om to", 200) == "Ida      om     to  "
    assert columns.width == 20


def test_gaps_give_way_before_words_and_of_those_only_the_names() -> None:
    columns = Columns((10, 3, 4))
    assert row(columns, "Charlottea for alle", 19) == "Charlottea for alle"
    assert row(columns, "Charlottea for alle", 15) == "Charl… for alle"
    assert all(len(row(columns, "Charlottea for alle", width)) <= width for width in range(9, 40))
    both = Columns((10, 8, 4), names=2)
    assert row(both, "Charlottea Fagkurse alle", 18) == "Charl… Fagku… alle"


def test_an_empty_column_takes_no_room() -> None:
    assert row(Columns((3, 0, 4)), "for x alle", 40) == "for    alle"


def test_words_are_measured_as_they_are_painted() -> None:
    assert widest(["en\nto", "日本語"]) == 6
    assert widest([]) == 0


def test_no_name_of_the_team_is_cut_where_there_is_room() -> None:
    names = ["Jonas Lie Pettersen", "Kari Nordmann"]
    team = [somebody(name) for name in names]
    rows = TeamRows(team, TODAY)
    for width in (56, 76, 116, 196):
        assert all(one.name in rows.row(one, width).plain for one in team)
        heads = rows.heads(width).plain
        assert rows.row(team[1], width).plain.index("not planned") == heads.index("Next")


def test_the_log_is_no_column_where_there_is_nothing_in_it() -> None:
    praised = somebody(praise=3)
    for width, team, told in (
        (116, [somebody()], False),
        (116, [praised], True),
        (76, [praised], False),
        (76, [praised, somebody("Ola", unraised=1)], True),
    ):
        assert ("Log" in TeamRows(team, TODAY).heads(width).plain) is told


def test_the_words_of_what_is_due_are_whole_beside_the_rest_or_below_it() -> None:
    words = "Lage en plan for de første fire ukene"
    due = Due(what="promise", person="k", name="Kari Nordmann", on=TODAY, action="a")
    rows = DueRows([due], {"a": words}, TODAY)
    assert rows.row(due, 116).plain.splitlines()[0].endswith(words)
    head, below = rows.row(due, 56).plain.splitlines()
    assert "Kari Nordmann" in head
    assert below.strip() == words


def test_rows_of_an_earlier_plan_end_near_their_words_and_are_whole_when_followed_up() -> None:
    parties = Parties("Siri", "Kari")
    action = Action(text="Lage en plan for de første fire ukene", owner="manager", deadline=TODAY)
    assert row_width([action], 200) == MEASURE
    assert row_width([Goal(text="x" * 90)], 200) > MEASURE
    followed_up = open_row(action, parties, TODAY, 56).plain
    assert "Siri" in followed_up.splitlines()[0]
    assert " ".join(followed_up.replace("Siri", "").split()).endswith("fire ukene")
    assert "…" in past_row(action, parties, TODAY, 56).plain
