"""Sentences say the keys that their commands have now, and no key stands in the words alone."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from textual.app import App

from agendas.words import speak
from screens.agree import AgreeScreen
from screens.desk import Desk
from screens.exporting import export_plan
from screens.help import HelpScreen
from screens.key_words import key_of, with_keys
from screens.live import LiveScreen
from screens.prepare import PrepareScreen
from screens.widgets.painted import Painted
from storage.records import Conversation, Person
from tests.screens.driving import press
from tests.test_project import CATALOGUES, PLACEHOLDER, ROOT, modules, tree
from tui.app import SamtaleApp
from tui.key_places import all_commands
from tui.keymap import VIM
from tui.settings import read_settings

OTHER_KEYS = {
    "people.new": "w",
    "people.due": "z",
    "prepare.past": "z",
    "prepare.own": "alt+o",
    "live.manager": "f7,f10",
    "live.plan": "f12",
    "note.lift": "ctrl+g",
    "plan.goal": "space",
    "plan.action": "M",
    "agree.summary": "full_stop",
    "agree.dates": "enter",
    "help": "f11",
}


@pytest.fixture(autouse=True)
def english(request: pytest.FixtureRequest) -> None:
    """Speak English, after the desk has chosen its language."""
    if "desk" in request.fixturenames:
        request.getfixturevalue("desk")
    speak("en")


def read(app: App[None]) -> str:
    """Return what stands on the screen, without the breaks of its lines."""
    strips = app.screen._compositor.render_strips()
    rows = ("".join(one.text for one in strip if not one.control) for strip in strips)
    return " ".join(" ".join(rows).replace("│", " ").split())


# One sentence


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("x", "x"),
        ("K,shift+up", "K"),
        ("f4", "F4"),
        ("ctrl+j", "^J"),
        ("ctrl+pagedown", "^pagedown"),
        ("enter", "Enter"),
        ("escape", "Esc"),
        ("pagedown", "PgDn"),
        ("full_stop", "."),
        ("right", "→"),
        ("delete", "del"),
    ],
)
def test_a_key_is_called_as_one_says_it_and_the_first_of_several_is(keys: str, said: str) -> None:
    assert key_of("agree.export", {"agree.export": keys}) == said


def test_without_keys_of_ones_own_the_usual_ones_are_said() -> None:
    words = "{people.talk} {live.plan} {private} {form.keep}"
    assert with_keys(words) == with_keys(words, {}) == "t F4 . Enter"


def test_what_people_wrote_is_no_place_for_a_key() -> None:
    assert with_keys("{people.talk}: {name}", name="{people.talk} {x}") == "t: {people.talk} {x}"


def test_the_keys_of_vim_are_said(desk: Desk) -> None:
    assert with_keys("{plan.goal}, {move.down}, {agree.feedback}", VIM) == "O, ↓, c"


# The screens


async def test_the_screens_say_the_keys_that_one_has_chosen(
    desk: Desk, kari: Person, last_year: Conversation
) -> None:
    app = SamtaleApp(desk, keymap=OTHER_KEYS)
    async with app.run_test(size=(200, 50)) as pilot:
        await pilot.pause()
        assert "z lists all" in read(app)
        await press(pilot, "p")
        assert isinstance(app.screen, PrepareScreen)
        assert "z Last year's plan" in read(app) and "alt+o Your own preparation" in read(app)
        await press(pilot, "escape", "t")
        assert isinstance(app.screen, LiveScreen)
        assert "F7 Manager" in read(app) and "F3 Employee" in read(app)
        assert "^G lifts a line into the plan" in read(app)
        await press(pilot, "f12")
        assert "F12 Mutual plan" in read(app)
        assert "space: a goal, M: an action, ^G: a line from a note." in read(app)
        await press(pilot, "f12")
        assert "F12 Last year's plan F12 again: the new plan" in read(app)
        await press(pilot, "f11")
        assert isinstance(app.screen, HelpScreen)
        help_ = " ".join(str(app.screen.query_one(Painted).content).split())
        assert "^G lifts the line into the plan below. Esc leaves the text" in help_
        await press(pilot, "escape", "escape", "f")
        assert isinstance(app.screen, AgreeScreen)
        assert "Press . to write it down" in read(app) and "Press Enter to set it" in read(app)


async def test_other_keys_are_said_as_soon_as_they_are_chosen(desk: Desk) -> None:
    desk.asked = True
    app = SamtaleApp(desk)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        assert "n add the first person" in read(app)
        file = desk.export_folder.with_name("settings.toml")
        file.write_text('[keys]\n"people.new" = "w"\n', encoding="utf-8")
        app.use(file, read_settings(file)[0], "keys")
        await pilot.pause()
        assert "w add the first person" in read(app)


def test_what_failed_says_the_key_that_tries_it_again(desk: Desk, last_year: Conversation) -> None:
    desk.export_folder.parent.mkdir(parents=True, exist_ok=True)
    desk.export_folder.write_text("")
    assert "press x to try again" in export_plan(desk, last_year, "review.export")


# The words themselves


BARE_KEY = re.compile(
    r"\b[fF]\d\d?\b|\^[A-Z]|\bctrl\+|\bEsc(ape)?\b|\besc\b|\bEnter\b|\bPg(Up|Dn)\b|[↑↓←→⏎⇧]"
    r"|\barrow|\b[Pp]il(ar|er|ane|ene|tast)|\b([Pp]ress|[Tt]rykk) (?!\{)"
    r"|(?<![\w’'.%/–-])[b-hj-zB-HJ-Z](?![\w’'/)-]|\.\w)|· [^\w{] "
)
"""What looks like a key: its name, or a letter that stands alone."""

_LINE_BY_LINE = "is asked line by line, where Enter ends every line"
_AN_ANSWER = "asks for a letter as the answer, on the command line"
_ALWAYS = "has no command: Textual, or the terminal, always does it"
NAMES_NO_COMMAND = {
    "Folder for a copy, Enter for none:": _LINE_BY_LINE,
    "Kind, Enter for observation:": _LINE_BY_LINE,
    "{day}: Enter takes it.": _LINE_BY_LINE,
    "{what} {text}. Enter keeps it, - takes it out.": _LINE_BY_LINE,
    "s is the same person": _AN_ANSWER,
    "^Q leaves the program.": _ALWAYS,
    "It is not shown again. ^Q": _ALWAYS,
    "Not saved yet. {form.save} saves; ^Q": _ALWAYS,
    "{reason} ^Q once more": _ALWAYS,
    "Not saved last time; ctrl+v": _ALWAYS,
    "What is selected with shift and the arrows": _ALWAYS,
    "→ takes over: {goal}": _ALWAYS,
    "j, k, g and G move about": "says what the keys of vim are",
    "The years with one employee.": "explains a mark in the picture that it is about",
}
"""How the sentences begin that may name a key, and why."""


def said() -> list[tuple[str, str]]:
    """Return every English message with one of its wordings, in each language."""
    pairs = []
    for path in CATALOGUES:
        with path.open("rb") as file:
            for one in read_po(file):
                ids = one.id if isinstance(one.id, tuple) else (one.id,)
                strings = one.string if isinstance(one.string, tuple) else (one.string,)
                pairs += [(ids[0], words) for words in (*ids, *strings) if ids[0]]
    return pairs


def test_no_sentence_names_a_key_but_by_its_command() -> None:
    named = [
        (message, words)
        for message, words in said()
        if " " in words and BARE_KEY.search(PLACEHOLDER.sub("{}", words))
    ]
    allowed = tuple(NAMES_NO_COMMAND)
    bare = {words for message, words in named if not message.startswith(allowed)}
    assert not bare, "put the name of the command there: {people.talk}"
    met = [one for one in allowed if any(message.startswith(one) for message, _words in named)]
    assert met == list(allowed), "no reason is needed any more"


def test_no_title_is_written_with_a_key() -> None:
    """Where a key stands before words without being part of a sentence."""
    key = re.compile(r"(F\d\d?|\^[A-Z]|[Ee]sc|Enter) *|[a-z]  |[←→↑↓] | [←→↑↓]")
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for floor, path in modules()
        if floor in ("screens", "tui") and path.stem not in ("key_words", "key_bar")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if key.fullmatch(node.value)
    ]
    assert not found, "key_of says the key of a command"


def test_every_place_for_a_key_is_a_commands() -> None:
    known = set(all_commands())
    for _message, words in said():
        for _text, name, _format, _conversion in Formatter().parse(words):
            assert "." not in (name or "") or name in known, words
