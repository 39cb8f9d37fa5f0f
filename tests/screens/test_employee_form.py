"""The employee's form on the manager's screen: word for word, before the talk and in it."""

from __future__ import annotations

import datetime as dt

import pytest

from agendas.words import speak
from screens.brought_rows import brought_to
from screens.desk import Desk
from screens.form_rows import form_rows
from screens.live import LiveScreen
from screens.planning import plan_talk
from screens.review_rows import review_rows
from screens.widgets.brought_pane import BroughtPane
from storage.employee_form import Answered, EmployeeForm, OnItem, Replaced, Unplaced
from storage.records import Conversation, Person
from tests.screens.driving import press
from tests.screens.test_prepare import preparing, shown

CAME = dt.datetime(2026, 11, 16, 9, tzinfo=dt.UTC)


@pytest.fixture
def talk(desk: Desk, kari: Person) -> Conversation:
    """Return the coming talk with Kari, whose form has come in."""
    speak("en")
    talk = plan_talk(desk, kari)
    topics = talk.agenda.topics
    talk.employee_form = EmployeeForm(
        imported_at=CAME,
        items=(OnItem("A1", "Tiltak 1: Kurs", "i gang", "trenger tid"),),
        answers=(
            Answered(topics[0].title, "Hva gikk bra?", "[red]alt[/]\n\n\x1b]0;x\x07 – nesten"),
            Answered(topics[2].title, "Hva gir energi?", "faget"),
            Answered("Noe helt annet", "Et spørsmål som er borte?", "svaret står"),
            Answered("Til Siri", "Hva kan Siri gjøre mer av?", "spørre", "more"),
            Answered("Ønsker", "Hva ønsker du?", "lede et prosjekt", "wishes"),
        ),
        unplaced=(Unplaced("Hilsen Kari", "Takk!"),),
        replaced=(Replaced("Hva gir energi?", "kaffe", CAME),),
    )
    desk.store.save(talk)
    return talk


ALL = (
    *("Tiltak 1: Kurs", "i gang", "trenger tid", "Hva gikk bra?", "[red]alt[/]"),
    *("␛]0;x␇ – nesten", "faget", "svaret står", "spørre", "lede et prosjekt"),
    *("Takk!", "Hilsen Kari"),
)


async def test_it_is_read_in_preparation_and_comes_up_topic_by_topic_in_the_talk(
    desk: Desk, talk: Conversation
) -> None:
    person = desk.store.read(Person, talk.person)
    async with preparing(desk, person, (80, 24)) as (pilot, screen):
        for _way in ("private", "shared"):
            text = shown(screen, "form")
            assert "came 16 November" in text
            places = [text.index(words) for words in (*ALL, "kaffe")]
            assert places == sorted(places)
            await press(pilot, "f9")
        await press(pilot, "escape")
        assert "✓ Kari's preparation" in " ".join(shown(screen, "steps").split())
        await press(pilot, "s")
        live = pilot.app.screen
        assert isinstance(live, LiveScreen)
        pane, found = live.query_one(BroughtPane), []
        for _topic in talk.agenda.topics:
            found.append("\n".join(str(one.prompt) for one in pane.options))
            await press(pilot, "f5")
    roles = [topic.role for topic in talk.agenda.topics]
    expected = {
        0: ("[red]alt[/]", "␛]0;x␇ – nesten", "svaret står", "Hilsen Kari"),
        1: ("Tiltak 1: Kurs", "i gang", "trenger tid"),
        2: ("Hva gir energi?", "faget"),
        roles.index("feedback"): ("spørre",),
        roles.index("plan") - 1: ("lede et prosjekt",),
    }
    for topic, text in enumerate(found):
        for words in ALL:
            if words in [one for texts in expected.values() for one in texts]:
                assert (words in text) is (words in expected.get(topic, ())), (topic, words)
        assert "kaffe" not in text


@pytest.mark.parametrize("width", [24, 60])
def test_every_word_of_it_stands_in_its_width_and_in_the_review(
    desk: Desk, talk: Conversation, width: int
) -> None:
    for rows in (form_rows(talk.employee_form, width), review_rows(talk, desk.today, width)):
        assert all(row.cell_length <= width for row in rows)
        words = " ".join(" ".join(row.plain for row in rows).split())
        for text in (*ALL, "kaffe"):
            assert text in words
    assert brought_to(talk, 3, [], desk.today)
    talk.employee_form = None
    assert not any(brought_to(talk, topic, [], desk.today) for topic in range(7))
