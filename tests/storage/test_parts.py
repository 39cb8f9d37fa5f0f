from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendas.clock import Clock
from storage.employee_form import EmployeeForm
from storage.errors import Damaged
from storage.parts import apply, from_parts, parts
from storage.records import Conversation, Person, Plan, TopicNotes
from tests.storage.made_up import MONDAY, a_full_talk, a_talk, an_action

PERSON = Person(name="Kari")
CLOCK = Clock.of([5, 10, 8])


def a_copy(conversation: Conversation) -> Conversation:
    return msgspec.convert(msgspec.to_builtins(conversation), Conversation)


def changed(before: Conversation, after: Conversation) -> dict[str, bytes]:
    old = parts(before)
    return {name: text for name, text in parts(after).items() if old.get(name) != text}


@pytest.mark.parametrize(
    ("field", "value", "part"),
    [
        ("plan", Plan(actions=(an_action(),)), "plan"),
        ("clock", CLOCK.started(MONDAY), "clock"),
        ("clock", None, "clock"),
        ("notes", [TopicNotes(), TopicNotes("only here"), TopicNotes()], "notes/1"),
        ("summary", "In own words", "head"),
        ("state", "live", "head"),
        ("started_at", MONDAY, "head"),
        ("employee_preparation", "Ready", "head"),
        ("employee_form", EmployeeForm(imported_at=MONDAY), "head"),
    ],
)
def test_a_change_is_in_its_own_part_alone(field: str, value: object, part: str) -> None:
    before = a_talk(PERSON, clock=CLOCK)
    after = a_copy(before)
    setattr(after, field, value)

    assert list(changed(before, after)) == [part]
    assert apply(before, changed(before, after)) == after


def test_identity_and_revision_are_no_part() -> None:
    before, after = a_full_talk(PERSON), None
    after = a_copy(before)
    after.id, after.schema = "x", 2
    after.rev, after.parent_rev, after.base_rev = "new", "old", "oldest"

    assert parts(before) == parts(after)
    assert apply(after, parts(before)).rev == "new"


TALKS = st.builds(
    a_talk,
    st.just(PERSON),
    summary=st.text(),
    notes=st.lists(st.builds(TopicNotes, st.text(), st.text()), min_size=3, max_size=3),
    clock=st.none() | st.just(CLOCK),
    plan=st.builds(lambda text: Plan(actions=(an_action(text=text),)), st.text()),
)


@given(TALKS, TALKS)
@settings(max_examples=50)
def test_the_differing_parts_make_one_talk_of_the_other(
    before: Conversation, after: Conversation
) -> None:
    after.id = before.id
    applied = apply(before, changed(before, after))

    assert parts(applied) == parts(after)
    assert applied.id == before.id
    assert parts(from_parts(after.id, parts(after))) == parts(after)


def test_a_copy_shares_nothing_that_can_change() -> None:
    before = a_full_talk(PERSON)
    copy = apply(before, {})
    before.notes[0].manager = "changed"

    assert copy.notes[0].manager == "mine"


@pytest.mark.parametrize(
    "broken", [{"plan": b"[]"}, {"clock": b"no"}, {"head": b"{}"}, {"notes/7": b"{}"}]
)
def test_parts_of_something_else_are_refused(broken: dict[str, bytes]) -> None:
    talk = a_full_talk(PERSON)
    with pytest.raises(Damaged):
        apply(talk, broken)
    with pytest.raises(Damaged):
        from_parts(talk.id, broken)
