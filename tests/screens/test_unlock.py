"""A locked store on the screen: unlocked, left alone, locked again, and taken up where it was."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from screens.desk import Desk
from screens.frame import Frame
from screens.live import LiveScreen
from screens.people import PeopleScreen
from screens.person import PersonScreen
from screens.unlock import PassphraseField, UnlockScreen
from storage.autosave import Autosave
from storage.cipher import Age, Encrypted
from storage.conversion import lock, plain_files
from storage.home import Home
from storage.passphrase import WrongPassphrase
from storage.progress import Progress
from storage.records import Conversation, Person
from storage.sitting import InUse, Sitting
from tests.screens.conftest import Time
from tests.screens.driving import press, write
from tests.storage.quick_age import quick_locks
from tests.terminal.terminal import PATIENCE
from tui.app import Left
from tui.door import Door
from tui.failure import Failure
from tui.vault_app import LockedApp
from tui.vault_watch import Watch

__all__ = ["quick_locks"]

pytestmark = pytest.mark.usefixtures("quick_locks")

PASSPHRASE = "riktig hest"
Start = Callable[..., LockedApp]


@pytest.fixture
def vault_home(home: Path, time: Time, kari: Person, desk: Desk) -> Home:
    """Return a home with two people, locked."""
    place = Home(home / "data", home / "config", home / "state")
    desk.store.close()
    lock(place, PASSPHRASE, time.now, lambda _recovery_key: None)
    return place


@pytest.fixture
def start(vault_home: Home, time: Time, desk: Desk) -> Start:
    """Return a function that gives the app on that home, its lock as it takes it."""

    def start(talk_with: str | None = None) -> LockedApp:
        door = Door(vault_home, time)
        return LockedApp(
            vault_home,
            door,
            lambda store: replace(desk, store=store, notices=[*door.problems]),
            talk_with=talk_with,
            watch=Watch(10, time),
        )

    return start


async def holds(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait until ``condition`` holds."""
    async with asyncio.timeout(PATIENCE):
        while not condition():
            await pilot.pause(0.01)
    await pilot.pause()


async def until(pilot: Pilot[None], kind: type[Screen[Any]]) -> None:
    """Wait until the screen in front is of that kind."""
    await holds(pilot, lambda: isinstance(pilot.app.screen, kind))


def ciphers() -> list[Age]:
    """Return all ciphers that are still in memory, those of other tests with them."""
    return [one for one in gc.get_objects() if isinstance(one, Age)]


def painted(app: LockedApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_nothing_is_shown_before_the_passphrase_and_a_talk_left_alone_is_locked_and_taken_up(
    start: Start, vault_home: Home, time: Time
) -> None:
    others = ciphers()
    app = start()
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, UnlockScreen)
        assert "Låst." in painted(app)
        await write(pilot, "feil ord")
        field = app.screen.query_one(PassphraseField)
        assert "feil" not in painted(app)
        await press(pilot, "home", "shift+end", "ctrl+c", "ctrl+x")
        assert app.clipboard == ""
        await press(pilot, "enter")
        assert field.value == ""
        said = app.screen.query_one("#said")
        await holds(pilot, lambda: said.has_class("-wrong"))
        assert "Kari" not in painted(app)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await until(pilot, PeopleScreen)
        assert "Kari" in painted(app)
        with pytest.raises(InUse):
            Sitting(vault_home.state, time.now)

        await press(pilot, "down", "t")
        await until(pilot, LiveScreen)
        live = app.screen
        assert isinstance(live, LiveScreen)
        who = live.conversation.employee_name
        await write(pilot, "Et godt")
        for _look in range(13):
            time.pass_by(seconds=55)
            live.refresh_clock()
            app._look()
        await write(pilot, " år")
        assert app.screen is live

        del live
        time.pass_by(minutes=10)
        app._look()
        await until(pilot, UnlockScreen)
        assert len(app.screen_stack) == 2
        assert app.desk is None
        keys = [one for one in ciphers() if not any(one is other for other in others)]
        assert keys
        for key in keys:
            with pytest.raises(Encrypted):
                _ = key.identity
        assert plain_files(vault_home) == []
        assert not list((vault_home.state / "journal").glob("*"))
        Sitting(vault_home.state, time.now).end()

        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await holds(pilot, lambda: any(isinstance(one, LiveScreen) for one in app.screen_stack))
        (live,) = [one for one in app.screen_stack if isinstance(one, LiveScreen)]
        assert live.conversation.employee_name == who
        assert live.conversation.notes[0].manager == "Et godt år"
        assert live.desk.shared_with == live.conversation.person
        assert live.talk.clock.gap


async def test_a_key_locks_at_once_but_nothing_that_is_only_here_is_let_go_of(
    start: Start,
    vault_home: Home,
    time: Time,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o600)
    monkeypatch.setenv("SAMTALE_PASSPHRASE_FILE", str(file))
    left_plain = vault_home.data / "people" / "copy.json"
    left_plain.write_bytes(b"plain")
    app = start(talk_with="kari")
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, LiveScreen)
        assert plain_files(vault_home) == []
        assert app.desk is not None
        await write(pilot, "x")
        with monkeypatch.context() as broken:
            broken.setattr("storage.files.os.replace", _refuse)
            await press(pilot, "ctrl+l")
            await holds(pilot, lambda: bool(app._notifications))
            assert isinstance(app.screen, LiveScreen)
        await press(pilot, "escape", "escape", "enter")
        await until(pilot, PeopleScreen)
        app.screen.share_with(None)
        left = app.desk.store.all(Conversation)[0]
        with monkeypatch.context() as broken:
            broken.setattr("storage.files.os.replace", _refuse)
            left.summary = "Bare her"
            autosave = Autosave(app.desk.store, left, app.desk.now, lambda _status: None)
            app.desk.left_unsaved[left.id] = autosave
            app.clear_notifications()
            app.action_lock()
            await holds(pilot, lambda: bool(app._notifications))
            assert isinstance(app.screen, PeopleScreen)
        await press(pilot, "n")
        await write(pilot, "Halvskrevet")
        await press(pilot, "ctrl+l")
        await until(pilot, UnlockScreen)
        assert "Halvskrevet" not in painted(app)
        await press(pilot, "enter", "ctrl+l")
        assert isinstance(app.screen, UnlockScreen)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await until(pilot, PeopleScreen)
        assert app.clipboard == "Halvskrevet"
    assert plain_files(vault_home) == []


