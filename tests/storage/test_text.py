"""Text is kept as it was typed, and shown with everything that hides in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text import clean, one_line, visible
from tests.storage.talks import texts


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ud83d\ude00", "😀"),
        ("\ud83d half", "\ufffd half"),
        ("half \ude00", "half \ufffd"),
        ("\x00\x1b[31m\u202e", "\x00\x1b[31m\u202e"),
        ("\ufeffmark", "\ufeffmark"),
    ],
)
def test_clean(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(texts)
def test_clean_text_can_be_written_and_is_clean(text: str) -> None:
    clean(text).encode()
    assert clean(clean(text)) == clean(text)


@given(st.text().filter(lambda text: "\r" not in text))
def test_clean_changes_nothing_else(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x1b]52;c;aGVp\x07", "␛]52;c;aGVp␇"),
        ("\x00\r\x7f", "␀␍␡"),
        ("\x9b2J\x85", "␦2J␦"),
        ("\u202etxt\u2066\u200f\u061c", "␦txt␦␦␦"),
        ("a\u200bb\ufeff\u2060\u2028\u2029", "a␦b␦␦␦␦"),
        ("\U000e0041\ud800", "␦␦"),
        ("\tto\nlinjer", "\tto\nlinjer"),
        ("👩🏽‍💻 ❤️ می‌خواهم", "👩🏽‍💻 ❤️ می‌خواهم"),
        ("[/foo] *Å* ␛", "[/foo] *Å* ␛"),
    ],
)
def test_visible(typed: str, shown: str) -> None:
    assert visible(typed) == shown


@given(texts)
def test_visible_keeps_every_cursor_where_it_is(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert [c for c in shown if c in "\n\t"] == [c for c in text if c in "\n\t"]
    assert visible(shown) == shown


@given(texts)
def test_one_line_is_one_line_of_the_same_length(text: str) -> None:
    assert len(one_line(text)) == len(text)
    assert len(one_line(text).splitlines()) <= 1
    assert "\t" not in one_line(text)


def test_one_line_marks_where_lines_end() -> None:
    assert one_line("første\nandre\tkolonne\x1b") == "første↵andre kolonne␛"
