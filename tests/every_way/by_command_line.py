"""What the app and the command line can both do, and what one of the commands does alone."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from textual.pilot import Pilot

from tests.errands import Typed
from tests.every_way.giving import STARTS, at_rest, came_of, documents
from tests.scenes import TODAY, Scene
from tests.screens.driving import write
from tui.app import Left, SamtaleApp
from tui.cli import run

TALL = (160, 70)
"""A screen that has room for whole lists."""


@dataclass(frozen=True)
class Done:
    """Something that is done by keys, and by a command that must leave the same documents."""

    keys: tuple[str | Typed, ...]
    words: tuple[str, ...]
    scene: Scene = STARTS["people"]


@dataclass(frozen=True)
class Told:
    """A command whose JSON holds facts that the screen must tell as well."""

    scene: str
    words: tuple[str, ...]
    facts: Callable[[Any], Sequence[object]]
    before: tuple[str, ...] = ()
    """A command that sets the home up as the scene has it."""


DONE = {
    "log": Done(
        ("down", "l", "f2", Typed("Reddet leveransen"), "ctrl+s"),
        ("log", "Kari", "--praise", "Reddet leveransen"),
    ),
    "log --concern": Done(
        ("down", "l", "f3", Typed("Mye overtid"), "ctrl+s"),
        ("log", "Kari", "Mye overtid", "--concern"),
    ),
    "export": Done(("down", "enter", "x"), ("export", "Kari")),
    "goals --import": Done(
        ("u", "n", Typed("Svare samme dag"), "enter"), ("goals", "--import", "../goals.md")
    ),
    "import": Done(
        ("ctrl+s", "enter"),
        ("import", "../team.csv", "--yes", "--skip-unreadable"),
        STARTS["team-import"],
    ),
    "settings": Done(
        ("comma", "down", "down", "down", "enter", "right", "ctrl+s"),
        ("settings", "soft_wrap", "false"),
    ),
}
TOLD = {
    "people": Told("people", ("people",), lambda told: [one["name"] for one in told]),
    "due": Told("due", ("due",), lambda told: [one.get("text", one["name"]) for one in told]),
    "search": Told(
        "search",
        ("search", "kurs"),
        lambda told: [f"{len(told)} treff", *(one["name"] for one in told)],
    ),
    "summary": Told(
        "summary",
        ("summary",),
        lambda told: [
            f"{told[0]['talks']['held']} av {told[0]['talks']['due']}",
            *(f"{one['on_time']} av {one['due']}" for one in told[0]["actions"].values()),
        ],
    ),
    "goals": Told(
        "unit-goals", ("goals", "--year", "2026"), lambda told: [one["text"] for one in told]
    ),
    "agendas list": Told(
        "agendas", ("agendas", "list"), lambda told: [one["title"] for one in told]
    ),
    "retention": Told(
        "retention",
        ("retention",),
        lambda told: [one["name"] for one in told],
        ("settings", "retention_months", "12"),
    ),
    "import": Told(
        "team-import",
        ("import", "../team.csv", "--dry-run"),
        lambda told: [one["name"] for one in told["lines"]],
    ),
}
ALONE = {
    "demo": "opens the app itself",
    "keys": "is what the walk holds the keys of each command against",
    "prep": "the form is written for a person whose app is not open",
    "verify": "looks at a file",
    "lock": "encrypts all of the store, which the app may not have open",
    "unlock": "as lock",
    "backup": "writes all of the store",
    "restore": "as backup",
    "doctor": "looks at all files of the store",
    "agendas show": "writes an agenda for the editor",
    "agendas new": "as agendas show",
    "agendas edit": "as agendas show",
    "agendas check": "looks at a file",
    "access": "writes what somebody asks for once",
    "erase": "the app erases by dates",
    "completion": "is for the shell",
    "manual": "is for the shell",
}
"""The commands that no key does, and why."""
WALKED = len(DONE) + len(TOLD) + 1


async def differences(folder: Path) -> list[str]:
    """Return what the command line does otherwise than the app, in a line each."""
    found = [f"{name}: {what}" for name, one in DONE.items() for what in await done(one, folder)]
    found += [f"{name}: {what}" for name, one in TOLD.items() for what in await told(one, folder)]
    found += [f"talk: {what}" for what in await talk(folder)]
    return found


async def done(one: Done, folder: Path) -> list[str]:
    async def press(app: SamtaleApp) -> None:
        pilot = Pilot(app)
        for step in one.keys:
            if isinstance(step, str):
                await pilot.press(step)
            else:
                await write(pilot, step.text)
            await at_rest(app)

    by_app = await came_of(one.scene, folder, press)
    await came_of(one.scene, folder, _nothing)
    untouched = documents(folder)
    (folder / "goals.md").write_text("# 2026\n- Svare samme dag\n", encoding="utf-8")
    status, _out, err = command(folder, one.words)
    by_command = documents(folder)
    if status != 0:
        return [f"status {status}: {err}"]
    if by_command == untouched:
        return ["nothing came of it"]
    return sorted(
        f"only {who}: {text[:400]!r}"
        for who, some, others in (
            ("by keys", by_app.documents, by_command),
            ("by the command", by_command, by_app.documents),
        )
        for text in {*some} - {*others}
    )


async def told(one: Told, folder: Path) -> list[str]:
    shown = await came_of(STARTS[one.scene], folder, _nothing, size=TALL)
    if one.before:
        command(folder, one.before)
    _status, out, err = command(folder, (*one.words, "--json"))
    facts = [str(fact) for fact in one.facts(json.loads(out))]
    on_screen = "\n".join(shown.text)
    if not facts:
        return [f"nothing was told: {err}"]
    return [f"{fact} is not on the screen" for fact in facts if fact not in on_screen]


async def talk(folder: Path) -> list[str]:
    """Hold the app that is told whose talk to open against the key for it."""
    by_key = await came_of(Scene(("down", "t")), folder, _nothing)
    with mock.patch("tui.running._run") as run_app, mock.patch("tui.opening.check_window"):
        run_app.return_value = Left()
        command(folder, ("talk", "Kari"))
    chosen = run_app.call_args.args[0]._talk_with
    by_command = await came_of(Scene(straight_to=chosen), folder, _nothing)
    return [*by_command.differs(by_key)]


async def _nothing(_app: SamtaleApp) -> None:
    """Give no command."""


def command(folder: Path, words: Sequence[str]) -> tuple[int, str, str]:
    """Run a command on the home in ``folder``: its status, output and complaints."""
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    exports = folder / "exports"
    exports.mkdir(exist_ok=True)
    before = Path.cwd()
    changed = {"SAMTALE_HOME": str(folder), "LANGUAGE": "nb"}
    try:
        os.chdir(exports)
        with (
            mock.patch.dict(os.environ, changed),
            _at_that_time(),
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            status = run(words)
    finally:
        os.chdir(before)
    out.flush()
    return status, out.buffer.getvalue().decode(), err.getvalue()  # type: ignore[attr-defined]


@contextmanager
def _at_that_time() -> Iterator[None]:
    """Let it be the moment of the scenes, also for modules that have taken the time source over."""
    real = sys.modules["tui.keeping"].local_now
    places = [one for name, one in sys.modules.items() if name.startswith("tui.")]
    holding = [one for one in places if getattr(one, "local_now", None) is real]
    for one in holding:
        one.local_now = lambda: TODAY  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for one in holding:
            one.local_now = real  # type: ignore[attr-defined]
