"""The settings: what is chosen holds at once, and the file keeps all that it said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from agendas.words import language, speak
from screens.desk import Desk
from screens.people import PeopleScreen
from screens.settings import SettingForm, SettingsScreen
from screens.widgets.field import Field
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.home import Home
from storage.records import Person
from tests.screens.driving import press, write
from tests.screens.test_people import rows
from tui.app import SamtaleApp
from tui.settings import read_settings
from tui.settings_file import SettingsFile
from tui.themes import LIGHT


@pytest.fixture
def file(desk: Desk, home: Path) -> Iterator[Path]:
    """Return the file of the settings, with a comment, and a desk that knows it."""
    place = Home(home / "data", home / "config", home / "state")
    place.config.mkdir(exist_ok=True)
    path = place.config / "settings.toml"
    path.write_text('# mine\nname = "Siri Berg" # me\nlanguage = "nb"\n', encoding="utf-8")
    desk.settings = SettingsFile(place, desk)
    yield path
    speak("en")


async def to_setting(pilot: Pilot[None], name: str) -> None:
    pilot.app.screen.query_one(Rows).choose(name)
    await pilot.pause()
    await press(pilot, "enter")


async def test_what_is_chosen_holds_at_once_and_comments_stay(desk: Desk, file: Path) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "comma")
        assert "bokmål" in rows(app.screen)
        await to_setting(pilot, "theme")
        await press(pilot, "down", "down", "enter")
        assert app.theme == LIGHT.name
        await to_setting(pilot, "vim")
        assert desk.vim
        await press(pilot, "g", "j", "enter")  # the keys of vim, at once: on the language
        await press(pilot, "down", "enter")
        assert language() == desk.language == "nn"
        assert "Språk" in rows(app.screen) and "ikkje" not in rows(app.screen)
        await to_setting(pilot, "retention_months")
        await write(pilot, "x")
        await press(pilot, "enter")
        assert isinstance(form := app.screen, SettingForm)
        assert "1 til 1200" in str(form.query_one("#error", Static).content)
        await press(pilot, "backspace", "9", "enter")
        assert desk.retention_months == 9
        await to_setting(pilot, "months_between_talks")
        assert app.screen.query_one(Field).value == "12 månader"
        await press(pilot, "enter")
        assert desk.store.cadence.months_between_talks == 12
        await to_setting(pilot, "months_between_talks")
        await press(pilot, "6", "enter", "escape")
        assert desk.store.cadence.months_between_talks == 6
        assert isinstance(app.screen, PeopleScreen)
        assert "legg til den" in str(app.screen.query_one("#nobody", Static).content)
    assert file.read_text(encoding="utf-8").startswith('# mine\nname = "Siri Berg" # me\n')
    settings, problems = read_settings(file)
    assert (settings.theme, settings.vim, settings.language, problems) == ("light", True, "nn", [])


async def test_what_the_file_has_wrong_is_shown_with_its_reason(desk: Desk, file: Path) -> None:
    file.write_text('lock_after = "ti"\ncolour = 1\n[keys]\n"people.due" = "nokey"\n', "utf-8")
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "comma")
        for name, reason in (("lock_after", "0 til 1440"), ("keys", "nokey"), ("colour", "finnes")):
            app.screen.query_one(Rows).choose(name)
            await pilot.pause()
            assert reason in app.screen.query_one("#about", Painted).content.plain
        file.write_text("theme =\n", "utf-8")
        app.screen.reload()
        assert "settings.toml" in app.screen.query_one("#about", Painted).content.plain
        await to_setting(pilot, "vim")
    assert file.read_text() == "theme =\n"


async def test_the_file_is_begun_for_the_editor_and_read_again_after_it(
    desk: Desk, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.unlink()
    desk.asked = True
    asked: list[Path] = []

    def edit(_app: SamtaleApp, event: SettingsScreen.EditorAsked) -> None:
        asked.append(event.file)
        text = event.file.read_text()
        assert all(f"# {name} = " in text for name in ("theme", "vim", "lock_after"))
        event.file.write_text(text.replace("# vim = false", "vim = true"))
        event.screen.edited()

    monkeypatch.setattr(SamtaleApp, "on_settings_screen_editor_asked", edit)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "comma", "e")
        assert asked == [file]
        assert desk.vim


async def test_a_shared_screen_has_no_key_to_them(desk: Desk, kari: Person, file: Path) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        await press(pilot, "f9", "comma")
        assert isinstance(app.screen, PeopleScreen)
