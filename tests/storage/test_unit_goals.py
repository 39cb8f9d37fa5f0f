"""The unit's goals: copied from year to year, served by plans, read from Markdown."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.agreement import fingerprint
from storage.cards import card_of
from storage.imports.trouble import Trouble
from storage.imports.unit_goals import YEARS, Read, read_unit_goals
from storage.records import Goal, Person, Plan, UnitGoal
from storage.sharing import View
from storage.unit_goals import called, carried_into, new_among, of_year, serving
from tests.storage.made_up import MONDAY, a_held_talk, a_talk
from tests.storage.memory_store import MemoryStore
from tests.storage.talks import example

DAY = MONDAY.date()
SAME_DAY = UnitGoal(text="Svar samme dag", year=2026)
WEEKLY = UnitGoal(text="Ny versjon hver uke", year=2026)


def test_last_years_goals_are_copied_once_and_keep_their_thread() -> None:
    renamed = UnitGoal(text="Svar i løpet av dagen", year=2027, thread=SAME_DAY.id)
    own = UnitGoal(text=" ny versjon  hver uke", year=2027)
    (copied, other) = carried_into(2027, [SAME_DAY, WEEKLY])
    assert (copied.text, copied.year, copied.thread) == (SAME_DAY.text, 2027, SAME_DAY.id)
    assert copied.id != SAME_DAY.id and other.thread == WEEKLY.id
    assert carried_into(2027, [SAME_DAY, WEEKLY, renamed, own]) == []
    assert carried_into(2026, [SAME_DAY, WEEKLY]) == []


def test_what_a_year_has_already_is_not_new() -> None:
    new = new_among(["NY VERSJON hver uke", "Lære", " lære ", "Dele"], [SAME_DAY, WEEKLY], 2026)
    assert [(goal.text, goal.year) for goal in new] == [("Lære", 2026), ("Dele", 2026)]
    assert len(new_among(["Ny versjon hver uke"], [WEEKLY], 2027)) == 1
    assert called("svar  SAMME dag", [WEEKLY, SAME_DAY]) is SAME_DAY
    assert of_year([WEEKLY, SAME_DAY], 2026) == sorted((SAME_DAY, WEEKLY), key=lambda one: one.id)


def test_a_goal_is_served_by_who_points_at_it_or_at_the_one_that_it_carries_on() -> None:
    (next_year,) = carried_into(2027, [SAME_DAY])
    found = serving(
        [SAME_DAY, next_year, WEEKLY],
        [("Kari", [SAME_DAY.id, next_year.id]), ("Ola", [next_year.id, "gone"]), ("Per", [])],
    )
    assert found == {SAME_DAY.id: ["Kari", "Ola"]}


def test_the_id_of_a_unit_goal_is_no_part_of_what_was_agreed() -> None:
    talk = example()
    before = fingerprint(talk)
    goals = tuple(msgspec.structs.replace(goal, unit_goal_id="U") for goal in talk.plan.goals)
    talk.plan = msgspec.structs.replace(talk.plan, goals=goals)
    assert fingerprint(talk) == before


def test_plans_from_the_newest_yearly_talk_on_count_unless_a_goal_was_dropped() -> None:
    store = MemoryStore(None)  # type: ignore[arg-type]
    kari, ola = Person(name="Kari"), Person(name="Ola", archived=True)
    (next_year,) = carried_into(2027, [SAME_DAY])
    for record in (kari, ola, SAME_DAY, WEEKLY, next_year):
        store.save(record)

    def agreed(person: Person, day: object, *ids: str) -> None:
        goals = tuple(Goal(text="…", unit_goal_id=one) for one in ids)
        store.save(a_held_talk(person, day, plan=Plan(goals=goals)))  # type: ignore[arg-type]

    agreed(kari, DAY.replace(year=DAY.year - 1), WEEKLY.id)
    agreed(kari, DAY, SAME_DAY.id)
    agreed(ola, DAY, WEEKLY.id)
    view = View(store)
    assert view.serving() == {SAME_DAY.id: ["Kari"]}
    assert view.unserved(2026) == [WEEKLY]
    assert view.unserved(2027) == []

    weekly = Goal(text="…", unit_goal_id=WEEKLY.id)
    coming = a_talk(kari, planned_at=MONDAY, plan=Plan(goals=(weekly,)))
    store.save(coming)
    assert view.unserved(2026) == []
    shared = View(store, kari.id)
    assert shared.serving() == {} and shared.unserved(2026) == []
    assert shared.unit_goals(2026, 2027) == [*of_year([SAME_DAY, WEEKLY], 2026), next_year]

    from storage.plan import with_event
    from storage.records import StatusChange

    dropped = with_event(coming.plan, coming.plan.goals[0].id, StatusChange(DAY, "dropped"))
    assert card_of(msgspec.structs.replace(coming, plan=dropped)).unit_goals == ()  # type: ignore[union-attr]


# From Markdown


def test_goals_stand_in_lists_below_a_heading_with_their_year() -> None:
    text = (
        "# Mål for avdelingen 2027\n\n- Svar\n  samme dag\n- \\*Lære\\* av feil\n\n"
        "## Kunder\n* [Én] til\n\n# 2028\n- Svar samme dag\n"
    )
    assert read_unit_goals(text) == [
        Read(2027, "Svar samme dag", 3),
        Read(2027, "*Lære* av feil", 5),
        Read(2027, "[Én] til", 8),
        Read(2028, "Svar samme dag", 11),
    ]


def test_the_example_in_the_documentation_reads() -> None:
    page = (Path(__file__).parents[2] / "docs" / "goals.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```markdown\n(.*?)```", page, re.DOTALL)
    assert [one.year for one in read_unit_goals(example)] == [2027, 2027, 2027, 2028]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "expected a heading with a year, and below it"),
        ("# 2027\n", 1, "expected a heading with a year, and below it"),
        ("- Svar\n", 1, "expected a heading with a year first"),
        ("# Mål\n- Svar\n", 2, "expected a heading with a year first"),
        ("# Mål 120270\n- Svar\n", 2, "expected a heading with a year first"),
        ("# 2027\n- Svar\n\n# 2027–2028\n- Lære\n", 4, "one year in this heading"),
        ("# 2027\n\nVi vil mye.\n\n- Svar\n", 3, "a paragraph has no place here; goals stand in"),
        ("# 2027\n1. Svar\n", 2, "a numbered list has no place"),
        ("---\nyear: 2027\n---\n# 2027\n- Svar\n", 1, "front matter has no place"),
        ("# 2027\n- Svar\n- Lære\n  - av feil\n", 3, "a goal is one paragraph"),
        ("# 2027\n-\n", 2, "a goal is one paragraph"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(Trouble) as caught:
        read_unit_goals(text)
    assert caught.value.line == line
    assert reason in caught.value.reason


GOOD = ["# 2027\n", "## a\n", "- x\n", "* y\n"]
pieces = st.sampled_from([*GOOD, "\n", "  ", "> q\n", "2028 ", "\x00"])


@given(st.lists(pieces, max_size=12).map("".join))
def test_any_text_is_goals_or_one_line_that_is_wrong(text: str) -> None:
    try:
        found = read_unit_goals(text)
    except Trouble as trouble:
        assert 1 <= trouble.line <= text.count("\n") + 1
    else:
        assert found and all(one.text.strip() and one.year in YEARS for one in found)
