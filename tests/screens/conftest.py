"""A desk with a real store, a clock that moves when told to, and the real app."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor

from agendas.shelf import Shelf
from agendas.words import speak
from screens.desk import Desk
from storage.agreement import answer, close
from storage.home import Home
from storage.records import Action, Conversation, Goal, LogEntry, Person, Plan, Preparation
from storage.store import open_store


@pytest.fixture(autouse=True)
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paint nothing that nobody looks at, a quarter of the work: without a terminal it is thrown
    away. What is looked at, as in the snapshots, is painted whole; the tests in a real terminal
    and those with hostile texts paint everything.
    """
    paint = Compositor.render_update

    def render_update(self: Compositor, full: bool = False, **options: Any) -> Any:
        if full:
            return paint(self, full, **options)
        self._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", render_update)


@dataclass
class Time:
    """The time source of the tests: stands still until it is moved."""

    now: dt.datetime

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_by(self, **how_long: float) -> None:
        """Let time pass, looked at every half minute as a running program does."""
        self.now += dt.timedelta(**how_long)


@pytest.fixture
def time(now: dt.datetime) -> Time:
    return Time(now)


@pytest.fixture
def desk(home: Path, time: Time) -> Iterator[Desk]:
    """Return a desk in bokmål with an empty store."""
    place = Home(home / "data", home / "config", home / "state")
    place.prepare()
    store = open_store(place, now=time)
    speak("nb")
    yield Desk(
        store=store,
        shelf=Shelf(None),
        manager="Siri Berg",
        language="nb",
        export_folder=home / "exports",
        now=time,
    )
    speak("en")
    store.close()


@pytest.fixture
def kari(desk: Desk) -> Person:
    """Return an employee who is in the store, with another one beside her."""
    kari = Person(name="Kari Nordmann", title="Utvikler")
    desk.store.save(kari)
    desk.store.save(Person(name="Ola Fjeld Hemmelig"))
    return kari


@pytest.fixture
def last_year(desk: Desk, kari: Person, now: dt.datetime) -> Conversation:
    """Return last year's agreed talk with Kari: one goal, two actions under it, one loose."""
    then = now - dt.timedelta(days=384)
    goal = Goal(text="Trygg i kundemøter", kind="development")
    talk = Conversation(
        person=kari.id,
        employee_name=kari.name,
        manager_name="Siri Berg",
        agenda=desk.shelf.get("medarbeidersamtale", "nb").without_hints(),
        state="live",
        started_at=then,
        plan=Plan(
            goals=(goal,),
            actions=(
                Action(
                    text="Lede statusmøtet",
                    goal=goal.id,
                    owner="employee",
                    deadline=then.date() + dt.timedelta(days=90),
                ),
                Action(text="Fast sparring", goal=goal.id, owner="manager", undated=True),
                Action(
                    text="Kurs i prosjektledelse",
                    owner="manager",
                    deadline=then.date() + dt.timedelta(days=200),
                ),
            ),
        ),
        summary="Jeg tar statusmøtet.",
    )
    talk.notes[0].manager = "Fint år"
    for side in ("employee", "manager"):
        answer(talk, side, "agree", "", then)
    close(talk, then)
    desk.store.save(talk)
    return talk


@pytest.fixture
def private(desk: Desk, kari: Person) -> str:
    """Put a sentinel in everything private about Kari; return it."""
    sentinel = "zzPrivatzz"
    desk.store.save(
        LogEntry(person=kari.id, on=desk.today, kind="concern", text=f"{sentinel} i loggen")
    )
    for entry in desk.store.talks(kari.id):
        desk.store.save(
            Preparation(id=entry.id, person=kari.id, text=f"{sentinel} i forberedelsen")
        )
    return sentinel
