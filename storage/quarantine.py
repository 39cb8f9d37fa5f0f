"""Where files that can't be read are put, so that they are out of the way and not lost.

It lies outside the data folder: that holds documents that can be read and nothing else, and a
sync program doesn't carry the damage to other machines.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from itertools import count
from pathlib import Path

from agendas.words import _
from storage.cipher import PLAIN, Cipher, Encrypted
from storage.envelope import NewerFormat, unpack
from storage.errors import reason_of
from storage.files import make_folder, remove, sweep, write_atomically
from storage.names import ID_LENGTH, SUFFIX


class Quarantine:
    """The quarantine of one table."""

    def __init__(self, path: Path, cipher: Cipher = PLAIN, *, read_only: bool = False) -> None:
        """Look at the folder at ``path``; nothing is moved where it is ``read_only``."""
        self._path = path
        self._unchosen = path / "unchosen"
        self.folders = (self._path, self._unchosen)
        self.read_only = read_only
        self._cipher = cipher

    def take(self, file: Path) -> Path:
        """Move ``file`` here, beside older ones of its name; return where it lies now.

        Where it can't be moved it stays.
        """
        place = self.copy(file)
        if place != file:
            try:
                remove(file)
            except OSError:
                with suppress(OSError):
                    place.unlink(missing_ok=True)
                return file
        return place

    def copy(self, file: Path) -> Path:
        """Put a copy of ``file`` here, unless there is one; return where it lies.

        Where it can't be copied, that is ``file`` itself.
        """
        if self.read_only:
            return file
        try:
            data = self._cipher.protect(file.read_bytes())
            older = self.files(file.stem)
            if same := [one for one in older if one.read_bytes() == data]:
                return same[0]
            place = self._free(file.stem, len(older))
            make_folder(self._path)
            write_atomically(place, data)
        except OSError:
            return file
        return place

    def _free(self, stem: str, older: int) -> Path:
        """Return a place behind the ``older`` ones; somebody may have removed one of them."""
        if not older:
            return self._path / f"{stem}{SUFFIX}"
        numbered = (self._path / f"{stem}.{number}{SUFFIX}" for number in count(older + 1))
        return next(place for place in numbered if not place.exists())

    def sweep(self) -> None:
        """Remove what a crash has left half moved.

        Raises:
            OSError: A file can't be removed.
        """
        for folder in self.folders:
            if folder.is_dir():
                sweep(folder)

    def keep(self, file: Path) -> None:
        """Put a copy of ``file``, a version that wasn't chosen, where it is out of the way.

        Its name comes from its content, so that the same version is kept once.

        Raises:
            OSError: It can't be kept.
        """
        data = file.read_bytes()
        digest = sha256(self._cipher.decrypt(data)).hexdigest()[:16]
        place = self._unchosen / f"{file.name[:ID_LENGTH]}.{digest}{SUFFIX}"
        if not place.exists():
            make_folder(place.parent)
            write_atomically(place, self._cipher.protect(data))

    def unchosen(self, id_: str) -> list[Path]:
        """Return the versions of one document that were not chosen."""
        return sorted(self._unchosen.glob(f"{id_}.*{SUFFIX}"))

    def files(self, stem: str = "") -> list[Path]:
        """Return the files of one document, or of all, the oldest of each first."""
        files = self._path.glob(f"{stem}*.json")
        return sorted(files, key=lambda one: (len(one.name), one.name))


def why(file: Path, cipher: Cipher = PLAIN) -> str:
    """Return why ``file`` can't be read, in the user's language."""
    try:
        unpack(cipher.decrypt(file.read_bytes()))
    except OSError as error:
        return reason_of(error)
    except ValueError as error:
        return str(error)
    except (NewerFormat, Encrypted):
        pass
    return _("its content isn't what this kind of document holds")
