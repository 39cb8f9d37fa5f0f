from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from storage import merging
from storage.agreement import answer, close
from storage.merging import common_base, differing, merged, to_choose
from storage.plan import with_event
from storage.purpose import set_aim, set_purpose
from storage.records import (
    Action,
    Conversation,
    LogEntry,
    Person,
    Plan,
    Raising,
    SetAside,
    StatusChange,
    TopicNotes,
    UnitGoal,
)
from storage.uniting import Unmergeable, joined
from tests.storage.made_up import MONDAY, a_full_talk, a_talk, an_action
from tests.storage.talks import plans, talks, texts

KARI = Person(name="Kari")
lines = st.lists(st.sampled_from(["", "a", "b", "c", "- d"]), max_size=6).map("\n".join)


def versions_of(talk: Conversation, **revisions: str) -> tuple[Conversation, Conversation]:
    """Return two copies of a talk, the second saved later."""
    return replace(talk, rev="2"), replace(talk, rev="3", **revisions)


# Texts


@settings(max_examples=60)
@given(lines, lines)
def test_joined_texts_have_every_line_of_both_in_order(one: str, two: str) -> None:
    both = joined(one, two)
    for text in (one, two):
        rest = iter(both.split("\n"))
        assert not text or all(line in rest for line in text.split("\n"))
    assert set(both.split("\n")) == set(joined(two, one).split("\n"))
    assert joined(one, one) == one


def test_shared_lines_stand_once_and_long_texts_one_below_the_other() -> None:
    assert joined("a\nx\nc", "a\ny\nc") == "a\nx\ny\nc"
    long = "\n".join("ab" * 1500)
    assert joined(long, long + "\nmore") == f"{long}\n{long}\nmore"


# Whole records


@settings(max_examples=12)
@given(talks())
def test_two_equal_versions_make_the_same(talk: Conversation) -> None:
    assert merged(talk, replace(talk), None) == talk
    assert merged(talk, replace(talk), talk) == talk


@settings(max_examples=15)
@given(lines, lines, lines, plans(), plans(), texts, texts)
def test_no_line_of_either_is_lost_whichever_comes_first(
    base: str, note: str, other_note: str, plan: Plan, other_plan: Plan, text: str, other_text: str
) -> None:
    one, two = versions_of(a_talk(KARI, notes=[TopicNotes(base), TopicNotes(), TopicNotes()]))
    one.notes = [TopicNotes(note, text), *one.notes[1:]]
    two.notes = [TopicNotes(other_note, other_text), *two.notes[1:]]
    one.plan, two.plan = plan, other_plan
    set_aim(one, "development")
    two.purpose = "newer"
    this, that = merged(one, two, None), merged(two, one, None)

    assert this.purpose == that.purpose == "newer"
    assert this.aim is that.aim is None
    for side in (one, two):
        for field in ("manager", "employee"):
            kept = getattr(this.notes[0], field).split("\n")
            assert set(filter(None, getattr(side.notes[0], field).split("\n"))) <= set(kept)
            assert set(kept) == set(getattr(that.notes[0], field).split("\n"))
        for item in (*side.plan.goals, *side.plan.actions):
            (kept_item,) = [x for x in (*this.plan.goals, *this.plan.actions) if same(x, item)]
            assert set(item.history) <= set(kept_item.history)
            assert set(filter(None, item.text.split("\n"))) <= set(kept_item.text.split("\n"))
    assert this.plan.next_talk == that.plan.next_talk
    assert {one.id for one in this.plan.actions} == {one.id for one in that.plan.actions}


def same(one: object, two: object) -> bool:
    """Return whether two items of a plan are versions of the same one."""
    return type(one) is type(two) and getattr(one, "id", None) == getattr(two, "id", "")


