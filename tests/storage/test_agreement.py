"""What both agree on, that it can't change unseen, and when a talk can be closed."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from storage.agreement import (
    AgreementError,
    answer,
    canonical_text,
    close,
    complete,
    fingerprint,
    missing,
    reopen,
    valid_answers,
)
from storage.employee_form import EmployeeForm
from storage.plan import with_event
from storage.records import Action, Answer, Conversation, Feedback, Goal, Plan, StatusChange
from tests.storage.talks import OSLO, example, talks

AT = dt.datetime(2026, 3, 3, 14, tzinfo=OSLO)
LATER = AT + dt.timedelta(days=1)


def answered(manager: str = "agree", employee: str = "agree") -> Conversation:
    talk = example()
    answer(talk, "employee", employee, "merknad", AT)  # type: ignore[arg-type]
    answer(talk, "manager", manager, "merknad", AT)  # type: ignore[arg-type]
    return talk


def test_the_canonical_text_is_compact_sorted_and_complete() -> None:
    text = canonical_text(example())
    told = json.loads(text)
    assert text == json.dumps(told, sort_keys=True, separators=(",", ":"))
    assert text.isascii()
    assert told["samtale"] == 1
    assert (told["employee"], told["manager"]) == ("Kari Nordmann", "Siri Berg")
    assert (told["day"], told["title"]) == ("2026-03-03", "Medarbeidersamtale")
    assert [goal["text"] for goal in told["goals"]] == [
        "Lede ett kundeprosjekt innen sommeren",
        "Bli tryggere på å holde foredrag",
    ]
    assert told["goals"][0]["actions"][0] == {
        "text": "Melde på prosjektlederkurs",
        "owner": "manager",
        "deadline": "2027-01-15",
        "undated": False,
        "if_then": "Er kurset fullt, spør vi Ola",
        "carried_from": [],
    }
    assert [action["text"] for action in told["actions"]] == ["Rydde i arkivet"]
    for hidden in ("C1", "P1", "G1", "A1", "venter på kunden"):
        assert f'"{hidden}"' not in text


def test_the_fingerprint_of_a_known_text_never_changes() -> None:
    assert fingerprint(example()) == (
        "dc27710916cb88cbc353bd7b99224301e85fa867ab23c7e4c764e0d34d2a6f62"
    )


def _goal(**changes: object) -> Callable[[Conversation], None]:
    def change(talk: Conversation) -> None:
        goals = (replace(talk.plan.goals[0], **changes), *talk.plan.goals[1:])
        talk.plan = replace(talk.plan, goals=goals)

    return change


def _action(**changes: object) -> Callable[[Conversation], None]:
    def change(talk: Conversation) -> None:
        actions = (replace(talk.plan.actions[0], **changes), *talk.plan.actions[1:])
        talk.plan = replace(talk.plan, actions=actions)

    return change


def _plan(**changes: object) -> Callable[[Conversation], None]:
    def change(talk: Conversation) -> None:
        talk.plan = replace(talk.plan, **changes)

    return change


def _talk(**changes: object) -> Callable[[Conversation], None]:
    def change(talk: Conversation) -> None:
        for name, value in changes.items():
            setattr(talk, name, value)

    return change


DAY = dt.date(2030, 1, 1)


@pytest.mark.parametrize(
    "change",
    [
        _goal(text="x"),
        _goal(kind="development"),
        _goal(why="x"),
        _goal(unit_goal="x"),
        _goal(reached_when="x"),
        _goal(support="x"),
        _goal(carried_from=()),
        _action(text="x"),
        _action(owner="both"),
        _action(deadline=DAY),
        _action(deadline=None),
        _action(deadline=None, undated=True),
        _action(if_then=""),
        _action(carried_from=(DAY,)),
        _action(goal=None),
        _action(goal="G2"),
        _plan(to_employee=Feedback()),
        _plan(to_manager=Feedback()),
        _plan(next_talk=None),
        _plan(next_follow_up=DAY),
        _plan(goals=example().plan.goals[::-1]),
        _plan(actions=example().plan.actions[:2]),
        _talk(employee_name="x"),
        _talk(manager_name="x"),
        _talk(purpose="x"),
        _talk(summary="x"),
        _talk(started_at=dt.datetime(2026, 3, 4, 13, tzinfo=OSLO)),
        _talk(agenda=replace(example().agenda, title="x")),
    ],
)
def test_a_change_of_the_agreed_text_makes_every_answer_stale(
    change: Callable[[Conversation], None],
) -> None:
    talk = answered()
    assert len(valid_answers(talk)) == 2
    change(talk)
    assert valid_answers(talk) == ()
    with pytest.raises(AgreementError):
        close(talk, AT)


@pytest.mark.parametrize(
    "change",
    [
        _action(id="x", thread="y"),
        _plan(actions=tuple(example().plan.actions[at] for at in (2, 0, 1))),
        _talk(id="x", person="x", previous="x"),
        _talk(employee_preparation="x", notes=[]),
        _talk(employee_form=EmployeeForm(imported_at=AT), form_sent=None),
        _talk(started_at=dt.datetime(2026, 3, 3, 15, tzinfo=OSLO), ended_at=AT),
        _talk(agenda=replace(example().agenda, id="x", intro="x")),
    ],
)
def test_what_is_not_agreed_on_leaves_the_answers_valid(
    change: Callable[[Conversation], None],
) -> None:
    talk = answered()
    change(talk)
    assert len(valid_answers(talk)) == 2


@settings(max_examples=40)
@given(talks())
def test_any_talk_has_a_fingerprint_that_following_up_leaves_alone(talk: Conversation) -> None:
    before = fingerprint(talk)
    assert len(before) == 64
    for item in (*talk.plan.goals, *talk.plan.actions):
        talk.plan = with_event(talk.plan, item.id, StatusChange(DAY, "done", "x"))
    assert fingerprint(talk) == before


def test_what_actions_lack_is_told_in_their_order() -> None:
    plan = Plan(
        goals=(Goal(id="g", text=""),),
        actions=(
            Action(id="loose", text=""),
            Action(id="under", text="", goal="g", owner="both"),
            Action(id="undated", text="", owner="both", undated=True),
        ),
    )
    assert [(one.action.id, one.what) for one in missing(plan)] == [
        ("under", "deadline"),
        ("loose", "owner"),
        ("loose", "deadline"),
    ]
    assert not complete(plan)
    assert complete(example().plan)


def test_an_answer_takes_the_place_of_the_earlier_one() -> None:
    talk = example()
    answer(talk, "employee", "agree", "", AT)
    answer(talk, "manager", "agree", "", AT)
    answer(talk, "employee", "disagree", "nei\ntakk", LATER)
    mine = Answer(
        side="employee", kind="disagree", at=LATER, fingerprint=fingerprint(talk), note="nei\ntakk"
    )
    assert talk.answer_of("employee") == mine
    assert len(talk.answers) == 2


@pytest.mark.parametrize("kind", ["agree_with_note", "disagree"])
def test_an_answer_that_calls_for_a_note_needs_one(kind: str) -> None:
    talk = example()
    with pytest.raises(AgreementError, match="note"):
        answer(talk, "employee", kind, " \n", AT)  # type: ignore[arg-type]
    assert talk.answers == ()


@pytest.mark.parametrize(
    ("manager", "employee", "state"),
    [
        ("agree", "agree", "agreed"),
        ("agree", "agree_with_note", "agreed"),
        ("agree", "disagree", "closed"),
        ("disagree", "disagree", "closed"),
    ],
)
def test_closing(manager: str, employee: str, state: str) -> None:
    talk = answered(manager, employee)
    close(talk, LATER)
    assert (talk.state, talk.ended_at) == (state, LATER)


def test_closing_leaves_the_time_that_the_talk_ended() -> None:
    talk = answered()
    talk.ended_at = AT
    close(talk, LATER)
    assert talk.ended_at == AT


def test_closing_says_what_is_missing_and_leaves_the_talk_open() -> None:
    talk = example()
    with pytest.raises(AgreementError, match="Neither has answered"):
        close(talk, AT)
    answer(talk, "employee", "agree", "", AT)
    with pytest.raises(AgreementError, match="Siri Berg has not answered"):
        close(talk, AT)
    answer(talk, "manager", "agree", "", AT)
    talk.answers = talk.answers[1:]
    with pytest.raises(AgreementError, match="Kari Nordmann has not answered"):
        close(talk, AT)
    talk.plan = replace(talk.plan, actions=(Action(text="Rydde\ni arkivet", owner="both"),))
    with pytest.raises(AgreementError, match="“Rydde i arkivet” has no deadline"):
        close(talk, AT)
    talk.plan = replace(talk.plan, actions=(Action(text="Rydde", undated=True),))
    with pytest.raises(AgreementError, match="“Rydde” has no owner"):
        close(talk, AT)
    assert (talk.state, talk.ended_at) == ("live", None)


def test_a_closed_talk_takes_no_answer_and_is_not_closed_twice() -> None:
    talk = answered()
    close(talk, AT)
    with pytest.raises(AgreementError):
        answer(talk, "employee", "disagree", "likevel ikke", LATER)
    with pytest.raises(AgreementError):
        close(talk, LATER)
    assert (talk.state, len(valid_answers(talk))) == ("agreed", 2)


def test_reopening_keeps_the_closed_version_and_asks_both_anew() -> None:
    talk = answered()
    close(talk, AT)
    agreed, answers = talk.plan, talk.answers
    reopen(talk, LATER)
    assert (talk.state, talk.answers) == ("live", ())
    version = talk.versions[0]
    assert (version.plan, version.summary, version.answers) == (agreed, talk.summary, answers)
    assert (version.closed_at, version.reopened_at) == (AT, LATER)
    with pytest.raises(AgreementError):
        close(talk, LATER)
    with pytest.raises(AgreementError):
        reopen(talk, LATER)
    assert len(talk.versions) == 1
