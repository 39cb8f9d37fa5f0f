"""Documents of older versions, brought up to the shape that this program writes.

Each step is a function from the documents of one schema to those of the next, and stays for as
long as there may be such a document: one from a backup, or from a machine that was long away. It
is used whenever a document is read, so the rest of the program knows one shape only. A document
that is saved is written in that shape.

A talk's journal has the shape of its document and doesn't say how old it is: a step that changes
what stands in ``head`` leaves alone what has its shape already, and `head_brought_up` takes it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.files import make_folder, write_atomically
from storage.records import SCHEMA

_STAMP = "schema"
"""A file in the state folder: the schema up to which all documents have been brought."""

Body = dict[str, Any]


def brought_up(table: str, document: Body) -> Body:
    """Return a document of ``table`` in the shape that this program writes.

    One that isn't older, or doesn't say how old it is, is returned as it is.
    """
    schema = document.get("schema")
    if not isinstance(schema, int):
        return document
    for number in sorted(number for number in _STEPS if number >= schema > 0):
        step = _STEPS[number].get(table, _as_it_is)
        document = {**step(document), "schema": number + 1}
    return document


def head_brought_up(head: Body) -> Body:
    """Return the ``head`` of a talk in a journal in the shape that this program writes."""
    return _purpose_and_prompts(head)


def is_newer(document: Body) -> bool:
    """Return whether a newer version of the program has written a document."""
    schema = document.get("schema")
    return isinstance(schema, int) and schema > SCHEMA


def is_behind(state: Path) -> bool:
    """Return whether documents of the store with this state folder may still be older."""
    try:
        return int((state / _STAMP).read_bytes()) < SCHEMA
    except (OSError, ValueError):
        return True


def mark(state: Path) -> None:
    """Note that no document is older now.

    Raises:
        OSError: It can't be written.
    """
    make_folder(state)
    write_atomically(state / _STAMP, b"%d\n" % SCHEMA)


def _as_it_is(document: Body) -> Body:
    return document


def _raising(document: Body) -> Body:
    """From 1 to 2: the day on which a note was raised gets room for how that went."""
    rest = {name: value for name, value in document.items() if name != "raised_on"}
    day = document.get("raised_on")
    return {**rest, "raised": None if day is None else {"on": day}}


def _following_the_team(document: Body) -> Body:
    """From 1 to 2: who had the usual cadence follows the team's, which is the same at first."""
    usual = {"months_between_talks": 12, "weeks_between_follow_ups": 6}
    own = {name: None for name, number in usual.items() if document.get(name) == number}
    return {**document, **own}


def _purpose_and_prompts(talk: Body) -> Body:
    """From 3 to 4: a purpose out of the four is known as that, and questions may serve one."""
    words = talk.get("purpose")
    aim = _AIMS_IN_WORDS.get(words.strip().casefold()) if isinstance(words, str) else None
    newer = _with_agenda({"aim": aim, **talk})
    if isinstance(sent := talk.get("form_sent"), dict):
        newer["form_sent"] = _with_agenda(sent)
    return newer


def _with_agenda(holder: Body) -> Body:
    agenda = holder.get("agenda")
    topics = agenda.get("topics") if isinstance(agenda, dict) else None
    if not isinstance(agenda, dict) or not isinstance(topics, list):
        return holder
    return {**holder, "agenda": {**agenda, "topics": [_with_prompts(one) for one in topics]}}


def _with_prompts(topic: Any) -> Any:
    prompts = topic.get("prompts") if isinstance(topic, dict) else None
    if not isinstance(prompts, list):
        return topic
    asked = [{"text": one} if isinstance(one, str) else one for one in prompts]
    return {**topic, "prompts": asked}


_AIMS_IN_WORDS = {
    "new ideas": "ideas",
    "nye ideer": "ideas",
    "well-being": "wellbeing",
    "trivsel": "wellbeing",
    "motivation": "motivation",
    "motivasjon": "motivation",
    "development": "development",
    "utvikling": "development",
}
"""What the four were called when their words alone were kept, in either language."""

_STEPS: dict[int, dict[str, Callable[[Body], Body]]] = {
    1: {"log": _raising, "people": _following_the_team},
    2: {},  # from 2 to 3 talks get room for the employee's form, which is empty at first
    3: {"conversations": _purpose_and_prompts},  # and both records get room for points
}
"""By the schema that a step begins from, and the table whose documents it changes."""
