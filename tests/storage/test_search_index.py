"""The index of all words: in step with the records, disposable, and never plain when locked."""

from __future__ import annotations

import datetime as dt
import gzip
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import search_index, word_database
from storage.cipher import is_encrypted
from storage.errors import StoreError
from storage.home import Home
from storage.local_store import LocalStore
from storage.progress import untold
from storage.records import LogEntry, Person, Plan, Preparation, TopicNotes
from storage.removal import bury
from storage.search import Hit, Searched, day_of
from storage.search_index import unpacked
from storage.search_query import read_query
from tests.storage.made_up import MONDAY, a_held_talk, a_talk, an_action
from tests.storage.memory_store import MemoryStore
from tests.storage.test_cipher import Flipped

PEOPLE = (Person(name="Kari Åsen"), Person(name="Ola Kårås"))
WORDS = ["kurs", "kursing", "mer", "ansvar", "Åpen", "apen", "ros", "æ", "ｋ", "½", "__", "日本"]
words = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
days = st.dates(dt.date(2024, 12, 30), dt.date(2025, 1, 2))


@st.composite
def records(draw: st.DrawFn) -> Searched:
    """Draw a record of any kind about one of two people."""
    person, text, day = draw(st.sampled_from(PEOPLE)), draw(words), draw(days)
    match draw(st.sampled_from(["person", "talk", "coming", "preparation", "log"])):
        case "person":
            return Person(id=person.id, name=person.name, title=text)
        case "talk":
            status = draw(st.sampled_from(["open", "done"]))
            plan = Plan(actions=(an_action(status, text=text),))
            return a_held_talk(person, day, plan=plan, notes=[TopicNotes(draw(words), "")])
        case "coming":
            return a_talk(person, purpose=text)
        case "preparation":
            return Preparation(person=person.id, text=text)
        case _:
            kind = draw(st.sampled_from(["praise", "concern", "observation"]))
            shared = draw(st.booleans())
            return LogEntry(person=person.id, on=day, kind=kind, text=text, shared=shared)


filters = ["person:kar", "person:åsen", "kind:talk", "kind:concern", "year:2025", "is:open"]
queries = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(["k", "m", *WORDS]).map(lambda word: word[:1]),
        words.map(lambda phrase: f'"{phrase}"'),
        st.sampled_from(filters),
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
steps = st.one_of(
    st.tuples(st.just("save"), records()),
    st.tuples(st.sampled_from(["change", "erase"]), st.integers(0, 9)),
    st.tuples(st.sampled_from(["close", "flush", "damage"]), st.none()),
)


