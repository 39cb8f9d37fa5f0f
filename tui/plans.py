"""Plans that leave in several formats, come back, and are held against what was agreed."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from agendas.words import _
from storage.agreement import fingerprint
from storage.errors import NotFound, StoreError
from storage.exports.markdown import export_name, plan_to_markdown, render
from storage.home import Home
from storage.imports.plan import ImportedPlan, PlanError, read_plan_file
from storage.records import Conversation, Person
from storage.store import Store
from storage.text import one_line
from storage.verify import verify
from tui.failure import Failure, WrongUse
from tui.formats import PlanFormat
from tui.keeping import kept
from tui.lookup import find_person
from tui.writing import Export, put_out


def export_plan(
    home: Home,
    person: str,
    *,
    format: PlanFormat,
    to: str | None,
    talk: str | None,
    overwrite: bool,
) -> int:
    """Write a person's plan to a file and print its path, or print the plan where ``to`` is -."""
    with kept(home) as store:
        store.through = "samtale export"
        conversation = _talk_of(store, person, talk)
        export = Export(
            _written(conversation, format),
            export_name(conversation, format),
            conversation.person,
            conversation.id,
        )
        put_out(store, export, to, overwrite=overwrite)
    return 0


def import_plan(home: Home, file: Path) -> int:
    """Take in an exported plan, with its person where that is somebody new.

    A talk that is kept already is never changed: the same again is no fault, another is.
    """
    imported = _read(file)
    talk = imported.conversation
    if fingerprint(talk) != imported.stated_fingerprint:
        words = _("{file}: the text was changed after it was exported, so nothing was imported")
        raise Failure(words.format(file=file))
    with kept(home) as store:
        person = _person_of(store, talk, file)
        talk.person = person.id
        if existing := _kept_talk(store, talk.id):
            _check_same(existing, imported, file)
            print(_("This plan is kept already; nothing was changed."))
            return 0
        _save_both(store, person, talk)
    print(_("The plan of {name} was imported.").format(name=one_line(person.name)))
    return 0


def verify_plan(home: Home, file: Path) -> int:
    """Print whether a plan is the one that was agreed; return 1 where it is not."""
    talk_id = _read(file).conversation.id
    with kept(home) as store:
        store.through = "samtale verify"
        agreed = _kept_talk(store, talk_id)
    verdict = verify(file.read_text(encoding="utf-8-sig"), str(file), agreed)
    print(one_line(f"{file}: {verdict.reason}"))
    return 0 if verdict.matches else 1


def _written(conversation: Conversation, format: PlanFormat) -> str:
    """Return the file's text."""
    match format:
        case "md":
            return plan_to_markdown(conversation)
        case "html":
            from storage.exports.html import plan_to_html

            return plan_to_html(conversation)
        case "json":
            from storage.exports.record import plan_to_json

            return plan_to_json(conversation)
    assert_never(format)


def _talk_of(store: Store, person: str, talk: str | None) -> Conversation:
    """Return the talk to export: the one of that id, else the newest closed one with a plan.

    One that is kept apart is exported by its id only.
    """
    someone = find_person(store.people(), person)
    talks = store.talks(someone.id)
    closed = [entry for entry in talks if entry.closed and (entry.goals or entry.actions)]
    if talk is not None:
        chosen = [entry for entry in talks if entry.id == talk]
        if not chosen:
            known = ", ".join(f"{entry.id} ({entry.day})" for entry in closed) or "–"
            words = _("{name} has no talk {id}; closed talks are: {known}")
            raise WrongUse(words.format(name=someone.name, id=talk, known=known))
        return store.read(Conversation, chosen[0].id)
    in_line = [entry for entry in closed if not entry.strand]
    if not in_line:
        words = _("{name} has no closed talk with a plan yet; --talk takes one that is open")
        raise Failure(words.format(name=someone.name))
    return store.read(Conversation, in_line[0].id)


def _read(file: Path) -> ImportedPlan:
    try:
        imported = read_plan_file(file)
    except PlanError as error:
        raise Failure(str(error)) from error
    return imported


def _kept_talk(store: Store, id: str) -> Conversation | None:
    try:
        return store.read(Conversation, id)
    except NotFound:
        return None


def _person_of(store: Store, talk: Conversation, file: Path) -> Person:
    """Return whose talk it is: the person of that id, else of exactly that name, else a new one."""
    people = store.people()
    matches = [entry for entry in people if entry.id == talk.person] or [
        entry for entry in people if entry.name == talk.employee_name
    ]
    if len(matches) > 1:
        words = _("{file}: {count} people are called {name}, so nothing was imported")
        raise Failure(words.format(file=file, count=len(matches), name=talk.employee_name))
    if matches:
        return store.read(Person, matches[0].id)
    return Person(id=talk.person, name=talk.employee_name)


def _check_same(existing: Conversation, imported: ImportedPlan, file: Path) -> None:
    """Raise Failure unless both are the same plan with the same answers and outcomes."""
    stated, version = imported.stated_fingerprint, imported.version
    if fingerprint(existing) != stated:
        words = _("{file}: this talk is kept with another text, so nothing was imported")
        raise Failure(words.format(file=file))
    if render(existing, stated, version) != render(imported.conversation, stated, version):
        words = _(
            "{file}: this plan is kept with other answers or outcomes, so nothing was imported"
        )
        raise Failure(words.format(file=file))


def _save_both(store: Store, person: Person, talk: Conversation) -> None:
    """Keep both, or neither."""
    somebody_new = not person.rev
    if somebody_new:
        store.save(person)
    try:
        store.save(talk)
    except StoreError:
        if somebody_new:
            store.erase(Person, person.id)
        raise
