"""The made-up team has the life in it that a demo, a test or a benchmark needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TypeVar

import msgspec
import pytest

from storage.agreement import fingerprint
from storage.plan import lines
from storage.records import Conversation, LogEntry, Person, Preparation, Record
from tui.demo.team import team
from tui.demo.voice import PLACEHOLDERS, names, pools

Kind = TypeVar("Kind", bound=Record)
LANGUAGES = ("nb", "nn", "en")


@pytest.fixture
def demo(now: dt.datetime) -> Callable[..., list[Record]]:
    def make(**changes: object) -> list[Record]:
        chosen = {"people": 7, "years": 2, "seed": 1, "now": now, "language": "nb", **changes}
        return list(team(**chosen))  # type: ignore[arg-type]

    return make


def of(kind: type[Kind], records: list[Record]) -> list[Kind]:
    return [record for record in records if isinstance(record, kind)]


def test_the_same_seed_makes_the_same_team_to_the_last_id(
    demo: Callable[..., list[Record]],
) -> None:
    assert msgspec.json.encode(demo()) == msgspec.json.encode(demo())
    assert msgspec.json.encode(demo()) != msgspec.json.encode(demo(seed=2))


def test_a_larger_team_begins_with_the_same_people(demo: Callable[..., list[Record]]) -> None:
    small, large = demo(people=3), demo(people=9)
    assert msgspec.json.encode(large[: len(small)]) == msgspec.json.encode(small)
    assert len(of(Person, large)) == 9


def test_no_two_records_of_a_kind_share_an_id(demo: Callable[..., list[Record]]) -> None:
    records = [(type(record), record.id) for record in demo(people=20, years=4)]
    assert len(set(records)) == len(records)


def test_nobody_shares_a_name() -> None:
    made = names()
    many = [next(made) for _ in range(2000)]
    assert len(set(many)) == len(many)
    assert many[0] == "Kari Nordmann"


def test_the_team_shows_every_standing(demo: Callable[..., list[Record]], now: dt.datetime) -> None:
    today = now.date()
    records = demo()
    people, talks = of(Person, records), of(Conversation, records)
    due = [(person.next_talk - today).days for person in people if person.next_talk]
    assert len(due) == 7
    assert any(days < 0 for days in due), "somebody's talk is overdue"
    assert any(0 <= days <= 14 for days in due), "somebody's talk is due within days"
    assert {person.id for person in people} - {talk.person for talk in talks}, "somebody is new"
    assert {talk.state for talk in talks} == {"planned", "prepared", "agreed", "closed"}


def test_the_plans_show_every_status(demo: Callable[..., list[Record]], now: dt.datetime) -> None:
    actions = [action for talk in of(Conversation, demo()) for action in talk.plan.actions]
    assert {one.status for one in actions} == {"open", "done", "moved", "dropped", "carried"}
    assert any(one.carried_from for one in actions)
    assert any(
        one.status in ("open", "moved") and one.due and one.due < now.date() for one in actions
    ), "something is overdue"


def test_the_log_holds_each_kind_and_a_concern_never_raised(
    demo: Callable[..., list[Record]],
) -> None:
    log = of(LogEntry, demo())
    assert {entry.kind for entry in log} == {"praise", "concern", "observation"}
    assert [entry for entry in log if entry.kind == "concern" and not entry.raised]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_held_hangs_together(
    demo: Callable[..., list[Record]], now: dt.datetime, language: str
) -> None:
    records = demo(people=12, years=3, language=language)
    people = {person.id for person in of(Person, records)}
    talks = {talk.id: talk for talk in of(Conversation, records)}
    for talk in talks.values():
        assert talk.person in people
        assert talk.previous is None or talks[talk.previous].person == talk.person
        assert talk.agenda.language == language
        assert not any(topic.hints for topic in talk.agenda.topics)
        if talk.closed:
            assert talk.ended_at and talk.ended_at < now
            assert {one.fingerprint for one in talk.answers} == {fingerprint(talk)}
            assert all(notes.manager and notes.employee for notes in talk.notes)
    assert {one.id for one in of(Preparation, records)} <= set(talks)
    texts = [line.text for talk in talks.values() for line in lines(talk.plan)]
    assert not [text for text in texts if "{" in text or not text[0].isupper()]


@pytest.mark.parametrize("days", range(0, 28, 3))
def test_any_day_will_do(demo: Callable[..., list[Record]], now: dt.datetime, days: int) -> None:
    then = now.replace(year=2028, month=2, day=29) + dt.timedelta(days=days)
    records = demo(now=then)
    for entry in of(LogEntry, records):
        assert entry.on <= then.date()
        assert entry.raised is None or entry.on <= entry.raised.on <= then.date()


def test_both_languages_have_the_same_pools() -> None:
    def shape(value: object) -> object:
        if isinstance(value, dict):
            return {key: shape(one) for key, one in value.items()}
        return len(value) if isinstance(value, list) else type(value)

    assert shape(pools("nb")) == shape(pools("nn")) == shape(pools("en"))
    assert set(PLACEHOLDERS) <= set(pools("nb"))
