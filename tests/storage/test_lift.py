"""A line of the notes becomes an action: its owner, its deadline, its text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from storage.lift import lift
from storage.records import Action, Owner
from tests.storage.talks import texts

TODAY = dt.date(2026, 11, 23)


def lifted(line: str, manager: str = "Siri Berg", employee: str = "Kari Nordmann") -> Action:
    """Lift a line of the employee's notes."""
    return lift(line, "employee", today=TODAY, manager=manager, employee=employee)


@pytest.mark.parametrize(
    ("line", "owner", "text"),
    [
        ("Melde på kurs", "employee", "Melde på kurs"),
        ("- Melde på kurs", "employee", "Melde på kurs"),
        ("  * [ ] Melde på kurs →", "employee", "Melde på kurs"),
        ("1. [x] Melde på kurs", "employee", "Melde på kurs"),
        ("2) ☐ Melde på kurs", "employee", "Melde på kurs"),
        ("-5 grader i lageret", "employee", "-5 grader i lageret"),
        ("Siri: melde på kurs", "manager", "melde på kurs"),
        ("siri berg : melde på kurs", "manager", "melde på kurs"),
        ("Kari: melde på kurs", "employee", "melde på kurs"),
        ("@Siri melde på kurs", "manager", "melde på kurs"),
        ("@Siri Berg melde på kurs", "manager", "melde på kurs"),
        ("Melde på kurs @sirius", "employee", "Melde på kurs @sirius"),
        ("Melde på kurs @siri-laget", "employee", "Melde på kurs @siri-laget"),
        ("Melde på kurs @siri", "manager", "Melde på kurs"),
        ("Be @Siri: melde på kurs", "manager", "Be: melde på kurs"),
        ("Ring kunden, @Siri, i dag ennå", "manager", "Ring kunden, i dag ennå"),
        ("Melde på kurs (Siri)", "manager", "Melde på kurs"),
        ("Melde på kurs (Siri Berg)", "manager", "Melde på kurs"),
        ("Melde på kurs (på nett)", "employee", "Melde på kurs (på nett)"),
        ("Siri melder på kurs", "manager", "Siri melder på kurs"),
        ("Siri Berg melder på kurs", "manager", "Siri Berg melder på kurs"),
        ("Siri", "employee", "Siri"),
        ("Vi rydder i arkivet", "both", "Vi rydder i arkivet"),
        ("begge: rydde i arkivet", "both", "rydde i arkivet"),
        ("Rydde i arkivet @begge", "both", "Rydde i arkivet"),
        ("Rydde i arkivet (begge)", "both", "Rydde i arkivet"),
        ("Siri og Kari rydder i arkivet", "both", "Siri og Kari rydder i arkivet"),
        ("Kari/Siri: rydde i arkivet", "both", "rydde i arkivet"),
        ("Rydde i arkivet (Siri, Kari)", "both", "Rydde i arkivet"),
        ("@Siri @Kari rydde i arkivet", "both", "rydde i arkivet"),
        ("Leder: melde på kurs", "manager", "melde på kurs"),
        ("lederen: melde på kurs", "manager", "melde på kurs"),
        ("Melde på kurs (medarbeider)", "employee", "Melde på kurs"),
        ("Melde på kurs @leder", "manager", "Melde på kurs"),
        ("Melde på kurs @leiaren", "manager", "Melde på kurs"),
        ("Leder for prosjektet pekes ut", "employee", "Leder for prosjektet pekes ut"),
        ("Both review the budget", "both", "Both review the budget"),
        ("We review the budget", "both", "We review the budget"),
        ("Manager: book the room", "manager", "book the room"),
        ("Book the room (manager)", "manager", "Book the room"),
        ("employee: book the room", "employee", "book the room"),
        ("Siri and Kari: book the room", "both", "book the room"),
        ("Sirius-prosjektet startes", "employee", "Sirius-prosjektet startes"),
        ("Siri-prosjektet startes", "employee", "Siri-prosjektet startes"),
        ("Siri's room is booked", "employee", "Siri's room is booked"),
        ("Video lages", "employee", "Video lages"),
        ("Weekly review", "employee", "Weekly review"),
        ("Skrive til siri@firma.no", "employee", "Skrive til siri@firma.no"),
        ("Møte Kari om Siri", "employee", "Møte Kari om Siri"),
    ],
)
def test_the_owner_is_the_one_the_line_names(line: str, owner: Owner, text: str) -> None:
    action = lifted(line)
    assert (action.owner, action.text) == (owner, text)


