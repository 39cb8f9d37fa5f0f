"""All that is kept on a person as Markdown, in the program's language, to be read by them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import msgspec

from agendas.words import N_, _, day_in_full, ngettext
from storage.access import Access, Copy
from storage.disclosure import Disclosure
from storage.exports.escape import inline
from storage.exports.sheet import WORDS, sheet, value
from storage.holdings import KINDS, Where
from storage.plan import day_of
from storage.records import Conversation, LogEntry, Record

PLACES: dict[Where, str] = {
    "document": N_("the record itself, which can't be read"),
    "earlier": N_("as it was before the last sitting"),
    "copy": N_("a copy, such as sync programs make"),
    "quarantine": N_("set aside because it could not be read"),
    "journal": N_("the journal of a talk under way"),
    "temporary": N_("left over from a save that was interrupted"),
}
"""What a file is that isn't the record itself."""


def access_to_markdown(access: Access) -> str:
    """Return the whole file."""
    parts = [
        *_head(access),
        *_people_and_talks(access),
        *_withheld(access),
        *_copies(access),
        *_around(access),
    ]
    return "\n\n".join(parts) + "\n"


def _head(access: Access) -> Iterator[str]:
    name = access.person.name if access.person else access.person_id
    yield "# " + _("What is kept on {name}").format(name=inline(name))
    yield _(
        "Written by Samtale on {day}. Here is all that it keeps on {name} on this machine, as far"
        " as it can tell."
    ).format(day=day_in_full(access.made_at.date()), name=inline(name))
    yield "**{}** {}".format(
        _("Before you hand it on:"),
        _(
            "other people may be named in the texts, and Samtale can't tell where. Read it"
            " through first. Files that were sent, printed or moved are not found"
            " either, nor is what backups hold, with the copies from before an upgrade."
        ),
    )
    yield _("The JSON file beside it holds the same for programs, with all ids and exact times.")
    yield "## " + _("How long it is kept")
    yield _retention(access)


def _retention(access: Access) -> str:
    months = access.retention.months
    if months is None:
        return _("No end is set. It is kept until somebody erases it.")
    words = ngettext(
        "{n} month after the day that a record is about. It is then listed, and erased when the"
        " manager says so.",
        "{n} months after the day that a record is about. It is then listed, and erased when the"
        " manager says so.",
        months,
    )
    who = {
        "person": _("This was chosen for this person."),
        "all": _("This was chosen for everybody."),
    }
    return f"{words} {who[access.retention.chosen_for]}"


def _people_and_talks(access: Access) -> Iterator[str]:
    if access.person:
        yield "## " + _("The person")
        yield sheet(access.person)
    sections: tuple[tuple[str, Sequence[Record]], ...] = (
        (_("Talks"), access.conversations),
        (_("The manager's private preparations"), access.preparations),
        (_("Log"), access.log),
        (_("Withheld before"), access.disclosures),
    )
    for title, records in sections:
        if records:
            yield f"## {title}"
            for record in records:
                yield f"### {_title(record)}"
                yield sheet(record)


def _title(record: Record) -> str:
    match record:
        case Conversation():
            return inline(", ".join([record.agenda.title, *_days(day_of(record))]))
        case LogEntry():
            return day_in_full(record.on)
        case Disclosure():
            return day_in_full(record.at.date())
    return _("For the talk {id}").format(id=f"`{record.id}`")


def _days(day: dt.date | None) -> list[str]:
    return [day_in_full(day)] if day else []


def _withheld(access: Access) -> Iterator[str]:
    if not access.withheld:
        return
    yield "## " + _("Withheld")
    yield _("These private records are kept, and their text is left out here, for this reason:")
    yield "\n".join(
        f"- {value('table', one.table)} `{one.id}`: {inline(one.reason)}" for one in access.withheld
    )


def _copies(access: Access) -> Iterator[str]:
    if not access.copies:
        return
    yield "## " + _("Other versions, and what can't be read")
    left_out = {(one.table, one.id) for one in access.withheld}
    for number, one in enumerate(access.copies, 1):
        yield f"### {number}"
        yield f"{_kind(one.table)}, {_(PLACES[one.where])}: {inline(one.file)}"
        if (one.table, one.id) in left_out:
            yield _("Withheld; see above.")
        elif one.record is not None:
            yield sheet(_record(one))
        else:
            words = _("What is in it can't be read: {reason}.")
            yield words.format(reason=inline(one.unreadable))


def _around(access: Access) -> Iterator[str]:
    if access.exports:
        yield "## " + _("Files that were written")
        yield "\n".join(f"- {inline(one.path)}" for one in access.exports)
    if access.erased:
        yield "## " + _("Erased before")
        yield "\n".join(
            f"- {_kind(one.table)} `{inline(one.id)}`, {day_in_full(one.erased_on)}"
            for one in access.erased
        )
    if access.openings:
        yield "## " + _("Who has opened it")
        heads = (_("Time"), _("Account"), _("What"), _("Through"))
        rows = [
            (f"{one.at:%Y-%m-%d %H:%M}", one.user, _kind(one.table), one.through)
            for one in access.openings
        ]
        lines = [f"| {' | '.join(map(inline, row))} |" for row in (heads, *rows)]
        yield "\n".join([lines[0], "| --- | --- | --- | --- |", *lines[1:]])


def _kind(table: str) -> str:
    return _(WORDS[table]) if table in WORDS else inline(table)


def _record(copy: Copy) -> Record:
    return msgspec.convert(copy.record, KINDS[copy.table])
