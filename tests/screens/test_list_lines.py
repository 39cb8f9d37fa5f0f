"""What Enter begins the next line of a list with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.list_lines import next_item


@pytest.mark.parametrize(
    ("line", "following"),
    [
        ("- ringe", "- "),
        ("* ringe", "* "),
        ("  - ringe →", "  - "),
        ("\t-  ringe", "\t-  "),
        ("1. ringe", "2. "),
        ("9) ringe", "10) "),
        ("  99. ringe", "  100. "),
        ("- ", ""),
        ("  2.   ", ""),
        ("ringe", None),
        ("", None),
        ("-ringe", None),
        ("---", None),
        ("-", None),
        ("2.5 stillinger", None),
        ("15. januar ringer vi", None),
        ("1. Mai, klokka ti", None),
        ("1. Mailen", "2. "),
        ("- 15. januar ringer vi", "- "),
        ("1234567890. for langt", None),
    ],
)
def test_a_list_goes_on_ends_at_an_empty_item_and_a_day_is_no_item(
    line: str, following: str | None
) -> None:
    assert next_item(line, len(line)) == following


def test_a_line_is_broken_in_the_middle_but_not_in_its_bullet() -> None:
    assert next_item("- en to", 4) == "- "
    assert next_item("- en", 2) == "- "
    assert [next_item("1. en", column) for column in range(4)] == [None, None, None, "2. "]


@given(
    indent=st.text(" \t", max_size=4),
    bullet=st.sampled_from(("-", "*", "•")) | st.integers(0, 10**9 - 2).map("{}.".format),
)
def test_what_a_list_goes_on_with_ends_it_when_nothing_is_added(indent: str, bullet: str) -> None:
    following = next_item(line := f"{indent}{bullet} ringe", len(line))
    assert following is not None and following.startswith(indent)
    assert next_item(following, len(following)) == ""
