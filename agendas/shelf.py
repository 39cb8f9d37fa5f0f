"""The agendas at hand: the built-in ones, and the manager's own, which win over them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from agendas.agenda import Agenda
from agendas.reader import AgendaError, read_agenda_file
from agendas.words import _, choose_language

_BUILT_IN = Path(__file__).parent
"""Holds a folder of Markdown files for each language."""

_OTHER_NORWEGIAN = {"nb": "nn", "nn": "nb"}


class UnknownAgenda(LookupError):
    """There is no agenda of that id; the text says which there are."""


class Shelved(NamedTuple):
    """A file on the shelf: the agenda in it, or what is wrong with it."""

    path: Path
    agenda: Agenda | None
    problem: AgendaError | None = None
    own: bool = False
    """Whether it is the manager's own."""

    def without_hints(self) -> Shelved:
        """Return it without the manager's hints: what both may see."""
        return self if self.agenda is None else self._replace(agenda=self.agenda.without_hints())


class Shelf:
    """Agendas by language and id. Files are read when they are first asked for, once."""

    def __init__(self, own: Path | None) -> None:
        """Look for the manager's own agendas in the folder ``own``, which need not exist."""
        self._own_folder = own
        self._folders: dict[Path, list[Shelved]] = {}
        self._built_in: dict[Path, Shelved] = {}

    def agendas(self, language: str) -> list[Agenda]:
        """Return the agendas of a language, the rarest talk first, then the manager's own.

        An own agenda stands in for a built-in one of the same id and language. A language
        without built-in agendas gets those of the nearest language that has them. An own agenda
        in the other written Norwegian is offered where there is none of its id in this one.
        """
        return [one.agenda for one in self._at_hand(language) if one.agenda is not None]

    def files(self, language: str) -> list[Shelved]:
        """Return the files of `agendas`, and after them the own ones that can't be used."""
        return [*self._at_hand(language), *(one for one in self._own() if one.problem)]

    def own_files(self, id: str) -> list[Shelved]:
        """Return the manager's own files with the agenda ``id``, or that are called so."""
        named = (one for one in self._own() if one.path.stem == id)
        holding = (one for one in self._own() if one.agenda is not None and one.agenda.id == id)
        return list(dict.fromkeys((*holding, *named)))

    def get(self, id: str, language: str) -> Agenda:
        """Return one agenda. Raises UnknownAgenda, in the user's language."""
        own = {one.agenda.id for one in self._own() if one.agenda is not None}
        if id not in own and (agenda := self._only_built_in(id, language)):
            return agenda
        agendas = self.agendas(language)
        for agenda in agendas:
            if agenda.id == id:
                return agenda
        reason = _('there is no agenda "{id}"; there are {ids}')
        raise UnknownAgenda(reason.format(id=id, ids=", ".join(a.id for a in agendas)))

    @property
    def problems(self) -> list[AgendaError]:
        """What is wrong with own files, each of them left out."""
        return [one.problem for one in self._own() if one.problem is not None]

    def stamp(self) -> int:
        """Return a number that is another one when one of the manager's own files has changed.

        It tells nothing of their names: a screen that somebody else sees may keep it.
        """
        found = []
        for path in _markdown_in(self._own_folder):
            with suppress(OSError):
                seen = path.stat()
                found.append((path.name, seen.st_mtime_ns, seen.st_size))
        return hash(tuple(found))

    def read_anew(self) -> None:
        """Forget what the manager's own files held, so that they are read when next asked for."""
        if self._own_folder is not None:
            self._folders.pop(self._own_folder, None)

    def _at_hand(self, language: str) -> list[Shelved]:
        nearest = choose_language(language, {})
        usable = [one for one in self._own() if one.problem is None]
        by_id = _by_id(self._folder(_BUILT_IN / nearest), nearest)
        for id, one in _by_id(usable, _OTHER_NORWEGIAN.get(nearest, "")).items():
            by_id.setdefault(id, one)
        for wanted in (nearest, language):
            by_id |= _by_id(usable, wanted)
        return sorted(by_id.values(), key=_rarest_first)

    def _only_built_in(self, id: str, language: str) -> Agenda | None:
        """Return a built-in agenda, with no other file read: a talk opens with one of them."""
        for path in _markdown_in(_BUILT_IN / choose_language(language, {})):
            if path.stem == id:
                return self._read(path).agenda
        return None

    def _own(self) -> list[Shelved]:
        return self._folder(self._own_folder) if self._own_folder else []

    def _folder(self, folder: Path) -> list[Shelved]:
        """Return a folder's Markdown files, by name."""
        if folder not in self._folders:
            taken: set[tuple[str, str]] = set()
            found: list[Shelved] = []
            for path in _markdown_in(folder):
                one = self._read(path)
                if one.agenda is not None:
                    key = one.agenda.id, one.agenda.language
                    found.append(_second(one, one.agenda) if key in taken else one)
                    taken.add(key)
                else:
                    found.append(one)
            self._folders[folder] = found
        return self._folders[folder]

    def _read(self, path: Path) -> Shelved:
        """Read a file; a built-in one once."""
        if path.parent == self._own_folder:
            return _read(path, own=True)
        if path not in self._built_in:
            self._built_in[path] = _read(path, own=False)
        return self._built_in[path]


def _markdown_in(folder: Path | None) -> list[Path]:
    return sorted(folder.glob("[!.]*.md")) if folder is not None else []


def _read(path: Path, *, own: bool) -> Shelved:
    try:
        return Shelved(path, read_agenda_file(path), own=own)
    except AgendaError as problem:
        return Shelved(path, None, problem, own)


def _second(one: Shelved, agenda: Agenda) -> Shelved:
    """Return a file with an agenda that another file has already."""
    reason = _('another file has the id "{id}" and the language {language} too')
    reason = reason.format(id=agenda.id, language=agenda.language)
    return one._replace(problem=AgendaError(one.path, 0, reason))


def _by_id(files: Iterable[Shelved], language: str) -> dict[str, Shelved]:
    return {
        one.agenda.id: one
        for one in files
        if one.agenda is not None and one.agenda.language == language
    }


def _rarest_first(one: Shelved) -> int:
    agenda = one.agenda
    return 0 if agenda is None or agenda.apart else -agenda.months
