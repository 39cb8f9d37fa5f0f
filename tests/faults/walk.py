"""Walk every screen by its keys, in process, and take the same way again in a real terminal.

Nothing is listed here by hand: the screens are the program's classes, and the keys are those
that the classes bind. A screen that no key leads to is said, and so is a key that was not pressed.
"""

from __future__ import annotations

import importlib
import pkgutil
import shutil
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

import screens
import tui
from agendas.shelf import Shelf
from agendas.words import language
from screens.desk import Desk
from storage.home import Home
from storage.store import open_store
from tests.screens.driving import press
from tui.app import SamtaleApp
from tui.keeping import local_now
from tui.lookup import find_person
from tui.settings import read_settings
from tui.settings_file import SettingsFile

LAST = ("f1", "f9", "enter", "escape")
"""Keys that lead away are pressed when the others have been."""
OF_TEXTUAL = (
    *("copy", "cut", "paste", "undo", "redo", "select_all", "screen.copy_text"),
    *("app.focus_next", "app.focus_previous", "cursor_down", "page_down", "scroll_end"),
)
"""What is pressed of Textual's own keys; the others move and delete like these."""
QUITS = ("app.quit", "quit", "demo")
"""What is not pressed on the way: it ends the program, or leaves it for the demo."""
LOST_AFTER = 40
"""How many keys in a row may lead to nothing new before the walk begins anew."""

TYPED = "å"
"""What is written where something can be."""

State = tuple[str, str, str, str]
"""A screen, what it asks, and what has the focus there by its class and its id."""


@dataclass(frozen=True)
class Start:
    """Where a part of the walk begins."""

    words: tuple[str, ...] = ()
    """Of the command line: a person's talk, or the team."""
    keys: tuple[str, ...] = ()
    """What is pressed before the walk; the last of them is the first that is looked at."""
    broken_disk: bool = False
    """Whether the disk takes nothing any more before the last key."""


@dataclass
class Way:
    """A start, and the keys that were pressed after it."""

    start: Start
    keys: list[str] = field(default_factory=list)


def of_the_program(kind: type) -> bool:
    """Return whether a class is the program's own, and not Textual's."""
    return kind.__module__.split(".")[0] in ("screens", "tui")


