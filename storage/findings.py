"""What an examination of the store has found, and what was done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from agendas.words import _
from storage.errors import StoreError, reason_of

State = Literal["mended", "mendable", "note", "open"]
"""``mendable`` would have been mended had it been allowed; ``note`` is for information; ``open``
is left for somebody to look after."""

ORDER: tuple[State, ...] = ("mended", "mendable", "note", "open")
"""The order in which findings are told: what is to be done last, where it is seen."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found."""

    state: State
    what: str
    """What was found, and where."""
    then: str = ""
    """What was done about it, or what to do."""
    id: str = ""
    """Of the document that it is about, if it is about one."""

    def __str__(self) -> str:
        """Say it in one line."""
        then = _("mended: {what}").format(what=self.then) if self.state == "mended" else self.then
        return f"{self.what}: {then}" if then else self.what


@dataclass
class Report:
    """All that was found, and how much was looked at."""

    mend: bool
    """Whether what can be mended is mended."""
    findings: list[Finding] = field(default_factory=list)
    documents: int = 0
    bytes: int = 0
    """The size of all documents."""

    @property
    def well(self) -> bool:
        """Whether nothing is left to be done."""
        return not any(one.state in ("open", "mendable") for one in self.findings)

    def note(self, what: str, then: str = "") -> None:
        """Tell something that needs nothing done."""
        self.findings.append(Finding("note", what, then))

    def leave(self, what: str, then: str = "", id_: str = "") -> None:
        """Tell something that has to be looked after by somebody."""
        self.findings.append(Finding("open", what, then, id_))

    def mended(self, what: str, then: str, mend: Callable[[], object], id_: str = "") -> bool:
        """Mend something, if that is allowed; ``then`` says how. Return whether it is mended."""
        if not self.mend:
            self.findings.append(Finding("mendable", what, _("samtale doctor can mend it"), id_))
            return False
        try:
            mend()
        except StoreError as error:
            self.leave(what, str(error), id_)
            return False
        except OSError as error:
            self.leave(what, reason_of(error), id_)
            return False
        self.findings.append(Finding("mended", what, then, id_))
        return True

    def told(self) -> list[Finding]:
        """Return the findings in the order in which they are told."""
        return sorted(self.findings, key=lambda one: ORDER.index(one.state))


def name_of(file: Path) -> str:
    """Return how a file is named in a finding: with the folders that tell what it is."""
    return "/".join(file.parts[-3:])
