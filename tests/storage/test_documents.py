"""TinyDB's documented behaviour on our storage, and what ours adds to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tinydb import Query, where
from tinydb.operations import add, decrement, delete, increment, set, subtract
from tinydb.table import Document

from storage.documents import Documents
from storage.envelope import pack
from storage.errors import Damaged, NotFound, StoreError
from storage.folder import Folders
from storage.records import new_id
from tests.storage.breaking import each_failure

THREE = ({"int": 1, "char": "a"}, {"int": 1, "char": "b"}, {"int": 1, "char": "c"})


@pytest.fixture
def db(tmp_path: Path) -> Documents:
    db = opened(tmp_path)
    db.insert_multiple(THREE)
    return db


def opened(tmp_path: Path) -> Documents:
    return Documents(Folders(tmp_path / "data", tmp_path / "quarantine"))


def on_disk(tmp_path: Path) -> list[dict[str, Any]]:
    return [dict(document) for document in opened(tmp_path)]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Return the names of the documents that are written, as they are."""
    names: list[str] = []
    rename = os.replace
    monkeypatch.setattr(
        os, "replace", lambda source, target: (names.append(target.stem), rename(source, target))
    )
    yield names


# Inserting and reading


def test_insert_gives_ids_that_are_ulids_in_order(db: Documents) -> None:
    first, second = db.insert({"a": 1}), db.insert({"a": 2})

    assert isinstance(first, str) and len(first) == 26
    assert first < second
    assert db.get(doc_id=first) == {"a": 1}
    assert db.get(doc_id=first).doc_id == first  # type: ignore[union-attr]


def test_insert_multiple_takes_any_iterable(db: Documents) -> None:
    db.truncate()
    ids = db.insert_multiple({"n": number} for number in range(4))

    assert ids == [document.doc_id for document in db.all()]
    assert [document["n"] for document in db] == [0, 1, 2, 3]


def test_insert_keeps_the_id_of_a_document_and_never_overwrites(db: Documents) -> None:
    id_: Any = new_id()
    assert db.insert(Document({"a": 1}, id_)) == id_
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"a": 2}, id_))
    with pytest.raises(ValueError, match="already exists"):
        db.insert_multiple([Document({"a": 2}, id_)])
    assert db.get(doc_id=id_) == {"a": 1}


@pytest.mark.parametrize("id_", [1, "../people", "x"])
def test_an_id_that_is_no_ulid_is_refused(db: Documents, id_: Any) -> None:
    with pytest.raises(ValueError):
        db.insert(Document({"a": 1}, id_))
    assert db.get(doc_id=id_) is None
    assert not db.contains(doc_id=id_)
    assert len(db) == 3


@pytest.mark.parametrize("document", [[1], 1, "text", {1}, None])
def test_only_mappings_are_documents(db: Documents, document: Any) -> None:
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert(document)
    with pytest.raises(ValueError, match="not a Mapping"):
        db.insert_multiple([document])