def test_what_one_side_alone_has_changed_is_taken_from_it() -> None:
    base = replace(a_full_talk(KARI), rev="1")
    one, two = versions_of(base)
    first, second = base.plan.actions
    one.notes = [TopicNotes("mine, and more", "yours"), *base.notes[1:]]
    one.plan = replace(base.plan, actions=(replace(first, text="Reworded"),), goals=())
    two.notes = [*base.notes[:2], TopicNotes("to the plan")]
    two.summary = ""
    two.plan = replace(base.plan, actions=(first, replace(second, if_then="Then call")))

    both = merged(one, two, base)
    assert [note.manager for note in both.notes] == ["mine, and more", "", "to the plan"]
    assert both.summary == ""
    assert both.plan.goals == ()
    by_id = {one.id: one for one in both.plan.actions}
    assert by_id[first.id].text == "Reworded"
    assert by_id[second.id].if_then == "Then call"
    assert both.rev == one.rev

    without_base = merged(one, two, None)
    assert without_base.summary == base.summary
    assert without_base.plan.goals == base.plan.goals


def test_what_both_have_taken_out_is_out_and_what_one_still_works_on_stays() -> None:
    action, other = an_action(), an_action()
    base = replace(a_talk(KARI, plan=Plan(actions=(action, other))), rev="1")
    one, two = versions_of(base)
    one.plan = Plan()
    two.plan = Plan(actions=(replace(action, text="Still wanted"),))

    assert [one.text for one in merged(one, two, base).plan.actions] == ["Still wanted"]


def test_histories_of_an_agreed_plan_are_united_and_its_text_stays() -> None:
    one, two = versions_of(agreed())
    action = one.plan.actions[0]
    done = StatusChange(dt.date(2026, 5, 1), "done")
    moved = StatusChange(dt.date(2026, 4, 1), "moved", deadline=dt.date(2026, 5, 1))
    one.plan = with_event(one.plan, action.id, done)
    two.plan = with_event(two.plan, action.id, moved)

    both = merged(one, two, None)
    assert both.plan.actions[0].history == (moved, done)
    assert both.state == "agreed"


def agreed(text: str = "Ask for the course") -> Conversation:
    """Return a talk whose plan both have agreed on."""
    talk = a_talk(KARI, state="live", plan=Plan(actions=(Action(id="A", text=text),)))
    talk.plan = replace(
        talk.plan, actions=(replace(talk.plan.actions[0], owner="both", undated=True),)
    )
    for side in ("manager", "employee"):
        answer(talk, side, "agree", "", MONDAY)
    close(talk, MONDAY)
    return talk


@pytest.mark.parametrize("closed_too", [True, False])
def test_a_text_that_was_agreed_on_is_never_merged(closed_too: bool) -> None:
    one, two = versions_of(agreed())
    two.plan = agreed("Another wording").plan
    if not closed_too:
        two.state, two.answers = "live", ()
    base = replace(one, rev="1", plan=Plan(), state="live", answers=())

    for mine, other in ((one, two), (two, one)):
        with pytest.raises(Unmergeable):
            merged(mine, other, base)
        with pytest.raises(Unmergeable):
            merged(mine, other, None)


def test_an_agreed_text_that_one_side_alone_came_to_is_taken_whole() -> None:
    one, two = versions_of(agreed())
    base = replace(one, rev="1", plan=Plan(), state="live", answers=())
    two.plan, two.state, two.answers = base.plan, base.state, base.answers
    two.notes = [TopicNotes("Said later"), *two.notes[1:]]

    both = merged(one, two, base)
    assert (both.plan, both.state, both.answers) == (one.plan, "agreed", one.answers)
    assert both.notes[0].manager == "Said later"


def test_notes_of_different_agendas_are_not_mixed() -> None:
    one, two = versions_of(a_full_talk(KARI))
    two.agenda = replace(two.agenda, topics=two.agenda.topics[:2])
    with pytest.raises(Unmergeable):
        merged(one, two, None)


def test_a_persons_fields_are_chosen_by_hand_unless_one_side_left_them_alone() -> None:
    base = replace(KARI, rev="1")
    one = replace(KARI, rev="2", name="Kari N.", title="Lead")
    two = replace(KARI, rev="3", name="Kari Nordmann")
    assert to_choose(one, two, None) == ["name", "title"]
    assert to_choose(one, two, base) == ["name"]
    both = merged(one, two, base, {"name": two})

    assert (both.name, both.title) == ("Kari Nordmann", "Lead")