async def test_a_shared_screen_is_still_shared_after_it_was_locked(start: Start) -> None:
    app = start(talk_with="kari")
    async with app.run_test(size=(100, 30)) as pilot:
        await unlocked(pilot)
        await press(pilot, "escape", "escape", "enter")
        await until(pilot, PeopleScreen)
        assert app.desk is not None
        kari = app.desk.shared_with
        assert kari is not None and "Kari" in painted(app) and "Ola" not in painted(app)
        await press(pilot, "enter", "ctrl+l")
        await unlocked(pilot)
        assert app.desk.shared_with == kari
        assert "Ola" not in painted(app)


async def test_what_was_half_written_in_private_is_given_back_in_private(
    start: Start,
) -> None:
    app = start(talk_with="kari")
    async with app.run_test(size=(100, 30)) as pilot:
        await unlocked(pilot)
        live = app.screen
        assert isinstance(live, LiveScreen)
        live.share_with(None)
        app.push_screen(PersonScreen(live.desk, live.conversation.person))
        await until(pilot, PersonScreen)
        await press(pilot, "l")
        await write(pilot, "Halvskrevet")
        await press(pilot, "ctrl+l")
        await unlocked(pilot)
        assert app.desk is not None and app.desk.shared_with is not None
        assert app.clipboard == ""
        assert not app._notifications
        app.screen.share_with(None)
        await holds(pilot, lambda: app.clipboard == "Halvskrevet")


async def unlocked(pilot: Pilot[None]) -> None:
    """Wait for the door, give the passphrase, and wait for what is behind it."""
    await until(pilot, UnlockScreen)
    await write(pilot, PASSPHRASE)
    await press(pilot, "enter")
    await holds(pilot, lambda: isinstance(pilot.app.screen, Frame))


async def test_what_is_typed_while_a_passphrase_is_tried_waits_for_another_enter(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[str] = []
    done = asyncio.Event()

    async def slow(secret: str, _progress: object) -> Desk:
        tried.append(secret)
        await done.wait()
        raise WrongPassphrase

    app = start()
    monkeypatch.setattr(app, "_unlock", slow)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, UnlockScreen)
        for secret in ("feil", "rett"):
            await write(pilot, secret)
            await press(pilot, "enter", "enter")
        assert tried == ["feil"]
        assert app.screen.query_one(PassphraseField).value == "rett"
        done.set()
        await holds(pilot, lambda: app.screen.query_one("#said").has_class("-wrong"))
        await press(pilot, "enter")
        await holds(pilot, lambda: tried == ["feil", "rett"])


def _refuse(*_arguments: object) -> None:
    raise OSError(28, "No space left on device")


async def test_a_name_that_nobody_has_is_said_after_leaving(start: Start) -> None:
    app = start(talk_with="nobody")
    async with app.run_test() as pilot:
        await until(pilot, UnlockScreen)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await holds(pilot, lambda: app.failure is not None)
    assert isinstance(app.failure, Failure)
    assert "nobody" in str(app.failure)


async def test_a_passphrase_that_was_just_chosen_opens_once_and_is_let_go_of(start: Start) -> None:
    app = start()
    app.after = Left(passphrase=PASSPHRASE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, PeopleScreen)
        assert app.after == Left()


async def test_who_leaves_while_the_store_opens_waits_for_nothing(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = threading.Event()

    def stuck(_cipher: Age, progress: Progress) -> None:
        try:
            while not left.wait(0.001):
                progress(1, 4)
        finally:
            left.set()

    monkeypatch.setattr("screens.waiting.PATIENCE", 0)
    app = start()
    monkeypatch.setattr(app._way_in, "open", stuck)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, UnlockScreen)
        await write(pilot, PASSPHRASE)
        await press(pilot, "enter")
        await holds(pilot, lambda: "Opplåsing: 25 %" in painted(app))
        await write(pilot, "x")
        assert app.screen.query_one(PassphraseField).value == "x"
        await press(pilot, "escape")
    assert left.wait(PATIENCE)


async def test_nothing_is_locked_while_the_store_is_being_changed(start: Start, time: Time) -> None:
    app, go_on = start(), threading.Event()
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await unlocked(pilot)
        people = app.screen
        assert isinstance(people, PeopleScreen)

        async def change() -> None:
            await people.wait_for("Importerer", lambda _progress: go_on.wait(), changes=True)

        people.run_worker(change)
        await holds(pilot, lambda: people.changing)
        await pilot.press("ctrl+l")
        await holds(pilot, lambda: bool(app._notifications))
        assert "Importerer" in [*app._notifications][-1].message
        time.pass_by(minutes=60)
        app._look()
        await pilot.pause()
        assert app.screen is people
        go_on.set()
        await holds(pilot, lambda: not people.changing)
        await press(pilot, "ctrl+l")
        await until(pilot, UnlockScreen)
