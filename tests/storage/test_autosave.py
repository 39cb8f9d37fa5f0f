from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import journal
from storage.autosave import Autosave, SaveStatus
from storage.errors import StoreError
from storage.home import Home
from storage.local_store import LocalStore
from storage.parts import parts
from storage.records import Action, Conversation, Person, Plan, Record
from storage.store import NotFound, Store, open_store
from tests.storage.breaking import disk
from tests.storage.made_up import MONDAY, a_talk

PATIENCE = 20.0
"""Seconds after which a test that waits for something gives up."""


class Statuses:
    """Takes what the writing thread says, and waits for a word of it."""

    def __init__(self) -> None:
        self.heard: list[SaveStatus] = []
        self._news = threading.Condition()

    def __call__(self, status: SaveStatus) -> None:
        assert threading.current_thread().name == "autosave"
        with self._news:
            self.heard.append(status)
            self._news.notify_all()

    def wait_for(self, wish: Callable[[SaveStatus], bool], count: int = 1) -> SaveStatus:
        with self._news:
            assert self._news.wait_for(lambda: sum(map(wish, self.heard)) >= count, PATIENCE), (
                self.heard
            )
            return next(status for status in reversed(self.heard) if wish(status))


def all_saved(status: SaveStatus) -> bool:
    return status.problem is None and not status.pending


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


@pytest.fixture
def store(home_at: Home) -> Iterator[Store]:
    store = open_store(home_at, lambda: MONDAY)
    yield store
    store.close()


@pytest.fixture
def talk(store: Store) -> Conversation:
    person = Person(name="Kari")
    store.save(person)
    talk = a_talk(person)
    store.save(talk)
    return talk


@pytest.fixture
def statuses() -> Statuses:
    return Statuses()


def kept(store: Store, talk: Conversation, statuses: Statuses) -> Autosave:
    return Autosave(store, talk, lambda: MONDAY, statuses, retry_after=0.001)


