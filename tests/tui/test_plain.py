"""The program line by line, driven by lists of lines."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from agendas.words import catalogue, speak
from screens.talk import Talk
from storage.autosave import Autosave, SaveStatus
from storage.home import Home
from storage.lift import MARK
from storage.records import Conversation, Example, LogEntry, Person, Point
from storage.store import Store
from storage.text import visible
from tests.plain_page import PAGE, PLACES, with_tables
from tests.storage.breaking import disk
from tests.storage.made_up import MONDAY, a_talk
from tests.test_project import messages, modules_after
from tui.desk import make_desk
from tui.door import Door
from tui.plain.heart import Heart
from tui.plain.lines import Ended, Interrupted, Lines, by_number
from tui.plain.opening import take_lines
from tui.settings import Settings

STOP = "\x03"
"""Stands for ``^C``; what comes before it was written on the line by then."""


class Now:
    """A clock that goes only when it is told to."""

    def __init__(self, moment: dt.datetime) -> None:
        self.moment = moment

    def __call__(self) -> dt.datetime:
        return self.moment

    def on(self, seconds: int) -> None:
        self.moment += dt.timedelta(seconds=seconds)


class Played:
    """A home in which lines are written, and what is answered."""

    def __init__(self, home: Path, moment: dt.datetime) -> None:
        self.home = Home.at(home)
        self.now = Now(moment)
        self.during: dict[str, Callable[[], object]] = {}
        """What is done before a line is written."""
        self.kari = Person(name="Kari Nordmann")
        with self.store() as store:
            store.save(self.kari)
            store.save(Person(name="Ola Vik"))

    def store(self) -> _Opened:
        return _Opened(self)

    def play(self, *lines: str | int, talk: bool = True, status: int = 0, written: str = "") -> str:
        """Write lines, let seconds pass for numbers; return all that was answered.

        At the end of the lines ``written`` stands on one that is not finished.
        """
        to_come = iter(lines)
        said: list[str] = []

        def read(question: str, _before: str) -> str:
            said.append(question)
            for line in to_come:
                self.during.get(str(line), lambda: None)()
                if isinstance(line, int):
                    self.now.on(line)
                    continue
                if line.endswith(STOP):
                    raise Interrupted(line.removesuffix(STOP))
                return line
            raise Ended(status, written)

        door = Door(self.home, self.now)
        try:
            desk = make_desk(self.home, Settings(name="Siri Berg"), door, door.open())
            desk.now = self.now
            person = self.kari.id if talk else None
            assert take_lines(Lines(read, said.append), desk, person) == status
        finally:
            door.close()
        return "\n".join(said)

    @property
    def talk(self) -> Conversation:
        """The newest talk, as it is on the disk."""
        with self.store() as store:
            return store.read(Conversation, store.talks(self.kari.id)[0].id)


class _Opened:
    def __init__(self, played: Played) -> None:
        self._door = Door(played.home, played.now)

    def __enter__(self) -> Store:
        return self._door.open()

    def __exit__(self, *_error: object) -> None:
        self._door.close()


@pytest.fixture
def played(tmp_path: Path, now: dt.datetime) -> Played:
    return Played(tmp_path / "line-by-line", now)


# Notes


def test_a_line_is_a_note_of_whose_turn_it_is(played: Played) -> None:
    said = played.play("One", "/e", "Two", "/m Three", "Four", "//five", "", "/notes")
    (notes, *_others) = played.talk.notes
    assert (notes.manager, notes.employee) == ("One\nThree", "Two\nFour\n/five")
    assert "1. Siri: One\n2. Siri: Three\n3. Kari: Two\n4. Kari: Four\n5. Kari: /five" in said


def test_a_note_is_changed_deleted_and_lifted_by_its_number(played: Played) -> None:
    said = played.play("One", "Kari signs up by 15 January", "/change 1", "Other", "/lift")
    assert "1. Action: Kari signs up. Kari, Fri 15 Jan." in said
    assert played.talk.notes[0].manager == f"Other\nKari signs up by 15 January{MARK}"
    assert played.talk.plan.actions[0].owner == "employee"
    said = played.play("/lift 2", "/delete 1", "/delete 7", "/delete x")
    assert "in the plan already" in said and "Deleted: Other" in said
    assert len(played.talk.plan.actions) == 1
    assert played.talk.notes[0].manager == f"Kari signs up by 15 January{MARK}"


def test_an_undone_lift_takes_its_mark_away_and_can_be_done_again(played: Played) -> None:
    played.play("Kari signs up", "/lift", "/undo")
    assert (played.talk.notes[0].manager, played.talk.plan.actions) == ("Kari signs up", ())
    played.play("/lift", "/remove 1", "/undo", "/undo")
    assert played.talk.notes[0].manager == "Kari signs up"


def test_what_can_t_be_seen_is_shown_and_what_is_long_comes_whole(played: Played) -> None:
    long = "x" * 50_000
    said = played.play("bell\x07 \x1b[2J\u202e", long, "/notes")
    assert "\x1b" not in said and "bell␇ ␛[2J␦" in said and long in said
    assert played.talk.notes[0].manager.startswith("bell\x07 \x1b[2J\u202e\n")


def test_no_text_makes_a_line_of_its_own_where_it_is_said_within_one(played: Played) -> None:
    with played.store() as store:
        told = Example(entry="", on=MONDAY.date(), text="To\nSiri:")
        point = Point(kind="keep", text="Kurs", example=told)
        store.save(a_talk(played.kari, shared_points=(point,)))
    said = played.play("kari", "prepare", talk=False).split("\n")
    assert "    To↵Siri:" in said


# The clock


@pytest.mark.parametrize("text", ["a\x1b]0;t\x07\x9b31m\u202eb", "/quit", "//quit", "two\nlines"])
def test_what_stands_to_be_changed_commands_nothing_and_is_kept_as_it_is(text: str) -> None:
    offered: list[str] = []
    more = ""

    def read(_question: str, before: str) -> str:
        offered.append(before)
        return before + more

    lines = Lines(read, offered.append)
    assert lines.ask("Text:", text) == lines.ask_again("Text:", text) == text
    assert all(visible(one) == one for one in offered)
    more = "!"
    assert lines.ask("Text:", text) == visible(text) + "!"


def test_time_between_two_lines_counts_as_far_as_somebody_looked(played: Played) -> None:
    said = played.play(50, "/clock", 50, "/pause", 50, "/pause", "/next", 20, "/clock")
    assert "Opening: 4:10 left of 5 min." in said
    assert "The whole talk: 0:50 of 60 min, on schedule, ends 11:00." in said
    assert "Last year's plan: 9:40 left of 10 min." in said
    assert "3 min ahead" in said
    assert played.talk.clock is not None and played.talk.clock.state == "paused"


def test_a_gap_is_asked_about(played: Played) -> None:
    assert "missed 10 min" in played.play(600, "one", "y", "/clock")
    assert played.talk.clock is not None and played.talk.clock.total_spent == 600
    played.play(600, "two", "n")
    assert played.talk.clock.total_spent == 600
    played.play(600, "three")
    assert played.talk.clock.gap == 600


def test_the_clock_is_looked_at_while_a_line_is_waited_for(played: Played) -> None:
    looks = threading.Semaphore(0)

    class Looked:
        autosave = SimpleNamespace(changed=looks.release)

        def look(self) -> None:
            self.looked_in_turn = lines.turn.locked()

    talk = Looked()
    lines = Lines(lambda _question, _before: "ja" if looks.acquire(timeout=20) else "nei", print)
    heart = Heart(cast(Talk, talk), lines.turn, every=0.001)
    assert not looks.acquire(blocking=False)
    assert lines.ask("?") == "ja"
    heart.stop()
    assert talk.looked_in_turn


def test_a_minute_is_borrowed_and_given_back(played: Played) -> None:
    said = played.play("/more", "/less", "/less", "/+")
    assert said.count("left of 6 min") == 1 and said.count("left of 4 min") == 1


# Questions


def test_what_is_half_written_at_the_end_is_a_note_and_no_answer_to_a_question(
    played: Played,
) -> None:
    said = played.play("One", status=143, written="and tw")
    assert played.talk.notes[0].manager == "One\nand tw" and "Kept: and tw" in said
    for lines, written in ((("/action Call", "2"), "Frid"), ((), "/fini"), (("/finish",), "x")):
        said = played.play(*lines, status=143, written=written)
        assert said.count(f"Not used: {written}") == 1
    assert played.talk.notes[0].manager == "One\nand tw"


def test_each_answer_counts_though_the_next_question_is_left(played: Played) -> None:
    said = played.play("/action Call Ola", "3", f"Frida{STOP}", "/action", f"half{STOP}", "/goal G")
    first = played.talk.plan.actions[0]
    assert (first.text, first.owner, first.deadline) == ("Call Ola", "both", None)
    assert "Not used: Frida" in said and "Not used: half" in said
    assert [goal.text for goal in played.talk.plan.goals] == ["G"]
    assert len(played.talk.plan.actions) == 1


def test_a_command_in_the_place_of_an_answer_leaves_the_question(played: Played) -> None:
    said = played.play("/goal Lead", "2", "/plan", "/goal Grow", "", "//why")
    assert "The question is left.\n1. Development goal: Lead." in said
    assert [one.why for one in played.talk.plan.goals] == ["", "/why"]


def test_an_undone_lift_takes_away_the_mark_of_its_own_line(played: Played) -> None:
    played.play("signs up for the course", "the course", "/lift 1", "/lift 2", "/undo")
    assert played.talk.notes[0].manager == f"signs up for the course{MARK}\nthe course"


def test_a_whole_form_is_undone_at_once_and_edited_by_number(played: Played) -> None:
    answers = ("2", "why", "", "when", "support")
    played.play("/goal Lead", *answers, "/action Call", "1", "-", "if", "1")
    goal, action = played.talk.plan.goals[0], played.talk.plan.actions[0]
    assert (goal.kind, goal.why, goal.support) == ("development", "why", "support")
    assert (action.undated, action.if_then, action.goal) == (True, "if", goal.id)
    said = played.play(
        "/edit 2", "", "2", "nonsense", "1.2.2027", "-", "", "/plan", "/undo", "/undo"
    )
    assert "2. Action under 1: Call. Kari, Mon 1 Feb." in said and "not a date" in said
    assert played.talk.plan.actions[0].owner == "manager"
    assert "Nothing more to undo." in said


def test_a_line_that_is_stopped_is_kept_and_an_empty_one_ends_the_program(played: Played) -> None:
    said = played.play(f"half a sen{STOP}", STOP, "never read", status=130)
    assert played.talk.notes[0].manager == "half a sen"
    assert "Kept: half a sen" in said and said.splitlines()[-1].startswith(
        "Saved 10:00:00. The talk"
    )


def test_what_nobody_knows_is_answered_with_what_is_closest(played: Played) -> None:
    said = played.play("/nxet", "/qqqqqq", "/", "/edit", "/outcome 9")
    assert "Did you mean /next?" in said and said.count("There is no /") == 3
    assert played.talk.notes[0].manager == ""


WAYS: dict[str, tuple[str, ...]] = {
    "team": (),
    "person": ("kari",),
    "preparation": ("kari", "prepare"),
    "talk": ("kari", "talk"),
    "agreement": ("kari", "talk", "/finish"),
}
"""How one comes to each place from the team."""


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("rest", ["", "1", "9" * 30, "text"])
def test_every_command_bears_any_answer_and_an_end_in_its_questions(
    played: Played, place: str, rest: str
) -> None:
    way, away = WAYS[place], ("quit", "leave", "start", "finish", "talk", "prepare", "own")
    commands = [one for one in PLACES[place].COMMANDS if one.action not in away]
    each = [(f"{one.name} {rest}", "x", f"half{STOP}", f"1{STOP}", "2") for one in commands]
    played.play(*way, *chain.from_iterable(each), talk=False)
    played.play(*way, *(f"{one.name} {rest}" for one in commands), talk=False)


def test_no_place_calls_two_commands_the_same(played: Played) -> None:
    for language in ("nb", "nn", "en"):
        speak(language)
        for place in PLACES.values():
            names = [name for one in place.COMMANDS for name in one.names]
            assert len(names) == len(set(names))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_what_names_a_command_names_it_in_its_own_language(language: str) -> None:
    words = catalogue(language)
    names = {one.name for place in PLACES.values() for one in place.COMMANDS}
    told = [one for one in messages() if isinstance(one, str) and one not in names]
    for said in (one for one in told if names & set(re.findall(r"/[a-z]+", one))):
        wanted = [words.gettext(name) for name in re.findall(r"/[a-z]+", said)]
        assert re.findall(r"/[a-zæøå]+", words.gettext(said)) == wanted, said


# The end


def test_a_talk_is_held_to_its_closed_plan_and_goes_on_from_any_place(played: Played) -> None:
    ended = played.play("Well done", "/action Call", "1", "+2 weeks", "", "/finish", "/m", "2")
    assert "Kari: not answered yet" in ended and not played.talk.answers
    said = played.play(
        *("/finish", "/summary", "I call", "and write", "", "/dates", "", "-"),
        *("/manager", "", "/m", "4", "1", "/e", "3", "", "/e", "3", "Too soon"),
        *("/goal more", "/export", "/back"),
    )
    talk = played.talk
    assert talk.state == "closed" and talk.summary == "I call\nand write"
    assert [(one.side, one.kind, one.note) for one in talk.answers] == [
        ("manager", "agree", ""),
        ("employee", "disagree", "Too soon"),
    ]
    assert talk.plan.next_follow_up and not talk.plan.next_talk and not talk.plan.goals
    assert "No answer was given." in said and "Write a note: this answer needs one." in said
    assert "Write a number from 1 to 3." in said and "/reopen opens the plan again." in said
    (written,) = played.home.exports.iterdir()
    assert f"Written: {written}" in said
    assert said.splitlines()[-1] == "Saved 10:00:00. The plan is locked."


def test_a_plan_that_lacks_something_is_not_answered(played: Played) -> None:
    said = played.play("/action Call", "", "", "", "/finish", "/m", "/answers")
    assert "Every action needs an owner" in said and not played.talk.answers


def test_a_locked_plan_is_opened_again_and_looked_back_on(played: Played) -> None:
    played.play("/action Call", "1", "-", "", "/finish", "/m", "1", "/e", "1", "/reopen", "y")
    assert played.talk.state == "live" and len(played.talk.versions) == 1
    played.play("/finish", "/m", "1", "/e", "1")
    said = played.play(
        "kari", "/past", "/talk", "/past", "/outcome 1", "4", "+1 month", "", talk=False
    )
    assert "1. Action: Call. Siri, no date, open." in said
    with played.store() as store:
        _new, old = (store.read(Conversation, one.id) for one in store.talks(played.kari.id))
    assert old.plan.actions[0].status == "moved"


# The team and preparation


def test_the_team_is_opened_by_number_and_name(played: Played) -> None:
    said = played.play("2", "/back", "kari", "back", "nobody", "/new", "Åse", "list", talk=False)
    assert "1. Kari Nordmann. Last talk: never." in said and "3. Åse." in said
    assert said.index("Ola Vik:") < said.index("Kari Nordmann:")
    assert "Nobody is called" in said and said.splitlines()[-1] == "Everything is saved."


@pytest.mark.parametrize("number", ["0", "4", "-1", "0000010", "9" * 5000, "²", "x", ""])
def test_a_number_that_nothing_has_is_no_choice(number: str) -> None:
    assert by_number("abc", number) is None


def test_a_note_for_the_log_is_kept_before_its_kind_is_asked(played: Played) -> None:
    said = played.play("kari", "/log Well done", talk=False)
    assert "Kind" in said
    played.play("kari", "/log", "Late", "2", "/notes", talk=False)
    with played.store() as store:
        assert {(one.text, one.kind) for one in store.of_person(LogEntry, played.kari.id)} == {
            ("Well done", "observation"),
            ("Late", "concern"),
        }
    said = played.play("/search well", "/due", talk=False)
    assert "1. Kari Nordmann, observation, " in said and "Well done" in said


def test_a_talk_is_prepared(played: Played) -> None:
    said = played.play(
        *("kari", "prepare", "purpose", "2", "length", "90", "length x", "write", "Ask about", ""),
        *("own", "agenda", "", "start", "/purpose", "Good to be here"),
        talk=False,
    )
    assert "90 minutes" in said and "Write whole minutes" in said and "Ask about" in said
    talk = played.talk
    assert (talk.aim, talk.agenda.minutes) == ("wellbeing", 90)
    assert talk.notes[0].manager == "Good to be here"


# What is shared, and what is kept


def test_a_talk_says_nothing_private_until_that_is_asked_for(played: Played) -> None:
    lines = ("kari", "/log Secret", "", "talk", "Open", "/leave", "notes", "/share", "", "notes")
    said = played.play(*lines, "prepare", "own", "back", "back", "list", talk=False)
    after = said[said.index("Saved 10:00:00") :]
    assert "Secret" not in after and "Ola" not in after
    assert said.count("still stands above") == 1
    assert "Secret" in played.play(*lines[:8], "y", "notes", talk=False).partition("Saved")[2]


def test_a_full_disk_is_said_once_and_the_lines_are_kept_when_it_has_room(played: Played) -> None:
    said: list[str] = []
    full = ExitStack()
    script: dict[str, Callable[[], object]] = {
        "two": lambda: full.enter_context(disk(1, forever=True)),
        "four": full.close,
    }
    played.during = script
    said = played.play("one", "two", "three", "four", "five").splitlines()
    assert len([line for line in said if line.startswith("Not saved:")]) == 1
    assert said.index("Saved again.") > said.index("It is kept in memory and tried again.")
    assert played.talk.notes[0].manager == "one\ntwo\nthree\nfour\nfive"


def test_a_disk_that_does_not_answer_is_said(
    played: Played, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hanging:
        hanging.setattr(Autosave, "flush", lambda _self: SaveStatus(pending=True))
        assert played.play("one").count("Not saved: the disk does not answer yet") == 1
    with monkeypatch.context() as hanging:
        hanging.setattr(Autosave, "close", lambda _self: SaveStatus(pending=True))
        said = played.play("two").splitlines()
    assert said[-1] == "Not saved: the disk does not answer yet"
    assert played.talk.notes[0].manager == "one\ntwo"


def test_a_second_window_reads_and_says_so(played: Played) -> None:
    with played.store():
        said = played.play("/talk", "/past", "/log x")
        assert "open in another window" in said and said.count("Until then you can read here.") == 3
        said = played.play("1", "/talk", "/back", "/new Per", talk=False)
        assert said.count("Until then you can read here.") == 3
        assert "Per" not in played.play(talk=False)


def test_a_person_that_can_t_be_read_is_said_and_the_others_go_on(played: Played) -> None:
    (played.home.data / "people" / f"{played.kari.id}.json").write_bytes(b"{")
    said = played.play("/list", "ola", "/back", "1", "/list", talk=False)
    assert "Ola Vik:" in said and "Traceback" not in said


def test_what_is_read_stands_in_the_access_log(played: Played) -> None:
    played.play("One")
    with played.store() as store:
        assert {one.through for one in store.access_log.openings(played.kari.id)} == {"plain"}


def test_line_by_line_needs_no_interface() -> None:
    places = ", ".join(sorted({one.__module__ for one in PLACES.values()}))
    found = modules_after(f"import tui.plain.opening, {places}")
    assert "storage.autosave" in found
    assert not found & {"textual", "rich"}


def test_the_page_tells_all_that_can_be_written() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page), "python -m tests.plain_page writes it anew"
    names = {name for place in PLACES.values() for one in place.COMMANDS for name in one.names}
    prose = re.sub(r"^\|.*$", "", page, flags=re.M)
    assert set(re.findall(r"`(/[a-z]+)[ `]", prose)) <= names
