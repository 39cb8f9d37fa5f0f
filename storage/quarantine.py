"""Where files that can't be read are put, so that they are out of the way and not lost.

It lies outside the data folder: that holds documents that can be read and nothing else, and a
sync program doesn't carry the damage to other machines.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from agendas.words import _
from storage.envelope import NewerFormat, unpack
from storage.errors import reason_of
from storage.files import make_folder, remove, write_atomically


class Quarantine:
    """The quarantine of one table."""

    def __init__(self, path: Path) -> None:
        """Look at the folder at ``path``."""
        self._path = path

    def take(self, file: Path) -> Path:
        """Move ``file`` here, beside older ones of its name; return where it lies now.

        Where it can't be moved it stays.
        """
        older = len(self.files(file.stem))
        place = self._path / f"{file.stem}{f'.{older + 1}' if older else ''}{file.suffix}"
        try:
            make_folder(self._path)
            write_atomically(place, file.read_bytes())
            remove(file)
        except OSError:
            with suppress(OSError):
                place.unlink(missing_ok=True)
            return file
        return place

    def files(self, stem: str = "") -> list[Path]:
        """Return the files of one document, or of all, the oldest of each first."""
        files = self._path.glob(f"{stem}*.json")
        return sorted(files, key=lambda one: (len(one.name), one.name))


def why(file: Path) -> str:
    """Return why ``file`` can't be read, in the user's language."""
    try:
        unpack(file.read_bytes())
    except OSError as error:
        return reason_of(error)
    except ValueError as error:
        return str(error)
    except NewerFormat:
        pass
    return _("its content isn't what this kind of document holds")