def test_get_contains_count_len_and_all(db: Documents) -> None:
    ids: list[Any] = [document.doc_id for document in db]

    assert db.all() == list(THREE)
    assert len(db) == 3
    assert db.get(where("char") == "b") == THREE[1]
    assert db.get(where("char") == "x") is None
    assert db.get(doc_ids=ids[:2]) == list(THREE[:2])
    assert db.get(doc_id=new_id()) is None  # type: ignore[call-overload]
    assert db.contains(where("int") == 1)
    assert not db.contains(where("int") == 0)
    assert db.contains(doc_id=ids[0])
    assert db.count(where("int") == 1) == 3
    with pytest.raises(RuntimeError):
        db.get()
    with pytest.raises(RuntimeError):
        db.contains()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (where("char") == "a", "a"),
        (where("char") != "a", "bc"),
        (where("char") < "b", "a"),
        (where("char") <= "b", "ab"),
        (where("char") > "b", "c"),
        (where("char") >= "b", "bc"),
        (where("char").exists(), "abc"),
        (where("missing").exists(), ""),
        (where("char").matches("[ab]"), "ab"),
        (where("char").search("[bc]"), "bc"),
        (where("char").test(lambda value, other: value == other, "c"), "c"),
        (where("char").one_of(["a", "c"]), "ac"),
        (where("inner").any(["x"]), "a"),
        (where("inner").all(["x", "y"]), "a"),
        (where("inner").any(where("z") == 1), "b"),
        (where("deep").value == 3, "c"),
        (where("deep")["value"] == 3, "c"),
        (where("inner").map(len) == 2, "a"),
        (Query().fragment({"int": 1, "char": "b"}), "b"),
        ((where("char") == "a") | (where("char") == "b"), "ab"),
        ((where("char") != "a") & (where("int") == 1), "bc"),
        (~(where("char") == "a"), "bc"),
        (Query().noop(), "abc"),
    ],
)
def test_each_query_finds_what_it_says(db: Documents, query: Any, found: str) -> None:
    db.update({"inner": ["x", "y"]}, where("char") == "a")
    db.update({"inner": [{"z": 1}]}, where("char") == "b")
    db.update({"deep": {"value": 3}}, where("char") == "c")

    assert "".join(document["char"] for document in db.search(query)) == found


# Changing


def test_update_all_some_or_by_id(db: Documents) -> None:
    ids: list[Any] = [document.doc_id for document in db]

    assert db.update({"int": 2}) == ids
    assert db.update({"int": 3}, where("char") == "a") == ids[:1]
    assert db.update({"int": 4, "more": [1]}, doc_ids=[ids[1], new_id()]) == [ids[1]]  # type: ignore[list-item]
    assert [document["int"] for document in db] == [3, 4, 2]
    assert db.get(doc_id=ids[1])["more"] == [1]  # type: ignore[index]


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (delete("int"), {"char": "a"}),
        (increment("int"), {"int": 2, "char": "a"}),
        (decrement("int"), {"int": 0, "char": "a"}),
        (add("int", 5), {"int": 6, "char": "a"}),
        (add("char", "xyz"), {"int": 1, "char": "axyz"}),
        (subtract("int", 5), {"int": -4, "char": "a"}),
        (set("char", "x"), {"int": 1, "char": "x"}),
        (lambda document: document.update(own=True), {"int": 1, "char": "a", "own": True}),
    ],
)
def test_update_with_an_operation(
    db: Documents, tmp_path: Path, operation: Any, expected: dict[str, Any]
) -> None:
    db.update(operation, where("char") == "a")

    assert on_disk(tmp_path) == [expected, *THREE[1:]]


def test_update_multiple_changes_each_by_its_query(db: Documents, tmp_path: Path) -> None:
    db.update_multiple(
        [
            ({"int": 2}, where("char") == "a"),
            (increment("int"), where("char") == "b"),
            ({"seen": True}, where("int") == 2),
        ]
    )

    assert on_disk(tmp_path) == [
        {"int": 2, "char": "a", "seen": True},
        {"int": 2, "char": "b", "seen": True},
        {"int": 1, "char": "c"},
    ]


def test_upsert_updates_what_matches_and_inserts_what_does_not(db: Documents) -> None:
    id_: Any = new_id()
    assert len(db.upsert({"int": 5}, where("char") == "a")) == 1
    assert len(db.upsert({"char": "z"}, where("char") == "z")) == 1
    assert db.upsert(Document({"char": "y"}, id_)) == [id_]
    assert db.upsert(Document({"more": 1}, id_)) == [id_]
    assert db.get(doc_id=id_) == {"char": "y", "more": 1}
    assert len(db) == 5
    with pytest.raises(ValueError):
        db.upsert({"a": 1})


