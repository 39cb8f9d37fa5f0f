"""The agendas at hand, seen while one of them is written in another window."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from agendas.shelf import Shelf
from agendas.words import speak
from screens.agendas import AgendasScreen
from screens.agendas_rows import agenda_preview
from screens.desk import Desk
from screens.prepare import PrepareScreen
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.records import Person
from tests.screens.driving import press
from tui.app import SamtaleApp

HEAD = "---\nid: prat\nlanguage: nb\n---\n# Prat\n\n"


def listed(app: SamtaleApp) -> str:
    return "\n".join(str(option.prompt) for option in app.screen.query_one(Rows).options)


def said(app: SamtaleApp) -> str:
    return str(app.screen.query_one("#preview", Painted).content)


async def test_a_file_is_read_while_it_is_edited_and_then_taken_for_the_talk(
    desk: Desk, kari: Person, tmp_path: Path
) -> None:
    desk.shelf = Shelf(tmp_path)
    path = tmp_path / "[b]prat.md"
    path.write_text(HEAD + "## Oss to (5 min)\n")
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "p")
        preparing = app.screen
        assert isinstance(preparing, PrepareScreen)
        await press(pilot, "a", "end", "enter")
        screen = app.screen
        assert isinstance(screen, AgendasScreen)
        assert "● Prat" in listed(app) and "Medarbeidersamtale" in said(app)
        page = screen.query_one("#page")
        await press(pilot, "space", "right")
        assert page.scroll_y > 20
        await press(pilot, "left", "backspace", "end")
        assert page.scroll_y == 0
        assert said(app).splitlines()[0] == "Prat" and "Oss to" in said(app)

        path.write_text(HEAD + "## Oss to (5 min) {plan}\n\n- Hva nå? {ideas}\n\n> Hysj\n")
        screen.look_again()
        await pilot.pause()
        assert "{" not in said(app) and "Hva nå? (nye ideer)" in said(app)
        assert "Hysj" in said(app)
        await press(pilot, "f9")
        assert "Hysj" not in said(app) and "Oss to" in said(app)

        path.write_text(HEAD + "## Oss to (0 min)\n")
        screen.look_again()
        await pilot.pause()
        assert "[b]prat" not in listed(app)
        desk.shared_with = None
        path.write_text(HEAD + "## Oss to (5 min)\n")
        screen.look_again()
        await press(pilot, "end")
        path.write_text(HEAD + "## Oss to (0 min)\n")
        screen.look_again()
        await pilot.pause()
        assert "! [b]prat" in listed(app)
        assert "Linje 7" in said(app) and "## Oss to (0 min)" in said(app) and "600" in said(app)
        await press(pilot, "enter")
        assert app.screen is screen

        path.write_text(HEAD + "## Oss to (5 min)\n\n> Hysj\n")
        screen.look_again()
        await press(pilot, "end", "enter")
        assert app.screen is preparing
        agenda = preparing.conversation.agenda
        assert (agenda.id, agenda.minutes, agenda.topics[0].hints) == ("prat", 5, ())


@pytest.mark.parametrize(
    ("every", "language", "words"),
    [
        ("12 months", "nb", "hver 12. måned"),
        ("1 month", "nn", "kvar månad"),
        ("2 weeks", "en", "every 2 weeks"),
        ("1 year", "nb", "hvert år"),
        ("10 days", "nn", "kvar 10. dag"),
        ("", "nb", ""),
    ],
)
def test_how_often_is_said_in_the_language_of_the_screen(
    every: str, language: str, words: str
) -> None:
    agenda = msgspec.structs.replace(Shelf(None).agendas("nb")[0], every=every)
    speak(language)
    last = agenda_preview(agenda, 40)[-1].plain
    assert last.split() == [*words.split(), str(agenda.minutes)]


def test_what_a_heading_ends_in_is_for_the_file_and_not_for_the_reader() -> None:
    agenda = Shelf(None).agendas("nb")[0]
    assert {topic.role for topic in agenda.topics} > {"review", "agree"}
    assert not any("{" in row.plain for row in agenda_preview(agenda, 40))
