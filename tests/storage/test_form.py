"""What the employee's form asks, and what is kept of the answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from agendas.agenda import Agenda, Prompt, Topic
from agendas.shelf import Shelf
from storage.employee_form import EmployeeForm, Replaced, Unplaced
from storage.forms.answers import changes, employee_form, left_open, taken_in, texts_of
from storage.forms.form import Form, form_of
from storage.forms.labels import ALL, labels_in, status_of
from storage.forms.wording import bare
from storage.merging import merged
from storage.passages import passages
from storage.purpose import set_aim
from storage.records import Conversation
from tests.forms.filled_in import talk
from tests.storage.talks import OSLO, example

AT = dt.datetime(2026, 11, 23, 10, tzinfo=OSLO)
LATER = AT + dt.timedelta(days=2)
SHELF = Shelf(Path("nowhere"))
AGENDA = SHELF.get("medarbeidersamtale", "nb")


def coming(agenda: Agenda = AGENDA) -> Conversation:
    return replace(talk(agenda), purpose="utvikling")


def places(form: Form) -> list[str]:
    return [field.place for field in form.fields()]


def labels(form: Form) -> list[str]:
    return [field.label for field in form.fields()]


FORM = form_of(coming(), example(), kept_months=24)


def test_a_form_says_whose_talk_it_is_when_how_long_and_who_reads_it() -> None:
    assert FORM.title == "Før samtalen: Kari Nordmann"
    assert FORM.subtitle == "Medarbeidersamtale med Siri Berg"
    assert FORM.reference == "samtale_01J000000000000000000000T1"
    assert FORM.frame == (
        ("Formål", "utvikling"),
        ("Når", "tirsdag 2. mars 2027 kl. 13:00"),
        ("Hvor lenge", "60 minutter"),
        (
            "Hvem som leser dette",
            "du og Siri Berg. Svarene følger samtalen, og dere kan se på dem sammen.",
        ),
        (
            "Hvor lenge det lagres",
            "24 måneder etter samtalen. Du kan be om å få se alt som er lagret.",
        ),
    )
    bare_talk = replace(coming(), purpose="", planned_at=None, manager_name="")
    frame = dict(form_of(bare_talk, None, language="en").frame)
    assert frame["When"] == "not set yet" and "Purpose" not in frame
    assert frame["How long it is kept"].startswith("until it is erased")
    assert frame["Who reads this"].startswith("you and your manager")


def test_each_goal_and_action_of_the_last_plan_has_room_for_a_status_and_a_word() -> None:
    plan = FORM.sections[1]
    assert plan.title == "Fjorårets plan"
    assert plan.lead.startswith("Vi ble enige om denne planen tirsdag 3. mars 2026.")
    titles = [group.title for group in plan.groups if group.item]
    assert titles[:2] == [
        "Mål 1: Lede ett kundeprosjekt innen sommeren",
        "Tiltak 1: Melde på prosjektlederkurs",
    ]
    course, moved = plan.groups[1], plan.groups[2]
    assert course.details == "Siri · innen fredag 15. januar 2027"
    assert moved.details == "deg · innen tirsdag 1. september 2026"
    assert [(field.place, field.label) for field in course.fields] == [
        ("item/A1/standing", "Hvor står tiltak 1?"),
        ("item/A1/word", "Et par ord om tiltak 1:"),
    ]
    assert course.fields[0].proposed == ("gjort", "i gang", "står fast", "utsatt", "lagt bort")


def test_topics_ask_their_questions_and_what_belongs_to_the_talk_is_not_asked_before() -> None:
    asked = {section.title: section for section in FORM.sections}
    assert list(asked) == [
        "Åpning", "Fjorårets plan", "Rolle, trivsel, tilhørighet", "Gjensidig tilbakemelding",
        "Utvikling og mål", "Ønskene dine",
    ]  # fmt: skip
    (feedback,) = asked["Gjensidig tilbakemelding"].groups
    assert [(field.place, field.label) for field in feedback.fields] == [
        ("more", "Hva kan Siri gjøre mer av?"),
        ("less", "Hva kan Siri gjøre mindre av?"),
        ("keep", "Hva bør Siri fortsette med?"),
    ]
    assert asked["Ønskene dine"].thoughts == tuple(one.text for one in AGENDA.topics[5].prompts)
    assert "topic/0/1" in places(FORM) and places(FORM)[-1] == "wishes"


def test_without_a_last_plan_nothing_is_asked_of_it_and_any_agenda_asks_for_feedback() -> None:
    first = form_of(
        coming(), replace(example(), plan=replace(example().plan, goals=(), actions=()))
    )
    assert "Fjorårets plan" not in [section.title for section in first.sections]
    bare_agenda = replace(AGENDA, topics=(Topic("Alt", 30),))
    form = form_of(coming(bare_agenda), example())
    assert labels(form)[-5:] == [
        "Hva vil du ta opp under «Alt»?", "Hva kan Siri gjøre mer av?",
        "Hva kan Siri gjøre mindre av?", "Hva bør Siri fortsette med?",
        "Hvilke mål eller tiltak ønsker du deg framover?",
    ]  # fmt: skip
    assert form.sections[0].title == "Planen fra sist"


def test_the_purpose_is_told_in_the_employees_language_and_what_serves_it_is_asked_first() -> None:
    asked = (Prompt("Hva?"), Prompt("Hvem?", ("ideas",)), Prompt("Når?", ("ideas",)))
    topics = (Topic("A", 5, prompts=asked), Topic("B", 5, "plan", prompts=asked))
    talk = coming(replace(AGENDA, topics=topics))
    set_aim(talk, "ideas")
    form = form_of(talk, None, language="en")
    assert dict(form.frame)["Purpose"] == "new ideas"
    assert places(form)[:3] == ["topic/0/1", "topic/0/2", "topic/0/0"]
    assert form.sections[-1].thoughts == ("Hvem?", "Når?", "Hva?")


@given(
    st.lists(
        st.lists(st.sampled_from(["Hva?", "hva", "«Hva» …", "Hva? (A)", "🙂", ""]), max_size=4),
        min_size=1,
        max_size=3,
    )
)
def test_no_two_questions_are_read_as_the_same(prompts: list[list[str]]) -> None:
    topics = tuple(Topic("A", 5, prompts=tuple(map(Prompt, some))) for some in prompts)
    form = form_of(coming(replace(AGENDA, topics=topics)), example())
    read = [bare(label) for label in labels(form)]
    assert len(set(read)) == len(read) and all(read)
    assert len(set(places(form))) == len(read)


@pytest.mark.parametrize("words", ALL, ids=lambda words: words.code)
def test_every_language_has_words_of_its_own_for_everything(words: object) -> None:
    form = form_of(coming(), example(), language=labels_in(words.code).code)  # type: ignore[attr-defined]
    others = [form_of(coming(), example(), language=one.code) for one in ALL if one is not words]
    own = {field.place: field.label for field in form.fields() if "topic" not in field.place}
    for other in others:
        theirs = {field.place: field.label for field in other.fields()}
        alike = [place for place, label in own.items() if label == theirs[place]]
        assert not alike
        assert form.greeting != other.greeting and form.closing != other.closing
    proposed = next(field.proposed for field in form.fields() if field.proposed)
    assert [status_of(f" {word.upper()}. ") for word in proposed] == [
        "done", "open", "blocked", "moved", "dropped",
    ]  # fmt: skip
    assert status_of("tja") is None


def said(**texts: str) -> EmployeeForm:
    given = {place.replace("__", "/"): text for place, text in texts.items()}
    return employee_form(FORM, given, at=AT)


def test_answers_stand_with_their_questions_and_come_back_to_their_places() -> None:
    texts = {place: f"om {place}" for place in places(FORM)}
    kept = employee_form(FORM, texts, at=AT, unplaced=[Unplaced("Hilsen Kari")])
    assert texts_of(FORM, kept) == texts
    first = kept.answers[0]
    assert (first.topic, first.question) == ("Åpning", "Hva har gått bra siden sist?")
    assert kept.items[1].text == "Tiltak 1: Melde på prosjektlederkurs"
    found = {one.text for one in passages(replace(coming(), employee_form=kept))}
    assert {*texts.values(), "Hilsen Kari"} <= found
    assert employee_form(FORM, {}, at=AT) == EmployeeForm(imported_at=AT)


def test_a_second_form_goes_before_and_what_it_leaves_open_stays() -> None:
    first = said(topic__0__0="Fjord", more="Ros", item__A1__standing="gjort", item__A1__word="Bra")
    second = replace(
        said(topic__0__0="Fjord og Nord", less="E-post", item__A1__standing="i gang"),
        imported_at=LATER,
    )
    both = taken_in(first, second)
    assert texts_of(FORM, both) == {
        "topic/0/0": "Fjord og Nord", "more": "Ros", "less": "E-post",
        "item/A1/standing": "i gang", "item/A1/word": "Bra",
    }  # fmt: skip
    assert both.imported_at == LATER
    assert both.replaced == (
        Replaced("Tiltak 1: Melde på prosjektlederkurs", "gjort", AT),
        Replaced("Hva har gått bra siden sist?", "Fjord", AT),
    )
    assert [(one.before, one.now) for one in changes(first, second)] == [
        ("gjort", "i gang"), ("Fjord", "Fjord og Nord"), ("", "E-post"),
    ]  # fmt: skip
    assert left_open(first, second) == [
        "Tiltak 1: Melde på prosjektlederkurs", "Hva kan Siri gjøre mer av?",
    ]  # fmt: skip
    assert taken_in(both, second) == replace(both, imported_at=LATER)
    assert taken_in(None, first) == first


def test_two_versions_of_a_talk_with_a_form_each_are_merged_as_two_forms_that_came_in() -> None:
    base = replace(coming(), rev="1")
    first, second = said(more="Ros"), replace(said(more="Tid", keep="Roen"), imported_at=LATER)
    one = replace(base, rev="2", parent_rev="1", employee_form=second)
    two = replace(base, rev="3", parent_rev="1", employee_form=first)
    for both in (merged(one, two, base), merged(two, one, base)):
        assert both.employee_form == taken_in(first, second)
    assert merged(one, base, base).employee_form == second
