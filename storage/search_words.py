"""What was found in words: which record it is, and which of its texts."""

from __future__ import annotations

from collections.abc import Iterable

from agendas.words import N_, _
from storage.chosen_words import LOG_WORDS
from storage.records import Conversation, LogEntry, Person
from storage.search import Hit, Searched
from storage.search_query import Query, tokens_of

HINT = N_('Words as they begin, "a phrase", person:, kind:, year: and is:open; all must hold.')
"""What can be typed, in one line."""

MADE_ANEW = N_("The search index could not be read and was made anew. Nothing is lost.")
"""What is said once after that has happened."""

_PLACES = {
    "purpose": N_("Purpose"),
    "goal": N_("Goal"),
    "action": N_("Action"),
    "feedback": N_("Feedback"),
    "summary": N_("Summary"),
    "answer": N_("Answer"),
    "employee_preparation": N_("Preparation"),
    "employee_form": N_("Preparation"),
    "point": N_("To bring up"),
    "raised": N_("Raised"),
    "set_aside": N_("Set aside"),
}
"""The places that are called the same in every talk and entry; see `Passage.place`."""


def name_of(record: Searched) -> str:
    """Return what a record is: the talk by its agenda's title, an entry by its kind."""
    match record:
        case Conversation():
            return record.agenda.title
        case LogEntry():
            return _(LOG_WORDS[record.kind])
        case Person():
            return _("employee")
        case _:
            return _("Your preparation")


def place_of(hit: Hit) -> str:
    """Return which of a record's texts it is; nothing where the record has but one."""
    part, _slash, rest = hit.passage.place.partition("/")
    if part == "notes" and isinstance(hit.record, Conversation):
        number, side = rest.split("/")
        talk, topics = hit.record, hit.record.agenda.topics
        who = talk.manager_name if side == "manager" else talk.employee_name
        title = topics[int(number)].title if int(number) < len(topics) else ""
        return " · ".join(filter(None, (title, who)))
    return _(_PLACES[part]) if part in _PLACES else ""


def nothing_found(query: Query, names: Iterable[str]) -> str:
    """Return that nothing was found and, where a word of the query is a name, how to ask for it."""
    known = {part for name in names for part in tokens_of(name)}
    for word in query.words:
        if word in known:
            words = _("Nothing found. Write {filter} to search with one person.")
            return words.format(filter=f"person:{word}")
    return _("Nothing found.")


def unknown_words(unknown: tuple[str, ...]) -> str:
    """Return one line about filters that say nothing, and what they could say."""
    words = _(
        "{filters} says nothing here. Known are person:, kind: (person, talk, preparation, praise,"
        " concern, observation), year: and is:open."
    )
    return words.format(filters=", ".join(_("“{words}”").format(words=one) for one in unknown))
