"""What could not be saved at once: it is kept, and tried again, each record by itself."""

from __future__ import annotations

from screens.desk import Desk
from screens.planning import plan_talk
from screens.talk import take_up
from storage.records import Conversation, LogEntry, Person
from tests.screens.driving import full_disk, press, working, write


def changed_elsewhere(desk: Desk, talk: Conversation) -> Conversation:
    """Return a talk as it was before another machine has changed it."""
    before = desk.store.read(Conversation, talk.id)
    theirs = desk.store.read(Conversation, talk.id)
    theirs.purpose = "skrevet på en annen maskin"
    desk.store.save(theirs)
    return before


def test_what_another_machine_has_changed_is_kept_beside_and_holds_up_nothing(
    desk: Desk, kari: Person
) -> None:
    mine = changed_elsewhere(desk, plan_talk(desk, kari))
    mine.purpose = "skrevet her"
    with full_disk(desk):
        assert not desk.save(mine)
        assert not desk.save(LogEntry(person=kari.id, on=desk.today, text="bra"))
    assert desk.retry() and not desk.unkept
    (note,) = desk.store.of_person(LogEntry, kari.id)
    assert note.text == "bra"
    (copy,) = desk.store.copies
    versions = desk.store.versions(copy)
    assert [one.purpose for one in (versions.mine, versions.other)] == [
        "skrevet på en annen maskin",
        "skrevet her",
    ]


def test_each_change_to_what_is_kept_beside_takes_the_place_of_the_one_before(
    desk: Desk, kari: Person
) -> None:
    mine = changed_elsewhere(desk, plan_talk(desk, kari))
    for text in ("skrevet", "skrevet her", "skrevet her og nå"):
        mine.purpose = text
        assert desk.save(mine)
    (copy,) = desk.store.copies
    assert desk.store.versions(copy).other.purpose == "skrevet her og nå"


def test_a_preparation_that_is_not_on_disk_yet_is_there_when_the_talk_begins(
    desk: Desk, kari: Person
) -> None:
    talk = plan_talk(desk, kari)
    talk.employee_preparation = "bare i minnet"
    with full_disk(desk):
        desk.save(talk)
        begun = take_up(desk, desk.view.conversation(talk.id))
    assert begun.employee_preparation == "bare i minnet"
    assert not desk.waiting, "two would save it"


async def test_a_second_edit_of_somebody_goes_on_from_the_first_that_waits(
    desk: Desk, kari: Person
) -> None:
    async with working(desk) as (_app, pilot):
        with full_disk(desk):
            for keys in (["enter"], ["escape"]):
                await press(pilot, *keys, "i", "end")
                await write(pilot, " Lie")
                await press(pilot, "ctrl+s")
    assert desk.retry()
    assert desk.view.person(kari.id).name == "Kari Nordmann Lie Lie"
