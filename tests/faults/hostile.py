"""Put every hostile text in every text field, and through every export, listing and command.

Run as a program it prints its figures, and the first of what it finds::

    python -m tests.faults.hostile

The screens are walked by ``python -m tests.faults.hostile_screens``.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from agendas.words import speak
from storage.cadence import USUAL
from storage.cards import PersonCard, TalkEntry, card_of, summed_up
from storage.exports.calendar import person_to_calendar
from storage.exports.html import plan_to_html
from storage.exports.markdown import plan_body, plan_to_markdown
from storage.exports.record import plan_to_json
from storage.exports.spreadsheet import to_csv
from storage.exports.transcript import transcript
from storage.home import Home
from storage.imports.plan import read_plan
from storage.records import Conversation, LogEntry, Person, Preparation, Record
from storage.store import Store, open_store
from storage.text import clean
from tests.hostile import FILES, TEXTS, large_paste
from tests.storage import harmless
from tests.storage.filled import PERSON, RECORDS, filled, text_fields
from tui.cli import run

NOW = dt.datetime(2026, 11, 23, 10, tzinfo=dt.UTC)
LONGEST = 5.0
"""Seconds that a hostile file may keep the program busy."""


NO_SETTINGS_AT_ALL = ("nothing",)
"""Files that are in order as settings."""
AGENDA = "medarbeidersamtale"
WAYS_OUT = 7
"""In which a talk leaves, and Markdown comes back."""


@dataclass
class Tally:
    """How many were tried, and what was found, each with its place."""

    tried: int = 0
    found: list[str] = field(default_factory=list)

    def note(self, place: str, problems: Iterable[str], *, tried: int = 1) -> None:
        """Count attempts; what they raise is a crash, and is one of the findings."""
        self.tried += tried
        try:
            self.found += [f"{problem} · {place}" for problem in problems]
        except Exception as error:  # whatever it is, a text must not be able to raise it
            self.found.append(f"crash {type(error).__name__} · {place}")

    def __str__(self) -> str:
        kinds = Counter(one.split()[0].strip(":") for one in self.found)
        words = {"raw": "raw control characters", "crash": "crashes", "obeyed": "obeyed"}
        words |= {"lost": "lost", "unsaid": "unsaid"}
        return ", ".join([f"{self.tried} tried", *(f"{kinds[k]} {words[k]}" for k in words)])


def in_fields(
    texts: Mapping[str, str], home: Path, *, one_by_one: bool, kinds: Iterable[type[Record]]
) -> Tally:
    """Put each text in each field, save, read back, and let it out in each format.

    ``one_by_one`` tries each field alone, among plain words; else all at once.
    """
    tally = Tally()
    for kind in kinds:
        for only in text_fields(kind) if one_by_one else ("",):
            place = f"{kind.__name__}.{only or '*'}"
            _keep(
                tally, place, home / place, [filled(kind, clean(t), only) for t in texts.values()]
            )
            for name, text in texts.items() if kind is Conversation else ():
                tally.note(f"{name} in {place}, exported", _let_out(text, only), tried=WAYS_OUT)
    return tally


def through_commands(texts: Mapping[str, str], home: Path) -> Tally:
    """Keep each text in all fields at once, and run each command on it and with it."""
    tally = Tally()
    for number, (name, text) in enumerate(texts.items()):
        folder = home / str(number)
        with _home(folder):
            kept = open_store(Home.find(os.environ), lambda: NOW)
            for kind in RECORDS:
                kept.save(filled(kind, clean(text)))
            kept.close()
            for words in _commands(text, folder):
                tally.note(f"{name}, samtale {words}", _ran(words))
        shutil.rmtree(folder)
    return tally


def through_imports(names: Iterable[str], home: Path) -> Tally:
    """Give each hostile file to each way in: a refusal names it, and everything else works."""
    tally = Tally()
    for number, name in enumerate(names):
        folder = home / str(number)
        content = FILES[name]()
        with _home(folder):
            for words in (["import"], ["verify"], ["agendas", "check"], ["restore"]):
                file = _laid(folder / "x.md", content)
                tally.note(f"{name}, {words}", _refused([*words, str(file)], file, 1))
            for suffix in ("csv", "vcf"):
                file = _laid(folder / f"x.{suffix}", content)
                words = ["import", "--yes", str(file)]
                tally.note(f"{name}, people as {suffix}", _refused(words, file, 1))
            file = _laid(folder / "config/agendas/x.md", content)
            tally.note(f"{name}, an own agenda", _refused(["agendas", "list"], file, 0))
            _laid(folder / f"data/people/{PERSON}.json", content)
            tally.note(f"{name}, a document", _ran(["people"], (0, 1)))
            file = _laid(folder / "config/settings.toml", content)
            if name not in NO_SETTINGS_AT_ALL:
                tally.note(f"{name}, settings", _refused(["agendas", "show", AGENDA], file, 0))
        shutil.rmtree(folder)
    return tally


def _keep(tally: Tally, place: str, home: Path, records: Sequence[Record]) -> None:
    """Save the records, and look in another sitting whether they are the same."""
    store = open_store(Home.at(home), lambda: NOW)
    for number, record in enumerate(records):
        record.id = f"{PERSON[:-4]}{number:04}"
        store.save(record)
    store.close()
    store = open_store(Home.at(home), lambda: NOW)
    for record in records:
        tally.note(f"{place}, stored, {record.id}", _same(store, record))
    store.close()


def _same(store: Store, record: Record) -> Iterator[str]:
    if store.read(type(record), record.id) != record:
        yield "lost from the store"


class _Files(NamedTuple):
    """A talk as it leaves in each format."""

    body: str
    markdown: str
    html: str
    calendar: str
    tasks: str
    json: str


def _files(talk: Conversation) -> _Files:
    return _Files(
        plan_body(talk),
        plan_to_markdown(talk),
        plan_to_html(talk),
        *(_calendar(talk, todo=todo) for todo in (False, True)),
        plan_to_json(talk),
    )


def _calendar(talk: Conversation, *, todo: bool) -> str:
    """Return the calendar of the talk's person: of this talk, and of one like it that is ahead."""
    ahead = replace(talk, id=f"{talk.id[:-1]}X", state="planned", planned_at=NOW)
    person, *talks = (card_of(one) for one in (_person_of(talk), talk, ahead))
    assert isinstance(person, PersonCard)
    known = [one for one in talks if isinstance(one, TalkEntry)]
    entry = summed_up(person, known, []).by(USUAL)
    file = person_to_calendar(entry, [talk, ahead], NOW, ZoneInfo("Europe/Oslo"), todo=todo)
    return file or ""


