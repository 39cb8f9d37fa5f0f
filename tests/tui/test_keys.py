"""``samtale keys`` lists the keys that the user has, to read or on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.key_page import PAGE, with_tables
from tui.cli import run
from tui.keymap import read_keymap
from tui.settings import read_settings


@pytest.fixture
def own_keys(home: Path) -> Path:
    path = home / "samtale" / "config" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('language = "nb"\nvim = true\n[keys]\n"people.talk" = "<"\n"x" = "y"\n')
    return path


def test_markdown_has_every_command_with_the_users_keys_in_the_users_language(
    own_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys"]) == 0
    out, err = capsys.readouterr()
    assert "| `<` | Samtale | Start, eller fortsett | `people.talk` |" in out
    assert "`dd`" in out and "`↓` `j`" in out
    assert f"{own_keys}, linje 5, x: " in err


def test_the_page_needs_nothing_else_and_is_short_enough_for_one_sheet(
    own_keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["keys", "--format", "html"]) == 0
    page = capsys.readouterr().out
    assert "<dt>&lt;</dt><dd>Samtale</dd>" in page and 'lang="nb"' in page
    assert not re.search(r"https?:|src=|<link|<script", page)
    assert "size: A4 landscape" in page
    # Measured in a browser: a column of five holds 50 lines, and a title takes the room of two.
    sections = re.findall(r"<section>.*?</section>", page, re.DOTALL)
    lines = [2 + section.count("<dt>") for section in sections]
    columns, filled = 1, 0
    for high in lines:
        columns, filled = (columns, filled + high) if filled + high <= 50 else (columns + 1, high)
    assert columns <= 5


def test_the_page_in_the_docs_is_of_the_keys_that_there_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_tables(page), "python -m tests.key_page writes it anew"


def test_the_example_in_the_docs_can_be_had(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    path.write_text(example[1], encoding="utf-8")
    keymap, problems = read_keymap(path, read_settings(path)[0])
    assert problems == [] and len(keymap) == 3
