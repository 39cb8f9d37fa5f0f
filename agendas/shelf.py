"""The agendas at hand: the built-in ones, and the manager's own, which win over them."""

from __future__ import annotations

from pathlib import Path

from agendas.agenda import Agenda
from agendas.reader import AgendaError, read_agenda_file
from agendas.words import _, choose_language

_BUILT_IN = Path(__file__).parent
"""Holds a folder of Markdown files for each language."""


class UnknownAgenda(LookupError):
    """There is no agenda of that id; the text says which there are."""


class Shelf:
    """Agendas by language and id. Files are read when they are first asked for, once."""

    def __init__(self, own: Path | None) -> None:
        """Look for the manager's own agendas in the folder ``own``, which need not exist."""
        self._own_folder = own
        self._agendas: dict[Path, list[Agenda]] = {}
        self._problems: list[AgendaError] = []

    def agendas(self, language: str) -> list[Agenda]:
        """Return the agendas of a language, the rarest talk first, then the manager's own.

        An own agenda stands in for a built-in one of the same id and language. A language
        without built-in agendas gets those of the nearest language that has them.
        """
        nearest = choose_language(language, {})
        by_id = {agenda.id: agenda for agenda in self._folder(_BUILT_IN / nearest)}
        for wanted in (nearest, language):
            by_id |= {agenda.id: agenda for agenda in self._own() if agenda.language == wanted}
        return sorted(by_id.values(), key=lambda agenda: 0 if agenda.apart else -agenda.months)

    def get(self, id: str, language: str) -> Agenda:
        """Return one agenda. Raises UnknownAgenda, in the user's language."""
        agendas = self.agendas(language)
        for agenda in agendas:
            if agenda.id == id:
                return agenda
        reason = _('there is no agenda "{id}"; there are {ids}')
        raise UnknownAgenda(reason.format(id=id, ids=", ".join(a.id for a in agendas)))

    @property
    def problems(self) -> list[AgendaError]:
        """What is wrong with own files, each of them left out."""
        self._own()
        return self._problems

    def _own(self) -> list[Agenda]:
        return self._folder(self._own_folder) if self._own_folder else []

    def _folder(self, folder: Path) -> list[Agenda]:
        """Return the agendas in a folder's Markdown files, by file name."""
        if folder not in self._agendas:
            found: dict[tuple[str, str], Agenda] = {}
            for path in sorted(folder.glob("[!.]*.md")):
                try:
                    agenda = read_agenda_file(path)
                except AgendaError as problem:
                    self._problems.append(problem)
                    continue
                key = agenda.id, agenda.language
                if key in found:
                    reason = _('another file has the id "{id}" and the language {language} too')
                    reason = reason.format(id=agenda.id, language=agenda.language)
                    self._problems.append(AgendaError(path, 0, reason))
                found.setdefault(key, agenda)
            self._agendas[folder] = list(found.values())
        return self._agendas[folder]
