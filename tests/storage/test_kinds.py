"""A kind of record, or a text in one, that somebody adds is known wherever it has to be."""

from __future__ import annotations

import pytest

from storage.disclosure import Disclosure
from storage.holdings import KINDS
from storage.merging import merged
from storage.passages import passages
from storage.records import Conversation, Person, Record, UnitGoal
from storage.search import SEARCHED
from storage.tables import TABLES
from tests.storage.filled import RECORDS, text_fields, with_texts

ASKED = {
    *("Conversation.employee_form.answers.topic", "Conversation.employee_form.answers.question"),
    *("Conversation.employee_form.replaced.question", "Conversation.employee_form.unplaced.below"),
    "Conversation.employee_form.items.text",
}
"""What stood on the form for the employee before anything was written on it."""
NOT_SEARCHED = ASKED | {
    *("Person.email", "Person.language", "Conversation.employee_name", "Conversation.manager_name"),
}
CLOSED = ("agenda.", "form_sent.", "versions.")
"""What was copied from an agenda, and plans that are closed: not searched, and never merged."""
THE_NEWER_DECIDES = {
    *("Conversation.employee_name", "Conversation.manager_name", "Conversation.purpose"),
    *("Conversation.employee_form.items.text", "Disclosure.withheld.reason"),
    *("Conversation.shared_points.example.text", "Preparation.points.example.text"),
}
"""Single values; the version that isn't taken is put by."""


def fields_of(kind: type[Record]) -> set[str]:
    return {path for path in text_fields(kind) if not path.startswith(CLOSED)}


def test_all_that_is_about_a_person_can_be_given_out_and_erased() -> None:
    about = {kind for kind in RECORDS if kind is Person or "person" in kind.__struct_fields__}
    assert {KINDS[TABLES[kind]] for kind in about} == about == set(KINDS.values())


def test_all_kinds_are_searched_but_for_what_the_manager_did_not_write_about_anybody() -> None:
    assert set(RECORDS) - set(SEARCHED) == {UnitGoal, Disclosure}


@pytest.mark.parametrize("kind", SEARCHED)
def test_every_text_of_what_is_searched_can_be_found(kind: type[Record]) -> None:
    texts = {one.text for one in passages(with_texts(kind, str))}
    missing = {f"{kind.__name__}.{path}" for path in fields_of(kind) if f".{path}" not in texts}
    assert missing == {one for one in NOT_SEARCHED if one.startswith(f"{kind.__name__}.")}


@pytest.mark.parametrize("kind", [kind for kind in RECORDS if kind is not Person])
def test_every_text_of_two_versions_stands_in_the_merged_one(kind: type[Record]) -> None:
    one, other = (with_texts(kind, lambda path, side=side: f"{side}{path}") for side in "ab")
    if isinstance(one, Conversation) and isinstance(other, Conversation):
        one.state = other.state = "live"
        one.agenda = other.agenda
    one.rev, other.rev = "1", "2"
    both = str(merged(one, other, None))
    lost = {path for path in fields_of(kind) if f"a.{path}" not in both}
    assert {f"{kind.__name__}.{path}" for path in lost} == {
        one for one in THE_NEWER_DECIDES if one.startswith(f"{kind.__name__}.")
    }
