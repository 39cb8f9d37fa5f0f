"""The form through the commands that a manager uses: written for a talk, and taken in again."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from agendas.shelf import Shelf
from storage.home import Home
from storage.records import Conversation, Person
from storage.store import open_store
from storage.text import clean
from tests.storage.talks import OSLO, example
from tui.cli import run

KARI = "01J000000000000000000000P1"
PAST, COMING = "01J000000000000000000000T0", "01J000000000000000000000T1"
_NOW = dt.datetime(2027, 2, 1, 10, tzinfo=OSLO)


@contextlib.contextmanager
def manager(folder: Path, language: str) -> Iterator[None]:
    """Be a manager in whose home one talk is to be prepared, with somebody of that language."""
    store = open_store(Home.at(folder), lambda: _NOW)
    store.save(Person(id=KARI, name="Kari Nordmann", language=language))
    store.save(replace(example(language), id=PAST, person=KARI, state="agreed"))
    store.save(
        Conversation(
            id=COMING,
            person=KARI,
            employee_name="Kari Nordmann",
            manager_name="Siri Berg",
            agenda=Shelf(None).get("medarbeidersamtale", language),
            planned_at=_NOW + dt.timedelta(days=30),
            previous=PAST,
        )
    )
    store.close()
    with patch.dict(os.environ, {"SAMTALE_HOME": str(folder), "LANGUAGE": language}):
        yield


def obeyed(*words: str) -> list[str]:
    """Run a command, and return what it complains of."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = run(words)
    return [f"samtale {words[0]}: {status}, {err.getvalue()}"] if status or err.getvalue() else []


def came_in(folder: Path, answers: list[str]) -> list[str]:
    """Return which of ``answers`` the talk doesn't hold now, and what else it holds."""
    store = open_store(Home.at(folder), lambda: _NOW)
    form = store.read(Conversation, COMING).employee_form
    store.close()
    if form is None:
        return ["no form came in"]
    held = [text for item in form.items for text in (item.standing, item.word) if text]
    held += [one.answer for one in form.answers]
    wanted = [clean(text) for text in answers if clean(text).strip()]
    lost = [f"not kept: {text!a:.60}" for text in wanted if wanted.count(text) > held.count(text)]
    more = [f"kept: {text!a:.60}" for text in held if held.count(text) > wanted.count(text)]
    return lost + more + [f"not placed: {one.text!a:.60}" for one in form.unplaced]