@pytest.mark.parametrize(
    ("line", "owner", "text", "deadline"),
    [
        ("Melde på kurs innen 15. januar", "employee", "Melde på kurs", dt.date(2027, 1, 15)),
        ("- Siri: melde på kurs innen 15. januar →", "manager", "melde på kurs",
         dt.date(2027, 1, 15)),
        ("Melde på kurs (Siri) innen 15. januar", "manager", "Melde på kurs",
         dt.date(2027, 1, 15)),
        ("Vi melder på kurs (Siri) innen 15. januar", "manager", "Vi melder på kurs",
         dt.date(2027, 1, 15)),
        ("Innen 1. mars: Siri melder på kurs", "manager", "Siri melder på kurs",
         dt.date(2027, 3, 1)),
        ("Book the course by 1 March @Siri", "manager", "Book the course", dt.date(2027, 3, 1)),
        ("We book the course by 1 March", "both", "We book the course", dt.date(2027, 3, 1)),
        ("Evaluere +3 mnd", "employee", "Evaluere", dt.date(2027, 2, 23)),
    ],
)  # fmt: skip
def test_a_date_in_the_line_is_the_deadline(
    line: str, owner: Owner, text: str, deadline: dt.date
) -> None:
    action = lifted(line)
    assert (action.owner, action.text, action.deadline) == (owner, text, deadline)
    assert not action.undated


def test_a_day_that_is_over_is_no_deadline() -> None:
    action = lifted("Fulgte opp avtalen fra 1. mars 2025")
    assert (action.text, action.deadline) == ("Fulgte opp avtalen fra 1. mars 2025", None)


@pytest.mark.parametrize("line", ["- Siri:", "@Siri", "(begge)", "- [ ]", "→"])
def test_the_text_is_never_empty(line: str) -> None:
    assert lifted(line).text == line


def test_a_first_name_that_both_have_says_nothing() -> None:
    names = {"manager": "Kari Berg", "employee": "Kari Nordmann"}
    assert lifted("Kari: melde på kurs", **names).text == "Kari: melde på kurs"
    assert lifted("Kari Berg: melde på kurs", **names).owner == "manager"
    assert lifted("Kari Nordmann: melde på kurs", **names).owner == "employee"


def test_the_same_name_for_both_says_nothing() -> None:
    action = lifted("Kari Berg: melde på kurs", "Kari Berg", "kari  berg")
    assert (action.owner, action.text) == ("employee", "Kari Berg: melde på kurs")


def test_a_name_that_is_also_a_word_is_the_name() -> None:
    assert lifted("Vi: melde på kurs", manager="Vi Nguyen").owner == "manager"


def test_a_line_of_the_managers_notes_is_the_managers() -> None:
    action = lift(
        "Melde på kurs", "manager", today=TODAY, manager="Siri", employee="Kari", goal="G"
    )
    assert (action.owner, action.goal) == ("manager", "G")


@given(texts, texts, texts)
def test_any_line_can_be_lifted(line: str, manager: str, employee: str) -> None:
    action = lifted(line, manager, employee)
    assert bool(action.text) == bool(line.strip())


@pytest.mark.parametrize(
    ("line", "employee", "owner"),
    [
        ("Nordmann, Kari og leder: gå gjennom", "Nordmann, Kari", "both"),
        ("Nordmann, Kari: gå gjennom", "Nordmann, Kari", "employee"),
        ("Anna & Co og leder: avtale", "Anna & Co", "both"),
        ("ſiri: ring", "Kari", "manager"),
    ],
)
def test_any_name_can_be_named(line: str, employee: str, owner: Owner) -> None:
    action = lift(line, "employee", today=TODAY, manager="Siri Berg", employee=employee)
    assert action.owner == owner and ":" not in action.text
