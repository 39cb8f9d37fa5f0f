"""Rows for a spreadsheet: what is read back is text, in any country's way to read CSV."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given

from storage.exports.spreadsheet import cell, to_csv, uncell
from tests.storage.harmless import table
from tests.storage.talks import texts


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+47 22 00 00 00", "'+47 22 00 00 00"),
        ("-rf", "'-rf"),
        ("@SUM(1)", "'@SUM(1)"),
        ("  =1", "\\u{20}\\u{20}=1"),
        ("\t=1", "\\u{9}=1"),
        ("\n=1", "\\u{a}=1"),
        ("\r=1", "\\u{d}=1"),
        ("a\u202eb", "a\\u{202e}b"),
        ("\\u{a}", "\\u{5c}u{a}"),
        ("＝1", "'＝1"),
        ("x;=1", "x;'=1"),
        ('","=1', '",\'"=1'),
        ("Kari Nordmann-Berg", "Kari Nordmann-Berg"),
        ("kari@firma.no", "kari@firma.no"),
        ("", ""),
    ],
)
def test_a_formula_is_made_a_text(typed: str, written: str) -> None:
    assert cell(typed) == written
    assert uncell(written) == typed


def test_rows_read_back() -> None:
    file = to_csv([("name", "count"), ('Kari "K" Nordmann, jr.', 3), ("=1", None)])
    assert list(csv.reader(file.splitlines())) == [
        ["name", "count"],
        ['Kari "K" Nordmann, jr.', "3"],
        ["'=1", ""],
    ]


@given(texts, texts)
def test_any_text_stays_a_text_in_its_own_cell(one: str, other: str) -> None:
    file = to_csv([("id", one), (other, 1)])
    assert list(table(file, 2)) == []
    (_id, read), _row = csv.reader(file.splitlines())
    assert uncell(read) == one
