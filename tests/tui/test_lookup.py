"""People are found by what one remembers of their names, and never by guessing."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.failure import WrongUse
from tui.lookup import SHOWN, find_person, folded


@dataclass
class Someone:
    name: str
    id: str = "01"


KARI, OYSTEIN, SAERA = Someone("Kari Nordmann"), Someone("Øystein Åsheim"), Someone("Særa Đorđe")
TEAM = [KARI, OYSTEIN, SAERA, Someone("Kari Nordmann-Lie"), Someone("Åse Lie", "02")]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("oystein", OYSTEIN),
        ("ØYSTEIN", OYSTEIN),
        ("ashei", OYSTEIN),
        ("A\u030asheim", OYSTEIN),
        ("saera", SAERA),
        ("dorde", SAERA),
        ("kari nordmann", KARI),
        ("  Kari   Nordmann ", KARI),
    ],
)
def test_a_part_of_the_name_is_enough(wanted: str, found: Someone) -> None:
    assert find_person(TEAM, wanted) is found


def test_an_id_tells_namesakes_apart() -> None:
    one, other = Someone("Kari", "01A"), Someone("Kari", "01B")
    assert find_person([one, other], "01B") is other
    with pytest.raises(WrongUse, match=r"Kari \(01A\), Kari \(01B\)"):
        find_person([one, other], "kari")


def test_what_fits_several_names_them() -> None:
    with pytest.raises(WrongUse, match=r"fits 3 people: Kari Nordmann-Lie, Øystein.*, Åse Lie"):
        find_person([TEAM[3], Someone("Øystein Lie"), TEAM[4]], "lie")
    with pytest.raises(WrongUse, match="…"):
        find_person([Someone(f"Kari {n}") for n in range(SHOWN + 1)], "kari")


@pytest.mark.parametrize("wanted", ["Per", "", "   ", "\u0301"])
def test_what_fits_nobody_is_wrong_use(wanted: str) -> None:
    with pytest.raises(WrongUse) as failure:
        find_person(TEAM, wanted)
    assert failure.value.status == 2


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(st.text(min_size=1).filter(folded))
def test_everybody_is_found_by_the_whole_name(name: str) -> None:
    assert find_person([Someone(name)], name).name == name
