"""Give the commands of a screen by their keys and from the palette, and see what comes of each."""

from __future__ import annotations

import re
import shutil
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path

from textual.command import CommandList
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.widget import Widget

from agendas.words import _
from screens.at_hand import AtHand, _is_here, offered
from screens.command import bound
from screens.frame import Frame
from screens.palette import Entry, entries
from screens.widgets.key_bar import key_name
from tests.scenes import SCENES, Scene, on_stage
from tests.sheets import FURTHER
from tui.app import SamtaleApp
from tui.keys import listed

SIZE = (120, 36)
STARTS = {
    name: scene
    for name, scene in (SCENES | FURTHER).items()
    if scene.door == "open" and not scene.broken_disk
}
"""Where commands are given from; a broken disk keeps no documents to be compared."""
QUIET = 4
"""How many looks in a row must find the same until a command has come to its end."""
_ID = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{26}\b")
_SAVED = re.compile(r" +lagret \d\d:\d\d:\d\d$")
"""What the bar says once all is saved, which comes when it is quiet for a while."""
_SUM = re.compile(r'"sha256": "[0-9a-f]{64}"')

Give = Callable[[SamtaleApp], Awaitable[None]]
Seen = set[tuple[object, ...]]
"""The commands that were given: on which screen, with which focus, shared or not."""


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    screens: tuple[str, ...]
    focus: tuple[str, ...]
    text: tuple[str, ...]
    """The lines of the screen on top."""
    documents: tuple[str, ...] = ()

    def differs(self, other: Outcome) -> Iterator[str]:
        """Yield what is not the same, in a line each."""
        for name in ("screens", "focus", "text", "documents"):
            if (here := getattr(self, name)) != (there := getattr(other, name)):
                yield f"{name}: {_first_other(here, there)}"


@dataclass
class Walked:
    """What was given, and what came to something else."""

    by_key: int = 0
    by_palette: int = 0
    names: set[str] = field(default_factory=set)
    differences: list[str] = field(default_factory=list)

    def add(self, other: Walked) -> None:
        """Take over what another walk came to."""
        self.by_key += other.by_key
        self.by_palette += other.by_palette
        self.names |= other.names
        self.differences += other.differences


async def came_of(scene: Scene, folder: Path, give: Give, size: tuple[int, int] = SIZE) -> Outcome:
    """Play a scene on a new copy of the home, give a command there, and leave."""
    shutil.rmtree(folder, ignore_errors=True)
    async with on_stage(scene, size, folder) as app:
        await give(app)
        outcome = await at_rest(app)
    return replace(outcome, documents=tuple(documents(folder)))


def by_key(number: int, key: str) -> Give:
    """Return what presses a key of the command of that number, in the part that it belongs to.

    What can't be done even there leaves its key to others, and is said by the palette alone.
    """

    async def give(app: SamtaleApp) -> None:
        frame, one = _frame(app), offered(_frame(app))[number]
        if isinstance(one.node, Widget) and not _is_here(frame, one.node):
            frame.set_focus(one.node)
        if app._check_action_state(one.binding.action, one.node) is True:
            await Pilot(app).press(key)
        else:
            frame.notify(_("That can't be done here now."))

    return give


def by_palette(number: int, words: str) -> Give:
    """Return what opens the palette and takes the line of that number, which must say ``words``."""

    async def give(app: SamtaleApp) -> None:
        pilot = Pilot(app)
        await pilot.press("ctrl+p")
        await at_rest(app)
        lines = app.screen.query_one(CommandList)
        said = str(lines.get_option_at_index(number).prompt)
        assert said.startswith(words[:20]), f"{words} is not on its line: {said}"
        lines.highlighted = number
        await pilot.press("enter")

    return give


def swapped(frame: Frame) -> list[Entry]:
    """Return the palette's lines, each of which does what the one after it says."""
    lines = entries(frame)
    return [
        replace(one, run=other.run) for one, other in zip(lines, lines[1:] + lines[:1], strict=True)
    ]


def documents(folder: Path) -> list[str]:
    """Return all that is kept and was written, without the ids, in an order of its own."""
    files = [
        file
        for part in ("data", "config", "exports")
        for file in (folder / part).rglob("*")
        if file.is_file() and not file.name.startswith(".")
    ]
    return sorted(_masked(f"{file.name}\n{file.read_text('utf-8')}") for file in files)


