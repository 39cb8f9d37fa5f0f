"""``samtale keys`` lists the keys that the user has, to read or on one page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.cli import run


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
