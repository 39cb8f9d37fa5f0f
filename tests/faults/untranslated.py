"""Walk every screen in bokmål and in nynorsk, and find each word that no catalogue has translated.

What a catalogue says is painted in Armenian letters, one for each of ours, so that it takes as much
room as ever; so is what agendas say, in whatever language. What is left in Latin letters is then a
name, a key, a date or somebody's own words, all of them known; anything else is a message that
stands in no catalogue, or never went through one. Each find is printed as it is made::

    python -m tests.faults.untranslated                  finds nothing, else exits with 1
    python -m tests.faults.untranslated --without WORDS  must find that message, now left out
    python -m tests.faults.untranslated --size 80x24 --language nn  walks a part alone
"""

from __future__ import annotations

import argparse
import asyncio
import gettext
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from msgspec.structs import replace as with_fields

from agendas import shelf, words
from agendas.agenda import Agenda, Topic
from agendas.words import LANGUAGE_NAMES, speak
from storage.home import Home
from tests.faults.sentinels import Sentinels, fill
from tests.faults.shared_screen import STARTS
from tests.faults.walk import TYPED, Start, Walk, screen_kinds
from tests.scenes import SCENES, Scene, on_stage
from tui import settings_file
from tui.app import SamtaleApp
from tui.demo import MANAGER
from tui.settings import THEME_WORDS

LANGUAGES = ("nb", "nn")
SIZES = ((120, 50), (80, 24))
"""The sizes to walk at: a tall one, that shows most at once, and the usual one."""
STARTS_HERE = (
    Start(),
    *(replace(start, keys=(*start.keys, "f9", "y")) for start in STARTS),
    *STARTS[:2],
    *(start for start in STARTS if start.broken_disk),
    Start(keys=("escape", "o", *"~/team.csv", "enter")),
    Start(keys=("escape", "comma", *("down",) * 6, "enter")),
    Start(keys=("escape", "end", "p", "l")),
    Start(keys=("escape", "end", "p", "a", "end", "enter")),
    Start(keys=("escape", "down", "f", "d")),
    Start(keys=("escape", "down", "f", "y", "o")),
    Start(keys=("escape", "down", "f", "y", "k")),
    Start(keys=("escape", "down", "enter", "y", "enter")),
    Start(("talk", "Kari"), ("escape", "f", "m")),
)
"""Where to begin: with all that may be seen in private, and with a shared screen."""

_MARKED = {
    ord(letter): chr(first + at)
    for first, letters in (
        (0x531, "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅÉ"),
        (0x561, "abcdefghijklmnopqrstuvwxyzæøåéòèàü"),
    )
    for at, letter in enumerate(letters)
}
_PLACE = re.compile(r"(\{[^{}]*\})")
_CUT = re.compile("[…\u2500-\u259f]")
_NAMED = re.compile(r"\S*[/0-9]\S*|\S+\.json|\{\w+\}")
"""A path, an id, a number, the end of a file's name, a mark of an agenda's file: no word."""
_WORD = re.compile(r"[A-Za-zÆØÅæøåéòèàü]{3,}")

_FIRST_KEYS = 150
"""How many keys are pressed where nobody is in the team yet."""
_LIST = """Navn;Stilling;Siste samtale
Kari Nordmann;Prosjektleder;15.01.2024
Kari;;
Ida Moe;Prosjektleder;31.2.2026
Ida Moe;;
Ida;;halvårlig
"""
"""A list to be taken in, with something of each kind."""
_NAMES = "Samtale Kari Nordmann Siri Berg Utvikler Lede prosjekt Kurs Delt ros Kortere ventetid ord"
"""Our own name, and what people have written in the home that is walked."""
_KEYS = "enter esc tab home end del delete space backspace PgUp PgDn ctrl shift"
_TYPED = "Markdown HTML JSON CSV vCard samtale doctor people settings toml theme"
_FOLDERS = "tmp config state quarantine agendas conversations data"
"""What files hold and are called: to be typed as it is, in every language."""


def marked(text: str) -> str:
    """Return a translation in letters that nothing else is written in, its places left alone."""
    parts = _PLACE.split(text)
    return "".join(one if _PLACE.fullmatch(one) else one.translate(_MARKED) for one in parts)


