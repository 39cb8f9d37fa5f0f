"""Every screen as it looks, in plain text, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from agendas.words import speak
from tests.pictures import PICTURES, ROOT, SHOWN, SNAPSHOTS, picture, snapshots
from tests.scenes import SCENES, SIZES, on_stage


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Leave the words as they were: a scene speaks bokmål."""
    yield
    speak("en")


@pytest.mark.parametrize("scene", SCENES)
async def test_looks_as_its_snapshots(scene: str, tmp_path: Path) -> None:
    for name, seen in (await snapshots(scene, tmp_path / "stage")).items():
        expected = (SNAPSHOTS / name).read_text(encoding="utf-8")
        assert seen.splitlines() == expected.splitlines(), (
            "if this is how it should look: python -m tests.pictures"
        )


def test_no_snapshot_is_left_of_what_is_gone() -> None:
    names = {
        f"{scene}-{columns}x{rows}.txt" for scene in SCENES for columns, rows in SIZES.values()
    }
    assert {path.name for path in SNAPSHOTS.iterdir()} == names


async def test_a_picture_needs_nothing_but_itself(tmp_path: Path) -> None:
    async with on_stage(SCENES["people"], SIZES["narrow"], tmp_path / "stage", "light") as app:
        drawn = picture(app, "light")
    root = ElementTree.fromstring(drawn)
    namespace = "{http://www.w3.org/2000/svg}"
    assert "url(" not in drawn and "href" not in drawn and "@" not in drawn
    assert "Kari Nordmann" in [text.text for text in root.iter(f"{namespace}text")]


def test_readme_shows_each_picture_that_is_drawn() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    linked = set(re.findall(r"docs/pictures/([\w-]*\.\w+)", readme))
    assert linked == {*(f"{name}.svg" for name in SHOWN), "talk.svg", "talk.cast"}
    assert all((PICTURES / name).is_file() for name in linked)