def _person_of(talk: Conversation) -> Person:
    return Person(id=talk.person, name=talk.employee_name)


@cache
def _plain(only: str, word: str) -> _Files:
    return _files(filled(Conversation, word, only))


def _let_out(text: str, only: str) -> Iterator[str]:
    """Let a talk out in each format, and hold the files against those of a plain word."""
    talk, plain = filled(Conversation, text, only), _plain(only, text and "ord")
    files = _files(talk)
    agreed = files.body != plain.body and only != "agenda.language"
    shown = text if agreed else ""
    titled = text if only in ("employee_name", "plan.actions.text", "agenda.title") else ""
    yield from harmless.markdown(files.markdown, plain.markdown)
    yield from _read_back(talk)
    yield from harmless.raw(transcript(talk))
    yield from harmless.html(files.html, plain.html, shown)
    yield from harmless.calendar(files.calendar, plain.calendar, titled)
    yield from harmless.calendar(files.tasks, plain.tasks, titled)
    yield from harmless.data(files.json, shown)


def _read_back(talk: Conversation) -> Iterator[str]:
    agenda = replace(talk.agenda, topics=(), intro="")
    talk = replace(talk, aim=None, employee_preparation="", employee_form=None, form_sent=None)
    goals = tuple(replace(goal, unit_goal_id="") for goal in talk.plan.goals)  # its words travel
    talk = replace(talk, plan=replace(talk.plan, goals=goals), form_after=())
    kept = replace(talk, agenda=agenda, notes=[], clock=None, versions=(), shared_points=())
    if read_plan(plan_to_markdown(talk), "x.md").conversation != kept:
        yield "lost from Markdown"


