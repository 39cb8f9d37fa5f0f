"""The employee's copy of what the manager wants to bring up, of what is shared alone."""

from __future__ import annotations

from agendas.words import _
from storage.exports.managers_points import points_name, points_to_markdown
from storage.home import Home
from storage.planning import nearest_open
from storage.records import Conversation, Person
from tui.failure import Failure
from tui.keeping import kept, local_now
from tui.keymap import with_own_keys
from tui.lookup import find_person
from tui.writing import Export, put_out


def write_points(home: Home, person: str, *, to: str | None, overwrite: bool) -> int:
    """Write the shared points of a person's coming talk in the person's language.

    Raises:
        Failure: No talk is planned, or nothing is shared.
    """
    with kept(home) as store:
        store.through = "samtale prep"
        someone = store.read(Person, find_person(store.people(), person).id)
        talks = [store.read(Conversation, entry.id) for entry in store.talks(someone.id)]
        talk = nearest_open(talks, local_now())
        if talk is None or not talk.shared_points:
            words = _(
                "Nothing is marked to be shared with {name}. In the preparation of the talk,"
                " {point.share} marks a point."
            )
            raise Failure(with_own_keys(home, words, name=someone.name))
        text = points_to_markdown(talk, someone.language)
        name = points_name(talk, someone.language)
        put_out(store, Export(text, name, someone.id, talk.id), to, overwrite=overwrite)
    return 0
