"""A backup and what becomes of it: all that is kept, and nothing that the home has newer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage import archive, backup
from storage.archive import Listed, Manifest
from storage.backup import Made, back_up
from storage.backup_file import Backup, BadBackup
from storage.cipher import PLAIN, Cipher, is_encrypted
from storage.envelope import pack, unpack
from storage.errors import StoreError
from storage.home import Home
from storage.members import kept_in, member_of
from storage.records import SCHEMA, Conversation, LogEntry, Person, new_id
from storage.recovery import recover_talks
from storage.restore import Restored, restore, verdict
from storage.store import Store, open_store
from storage.tombstones import Tombstones
from tests.storage import first_version
from tests.storage.breaking import each_failure
from tests.storage.made_up import MONDAY
from tests.storage.test_cipher import Flipped


@pytest.fixture
def old(tmp_path: Path) -> Home:
    """Return a home with one of everything, as the first version left it."""
    return Home.at(shutil.copytree(first_version.HOME, tmp_path / "old"))


@pytest.fixture
def empty(tmp_path: Path) -> Home:
    return Home.at(tmp_path / "empty")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "all.tar.gz"


def opened(home: Home, cipher: Cipher = PLAIN) -> Store:
    return open_store(home, lambda: MONDAY, cipher)


def backed_up(home: Home, file: Path, cipher: Cipher = PLAIN, **options: Cipher) -> Made:
    return back_up(home, cipher, file, now=lambda: MONDAY, program="1", **options)


def restored(home: Home, file: Path, *, erased_too: bool = False) -> Restored:
    return restore(home, PLAIN, Backup(file), erased_too=erased_too)


def content_of(home: Home, cipher: Cipher = PLAIN) -> dict[str, bytes]:
    return {name: cipher.decrypt(path.read_bytes()) for name, path in kept_in(home).items()}


def changed(home: Home, kind: type[Person], id_: str, name: str) -> Person:
    store = opened(home)
    person = store.read(kind, id_)
    person.name = name
    store.save(person)
    store.close()
    return person


def test_into_an_empty_home_everything_comes_back(old: Home, empty: Home, file: Path) -> None:
    recover_talks(opened(old))
    (old.data / "log" / f"{first_version.RAISED} (Siri's conflicted copy).json").write_bytes(
        (old.data / "log" / f"{first_version.RAISED}.json").read_bytes().replace(b"sent", b"tida")
    )
    Tombstones(old.data).lay("log", new_id(), MONDAY.date())
    (old.state / "quarantine" / "people").mkdir(parents=True)
    (old.state / "quarantine" / "people" / f"{new_id()}.2.json").write_bytes(b"torn")

    made = backed_up(old, file)
    assert made == Made(9, file.stat().st_size, [made.missing[0]])
    assert "conflicted copy" in made.missing[0] and "checksum" in made.missing[0]
    done = restored(empty, file)
    assert done == Restored({"taken": 9})

    expected, found = content_of(old), content_of(empty)
    assert {member.part for member in map(member_of, found) if member} == {
        "document", "earlier", "tombstone", "set_aside", "settings", "agenda",
    }  # fmt: skip
    assert [name for name in expected if name not in found] == [
        f"data/log/{first_version.RAISED} (1).json"
    ]
    for name, content in found.items():
        member = member_of(name)
        assert member is not None
        document = member.document(expected[name])
        assert content == (pack(document) if document else expected[name])
    store = opened(empty)
    for record in first_version.records():
        if record.id != first_version.LIVE:
            kept = store.read(type(record), record.id)
            assert msgspec.structs.replace(kept, rev="", parent_rev="", base_rev="") == record


def test_documents_and_earlier_versions_wait_once_for_their_folder(
    old: Home, empty: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("storage.batch.sync_folder", synced.append)
    backed_up(old, file)
    restored(empty, file)
    assert empty.data / "people" in synced
    assert len(synced) == len(set(synced))


def test_a_talk_under_way_comes_back_as_its_journal_had_it(
    old: Home, empty: Home, file: Path
) -> None:
    before = opened(old).read(Conversation, first_version.LIVE)
    backed_up(old, file)
    restored(empty, file)
    talk = opened(empty).read(Conversation, first_version.LIVE)
    assert talk.employee_preparation == first_version.IN_JOURNAL
    assert talk.parent_rev == before.rev
    assert (old.state / "journal" / f"{first_version.LIVE}.log").exists()


def test_second_versions_come_back_also_where_they_are_all_that_can_be_read(
    tmp_path: Path, empty: Home, file: Path
) -> None:
    home = Home.at(tmp_path / "home")
    store, people = opened(home), [Person(name="Kari"), Person(name="Ola")]
    for person in people:
        store.save(person)
        document = msgspec.to_builtins(person) | {"rev": new_id(), "title": "of the copy"}
        (home.data / "people" / f"{person.id} (1).json").write_bytes(pack(document))
    (home.data / "people" / f"{people[1].id}.json").write_bytes(b"damaged")
    backed_up(home, file)
    restored(empty, file)
    copies = opened(empty).copies
    assert {one.id for one in copies} == {one.id for one in people}
    before = content_of(empty)
    restored(empty, file)
    assert content_of(empty) == before


def test_a_restore_taken_twice_changes_nothing_more(old: Home, empty: Home, file: Path) -> None:
    backed_up(old, file)
    restored(empty, file)
    before = content_of(empty)
    assert restored(empty, file) == Restored({"same": 9})
    assert content_of(empty) == before


def test_newer_documents_settings_and_agendas_of_the_home_stay(old: Home, file: Path) -> None:
    backed_up(old, file)
    person = changed(old, Person, first_version.ASE, "Newer")
    (old.config / "settings.toml").write_text("name = 'Mine'\n")
    (old.config / "agendas" / "egen.md").unlink()

    done = restored(old, file)
    assert done.documents == {"newer": 1, "taken": 1, "same": 7}  # taken: what the journal knows
    assert done.kept == ["config/settings.toml"]
    assert opened(old).read(Person, person.id) == person
    assert "Mine" in (old.config / "settings.toml").read_text()
    assert (old.config / "agendas" / "egen.md").exists()


def test_what_a_newer_document_replaces_is_kept_as_its_earlier_version(
    old: Home, tmp_path: Path, file: Path
) -> None:
    other = Home.at(shutil.copytree(old.data.parent, tmp_path / "other"))
    before = opened(old).read(Person, first_version.OYVIND)
    person = changed(other, Person, first_version.OYVIND, "Newer")
    backed_up(other, file)
    restored(old, file)
    assert opened(old).read(Person, person.id) == person
    assert opened(old).earlier(Person, person.id) == before


def test_an_erased_document_is_brought_back_only_when_asked_for(old: Home, file: Path) -> None:
    backed_up(old, file)
    store = opened(old)
    store.erase(Person, first_version.ASE)
    Tombstones(old.data).lay("people", first_version.ASE, MONDAY.date())
    store.erase(LogEntry, first_version.RAISED)

    done = restored(old, file)
    assert done.documents["erased"] == 6  # she herself, and all that is about her
    assert not (old.data / "people" / f"{first_version.ASE}.json").exists()
    assert not (old.data / "log" / f"{first_version.RAISED}.json").exists()

    done = restored(old, file, erased_too=True)
    assert "erased" not in done.documents
    assert opened(old).read(Person, first_version.ASE).title == "Seniorrådgiver"
    assert opened(old).people()[-1].id == first_version.ASE


def test_the_store_is_read_and_written_through_its_own_cipher(
    old: Home, empty: Home, file: Path
) -> None:
    recover_talks(opened(old))
    backed_up(old, file)
    restore(empty, Flipped(), Backup(file))
    sealed = [path for name, path in kept_in(empty).items() if not name.startswith("config/")]
    assert len(sealed) > 9 and all(is_encrypted(path.read_bytes()) for path in sealed)

    again = file.with_name("again")
    backed_up(empty, again, Flipped(), sealed_with=Flipped())
    assert is_encrypted(again.read_bytes())
    assert {name: content for member, content in Backup(again, Flipped()).files()
            if (name := member.name)} == content_of(empty, Flipped())  # fmt: skip
    with pytest.raises(BadBackup, match="encrypted"):
        Backup(again).check()


def test_a_document_that_cannot_be_read_is_taken_along_as_it_is_and_named(
    old: Home, empty: Home, file: Path
) -> None:
    damaged = old.data / "people" / f"{first_version.OYVIND}.json"
    damaged.write_bytes(damaged.read_bytes()[:-30])
    locked = old.data / "log" / f"{first_version.RAISED}.json"
    locked.write_bytes(Flipped().encrypt(b"{}"))
    (old.config / "agendas" / "two\nlines.md").write_text("# x")

    made = backed_up(old, file)
    assert made.documents == 7
    assert [f"{line.split(' is not')[0]}" for line in made.missing] == [
        str(locked), str(old.config / "agendas" / "two\nlines.md"),
    ]  # fmt: skip
    restored(empty, file)
    (problem,) = opened(empty).problems
    assert problem.id == first_version.OYVIND
    assert problem.file.read_bytes() == damaged.read_bytes()


def test_of_two_names_that_differ_in_case_alone_one_is_taken_along_and_the_other_named(
    old: Home, empty: Home, file: Path
) -> None:
    """No disk holds both everywhere; the backup is made all the same."""
    for name in ("Åse.md", "ÅSE.md"):
        (old.config / "agendas" / name).write_text("# x")
    (line,) = backed_up(old, file).missing
    assert "case alone" in line
    restored(empty, file)
    assert len([one for one in (empty.config / "agendas").iterdir() if "x" in one.read_text()]) == 1


def test_a_store_that_changes_meanwhile_is_read_again(
    old: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["first", "second"])
    write = archive.write

    def change_before_writing(*arguments: object) -> None:
        if name := next(names, None):
            changed(old, Person, first_version.OYVIND, name)
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(archive, "write", change_before_writing)
    backed_up(old, file)
    assert any(b'"second"' in content for _member, content in Backup(file).files())

    monkeypatch.setattr(backup, "TRIES", 1)
    monkeypatch.setattr(archive, "write", lambda *_all: (_ for _ in ()).throw(archive.Changed))
    with pytest.raises(StoreError, match="Try again"):
        backed_up(old, file)


def test_what_cannot_be_read_back_never_takes_the_place_of_a_good_backup(
    old: Home, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backed_up(old, file)
    good = file.read_bytes()

    def write_badly(path: Path, data: bytes) -> None:
        path.write_bytes(data[:-100] + b"?" + data[-99:])

    with monkeypatch.context() as patch:
        patch.setattr(backup, "write_atomically", write_badly)
        with pytest.raises(BadBackup):
            backed_up(old, file)
    assert file.read_bytes() == good
    failures = 0
    for _disk in each_failure(lambda: attempted(backed_up, old, file)):
        failures += 1
        assert Backup(file).documents == 9
    assert failures >= 5
    assert sorted(path.name for path in file.parent.iterdir()) == ["all.tar.gz", "home", "old"]


HOSTILE = [
    "/etc/passwd", "../x", "data/../../x", "data/people/../x.json", "", "data/people/x.json",
    f"data/people/{first_version.ASE.lower()}.json", f"data/people/{'8' * 26}.json",
    f"data/nobody/{first_version.ASE}.json", f"data/people/{first_version.ASE}.json\n",
    f"data/people/{first_version.ASE}.JSON", "config/agendas/../settings.toml",
    "config/agendas/a/b.md", "config/agendas/con.md", "config/agendas/NUL.x.md",
    "config/agendas/.md", "config/agendas/\x1b]0;x\x07.md", f"config/agendas/{'å' * 44}.md",
    "state/sitting.lock", "data/identity.age", "state/catalog/people.json", "C:\\x",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_nothing_kept_has_is_refused_with_all_the_rest(
    name: str, empty: Home, file: Path
) -> None:
    put_together(file, {**a_person(), name: b""})
    with pytest.raises(BadBackup) as refused:
        restored(empty, file)
    assert "\n" not in str(refused.value) and "\x1b" not in str(refused.value)
    assert not empty.data.parent.exists()


def test_a_document_that_is_not_what_its_name_says_is_refused_with_all_the_rest(
    empty: Home, file: Path
) -> None:
    ((name, good),) = a_person().items()
    for bad in (
        b"{}",
        good.replace(b"Kari", b"Kasi"),
        pack({**unpack(good), "id": new_id()}),
        pack({**unpack(good), "name": 5}),
    ):
        put_together(file, {**a_person("A"), name: bad})
        with pytest.raises(BadBackup, match=first_version.ASE):
            restored(empty, file)
        assert not empty.data.parent.exists()


def test_a_backup_of_a_newer_program_is_refused_and_a_newer_document_left_out(
    empty: Home, file: Path
) -> None:
    put_together(file, a_person(), schema=SCHEMA + 1)
    with pytest.raises(BadBackup, match="upgrade"):
        restored(empty, file)
    ((name, content),) = a_person().items()
    put_together(file, {name: pack({**unpack(content), "schema": SCHEMA + 1, "name": [1]})})
    assert restored(empty, file).documents == {"refused": 1}


def test_a_restore_that_fails_anywhere_leaves_whole_documents_and_goes_on(
    tmp_path: Path, file: Path
) -> None:
    """Of two people, one is there already in an older version."""
    older = Home.at(tmp_path / "older")
    opened(older).save(Person(id=first_version.ASE, name="Older"))
    files = {**a_person(), **a_person("A"), "config/settings.toml": b"name = 'x'\n"}
    put_together(file, files)
    home = Home.at(tmp_path / "here")
    failed = 0
    shutil.copytree(older.data.parent, home.data.parent, dirs_exist_ok=True)
    for _disk in each_failure(lambda: attempted(restored, home, file)):
        failed += 1
        assert {one["name"] for one in documents(home).values()} <= {"Older", "Kari", "A"}
        assert opened(home).read(Person, first_version.ASE)
        restored(home, file)
        assert {name: content_of(home)[name] for name in files} == files
        assert opened(home).earlier(Person, first_version.ASE).name == "Older"
        shutil.rmtree(home.data.parent)
        shutil.copytree(older.data.parent, home.data.parent)
    assert failed > 15


REVISIONS = st.sampled_from(["", "nonsense", *sorted(new_id() for _ in range(4))])
SAVES = st.tuples(st.sampled_from("AB"), st.integers(0, 2), st.text(max_size=3))
BODIES = st.fixed_dictionaries({"rev": REVISIONS, "parent_rev": REVISIONS, "base_rev": REVISIONS})


@given(BODIES, BODIES)
def test_of_two_versions_one_wins_whichever_way_they_meet(
    one: dict[str, str], other: dict[str, str]
) -> None:
    """What was made from another wins; else the later. What is kept wins where both claim it."""
    there, back = verdict(one, other), verdict(other, one)
    assert verdict(one, one) == "same" and verdict(one, None) == "taken"
    descends = [a["parent_rev"] == b["rev"] != "" or a["base_rev"] == b["rev"] != ""
                for a, b in ((one, other), (other, one))]  # fmt: skip
    if (there == "same") or (back == "same"):
        assert there == back
    elif descends[0] and descends[1] and "nonsense" not in (one["rev"], other["rev"]):
        assert there == back == "newer"
    else:
        assert {there, back} == {"taken", "newer"}


@settings(max_examples=6)
@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 2), st.text(max_size=3)), max_size=8)
)
def test_whatever_was_saved_where_a_restore_never_goes_back(
    saves: list[tuple[str, int, str]],
) -> None:
    """Two homes, any row of changes in both; then the backup of one goes into the other."""
    with TemporaryDirectory() as folder:
        homes = {name: Home.at(Path(folder, name)) for name in "AB"}
        people = [Person(name="x") for _ in range(3)]
        stores = {name: opened(home) for name, home in homes.items()}
        for store in stores.values():
            for person in people:
                store.save(msgspec.structs.replace(person))
        for name, number, text in saves:
            person = stores[name].read(Person, people[number].id)
            person.name = text
            stores[name].save(person)
        before = documents(homes["B"])
        archived = documents(homes["A"])
        backed_up(homes["A"], Path(folder, "a"))
        restored(homes["B"], Path(folder, "a"))
        for id_, document in documents(homes["B"]).items():
            expected = verdict(archived[id_], before[id_])
            assert document == (archived[id_] if expected == "taken" else before[id_])
            assert document["rev"] >= before[id_]["rev"]


def attempted(do: Callable[[Home, Path], object], home: Home, file: Path) -> None:
    with suppress(StoreError):
        do(home, file)


def documents(home: Home) -> dict[str, dict[str, str]]:
    return {path.stem: unpack(path.read_bytes()) for path in (home.data / "people").glob("*.json")}


def a_person(name: str = "Kari") -> dict[str, bytes]:
    id_ = first_version.ASE if name == "Kari" else first_version.OYVIND
    person = Person(id=id_, name=name, rev=new_id())
    return {f"data/people/{id_}.json": pack(msgspec.to_builtins(person))}


def put_together(file: Path, files: dict[str, bytes], schema: int = SCHEMA) -> None:
    files = dict(sorted(files.items()))
    listed = tuple(Listed.of(name, content) for name, content in files.items())
    manifest = Manifest(program="1", schema=schema, made_at=MONDAY, files=listed)
    with file.open("wb") as target:
        archive.write(target, manifest, files.values())
