"""The manager's points: each in one place at a time, private or shared, and lost from neither."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agendas.agenda import Agenda, Prompt, Role, Topic
from storage.employee_form import Answered
from storage.forms.answers import employee_form
from storage.forms.form import form_of
from storage.looking_back import Past
from storage.merging import merged
from storage.placing import topic_of_answer, topic_of_items, topic_of_point
from storage.points import KINDS, Points, from_note, owed
from storage.records import (
    Action,
    Conversation,
    Example,
    Goal,
    LogEntry,
    Point,
    Preparation,
    StatusChange,
)
from tests.storage.made_up import MONDAY
from tests.storage.test_form import AGENDA, coming

DAY = dt.date(2026, 5, 17)


def talk_with(*points: Point, roles: tuple[Role, ...] = ("notes",)) -> Conversation:
    """Return a talk with shared points, whose topics have those roles."""
    topics = tuple(Topic(str(number), 5, role) for number, role in enumerate(roles))
    agenda = Agenda("a", "nb", "Samtale", topics)
    return Conversation(
        person="P", employee_name="K", manager_name="S", agenda=agenda, shared_points=points
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("put", "share")),
            st.integers(0, 3),
            st.sampled_from(("", " ", "x", "y")),
        ),
        max_size=20,
    )
)
def test_a_point_stands_in_one_place_and_is_shared_only_if_asked(
    steps: list[tuple[str, int, str]],
) -> None:
    points = Points(talk_with(), Preparation(person="P"))
    said: dict[str, str] = {}
    shared: set[str] = set()
    for step, number, text in steps:
        id_ = str(number)
        if step == "put":
            changed = points.put(Point(id=id_, kind="more", text=text))
            assert changed == [points.conversation if id_ in shared else points.preparation]
            said.pop(id_, None)
            if text.strip():
                said[id_] = text
            else:
                shared.discard(id_)
        elif points.share(id_):
            shared ^= {id_}
        assert {one.id for one in points.conversation.shared_points} == shared
        assert {one.id for one in points.preparation.points} == set(said) - shared
        assert [one.text for one in points.of("more")] == [said[key] for key in sorted(said)]


def test_what_a_point_comes_into_is_saved_before_what_it_leaves() -> None:
    talk, preparation = talk_with(), Preparation(person="P")
    points = Points(talk, preparation)
    point = Point(kind="keep", text="roen")
    points.put(point)
    before = preparation.points
    assert points.share(point.id) == [talk, preparation]
    preparation.points = before  # a crash came before it was saved
    again = Points(talk, preparation)
    assert again.of("keep") == [point]
    assert again.share(point.id) == [preparation, talk]
    changed = Point(id=point.id, kind="keep", text="roen din")
    both = Points(talk_with(changed), Preparation(person="P", points=(point,)))
    assert {one.text for one in both.of("keep")} == {"roen", "roen din"}
    assert len({one.id for one in both.of("keep")}) == 2


def test_a_note_becomes_an_example_with_its_words_and_its_day() -> None:
    for kind, expected in (
        ("praise", "strength"),
        ("observation", "strength"),
        ("concern", "less"),
    ):
        note = LogEntry(id="L", person="P", on=DAY, kind=kind, text="Tok ordet")  # type: ignore[arg-type]
        point = from_note(note)
        assert (point.kind, point.text) == (expected, "")
        assert point.example == Example("L", DAY, "Tok ordet")
        points = Points(talk_with(point), Preparation(person="P"))
        assert points.drawn_from("L") == point
        assert points.drawn_from("") is None


def test_what_the_manager_owes_is_open_and_the_managers() -> None:
    done = StatusChange(DAY, "done")
    items = (
        Action(text="kurs", owner="manager"),
        Action(text="rydde", owner="both"),
        Action(text="lese", owner="employee"),
        Action(text="alt gjort", owner="manager", history=(done,)),
        Goal(text="lede"),
    )
    assert [one.item.text for one in owed(Past("C", DAY, item) for item in items)] == [
        "kurs",
        "rydde",
    ]


def test_each_point_has_its_topic_in_every_agenda() -> None:
    annual = talk_with(roles=("notes", "review", "notes", "feedback", "notes", "plan", "agree"))
    topics = {kind: topic_of_point(Point(kind=kind), annual.agenda) for kind in KINDS}
    assert topics == {
        **dict.fromkeys(("insight", "curiosity"), 0),
        **dict.fromkeys(("strength", "more", "less", "keep"), 3),
        **dict.fromkeys(("expectation", "unit_goal"), 4),
    }
    asked = [Answered(topic, "?", "x") for topic in ("2", "gone")]
    asked += [Answered("", "?", "x", asks) for asks in ("more", "less", "keep", "wishes")]
    assert [topic_of_answer(one, annual.agenda) for one in asked] == [2, 0, 3, 3, 3, 4]
    assert topic_of_items(annual.agenda) == 1
    for roles in (("plan",), ("review", "plan"), ("notes", "notes")):
        agenda = talk_with(roles=roles).agenda
        assert all(0 <= topic_of_answer(one, agenda) < len(roles) for one in asked)
        for kind in KINDS:
            assert 0 <= topic_of_point(Point(kind=kind), agenda) < len(roles)


def test_two_versions_keep_what_each_has_written_and_what_one_took_out_is_gone() -> None:
    first, second = Point(kind="more", text="faget"), Point(kind="less", text="møter")
    base = Preparation(id="C", person="P", points=(first, second), rev="1")
    new = Point(kind="keep", text="roen")
    longer = Point(id=first.id, kind="more", text="faget\nog ro")
    mine = Preparation(id="C", person="P", points=(longer, second, new), rev="2", parent_rev="1")
    other = Preparation(id="C", person="P", points=(first,), rev="3", parent_rev="1")
    assert merged(mine, other, base).points == (longer, new)
    apart = merged(mine, Preparation(id="C", person="P", points=(second,), rev="3"), None)
    assert apart.points == (longer, second, new)


@pytest.mark.parametrize("title", ["Trivsel  og miljø", "Trivsel og\u00a0miljø"])
def test_an_answer_finds_its_topic_whatever_the_spaces_in_its_title(title: str) -> None:
    topics = (Topic("Åpning", 5), Topic(title, 5, prompts=(Prompt("Hva er bra her?"),)))
    agenda = replace(AGENDA, topics=topics)
    form = form_of(coming(agenda), None)
    answered = employee_form(form, {"topic/1/0": "svar"}, at=MONDAY)
    assert [topic_of_answer(one, agenda) for one in answered.answers] == [1]
