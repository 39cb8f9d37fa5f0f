"""Scenes from a made-up team, for the snapshots of the screens and for the pictures.

Everything in them stands still: the team, the two people's words, the moment. So a scene looks
the same on each machine, and another look is another program.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from rich.console import Console
from textual.pilot import Pilot

from agendas.clock import Clock
from agendas.shelf import Shelf
from agendas.words import speak
from screens.desk import Desk
from screens.recovery_key import RecoveryKeyScreen
from screens.unlock import Progress, UnlockScreen
from screens.widgets.field import Field
from screens.widgets.rows import Rows
from storage.envelope import pack, unpack
from storage.home import Home
from storage.passphrase import WrongPassphrase
from storage.records import (
    Action,
    Conversation,
    Feedback,
    Goal,
    Person,
    Plan,
    TopicNotes,
    new_id,
)
from storage.store import Store, open_store
from tests.faults.walk import break_disk
from tests.screens.driving import press
from tui.app import SamtaleApp
from tui.demo import MANAGER, write_demo
from tui.settings_file import SettingsFile

ZONE = ZoneInfo("Europe/Oslo")
TODAY = dt.datetime(2026, 11, 23, 10, 5, tzinfo=ZONE)
"""When the manager looks at the team, and prepares."""
TALK_BEGINS = dt.datetime(2026, 11, 30, 14, tzinfo=ZONE)
SPENT = (252, 513, 462, 618, 742, 431, 20)
"""Seconds that each topic of the talk takes."""
SIZES = {"wide": (120, 36), "narrow": (80, 24)}


@dataclass(frozen=True)
class Scene:
    """A screen with something on it."""

    keys: tuple[str, ...] = ()
    """What is pressed to get there, from the first screen."""
    topic: int | None = None
    """The number of the topic at hand, from 0, where the talk is under way."""

    straight_to: str | None = None
    """The id of the person whose talk the program was told to open."""
    door: Literal["open", "locked", "locking"] = "open"
    """Whether the store is there at once, no passphrase opens it, or it is just being locked."""
    first: bool = False
    """Whether it is the first start: nobody in the team, and no name of the manager."""
    untidy: bool = False
    """Whether somebody is there in two versions, and much is past its date."""
    broken_disk: bool = False
    """Whether nothing can be saved any more before the last key."""

    @property
    def now(self) -> dt.datetime:
        """The moment at which the scene takes place."""
        if self.topic is None:
            return TODAY
        return TALK_BEGINS + dt.timedelta(seconds=sum(SPENT[: self.topic + 1]))


_THE_LIST = "the path of the list"
"""Stands among the keys of a scene for a path that is another each time."""
_LISTED = """Navn;Stilling;E-post;Siste samtale;Måneder mellom samtaler;Avdeling
Kari Nordmann;Prosjektleder;kari@firma.no;15.01.2024;6;Salg
Ida Moe;Rådgiver;ida@firma.no;1. mars 2026;12;Salg
Ida Moe;;ida.moe@firma.no;;;Drift
Per Ås;Lærling;per@firma.no;31.2.2026;;Drift
Øystein Åsheim;analytiker;;;;Drift
Jonas Lie-Pettersen;;jonas@firma.no;;halvårlig;Drift
"""
"""A list of people with something of each kind."""
TALK = ("t", "ctrl+s")
"""The keys to the live talk."""
AGREE = (*TALK, "escape", "f")
"""The keys to the agreement."""
SCENES = {
    "people": Scene(),
    "person": Scene(("down", "enter")),
    "timeline": Scene(("down", "enter", "y", "full_stop")),
    "summary": Scene(("b",)),
    "team-import": Scene(("o", _THE_LIST, "enter")),
    "unit-goals": Scene(("u",)),
    "settings": Scene(("comma", "down", "down")),
    "prepare": Scene(("down", "p")),
    "agendas": Scene(("down", "p", "a", "end", "enter")),
    "review": Scene(("down", "enter", "down", "down", "down", "down", "enter")),
    "live": Scene((*TALK, *("down",) * 5, "end"), topic=2),
    "live-reading": Scene((*TALK, "end", "ctrl+r"), topic=2),
    "live-last-plan": Scene((*TALK, "f4"), topic=1),
    "form": Scene((*TALK, "f4", "down", "enter"), topic=2),
    "help": Scene((*TALK, "f1"), topic=2),
    "agree": Scene(AGREE, topic=6),
    "nobody": Scene(("escape", "escape", "escape"), first=True),
    "unlock": Scene((*"feil", "enter"), door="locked"),
    "agreed": Scene((*AGREE, "m", "right", "enter", "e", "right", "enter"), topic=6),
}
"""Every scene by its name. Kari's talk is coming or under way."""

