"""Who of a list is here already, and what comes of each line as things are decided."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.imports.matching import (
    Choice,
    Done,
    Known,
    Outcome,
    Proposal,
    choices,
    decided,
    name_key,
    outcome,
    propose,
)
from storage.imports.team import Listed
from storage.records import Person

DAY = dt.date(2026, 3, 2)


def listed(*people: dict[str, Any], known: bool = False) -> list[Listed]:
    return [Listed(n, Person(**fields), known) for n, fields in enumerate(people, 2)]


def kept(*people: dict[str, Any], last_talk: dt.date | None = None) -> list[Known]:
    return [Known(Person(**fields), last_talk) for fields in people]


def what(result: Outcome) -> list[str]:
    return [done.what for done in result.lines]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Åse  Bø", "ase bo"),
        ("A\u030ase", "\u00c5se"),
        ("KARI NORDMANN", "Nordmann, Kari"),
        ("Jean-Luc Berg", "Jean Luc Berg"),
        ("…", "…"),
    ],
)
def test_names_are_alike_without_case_accents_marks_and_order(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


def test_who_is_like_nobody_is_added() -> None:
    (one,) = propose(listed({"name": "Kari"}), kept({"name": "Ola"}), ())
    assert (one.choice, one.doubtful, choices(one)) == ("another", False, ("another", "leave"))
    assert what(outcome([one])) == ["add"]
    assert what(outcome([decided(one, "leave")])) == ["out"]


def test_the_same_person_gets_only_what_is_empty() -> None:
    here = kept({"name": "Kari Nordmann", "title": "Leder", "started_on": DAY})
    said = {"name": "KARI NORDMANN", "title": "Sjef", "email": "k@x", "months_between_talks": 6}
    (one,) = propose(listed(said), here, ())
    assert (one.by, one.choice, one.doubtful) == ("name", "same", True)

    result = outcome([one])
    (person,) = result.filled
    assert (person.id, person.name, person.title) == (here[0].person.id, "Kari Nordmann", "Leder")
    assert (person.email, person.months_between_talks, person.started_on) == ("k@x", 6, DAY)
    assert result.lines == [Done("fill", ("email", "months_between_talks"), ("title",))]
    assert here[0].person.email == ""

    assert what(outcome([decided(one, "another")])) == ["add"]
    assert what(outcome([decided(one, "leave")])) == ["out"]


def test_who_is_here_with_all_that_is_said_is_left_without_a_question() -> None:
    fields = {"name": "Kari", "email": "k@x", "title": "Leder"}
    (one,) = propose(listed({**fields, "email": " K@X"}), kept(fields), ())
    assert (one.by, one.doubtful) == ("email", False)
    assert outcome([one]) == ([], [], [Done("leave")])


@pytest.mark.parametrize(
    ("said", "here", "by"),
    [
        ({"name": "Kari", "email": "a@x"}, [{"name": "Kari", "email": "b@x"}], "name"),
        ({"name": "Kari", "email": "post@x"}, [{"name": "Ola", "email": "post@x"}], "email"),
        ({"name": "Kari", "title": "Leder"}, [{"name": "Kari"}, {"name": "Kari"}], "name"),
    ],
)
def test_what_contradicts_is_left_out_until_somebody_decides(
    said: dict[str, Any], here: list[dict[str, Any]], by: str
) -> None:
    (one,) = propose(listed(said), kept(*here), ())
    assert (one.by, one.choice, one.doubtful) == (by, "leave", True)
    assert outcome([one])[:2] == ([], [])
    assert what(outcome([decided(one, "another")])) == ["add"]


def test_an_address_and_a_name_together_go_before_each_alone() -> None:
    here = kept({"name": "Ola", "email": "a@x"}, {"name": "Kari", "email": "a@x"}, {"name": "Kari"})
    (one,) = propose(listed({"name": "Kari", "email": "a@x", "title": "Leder"}), here, ())
    assert one.like == here[1]
    assert (one.by, one.choice) == ("email", "same")


def test_two_lines_of_one_file_can_be_the_same_person() -> None:
    people = listed(
        {"name": "Kari", "email": "k@x"},
        {"name": "Kari", "title": "Leder"},
        {"name": "Kari N", "email": "k@x"},
        {"name": "Kari", "title": "Sjef"},
    )
    found = propose(people, (), ())
    assert [(one.choice, one.doubtful, one.several) for one in found] == [
        ("another", False, False),
        ("same", True, False),
        ("leave", True, False),
        ("same", True, False),
    ]
    result = outcome(found)
    assert what(result) == ["add", "fill", "out", "leave"]
    assert [(one.email, one.title) for one in result.added] == [("k@x", "Leder")]
    assert result.filled == []

    without_the_first = outcome([decided(found[0], "leave"), *found[1:]])
    assert (what(without_the_first), without_the_first.added) == (["out"] * 4, [])


def test_two_lines_can_fill_in_one_who_is_here() -> None:
    here = kept({"name": "Kari"})
    people = listed({"name": "Kari", "title": "Leder"}, {"name": "Kari", "email": "k@x"})
    (person,) = outcome(propose(people, here, ())).filled
    assert (person.title, person.email) == ("Leder", "k@x")


def test_our_own_list_knows_for_sure() -> None:
    here = kept({"name": "Kari"}, {"name": "Kari"})
    again = [Listed(2, Person(id=here[1].person.id, name="Kari B", title="Leder"), known=True)]
    (one,) = propose(again, here, ())
    assert (one.by, one.like, one.doubtful) == ("id", here[1], False)
    assert choices(one) == ("same", "leave")
    assert [one.title for one in outcome([one]).filled] == ["Leder"]


def test_an_id_is_used_once_and_never_when_it_was_erased() -> None:
    person, gone = Person(name="Kari"), Person(name="Ola")
    people = [Listed(n, one, known=True) for n, one in enumerate((person, person, gone), 2)]
    found = propose(people, (), {gone.id})
    assert what(outcome(found)) == ["add", "leave", "add"]
    ids = [one.listed.person.id for one in found]
    assert ids[0] == person.id
    assert len({*ids, gone.id}) == 4


@pytest.mark.parametrize(
    ("here", "said", "filled"),
    [
        (None, DAY, True),
        (DAY - dt.timedelta(days=1), DAY, True),
        (DAY, DAY, False),
        (DAY, DAY - dt.timedelta(days=1), False),
    ],
)
def test_a_last_talk_counts_where_it_is_newer_than_what_is_known(
    here: dt.date | None, said: dt.date, filled: bool
) -> None:
    people = listed({"name": "Kari", "last_talk_elsewhere": said})
    result = outcome(propose(people, kept({"name": "Kari"}, last_talk=here), ()))
    assert [one.last_talk_elsewhere for one in result.filled] == ([said] if filled else [])


_WHO = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Kari", "kari", "Ola", "Ola N"]),
        "email": st.sampled_from(["", "a@x", "b@x"]),
        "title": st.sampled_from(["", "Leder"]),
    }
)
_CHOICES = st.lists(st.sampled_from(["same", "another", "leave", "as it is"]), min_size=8)


@given(st.lists(_WHO, max_size=4), st.lists(_WHO, max_size=6), _CHOICES)
def test_whatever_is_decided_nothing_that_is_kept_changes_or_goes(
    here: list[dict[str, Any]], said: list[dict[str, Any]], wanted: list[Any]
) -> None:
    known = kept(*here)
    found = propose(listed(*said), known, ())
    chosen = [_choose(one, choice) for one, choice in zip(found, wanted, strict=False)]
    result = outcome(chosen)
    before = {one.person.id: one.person for one in known}
    assert len(result.lines) == len(said)
    assert {one.id for one in result.filled} <= before.keys()
    assert not {one.id for one in result.added} & before.keys()
    for one in result.filled:
        was = before[one.id]
        assert was != one
        assert all(
            getattr(one, f) == getattr(was, f)
            for f in ("name", "email", "title")
            if getattr(was, f)
        )
    again = propose(listed(*said), [*known, *(Known(one) for one in result.added)], ())
    names = {name_key(one.person.name) for one in known} | {name_key(p.name) for p in result.added}
    assert all(one.like for one in again if name_key(one.listed.person.name) in names)


def _choose(one: Proposal, choice: Choice | str) -> Proposal:
    return decided(one, choice) if choice in choices(one) else one  # type: ignore[arg-type]
