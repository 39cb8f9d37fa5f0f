"""The user's settings: a TOML file that is read gently and written without losing a comment."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agendas.words import LANGUAGES, _
from storage.cadence import USUAL, Cadence

MAX_BYTES = 8 * 1024
"""The largest file that is read; a parser of TOML can need memory by the square of it."""

THEMES = ("auto", "dark", "light", "contrast", "ansi")

MAX_MINUTES = 24 * 60

MOST_MONTHS = 1200


class SettingsError(Exception):
    """The settings can't be written, said in one line."""


@dataclass(frozen=True)
class Settings:
    """What the user has chosen; every value has a default, so a missing file is no fault."""

    name: str = ""
    """The manager's name as it stands in plans; empty until it is asked for."""
    language: str = ""
    """One of `LANGUAGES`; empty follows the environment."""
    theme: str = "auto"
    """One of `THEMES`; ``auto`` goes with the terminal's ground."""
    export_folder: Path | None = None
    """Where the app puts exported plans; None is the folder that it was started in."""
    retention_months: int | None = None
    """How long records are kept, where nothing else is chosen for a person; None is for ever."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the user's own, by the name of what they do; `tui.keymap` says which can be had."""
    vim: bool = False
    """Whether lists and plans are moved about in by the keys of vim."""
    soft_wrap: bool = True
    """Whether long lines of notes go on in the next row, and not to the right."""
    keyring: bool = False
    """Whether the system's keyring keeps the passphrase of a locked store."""
    lock_after: int = 10
    """Minutes without a key after which a locked store is closed again; 0 is never."""
    months_between_talks: int = USUAL.months_between_talks
    weeks_between_follow_ups: int = USUAL.weeks_between_follow_ups

    @property
    def cadence(self) -> Cadence:
        """How often the team talks together."""
        return Cadence(self.months_between_talks, self.weeks_between_follow_ups)


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings, and one line for each thing in the file that could not be used.

    What is wrong keeps its default and the rest counts. A file that is no TOML at all counts
    for nothing; a missing one is not a problem.
    """
    try:
        values = tomllib.loads(_content(path))
    except FileNotFoundError:
        return Settings(), []
    except OSError as error:
        return Settings(), [_unusable(path, error.strerror or str(error))]
    except RecursionError:
        return Settings(), [_unusable(path, _("it is nested too deeply"))]
    except ValueError as error:
        return Settings(), [_unusable(path, str(error))]

    settings, problems = Settings(), []
    for key, value in values.items():
        try:
            settings = replace(settings, **{key: _reader(key)(value)})
        except ValueError as error:
            problems.append(
                _("{file}, {key}: {reason}. The default is used.").format(
                    file=path, key=key, reason=error
                )
            )
    return settings, problems


def write_setting(path: Path, key: str, value: str | bool) -> None:
    """Change one setting on disk and leave everything else in the file as it stands.

    Raises SettingsError where the file can't be read as TOML or can't be written, and
    ValueError where the key or the value would not be read back.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from storage.files import make_folder, write_atomically
    from storage.text import clean

    _reader(key)(value)
    try:
        document = tomlkit.parse(_content(path) if path.exists() else "")
        document[key] = clean(value) if isinstance(value, str) else value
        data = _bounded(tomlkit.dumps(document).encode())
        make_folder(path.parent)
        write_atomically(path, data)
    except (OSError, ValueError, RecursionError, TOMLKitError) as error:
        raise SettingsError(
            _("{file} could not be changed: {reason}").format(file=path, reason=error)
        ) from error


def _content(path: Path) -> str:
    """Return the text of the file; raise ValueError, with the reason, where that can't be."""
    with path.open("rb") as file:
        data = _bounded(file.read(MAX_BYTES + 1))
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise ValueError(_("it is not UTF-8 text")) from error


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise ValueError(_("more than {size} KB is too large").format(size=MAX_BYTES // 1024))
    return data


def _unusable(path: Path, reason: str) -> str:
    return _("{file} could not be read, so defaults are used: {reason}").format(
        file=path, reason=reason
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(_("must be text in quotes"))
    return value


def _one_of(*choices: str) -> Callable[[object], str]:
    def choice(value: object) -> str:
        if value not in choices:
            allowed = ", ".join(f'"{each}"' for each in choices)
            raise ValueError(_("must be one of {choices}").format(choices=allowed))
        return str(value)

    return choice


def _number(least: int, most: int) -> Callable[[object], int]:
    def number(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            words = _("must be a whole number from {least} to {most}")
            raise ValueError(words.format(least=least, most=most))
        return value

    return number


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(_("must be true or false"))
    return value


def _keys(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError(_("must be a table"))
    return dict(_flat(value, ""))


def _flat(table: dict[str, object], above: str) -> Iterator[tuple[str, str]]:
    """Yield each name with its keys, also where it is written as ``people.talk = "t"``."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            keys = value if isinstance(value, list) else [value]
            said = [str(one) if type(one) in (str, int) else "" for one in keys]
            yield above + name, ",".join(said)


def _folder(value: object) -> Path:
    try:
        folder = Path(_text(value)).expanduser()
    except RuntimeError as error:
        raise ValueError(_("must be a whole path")) from error
    if not folder.is_absolute():
        raise ValueError(_("must be a whole path"))
    return folder


def _months(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_MONTHS:
        words = _("must be a whole number of months from 1 to {most}")
        raise ValueError(words.format(most=MOST_MONTHS))
    return value


_READERS: dict[str, Callable[[object], Any]] = {
    "name": _text,
    "language": _one_of(*LANGUAGES, ""),
    "theme": _one_of(*THEMES),
    "export_folder": _folder,
    "retention_months": _months,
    "keys": _keys,
    "vim": _yes_or_no,
    "soft_wrap": _yes_or_no,
    "keyring": _yes_or_no,
    "lock_after": _number(0, MAX_MINUTES),
    "months_between_talks": _number(1, 120),
    "weeks_between_follow_ups": _number(1, 120),
}


def _reader(key: str) -> Callable[[object], Any]:
    if key not in _READERS:
        raise ValueError(_("there is no such setting"))
    return _READERS[key]