NOTES = (
    TopicNotes(
        manager="Stort løft med Fjord i høst, rolig hele veien.\nTar imot de nye på en fin måte.",
        employee="Stolt av at vi kom i mål uten overtid.\nVil snakke om hva som er neste steg.",
    ),
    TopicNotes(
        manager="Vakta gikk bra. Opplæringsplanen ble liggende.",
        employee="Det hjalp å ha faste tider.\nFor mye på én gang i april.",
    ),
    TopicNotes(
        manager=(
            "Trives med faglig ansvar, vil ha mer av det.\n"
            "- vil lede et kundeprosjekt i 2027\n"
            "- savner en fast sparringspartner\n"
            "Siri melder på kurs innen 15. januar →"
        ),
        employee=(
            "Best i små team, der jeg ser hele leveransen.\n"
            "Rollen min på Fjord er uklar: hvem eier hva?"
        ),
    ),
)
_GOALS = (
    Goal(
        id="lede",
        text="Lede ett kundeprosjekt før sommeren",
        why="Kari vil ha mer ansvar, og vi trenger flere som kan lede.",
        reached_when="Kunden har tatt leveransen i bruk.",
        support="Kurs i prosjektledelse, og Siri som sparringspartner.",
    ),
    Goal(id="trygg", text="Tryggere i kundemøter", kind="development"),
)
_ACTIONS = (
    Action(
        id="kurs",
        text="Melde på kurs",
        goal="lede",
        owner="manager",
        deadline=dt.date(2027, 1, 15),
        if_then="Hvis kurset er fullt, tar vi det neste i mars.",
    ),
    Action(
        id="fjord",
        text="Skrive ned hvem som eier hva på Fjord",
        goal="lede",
        owner="both",
        deadline=dt.date(2026, 12, 18),
    ),
    Action(
        id="status",
        text="Ta hvert annet statusmøte",
        goal="trygg",
        owner="employee",
        deadline=dt.date(2027, 2, 1),
    ),
)
_FEEDBACK = {
    "to_employee": Feedback(
        more="Si fra tidlig når noe er uklart.", keep="Roen du gir de andre når det haster."
    ),
    "to_manager": Feedback(
        more="Spørre hva jeg tenker før du svarer kunden.", less="Møter på kort varsel."
    ),
}
_DATES = {"next_talk": dt.date(2027, 11, 29), "next_follow_up": dt.date(2027, 1, 11)}
_SUMMARY = "Jeg får lede et prosjekt og ta flere statusmøter. Siri ordner kurset og er der for meg."


class _Locked(SamtaleApp):
    """Asks for the passphrase as the app on a locked store does."""

    def begin(self) -> None:
        """Ask; whatever is answered is wrong."""
        self.push_screen(UnlockScreen(self._refuse, self._nothing))

    async def _refuse(self, _secret: str, _progress: Progress) -> Desk:
        raise WrongPassphrase

    async def _nothing(self) -> None:
        """Have nothing that could be tried without asking."""


class _Locking(SamtaleApp):
    """Shows the recovery key, as after a passphrase was chosen."""

    def begin(self) -> None:
        """Lock nothing, and show a key that opens nothing."""
        self.push_screen(RecoveryKeyScreen(self._locked))

    async def _locked(self) -> str:
        return f"AGE-SECRET-KEY-1{'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L' * 2:.58}"


_APPS = {"open": SamtaleApp, "locked": _Locked, "locking": _Locking}


@asynccontextmanager
async def on_stage(
    scene: Scene,
    size: tuple[int, int],
    folder: Path,
    theme: str = "dark",
    *,
    language: str = "nb",
    crammed: bool = False,
) -> AsyncIterator[SamtaleApp]:
    """Play a scene in the real app, on a store in ``folder``.

    With ``crammed`` the names, notes and plans are overlong.
    """
    stand_in_oslo()
    speak(language)
    home = _home_in(folder)
    home.prepare()
    if not scene.first:
        shutil.copytree(_made_up_team().name, folder, dirs_exist_ok=True)
    if scene.untidy:
        _bring_second_version(home)
    store = open_store(home, now=lambda: scene.now)
    try:
        if not scene.first:
            _choose(home)
        if scene.topic is not None:
            _begin_talk(store, scene.topic, scene.now)
        if crammed:
            _cram(store)
        desk = Desk(
            store=store,
            shelf=Shelf(None),
            manager="" if scene.first else MANAGER,
            language=language,
            export_folder=folder / "exports",
            now=lambda: scene.now,
            retention_months=12 if scene.untidy else None,
        )
        desk.settings, desk.may_lock = SettingsFile(home, desk), scene.first
        app = _APPS[scene.door](desk, theme=theme, talk_with=scene.straight_to)
        async with app.run_test(size=size) as pilot:
            await _play(pilot, scene, desk)
            yield app
    finally:
        store.close()


@cache
def _made_up_team() -> tempfile.TemporaryDirectory[str]:
    """Return a folder with the team, which is made once."""
    folder = tempfile.TemporaryDirectory()
    write_demo(_home_in(Path(folder.name)), people=7, years=2, seed=1, now=TODAY, language="nb")
    return folder


