"""From what stands in the fields of a form to the `EmployeeForm` that is kept, and back.

A form that comes in again is taken in beside the one before: what it answers anew goes before,
with the earlier answer kept; what it leaves open stays as it was answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, get_args

from msgspec.structs import replace

from storage.employee_form import Answered, Asks, EmployeeForm, OnItem, Replaced, Unplaced
from storage.forms.form import Form


class Change(NamedTuple):
    """An answer that is new, or another than before."""

    question: str
    before: str
    """Empty where the question was open."""
    now: str


def employee_form(
    form: Form,
    texts: Mapping[str, str],
    *,
    at: dt.datetime,
    unplaced: Iterable[Unplaced] = (),
) -> EmployeeForm:
    """Return what is to be kept of a form that came in: ``texts`` by the fields' places."""
    answers: list[Answered] = []
    items: list[OnItem] = []
    for section in form.sections:
        for group in section.groups:
            said = [texts.get(field.place, "") for field in group.fields]
            if group.item and any(said):
                items.append(OnItem(group.item, group.title, *said))
            elif not group.item:
                answers += [
                    Answered(section.title, field.label, text, _asks(field.place))
                    for field, text in zip(group.fields, said, strict=True)
                    if text
                ]
    return EmployeeForm(
        imported_at=at, items=tuple(items), answers=tuple(answers), unplaced=tuple(unplaced)
    )


def texts_of(form: Form, kept: EmployeeForm) -> dict[str, str]:
    """Return what is kept as texts by the fields' places, for a form that is to show them.

    An answer to a question that the form doesn't ask is left out.
    """
    answers = {one.place: one.answer for one in kept.answers}
    items = {item.id: (item.standing, item.word) for item in kept.items}
    texts: dict[str, str] = {}
    for section in form.sections:
        for group in section.groups:
            places = [field.place for field in group.fields]
            if group.item:
                texts |= zip(places, items.get(group.item, ()), strict=False)
            else:
                asked = [
                    Answered(section.title, field.label, "", _asks(field.place)).place
                    for field in group.fields
                ]
                texts |= {
                    place: answers.get(question, "")
                    for place, question in zip(places, asked, strict=True)
                }
    return {place: text for place, text in texts.items() if text}


def taken_in(kept: EmployeeForm | None, new: EmployeeForm) -> EmployeeForm:
    """Return one form with what both say; where they differ ``new`` goes before.

    An answer that gives way is kept among those that were `replaced`.
    """
    if kept is None:
        return new
    gone = (
        Replaced(one.question, one.before, kept.imported_at)
        for one in changes(kept, new)
        if one.before
    )
    return EmployeeForm(
        imported_at=new.imported_at,
        items=_items(kept.items, new.items),
        answers=tuple({one.place: one for one in (*kept.answers, *new.answers)}.values()),
        unplaced=tuple(dict.fromkeys((*kept.unplaced, *new.unplaced))),
        replaced=tuple(dict.fromkeys((*kept.replaced, *new.replaced, *gone))),
    )


def changes(kept: EmployeeForm | None, new: EmployeeForm) -> list[Change]:
    """Return what ``new`` answers otherwise than ``kept``; what it leaves open is no change."""
    before = {place: answer for place, _question, answer in _said(kept)}
    return [
        Change(question, before.get(place, ""), answer)
        for place, question, answer in _said(new)
        if answer != before.get(place, "")
    ]


def left_open(kept: EmployeeForm | None, new: EmployeeForm) -> list[str]:
    """Return the questions that ``kept`` answers and ``new`` leaves open."""
    answered = {place for place, _question, _answer in _said(new)}
    return [question for place, question, _answer in _said(kept) if place not in answered]


def _said(form: EmployeeForm | None) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Yield each answer with what tells it from the others, and with what it answers."""
    if form is None:
        return
    for item in form.items:
        for part, answer in (("standing", item.standing), ("word", item.word)):
            if answer:
                yield ("item", item.id, part), item.text, answer
    for one in form.answers:
        yield ("answer", *one.place), one.question, one.answer


def _items(kept: Iterable[OnItem], new: Iterable[OnItem]) -> tuple[OnItem, ...]:
    both = {one.id: one for one in kept}
    for one in new:
        old = both.get(one.id, one)
        both[one.id] = replace(
            one, standing=one.standing or old.standing, word=one.word or old.word
        )
    return tuple(both.values())


def _asks(place: str) -> Asks:
    alone: dict[str, Asks] = {kind: kind for kind in get_args(Asks)}
    return alone.get(place, "topic")
