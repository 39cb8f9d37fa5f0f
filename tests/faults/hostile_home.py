"""A home with a hostile text in every field, and the keys that bring each field to the screen."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from storage.envelope import pack
from storage.home import Home
from storage.records import (
    Conversation,
    LogEntry,
    Person,
    Preparation,
    Record,
    UnitGoal,
    new_id,
)
from storage.store import open_store
from storage.text import clean
from tests.faults.walk import Start, Way
from tests.hostile import TEXTS
from tests.storage.filled import PERSON, RECORDS, with_texts
from tui.keeping import local_now


def fill(folder: Path, number: int | None) -> int:
    """Write the home of that number to ``folder``, or a harmless one; return how many fields.

    Each field holds another text of the list, and in the next home the one after it: among as
    many homes as there are texts each field holds each of them.
    """
    texts = [clean(text) for text in TEXTS.values()]
    places = itertools.count()

    def text(_path: str) -> str:
        place = next(places)
        return "ord" if number is None else texts[(place + number) % len(texts)]

    home = Home.at(folder)
    home.prepare()
    store = open_store(home, local_now)
    for record in _records(text):
        store.save(record)
    store.close()
    second = with_texts(Person, text)
    second.rev = new_id()
    (home.data / "people" / f"{PERSON}.sync-conflict-20261123-101530-ABC1234.json").write_bytes(
        pack(msgspec.to_builtins(second))
    )
    (home.config / "settings.toml").write_text('name = "Siri Berg"\nlanguage = "nb"\n')
    return next(places)


def _records(text: Callable[[str], str]) -> Iterator[Record]:
    for kind in RECORDS:
        record: Any = with_texts(kind, text)
        record.id = PERSON if kind is Person else new_id()
        if kind is Conversation:
            yield record
            record = with_texts(kind, text)
            record.id, record.state = new_id(), "prepared"
            record.started_at = record.ended_at = record.clock = None
            record.answers = record.versions = ()
            talk = record.id
        elif kind is Preparation:
            record.id = talk
        elif kind is LogEntry:
            yield record
            record = replace(with_texts(kind, text), id=new_id(), kind="concern")
            record.on = dt.date(2026, 6, 1)  # the newest, and so the first
            record.raised = record.set_aside = None
        elif kind is UnitGoal:
            record.year = local_now().year
        yield record


def _way(walked: str, **start: Any) -> Way:
    return Way(Start(**start), walked.split())


WAYS = (
    _way(
        "f1 escape i escape n escape r a e escape escape v pagedown m escape escape"
        " slash ctrl+u e pagedown escape d pagedown escape b pagedown escape o escape escape"
        " comma enter escape escape"
        " enter y end enter pagedown escape escape down enter pagedown end escape"
        " x full_stop tab down tab home o escape k escape"
        " p r d u m escape e escape y pagedown o escape i pagedown escape"
        " a down escape f escape l escape w escape escape l"
    ),
    _way(
        "f3 end f4 m escape b f4 down enter escape down enter escape g escape f4 a escape"
        " f4 o K x u escape p n t k escape f pagedown s escape d escape k escape"
        " m right enter e right tab escape escape e right enter pagedown x r escape escape t",
        keys=("t",),
    ),
    _way(
        "ctrl+p escape u enter escape x escape escape"
        " f pagedown d escape y s escape t escape escape"
        " p e escape a end enter pagedown escape f end enter escape"
    ),
    _way("tab", keys=("t", "ctrl+s"), broken_disk=True),
)
"""They come to all screens, and to each place on them where something can be written."""
NOT_SEEN = {
    "NameForm": "asked at the first start, before anything is kept",
    "PassphraseForm": "asked at the first start, before anything is kept",
    "RecoveryKeyScreen": "comes after that form, and shows nobody's words",
    "TeamImportScreen": "comes after a list of people is read: tests/screens/test_team_import.py",
    "UnlockScreen": "comes before anything is read, and paints dots for what is typed",
}
"""Screens that the ways do not come to, and why."""
