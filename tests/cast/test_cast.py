"""The film on the front page: one that players know, and drawn as it is kept."""

from __future__ import annotations

import json
from functools import cache
from xml.etree import ElementTree

from tests.cast.__main__ import CAST, SVG
from tests.cast.drawing import svg_of
from tests.cast.film import Film, Picture, cast_of, film_of

LARGEST = 500_000
"""Bytes."""


@cache
def film() -> Film:
    return film_of(CAST.read_text(encoding="utf-8"))


def words_of(picture: Picture) -> str:
    return "\n".join("".join(cell.text for cell in row).rstrip() for row in picture)


def test_the_film_goes_from_the_team_to_the_plan() -> None:
    scenes = iter(words_of(picture) for _at, picture in film())
    for shown in (
        "$ samtale",
        "Siri Berg · 7 medarbeidere",
        "Rolig hele veien på Fjord.",
        "Stolt av det.",
        "☐ Siri melder på kurs",
        "✓ Kari  enig",
        "Skrevet:",
        "Begge er enige i planen, og samtalen er lukket.",
    ):
        assert any(shown in scene for scene in scenes), shown


def test_it_is_short_and_its_moments_come_one_after_the_other() -> None:
    header, *events = map(json.loads, CAST.read_text(encoding="utf-8").splitlines())
    assert header["version"] == 2
    moments = [at for at, _kind, _said in events]
    assert moments == sorted(moments)
    assert 25 < moments[-1] < 50


def test_a_film_is_read_back_as_it_was_written() -> None:
    some = film()[40:60]
    assert film_of(cast_of(some))[:-1] == some


def test_what_moves_is_drawn_from_the_film_and_asks_for_nothing() -> None:
    drawn = SVG.read_text(encoding="utf-8")
    assert drawn == svg_of(CAST.read_text(encoding="utf-8"))
    assert len(drawn.encode()) < LARGEST
    tags = {one.tag.rpartition("}")[2] for one in ElementTree.fromstring(drawn).iter()}
    assert tags == {"svg", "style", "g", "rect", "text"}
    assert "url(" not in drawn and "@import" not in drawn and "href" not in drawn
