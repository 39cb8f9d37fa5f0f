"""A team with letters that stand nowhere else in all that one person may not see."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from agendas.shelf import Shelf
from storage.home import Home
from storage.records import (
    Action,
    Conversation,
    Goal,
    LogEntry,
    Person,
    Plan,
    Preparation,
    Record,
    UnitGoal,
    new_id,
)
from storage.store import open_store
from tests.storage.filled import RECORDS, filled
from tui.keeping import local_now

BOTH_MAY_SEE = (Person, Conversation, UnitGoal)
"""The kinds of records that the person may see of her own; a new kind is private until said."""
_FIRST = 0xA500
"""Letters of the Vai script: one cell each, and found however a line is cut."""


@dataclass
class Sentinels:
    """A letter for each place that is to stay unseen."""

    places: list[str] = field(default_factory=list)

    def of(self, place: str) -> str:
        """Return some words for ``place`` that no wrapping and no shortening hides."""
        self.places.append(place)
        letter = chr(_FIRST + len(self.places) - 1)
        return f"{letter * 3} {letter * 5}"

    def found(self, text: str) -> Counter[str]:
        """Return the places whose letters stand in ``text``."""
        letters = re.findall(f"[{chr(_FIRST)}-{chr(_FIRST + len(self.places))}]", text)
        return Counter(self.places[ord(letter) - _FIRST] for letter in letters)


def fill(folder: Path, sentinels: Sentinels) -> None:
    """Write a team to ``folder`` with letters in all that is not Kari's to see."""
    home = Home.at(folder)
    home.prepare()
    _write_config(home, sentinels)
    store = open_store(home, local_now)
    for record in _of_kari(sentinels, Shelf(home.config / "agendas")):
        store.save(record)
    for number in range(2):
        for record in _of_another(number, sentinels):
            store.save(record)
    store.save(UnitGoal(text="Kortere ventetid", year=local_now().year))
    damaged = Person(name=sentinels.of("a damaged person's name"))
    store.save(damaged)
    store.close()
    store = open_store(home, local_now)
    damaged.title = sentinels.of("a damaged person's title")
    store.save(damaged)
    store.close()
    file = home.data / "people" / f"{damaged.id}.json"
    shutil.copy(file, file.with_name(f"{file.stem}.sync-conflict-20261123-101530-ABC1234.json"))
    file.write_bytes(file.read_bytes().replace(b'"schema"', b'"sch\x00ma"'))


def _of_kari(sentinels: Sentinels, shelf: Shelf) -> Iterator[Record]:
    kari = Person(name="Kari Nordmann", title="Utvikler", next_talk=local_now().date())
    yield kari
    goal = Goal(text="Lede et prosjekt")
    plan = Plan((goal,), (Action(text="Kurs", goal=goal.id, owner="manager", undated=True),))
    for state in ("agreed", "prepared"):
        talk = filled(Conversation, "ord")
        talk.id, talk.person, talk.state, talk.plan = new_id(), kari.id, state, plan
        talk.employee_name, talk.manager_name = kari.name, "Siri Berg"
        talk.agenda = shelf.get("medarbeidersamtale", "nb").without_hints()
        talk.clock = None
        if state == "prepared":
            talk.started_at = talk.ended_at = None
            talk.answers = talk.versions = ()
        yield talk
    today = local_now().date()
    yield LogEntry(person=kari.id, on=today, text="Delt ros", shared=True)
    waits = sentinels.of("Kari's concern that waits")
    yield LogEntry(person=kari.id, on=today, kind="concern", text=waits)
    for kind in RECORDS:
        if kind not in BOTH_MAY_SEE:
            record: Any = filled(kind, sentinels.of(f"Kari's {kind.__name__}"))
            record.id, record.person = new_id(), kari.id
            if kind is LogEntry:
                record.shared = False
            elif kind is Preparation:
                record.id = talk.id
            yield record


def _of_another(number: int, sentinels: Sentinels) -> Iterator[Record]:
    person = new_id()
    for kind in RECORDS:
        if kind is UnitGoal:
            continue
        record: Any = filled(kind, sentinels.of(f"another's {kind.__name__}"))
        record.id = new_id()
        if kind is Person:
            record.id = person
            record.next_talk = None if number else local_now().date() + dt.timedelta(days=90)
        else:
            record.person = person
        if kind is Conversation and number:
            record.state, record.answers = "live", ()
        yield record


def _write_config(home: Home, sentinels: Sentinels) -> None:
    """Write an agenda with hints, one that can't be read, and settings with a mistake."""
    agendas = home.config / "agendas"
    agendas.mkdir()
    hint = sentinels.of("an agenda's hint")
    front = "---\nid: medarbeidersamtale\nlanguage: nb\nevery: 12 months\n---\n"
    topics = ("Åpning (5 min)\n\n- Hva gikk bra?", "Plan (8 min) {plan}")
    title, bad = sentinels.of("a bad agenda's name"), sentinels.of("a setting")
    (agendas / "own.md").write_text(
        f"{front}# Medarbeidersamtale\n\n"
        + "".join(f"## {topic}\n\n> {hint}\n\n" for topic in topics),
        encoding="utf-8",
    )
    (agendas / f"{title}.md").write_text(f"# {title}\n\n{title}\n", encoding="utf-8")
    (home.config / "settings.toml").write_text(
        f'name = "Siri Berg"\nlanguage = "nb"\ntheme = "{bad}"\nretention_months = 1\n',
        encoding="utf-8",
    )
