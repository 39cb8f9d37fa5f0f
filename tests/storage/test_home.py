from __future__ import annotations

import stat
from pathlib import Path

import pytest

from storage.home import Home, written_path


def test_the_environment_names_one_folder_for_everything(tmp_path: Path) -> None:
    home = Home.find({"SAMTALE_HOME": str(tmp_path / "mine")})

    assert home == Home.at(tmp_path / "mine")
    assert home.data == tmp_path / "mine" / "data"
    assert home.config == tmp_path / "mine" / "config"
    assert home.state == tmp_path / "mine" / "state"
    assert home.exports == tmp_path / "mine" / "exports"


def test_a_relative_folder_stays_where_it_was_meant(tmp_path: Path, home: Path) -> None:
    assert Home.find({"SAMTALE_HOME": "here"}).data == Path.cwd() / "here" / "data"
    assert Home.find({"SAMTALE_HOME": "~/there"}).data == home / "there" / "data"


@pytest.mark.parametrize("environ", [{}, {"SAMTALE_HOME": ""}])
def test_without_a_name_the_platforms_folders_are_used(environ: dict[str, str], home: Path) -> None:
    found = Home.find(environ)

    assert len({found.data, found.config, found.state}) == 3
    for folder in (found.data, found.config, found.state):
        assert folder.is_relative_to(home)
        assert "samtale" in folder.parts


def test_the_folders_are_closed_to_others(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "a" / "b")
    home.prepare()
    home.prepare()

    for folder in (home.data, home.config, home.state, tmp_path / "a"):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_path_is_read_as_it_is_written_or_dragged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/siri")
    assert written_path("~/eksport") == Path("/home/siri/eksport")
    assert written_path("'/en mappe/fil.csv'") == Path("/en mappe/fil.csv")
    assert written_path("/en\\ mappe/fil.csv") == Path("/en mappe/fil.csv")
    assert written_path("~nobody-of-that-name/x") == Path("~nobody-of-that-name/x")
