from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.envelope import NewerFormat, encode, pack, unpack

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(TEXT, JSON, max_size=4)


@given(DOCUMENTS)
@settings(max_examples=100)
def test_what_is_packed_is_unpacked(document: dict[str, object]) -> None:
    assert unpack(pack(document)) == document


@given(DOCUMENTS)
@settings(max_examples=30)
def test_others_can_read_it_and_check_it(document: dict[str, object]) -> None:
    data = pack(document)
    body = data.split(b'"document": ', 1)[1].removesuffix(b"\n}\n")

    assert json.loads(data)["document"] == document
    assert json.loads(data)["sha256"] == sha256(body).hexdigest()


@given(DOCUMENTS, st.data())
@settings(max_examples=200)
def test_a_damaged_file_is_never_taken_for_another_document(
    document: dict[str, object], data: st.DataObject
) -> None:
    whole = pack(document)
    if data.draw(st.booleans(), "cut"):
        damaged = whole[: data.draw(st.integers(0, len(whole) - 3))]
    else:
        place, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << bit
    try:
        assert unpack(bytes(damaged)) == document
    except (ValueError, NewerFormat):
        return


def test_each_flipped_bit_is_noticed() -> None:
    whole = pack({"name": "Åse"})
    for place in range(len(whole)):
        for bit in range(8):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            with pytest.raises((ValueError, NewerFormat)):
                unpack(bytes(damaged))


def test_a_newer_format_is_not_damage() -> None:
    with pytest.raises(NewerFormat):
        unpack(pack({}).replace(b'"format": 1', b'"format": 2'))


DEEP = b'{"format": 1, "sha256": "", "document": ' + b"[" * 100_000


@pytest.mark.parametrize("data", [b"", b"[]", DEEP, b"\xff\xfe", b'{"document": {}}'])
def test_what_is_no_document_is_damage(data: bytes) -> None:
    with pytest.raises(ValueError):
        unpack(data)


def test_half_a_surrogate_pair_costs_one_character_and_not_the_document() -> None:
    assert unpack(pack({"a": ["x\ud800y", {"\udc00": ("z",)}]})) == {
        "a": ["x\N{REPLACEMENT CHARACTER}y", {"\N{REPLACEMENT CHARACTER}": ["z"]}]
    }
    assert encode("a👩‍🏫b") == '"a👩‍🏫b"'.encode()
