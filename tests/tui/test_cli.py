"""The command line as a whole: its mistakes, its settings, its language."""

from __future__ import annotations

import json

import pytest

from storage.home import Home
from tests.tui.conftest import Cli
from tui.settings import write_setting


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("--nonsense",),
        ("export",),
        ("agendas",),
        ("people", "--jso"),
        ("talk", "kari"),
        ("talk",),
        ("demo",),
        (),
    ],
)
def test_wrong_use_is_one_line_and_status_2(
    cli: Cli, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    status, out, err = cli(*words)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1


def test_a_wrong_setting_is_said_and_the_command_works(cli: Cli, team: Home) -> None:
    team.config.mkdir(parents=True, exist_ok=True)
    (team.config / "settings.toml").write_text('theme = "puce"\n')
    status, out, err = cli("people")
    assert status == 0
    assert len(out.splitlines()) == 8
    assert "settings.toml, theme: " in err


def test_the_setting_chooses_the_language(cli: Cli, team: Home) -> None:
    (id,) = {one["id"] for one in json.loads(cli("agendas", "list", "--json")[1])[:1]}
    write_setting(team.config / "settings.toml", "language", "nb")
    listed = json.loads(cli("agendas", "list", "--json")[1])
    assert (listed[0]["id"], listed[0]["language"]) == (id, "nb")
