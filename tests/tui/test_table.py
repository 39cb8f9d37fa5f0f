"""Columns line up, whatever stands in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.table import cells, shortened, table

TEXT = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)


def test_columns_line_up_by_cells_and_numbers_to_the_right() -> None:
    rows = [("Navn", "Åpne"), ("日本 太郎", "7"), ("A\u030ase", "12"), ("Kari Nordmann", "")]
    assert table(rows, right=(1,)).splitlines() == [
        "Navn           Åpne",
        "日本 太郎         7",
        "A\u030ase              12",
        "Kari Nordmann",
    ]


def test_a_long_name_is_cut_with_a_sign_and_pushes_nothing() -> None:
    first, second = table([("x" * 99, "1"), ("y", "2")], widest=10).splitlines()
    assert first == "x" * 9 + "…  1"
    assert second == "y" + " " * 11 + "2"


@given(TEXT, st.integers(1, 20))
def test_what_is_shortened_fits(text: str, width: int) -> None:
    short = shortened(text, width)
    assert cells(short) <= width
    assert short == text or short.endswith("…")
