"""A form that came back, taken into the talk that it is of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from agendas.words import _
from storage.employee_form import Unplaced
from storage.errors import NotFound, StoreError
from storage.forms.answers import Change, changes, employee_form, left_open, taken_in
from storage.forms.form import Form, form_of
from storage.forms.labels import ALL
from storage.forms.wording import bare
from storage.imports.form import ReadForm, read_form, which_talk
from storage.imports.form_file import form_file, is_page
from storage.imports.form_lines import references_in
from storage.imports.form_word import is_word
from storage.imports.trouble import Trouble
from storage.late_form import keep_form
from storage.records import Conversation
from storage.store import Store


class FormError(Exception):
    """Why a form was not taken in, in one line of the user's language."""


@dataclass(frozen=True)
class TakenIn:
    """What came of a form."""

    talk: Conversation
    """As it is kept now."""
    again: bool
    """Whether a form had come in before."""
    answers: int
    """How many questions it answers."""
    questions: int
    changes: list[Change]
    """What it answers anew, or otherwise than the form before."""
    left_open: list[str]
    """What the form before answers and this one leaves open; those answers stay."""
    unplaced: tuple[Unplaced, ...]


def is_form(data: bytes) -> bool:
    """Return whether a file says that it is a form, or can be nothing else by its kind."""
    if is_word(data) or is_page(data):
        return True
    with suppress(Trouble):
        return bool(references_in(form_file(data)[0]))
    return False


def take_in_form(store: Store, data: bytes, now: dt.datetime, talk_id: str = "") -> TakenIn:
    """Keep what a form says with its talk; the talk must be ``talk_id``, if that is given.

    Raises:
        FormError: It is of another talk or person, of one that has begun, or of none.
        Trouble: It can't be read.
        StoreError: It can't be kept now.
    """
    text, beside = form_file(data)
    reference = which_talk(text)
    if reference is None:
        raise FormError(
            _("it doesn't say which talk it is of; its line with the reference is gone")
        )
    talk = _talk(store, reference.talk)
    if talk_id and talk.id != talk_id:
        raise FormError(_("it is of another talk, with {name}").format(name=talk.employee_name))
    _check_open(store, talk)
    read = read_form(text, list(_forms(store, talk)), reference)
    read = read._replace(unplaced=(*read.unplaced, *beside))
    _check_name(read, talk)
    return _kept(store, talk, read, now)


def past_of(store: Store, talk: Conversation) -> Conversation | None:
    """Return the talk whose plan is looked back on, if it is there and can be read."""
    if talk.previous is not None:
        with suppress(StoreError):
            return store.read(Conversation, talk.previous)
    return None


def _talk(store: Store, id_: str) -> Conversation:
    try:
        return store.read(Conversation, id_)
    except NotFound as error:
        raise FormError(_("the talk that it is of is not kept here")) from error


def _check_open(store: Store, talk: Conversation) -> None:
    """Refuse what would change a talk that is over, or is written by somebody else just now."""
    name = talk.employee_name
    if talk.closed:
        raise FormError(_("the talk with {name} that it is of is over").format(name=name))
    if talk.state == "live" or talk.id in store.under_way():
        raise FormError(_("the talk with {name} that it is of has begun").format(name=name))


def _forms(store: Store, talk: Conversation) -> Iterator[Form]:
    """Yield the forms that it may be: as it was sent, and as it would be now, by language."""
    past, sent = past_of(store, talk), talk.form_sent
    first = sent.language if sent else talk.agenda.language
    languages = sorted((one.code for one in ALL), key=lambda code: code != first)
    for as_sent in (sent, None) if sent else (None,):
        for language in languages:
            yield form_of(talk, past, language=language, sent=as_sent)


def _check_name(read: ReadForm, talk: Conversation) -> None:
    """Refuse a form whose title names somebody else."""
    beginning, _name, _rest = read.form.labels.title.partition("{name}")
    for one in read.unplaced:
        first = next(iter(one.text.split("\n")), "")
        if not one.below and bare(first).startswith(bare(beginning)):
            raise FormError(
                _("its title names somebody else; the talk that it is of is with {name}").format(
                    name=talk.employee_name
                )
            )


def _kept(store: Store, talk: Conversation, read: ReadForm, now: dt.datetime) -> TakenIn:
    before = talk.employee_form
    new = employee_form(read.form, read.texts, at=now, unplaced=read.unplaced)
    if not (read.texts or read.unplaced):
        raise FormError(_("nothing is filled in"))
    changed = changes(before, new)
    both = taken_in(before, new)
    if changed or before is None or both.unplaced != before.unplaced:
        talk.employee_form = both
        if talk.state == "planned":
            talk.state = "prepared"
        keep_form(store, talk)
    return TakenIn(
        talk=talk,
        again=before is not None,
        answers=len(read.texts),
        questions=len(list(read.form.fields())),
        changes=changed,
        left_open=left_open(before, new),
        unplaced=read.unplaced,
    )