def with_marks(agenda: Agenda) -> Agenda:
    """Return an agenda with all that it says marked."""

    def topic_with_marks(topic: Topic) -> Topic:
        prompts = tuple(with_fields(one, text=marked(one.text)) for one in topic.prompts)
        hints = tuple(map(marked, topic.hints))
        return with_fields(topic, title=marked(topic.title), prompts=prompts, hints=hints)

    topics = tuple(map(topic_with_marks, agenda.topics))
    return with_fields(
        agenda, title=marked(agenda.title), intro=marked(agenda.intro), topics=topics
    )


class Marked(gettext.NullTranslations):
    """A catalogue of which every translation is marked, and what it lacks is not."""

    def __init__(self, catalogue: gettext.NullTranslations, without: Iterable[str] = ()) -> None:
        super().__init__()
        self._catalogue, self._without = catalogue, set(without)

    def gettext(self, message: str) -> str:
        """Return the marked translation, or the message itself where there is none."""
        told = self._catalogue.gettext(message)
        known = message in getattr(self._catalogue, "_catalog", {})
        return marked(told) if known and message not in self._without else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the marked form that fits ``n``."""
        known = (msgid1, 0) in getattr(self._catalogue, "_catalog", {})
        told = self._catalogue.ngettext(msgid1, msgid2, n)
        return marked(told) if known and msgid1 not in self._without else told


@contextmanager
def speaking(language: str, without: Iterable[str] = ()) -> Iterator[None]:
    """Let the program speak a language with all words marked, of which messages may lack."""
    real, read = gettext.translation, shelf.read_agenda_file
    words.catalogue.cache_clear()

    def translation(*args: object, **options: object) -> gettext.NullTranslations:
        return Marked(real(*args, **options), without)  # type: ignore[arg-type,call-overload]

    with (
        mock.patch.object(words._gettext, "translation", translation),
        mock.patch.object(settings_file, "speak", lambda _chosen: None),
        mock.patch.object(shelf, "read_agenda_file", lambda path: with_marks(read(path))),
    ):
        speak(language)
        yield
    words.catalogue.cache_clear()
    speak("en")


def known_words(language: str) -> set[str]:
    """Return what may be painted in Latin letters, in lower case."""
    from pendulum.locales.nb.locale import locale as nb
    from pendulum.locales.nn.locale import locale as nn

    dates = (nb if language == "nb" else nn)["translations"]
    days = [*_texts_in(dates), *(name[:3] for name in _texts_in(dates["months"])), "månader"]
    said = (
        _NAMES,
        _KEYS,
        _TYPED,
        _FOLDERS,
        _LIST,
        *THEME_WORDS,
        *LANGUAGE_NAMES.values(),
        *days,
    )
    return {
        word.lower()
        for word in _WORD.findall(" ".join((*said, *THEME_WORDS, *LANGUAGE_NAMES.values(), *days)))
    }


def _texts_in(found: object) -> Iterator[str]:
    """Yield the texts in a mapping of mappings, without its keys."""
    if isinstance(found, dict):
        for one in found.values():
            yield from _texts_in(one)
    elif isinstance(found, str):
        yield found


@dataclass
class Looked:
    """What was painted, and what of it no catalogue has said."""

    known: set[str]
    frames: int = 0
    said: set[str] = field(default_factory=set)
    """The marked words that were painted."""
    found: Counter[str] = field(default_factory=Counter)

    def look(self, app: SamtaleApp) -> None:
        """Read every row of the screen."""
        self.frames += 1
        here = type(app.screen).__name__
        for strip in app.screen._compositor.render_strips():
            row = "".join(segment.text for segment in strip if not segment.control)
            self.said |= set(re.findall("[\u0531-\u0588]{3,}", row))
            plain = _NAMED.sub(lambda one: " " * len(one[0]), row)
            for found in _WORD.finditer(plain):
                if not self._known(found[0].lower(), plain[: found.start()], plain[found.end() :]):
                    what = f"{found[0]} on {here}"
                    if what not in self.found:
                        print(f"  {what}: {row.strip()}", flush=True)
                    self.found[what] += 1

    def _known(self, word: str, before: str, after: str) -> bool:
        """Return whether a word is known, or what a frame or the edge has left of one."""
        if word in self.known or word.replace(TYPED, "") in self.known | {""}:
            return True
        if _CUT.match(after or "│"):
            return any(one.startswith(word) for one in self.known)
        return bool(_CUT.match(before[-1:])) and any(one.endswith(word) for one in self.known)


async def search(
    folder: Path,
    size: tuple[int, int],
    language: str,
    *,
    starts: Iterable[Start] = STARTS_HERE,
    longest: int = 100_000,
) -> tuple[Looked, Walk]:
    """Fill a home in ``folder`` and walk it in process, on a screen of ``size``."""
    fill(folder, Sentinels())
    settings = Home.at(folder).config / "settings.toml"
    text = settings.read_text("utf-8").replace('"nb"', f'"{language}"')
    settings.write_text(text, "utf-8")
    looked = Looked(known_words(language))
    walk = Walk(folder, size, looked.look)
    await walk.go(list(starts), longest)
    return looked, walk


async def walked(size: tuple[int, int], language: str, without: tuple[str, ...]) -> Walked:
    """Walk at a size in a language, then where nobody is in the team, and paint the locked door."""
    with tempfile.TemporaryDirectory() as place, speaking(language, without):
        os.environ["HOME"] = place
        Path(place, "team.csv").write_text(_LIST, encoding="utf-8")
        looked, walk = await search(Path(place, "template", "home"), size, language)
        first = Walk(_first_home(Path(place, "first")), size, looked.look)
        await first.go([Start()], _FIRST_KEYS)
        visited = walk.visited | first.visited
        looked.known |= {word.lower() for word in _WORD.findall(MANAGER)}
        for scene in (SCENES["unlock"], Scene(door="locking")):
            stage = on_stage(scene, size, Path(place, scene.door), language=language)
            async with stage as app:
                looked.look(app)
                visited |= {type(screen) for screen in app.screen_stack}
    keys, crashes = walk.length + first.length, walk.crashes + first.crashes
    return Walked(size, language, looked, visited, keys, crashes)


def _first_home(folder: Path) -> Path:
    """Return a home of somebody who has chosen nothing yet."""
    Home.at(folder).prepare()
    return folder


class Walked(NamedTuple):
    """What one walk came to."""

    size: tuple[int, int]
    language: str
    looked: Looked
    visited: set[type]
    keys: int
    crashes: list[str]


def _walk(case: tuple[tuple[int, int], str, tuple[str, ...]]) -> Walked:
    return asyncio.run(walked(*case))


def main() -> None:
    """Walk at each size in each language; print what was read and what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--without", nargs="*", default=[], help="leave these messages out")
    named = {f"{columns}x{rows}": (columns, rows) for columns, rows in SIZES}
    parser.add_argument("--size", choices=named, help="walk at this size only")
    parser.add_argument("--language", choices=LANGUAGES, help="walk in this language only")
    chosen = parser.parse_args()
    without = tuple(chosen.without)
    sizes = [named[chosen.size]] if chosen.size else SIZES
    languages = [chosen.language] if chosen.language else LANGUAGES
    found: Counter[str] = Counter()
    visited: set[type] = set()
    crashes: list[str] = []
    cases = [(size, language, without) for size in sizes for language in languages]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for one in pool.map(_walk, cases):
            found += one.looked.found
            visited |= one.visited
            crashes += one.crashes
            columns, rows = one.size
            print(
                f"{one.language} {columns}×{rows}: {one.keys} keys, {one.looked.frames} frames of"
                f" {len(one.visited)} screens, {len(one.looked.said)} different translated words,"
                f" {len(one.looked.found)} words that no catalogue has said",
                flush=True,
            )
    for crash in crashes:
        print(f"  {crash}")
    missed = sorted(kind.__name__ for kind in screen_kinds() - visited)
    print(f"{len(visited)} screens visited; not visited: {', '.join(missed) or 'none'}")
    sys.exit((not found) if without else bool(found or crashes or missed))


if __name__ == "__main__":
    main()
