"""A text in an open form: on disk while it is written, gone when it is left, given back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from textual.widgets import TextArea

from screens.desk import Desk
from screens.frame import Frame
from screens.people import PeopleScreen
from screens.person_form import PersonForm
from storage.half_written import FOLDER
from storage.records import LogEntry, Person
from tests.screens.driving import packet, press, until, working, write


def kept(home: Path) -> str:
    """Return all that is kept of forms."""
    files = (home / "state" / FOLDER).glob("*.json")
    return "".join(file.read_text("utf-8") for file in files)


async def test_what_is_written_is_kept_within_a_second_until_the_form_is_saved(
    desk: Desk, kari: Person, home: Path
) -> None:
    async with working(desk, "l") as (_app, pilot):
        await write(pilot, "Tok ansvar")
        await until(pilot, lambda: "Tok ansvar" in kept(home))
        await write(pilot, " for alt")
        await until(pilot, lambda: "Tok ansvar for alt" in kept(home))
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not kept(home))
        (note,) = desk.store.of_person(LogEntry, kari.id)
        assert note.text == "Tok ansvar for alt"


@pytest.mark.parametrize("leave", ["escape", "ctrl+q"])
async def test_what_is_thrown_away_is_not_kept(
    leave: str, desk: Desk, kari: Person, home: Path
) -> None:
    async with working(desk, "l") as (_app, pilot):
        await write(pilot, "Tok ansvar")
        await until(pilot, lambda: "Tok ansvar" in kept(home))
        await press(pilot, leave, leave)
        await until(pilot, lambda: not kept(home))
    assert not kept(home)


async def test_what_is_thrown_away_while_it_is_being_kept_is_not_kept_again(
    desk: Desk, kari: Person, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    half_written = desk.store.half_written  # type: ignore[attr-defined]
    put, begun, go_on = half_written.put, threading.Event(), threading.Event()

    def put_slowly(person: str, text: str) -> None:
        begun.set()
        go_on.wait(30)
        put(person, text)

    async with working(desk, "l") as (app, pilot):
        monkeypatch.setattr(half_written, "put", put_slowly)
        await write(pilot, "Tok ansvar")
        await until(pilot, begun.is_set)
        go_on.set()
        app.forget_forms()  # as the key that leaves the program does
        app.exit()
        keeping = app._keeping
        assert keeping is not None
        await keeping
    assert not kept(home)


async def test_what_a_crash_has_left_is_given_back_once(
    desk: Desk, kari: Person, home: Path
) -> None:
    async with working(desk, "l") as (app, pilot):
        await write(pilot, "Tok [red]ansvar")
        await until(pilot, lambda: "ansvar" in kept(home))
        app.exit()  # as a crash does: nobody has left the form
    async with working(desk) as (again, pilot):
        assert any("Tok [red]ansvar" in one.message for one in again._notifications)
        assert not kept(home)
        await press(pilot, "l", "ctrl+v")
        assert isinstance(again.focused, TextArea)
        assert again.focused.text == "Tok [red]ansvar"
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: not kept(home))


async def test_nothing_is_given_back_before_the_screen_is_private(
    desk: Desk, kari: Person, home: Path
) -> None:
    desk.store.half_written.put(kari.id, "Tok ansvar")  # type: ignore[attr-defined]
    async with working(desk, talk_with=kari.id) as (app, pilot):
        assert desk.shared_with == kari.id
        assert app.clipboard == ""
        assert not app._notifications
        assert "Tok ansvar" in kept(home)
        assert isinstance(app.screen, Frame)
        app.screen.share_with(None)
        await until(pilot, lambda: app.clipboard == "Tok ansvar")


async def test_a_disk_that_is_full_is_said_and_the_form_goes_on(
    desk: Desk, kari: Person, home: Path
) -> None:
    (home / "state" / FOLDER).write_text("in the way")
    async with working(desk, "n") as (app, pilot):
        await write(pilot, "Siv")
        await until(pilot, lambda: bool(app._notifications))
        (home / "state" / FOLDER).unlink()
        await write(pilot, " Moe")
        await until(pilot, lambda: "Siv Moe" in kept(home))
        assert isinstance(app.screen, PersonForm)
        packet(app, "enter", "ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert "Siv Moe" in {one.name for one in desk.store.people()}
    assert not kept(home)


async def test_a_window_that_only_reads_keeps_nothing(desk: Desk, kari: Person, home: Path) -> None:
    desk.store.half_written.put(kari.id, "Tok ansvar")  # type: ignore[attr-defined]
    desk.read_only = "Only to read."
    async with working(desk) as (app, _pilot):
        assert isinstance(app.screen, PeopleScreen)
        assert "Tok ansvar" in kept(home)