def test_remove_by_query_by_id_and_all(db: Documents, tmp_path: Path) -> None:
    ids: list[Any] = [document.doc_id for document in db]

    assert db.remove(where("char") == "a") == ids[:1]
    assert db.remove(doc_ids=[ids[1], new_id()]) == [ids[1]]  # type: ignore[list-item]
    assert on_disk(tmp_path) == [THREE[2]]
    with pytest.raises(RuntimeError):
        db.remove()
    db.truncate()
    assert len(db) == 0 and on_disk(tmp_path) == []


def test_what_was_found_can_be_changed_without_changing_the_store(db: Documents) -> None:
    for document in db.search(where("int") == 1):
        document["int"] = 99

    assert db.count(where("int") == 1) == 3


# Tables


def test_tables_are_apart(db: Documents, tmp_path: Path) -> None:
    db.table("other").insert({"a": 1})

    assert db.tables() == opened(tmp_path).tables() == {"_default", "other"}
    assert len(db.table("other")) == 1 and len(db) == 3
    assert db.table("other") is db.table("other")
    db.drop_table("other")
    assert db.tables() == {"_default"}
    db.drop_table("never_there")
    db.drop_tables()
    assert not db.tables() and not opened(tmp_path).tables()
    assert len(db) == 0


def test_a_table_exists_once_it_was_written_or_asked_to_persist(db: Documents) -> None:
    db.table("looked_at")
    db.table("persisted", persist_empty=True)
    db.table("emptied").truncate()

    assert db.tables() == {"_default", "persisted", "emptied"}


def test_found_documents_are_kept_only_where_that_is_asked_for(db: Documents) -> None:
    query = where("int") == 1
    plain, caching = db.table("_default"), db.table("cached", cache_size=1)
    caching.insert_multiple(THREE)
    plain.search(query)
    caching.search(query)
    caching.search(where("char") == "a")

    assert len(plain._query_cache) == 0
    assert list(caching._query_cache) == [where("char") == "a"]
    caching.update({"char": "x"})
    assert len(caching._query_cache) == 0
    assert not caching.search(where("char") == "a")
    caching.clear_cache()
    assert len(caching._query_cache) == 0


def test_a_database_can_be_used_as_a_context_and_shown(tmp_path: Path) -> None:
    with opened(tmp_path) as db:
        db.insert({"a": 1})
    assert "_default" in repr(opened(tmp_path))


# What ours adds


def test_a_change_writes_the_documents_that_it_touches_and_no_others(
    db: Documents, tmp_path: Path, written: list[str]
) -> None:
    ids = [str(document.doc_id) for document in db]

    db.update({"int": 2}, where("char") == "b")
    assert written == [ids[1]]
    db.update({"int": 2}, where("char") == "b")
    db.search(where("int") == 2)
    assert written == [ids[1]]
    opened(tmp_path).update({"int": 3}, where("char") == "b")
    assert written == [ids[1]] * 3  # in a new sitting also as it was before


def test_a_lookup_by_id_reads_one_file(db: Documents, monkeypatch: pytest.MonkeyPatch) -> None:
    id_ = db.all()[1].doc_id
    opened_files: list[Path] = []
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: (opened_files.append(path), read(path))[1])
    assert db.get(doc_id=id_) == THREE[1]

    assert [path.stem for path in opened_files] == [id_]


def test_one_document_at_a_time_is_held_while_all_are_changed(db: Documents) -> None:
    from storage.documents import Changes

    changes = Changes(db.folders.folder("_default"))
    for id_ in changes:
        changes[id_].get("int")
    assert not changes._changed
    changes[id_]["int"] = 5
    changes.write()
    assert [document["int"] for document in db] == [1, 1, 5]


