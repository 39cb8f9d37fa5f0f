"""A sample of the walk that finds words which no catalogue has said, and whether it can fail."""

from __future__ import annotations

from pathlib import Path

from tests.faults.shared_screen import STARTS
from tests.faults.untranslated import search, speaking


async def test_a_message_that_no_catalogue_has_is_found_and_nothing_else_is(tmp_path: Path) -> None:
    with speaking("nn", without=["Mutual plan"]):
        looked, walk = await search(tmp_path / "home", (80, 24), "nn", starts=STARTS[:1], longest=8)
    assert {one.split()[0] for one in looked.found} == {"Mutual"}
    assert walk.crashes == []
    assert len(looked.said) > 30
