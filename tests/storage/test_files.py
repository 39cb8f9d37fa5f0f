from __future__ import annotations

import contextlib
import errno
import os
import signal
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from storage import files
from storage.batch import batch
from storage.files import make_folder, remove, sweep, write_atomically, write_fully
from tests.storage.breaking import Call, each_failure, through


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder."""
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_for_its_owner_alone(folder: Path) -> None:
    path = folder / "a.json"
    write_atomically(path, b"one")
    write_atomically(path, b"two")

    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(folder) == ["a.json"]


def test_whatever_call_fails_the_old_or_the_new_stands_and_nothing_else(folder: Path) -> None:
    path = folder / "a.json"
    raised: list[bool] = []

    def write() -> None:
        try:
            write_atomically(path, b"new")
        except OSError:
            raised.append(True)

    path.write_bytes(b"old")
    failures = 0
    for _disk in each_failure(write):
        failures += 1
        assert path.read_bytes() in (b"old", b"new")
        assert names(folder) == ["a.json"]
        path.write_bytes(b"old")
    assert failures == len(raised) >= 5


def test_it_is_durable_before_it_has_its_name_and_the_name_is_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    for name in ("write", "fsync", "replace"):
        call = getattr(os, name)
        monkeypatch.setattr(
            os, name, lambda *args, name=name, call=call: (done.append(name), call(*args))[1]
        )
    write_atomically(folder / "a.json", b"new")

    assert done == ["write", "fsync", "replace", "fsync"]


def test_a_write_that_the_system_takes_in_pieces_is_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = os.write
    monkeypatch.setattr(os, "write", lambda file, data: whole(file, bytes(data)[:3]))
    write_atomically(folder / "a.json", b"0123456789")
    with (folder / "b").open("wb") as file:
        write_fully(file.fileno(), b"0123456789")

    assert (folder / "a.json").read_bytes() == b"0123456789"
    assert (folder / "b").read_bytes() == b"0123456789"


def test_a_rename_that_is_held_up_is_tried_again_but_not_for_ever(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "RENAME_PAUSES", (0.0, 0.0, 0.0))
    rename, attempts = os.replace, [0]

    def held_up(source: Path, target: Path) -> None:
        attempts[0] += 1
        if attempts[0] <= busy:
            raise PermissionError
        rename(source, target)

    monkeypatch.setattr(os, "replace", held_up)
    busy = 3
    write_atomically(folder / "a.json", b"new")
    assert (folder / "a.json").read_bytes() == b"new"

    attempts[0], busy = 0, 4
    with pytest.raises(PermissionError):
        write_atomically(folder / "a.json", b"newer")
    assert (folder / "a.json").read_bytes() == b"new"
    assert names(folder) == ["a.json"]


def test_on_macos_the_drives_own_cache_is_emptied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    asked: list[int] = []
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _file, command: asked.append(command))
    write_atomically(folder / "a.json", b"new")

    assert asked == [51]


def test_what_a_crash_has_left_is_swept_and_nothing_else(folder: Path) -> None:
    for name in (".a.json.1234.tmp", "a.json", "notes.tmp", ".hidden"):
        (folder / name).write_bytes(b"")
    sweep(folder)

    assert names(folder) == [".hidden", "a.json", "notes.tmp"]


def test_removing_what_is_not_there_is_no_error(folder: Path) -> None:
    (folder / "a").write_bytes(b"")
    remove(folder / "a")
    remove(folder / "a")

    assert not (folder / "a").exists()


def test_a_file_in_the_place_of_a_folder_is_an_error(folder: Path) -> None:
    (folder / "a").write_bytes(b"")
    with pytest.raises(OSError):
        make_folder(folder / "a" / "b")


def test_a_file_system_that_cannot_sync_folders_is_good_enough(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def picky(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", picky)
    write_atomically(folder / "a.json", b"new")

    assert (folder / "a.json").read_bytes() == b"new"


def test_a_batch_is_put_in_place_when_all_of_it_is_durable_and_each_folder_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "other").mkdir()
    paths = [folder / "a.json", folder / "b.json", folder / "other" / "a.json"]
    done = list[str]()

    def note(name: str, call: Call, *arguments: Any, **options: Any) -> Any:
        if name in ("fsync", "replace"):
            done.append(name)
        return call(*arguments, **options)

    with through(note):
        with batch() as write:
            for path in paths:
                write(path, b"new")
            assert done == [] and not any(path.exists() for path in paths)
        assert done == ["fsync"] * 3 + ["replace"] * 3 + ["fsync"] * 2
    assert [path.read_bytes() for path in paths] == [b"new"] * 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}


def test_whatever_call_fails_each_file_of_a_batch_is_old_or_new_and_nothing_else_lies_there(
    folder: Path,
) -> None:
    paths = [folder / name for name in ("a.json", "b.json", "c.json")]
    raised: list[bool] = []

    def write_all() -> None:
        try:
            with batch() as write:
                for path in paths:
                    write(path, b"new")
        except OSError:
            raised.append(True)

    failures = 0
    for path in paths:
        path.write_bytes(b"old")
    for _disk in each_failure(write_all):
        failures += 1
        assert {path.read_bytes() for path in paths} <= {b"old", b"new"}
        assert names(folder) == ["a.json", "b.json", "c.json"]
        for path in paths:
            path.write_bytes(b"old")
    assert failures == len(raised) >= 12


def test_an_interrupt_finds_all_of_a_batch_in_place_or_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [folder / name for name in ("one", "two", "three")]

    def write_all() -> None:
        with batch() as write:
            for file in files:
                write(file, b"new")

    def interrupted(source: Path, target: Path) -> None:
        signal.raise_signal(signal.SIGINT)
        source.replace(target)

    with monkeypatch.context() as patch:
        patch.setattr("storage.batch.make_file_durable", lambda _file: signal.raise_signal(2))
        patch.setattr("concurrent.futures.ThreadPoolExecutor", _Here)
        with pytest.raises(KeyboardInterrupt):
            write_all()
    assert list(folder.iterdir()) == []
    monkeypatch.setattr("storage.batch.rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all()
    assert [file.read_bytes() for file in files] == [b"new"] * 3


class _Here(contextlib.nullcontext[None]):
    """Does at once, in this thread, what is to be done in several."""

    map = staticmethod(map)

    def __init__(self, _at_once: int) -> None:
        super().__init__()

    def __enter__(self) -> Any:
        return self
