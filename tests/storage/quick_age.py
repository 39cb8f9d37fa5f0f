"""Key files that open in a millisecond: age's passphrase files with the least work for scrypt.

What is written here is the age format (https://age-encryption.org/v1) with the ciphers of RFC 5869
and RFC 8439; pyrage, which writes such files with a second of work, reads them as any other.
"""

from __future__ import annotations

import hmac
import os
import struct
from base64 import b64encode
from collections.abc import Iterator
from hashlib import scrypt

import pytest

from storage import vault
from storage.passphrase import normal

WORK = 1
"""The logarithm of scrypt's N."""


@pytest.fixture
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a store be locked, and unlocked, without the second that this takes."""
    monkeypatch.setattr(vault, "wrap", wrap)


def wrap(content: bytes, passphrase: str) -> bytes:
    """Do what `storage.passphrase.wrap` does."""
    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    label = b"age-encryption.org/v1/scrypt"
    words = normal(passphrase).encode()
    wrapping_key = scrypt(words, salt=label + salt, n=2**WORK, r=8, p=1, dklen=32)
    header = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (
        _base64(salt),
        WORK,
        _base64(_sealed(wrapping_key, bytes(12), file_key)),
    )
    mac = hmac.digest(_derived(file_key, b"", b"header"), header, "sha256")
    payload_key = _derived(file_key, nonce, b"payload")
    only_chunk = bytes(11) + b"\x01"
    return header + b" " + _base64(mac) + b"\n" + nonce + _sealed(payload_key, only_chunk, content)


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA-256 (RFC 5869)."""
    return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\x01", "sha256")


def _sealed(key: bytes, nonce: bytes, data: bytes) -> bytes:
    """Return ChaCha20-Poly1305 of ``data`` (RFC 8439, 2.8)."""
    stream = b"".join(_block(key, number, nonce) for number in range(1, len(data) // 64 + 2))
    hidden = bytes(one ^ other for one, other in zip(data, stream, strict=False))
    padding = bytes(-len(hidden) % 16)
    counted = hidden + padding + struct.pack("<QQ", 0, len(hidden))
    return hidden + _poly1305(_block(key, 0, nonce)[:32], counted)


def _block(key: bytes, number: int, nonce: bytes) -> bytes:
    first = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", number) + nonce)
    state = list(first)
    for _round in range(10):
        for column in range(4):
            _quarter(state, column, column + 4, column + 8, column + 12)
        for place in range(4):
            _quarter(state, place, (place + 1) % 4 + 4, (place + 2) % 4 + 8, (place + 3) % 4 + 12)
    sums = (one + other & 0xFFFFFFFF for one, other in zip(state, first, strict=True))
    return struct.pack("<16I", *sums)


def _quarter(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for to, by, mixed, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[to] = state[to] + state[by] & 0xFFFFFFFF
        turned = state[mixed] ^ state[to]
        state[mixed] = (turned << bits | turned >> 32 - bits) & 0xFFFFFFFF


def _poly1305(key: bytes, data: bytes) -> bytes:
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for chunk in _chunks(data):
        total = (total + int.from_bytes(chunk + b"\x01", "little")) * r % ((1 << 130) - 5)
    total += int.from_bytes(key[16:], "little")
    return (total & (1 << 128) - 1).to_bytes(16, "little")


def _chunks(data: bytes) -> Iterator[bytes]:
    return (data[start : start + 16] for start in range(0, len(data), 16))
