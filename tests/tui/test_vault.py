"""``samtale lock`` and ``samtale unlock``, and where the passphrase comes from."""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from storage.conversion import encrypted_files, is_half_unlocked, plain_files
from storage.home import Home
from storage.records import Conversation
from storage.sitting import Sitting
from storage.store import open_store
from storage.vault import Vault
from tests.storage.made_up import MONDAY
from tests.storage.quick_age import quick_locks
from tests.tui.conftest import Cli
from tui.cli import run
from tui.demo import write_demo
from tui.settings import read_settings, write_setting

__all__ = ["quick_locks"]

pytestmark = pytest.mark.usefixtures("quick_locks")

PASSPHRASE = "riktig hest på beite"
Typed = Callable[..., list[str]]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Return a function that says what is typed on the terminal; it returns the questions."""

    def type_(*answers: str) -> list[str]:
        waiting, asked = list(answers), list[str]()

        def answer(prompt: str) -> str:
            asked.append(prompt)
            return waiting.pop(0)

        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr(getpass, "getpass", answer)
        return asked

    return type_


@pytest.fixture
def passphrase_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file that the environment names."""
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    file.chmod(0o600)
    monkeypatch.setenv("SAMTALE_PASSPHRASE_FILE", str(file))
    return file


class Ring(KeyringBackend):
    """A keyring in memory."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Ring:
    """Return the keyring that the program finds."""
    ring = Ring()
    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)
    return ring


@pytest.fixture
def team(now: dt.datetime, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Write a small team to the test's home; commands speak English there."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr("tui.keeping.local_now", lambda: now)
    home = Home.find(os.environ)
    write_demo(home, people=1, years=1, seed=1, now=now, language="en")
    return home


def the_recovery_key(out: str) -> str:
    (key,) = [line.strip() for line in out.splitlines() if line.strip().startswith("AGE-SECRET")]
    return key


def test_a_store_is_locked_used_and_unlocked_from_the_terminal(
    cli: Cli, team: Home, typed: Typed
) -> None:
    plain = json.loads(cli("people", "--json")[1])
    asked = typed(PASSPHRASE, PASSPHRASE)
    status, out, err = cli("lock")
    assert (status, err) == (0, "")
    assert asked == ["New passphrase: ", "Once more: "]
    assert plain_files(team) == []
    assert f"{len(encrypted_files(team))} files are encrypted" in out
    recovery_key = the_recovery_key(out)

    typed("not it at all", PASSPHRASE)
    status, out, err = cli("people", "--json")
    assert (status, json.loads(out)) == (0, plain)
    assert "Try again" in err
    typed(recovery_key)
    assert json.loads(cli("people", "--json")[1]) == plain
    assert cli("lock")[:2] == (0, "The store is locked already.\n")

    typed(PASSPHRASE)
    assert cli("unlock")[0] == 0
    assert encrypted_files(team) == []
    assert json.loads(cli("people", "--json")[1]) == plain
    assert cli("unlock")[:2] == (0, "The store is not locked.\n")


def test_the_talk_that_a_crash_left_in_its_journal_is_saved_before_the_lock(
    cli: Cli, team: Home, passphrase_file: Path
) -> None:
    store = open_store(team, lambda: MONDAY)
    talk = store.all(Conversation)[0]
    note = b'{"manager": "typed last", "employee": ""}'
    store.open_journal(talk.id).append({"notes/0": note}, MONDAY)
    assert cli("lock")[0] == 0
    store = open_store(team, lambda: MONDAY, Vault(team.data).open(PASSPHRASE))
    assert store.under_way() == []
    assert store.read(Conversation, talk.id).notes[0].manager == "typed last"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("short", "", "x" * 7), "no passphrase was chosen"),
        ((PASSPHRASE, "another") * 3, "no passphrase was chosen"),
    ],
)
def test_a_passphrase_that_is_short_or_mistyped_locks_nothing(
    team: Home, typed: Typed, answers: tuple[str, ...], said: str, capfd: pytest.CaptureFixture[str]
) -> None:
    typed(*answers)
    assert run(["lock"]) == 1
    err = capfd.readouterr().err.splitlines()
    assert len(err) == 4
    assert said in err[-1]
    assert not Vault(team.data).locked


def test_three_wrong_passphrases_are_enough(
    team: Home, typed: Typed, cli: Cli, passphrase_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    cli("lock")
    del os.environ["SAMTALE_PASSPHRASE_FILE"]
    typed("one", "two", "three", PASSPHRASE)
    assert run(["people"]) == 1
    out, err = capfd.readouterr()
    assert (out, err.count("does not open the store")) == ("", 3)


def test_a_file_gives_the_passphrase_where_there_is_no_terminal(
    cli: Cli, team: Home, passphrase_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("lock")[0] == 0
    assert cli("people")[0] == 0

    new = tmp_path / "new"
    new.write_text("et annet sted i dag")
    new.chmod(0o600)
    monkeypatch.setenv("SAMTALE_NEW_PASSPHRASE_FILE", str(new))
    status, out, _err = cli("lock", "--change")
    assert status == 0
    status, _out, err = cli("people")
    assert (status, str(passphrase_file) in err) == (1, True)
    Vault(team.data).open(the_recovery_key(out))
    passphrase_file.write_text("et annet sted i dag")
    assert cli("people")[0] == 0

    monkeypatch.delenv("SAMTALE_PASSPHRASE_FILE")
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    status, _out, err = cli("people")
    assert status == 2
    assert "SAMTALE_PASSPHRASE_FILE" in err


def test_a_file_that_others_may_read_or_that_is_no_file_is_refused(
    cli: Cli, team: Home, passphrase_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli("lock")
    passphrase_file.chmod(0o640)
    assert "chmod 600" in cli("people")[2]
    passphrase_file.chmod(0o600)
    passphrase_file.write_bytes(b"\xff")
    assert "UTF-8" in cli("people")[2]
    pipe = passphrase_file.with_name("pipe")
    os.mkfifo(pipe, 0o600)
    for other, reason in ((pipe, "no regular file"), (pipe.with_name("gone"), "No such file")):
        monkeypatch.setenv("SAMTALE_PASSPHRASE_FILE", str(other))
        status, _out, err = cli("people")
        assert (status, reason in err) == (1, True)


def test_the_keyring_gives_the_passphrase_to_those_who_chose_so(
    cli: Cli, team: Home, typed: Typed, ring: Ring
) -> None:
    asked = typed(PASSPHRASE, PASSPHRASE)
    assert cli("lock", "--keyring")[0] == 0
    assert list(ring.kept.values()) == [PASSPHRASE]
    assert cli("people")[0] == 0
    assert len(asked) == 2

    typed("et annet sted i dag", "et annet sted i dag")
    assert cli("lock", "--change")[0] == 0
    assert list(ring.kept.values()) == ["et annet sted i dag"]

    for trouble, said in (
        (lambda: ring.kept.update(dict.fromkeys(ring.kept, "of yesterday")), "not the store's"),
        (ring.kept.clear, "holds no passphrase"),
    ):
        trouble()
        asked = typed("et annet sted i dag")
        status, _out, err = cli("people")
        assert (status, said in err, len(asked)) == (0, True, 1)

    typed("et annet sted i dag")
    assert cli("lock", "--keyring")[0] == 0
    assert cli("unlock")[0] == 0
    assert ring.kept == {}
    assert read_settings(team.config / "settings.toml")[0].keyring is False


def test_a_keyring_that_fails_or_is_not_installed_is_said_and_the_passphrase_asked_for(
    cli: Cli, team: Home, typed: Typed, monkeypatch: pytest.MonkeyPatch, passphrase_file: Path
) -> None:
    from keyring.backends.fail import Keyring

    cli("lock")
    monkeypatch.delenv("SAMTALE_PASSPHRASE_FILE")
    write_setting(team.config / "settings.toml", "keyring", True)
    monkeypatch.setattr(keyring.core, "_keyring_backend", Keyring())
    typed(PASSPHRASE)
    status, _out, err = cli("people")
    assert (status, "can't be used" in err) == (0, True)
    monkeypatch.setitem(__import__("sys").modules, "keyring", None)
    typed(PASSPHRASE)
    status, _out, err = cli("people")
    assert (status, "samtale[keyring]" in err) == (0, True)


def test_a_keyring_that_keeps_nothing_is_found_out_before_anything_is_changed(
    cli: Cli, team: Home, typed: Typed, ring: Ring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from keyring.backends import fail, null

    for useless, said in ((fail.Keyring(), "can't be used"), (null.Keyring(), "does not keep")):
        monkeypatch.setattr(keyring.core, "_keyring_backend", useless)
        asked = typed(PASSPHRASE, PASSPHRASE)
        status, out, err = cli("lock", "--keyring")
        assert (status, out, asked) == (1, "", [])
        assert said in err and err.startswith("samtale: Nothing was changed.")
        assert not Vault(team.data).locked

    monkeypatch.setattr(keyring.core, "_keyring_backend", ring)
    typed(PASSPHRASE, PASSPHRASE)
    assert cli("lock", "--keyring")[0] == 0
    sealed = Vault(team.data).seal
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())
    assert cli("lock", "--change")[0] == 1
    assert Vault(team.data).seal == sealed


def test_the_lock_is_left_alone_while_the_app_is_open(
    cli: Cli, team: Home, passphrase_file: Path, now: object
) -> None:
    sitting = Sitting(team.state, MONDAY)
    for words in (("lock",), ("unlock",), ("lock", "--change")):
        status, _out, err = cli(*words)
        assert status == 1
        assert f"process {os.getpid()}" in err
    sitting.end()
    assert not Vault(team.data).locked
    assert cli("lock", "--change")[0] == 2


def test_what_was_interrupted_goes_on(cli: Cli, team: Home, passphrase_file: Path) -> None:
    cli("lock")
    some, *_rest = (team.data / "people").glob("*.json")
    some.write_bytes(Vault(team.data).open(PASSPHRASE).decrypt(some.read_bytes()))
    (team.state / "unlocking").write_bytes(b"")
    assert "1 file is encrypted" in cli("lock")[1]
    assert plain_files(team) == []
    assert not is_half_unlocked(team)

    some.write_bytes(some.read_bytes()[:-1])
    status, _out, err = cli("unlock")
    assert (status, str(some) in err) == (1, True)