async def walk(
    scene: Scene, folder: Path, seen: Seen | None = None, names: Collection[str] = ()
) -> Walked:
    """Give each command that is offered in a scene, and was not in one like it.

    Where there are ``names`` only the commands of these names are given.
    """
    walked = Walked()
    there = await _offered(scene, folder, set() if seen is None else seen)
    told = {line.name: line.keys for lines in listed({}, vim=False).values() for line in lines}
    for number, given in enumerate(there):
        if given is None or (names and given[0].binding.id not in names):
            continue
        (one, keys), name = given, given[0].binding.id or ""
        if not {*told.get(name, ("nothing",))} <= {*map(key_name, one.keys)}:
            walked.differences.append(
                f"{name}: samtale keys tells {told.get(name)}, not {one.keys}"
            )
        expected = await came_of(scene, folder, by_palette(number, one.words))
        walked.by_palette += 1
        walked.names.add(name)
        for key in keys:
            found = await came_of(scene, folder, by_key(number, key))
            if [*found.differs(expected)]:  # a slow machine may have been looked at too soon
                expected = await came_of(scene, folder, by_palette(number, one.words))
                found = await came_of(scene, folder, by_key(number, key))
            walked.by_key += 1
            walked.differences += [f"{name}, {key}: {what}" for what in found.differs(expected)]
    return walked


async def _offered(
    scene: Scene, folder: Path, seen: Seen
) -> list[tuple[AtHand, tuple[str, ...]] | None]:
    """Return the commands at hand in a scene, each with the keys that give it there.

    None stands for one that was seen elsewhere.
    """
    shutil.rmtree(folder, ignore_errors=True)
    found: list[tuple[AtHand, tuple[str, ...]] | None] = []
    async with on_stage(scene, SIZE, folder) as app:
        if not isinstance(app.screen, Frame):
            return []
        shared = app.screen.desk.shared_with is not None
        for one in offered(app.screen):
            state = type(app.screen), _focus(app), shared, one.binding.id, one.works
            there = replace(one, keys=_keys_there(app.screen, one))
            found.append(None if state in seen else (there, _not_written(app.screen, there)))
            seen.add(state)
    return found


def _keys_there(frame: Frame, one: AtHand) -> tuple[str, ...]:
    """Return the keys that a command has where it is given; in another part it may have others."""
    inner = one.node if one.node not in (frame, frame.app) else frame.focused or frame
    action = one.binding.action.removeprefix("screen.")
    nodes = (*inner.ancestors_with_self, frame.app)
    there = {
        key
        for node in nodes
        for key, bindings in bound(node).items()
        if any(binding.action.removeprefix("screen.") == action for binding in bindings)
    }
    return tuple(key for key in one.keys if key in there)


def _not_written(frame: Frame, one: AtHand) -> tuple[str, ...]:
    """Return the keys of a command without those that are text and no command where one writes."""
    focused = frame.focused
    if one.node not in (frame, frame.app) or focused is None:
        return one.keys
    return tuple(
        key for key in one.keys if not focused.check_consume_key(key, key_to_character(key))
    )


async def at_rest(app: SamtaleApp) -> Outcome:
    """Return what stands there once several looks in a row have found the same."""
    pilot, last, times = Pilot(app), None, 0
    while times < QUIET:
        with suppress(Exception):
            await pilot.pause(0.02)
        now = _outcome(app)
        times = times + 1 if now == last else 0
        last = now
        if app._exit:
            break
    assert last is not None
    return last


def _outcome(app: SamtaleApp) -> Outcome:
    if app._exit or not app.is_running:
        return Outcome(("gone",), (), ())
    screens = tuple(type(screen).__name__ for screen in app.screen_stack)
    strips = app.screen._compositor.render_strips()
    rows = ("".join(one.text for one in strip if not one.control) for strip in strips)
    shown = [_masked(row.rstrip()) for row in rows]
    shown[:1] = [" ".join(_SAVED.sub("", bar).split()) for bar in shown[:1]]
    return Outcome(screens, _focus(app), tuple(shown))


def _focus(app: SamtaleApp) -> tuple[str, ...]:
    focused = app.screen.focused
    return (type(focused).__name__, focused.id or "") if focused is not None else ()


def _frame(app: SamtaleApp) -> Frame:
    assert isinstance(app.screen, Frame)
    return app.screen


def _masked(text: str) -> str:
    return _SUM.sub("", _ID.sub("<id>", text))


def _first_other(here: Sequence[str], there: Sequence[str]) -> str:
    """Return the first place in which two lists differ."""
    pairs = zip_longest(here, there, fillvalue="nothing")
    return next(f"{one[:300]!r} is {other[:300]!r}" for one, other in pairs if one != other)
