"""What stands in a form that is not saved yet, for the case that the program is cut off.

There is one file for each person whom the screen under the form is about,
``state/half-written/<person's id>.json``; where it is about nobody, the id is ``nobody``. It lies
in an envelope as a document does, and is erased with the person.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from agendas.words import _
from storage.cipher import Cipher, Encrypted
from storage.envelope import NewerFormat, pack, unpack
from storage.errors import StoreError, could_not_save
from storage.files import make_folder, remove, sweep, write_atomically
from storage.home import from_home
from storage.names import SUFFIX
from storage.quarantine import Quarantine

NOBODY = "nobody"
"""Stands for a person's id where a text is about nobody that is known."""

FOLDER = "half-written"
"""The folder's name within the state folder, and the quarantine's for what can't be read."""


class HalfWritten:
    """The texts of forms that are not saved yet, one for each person."""

    def __init__(self, state: Path, cipher: Cipher, before_a_change: Callable[[], None]) -> None:
        """Look into the state folder; ``before_a_change`` raises where none may be made."""
        self._folder = state / FOLDER
        self._quarantine = Quarantine(state / "quarantine" / FOLDER, cipher)
        self._cipher = cipher
        self._before_a_change = before_a_change

    def put(self, person_id: str, text: str) -> None:
        """Keep ``text`` in the place of what was kept; an empty one takes that away.

        Raises:
            StoreError: It can't be written.
        """
        file = self._file(person_id)
        self._before_a_change()
        try:
            self._sweep()
            if text:
                make_folder(self._folder)
                write_atomically(file, self._cipher.encrypt(pack({"text": text})))
            elif file.exists():
                remove(file)
        except OSError as error:
            raise could_not_save(file, error) from error

    def take(self) -> tuple[list[str], list[str]]:
        """Return all texts, which are then no longer kept, and what is damaged, a line each.

        What is damaged goes to the quarantine; what can't be taken away now comes again.
        """
        with suppress(OSError):
            self._sweep()
        damaged = self.damaged()
        words = _("A text that was not saved when the program was cut off: {reason} ({file}).")
        problems = [
            words.format(reason=reason, file=from_home(self.set_aside(file)))
            for file, reason in damaged.items()
        ]
        texts = []
        for file in self._files():
            with suppress(OSError, ValueError, NewerFormat, Encrypted):
                texts.append(self.read(file.stem))
                with suppress(StoreError):
                    self.put(file.stem, "")
        return texts, problems

    def read(self, person_id: str) -> str:
        """Return what is kept for a person, which stays.

        Raises:
            OSError: There is none, or it can't be read.
            NewerFormat: A newer version of the program has written it.
            ValueError: It is damaged.
            Encrypted: There is no key for it.
        """
        content = unpack(self._cipher.decrypt(self._file(person_id).read_bytes()))
        return str(content.get("text", ""))

    def damaged(self) -> dict[Path, str]:
        """Return the files that can't be read, whatever the disk does, each with the reason."""
        found = {}
        for file in self._files():
            try:
                self.read(file.stem)
            except (OSError, NewerFormat):
                pass  # it may be read another time, or by the version that has written it
            except (ValueError, Encrypted) as error:
                found[file] = str(error)
        return found

    def set_aside(self, file: Path) -> Path:
        """Move a damaged file to the quarantine; return where it lies then."""
        self._before_a_change()
        return self._quarantine.take(file)

    def _file(self, person_id: str) -> Path:
        return self._folder / f"{person_id}{SUFFIX}"

    def waits_for(self, person_id: str) -> bool:
        """Return whether there is a text that may be about a person."""
        return any(one.stem in (person_id, NOBODY) for one in self._files())

    def _sweep(self) -> None:
        """Remove what a write that was cut off, or failed, could not take away."""
        if self._folder.is_dir():
            sweep(self._folder)

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob(f"*{SUFFIX}"))

    def erase(self, person_id: str) -> None:
        """Take away what may be about a person, and what of it was damaged.

        Raises:
            StoreError: It can't be taken away.
        """
        for one in (person_id, NOBODY):
            self.put(one, "")
            for file in self._quarantine.files(one):
                try:
                    remove(file)
                except OSError as error:
                    raise could_not_save(file, error) from error
