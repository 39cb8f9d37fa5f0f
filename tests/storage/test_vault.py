"""The lock of a store: what opens it, and what doesn't."""

from __future__ import annotations

import asyncio
import unicodedata
from pathlib import Path

import pyrage
import pytest

from storage.errors import StoreError
from storage.passphrase import (
    BadKeyFile,
    WeakPassphrase,
    WrongPassphrase,
    check_new,
    unwrap,
    unwrap_aside,
    wrap,
)
from storage.vault import LockChanged, Vault
from tests.storage import quick_age
from tests.storage.made_up import MONDAY
from tests.storage.quick_age import quick_locks

__all__ = ["quick_locks"]

PASSPHRASE = "riktig hest på beite"


def test_a_key_file_is_made_by_age_from_the_composed_passphrase(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That scrypt then works long enough is looked at by tests.faults.age_tool: it takes long."""
    given: list[tuple[bytes, str]] = []
    monkeypatch.setattr(
        pyrage.passphrase, "encrypt", lambda *arguments: given.append(arguments) or b""
    )
    wrap(b"the key", unicodedata.normalize("NFD", PASSPHRASE))
    assert given == [(b"the key", PASSPHRASE)]


@pytest.mark.usefixtures("quick_locks")
def test_passphrase_and_recovery_key_open_the_same_store(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    assert not vault.locked
    cipher, recovery_key = vault.make(PASSPHRASE, MONDAY)
    assert vault.locked
    secret = cipher.encrypt(b"what was said")
    assert b"what was said" not in secret

    spaced = " ".join(recovery_key[start : start + 8] for start in range(0, 74, 8)).lower()
    for opens in (PASSPHRASE, unicodedata.normalize("NFD", PASSPHRASE), recovery_key, spaced):
        assert vault.open(opens).decrypt(secret) == b"what was said"
    miswritten = recovery_key[:-1] + ("P" if recovery_key.endswith("Q") else "Q")
    for other in ("riktig hest på beita", "", str(cipher.identity), miswritten):
        with pytest.raises(WrongPassphrase):
            vault.open(other)
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("*.age"))
    assert recovery_key.encode() not in kept
    assert str(cipher.identity).encode() not in kept


@pytest.mark.usefixtures("quick_locks")
def test_the_key_is_kept_as_age_keygen_writes_it(tmp_path: Path) -> None:
    cipher, _recovery_key = Vault(tmp_path).make(PASSPHRASE, MONDAY)
    text = unwrap((tmp_path / "identity.age").read_bytes(), PASSPHRASE).decode()
    assert text == (
        "# created: 2026-11-23T10:00:00Z\n"
        f"# public key: {cipher.identity.to_public()}\n"
        f"{cipher.identity}\n"
    )


@pytest.mark.usefixtures("quick_locks")
def test_a_new_passphrase_replaces_both_ways_in_and_leaves_the_key(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    cipher, first_recovery = vault.make(PASSPHRASE, MONDAY)
    secret = cipher.encrypt(b"what was said")
    recovery = vault.change(vault.open(PASSPHRASE), "et annet sted i dag", MONDAY)

    for opens in ("et annet sted i dag", recovery):
        assert vault.open(opens).decrypt(secret) == b"what was said"
    for closed in (PASSPHRASE, first_recovery):
        with pytest.raises(WrongPassphrase):
            vault.open(closed)


@pytest.mark.usefixtures("quick_locks")
def test_a_damaged_key_file_is_told_from_a_wrong_passphrase(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    _cipher, recovery_key = vault.make(PASSPHRASE, MONDAY)
    identity = tmp_path / "identity.age"
    for damaged in (b"", identity.read_bytes()[:90], b"x" * 300):
        identity.write_bytes(damaged)
        assert vault.locked
        with pytest.raises(BadKeyFile, match="recovery key"):
            vault.open(PASSPHRASE)
        vault.open(recovery_key)
    (tmp_path / "recovery.age").unlink()
    with pytest.raises(BadKeyFile, match=r"recovery\.age"):
        vault.open(recovery_key)
    identity.unlink()
    with pytest.raises(LockChanged, match="not locked"):
        vault.open(PASSPHRASE)


def test_a_key_file_that_holds_no_key_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "identity.age").write_bytes(quick_age.wrap(b"# nothing\n", PASSPHRASE))
    with pytest.raises(BadKeyFile, match="holds no key"):
        Vault(tmp_path).open(PASSPHRASE)


@pytest.mark.usefixtures("quick_locks")
async def test_another_process_does_the_slow_part_while_this_one_lives_on(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    cipher, _recovery_key = vault.make(PASSPHRASE, MONDAY)
    opened, refused = await asyncio.gather(
        vault.open_aside(PASSPHRASE), vault.open_aside("no"), return_exceptions=True
    )
    assert isinstance(opened, type(cipher))
    assert opened.decrypt(cipher.encrypt(b"x")) == b"x"
    assert isinstance(refused, WrongPassphrase)


async def test_where_no_process_can_be_had_the_work_is_done_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    key_file = quick_age.wrap(b"the key", PASSPHRASE)
    for python in ("/nonexistent/python", "/bin/false"):
        monkeypatch.setattr("sys.executable", python)
        assert await unwrap_aside(key_file, PASSPHRASE) == b"the key"
        with pytest.raises(WrongPassphrase):
            await unwrap_aside(key_file, "no")


@pytest.mark.parametrize("weak", ["", "hemmeli", "        "[:7]])
def test_a_short_passphrase_is_refused_with_the_reason(weak: str) -> None:
    with pytest.raises(WeakPassphrase, match="at least 8 characters"):
        check_new(weak)
    check_new("hemmelig")


def test_a_key_file_that_may_not_be_read_is_no_missing_lock(tmp_path: Path) -> None:
    (tmp_path / "identity.age").mkdir()
    with pytest.raises(StoreError, match=r"identity\.age"):
        _ = Vault(tmp_path).locked
