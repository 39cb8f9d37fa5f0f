"""A sample of the walk that finds words which no catalogue has said, and whether it can fail."""

from __future__ import annotations

from pathlib import Path

from agendas.shelf import Shelf
from screens.help import HelpScreen
from screens.palette import Palette
from screens.plan_forms import OutcomeForm
from screens.question import Question
from tests.faults.shared_screen import STARTS
from tests.faults.untranslated import known_words, marked, search, speaking
from tests.faults.walk import screen_kinds


async def test_a_message_that_no_catalogue_has_is_found_and_nothing_else_is(tmp_path: Path) -> None:
    with speaking("nn", without=["Mutual plan"]):
        looked, walk = await search(tmp_path / "home", (80, 24), "nn", starts=STARTS[:1], longest=8)
    assert {one.split()[0] for one in looked.found} == {"Mutual", "plan"}
    assert walk.crashes == []
    assert len(looked.said) > 30


def test_what_an_agenda_says_hides_no_word_of_the_program() -> None:
    plain = Shelf(None).get("oppfolging", "en")
    with speaking("nb"):
        agenda = Shelf(None).get("oppfolging", "en")
    assert agenda.title == marked(plain.title) != plain.title
    assert agenda.minutes == plain.minutes
    assert not {"plan", "notes", "title", "month", "wide"} & known_words("nb")


def test_what_lies_over_another_screen_has_to_be_walked_as_well() -> None:
    assert {OutcomeForm, HelpScreen, Palette, Question} <= screen_kinds()