def test_a_log_entry_that_one_side_kept_private_stays_private() -> None:
    entry = LogEntry(person=KARI.id, on=MONDAY.date(), text="one", rev="2")
    other = replace(entry, rev="3", text="two", shared=True, kind="praise")
    both = merged(entry, other, None)

    assert (both.text, both.shared, both.kind) == ("one\ntwo", False, "praise")
    assert to_choose(entry, other, None) == []
    goal = UnitGoal(text="more", year=2026, rev="2")
    assert merged(goal, replace(goal, text="", rev="3"), None).text == "more"


def test_what_was_noted_about_an_entry_is_kept_from_both() -> None:
    entry = LogEntry(person=KARI.id, on=MONDAY.date(), text="one", rev="2")
    today = MONDAY.date()
    entry.raised = Raising(today, "calm")
    entry.set_aside = SetAside(today, "let_go", "long ago")
    other = replace(entry, rev="3", raised=Raising(today, "heard"), set_aside=None)
    for both in (merged(entry, other, None), merged(other, entry, None)):
        assert both.raised == Raising(today, "calm\nheard")
        assert both.set_aside == entry.set_aside


def test_words_of_ones_own_for_what_a_talk_is_are_kept_from_both() -> None:
    one, two = versions_of(a_talk(KARI))
    assert merged(one, two, None).purpose == ""
    set_purpose(one, "to hear how it is")
    assert merged(one, two, None).purpose == "to hear how it is"
    set_aim(two, "development")
    assert merged(two, one, None).purpose == "to hear how it is"
    set_purpose(two, "the new job")
    both = merged(two, one, None)
    assert (both.purpose, both.aim) == ("to hear how it is\nthe new job", None)
    set_aim(one, "ideas")
    set_aim(two, "development")
    assert merged(one, two, None).aim == "development"


def test_a_note_to_an_answer_is_kept_or_the_two_are_not_merged() -> None:
    one, two = versions_of(a_talk(KARI))
    for talk, note in ((one, "half of it"), (two, "the goal")):
        answer(talk, "employee", "disagree", note, MONDAY)
    note = merged(one, two, None).answers[0].note
    assert sorted(note.split("\n")) == ["half of it", "the goal"]
    answer(two, "employee", "agree", "", MONDAY + dt.timedelta(hours=1))
    with pytest.raises(Unmergeable, match="differently"):
        merged(one, two, None)


def test_an_answer_that_was_given_anew_takes_the_place_of_the_one_before() -> None:
    base = replace(a_talk(KARI), rev="1")
    answer(base, "employee", "disagree", "the goal", MONDAY)
    answer(base, "manager", "disagree", "the date", MONDAY)
    one, two = versions_of(base)
    answer(one, "employee", "agree", "", MONDAY + dt.timedelta(hours=1))
    answer(two, "manager", "agree", "", MONDAY + dt.timedelta(hours=2))
    both = merged(one, two, base)
    assert {(given.side, given.kind, given.note) for given in both.answers} == {
        ("employee", "agree", ""),
        ("manager", "agree", ""),
    }


# The base


def test_the_common_base_is_a_version_that_both_stem_from() -> None:
    base = replace(KARI, rev="1")
    one = replace(KARI, rev="5", parent_rev="4", base_rev="1")
    two = replace(KARI, rev="6", parent_rev="3", base_rev="1")
    assert common_base(one, two, [base]) is base
    assert common_base(one, two, []) is None
    assert common_base(one, replace(two, base_rev="2"), [base]) is None
    assert common_base(one, replace(two, parent_rev="5"), [base]) is one
    assert common_base(replace(KARI), replace(KARI), [replace(KARI)]) is None


def test_what_tells_versions_apart_is_no_difference() -> None:
    one, two = versions_of(a_full_talk(KARI), parent_rev="2", base_rev="1")
    assert differing(one, two) == []
    assert differing(one, replace(two, summary="x", purpose="y")) == ["purpose", "summary"]
    assert set(merging.OF_THE_STORE) < set(one.__struct_fields__)
