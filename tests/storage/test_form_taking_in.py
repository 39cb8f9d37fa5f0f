"""A form taken into its talk: kept, refused with the reason, or taken in beside an open screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from msgspec.structs import replace

from storage.autosave import Autosave
from storage.exports.form import form_name, form_to_markdown
from storage.forms.form import form_of, sent_on
from storage.home import Home
from storage.imports.form_taking_in import FormError, TakenIn, take_in_form
from storage.imports.kind import kind_of
from storage.late_form import keep_form
from storage.records import Conversation, Person
from storage.store import StaleError, Store, open_store
from tests.storage.made_up import MONDAY
from tests.storage.talks import example
from tests.storage.test_form import AGENDA, coming
from tests.storage.test_form_import import FIRST, SECOND, filled

LATER = MONDAY + dt.timedelta(days=3)
KARI = "01J000000000000000000000P1"
PAST = "01J000000000000000000000T0"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Return a store with a talk that is planned, and one before it."""
    store = open_store(Home.at(tmp_path), lambda: MONDAY)
    store.save(Person(id=KARI, name="Kari Nordmann"))
    store.save(replace(example(), id=PAST, person=KARI, state="agreed"))
    store.save(replace(coming(), person=KARI, previous=PAST))
    return store


def the_talk(store: Store) -> Conversation:
    return store.read(Conversation, coming().id)


def sent(store: Store) -> str:
    """Write the form for the talk, as `samtale prep` does."""
    talk = the_talk(store)
    form = form_of(talk, store.read(Conversation, PAST))
    talk.form_sent = sent_on(MONDAY.date(), talk, form)
    keep_form(store, talk)
    return form_to_markdown(form)


def came(store: Store, text: str, at: dt.datetime = MONDAY) -> TakenIn:
    return take_in_form(store, text.encode(), at)


def refused(store: Store, text: str, talk_id: str = "") -> str:
    with pytest.raises(FormError) as caught:
        take_in_form(store, text.encode(), MONDAY, talk_id)
    return str(caught.value)


def test_a_form_is_kept_with_its_talk_and_the_next_one_beside_it(store: Store) -> None:
    empty = sent(store)
    first = came(store, filled({FIRST: "Fjord", SECOND: "Nord"}, empty))
    assert (first.answers, first.again, len(first.changes)) == (2, False, 2)
    kept = the_talk(store)
    assert kept.state == "prepared" and kept.employee_form
    assert [one.answer for one in kept.employee_form.answers] == ["Fjord", "Nord"]

    kept.employee_preparation = "skrevet ned sammen"
    store.save(kept)
    second = came(store, f"Hei!\n\n{filled({FIRST: 'Fjord og Sør'}, empty)}", LATER)
    assert [(one.before, one.now) for one in second.changes] == [("Fjord", "Fjord og Sør")]
    assert second.left_open == [SECOND] and [one.text for one in second.unplaced] == ["Hei!"]
    kept = the_talk(store)
    assert kept.employee_preparation == "skrevet ned sammen"
    assert kept.employee_form and kept.employee_form.imported_at == LATER
    assert [one.answer for one in kept.employee_form.answers] == ["Fjord og Sør", "Nord"]
    assert [one.answer for one in kept.employee_form.replaced] == ["Fjord"]

    rev = kept.rev
    assert came(store, filled({FIRST: "Fjord og Sør"}, empty), LATER).changes == []
    assert the_talk(store).rev == rev


def test_a_form_comes_back_after_the_agenda_was_changed(store: Store) -> None:
    text = filled({FIRST: "Fjord", "Et par ord om tiltak 2:": "Fint"}, sent(store))
    talk = the_talk(store)
    talk.agenda = replace(AGENDA, topics=AGENDA.topics[-2:])
    store.save(talk)
    done = came(store, text)
    assert (done.answers, done.unplaced) == (2, ())


def test_a_form_of_another_talk_or_person_or_of_one_that_is_over_is_refused(store: Store) -> None:
    text = filled({FIRST: "Fjord"}, sent(store))
    assert refused(store, text, PAST) == "it is of another talk, with Kari Nordmann"
    assert "not kept here" in refused(store, text.replace("000T1", "000T9"))
    assert "names somebody else" in refused(store, text.replace("n: Kari Nordmann", "n: Ola Li"))
    assert "nothing is filled in" in refused(store, sent(store))
    assert "doesn't say which talk" in refused(store, text.replace("samtale_", "x"))
    for state, words in {"live": "has begun", "agreed": "is over", "held": "is over"}.items():
        talk = the_talk(store)
        talk.state = state  # type: ignore[assignment]
        store.save(talk)
        assert words in refused(store, text)
    assert the_talk(store).employee_form is None


def test_a_screen_that_holds_the_talk_is_given_the_form_and_keeps_what_it_has(
    store: Store,
) -> None:
    held = the_talk(store)
    empty = sent(store)
    came(store, filled({FIRST: "Fjord"}, empty))
    came(store, filled({FIRST: "Nord"}, empty), LATER)
    held.purpose = "skrevet på skjermen"
    store.save(held)
    kept = the_talk(store)
    assert kept == held
    assert kept.purpose == "skrevet på skjermen" and kept.state == "prepared"
    assert kept.employee_form and kept.employee_form.answers[0].answer == "Nord"
    held.summary = "videre"
    store.save(held)
    assert the_talk(store).employee_form == kept.employee_form


def test_a_talk_that_was_changed_otherwise_is_still_refused(store: Store) -> None:
    held, other = the_talk(store), the_talk(store)
    other.purpose = "fra en annen maskin"
    store.save(other)
    came(store, filled({FIRST: "Fjord"}, sent(store)))
    held.summary = "min"
    with pytest.raises(StaleError):
        store.save(held)
    assert held.employee_form is None


def test_a_talk_that_begins_on_a_screen_has_the_form_that_came_meanwhile(store: Store) -> None:
    held = the_talk(store)
    came(store, filled({FIRST: "Fjord"}, sent(store)))
    autosave = Autosave(store, held, lambda: MONDAY, lambda status: None)
    held.summary = "begynt"
    autosave.changed()
    autosave.close()
    kept = the_talk(store)
    assert (kept.summary, kept.employee_form) == ("begynt", held.employee_form)
    assert kept.employee_form is not None


def test_a_file_is_told_by_what_is_in_it(store: Store, tmp_path: Path) -> None:
    form = sent(store)
    for name, text, kind in (
        ("a.md", form, "form"),
        ("a.txt", f"Hei!\n> {form}", "form"),
        ("b.md", "---\nsamtale: 1\n---\n", "plan"),
        ("c.csv", form, "people"),
        ("d.txt", "navn;tittel\nKari;Utvikler\n", "people"),
        ("e.md", "Hei", None),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert kind_of(tmp_path / name) == kind


def test_the_file_is_called_after_the_talk_and_the_person() -> None:
    form = form_of(coming(), example())
    assert form_name(coming(), form) == "2027-03-02-forberedelse-kari-nordmann.md"
    assert form_name(replace(coming(), planned_at=None), form).startswith("samtale-forberedelse")
