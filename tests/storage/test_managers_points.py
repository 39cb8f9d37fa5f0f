"""The employee's copy of the manager's points: those that were marked, and in their language."""

from __future__ import annotations

import datetime as dt

import pytest

from storage.exports.managers_points import points_name, points_to_markdown
from storage.points import KINDS
from storage.records import Conversation, Example, Point
from tests.hostile import TEXTS
from tests.storage.harmless import page
from tests.storage.test_points import talk_with

DAY = dt.date(2026, 5, 17)
AT = dt.datetime(2027, 3, 2, 10, tzinfo=dt.UTC)


def shared(*points: Point) -> Conversation:
    """Return a coming talk with those points."""
    talk = talk_with(*points)
    talk.employee_name, talk.manager_name, talk.planned_at = "Kari Nordmann", "Siri Berg", AT
    return talk


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ("det Siri vil ta opp", "Hei Kari!", "tirsdag 2. mars 2027", "Styrker jeg ser")),
        ("nn", ("Dette vil Siri", "eigne punkt", "kl. 10:00", "Styrkar eg ser", "Døme, ")),
        ("en", ("what Siri wants", "Hello Kari!", "Tuesday 2 March 2027 at", "Strengths")),
    ],
)
def test_it_says_what_is_shared_in_the_employees_language(
    language: str, said: tuple[str, ...]
) -> None:
    example = Example("L", DAY, "Strålende møte")
    points = [Point(kind=kind, text=f"punkt {kind}") for kind in reversed(KINDS)]
    talk = shared(*points, Point(kind="strength", example=example))
    text = points_to_markdown(talk, language)
    places = [text.index(f"punkt {kind}".replace("_", "\\_")) for kind in KINDS]
    assert places == sorted(places)
    assert "Strålende møte" in text
    for words in said:
        assert words in text
    assert points_to_markdown(talk) == points_to_markdown(talk, "nb")
    assert points_name(talk, "nb") == "2027-03-02-punkter-fra-leder-kari-nordmann.md"


def test_no_text_means_anything_in_it() -> None:
    def copy(text: str) -> str:
        point = Point(kind="more", text=text, example=Example("L", DAY, text))
        talk = shared(point, Point(kind="keep", text="roen"))
        talk.manager_name = talk.employee_name = f"Kari {text}".strip()
        return points_to_markdown(talk, "nb")

    plain = copy("ord")
    found = {name: list(page(copy(text), plain)) for name, text in TEXTS.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert "roen" in plain
