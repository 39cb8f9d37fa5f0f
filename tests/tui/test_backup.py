"""``samtale backup`` and ``samtale restore``, and whose passphrase a backup has."""

from __future__ import annotations

import getpass
import os
import shutil
import stat
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from storage import backup_file
from storage.cipher import is_encrypted
from storage.conversion import lock
from storage.home import Home
from storage.passphrase import unwrap
from storage.records import SCHEMA
from storage.sitting import Sitting
from tests.storage import first_version
from tests.storage.made_up import MONDAY
from tests.storage.quick_age import quick_locks, wrap
from tests.tui.conftest import Cli
from tui.backup import size_in_words

__all__ = ["quick_locks"]

PASSPHRASE = "riktig hest på beite"
Typed = Callable[..., list[str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "all.tar.gz"


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Return a function that says what is typed on the terminal; it returns the questions."""

    def type_(*answers: str) -> list[str]:
        waiting, asked = list(answers), list[str]()

        def answer(prompt: str = "") -> str:
            asked.append(prompt)
            return waiting.pop(0)

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", answer)
        monkeypatch.setattr("builtins.input", answer)
        return asked

    return type_


@pytest.fixture
def few(quick_locks: None, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a home with nine documents, whose backup takes no second to encrypt."""
    monkeypatch.setattr(backup_file, "wrap", wrap)
    home = Home.find(os.environ)
    shutil.copytree(first_version.HOME, home.data.parent)
    return home


def another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Let the next commands work on a home that is empty; return it."""
    monkeypatch.setenv("SAMTALE_HOME", str(tmp_path / "another"))
    return Home.find(os.environ)


def test_a_plain_store_gives_a_plain_backup_that_another_machine_takes_in(
    team: Home, cli: Cli, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = len(list(team.data.glob("*/*.json")))
    status, out, _err = cli("backup", file)
    size = size_in_words(file.stat().st_size)
    assert (status, out) == (
        0,
        f"{file}: {documents} documents, {size}, read back and verified\n",
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert cli("backup", file) == (
        1, "", f"samtale: {file} is there already; --force writes over it\n",
    )  # fmt: skip
    assert file.read_bytes() == before
    assert cli("backup", file, "--force")[0] == 0
    assert cli("backup", tmp_path)[0] == 2
    _status, people, _err = cli("people", "--json")

    home = another(tmp_path, monkeypatch)
    assert cli("restore", file, "--check") == (
        0, f"{file}: {documents} documents, made on 2026-11-23, verified\n", "",
    )  # fmt: skip
    assert not home.data.exists()
    status, out, _err = cli("restore", file)
    assert (status, out) == (0, f"Taken: {documents}. Newer here, and kept: 0. The same: 0.\n")
    assert cli("people", "--json")[1] == people
    (home.config / "settings.toml").write_text("name = 'Mine'\n")
    assert cli("restore", file)[1] == f"Taken: 0. Newer here, and kept: 0. The same: {documents}.\n"


def test_a_small_backup_is_measured_in_kilobytes() -> None:
    sizes = [size_in_words(size) for size in (1, 8_000, 8_001, 1_000_000, 12_340_000)]
    assert sizes == ["1 kB", "8 kB", "9 kB", "1.0 MB", "12.3 MB"]


def test_the_backup_of_a_locked_store_opens_with_its_passphrase(
    few: Home, cli: Cli, file: Path, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock(few, PASSPHRASE, MONDAY, lambda _key: None)
    asked = typed(PASSPHRASE)
    assert cli("backup", file)[0] == 0
    assert asked == ["Passphrase: "]
    assert is_encrypted(file.read_bytes())
    tar = tmp_path / "tar"
    tar.write_bytes(unwrap(file.read_bytes(), PASSPHRASE))
    with tarfile.open(tar) as opened:
        assert "riktig" not in repr(opened.getnames())
        assert not any(name.endswith(".age") for name in opened.getnames())

    home = another(tmp_path, monkeypatch)
    asked = typed("wrong passphrase", PASSPHRASE)
    status, out, err = cli("restore", file)
    assert (status, out.split(".")[0]) == (0, "Taken: 9")
    assert err == "samtale: That passphrase does not open the backup.\n"
    assert asked == ["Passphrase of the backup: "] * 2
    assert not any(is_encrypted(path.read_bytes()) for path in home.data.rglob("*.json"))


def test_a_passphrase_file_that_will_not_do_is_named(
    few: Home, cli: Cli, file: Path, typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(PASSPHRASE, PASSPHRASE)
    assert cli("backup", "--encrypt", file)[0] == 0
    home = another(tmp_path, monkeypatch)
    secret = tmp_path / "passphrase"
    monkeypatch.setenv("SAMTALE_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    missing = cli("restore", file)
    secret.touch(0o600)
    empty = cli("restore", file)
    secret.write_text("feil ord")
    assert [missing, empty, cli("restore", file)] == [
        (1, "", f"samtale: the passphrase file {secret} could not be read:"
                " No such file or directory\n"),
        (1, "", f"samtale: the passphrase file {secret} is empty\n"),
        (1, "", f"samtale: {secret}: That passphrase does not open the backup.\n"),
    ]  # fmt: skip
    assert not home.data.exists()

    asked = typed(PASSPHRASE)
    status, out, err = cli("restore", file)
    assert (status, out.split(".")[0], asked) == (0, "Taken: 9", ["Passphrase of the backup: "])
    assert str(secret) in err


def test_plain_text_leaves_a_locked_store_only_when_somebody_says_yes(
    few: Home, cli: Cli, file: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock(few, PASSPHRASE, MONDAY, lambda _key: None)
    typed(PASSPHRASE, "n")
    assert cli("backup", "--plain", file)[0] == 1
    assert not file.exists()
    asked = typed(PASSPHRASE, "y")
    assert cli("backup", "--plain", file)[0] == 0
    assert "Whoever has this file" in asked[1]
    assert tarfile.is_tarfile(file)

    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE)
    secret.chmod(0o600)
    monkeypatch.setenv("SAMTALE_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    status, _out, err = cli("backup", "--plain", "--force", file)
    assert status == 2 and "no terminal" in err


def test_a_plain_store_can_have_an_encrypted_backup(
    few: Home, cli: Cli, file: Path, typed: Typed
) -> None:
    asked = typed(PASSPHRASE, PASSPHRASE)
    assert cli("backup", "--encrypt", file)[0] == 0
    assert asked == ["New passphrase: ", "Once more: "]
    assert is_encrypted(file.read_bytes())


def test_a_restore_waits_for_nobody_who_has_the_store_open_and_changes_nothing(
    team: Home, cli: Cli, file: Path
) -> None:
    sitting = Sitting(team.state, MONDAY)
    assert cli("backup", file)[0] == 0
    status, _out, err = cli("restore", file)
    assert status == 1 and "open in another window" in err
    sitting.end()
    file.write_bytes(file.read_bytes()[:-1])
    status, _out, err = cli("restore", file)
    assert status == 1 and str(file) in err and "Nothing was changed." in err
    status, _out, err = cli("restore", file.with_name("nowhere"))
    assert status == 1 and "nowhere" in err


def test_what_could_not_be_taken_in_is_named_and_told_by_the_exit_status(
    team: Home, cli: Cli, file: Path
) -> None:
    (team.config / "agendas").mkdir(parents=True)
    (team.config / "agendas" / "my: talk.md").write_text("# x")
    status, out, err = cli("backup", file)
    assert status == 1 and "verified" in out
    assert "my: talk.md is not in the backup" in err


@pytest.mark.parametrize("command", ["people", "doctor"])
def test_a_copy_is_made_before_any_command_writes_to_a_store_of_an_older_version(
    cli: Cli, command: str
) -> None:
    home = Home.find(os.environ)
    shutil.copytree(first_version.HOME, home.data.parent)
    before = {path.name: path.read_bytes() for path in home.data.rglob("*.json")}

    status, _out, err = cli(command)
    assert (status, "brought up to this version" in err) == (0, True)
    (copy,) = (home.state / "backups").glob(f"before-schema-{SCHEMA}-*")
    with tarfile.open(copy) as archive:
        kept = [archive.extractfile(one) for one in archive.getmembers()]
        assert before.items() <= {
            (Path(one.name).name, file.read())
            for one, file in zip(archive.getmembers(), kept, strict=True)
            if file is not None
        }
    assert cli(command)[2] == ""
