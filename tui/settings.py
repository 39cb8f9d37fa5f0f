"""The user's settings: a TOML file that is read gently and written without losing a comment."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from agendas.words import LANGUAGE_NAMES, N_, _, ngettext
from storage.cadence import USUAL, Cadence
from tui.setting_kinds import About, Folder, Kind, Number, OneOf, OwnKeys, YesOrNo, about

MAX_BYTES = 8 * 1024
"""The largest file that is read; a parser of TOML can need memory by the square of it."""

THEME_WORDS = {
    "auto": N_("As the terminal"),
    "dark": N_("Dark"),
    "light": N_("Light"),
    "contrast": N_("High contrast"),
    "ansi": N_("The terminal's own colours"),
}
"""The themes by the name that the file gives them, each with the message id of its words."""


class SettingsError(Exception):
    """The settings can't be written, said in one line."""


@dataclass(frozen=True)
class Settings:
    """What the user has chosen; every value has a default, so a missing file is no fault.

    Each field says all that there is to know of it: how it is read, what the screen says of it,
    and what `docs/settings.md` does.
    """

    name: str = field(
        default="",
        metadata=about(
            Kind(), N_("Your name"), N_("As it stands in plans and forms."), unset=N_("not given")
        ),
    )
    language: str = field(
        default="",
        metadata=about(
            OneOf({**LANGUAGE_NAMES, "": N_("As the machine")}),
            N_("Language"),
            N_("Of the program; each person can have another one for form and plan."),
        ),
    )
    theme: str = field(
        default="auto",
        metadata=about(
            OneOf(THEME_WORDS),
            N_("Colours"),
            N_("“As the terminal” is dark or light, as its own background is."),
        ),
    )
    soft_wrap: bool = field(
        default=True,
        metadata=about(
            YesOrNo(),
            N_("Wrap long lines"),
            N_("Long lines of notes go on in the next row, or else to the right."),
        ),
    )
    vim: bool = field(
        default=False,
        metadata=about(
            YesOrNo(),
            N_("Keys of vim"),
            N_("j, k, g and G move about in lists and plans; dd takes a line out of a plan."),
        ),
    )
    keys: Mapping[str, str] = field(
        default_factory=dict,
        metadata=about(
            OwnKeys(),
            N_("Keys of your own"),
            N_("In the place of the usual ones, in a table [keys]."),
            instead=N_("Keys of your own are written in the file, in a table [keys]."),
        ),
    )
    months_between_talks: int = field(
        default=USUAL.months_between_talks,
        metadata=about(
            Number(1, 120, lambda n: ngettext("{n} month", "{n} months", n)),
            N_("Between talks"),
            N_("How often you talk with each person, unless one has a pace of their own."),
        ),
    )
    weeks_between_follow_ups: int = field(
        default=USUAL.weeks_between_follow_ups,
        metadata=about(
            Number(1, 120, lambda n: ngettext("{n} week", "{n} weeks", n)),
            N_("Between follow-ups"),
            N_("How often you follow up with each person, unless one has a pace of their own."),
        ),
    )
    retention_months: int | None = field(
        default=None,
        metadata=about(
            Number(1, 1200, lambda n: ngettext("{n} month", "{n} months", n)),
            N_("Kept for"),
            N_("How long records are kept. What is past it is listed, and erased by you alone."),
            unset=N_("for ever"),
        ),
    )
    export_folder: Path | None = field(
        default=None,
        metadata=about(
            Folder(),
            N_("Folder for exports"),
            N_("Where the app puts exported plans."),
            unset=N_("the usual one"),
        ),
    )
    lock_after: int = field(
        default=10,
        metadata=about(
            Number(0, 24 * 60, lambda n: ngettext("{n} minute", "{n} minutes", n), N_("never")),
            N_("Locks after"),
            N_("Minutes without a key until the passphrase, if there is one, is asked for again."),
        ),
    )
    keyring: bool = field(
        default=False,
        metadata=about(
            YesOrNo(),
            N_("Passphrase in the keyring"),
            N_("The system's keyring keeps the passphrase, so it is not asked for."),
            instead=N_("“samtale lock --keyring” turns it on, “samtale unlock” off."),
            at_once=False,
        ),
    )

    @property
    def cadence(self) -> Cadence:
        """How often the team talks together."""
        return Cadence(self.months_between_talks, self.weeks_between_follow_ups)


ABOUT: Mapping[str, About] = {one.name: one.metadata["about"] for one in fields(Settings)}
"""What there is to know of each setting, by its name."""


@dataclass(frozen=True)
class Found:
    """What stands in the file."""

    settings: Settings
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Why a value can't be used, by the name that it has in the file; its default counts."""
    unusable: str = ""
    """Why nothing in the file can be used, in one line."""


def read_settings(path: Path) -> tuple[Settings, list[str]]:
    """Return the settings, and one line for each thing in the file that could not be used.

    What is wrong keeps its default and the rest counts. A file that is no TOML at all counts
    for nothing; a missing one is not a problem.
    """
    found = find_settings(path)
    words = _("{file}, {key}: {reason}. The default is used.")
    wrong = [words.format(file=path, key=key, reason=reason) for key, reason in found.wrong.items()]
    return found.settings, [found.unusable] if found.unusable else wrong


def find_settings(path: Path) -> Found:
    """Return what stands in the file, with what is wrong in it by name; see `read_settings`."""
    try:
        values = tomllib.loads(_content(path))
    except FileNotFoundError:
        return Found(Settings())
    except OSError as error:
        return Found(Settings(), unusable=_unusable(path, error.strerror or str(error)))
    except RecursionError:
        return Found(Settings(), unusable=_unusable(path, _("it is nested too deeply")))
    except ValueError as error:
        return Found(Settings(), unusable=_unusable(path, str(error)))
    settings, wrong = Settings(), {}
    for key, value in values.items():
        try:
            settings = replace(settings, **{key: _kind(key).read(value)})
        except ValueError as error:
            wrong[key] = str(error)
    return Found(settings, wrong)


def write_setting(path: Path, key: str, value: object) -> None:
    """Change one setting on disk and leave everything else in the file as it stands.

    None takes the setting out, so that its default holds again.

    Raises SettingsError where the file can't be read as TOML or can't be written, and
    ValueError where the key or the value would not be read back.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    from storage.files import make_folder, write_atomically
    from storage.text import clean

    kind = _kind(key)
    if value is not None:
        kind.read(value)
    try:
        document = tomlkit.parse(_content(path) if path.exists() else "")
        if value is None:
            document.pop(key, None)
        else:
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


def _kind(key: str) -> Kind:
    if key not in ABOUT:
        raise ValueError(_("there is no such setting"))
    return ABOUT[key].kind
