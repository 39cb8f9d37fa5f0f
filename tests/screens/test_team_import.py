"""A list of people on the screen: what would come of it, decided by keys, kept when told to."""

from __future__ import annotations

from pathlib import Path

from screens.desk import Desk
from screens.list_path_form import ListPathForm
from screens.people import PeopleScreen
from screens.team_import import TeamImportScreen
from screens.widgets.field import Field
from screens.widgets.painted import Painted
from screens.widgets.rows import Rows
from storage.records import Person
from tests.faults.hostile_screens import Tally
from tests.hostile import TEXTS
from tests.screens.driving import press, until
from tui.app import SamtaleApp


def shown(app: SamtaleApp, id: str) -> str:
    return str(app.screen.query_one(f"#{id}", Painted).content)


def rows(app: SamtaleApp) -> list[str]:
    return [str(one.prompt) for one in app.screen.query_one(Rows).options]


async def test_a_list_is_read_decided_on_and_taken_in(
    desk: Desk, kari: Person, tmp_path: Path
) -> None:
    file = tmp_path / "my people.csv"
    file.write_text(
        "Navn;Tittel;Siste samtale\nIda Moe;Sjef;1.3.2026\nKari Nordmann;Leder;1.3.2026\n"
        "ida moe;;1.4.2026\nPer;;32.1.2026\n"
    )
    app = SamtaleApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "f9", "o")
        assert isinstance(app.screen, PeopleScreen)
        await press(pilot, "f9", "enter", "o")
        assert isinstance(app.screen, ListPathForm)
        app.screen.query_one("#path", Field).value = str(tmp_path / "none.csv")
        await press(pilot, "enter")
        assert isinstance(app.screen, ListPathForm)
        app.screen.query_one("#path", Field).value = f"'{file}'"
        await press(pilot, "enter")
        assert isinstance(app.screen, TeamImportScreen)
        assert [one.split()[:2] for one in rows(app)] == [
            ["2", "+"],
            ["3", "~"],
            ["4", "~"],
            ["5", "!"],
        ]
        assert "UTF-8" in shown(app, "counts")
        assert shown(app, "chosen").startswith("Linje 3: Kari Nordmann")

        await press(pilot, "f9", "a")
        assert desk.shared_with is None
        assert rows(app)[1].split()[1] == "+"
        await press(pilot, "enter")
        assert rows(app)[1].split()[1] == "?"
        await press(pilot, "up", "s")
        assert rows(app)[0].split()[1] == "+"
        await press(pilot, "down", "s", "down", "a", "l")
        assert [one.split()[1] for one in rows(app)] == ["+", "~", "?", "!"]
        assert len(desk.store.people()) == 2

        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, PeopleScreen))
        await until(pilot, lambda: app.screen.query_one(Rows).option_count == 3)
        people = {one.name: one for one in desk.store.all(Person)}
        assert (people["Ida Moe"].title, str(people["Ida Moe"].last_talk_elsewhere)) == (
            "Sjef",
            "2026-03-01",
        )
        assert people["Kari Nordmann"].title == "Utvikler"
        assert str(people["Kari Nordmann"].last_talk_elsewhere) == "2026-03-01"

        app.screen.query_one(Rows).choose(kari.id)
        await press(pilot, "i")
        field = app.screen.query_one("#last_talk_elsewhere", Field)
        assert field.value == "søndag 1. mars 2026"
        field.value = "1.2.2040"
        await press(pilot, "enter")
        assert not isinstance(app.screen, PeopleScreen)
        field.value = "1.2.2026"
        app.screen.query_one("#started_on", Field).value = "1.8.98"
        await press(pilot, "enter")
        changed = desk.store.read(Person, kari.id)
        assert (str(changed.last_talk_elsewhere), str(changed.started_on)) == (
            "2026-02-01",
            "1998-08-01",
        )

        await press(pilot, "enter")
        talks = app.screen.query_one("#talks", Rows)
        assert "1. februar" in str(talks.options[-1].prompt)
        assert talks.chosen is None


async def test_hostile_texts_are_shown_as_text(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    texts = [text.replace('"', '""').replace("\0", "") for text in TEXTS.values()]
    lines = [f'"x{text}";"{text}";"{text}"\n' for text in texts]
    data = "".join(["Navn;Tittel;E-post;x\x1b[2J[red]\n", *lines]).encode(errors="surrogatepass")
    file.write_bytes(data)
    desk.store.save(Person(name="x[red", email="[/foo]"))
    tally = Tally()
    app = SamtaleApp(desk)
    async with app.run_test(size=(76, 60), notifications=True) as pilot:
        await pilot.pause()
        await press(pilot, "o")
        app.screen.query_one("#path", Field).value = str(file)
        await press(pilot, "enter")
        assert isinstance(app.screen, TeamImportScreen)
        for key in ("home", *["pagedown", "a"] * 3, "ctrl+s"):
            await press(pilot, key)
            tally.look(app)
        await until(pilot, lambda: isinstance(app.screen, PeopleScreen))
    assert (tally.found, tally.frames) == ({}, 8)
    assert len(desk.store.people()) > 20
