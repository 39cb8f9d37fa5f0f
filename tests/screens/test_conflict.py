"""Second versions that a sync program has brought: found, compared, made one again."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.pilot import Pilot

from agendas.words import speak
from screens.conflict import ConflictScreen
from screens.conflict_rows import conflict_rows
from screens.desk import Desk
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.pick import Pick
from screens.record_words import PERSON_WORDS, texts_of, title_of
from screens.widgets.pages import Pages
from screens.widgets.painted import Painted
from storage.agreement import answer
from storage.conflicts import Copy, Versions
from storage.envelope import pack
from storage.local_store import LocalStore
from storage.records import (
    Conversation,
    LogEntry,
    Person,
    Plan,
    Preparation,
    Raising,
    Record,
    SetAside,
    TopicNotes,
    UnitGoal,
    Version,
    new_id,
)
from storage.sharing import NotShared
from storage.tables import TABLES
from storage.text import one_line
from tests.screens.driving import press
from tests.storage.filled import RECORDS, text_fields, with_texts
from tests.storage.made_up import FOLLOW_UP, MONDAY, a_full_talk, a_talk
from tui.app import SamtaleApp

PERSON = Person(name="Kari")


def sync(desk: Desk, record: Record, **fields: object) -> None:
    """Bring a second version of a record, as a sync program does."""
    assert isinstance(desk.store, LocalStore)
    other = replace(record, rev=new_id(), **fields)
    folder = desk.store.folders.folder(TABLES[type(record)]).path
    name = f"{record.id}.sync-conflict-20261123-101530-ABC1234.json"
    (folder / name).write_bytes(pack(msgspec.to_builtins(other)))


def versions(mine: Record | None, other: Record) -> Versions[Record]:
    return Versions(Copy("people", other.id, f"{other.id} (1).json", ""), mine, other, None)


# What is shown


@settings(max_examples=40)
@given(
    st.lists(st.text(max_size=60), max_size=4).map("\n".join),
    st.lists(st.text(max_size=60), max_size=4).map("\n".join),
    st.integers(min_value=24, max_value=120),
)
def test_every_line_that_differs_is_there_and_none_is_too_wide(
    ours: str, theirs: str, width: int
) -> None:
    entry = LogEntry(person="p", on=MONDAY.date(), text=ours)
    rows = conflict_rows(versions(entry, replace(entry, text=theirs)), dt.UTC, width)
    assert all(row.cell_length <= width for row in rows)
    shown = "\n".join(row.plain for row in rows)
    if ours != theirs:
        for word in one_line(f"{ours} {theirs}").replace("↵", " ").split():
            assert len(word) > 8 or word in shown


def test_lines_that_only_one_version_has_carry_a_mark() -> None:
    entry = LogEntry(person="p", on=MONDAY.date(), text="both\nleft")
    other = replace(entry, text="both\nright\nmore", rev=new_id())
    wide = [row.plain.rstrip() for row in conflict_rows(versions(entry, other), dt.UTC, 83)]
    assert f"{'  both':<43}  both" in wide
    assert f"{'+ left':<43}+ right" in wide
    assert f"{'':<43}+ more" in wide
    assert "Day" not in wide

    narrow = [row.plain.rstrip() for row in conflict_rows(versions(entry, other), dt.UTC, 40)]
    assert narrow[-7:] == ["Left", "  both", "+ left", "Right", "  both", "+ right", "+ more"]
    alone = [row.plain for row in conflict_rows(versions(None, other), dt.UTC, 83)]
    assert any("can't be read" in line for line in alone)
    assert any("+ more" in line for line in alone)


def test_each_field_of_a_record_is_among_its_words() -> None:
    talk = a_full_talk(PERSON)
    answered = replace(talk)
    answer(answered, "manager", "agree", "", MONDAY)
    closed = Version(plan=Plan(), summary="", answers=(), closed_at=MONDAY)
    entry = LogEntry(person="p", on=MONDAY.date(), text="x")
    changed: list[tuple[Record, dict[str, object]]] = [
        (replace(talk, clock=None), {"agenda": FOLLOW_UP}),
        (talk, {"previous": new_id(), "versions": (closed,)}),
        (talk, {"employee_name": "A", "manager_name": "B", "purpose": "x", "summary": "y"}),
        (talk, {"state": "live", "planned_at": MONDAY, "started_at": MONDAY, "clock": None}),
        (talk, {"ended_at": MONDAY, "employee_preparation": "x", "answers": answered.answers}),
        (talk, {"notes": [TopicNotes("a"), *talk.notes[1:]], "plan": Plan()}),
        (entry, {"on": dt.date.min, "kind": "praise", "text": "y", "shared": True}),
        (entry, {"raised": Raising(dt.date.max), "conversation": new_id()}),
        (entry, {"set_aside": SetAside(dt.date.max, "let_go")}),
        (Preparation(person="p"), {"text": "x"}),
        (UnitGoal(text="x", year=2026), {"text": "y", "year": 2027}),
    ]
    for record, fields in changed:
        for name, value in fields.items():
            assert texts_of(replace(record, **{name: value})) != texts_of(record), name
        assert title_of(record)
    names = {field for field in Person.__struct_fields__ if field not in Record.__struct_fields__}
    assert names == set(PERSON_WORDS)
    assert texts_of(replace(PERSON, archived=True)) != texts_of(PERSON)


NOT_COMPARED = ("agenda.", "form_sent.", "employee_form.unplaced.below", "versions.")
"""What was copied from an agenda or a form, and closed plans: that there are others is said."""


@pytest.mark.parametrize("kind", RECORDS)
def test_each_text_of_a_record_is_among_its_words(kind: type[Record]) -> None:
    record = with_texts(kind, "<{}>".format)
    if isinstance(record, Conversation):
        record.aim = None  # its words stand for the purpose
    words = "\n".join(texts_of(record).values())
    missing = {path for path in text_fields(kind) if f"<.{path}>" not in words}
    assert {path for path in missing if not path.startswith(NOT_COMPARED)} == set()
    assert (title_of(with_texts(kind, str)) == "Employee") == (kind is Person)


# The screen


async def test_the_team_says_that_there_are_two_versions_and_leads_through_them(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    speak("en")
    talk = a_talk(kari)
    entry = LogEntry(person=kari.id, on=MONDAY.date(), text="here")
    prepared = Preparation(id=talk.id, person=kari.id, text="one")
    for record in (talk, entry, prepared):
        desk.store.save(record)
    sync(desk, kari, title="Teamleder", email="kari@example.org")
    sync(desk, talk, summary="there")
    sync(desk, prepared, text="two")
    sync(desk, entry, text="there")
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, PeopleScreen)
        due = str(app.screen.query_one("#due", Painted).content)
        assert "4 records are here in two versions · v compares them" in due
        await press(pilot, "v")
        screen = app.screen
        assert isinstance(screen, ConflictScreen)
        assert "Kari Nordmann · Employee  1/4" in str(screen.heading())
        assert any("+ Teamleder" in row.plain for row in screen.query_one(Pages).lines)
        assert screen.check_action("share", ()) is False

        await press(pilot, "b")
        assert "can't be there twice" in [*app._notifications][-1].message
        await press(pilot, "m")
        assert isinstance(app.screen, Pick)
        await press(pilot, "enter", "escape")
        assert desk.store.read(Person, kari.id).title == "Utvikler"
        await press(pilot, "m", "enter", "down", "enter")
        assert isinstance(app.screen, ConflictScreen)
        merged = desk.store.read(Person, kari.id)
        assert (merged.title, merged.email) == ("Utvikler", "kari@example.org")

        await press(pilot, "2", "escape")
        assert desk.store.read(Conversation, talk.id).summary == ""
        await press(pilot, "2", "enter")
        assert desk.store.read(Conversation, talk.id).summary == "there"
        await press(pilot, "b")
        assert desk.store.read(Preparation, talk.id).text == "one\ntwo"
        await press(pilot, "b")
        texts = {one.text.splitlines()[0] for one in desk.store.of_person(LogEntry, kari.id)}
        assert texts == {"here", "there"}
        assert isinstance(app.screen, PeopleScreen)
        assert "two versions" not in str(app.screen.query_one("#due", Painted).content)
        assert desk.store.copies == []
        await nothing_is_merged_or_shared(desk, kari, last_year, pilot)


async def nothing_is_merged_or_shared(
    desk: Desk, kari: Person, last_year: Conversation, pilot: Pilot[None]
) -> None:
    """Go on with a plan that was agreed on, from Kari's own screen; then share that."""
    app = pilot.app
    sync(desk, last_year, summary="Other words", state="live", answers=())
    copies = desk.store.copies
    await app.push_screen(PersonScreen(desk, kari.id))
    await press(pilot, "v")
    await press(pilot, "m")
    assert [*app._notifications][-1].message == (
        "A plan that was agreed on stays as it is. Keep one of the two, or both."
    )
    desk.store.erase(Conversation, last_year.id)
    await press(pilot, "2", "enter")
    assert isinstance(app.screen, ConflictScreen)
    assert "is gone, or can't be read" in [*app._notifications][-1].message
    await press(pilot, "escape")
    assert isinstance(app.screen, PersonScreen)

    app.screen.share_with(kari.id)
    assert app.screen.check_action("compare", ()) is False
    assert desk.view.copies() == []
    with pytest.raises(NotShared):
        desk.view.versions(copies[0])
