"""Somebody whose file is gone doesn't vanish from the team."""

from __future__ import annotations

from pathlib import Path

from agendas.words import speak
from screens.desk import Desk
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.widgets.rows import Rows
from storage.local_store import LocalStore
from storage.records import Conversation, Person
from tests.screens.driving import press
from tui.app import SamtaleApp


async def test_who_and_what_is_missing_is_shown_so_until_the_file_is_back(
    desk: Desk, kari: Person, last_year: Conversation, tmp_path: Path
) -> None:
    speak("en")
    assert isinstance(desk.store, LocalStore)
    desk.store.flush_catalog()
    person = desk.store.folders.folder("people").file(kari.id)
    talk = desk.store.folders.folder("conversations").file(last_year.id)
    person.rename(tmp_path / "person")
    talk.rename(tmp_path / "talk")
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36), notifications=True) as pilot:
        await pilot.pause()
        said = [one.message for one in app._notifications]
        assert sum("is missing. Was it moved" in message for message in said) == 2
        app.screen.query_one(Rows).choose(kari.id)
        assert "Kari Nordmann" in shown(app) and "missing" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, PeopleScreen)
        assert "is no longer there" in [*app._notifications][-1].message

        (tmp_path / "person").rename(person)
        await press(pilot, "enter")
        assert isinstance(app.screen, PersonScreen)
        assert "missing" in shown(app)
        (tmp_path / "talk").rename(talk)
        await press(pilot, "escape", "enter")
        assert "missing" not in shown(app)


def shown(app: SamtaleApp) -> str:
    """Return the row under the cursor."""
    rows = app.screen.query(Rows).first()
    return "\n".join(rows.render_line(y).text for y in range(rows.size.height))
