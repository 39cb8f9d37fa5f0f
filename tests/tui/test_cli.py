"""The command line as a whole: its mistakes, its settings, its language."""

from __future__ import annotations

import argparse
import json

import pytest

from storage.home import Home
from tests.tui.conftest import Cli
from tui.commands import MODULES, build_parser
from tui.parser import Parser
from tui.settings import ABOUT, write_setting


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


def test_the_first_word_alone_decides_which_command_there_is(cli: Cli) -> None:
    assert list(MODULES) == list(_commands(build_parser()))
    assert _commands(build_parser("people")) == ["people"]
    assert "erase" in cli("nonsense")[2]


def _commands(parser: Parser) -> list[str]:
    (group,) = (one for one in parser._actions if isinstance(one, argparse._SubParsersAction))
    return list(group.choices)


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


def test_settings_are_listed_changed_and_refused_by_name(cli: Cli, team: Home) -> None:
    assert cli("settings", "theme", "light") == (0, "", "")
    listed = {one["name"]: one for one in json.loads(cli("settings", "--json")[1])}
    assert list(listed) == list(ABOUT)
    assert (listed["theme"]["value"], listed["theme"]["default"]) == ("light", "auto")
    assert "Light" in cli("settings", "theme")[1]
    write_setting(team.config / "settings.toml", "language", "nb")
    assert cli("settings", "soft_wrap")[1].splitlines()[-1] == "Den kan være: true, false"
    write_setting(team.config / "settings.toml", "language", "en")
    for words in (("theme", "puce"), ("colour", "red"), ("keyring", "true"), ("colour",)):
        status, out, err = cli("settings", *words)
        assert (status, out) == (2, "")
        assert err.startswith(f"samtale: {words[0]}: ") and err.count("\n") == 1
