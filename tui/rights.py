"""What the person written about may ask for: all that is kept, and how long it is kept at most."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from agendas.words import _, short_day
from storage.access import Access, access, private
from storage.disclosure import Disclosure, Withheld
from storage.erasure import gather
from storage.exports.access import access_to_markdown
from storage.exports.markdown import file_name
from storage.holdings import Holdings
from storage.home import Home
from storage.known_exports import KnownExport
from storage.local_store import LocalStore
from storage.names import is_ulid
from storage.retention import EXPIRED, Expired, expired
from storage.text import one_line
from storage.unfinished import unfinished
from tui import keeping
from tui.failure import Failure, WrongUse
from tui.keeping import kept
from tui.keymap import with_own_keys
from tui.listings import print_document
from tui.lookup import find_person
from tui.progress import waiting
from tui.settings import Settings
from tui.table import table
from tui.writing import write_new


def give_access(
    home: Home,
    settings: Settings,
    person: str,
    *,
    to: Path | None,
    as_json: str | None,
    markdown: str | None,
    withhold: Sequence[str],
    reasons: Sequence[str],
    overwrite: bool,
) -> int:
    """Write all that is kept on a person: as Markdown and JSON to a folder, or one to a file."""
    with whole(home, "access") as store:
        held = held_on(store, person, _("Nothing was written."))
        if store.half_written.waits_for(held.person_id):
            raise Failure(_("A text in a form is not saved yet. Save or leave it in samtale first"))
        withheld = _withheld(held, withhold, reasons)
        if withheld:
            at = keeping.local_now()
            store.save(Disclosure(person=held.person_id, at=at, withheld=tuple(withheld)))
            store.access_log.note("disclosures", "", held.person_id, store.through)
        given = access(
            held,
            at=keeping.local_now(),
            withheld=withheld,
            exports=exports_of(store, held.person_id),
            openings=store.access_log.openings(held.person_id),
            tombstones=store.tombstones,
            months_for_all=settings.retention_months,
        )
        for place, text in _places(given, to, as_json, markdown):
            if place is None:
                print_document(text)
            else:
                write_new(store, place, text, held.person_id, overwrite=overwrite)
    return 0


def list_expired(home: Home, settings: Settings, *, as_json: bool) -> int:
    """Print what is past its date; the app erases it when told to."""
    looking = waiting(_("Looking for what is past its date"), left="")
    with whole(home, "retention") as store, looking as store.progress:
        today = keeping.local_now().date()
        found = expired(store, settings.retention_months, today, store.progress)
    if as_json:
        print(json.dumps(msgspec.to_builtins(found), indent=2))
        return 0
    if not found:
        print(_("Nothing is past its date."))
        return 0
    print(table([(_("Name"), _("What"), _("Date"), _("Past since")), *map(_expired_row, found)]))
    words = _("To erase any of it, open samtale and press {people.retention}.")
    print(with_own_keys(home, words))
    return 0


def _expired_row(one: Expired) -> tuple[str, ...]:
    today = keeping.local_now().date()
    days = (short_day(day, today) for day in (one.day, one.due))
    return (one_line(one.name), _(EXPIRED[one.table]), *days)


# Finding


@contextmanager
def whole(home: Home, command: str) -> Iterator[LocalStore]:
    """Open the store with its files at hand."""
    with kept(home) as store:
        if not isinstance(store, LocalStore):
            raise Failure(_("This works only where the files are on this machine"))
        store.through = f"samtale {command}"
        yield store


def held_on(store: LocalStore, person: str, left: str) -> Holdings:
    """Return what is kept on the person of that name or id; ``left`` is said where one leaves."""
    person_id = person if is_ulid(person) else find_person(store.people(), person).id
    with waiting(_("Looking through all that is kept"), left=left) as progress:
        held = gather(store, person_id, progress)
    begun = any(one.person == person_id for one in unfinished(store.home.state))
    if not held.files and not begun:
        raise WrongUse(_("Nothing is kept on {person}").format(person=one_line(person)))
    store.access_log.note("people", "", person_id, store.through)
    return held


def _withheld(held: Holdings, ids: Sequence[str], reasons: Sequence[str]) -> list[Withheld]:
    """Return what is to be left out, each with its reason."""
    if len(ids) != len(reasons) or not all(reason.strip() for reason in reasons):
        raise WrongUse(_("Give a --reason with each --withhold"))
    offered = private(held)
    for id_ in ids:
        if id_ not in offered:
            known = ", ".join(offered) or "–"
            words = _("{id} can't be withheld; private are: {known}")
            raise WrongUse(words.format(id=id_, known=known))
    return [Withheld(*offered[id_], why.strip()) for id_, why in zip(ids, reasons, strict=True)]


def exports_of(store: LocalStore, person_id: str) -> list[KnownExport]:
    """Return what was exported on a person, also what is gone by now."""
    return [one for one in store.known_exports.all() if one.person == person_id]


# Writing


def _places(
    given: Access, to: Path | None, as_json: str | None, markdown: str | None
) -> Iterator[tuple[Path | None, str]]:
    """Go through what is to be written and where; None is standard output."""
    if as_json is not None:
        yield None if as_json == "-" else Path(as_json), given.to_json()
    elif markdown is not None:
        yield None if markdown == "-" else Path(markdown), access_to_markdown(given)
    else:
        name = given.person.name if given.person else given.person_id
        parts = (given.made_at.date().isoformat(), "samtale-access", name)
        folder = to or Path()
        yield folder / file_name(parts, "md"), access_to_markdown(given)
        yield folder / file_name(parts, "json"), given.to_json()
