"""A list of people taken into the store: held against who is there, and kept all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from storage.imports.matching import Known, Outcome, Proposal, outcome, propose
from storage.progress import Progress, untold
from storage.records import Person

if TYPE_CHECKING:
    from storage.imports.team import Listed
    from storage.store import Store

LISTS = (".csv", ".tsv", ".vcf", ".vcard")
"""How the names of lists of people end."""
_NO_LISTS = (".md", ".markdown", ".html", ".htm", ".docx", ".json")
_LOOKED_AT = 4096


def is_list_of_people(file: Path) -> bool:
    """Return whether a file is one by its name, or else by how it begins."""
    suffix = file.suffix.casefold()
    if suffix in LISTS or suffix in _NO_LISTS:
        return suffix in LISTS
    from storage.imports.encodings import decoded
    from storage.imports.sheet import read_sheet
    from storage.imports.trouble import Trouble
    from storage.imports.vcards import is_vcard

    try:
        with file.open("rb") as opened:
            text = decoded(opened.read(_LOOKED_AT)).text
        return is_vcard(text) or len(read_sheet(text, _LOOKED_AT).columns.places) > 1
    except (OSError, Trouble):
        return False


def proposals(store: Store, people: Iterable[Listed]) -> list[Proposal]:
    """Return what is to come of each line, unless the user says otherwise.

    Raises:
        StoreError: Who is there can't be had now.
    """
    last_talks = {entry.id: entry.last_talk for entry in store.people()}
    kept = [Known(person, last_talks.get(person.id)) for person in store.all(Person)]
    return propose(people, kept, store.erased(Person))


def take_in(store: Store, decided: Sequence[Proposal], progress: Progress = untold) -> Outcome:
    """Keep what was decided, all of it or nothing; where ``progress`` raises it is nothing.

    Raises:
        StaleError: Somebody was changed meanwhile.
        StoreError: It can't be kept.
    """
    result = outcome(decided)
    store.save_all([*result.added, *result.filled], progress)
    return result
