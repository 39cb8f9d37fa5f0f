"""A plan that is exported by a key takes no other plan's place."""

from __future__ import annotations

from pathlib import Path

from screens.desk import Desk
from screens.exporting import export_plan
from storage.home import from_home
from storage.imports.plan import read_plan
from storage.records import Conversation
from tests.hostile import TEXTS
from tests.storage.filled import filled


def exported(desk: Desk) -> list[str]:
    """Return the ids of the talks whose plans are in the folder."""
    files = desk.export_folder.iterdir()
    return sorted(read_plan(file.read_text("utf-8"), "x").conversation.id for file in files)


def test_names_that_make_the_same_file_name_make_two_files(desk: Desk) -> None:
    talks = []
    for number, name in enumerate(("NFC", "NFD", "one case", "another case", "../x", "CON")):
        talk = filled(Conversation, TEXTS[name], "employee_name")
        talk.id = f"01J0000000000000000000000{number}"
        talks.append(talk)
    for talk in [*talks, *talks]:
        export_plan(desk, talk, "agree.export")
    assert exported(desk) == [talk.id for talk in talks]


def test_the_plan_of_the_talk_before_is_not_taken_for_one_s_own(desk: Desk) -> None:
    later = filled(Conversation, "ord")
    before = filled(Conversation, "ord")
    before.id, before.previous = str(later.previous), None
    export_plan(desk, later, "agree.export")
    export_plan(desk, before, "agree.export")
    assert exported(desk) == sorted([later.id, before.id])


def test_a_path_in_one_s_own_folder_is_said_from_there() -> None:
    assert from_home(Path.home() / "exports" / "plan.md") == str(Path("~", "exports", "plan.md"))
    assert from_home(Path("/elsewhere/plan.md")) == str(Path("/elsewhere/plan.md"))