def test_a_change_is_in_the_journal_before_it_is_called_saved(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    talk.notes[1].employee = "typed a moment ago"
    autosave.changed()
    status = statuses.wait_for(all_saved)

    assert status.saved_at == MONDAY
    assert store.under_way() == [talk.id]
    assert parts(store.recover(talk.id)) == parts(talk)
    assert store.read(Conversation, talk.id).notes[1].employee == ""
    autosave.close()


def test_what_is_flushed_is_durable_when_that_returns_and_a_failure_is_told(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    talk.notes[1].employee = "typed a moment ago"
    assert all_saved(autosave.flush())
    assert store.recover(talk.id).notes[1].employee == "typed a moment ago"
    talk.notes[1].employee = "while the disk was full"
    with disk(1, forever=True):
        assert autosave.flush().problem
    talk.notes[1].employee = "and now"
    assert all_saved(autosave.flush())
    assert store.recover(talk.id).notes[1].employee == "and now"
    autosave.close()


def test_only_what_differs_is_written(store: Store, talk: Conversation, statuses: Statuses) -> None:
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    first = len(statuses.heard)
    autosave.changed()
    talk.notes[1].employee = "new"
    autosave.changed()
    autosave.changed()
    statuses.wait_for(lambda _: len(statuses.heard) > first)
    path = store.journal_path(talk.id)

    entries = [entry.part for entry, _end in journal.entries(path.read_bytes())]
    assert entries == [*parts(talk), "rev", "notes/1"]
    assert stat_of_journals(path) == (0o600, 0o700)
    autosave.close()


def stat_of_journals(path: Path) -> tuple[int, int]:
    return path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777


def test_settling_saves_the_document_and_begins_the_journal_anew(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    before = talk.rev
    talk.summary = "all of it"
    autosave.settle()
    statuses.wait_for(lambda status: all_saved(status) and talk.rev != before)

    assert store.read(Conversation, talk.id) == talk
    assert talk.parent_rev == before
    assert journal.read(store.journal_path(talk.id)) == {}
    assert store.under_way() == [talk.id]
    autosave.close()


def test_settling_without_a_change_makes_no_new_revision(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    before = talk.rev
    autosave.settle()
    statuses.wait_for(lambda status: all_saved(status) and talk.rev != before)
    rev, heard = talk.rev, len(statuses.heard)
    autosave.settle()
    statuses.wait_for(lambda _: any(map(all_saved, statuses.heard[heard:])))

    assert talk.rev == rev == store.read(Conversation, talk.id).rev
    assert autosave.close().problem is None
    assert talk.rev == rev


def test_closing_leaves_the_document_and_no_journal(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    talk.notes[0].manager = "last words"
    status = autosave.close()

    assert all_saved(status) and status.saved_at == MONDAY
    assert store.read(Conversation, talk.id) == talk
    assert store.under_way() == []
    assert autosave.close() == status


def test_the_document_is_durable_before_the_journal_goes(
    store: Store, talk: Conversation, statuses: Statuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    save, remove = LocalStore.save, journal.Journal.remove

    def saved(store: LocalStore, record: Conversation) -> None:
        save(store, record)
        order.append("document")

    def removed(journal: journal.Journal) -> None:
        order.append("journal removed")
        remove(journal)

    monkeypatch.setattr(LocalStore, "save", saved)
    monkeypatch.setattr(journal.Journal, "remove", removed)
    autosave = kept(store, talk, statuses)
    talk.summary = "the end"
    autosave.close()

    assert order == ["document", "journal removed"]


def test_a_change_after_closing_is_kept_too(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    autosave.close()
    talk.summary = "one more thing"
    autosave.changed()
    autosave.close()

    assert store.read(Conversation, talk.id) == talk
    assert store.under_way() == []


def test_a_talk_that_was_never_saved_can_be_recovered(
    store: Store, statuses: Statuses, home_at: Home
) -> None:
    talk = a_talk(Person(name="Kari"), summary="new")
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)

    with pytest.raises(NotFound):
        store.read(Conversation, talk.id)
    assert parts(store.recover(talk.id)) == parts(talk)
    autosave.close()
    assert store.read(Conversation, talk.id) == talk


def test_a_recovered_talk_goes_on_and_can_be_saved(
    store: Store, talk: Conversation, statuses: Statuses, home_at: Home
) -> None:
    autosave = kept(store, talk, statuses)
    talk.notes[0].manager = "before the crash"
    autosave.changed()
    statuses.wait_for(all_saved)

    crashed = open_store(home_at, lambda: MONDAY)
    assert crashed.under_way() == [talk.id]
    recovered = crashed.recover(talk.id)
    again = kept(crashed, recovered, Statuses())
    recovered.notes[0].employee = "after it"
    again.close()

    assert crashed.under_way() == []
    found = crashed.read(Conversation, talk.id).notes[0]
    assert (found.manager, found.employee) == ("before the crash", "after it")


def test_a_full_disk_is_said_and_tried_until_nothing_is_missing(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    with disk(1, forever=True):
        talk.notes[0].manager = "while"
        autosave.changed()
        status = statuses.wait_for(lambda status: status.problem is not None, count=3)
        assert "\n" not in (status.problem or "") and "No space" in (status.problem or "")
        assert status.pending and autosave.status.problem
        talk.notes[1].employee = "the disk"
        autosave.changed()
        talk.notes[0].manager = "while it is full"
        autosave.settle()
        statuses.wait_for(lambda status: status.problem is not None, count=6)
        assert store.read(Conversation, talk.id).notes[0].manager == ""
    heard = len(statuses.heard)
    statuses.wait_for(lambda _: any(map(all_saved, statuses.heard[heard:])))

    assert store.read(Conversation, talk.id) == talk
    assert autosave.status.problem is None
    autosave.close()


def test_a_newer_text_never_gives_way_to_an_older_one_that_failed(
    store: Store, talk: Conversation, statuses: Statuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    append = journal.Journal.append

    def failing(*_arguments: object) -> None:
        monkeypatch.setattr(journal.Journal, "append", append)
        talk.notes[0].manager = "newer"
        autosave.changed()
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(journal.Journal, "append", failing)
    talk.notes[0].manager = "older"
    autosave.changed()
    statuses.wait_for(lambda status: status.problem is not None)
    autosave.close()

    assert store.read(Conversation, talk.id).notes[0].manager == "newer"


def test_what_fails_after_closing_but_began_before_is_not_the_answer(
    store: Store, talk: Conversation, statuses: Statuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, asked = threading.Event(), threading.Event()
    fails = iter([lambda: None, lambda: begun.set() or asked.wait(PATIENCE)])
    save = store.save

    def save_later(record: Record) -> None:
        for fail in fails:
            fail()
            raise StoreError("full")
        save(record)

    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    monkeypatch.setattr(store, "save", save_later)
    talk.summary = "not lost"
    assert autosave.close(timeout=PATIENCE).problem == "full"
    assert begun.wait(PATIENCE)
    ask = autosave._ask
    monkeypatch.setattr(autosave, "_ask", lambda: (ask(), asked.set()))
    assert autosave.close(timeout=PATIENCE).problem is None
    assert store.read(Conversation, talk.id).summary == "not lost"


def test_closing_on_a_full_disk_comes_back_with_the_problem(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    with disk(1, forever=True):
        talk.summary = "not lost"
        status = autosave.close(timeout=PATIENCE)
        assert status.problem and status.pending
        assert len(statuses.heard) < 500, "it was tried again and again before it came back"
    assert autosave.close(timeout=PATIENCE).problem is None

    assert store.read(Conversation, talk.id) == talk
    assert store.under_way() == []


def test_closing_on_a_disk_that_hangs_comes_back_in_time(
    store: Store, talk: Conversation, statuses: Statuses, monkeypatch: pytest.MonkeyPatch
) -> None:
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    released = threading.Event()
    save = LocalStore.save

    def hanging(store: LocalStore, record: Conversation) -> None:
        assert released.wait(PATIENCE)
        save(store, record)

    monkeypatch.setattr(LocalStore, "save", hanging)
    talk.summary = "waiting"
    assert autosave.close(timeout=0.01).pending
    assert all(thread.daemon for thread in threading.enumerate() if thread.name == "autosave")
    released.set()
    assert all_saved(autosave.close(timeout=PATIENCE))


@pytest.mark.parametrize("call", range(1, 14))
def test_whichever_call_fails_nothing_is_lost(
    store: Store, talk: Conversation, statuses: Statuses, home_at: Home, call: int
) -> None:
    autosave = kept(store, talk, statuses)
    statuses.wait_for(all_saved)
    with disk(call):
        talk.notes[0].manager = "one"
        autosave.changed()
        talk.notes[1].manager = "two"
        autosave.settle()
        talk.plan = Plan(actions=(Action(text="three"),))
        status = autosave.close(timeout=PATIENCE)
        if status.problem:
            status = autosave.close(timeout=PATIENCE)
    assert all_saved(status)
    assert any(status.problem for status in statuses.heard)

    fresh = open_store(home_at, lambda: MONDAY)
    assert fresh.read(Conversation, talk.id) == talk
    assert fresh.under_way() == [] and fresh.problems == []
    assert not list(home_at.data.rglob("*.tmp"))


def test_what_is_handed_over_is_a_copy(
    store: Store, talk: Conversation, statuses: Statuses
) -> None:
    autosave = kept(store, talk, statuses)
    talk.notes[0].manager = "handed over"
    autosave.changed()
    talk.notes[0].manager = "typed since"
    statuses.wait_for(all_saved)

    assert store.recover(talk.id).notes[0].manager == "handed over"
    autosave.close()


def test_times_are_those_of_the_clock_at_hand(store: Store, talk: Conversation) -> None:
    times = iter(MONDAY + dt.timedelta(minutes=minute) for minute in range(100))
    autosave = Autosave(store, talk, lambda: next(times), lambda status: None)
    status = autosave.close()

    assert status.saved_at is not None and status.saved_at > MONDAY