def screen_kinds() -> set[type]:
    """Return the classes of all screens, those that lie over others included."""
    for package in (screens, tui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    leaves: set[type] = set()
    kinds: list[type] = [Screen]
    while kinds:
        kind = kinds.pop()
        below = kind.__subclasses__()
        kinds += below  # Textual's own lie between: of its ModalScreen are all forms
        if of_the_program(kind) and not any(of_the_program(one) for one in below):
            leaves.add(kind)
    return leaves


def break_disk(home: Path) -> None:
    """Let nothing be saved any more in the home."""
    for folder in (home / "state" / "journal", home / "data" / "conversations"):
        folder.rename(folder.with_name(f"{folder.name}-aside"))
        folder.write_text("in the way")


class Walk:
    """Goes everywhere from some starts, on a screen of one size."""

    def __init__(
        self,
        template: Path,
        size: tuple[int, int],
        look: Callable[[SamtaleApp], None],
        may_go_on: Callable[[SamtaleApp], bool] = lambda app: True,
    ) -> None:
        """Walk on copies of the home ``template``; call ``look`` after each key.

        A way ends before a key after which ``may_go_on`` is False.
        """
        self.ways: list[Way] = []
        """Every way that was taken from where one may go on, to be taken again elsewhere."""
        self.visited: set[type] = set()
        """The classes of screens that were seen."""
        self.pressed: set[tuple[str, str]] = set()
        """What was pressed: a widget's class, and the key."""
        self.texts: dict[State, Way] = {}
        """A way to each place where something can be written."""
        self.crashes: list[str] = []
        """The errors that ended the program, each with the keys before it."""
        self._template, self._size = template, size
        self._look, self._may_go_on = look, may_go_on
        self._left: dict[State, list[str]] = {}
        self._leads_to: dict[tuple[State, str], State] = {}
        self._number = 0

    async def go(self, starts: Sequence[Start], longest: int = 100_000) -> None:
        """Press every key on everything that can be reached, until ``longest`` were pressed."""
        for start in starts:
            goes_on = True
            while goes_on and self.length < longest:
                try:
                    goes_on = await self._went_on(start, longest)
                except Exception as error:
                    way = self.ways[-1]
                    self.crashes.append(f"{type(error).__name__} after {start.keys} {way.keys}")
                    goes_on = bool(way.keys)

    @property
    def length(self) -> int:
        """How many keys were pressed in all."""
        return sum(len(way.keys) for way in self.ways)

    async def _went_on(self, start: Start, longest: int) -> bool:
        """Go from a start to where keys are left, and press them; return whether there were any."""
        way, news, lost = Way(start), False, 0
        self.ways.append(way)
        async with self.opened(start) as pilot:
            app = pilot.app
            assert isinstance(app, SamtaleApp)
            if not self._may_go_on(app):
                self.ways.remove(way)
                return False
            self._seen(app)
            here = state_of(app)
            while self.length < longest and lost < LOST_AFTER:
                left = self._left.setdefault(here, list(keys_here(app)))
                if left:
                    key, news, lost = left.pop(0), True, 0
                else:
                    following = self._towards_work(here)
                    if following is None:
                        break
                    key, lost = following, lost + 1
                self.pressed |= owners(app, key)
                self._leads_to.pop((here, key), None)
                if not await self._press(pilot, way, key):
                    break
                before, here = here, state_of(app)
                if takes_text(app):
                    self.texts.setdefault(here, Way(start, list(way.keys)))
                self._leads_to[before, key] = here
        return news

    def _towards_work(self, here: State) -> str | None:
        """Return the key that leads, as far as is known, the short way to where keys are left."""
        first: dict[State, str] = {}
        reached = deque([here])
        while reached:
            one = reached.popleft()
            if one in first and self._left.get(one, True):
                return first[one]
            for (state, key), there in self._leads_to.items():
                if state == one and there not in first and there != here:
                    first[there] = first.get(one, key)
                    reached.append(there)
        return None

    async def _press(self, pilot: Pilot[None], way: Way, key: str) -> bool:
        """Press a key and look; return whether the way goes on."""
        app = pilot.app
        assert isinstance(app, SamtaleApp)
        way.keys.append(key)
        await press(pilot, key)
        if not app.is_running or not self._may_go_on(app):
            way.keys.pop()
            return False
        self._seen(app)
        return True

    def _seen(self, app: SamtaleApp) -> None:
        self.visited |= {type(screen) for screen in app.screen_stack}
        self._look(app)

    @asynccontextmanager
    async def opened(self, start: Start) -> AsyncIterator[Pilot[None]]:
        """Open the program in process on a copy of the home, and go to the start."""
        self._number += 1
        folder = self._template.with_name(f"{self._template.name}-{self._number}")
        shutil.copytree(self._template, folder)
        home = Home.at(folder)
        settings, problems = read_settings(home.config / "settings.toml")
        desk = Desk(
            store=open_store(home, local_now),
            shelf=Shelf(home.config / "agendas"),
            manager=settings.name,
            language=settings.language or language(),
            export_folder=home.exports,
            now=local_now,
            retention_months=settings.retention_months,
            may_lock=True,
            notices=problems,
        )
        desk.settings = SettingsFile(home, desk)
        talk_with = find_person(desk.store.people(), start.words[1]).id if start.words else None
        app = SamtaleApp(desk, talk_with=talk_with)
        async with app.run_test(size=self._size, notifications=True, tooltips=True) as pilot:
            await pilot.pause()
            for number, key in enumerate(start.keys, 1):
                if start.broken_disk and number == len(start.keys):
                    break_disk(folder)
                    while not desk.problem:
                        await pilot.press("f8")
                        await pilot.pause(0.05)
                await press(pilot, key)
            yield pilot
        desk.store.close()
        shutil.rmtree(folder)


def state_of(app: SamtaleApp) -> State:
    """Return what the next key will meet."""
    screen, focused = app.screen, app.screen.focused
    asked = getattr(screen, "_question", "") or getattr(screen, "heading", "")
    where = type(focused).__name__, focused.id or "" if focused is not None else ""
    return type(screen).__name__, asked if isinstance(asked, str) else "", *where


def owners(app: SamtaleApp, key: str) -> set[tuple[str, str]]:
    """Return the classes here that bind ``key``, each with the key."""
    return {(type(node).__name__, key) for node, bound, _binding in _bound(app) if bound == key}


def keys_here(app: SamtaleApp) -> Iterator[str]:
    """Yield the keys that are bound here, once, those that lead away at the end.

    Where something can be written a letter is no command but written: one stands for all.
    """
    keys = {key: None for _node, key, _binding in _bound(app) if not _written(app, key)}
    yield from (key for key in keys if key not in LAST)
    if takes_text(app):
        yield TYPED
    yield from (key for key in LAST if key in keys)


def takes_text(app: SamtaleApp) -> bool:
    """Return whether what is typed now is written somewhere."""
    return _written(app, TYPED)


def _written(app: SamtaleApp, key: str) -> bool:
    focused = app.screen.focused
    character = key if len(key) == 1 else key_to_character(key)
    return isinstance(focused, Widget) and focused.check_consume_key(key, character)


def _bound(app: SamtaleApp) -> Iterator[tuple[DOMNode, str, Binding]]:
    """Yield each binding that can be meant here, offered or not, with its key and its owner."""
    inner = app.screen.focused or app.screen
    for node in inner.ancestors_with_self:
        for key, bindings in node._bindings.key_to_bindings.items():
            for binding in bindings:
                ours = binding.id is not None or (binding.show and binding.description)
                if (ours or binding.action in OF_TEXTUAL) and binding.action not in QUITS:
                    yield node, key, binding
        if node is app.screen:
            return
