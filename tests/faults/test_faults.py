"""A sample of what the commands beside this file go through, and whether they can fail."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from storage.autosave import Autosave
from storage.store import open_store
from tests.faults.crash_states import each_state
from tests.faults.damage import each_damage
from tests.faults.injected import each_fault
from tests.faults.operations import OPERATIONS, PATIENCE, Stage
from tests.faults.promises import now
from tests.faults.sessions import kept_text
from tests.faults.trace import Safeguard


@pytest.mark.parametrize("name", OPERATIONS)
def test_whatever_a_crash_leaves_can_be_opened_and_holds_what_was_acknowledged(
    name: str, tmp_path: Path
) -> None:
    states = list(each_state(name, tmp_path, every=29))
    assert states == [[]] * len(states) != []


@pytest.mark.parametrize(
    ("name", "without"),
    [("save", "file-fsync"), ("erase", "folder-fsync"), ("talk-under-way", "journal-cut")],
)
def test_a_program_without_a_safeguard_is_caught(
    name: str, without: Safeguard, tmp_path: Path
) -> None:
    assert any(each_state(name, tmp_path, without, every=7))


@pytest.mark.parametrize("name", OPERATIONS)
def test_whichever_call_fails_nothing_is_lost_and_all_is_saved_in_the_end(
    name: str, tmp_path: Path
) -> None:
    faults = list(each_fault(name, tmp_path, errno.ENOSPC, forever=True, every=83))
    assert faults == [[]] * len(faults) != []


def test_whatever_bit_flips_and_wherever_a_file_is_cut_it_is_noticed(tmp_path: Path) -> None:
    bad = [(damage.how, wrong) for damage, wrong in each_damage(tmp_path / "home", 15) if wrong]
    assert bad == []


def test_who_types_never_waits_for_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(tmp_path / "home")
    _person, talk = stage.team()
    at_work, released, sync = threading.Event(), threading.Event(), os.fdatasync

    def slow(descriptor: int) -> None:
        at_work.set()
        assert released.wait(PATIENCE)
        sync(descriptor)

    monkeypatch.setattr(os, "fdatasync", slow)
    autosave = Autosave(open_store(stage.home, now), talk, now, lambda status: None)
    assert at_work.wait(PATIENCE)
    talk.notes[0].manager = "typed while the disk was at work"
    autosave.changed()
    autosave.settle()
    assert autosave.status.pending
    released.set()
    assert autosave.close(PATIENCE).problem is None
    assert "typed while the disk was at work" in kept_text(stage.root)
