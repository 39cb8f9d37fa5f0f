"""What the files in ``examples/schema-1`` say: written by the first version, from these records."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from agendas.agenda import Agenda, Prompt, Topic
from agendas.clock import Clock
from storage.agreement import fingerprint
from storage.records import (
    Action,
    Answer,
    Conversation,
    Feedback,
    Goal,
    LogEntry,
    Person,
    Plan,
    Preparation,
    Raising,
    Record,
    StatusChange,
    TopicNotes,
    UnitGoal,
    Version,
)

HOME = Path(__file__).parent / "examples" / "schema-1"
"""A whole home: data, earlier versions, settings, an agenda, a catalog and a journal."""

OSLO = dt.timezone(dt.timedelta(hours=1))
HELD = dt.datetime(2026, 3, 3, 13, tzinfo=OSLO)
SAVED = dt.datetime(2026, 11, 23, 10, tzinfo=OSLO)

ASE, OYVIND = "01KK000000000000000000ASE0", "01KK0000000000000000000YV0"
AGREED, LIVE = "01KK00000000000000000TA1K1", "01KK00000000000000000TA1K2"
PRAISE, RAISED, UNRAISED = (f"01KK0000000000000000000GG{number}" for number in "123")
UNIT_GOAL = "01KK00000000000000000G0A10"

IN_JOURNAL = "Skrevet rett før maskinen stoppet: ærlig, øvd, åpent."
"""What the employee's preparation of the talk under way says in the journal alone."""


def records() -> list[Record]:
    """Return all documents as the first version's program was given them."""
    return [*_people(), _agreed(), _under_way(), *_private(), _unit_goal()]


def earlier() -> Person:
    """Return the person who was changed once, as she was before."""
    person = _people()[0]
    person.title = "Rådgiver"
    return person


def _people() -> tuple[Person, Person]:
    return (
        Person(
            id=ASE,
            name="Åse Bjørnstad-Sæther",
            title="Seniorrådgiver",
            email="ase@example.org",
            language="nb",
            started_on=dt.date(2019, 8, 1),
            months_between_talks=6,
            weeks_between_follow_ups=4,
            next_talk=dt.date(2027, 3, 2),
            retention_months=24,
        ),
        Person(id=OYVIND, name="Øyvind 👩🏽‍💻 \u202e[/]", archived=True),
    )


def _agreed() -> Conversation:
    """Return a talk that was opened again once and then agreed on."""
    talk = Conversation(
        id=AGREED,
        person=ASE,
        employee_name="Åse Bjørnstad-Sæther",
        manager_name="Leder Ledersen",
        agenda=_agenda(),
        purpose="utvikling",
        aim="development",
        planned_at=HELD,
        started_at=HELD,
        ended_at=HELD + dt.timedelta(minutes=48),
        state="agreed",
        clock=Clock.of([5, 10]).started(HELD).at(HELD + dt.timedelta(seconds=50)),
        notes=[TopicNotes("Fin stemning", "Følte meg hørt"), TopicNotes("", "- én ting\n- to")],
        employee_preparation="Jeg vil snakke om å lære mer.",
        plan=_plan(),
        summary="Jeg skal lede et prosjekt, og få hjelp når det røyner på.",
    )
    text = fingerprint(talk)
    answered = HELD + dt.timedelta(hours=1)
    talk.answers = (
        Answer("employee", "agree_with_note", answered, text, "Vi ser på datoen igjen"),
        Answer("manager", "agree", answered, text),
    )
    first = Answer("employee", "disagree", HELD, "f" * 64, "Ikke helt")
    talk.versions = (Version(Plan(), "Første utkast", (first,), HELD, answered),)
    return talk


def _under_way() -> Conversation:
    """Return a talk whose journal knows more than its document."""
    return Conversation(
        id=LIVE,
        person=ASE,
        employee_name="Åse Bjørnstad-Sæther",
        manager_name="Leder Ledersen",
        agenda=_agenda(),
        started_at=SAVED,
        state="live",
        previous=AGREED,
        clock=Clock.of([5, 10]).started(SAVED),
    )


def _private() -> tuple[Record, ...]:
    return (
        Preparation(id=LIVE, person=ASE, text="Spør om å lede – ikke press."),
        LogEntry(
            id=PRAISE,
            person=ASE,
            on=dt.date(2026, 5, 17),
            kind="praise",
            text="Strålende møte",
            shared=True,
            conversation=AGREED,
        ),
        LogEntry(
            id=RAISED,
            person=ASE,
            on=dt.date(2026, 6, 1),
            kind="concern",
            text="Kom for sent",
            raised=Raising(dt.date(2026, 6, 3)),
        ),
        LogEntry(id=UNRAISED, person=OYVIND, on=dt.date(2026, 6, 2), kind="concern", text="Stille"),
    )


def _unit_goal() -> UnitGoal:
    return UnitGoal(id=UNIT_GOAL, text="Flere prosjektledere på huset", year=2026)


def _agenda() -> Agenda:
    topics = (Topic("Åpning", 5, prompts=(Prompt("Hva gikk bra?"),)), Topic("Plan", 10, "plan"))
    return Agenda("medarbeidersamtale", "nb", "Medarbeidersamtale", topics, every="12 months")


def _plan() -> Plan:
    lead = Goal(
        id="01KK0000000000000000000M01",
        text="Lede ett prosjekt",
        why="Trives med ansvar",
        unit_goal="Flere prosjektledere på huset",
        reached_when="Det er levert",
        support="Kurs i høst",
        carried_from=(dt.date(2025, 3, 3),),
        history=(StatusChange(dt.date(2026, 9, 1), "done", "levert før tida"),),
    )
    course = Action(
        id="01KK000000000000000000T1A1",
        goal=lead.id,
        text="Melde på kurs",
        owner="manager",
        deadline=dt.date(2026, 9, 1),
        if_then="Er kurset fullt, spør vi naboen",
        history=(StatusChange(dt.date(2026, 8, 1), "moved", "", dt.date(2026, 10, 1)),),
    )
    loose = Action(id="01KK000000000000000000T1A2", text="Rydde", owner="both", undated=True)
    return Plan(
        goals=(lead,),
        actions=(course, loose),
        to_employee=Feedback("Si fra tidlig", "", "Roen"),
        to_manager=Feedback("Være til stede", "E-post sent"),
        next_talk=dt.date(2027, 3, 2),
        next_follow_up=dt.date(2026, 4, 14),
    )
