"""A command does the same by its key, from the palette and on the command line: a sample.

``python -m tests.every_way`` gives every command from everywhere.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from agendas.words import speak
from screens import palette
from tests.every_way.by_command_line import ALONE, DONE, TOLD, done, told
from tests.every_way.giving import STARTS, swapped, walk
from tui.commands import build_parser


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    """Leave the words as they were: a scene speaks bokmål."""
    yield
    speak("en")


@pytest.mark.parametrize(
    ("scene", "names"), [("summary", ["summary.back", "help"]), ("search", ["search.open"])]
)
async def test_the_palette_does_what_the_key_does(
    scene: str, names: list[str], tmp_path: Path
) -> None:
    walked = await walk(STARTS[scene], tmp_path / "stage", names=names)
    assert (walked.by_palette, walked.by_key, walked.differences) == (len(names), len(names), [])


async def test_a_palette_that_does_something_else_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(palette, "entries", swapped)
    walked = await walk(STARTS["summary"], tmp_path / "stage", names=["summary.back"])
    assert walked.differences[0].startswith("summary.back, escape: screens: ")


async def test_a_command_leaves_and_tells_what_the_app_does(tmp_path: Path) -> None:
    assert await done(DONE["export"], tmp_path / "stage") == []
    assert await told(TOLD["agendas list"], tmp_path / "stage") == []


def test_of_every_command_it_is_known_whether_the_app_does_it_too() -> None:
    known = {*(one.words[0] for one in (*DONE.values(), *TOLD.values())), "talk", "agendas"}
    assert _names(build_parser()) == known | {name for name in ALONE if " " not in name}
    assert not known & ALONE.keys()


def _names(parser: argparse.ArgumentParser) -> set[str]:
    groups = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    return {name for group in groups for name in group.choices}