def _commands(text: str, folder: Path) -> Iterator[list[str]]:
    """Yield the words of each command that shows a text, and of each that is given one."""
    yield from (["people"], ["people", "--json"], ["people", "--csv"], ["agendas", "list"])
    for form in ("md", "html", "ics", "json"):
        path = folder / f"plan.{form}"
        yield ["export", PERSON, "--format", form, "--to", "-"]
        yield ["export", PERSON, "--format", form, "--to", str(path)]
    yield ["export", PERSON, "--format", "ics", "--todo", "--to", "-"]
    yield ["export", PERSON]
    form = str(folder / "form.md")
    yield from (["prep", PERSON, "--to", "-"], ["prep", PERSON, "--to", form], ["import", form])
    yield ["prep", PERSON, "--format", "html", "--to", "-"]
    word = str(folder / "form.docx")
    yield from (["prep", PERSON, "--format", "docx", "--to", word, "--force"], ["import", word])
    yield from (["prep", "--", text], ["prep", PERSON, f"--to={folder}", "--force"])
    yield from (["access", PERSON, "--json", "-"], ["access", PERSON, "--markdown", "-"])
    yield from (["retention"], ["erase", PERSON, f"--yes={text}x"], ["doctor"])
    yield from (["verify", str(folder / "plan.md")], ["import", str(folder / "plan.md")])
    yield from (["export", "--", text], ["export", PERSON, f"--talk={text}"], ["talk", "--", text])
    yield from ([f"x{text}"], ["people", f"--x{text}"], ["demo", f"--people={text}"])
    yield ["agendas", "show", "--", text]
    lists = (folder / "people.csv", folder / "people.vcf")
    lists[0].write_text(to_csv([("Navn", "Tittel", "E-post"), (f"x{text}", text, text)]), "utf-8")
    lists[1].write_bytes(f"BEGIN:VCARD\nFN:x{text}\nEND:VCARD\n".encode(errors="surrogatepass"))
    for path in lists:
        yield from (["import", str(path), "--dry-run"], ["import", str(path), "--yes", "--json"])
    for words in (["import"], ["verify"], ["agendas", "check"]):
        if _can_be_given(text):
            yield [*words, "--", text]


def _can_be_given(text: str) -> bool:
    """Whether the system can hand a program this text as a path."""
    return "\0" not in text and not re.search("[\ud800-\udfff]", text)


def _laid(file: Path, content: bytes) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def _ran(words: list[str], statuses: tuple[int, ...] = (0, 1, 2)) -> Iterator[str]:
    status, out, err = _run(words)
    if status not in statuses or (status and not err):
        yield f"unsaid: status {status}"
    if err.count("\n") > 1 and status:
        yield "unsaid: more than one line"
    yield from harmless.raw(out + err)
    if words == ["people", "--csv"]:
        yield from harmless.table(out, 2)


def _refused(words: list[str], file: Path, expected: int) -> Iterator[str]:
    started = time.monotonic()
    status, out, err = _run(words)
    if status != expected or str(file) not in err or err.count("\n") > 1:
        yield f"unsaid: status {status}, {err[:200]!a}"
    if time.monotonic() - started > LONGEST:
        yield f"unsaid: it took {time.monotonic() - started:.0f} s"
    yield from harmless.raw(out + err)


def _run(words: list[str]) -> tuple[int, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = run(words)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
    out.flush()
    err.flush()
    return status, *(one.buffer.getvalue().decode() for one in (out, err))  # type: ignore[attr-defined]


@contextlib.contextmanager
def _home(folder: Path) -> Iterator[None]:
    """Work in ``folder`` as one's home, in English; the program's words are the reader's own."""
    folder.mkdir(parents=True)
    before = Path.cwd()
    environ = {"SAMTALE_HOME": str(folder), "LANGUAGE": "en", "HOME": str(folder)}
    with patch.dict(os.environ, environ):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
            speak("en")


def main() -> None:
    """Try everything, and print what was found."""
    fields = sum(len(text_fields(kind)) for kind in RECORDS)
    paste = {"a paste of 10 MB": large_paste()}
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for what, tried in {
            f"{len(TEXTS)} texts × {fields} fields": lambda: in_fields(
                TEXTS, home / "alone", one_by_one=True, kinds=RECORDS
            ),
            f"{len(TEXTS)} texts, each in all fields": lambda: in_fields(
                TEXTS, home / "all", one_by_one=False, kinds=RECORDS
            ),
            "10 MB": lambda: in_fields(
                paste, home / "large", one_by_one=False, kinds=(Preparation, LogEntry)
            ),
            f"{len(TEXTS)} texts × commands": lambda: through_commands(TEXTS, home / "commands"),
            f"{len(FILES)} files × imports": lambda: through_imports(FILES, home / "imports"),
        }.items():
            tally = tried()
            print(f"{what}: {tally}", flush=True)
            found += tally.found
    print(*found[:30], sep="\n")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
