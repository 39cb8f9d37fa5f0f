"""Forms for the proofs on paper, and what a person might write on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from agendas.shelf import Shelf
from storage.forms.form import Form, form_of
from storage.records import Conversation
from storage.text import clean
from tests.hostile import TEXTS
from tests.storage.talks import OSLO, example

LANGUAGES = ("nb", "nn", "en")
_LONG = " Aleksandersen-Bjørnsgaard af Trolle" * 3


@cache
def form(language: str, *, long: bool = False) -> Form:
    """Return the form for a talk of somebody with a plan from last time."""
    talk = Conversation(
        id="01KK00000000000000000TA1K2",
        person="P1",
        employee_name="Kari Nordmann" + _LONG * long,
        manager_name="Siri Berg" + _LONG * long,
        agenda=Shelf(Path("nowhere")).get("medarbeidersamtale", language),
        purpose="utvikling" + " og trivsel" * 40 * long,
        planned_at=dt.datetime(2027, 3, 2, 13, tzinfo=OSLO),
    )
    return form_of(talk, example(language), language=language, kept_months=24)


def own_words(form: Form) -> str:
    """Return all that a form says, as somebody might write it into an answer."""
    sections = "\n".join(f"## {section.title}" for section in form.sections)
    questions = "\n\n".join(f"### {one.label}\n{form.labels.answer}" for one in form.fields())
    return f"{sections}\n{questions}\n{form.closing}\n{form.labels.reference}: {form.reference}"


def rounds(form: Form) -> Iterator[dict[str, str]]:
    """Yield answers for all fields, until each text of the hostile list was one of them."""
    texts = iter([own_words(form), "  to\n\n\n    fire\n", *TEXTS.values()])
    fields, left = list(form.fields()), True
    while left:
        answers = {}
        for number, field in enumerate(fields):
            if field.proposed:
                answers[field.place] = field.proposed[number % len(field.proposed)]
            else:
                text = next(texts, None)
                left = left and text is not None
                answers[field.place] = "" if text is None else text
        yield answers


def numbered(form: Form) -> dict[str, str]:
    """Return short and long answers in which no word stands twice."""
    return {
        field.place: field.proposed[0]
        if field.proposed
        else "\n".join(
            " ".join(f"{number}.{line}.{word}" for word in range(1 + line * 7 % 40))
            for line in range(1 + number * 13 % 70)
        )
        for number, field in enumerate(form.fields())
    }


def kept(answers: dict[str, str]) -> dict[str, str]:
    """Return what is kept of answers: each letter; what has none but spaces is no answer."""
    return {place: clean(text) for place, text in answers.items() if clean(text).strip()}
