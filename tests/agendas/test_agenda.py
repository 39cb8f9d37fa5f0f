from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agendas.agenda import Agenda, Prompt, Topic


def agenda_of(*minutes: int, every: str = "") -> Agenda:
    topics = tuple(
        Topic(f"Topic {n}", length, prompts=(Prompt("Why?"),), hints=("Listen.",))
        for n, length in enumerate(minutes, start=1)
    )
    return Agenda("talk", "en", "Talk", topics, every=every)


def lengths(agenda: Agenda) -> list[int]:
    return [topic.minutes for topic in agenda.topics]


topic_minutes = st.lists(st.integers(1, 600), min_size=1, max_size=15)


@st.composite
def agendas_and_lengths(draw: st.DrawFn) -> tuple[Agenda, int]:
    minutes = draw(topic_minutes)
    return agenda_of(*minutes), draw(st.integers(len(minutes), 2000))


@given(agendas_and_lengths())
@settings(max_examples=200)
def test_stretching_is_exact_fair_and_leaves_every_topic_a_minute(case: tuple[Agenda, int]) -> None:
    agenda, total = case
    stretched = agenda.stretched(total)

    assert stretched.minutes == total
    assert min(lengths(stretched)) >= 1
    by_length = sorted(zip(lengths(agenda), lengths(stretched), strict=True))
    for (shorter, its_share), (longer, other_share) in pairwise(by_length):
        assert its_share <= other_share or shorter == longer


@given(agendas_and_lengths())
def test_stretching_keeps_proportions_to_the_minute(case: tuple[Agenda, int]) -> None:
    agenda, total = case
    due = [minutes * total / agenda.minutes for minutes in lengths(agenda)]
    if min(due) >= 1:
        shares = lengths(agenda.stretched(total))
        assert all(abs(share - owed) < 1 for share, owed in zip(shares, due, strict=True))


@given(topic_minutes)
def test_stretching_to_its_own_length_changes_nothing(minutes: list[int]) -> None:
    agenda = agenda_of(*minutes)
    assert agenda.stretched(agenda.minutes) == agenda


@pytest.mark.parametrize(
    ("minutes", "total", "shares"),
    [
        ([5, 10, 12, 10, 13, 8, 2], 90, [8, 15, 18, 15, 19, 12, 3]),
        ([100, 1, 1], 3, [1, 1, 1]),
        ([50, 40, 1], 10, [5, 4, 1]),
        ([1, 1, 1], 5, [2, 2, 1]),
    ],
)
def test_stretched_lengths(minutes: list[int], total: int, shares: list[int]) -> None:
    assert lengths(agenda_of(*minutes).stretched(total)) == shares


def test_stretching_touches_nothing_but_minutes() -> None:
    agenda = agenda_of(5, 10, every="12 months")
    assert agenda.stretched(30).stretched(15) == agenda


def test_more_topics_than_minutes_is_refused_with_the_least_length() -> None:
    with pytest.raises(ValueError, match="3 topics need at least 3 minutes"):
        agenda_of(5, 5, 5).stretched(2)


def test_what_serves_the_aim_is_asked_first_and_the_rest_as_it_stands() -> None:
    a, b, c = Prompt("A?"), Prompt("B?", ("ideas",)), Prompt("C?", ("motivation", "ideas"))
    topic = Topic("Opening", 5, prompts=(a, b, c))
    assert topic.prompts_for(None) == (a, b, c)
    assert topic.prompts_for("ideas") == (b, c, a)
    assert topic.prompts_for("motivation") == (c, a, b)
    assert topic.prompts_for("wellbeing") == (a, b, c)


def test_without_hints_nothing_else_is_lost() -> None:
    agenda = agenda_of(5, 10)
    shown = agenda.without_hints()
    assert [topic.hints for topic in shown.topics] == [(), ()]
    assert [(t.title, t.minutes, t.prompts) for t in shown.topics] == [
        (t.title, t.minutes, t.prompts) for t in agenda.topics
    ]


@pytest.mark.parametrize(
    ("every", "months", "annual"),
    [
        ("12 months", 12, True),
        ("1 year", 12, True),
        ("2 years", 24, True),
        ("6 months", 6, True),
        ("3 months", 3, False),
        ("1 month", 1, False),
        ("2 weeks", 0, False),
        ("90 days", 0, False),
        ("now and then", 0, False),
        ("", 0, False),
    ],
)
def test_months_between_talks(every: str, months: int, annual: bool) -> None:
    agenda = agenda_of(5, every=every)
    assert (agenda.months, agenda.annual) == (months, annual)