def _choose(home: Home) -> None:
    """Have settings, and one of them wrong."""
    home.config.mkdir(parents=True, exist_ok=True)
    text = f'name = "{MANAGER}"\nlanguage = "nb"\nretention_months = 36\nlock_after = "ti"\n'
    (home.config / "settings.toml").write_text(text, encoding="utf-8")


def _home_in(folder: Path) -> Home:
    return Home(folder / "data", folder / "config", folder / "state")


def stand_in_oslo() -> None:
    """Be where the team is, whatever the machine says: in its time, and its language."""
    os.environ["TZ"] = ZONE.key
    time.tzset()
    speak("nb")


async def _play(pilot: Pilot[None], scene: Scene, desk: Desk) -> None:
    """Press the scene's keys; wait until what is asked onto the disk is there."""
    await pilot.pause()
    for number, key in enumerate(scene.keys, 1):
        if scene.broken_disk and number == len(scene.keys):
            break_disk(desk.export_folder.parent)
            while not desk.problem:
                await press(pilot, "f8")
        if key == _THE_LIST:
            file = desk.export_folder.with_name("team.csv")
            file.write_text(_LISTED, encoding="cp1252")
            pilot.app.screen.query_one("#path", Field).value = str(file)
            continue
        await press(pilot, key)
        while key == "ctrl+s" and desk.saved_at is None:
            await pilot.pause()
        while key == "b" and not pilot.app.screen.query_one(Rows).option_count:
            await pilot.pause()
    await pilot.pause()


def _bring_second_version(home: Home) -> None:
    """Lay another version of somebody beside the first, as a sync program does."""
    path = next(iter(sorted((home.data / "people").glob("*.json"))))
    person = msgspec.convert(unpack(path.read_bytes()), Person)
    other = msgspec.structs.replace(person, rev=new_id(), title="Avdelingsleder")
    name = f"{person.id}.sync-conflict-20261123-101530-ABC1234.json"
    path.with_name(name).write_bytes(pack(msgspec.to_builtins(other)))


def _begin_talk(store: Store, topic: int, now: dt.datetime) -> None:
    """Hold the talk that is planned with Kari, until that topic."""
    kari = next(one for one in store.people() if one.name.startswith("Kari "))
    entry = next(one for one in store.talks(kari.id) if one.state == "prepared")
    talk = store.read(Conversation, entry.id)
    talk.state = "live"
    talk.started_at = TALK_BEGINS
    still_to_come = len(talk.agenda.topics) - topic - 1
    clock = Clock.of(one.minutes for one in talk.agenda.topics).started(now)
    talk.clock = msgspec.structs.replace(
        clock, current=topic, spent=(*SPENT[: topic + 1], *(0,) * still_to_come)
    )
    notes = NOTES[: topic + 1]
    talk.notes = [*notes, *(TopicNotes() for _topic in talk.agenda.topics[len(notes) :])]
    if topic >= 2:
        talk.plan = Plan(goals=_GOALS, actions=_ACTIONS)
    if topic == 6:
        talk.plan = Plan(goals=_GOALS, actions=_ACTIONS, **_FEEDBACK, **_DATES)
        talk.summary = _SUMMARY
    store.save(talk)


def _cram(store: Store) -> None:
    """Make names, notes and plans as long as somebody may make them."""
    for entry in store.people():
        person = store.read(Person, entry.id)
        first, _space, last = person.name.partition(" ")
        person.name = f"{first} Wilhelmine Charlotte von und zu {last}-Østerlund-Bjørnstjerne"
        person.title = "Seniorrådgiver for tverrfaglig tjenesteutvikling i region nord og øst"
        store.save(person)
        for one in store.talks(person.id):
            talk = store.read(Conversation, one.id)
            if talk.state in ("live", "prepared"):
                _cram_talk(talk)
                store.save(talk)


def _cram_talk(talk: Conversation) -> None:
    talk.employee_name = "Kari Wilhelmine Charlotte von und zu Nordmann-Østerlund-Bjørnstjerne"
    talk.notes = [
        TopicNotes(manager=one.manager * 12, employee=one.employee * 12) for one in talk.notes
    ]
    goals, actions = (
        tuple(msgspec.structs.replace(one, text=" og ".join([one.text] * 6)) for one in many)
        for many in (talk.plan.goals, talk.plan.actions)
    )
    talk.plan = msgspec.structs.replace(talk.plan, goals=goals, actions=actions)


def photograph(app: SamtaleApp) -> Console:
    """Return a console that has recorded what stands on the screen.

    It asks for it as Textual's own ``App.export_screenshot`` does, which gives only an SVG.
    """
    columns, rows = app.size
    console = Console(
        width=columns,
        height=rows,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        record=True,
        legacy_windows=False,
        safe_box=False,
    )
    console.print(
        app.screen._compositor.render_update(
            full=True, screen_stack=app._background_screens, simplify=True
        )
    )
    return console
