"""The employee's form: written for a talk that is coming, and taken in when it comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import assert_never

from agendas.shelf import Shelf
from agendas.words import _, ngettext
from storage.exports.form import form_name, form_to_markdown
from storage.forms.form import Form, form_of, sent_on
from storage.home import Home
from storage.imports.form_file import MAX_BYTES
from storage.imports.form_taking_in import FormError, TakenIn, past_of, take_in_form
from storage.imports.trouble import Trouble
from storage.late_form import keep_form
from storage.planning import ANNUAL, nearest_open, new_talk
from storage.records import Conversation, Person
from storage.store import Store
from storage.text import one_line, visible
from tui.failure import Failure
from tui.formats import FormFormat
from tui.keeping import kept, local_now
from tui.lookup import find_person
from tui.settings import Settings
from tui.writing import Export, put_out


def write_form(
    home: Home,
    settings: Settings,
    person: str,
    *,
    format: FormFormat,
    to: str | None,
    overwrite: bool,
) -> int:
    """Write the form for a person's coming talk and print its path; plan the talk if need be.

    Every format is a writer of the same `Form`.
    """
    with kept(home) as store:
        store.through = "samtale prep"
        someone = store.read(Person, find_person(store.people(), person).id)
        talk = _coming_talk(store, someone, settings, Shelf(home.config / "agendas"))
        months = someone.retention_months
        form = form_of(
            talk,
            past_of(store, talk),
            language=someone.language,
            kept_months=settings.retention_months if months is None else months,
        )
        name = form_name(talk, form, format)
        content = _written(form, format, form_name(talk, form))
        export = Export(content, name, someone.id, talk.id)
        put_out(store, export, to, overwrite=overwrite)
        talk.form_sent = sent_on(local_now().date(), talk, form)
        keep_form(store, talk)
    return 0


def import_form(home: Home, file: Path) -> int:
    """Take in a form that came back, and print what is new and what could not be placed."""
    try:
        with kept(home) as store:
            store.through = "samtale import"
            done = take_in_form(store, _read(file), local_now())
    except FormError as error:
        words = _("{file}: {reason}, so nothing was imported")
        raise Failure(words.format(file=file, reason=error)) from error
    except Trouble as trouble:
        place = f"{file}:{trouble.line}" if trouble.line else file
        raise Failure(f"{place}: {trouble.reason}") from trouble
    print("\n".join(_told(done)))
    return 0


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _written(form: Form, format: FormFormat, saved_as: str) -> str | bytes:
    """Return the file; a page saves what is filled in as ``saved_as``."""
    match format:
        case "md":
            return form_to_markdown(form)
        case "html":
            from storage.exports.form_page import form_to_page

            return form_to_page(form, saved_as)
        case "docx":
            try:
                from storage.exports.form_word import form_to_word

                return form_to_word(form)
            except ImportError as error:
                words = _("writing Word takes an extra: pip install 'samtale[word]'")
                raise Failure(words) from error
    assert_never(format)


def _coming_talk(store: Store, person: Person, settings: Settings, shelf: Shelf) -> Conversation:
    """Return the talk that the form is for, as the app finds it, or one that is planned now."""
    talks = [store.read(Conversation, entry.id) for entry in store.talks(person.id)]
    now = local_now()
    begun = {*store.under_way(), *(one.id for one in talks if one.state == "live")}
    coming = nearest_open((one for one in talks if one.id not in begun), now)
    if coming is not None:
        return coming
    if any(not one.closed for one in talks):
        words = _("{name}'s talk has begun, so there is nothing to prepare")
        raise Failure(words.format(name=person.name))
    agenda = shelf.get(ANNUAL, person.language or settings.language)
    talk = new_talk(person, agenda, settings.name, talks)
    store.save(talk)
    return talk


def _told(done: TakenIn) -> Iterator[str]:
    """Yield what came of a form, line by line."""
    name = one_line(done.talk.employee_name)
    count = ngettext("{n} answer", "{n} answers", done.answers)
    yield _("{name}'s form was imported: {answers} to {questions} questions.").format(
        name=name, answers=count, questions=done.questions
    )
    if done.again and not done.changes:
        yield _("No answer is another than before.")
    for change in done.changes if done.again else ():
        yield from ("", one_line(change.question))
        if change.before:
            yield from _below(_("earlier"), change.before)
        yield from _below(_("now"), change.now)
    if done.left_open:
        yield ""
        yield ngettext(
            "{n} question that was answered before is open in this form; the answer stays.",
            "{n} questions that were answered before are open in this form; the answers stay.",
            len(done.left_open),
        )
    if done.unplaced:
        yield ""
        yield _("This could not be placed, and is kept beside the answers:")
    for one in done.unplaced:
        yield from _below(one_line(one.below), one.text)


def _below(label: str, text: str) -> Iterator[str]:
    """Yield a text behind its label, its lines below each other."""
    first, *others = visible(text).split("\n")
    begin = f"  {label}: " if label else "  "
    yield begin + first
    yield from (" " * len(begin) + line for line in others)