def test_whatever_call_fails_memory_is_what_the_disk_is(tmp_path: Path) -> None:
    database: list[Documents] = []

    def change() -> None:
        try:
            database[0].update({"int": 2})
        except StoreError as error:
            assert "\n" not in str(error)

    def fresh() -> Documents:
        opened(tmp_path).truncate()
        opened(tmp_path).insert_multiple(THREE)
        return opened(tmp_path)

    database[:] = [fresh()]
    failures = 0
    for _disk in each_failure(change):
        failures += 1
        kept = database[0].all()
        assert kept == on_disk(tmp_path)
        assert [document["char"] for document in kept] == ["a", "b", "c"]
        assert all(document["int"] in (1, 2) for document in kept)
        assert not opened(tmp_path).folders.folder("_default").problems()
        database[0].update({"int": 3})
        assert [document["int"] for document in on_disk(tmp_path)] == [3, 3, 3]
        assert not list(tmp_path.rglob("*.tmp"))
        database[:] = [fresh()]
    assert failures > 20


def test_a_document_that_json_cannot_hold_changes_nothing(db: Documents, tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        db.update(lambda document: document.update(int=object()))
    with pytest.raises(TypeError):
        db.insert_multiple([{"fine": 1}, {"bad": object()}])

    assert db.all() == on_disk(tmp_path) == list(THREE)


def test_a_damaged_document_stops_nothing(db: Documents, tmp_path: Path) -> None:
    ids: list[Any] = [document.doc_id for document in db]
    folder = db.folders.folder("_default")
    folder.file(ids[1]).write_bytes(b"no")

    assert db.all() == [THREE[0], THREE[2]]
    assert [problem.id for problem in folder.problems()] == [ids[1]]
    assert db.get(doc_id=ids[1]) is None
    folder.file(ids[0]).write_bytes(b"no")
    assert db.update({"int": 2}) == [ids[2]]
    assert db.remove(doc_ids=ids[:2]) == []
    assert db.upsert(Document({"new": True}, ids[0])) == [ids[0]]
    assert on_disk(tmp_path) == [{"new": True}, {"int": 2, "char": "c"}]


def test_a_newer_document_is_never_overwritten(db: Documents) -> None:
    id_: Any = db.all()[0].doc_id
    file = db.folders.folder("_default").file(id_)
    newer = pack({"int": 1}).replace(b'"format": 1', b'"format": 2')
    file.write_bytes(newer)

    with pytest.raises(StoreError):
        db.upsert(Document({"int": 2}, id_))
    with pytest.raises(ValueError, match="already exists"):
        db.insert(Document({"int": 2}, id_))
    assert len(db.update({"int": 2})) == 2
    assert file.read_bytes() == newer


def test_reading_says_why_there_is_nothing_to_read(db: Documents) -> None:
    table: Any = db.table("_default")
    id_: Any = db.all()[0].doc_id
    assert table.read(id_) == THREE[0]
    assert table.read(id_).doc_id == id_
    with pytest.raises(NotFound):
        table.read(new_id())
    db.folders.folder("_default").file(id_).write_bytes(b"no")
    with pytest.raises(Damaged):
        table.read(id_)


def test_other_things_in_the_data_folder_are_left_alone(db: Documents, tmp_path: Path) -> None:
    (tmp_path / "data" / "README.txt").write_text("mine")
    (tmp_path / "data" / "My Folder").mkdir()
    (tmp_path / "data" / "_default" / "copy of a document.json").write_text("{}")

    assert db.tables() == {"_default"}
    assert len(db.all()) == 3
    db.drop_tables()
    assert (tmp_path / "data" / "README.txt").exists()
    assert (tmp_path / "data" / "_default" / "copy of a document.json").exists()


def test_put_replaces_the_whole_document_and_does_not_look_at_the_old_one(db: Documents) -> None:
    (first, *_) = db.search(where("int") == 1)
    table = db.table("_default")
    db.folders.folder("_default").file(first.doc_id).write_bytes(b"nothing that can be read")
    table.put(Document({"a": 3}, first.doc_id))
    assert table.get(doc_id=first.doc_id) == {"a": 3}
    assert db.folders.folder("_default").problems() == []
