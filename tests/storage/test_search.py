"""What is found: which record, in which of its texts, and where the words stand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from storage.passages import Passage, passages
from storage.records import LogEntry, Person, Plan, Preparation, Raising, SetAside
from storage.search import AROUND, CUT, Searched, day_of, excerpt, hit, marks
from storage.search_query import Query, read_query, tokens_of
from tests.storage.made_up import MONDAY, a_held_talk, a_talk, an_action
from tests.storage.talks import example, texts

DAY = dt.date(2026, 3, 2)


def marked(text: str, typed: str) -> list[str]:
    return [text[start:end] for start, end in marks(text, read_query(typed))]


@pytest.mark.parametrize(
    ("text", "typed", "found"),
    [
        ("Åpent kurs i høst, kursing", "kurs", ["kurs", "kursing"]),
        ("Åpent kurs", "apent", ["Åpent"]),
        ("E\u0301n «stor» sak_her", "en stor her", ["E\u0301n", "stor", "her"]),
        ("mer, eller mer ansvar", '"mer ansvar"', ["mer", "ansvar"]),
        ("½ liter", "2", ["½"]),
        ("kurs", "is:open", []),
    ],
)
def test_matches_are_marked_where_they_stand(text: str, typed: str, found: list[str]) -> None:
    assert marked(text, typed) == found


@given(texts)
def test_each_word_of_any_text_can_be_marked_in_it(text: str) -> None:
    for token in tokens_of(text)[:20]:
        places = marks(text, Query((token,)))
        assert places
        for start, end in places:
            assert any(one.startswith(token) for one in tokens_of(text[start:end]))


def test_every_text_of_a_talk_can_be_found_at_its_place() -> None:
    talk = example()
    found = {one.place: one.text for one in passages(talk)}
    assert found["summary"].startswith("Jeg skal lede")
    for place, text in passages(talk):
        told = hit(talk, Query(phrases=(tuple(tokens_of(text)),)))
        assert told is not None
        assert told.passage.text == text or told.passage.place == place


def test_what_was_noted_about_raising_is_found_but_never_on_a_shared_screen() -> None:
    entry = LogEntry(person="P", on=DAY, text="Kom sent", shared=True)
    entry.raised, entry.set_aside = Raising(DAY, "sint"), SetAside(DAY, "let_go", "flaut")
    for word in ("sint", "flaut"):
        assert hit(entry, read_query(word)) is not None
        assert hit(entry, read_query(word), shared=True) is None
    seen = hit(entry, read_query("sent"), shared=True)
    assert seen is not None and isinstance(seen.record, LogEntry)
    assert (seen.record.raised, seen.record.set_aside) == (None, None)
    assert entry.raised.how == "sint"


@pytest.mark.parametrize(
    ("record", "fitting"),
    [
        (Person(name="x"), "kind:person"),
        (a_held_talk(Person(name="x"), DAY, purpose="x"), "kind:talk year:2026"),
        (a_talk(Person(name="x"), purpose="x", planned_at=MONDAY), "kind:talk year:2026"),
        (Preparation(id="01KPS6ZM00QDEFFZ4TG5ZK8B7N", person="P", text="x"), "kind:forberedelse"),
        (LogEntry(person="P", on=DAY, kind="praise", text="x"), "kind:ros year:2026"),
        (LogEntry(person="P", on=DAY, kind="concern", text="x"), "kind:uro is:open"),
        (LogEntry(person="P", on=DAY, text="x"), "kind:observation"),
    ],
)
def test_filters_keep_what_they_name(record: Searched, fitting: str) -> None:
    assert hit(record, read_query(f"x {fitting}")) is not None
    others = {"person", "talk", "preparation", "praise", "concern", "observation"}
    kind = read_query(fitting).kind
    for other in others - {kind}:
        assert hit(record, read_query(f"x kind:{other}")) is None
    assert hit(record, read_query("x year:2025")) is None
    assert (hit(record, read_query("x is:open")) is not None) is ("is:open" in fitting)


def test_a_talk_is_open_while_an_action_that_was_agreed_is() -> None:
    for status, found in (("open", True), ("blocked", True), ("moved", True), ("done", False)):
        plan = Plan(actions=(an_action(status),))
        agreed = a_held_talk(Person(name="x"), DAY, plan=plan)
        assert (hit(agreed, read_query("is:open")) is not None) is found
        assert hit(a_talk(Person(name="x"), plan=plan), read_query("is:open")) is None


def test_what_is_open_in_a_talk_is_what_is_shown_of_it() -> None:
    actions = (an_action("done", text="Be om kurs"), an_action(text="Holde kurs"))
    talk = a_held_talk(Person(name="Kari"), DAY, purpose="kurs", plan=Plan(actions=actions))
    for typed in ("is:open", "is:open kurs"):
        told = hit(talk, read_query(typed))
        assert told is not None
        assert told.passage == Passage(f"action/{actions[1].id}", "Holde kurs")


def test_a_record_without_a_day_belongs_to_the_day_its_id_was_made() -> None:
    made = Preparation(id="01KPS6ZM00QDEFFZ4TG5ZK8B7N", person="P")
    assert day_of(made) == dt.date(2026, 4, 21)
    assert day_of(a_talk(Person(name="x"), id=made.id)) == day_of(made)
    assert day_of(Preparation(id="C1", person="P")) == dt.date.min
    assert day_of(Person(name="x")) is None


def test_an_excerpt_begins_with_a_word_a_little_before_the_first_match() -> None:
    text = "en to tre fire fem seks sju åtte ni ti elleve tolv tretten kurs og kurs"
    entry = LogEntry(person="P", on=DAY, text=text)
    found = hit(entry, read_query("kurs"))
    assert found is not None
    shown, places = excerpt(found)
    assert shown.startswith(CUT) and text.endswith(" " + shown.removeprefix(CUT))
    assert AROUND - 10 < places[0][0] - len(CUT) <= AROUND
    assert [shown[start:end] for start, end in places] == ["kurs", "kurs"]
    below = hit(LogEntry(person="P", on=DAY, text="mer\nom kurs"), read_query("kurs"))
    assert below is not None
    assert excerpt(below) == ("om kurs", ((3, 7),))
    apart = hit(LogEntry(person="P", on=DAY, text="et kurs\n\nog kurs"), read_query("kurs"))
    assert apart is not None
    assert excerpt(apart) == ("et kurs ↵  ↵ og kurs", ((3, 7), (16, 20)))
    everything = hit(entry, read_query("kind:observation"))
    assert everything is not None
    assert excerpt(everything) == (text, ())
    unbroken = hit(LogEntry(person="P", on=DAY, text="." * 100 + "kurs"), read_query("kurs"))
    assert unbroken is not None
    shown, places = excerpt(unbroken)
    assert shown == f"{CUT}{'.' * AROUND}kurs"
    assert [shown[start:end] for start, end in places] == ["kurs"]
    assert passages(entry) == [Passage("text", text)]
