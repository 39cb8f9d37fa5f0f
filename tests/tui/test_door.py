"""The app's way into the store: what is done before the first screen."""

from __future__ import annotations

import shutil
from pathlib import Path

from storage.envelope import unpack
from storage.home import Home
from storage.records import SCHEMA, Conversation
from storage.sitting import Sitting
from tests.storage import first_version
from tests.storage.made_up import MONDAY
from tui.desk import make_desk
from tui.door import Door
from tui.settings import read_settings


def test_what_an_older_version_left_is_brought_up_by_the_one_who_may_write(tmp_path: Path) -> None:
    home = Home.at(shutil.copytree(first_version.HOME, tmp_path / "old"))
    told: list[tuple[int, int]] = []

    def schemas() -> set[object]:
        return {unpack(file.read_bytes())["schema"] for file in home.data.rglob("*.json")}

    def look(done: int, of_all: int) -> None:
        told.append((done, of_all))

    sitting = Sitting(home.state, MONDAY)
    reader = Door(home, lambda: MONDAY)
    assert len(reader.open(progress=look).people()) == 2
    reader.close()
    assert schemas() == {1}
    sitting.end()

    door = Door(home, lambda: MONDAY)
    store = door.open(progress=look)
    assert (10, 10) in told
    (said,) = door.problems
    assert said.startswith("10 documents were brought up to this version.")
    talk = store.read(Conversation, first_version.LIVE)
    assert talk.employee_preparation == first_version.IN_JOURNAL
    assert store.under_way() == []
    door.close()
    assert schemas() == {SCHEMA}

    told.clear()
    door = Door(home, lambda: MONDAY)
    door.open(progress=look)
    assert (door.problems, told) == ([], [])
    door.close()


def test_the_cadence_chosen_holds_for_a_store_that_is_opened_anew(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    home.config.mkdir(parents=True, exist_ok=True)
    (home.config / "settings.toml").write_text("months_between_talks = 6\n")
    settings = read_settings(home.config / "settings.toml")[0]
    door = Door(home, lambda: MONDAY)
    desk = make_desk(home, settings, door, door.open())
    assert desk.store.cadence.months_between_talks == 6
    door.close()
    desk.work_on(door.open())
    assert desk.store.cadence.months_between_talks == 6
    door.close()
