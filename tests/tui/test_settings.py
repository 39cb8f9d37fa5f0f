"""Settings are read gently and written without losing a word of the user's own."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.settings_page import PAGE, with_table
from tui.choosing import choose
from tui.settings import ABOUT, Settings, SettingsError, read_settings, write_setting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def written(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_a_file_there_are_defaults_and_no_complaint(path: Path) -> None:
    assert read_settings(path) == (Settings(), [])


def test_every_setting_is_read(path: Path, home: Path) -> None:
    written(
        path,
        'name = "Siri Berg"\nlanguage = "nb"\ntheme = "light"\nexport_folder = "~/planer"\n'
        "keyring = true\nlock_after = 0\nsoft_wrap = false\n",
    )
    settings, problems = read_settings(path)
    assert problems == []
    assert settings == Settings(
        name="Siri Berg",
        language="nb",
        theme="light",
        export_folder=home / "planer",
        soft_wrap=False,
        keyring=True,
        lock_after=0,
    )


@pytest.mark.parametrize(
    ("line", "key", "reason"),
    [
        ("name = 7", "name", "text in quotes"),
        ('language = "tlh"', "language", '"nb", "nn", "en"'),
        ("language = []", "language", '"nb", "nn", "en"'),
        ('theme = "puce"', "theme", '"auto", "dark", "light", "contrast", "ansi"'),
        ('export_folder = "planer"', "export_folder", "whole path"),
        ('export_folder = "~nobody-at-all/x"', "export_folder", "whole path"),
        ("keyring = 1", "keyring", "true or false"),
        ('soft_wrap = "no"', "soft_wrap", "true or false"),
        ("lock_after = true", "lock_after", "from 0 to 1440"),
        ("lock_after = -1", "lock_after", "from 0 to 1440"),
        ("lock_after = 1441", "lock_after", "from 0 to 1440"),
        ("colour = 1", "colour", "no such setting"),
        ("[theme]\nname = 'dark'", "theme", '"auto", "dark", "light", "contrast", "ansi"'),
    ],
)
def test_a_wrong_value_is_named_and_the_rest_counts(
    path: Path, line: str, key: str, reason: str
) -> None:
    first = 'name = "Siri"\n' if key != "name" else ""
    settings, problems = read_settings(written(path, f"{first}{line}\n"))
    (problem,) = problems
    assert problem.startswith(f"{path}, {key}: ")
    assert reason in problem
    assert "\n" not in problem
    assert settings == Settings(name="Siri" if first else "")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('name = "Siri"\ntheme = \n', "line 2"),
        (b'name = "\xff"', "UTF-8"),
        (b"name = " + b"[" * 8000, "nested too deeply"),
        (b"a." * 50_000 + b"a = 1", "8 KB"),
    ],
)
def test_a_broken_file_is_named_with_its_place(
    path: Path, content: str | bytes, reason: str
) -> None:
    settings, problems = read_settings(written(path, content))
    assert settings == Settings()
    (problem,) = problems
    assert str(path) in problem
    assert reason in problem


def test_a_folder_in_its_place_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    settings, (problem,) = read_settings(path)
    assert settings == Settings()
    assert str(path) in problem


def test_writing_keeps_the_comments_and_what_is_not_known(path: Path) -> None:
    written(path, '# mine\nname = "S" # short\nfuture = [1,\n 2]\n\n[table]\nx = 1\n')
    write_setting(path, "name", 'Siri "Sirius" Berg\n\x1b')
    write_setting(path, "theme", "light")
    text = path.read_text()
    assert text.startswith("# mine\n")
    assert "# short" in text
    assert "future = [1,\n 2]" in text
    assert "[table]\nx = 1" in text
    settings, _ = read_settings(path)
    assert settings == Settings(name='Siri "Sirius" Berg\n\x1b', theme="light")


def test_half_a_surrogate_pair_is_written_as_the_replacement_character(path: Path) -> None:
    write_setting(path, "name", "Siri \ud83d")
    assert read_settings(path) == (Settings(name="Siri \ufffd"), [])


def test_the_first_setting_makes_the_file(path: Path) -> None:
    write_setting(path, "name", "Siri")
    assert read_settings(path) == (Settings(name="Siri"), [])
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_broken_file_is_never_written_over(path: Path) -> None:
    written(path, "name = ")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        write_setting(path, "name", "Siri")
    assert path.read_text() == "name = "


def test_what_would_make_the_file_too_large_to_read_is_not_written(path: Path) -> None:
    write_setting(path, "name", "Siri")
    with pytest.raises(SettingsError, match="8 KB"):
        write_setting(path, "name", "x" * 9000)
    assert read_settings(path)[0].name == "Siri"


def test_a_disk_that_refuses_is_said_in_one_line(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    with pytest.raises(SettingsError, match=r"settings\.toml"):
        write_setting(path, "name", "Siri")


@pytest.mark.parametrize(("key", "value"), [("colour", "red"), ("theme", "puce")])
def test_what_could_not_be_read_back_is_not_written(path: Path, key: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"setting|must be"):
        write_setting(path, key, value)
    assert not path.exists()


def test_the_page_tells_every_setting_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page), "python -m tests.settings_page writes it anew"


def test_the_file_that_the_page_shows_has_every_setting_and_each_counts(path: Path) -> None:
    example = PAGE.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    assert read_settings(written(path, example))[1] == []
    assert set(tomllib.loads(example)) == set(ABOUT)


@pytest.mark.parametrize("name", ABOUT)
def test_what_is_chosen_by_its_name_is_read_back_and_nothing_typed_is_the_default(
    path: Path, name: str
) -> None:
    if ABOUT[name].instead:
        with pytest.raises(ValueError):
            choose(path, name, "true")
        return
    typed = {"name": "Siri", "language": "nn", "theme": "ansi", "export_folder": "/tmp"}
    typed |= {"vim": "true", "soft_wrap": "no"}
    written(path, "# mine\n")
    choose(path, name, typed.get(name, "7"))
    chosen, problems = read_settings(path)
    assert problems == []
    assert getattr(chosen, name) != getattr(Settings(), name)
    choose(path, name, "")
    assert read_settings(path)[0] == Settings()
    assert path.read_text().strip() == "# mine"


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("months_between_talks", "9 months", 9),
        ("months_between_talks", "1 month", 1),
        ("months_between_talks", "9 weeks", None),
        ("lock_after", "Never", 0),
        ("lock_after", "0 minutes", 0),
        ("retention_months", "for ever", None),
    ],
)
def test_a_number_may_be_typed_with_its_unit(
    path: Path, name: str, typed: str, value: int | None
) -> None:
    if value is None:
        with pytest.raises(ValueError, match="whole number"):
            choose(path, name, typed)
    else:
        choose(path, name, typed)
        assert getattr(read_settings(path)[0], name) == value
