"""The first start: three questions, each left with Esc; the empty team says what to press."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Static

from agendas.words import speak
from screens.desk import Desk
from screens.first_start import PassphraseForm
from screens.people import PeopleScreen
from screens.person_form import NameForm
from screens.pick import Pick
from screens.recovery_key import RecoveryKeyScreen
from screens.unlock import SecretField
from screens.widgets.key_bar import KeyBar
from storage.conversion import plain_files
from storage.errors import StoreError
from storage.home import Home
from storage.records import Person
from storage.vault import Vault
from tests.screens.conftest import Time
from tests.screens.driving import press, until, write
from tests.storage.quick_age import quick_locks
from tui.app import Left, SamtaleApp
from tui.door import Door
from tui.settings import Settings, read_settings
from tui.settings_file import SettingsFile

__all__ = ["quick_locks"]

PASSPHRASE = "riktig hest batteri"


@pytest.fixture
def place(desk: Desk, home: Path) -> Iterator[Home]:
    """Return the home of somebody who has chosen nothing yet."""
    place = Home(home / "data", home / "config", home / "state")
    desk.manager, desk.may_lock = "", True
    desk.settings = SettingsFile(place, desk)
    yield place
    speak("en")


async def test_each_answer_is_kept_and_the_rest_is_asked_in_the_language_that_was_chosen(
    desk: Desk, place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: list[str] = []

    async def locked(_app: SamtaleApp, event: PassphraseForm.Chosen) -> None:
        chosen.append(event.passphrase)

    monkeypatch.setattr(SamtaleApp, "on_passphrase_form_chosen", locked)
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Pick)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, NameForm)
        assert app.screen.heading == "Kva heiter du?"
        await write(pilot, "Siri Berg")
        await press(pilot, "enter")
        form = app.screen
        assert isinstance(form, PassphraseForm)
        for first, again, blamed in (
            ("kort", "kort", "passphrase"),
            (PASSPHRASE, "en annen", "again"),
            ("", PASSPHRASE, "passphrase"),
        ):
            for id, text in (("passphrase", first), ("again", again)):
                form.query_one(f"#{id}", SecretField).value = text
            await press(pilot, "enter")
            assert app.screen is form and form.focused is form.query_one(f"#{blamed}")
        assert form.unsaved() == []
        for one in form.query(SecretField):
            one.value = PASSPHRASE
        await press(pilot, "enter")
        assert chosen == [PASSPHRASE]
        assert isinstance(app.screen, PeopleScreen)
        assert "Siri Berg" in app.screen.heading().plain
    settings, problems = read_settings(place.config / "settings.toml")
    assert (settings, problems) == (Settings(name="Siri Berg", language="nn"), [])


async def test_esc_leaves_each_with_nothing_written_and_the_empty_team_says_what_to_press(
    desk: Desk, place: Home
) -> None:
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for words in ("Lukk", "Ikke nå", "Ikke nå"):
            assert dict(app.screen.query_one(KeyBar).keys())["escape"] == words
            await press(pilot, "escape")
        team = app.screen
        assert isinstance(team, PeopleScreen)
        said = str(team.query_one("#nobody", Static).content)
        assert [line[:3] for line in said.split("\n")[2:]] == ["n  ", "o  ", "e  "]
        await press(pilot, "u", "escape")
        assert app.screen is team
        await press(pilot, "e")
    assert app.left == Left(demo=True)
    assert not (place.config / "settings.toml").exists()


@pytest.mark.parametrize("there", ["somebody", "settings"])
async def test_where_something_is_there_already_only_the_name_is_asked(
    desk: Desk, place: Home, there: str
) -> None:
    if there == "somebody":
        desk.store.save(Person(name="Kari"))
    else:
        place.config.mkdir(exist_ok=True)
        (place.config / "settings.toml").write_text("vim = true\n")
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, NameForm)
        await press(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)
        await press(pilot, "e")
    assert app.left.demo == (there == "settings")


@pytest.mark.usefixtures("quick_locks")
async def test_a_passphrase_locks_all_and_the_recovery_key_is_shown_until_it_is_left_twice(
    desk: Desk, place: Home, time: Time
) -> None:
    desk.store.close()
    door = Door(place, time)
    desk.store, desk.manager, desk.asked = door.open(), "Siri", True
    assert door.may_lock
    desk.store.save(Person(name="Kari"))
    app = SamtaleApp(desk, door=door)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen.post_message(PassphraseForm.Chosen(PASSPHRASE))
        await until(pilot, lambda: isinstance(app.screen, RecoveryKeyScreen))
        shown = app.screen.query_one("#key", Static)
        await until(pilot, lambda: bool(str(shown.content)))
        key = str(shown.content)
        await press(pilot, "escape")
        assert isinstance(app.screen, RecoveryKeyScreen)
        await press(pilot, "escape")
    assert app.left == Left(passphrase=PASSPHRASE)
    door.close()
    assert plain_files(place) == []
    for secret in (PASSPHRASE, key):
        cipher = Vault(place.data).open(secret)
        again = Door(place, time)
        assert [one.name for one in again.open(cipher).people()] == ["Kari"]
        again.close()


async def test_what_can_not_be_locked_says_so_and_stays_open(
    desk: Desk, place: Home, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_how: object) -> int:
        raise StoreError("zzFull disk")

    monkeypatch.setattr("storage.conversion.lock", fail)
    desk.store.close()
    door = Door(place, time)
    desk.store, desk.manager, desk.asked = door.open(), "Siri", True
    app = SamtaleApp(desk, door=door)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.screen.post_message(PassphraseForm.Chosen(PASSPHRASE))
        await until(pilot, lambda: isinstance(app.screen, RecoveryKeyScreen))
        said = app.screen.query_one("#said", Static)
        await until(pilot, lambda: "zzFull disk" in str(said.content))
        await press(pilot, "escape")
        assert isinstance(app.screen, PeopleScreen)
        await asyncio.to_thread(desk.store.save, Person(name="Kari"))
        assert [one.name for one in desk.store.people()] == ["Kari"]
    assert app.left == Left()
    door.close()
