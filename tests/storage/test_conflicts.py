from __future__ import annotations

from pathlib import Path

import pytest

from storage.conflicts import copies_in, copies_of

ONE, TWO = "01J000000000000000000000A1", "01J000000000000000000000A2"

NAMES = (
    "{id}.sync-conflict-20261123-101530-ABC1234.json",
    "{id} (Siri's conflicted copy 2026-11-23).json",
    "{id} (Siris motstridende kopi 2026-11-23).json",
    "{id} (In Konflikt stehende Kopie von Siri 2026-11-23).json",
    "{id} (Case Conflict).json",
    "{id} (conflicted copy 2026-11-23 101530).json",
    "{id}_conflict-20261123-101530.json",
    "{id}-LAPTOP-AB12.json",
    "{id} (1).json",
    "{id} 2.json",
    "{id}.json.conflict",
)
"""How sync programs name a second version of a document."""


@pytest.mark.parametrize("name", NAMES)
def test_a_conflict_copy_is_known_by_the_id_that_it_begins_with(tmp_path: Path, name: str) -> None:
    for id_ in (ONE, TWO):
        (tmp_path / f"{id_}.json").touch()
        (tmp_path / name.format(id=id_)).touch()

    assert copies_of(tmp_path, ONE) == [tmp_path / name.format(id=ONE)]
    assert copies_in(tmp_path) == [name.format(id=ONE), name.format(id=TWO)]


def test_other_files_folders_and_links_are_no_copies(tmp_path: Path) -> None:
    (tmp_path / f"{ONE}.json").touch()
    for name in (
        f".{ONE}.json.12ab.tmp",
        f".syncthing.{ONE}.json.tmp",
        f"{ONE.lower()} 2.json",
        "notes 2.json",
    ):
        (tmp_path / name).touch()
    (tmp_path / f"{ONE} folder").mkdir()
    (tmp_path / f"{ONE} link.json").symlink_to(tmp_path / f"{ONE}.json")

    assert copies_of(tmp_path, ONE) == []
    assert copies_of(tmp_path / "not there", ONE) == []
    with pytest.raises(ValueError):
        copies_of(tmp_path, "../x")