@settings(max_examples=12)
@given(st.lists(records(), min_size=3, max_size=5), st.lists(steps, max_size=4), st.data())
def test_what_is_found_is_what_a_look_at_every_record_finds(
    kept: list[Searched], todo: list[tuple[str, object]], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Home.at(Path(folder))
        store, plain = opened(home), MemoryStore(Path(folder))
        for person in PEOPLE:
            put(Person(id=person.id, name=person.name), store, plain)
        there: list[Searched] = []
        for step, what in [*(("save", one) for one in kept), *todo]:
            one = there[what % len(there)] if isinstance(what, int) and there else what
            if step == "save" and isinstance(one, Searched):
                put(one, store, plain)
                there = [*(each for each in there if each.id != one.id), one]
            elif step == "change" and isinstance(one, LogEntry | Preparation):
                one.text = data.draw(words)
                put(one, store, plain)
            elif step == "erase" and isinstance(one, Searched) and not isinstance(one, Person):
                there.remove(one)
                store.erase(type(one), one.id)
                plain.erase(type(one), one.id)
            elif step in ("close", "flush"):
                store.close()
                store = opened(home) if step == "close" else store
            elif step == "damage":
                store.close()
                with suppress(FileNotFoundError):
                    (home.state / "search" / "index").write_bytes(b"12345678\nSQLite format 3\0")
                store = opened(home)
            compare(store, plain, data.draw(queries))
        for _again in range(5):
            compare(store, plain, data.draw(queries))


def put(record: Searched, store: LocalStore, plain: MemoryStore) -> None:
    """Save a record in both stores, over the one that is there."""
    for one in (store, plain):
        with suppress(StoreError):
            record.rev = one.read(type(record), record.id).rev
        one.save(record)


def compare(store: LocalStore, plain: MemoryStore, typed: str) -> None:
    query = read_query(typed)
    for shared_with in (None, PEOPLE[0].id):
        found = store.search(query, shared_with)
        expected = plain.search(query, shared_with)
        assert ids(found) == ids(expected)
        assert [day_of(one.record) for one in found] == [day_of(one.record) for one in expected]
        assert ids(store.search(query, shared_with, limit=1)) <= ids(expected)
        assert len(store.search(query, shared_with, limit=1)) == min(len(expected), 1)


def ids(hits: list[Hit]) -> set[tuple[str, str]]:
    return {(type(one.record).__name__, one.record.id) for one in hits}


def opened(home: Home, **how: object) -> LocalStore:
    return LocalStore(home, lambda: MONDAY, **how)  # type: ignore[arg-type]


@pytest.fixture
def home_at(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "samtale")


@pytest.fixture
def file(home_at: Home) -> Path:
    """Return where the index lies."""
    return home_at.state / "search" / "index"


def a_note(text: str, on: dt.date | None = None) -> LogEntry:
    return LogEntry(person=PEOPLE[0].id, on=on or MONDAY.date(), text=text)


def found(store: LocalStore, typed: str) -> list[str]:
    return [one.passage.text for one in store.search(read_query(typed))]


def searched(home: Home, *texts: str) -> LocalStore:
    """Return a store with notes in it, whose index is on the disk."""
    store = opened(home)
    for text in texts:
        store.save(a_note(text))
    found(store, "x")
    store.close()
    return store


def test_the_newest_come_first_and_people_before_everything(home_at: Home) -> None:
    store = opened(home_at)
    for day in (2, 30, 14):
        store.save(a_note(f"kurs {day}", on=dt.date(2026, 3, day)))
    store.save(Person(name="Kurs Kursen"))
    assert found(store, "kurs") == ["Kurs Kursen", "kurs 30", "kurs 14", "kurs 2"]
    assert len(store.search(read_query("kurs"), limit=2)) == 2
    assert found(store, "") == found(store, "kind:tull") == []


def test_the_index_is_written_at_the_end_and_read_at_the_next_start(
    home_at: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(home_at).close()
    assert not file.exists()
    searched(home_at, "kurs")
    assert file.stat().st_mode & 0o777 == 0o600
    before = file.stat().st_mtime_ns
    again = opened(home_at)
    loaded = []
    monkeypatch.setattr(word_database, "passages", lambda one: loaded.append(one) or [])
    assert found(again, "ku") == ["kurs"]
    again.close()
    assert loaded == []
    assert file.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "content",
    [b"", b"no index", b"SQLite format 3\0", gzip.compress(b"SQL", mtime=0), b"\xff" * 100],
)
def test_an_index_that_cannot_be_read_is_made_anew(
    home_at: Home, file: Path, content: bytes
) -> None:
    searched(home_at, "kurs")
    whole = file.read_bytes()
    file.write_bytes(content or whole[:-1] + bytes([whole[-1] ^ 1]))
    store = opened(home_at)
    said = [store.get_ready_to_search(untold) for _twice in range(2)]
    assert said == [True, False]
    assert found(store, "ku") == ["kurs"]
    store.close()
    assert file.read_bytes() == whole


def test_an_index_of_another_version_is_made_anew(
    home_at: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(word_database, "FORMAT", 99)
        patch.setattr(word_database, "passages", lambda _one: [])
        assert found(searched(home_at, "kurs"), "ku") == []
    store = opened(home_at)
    assert not store.get_ready_to_search(untold)
    assert found(store, "ku") == ["kurs"]


def test_a_locked_store_has_no_plain_word_of_it_on_the_disk(home_at: Home, file: Path) -> None:
    store = opened(home_at, cipher=Flipped())
    store.save(a_note("hemmelighet"))
    assert found(store, "hemmelig") == ["hemmelighet"]
    store.close()
    assert is_encrypted(file.read_bytes())
    assert b"hemmelig" not in file.read_bytes()
    assert b"hemmelig" in unpacked(Flipped().decrypt(file.read_bytes()))
    assert list(file.parent.iterdir()) == [file]
    assert found(opened(home_at, cipher=Flipped()), "hemmelig") == ["hemmelighet"]


def test_what_is_erased_leaves_no_word_in_the_index(home_at: Home, file: Path) -> None:
    for erase in ("erase", "bury"):
        store = searched(home_at, "hemmelighet", "kurs")
        (note,) = (one.record for one in store.search(read_query("hemmelig")))
        (file.parent / ".index.0123.tmp").write_bytes(b"hemmelighet")
        assert b"hemmelig" in unpacked(file.read_bytes())
        if erase == "erase":
            store.erase(LogEntry, note.id)
        else:
            bury(store, [("log", note.id)], MONDAY.date())
        assert list(file.parent.iterdir()) == []
        assert found(store, "kurs")[0] == "kurs"
        assert found(store, "hemmelig") == []
        store.close()
        assert b"hemmelig" not in unpacked(file.read_bytes())


def test_what_was_erased_elsewhere_is_not_written_down_again(home_at: Home, file: Path) -> None:
    searched(home_at, "hemmelighet", "kurs")
    beside = opened(home_at)
    beside.save(a_note("mer"))
    (note,) = (one.record for one in beside.search(read_query("hemmelig")))
    bury(opened(home_at), [("log", note.id)], MONDAY.date())
    beside.close()
    assert not file.exists()
    assert found(beside, "hemmelig") == []
    assert sorted(found(beside, "kind:observation")) == ["kurs", "mer"]
    beside.close()
    assert b"hemmelig" not in unpacked(file.read_bytes())


def test_words_of_earlier_texts_go_once_they_outweigh_the_rest(
    home_at: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "FEW", 1)
    store = opened(home_at)
    note = a_note("forhastet")
    for text in ("forhastet", "bedre", "best", "slik"):
        note.text = text
        store.save(note)
        assert found(store, text) == [text]
    assert found(store, "forhastet") == []
    store.close()
    assert b"forhastet" in unpacked(file.read_bytes())
    assert found(searched(home_at), "slik") == ["slik"]
    assert b"forhastet" not in unpacked(file.read_bytes())


def test_it_is_made_anew_where_most_of_the_records_were_written_anew(
    home_at: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "FEW", 1)
    searched(home_at, "en", "to", "tre").close()
    size = len(unpacked(file.read_bytes()))
    store = opened(home_at)
    for note in store.all(LogEntry):
        store.save(note)
    assert found(store, "to") == ["to"]
    memory = store.local_search._index._fresh()._memory
    (kept,) = memory.execute("SELECT count(*) FROM words_docsize")
    assert kept == (3,)
    store.close()
    assert len(unpacked(file.read_bytes())) == size


def test_what_cannot_be_read_is_left_out_and_the_rest_is_found(home_at: Home) -> None:
    store = searched(home_at, "kurs en", "kurs to")
    note = store.search(read_query("en"))[0].record
    store.folders.folder("log").file(note.id).write_bytes(b"damaged")
    assert found(opened(home_at), "kurs") == ["kurs to"]
    assert found(store, "kurs") == ["kurs to"]


def test_it_says_how_far_it_is_and_goes_on_after_an_interruption(home_at: Home) -> None:
    class Enough(Exception):
        pass

    def stop(_done: int, _all: int) -> None:
        raise Enough

    store = opened(home_at)
    for text in ("kurs", "mer"):
        store.save(a_note(text))
    with pytest.raises(Enough):
        store.get_ready_to_search(stop)
    store.close()
    told: list[tuple[int, int]] = []
    store.get_ready_to_search(lambda done, all_: told.append((done, all_)))
    assert told == [(0, 2), (2, 2)]
    assert found(store, "kurs") == ["kurs"]


def test_where_nothing_may_be_written_it_is_searched_all_the_same(
    home_at: Home, file: Path
) -> None:
    opened(home_at).save(a_note("kurs"))
    store = opened(home_at, read_only=True)
    assert found(store, "kurs") == ["kurs"]
    store.close()
    assert not file.exists()


def test_what_is_shown_is_noted_as_opened_and_nothing_else(home_at: Home) -> None:
    store = opened(home_at)
    notes = [a_note("mer ansvar"), a_note("ansvar mer")]
    for note in notes:
        store.save(note)
    store.through = "search"
    found(store, '"mer ansvar"')
    assert [one.id for one in store.access_log.openings(PEOPLE[0].id)] == [notes[0].id]


@pytest.fixture(autouse=True)
def fresh_people() -> Iterator[None]:
    """Let the two people be new in each test."""
    yield
    for person in PEOPLE:
        person.rev = person.parent_rev = person.base_rev = ""
