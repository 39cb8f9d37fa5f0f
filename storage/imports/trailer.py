"""The comment at the end of an exported plan: ids, threads and the exact times of answers."""

from __future__ import annotations

import datetime as dt
from urllib.parse import unquote

from agendas.words import _
from storage.imports.trouble import Trouble


class Trailer:
    """Gives out what the comment holds, in the order of the text that it belongs to."""

    def __init__(self, comment: str, line: int) -> None:
        self._rows = [[unquote(word) for word in row.split(" ")] for row in comment.split("\n")]
        self._rows = self._rows[1:-2]  # between the two marks of the comment
        self._line = line
        self._ids: set[str] = set()

    def item(self, kind: str) -> tuple[str, str]:
        """Return id and thread of the next goal or action."""
        item_id, thread = self._next(kind)
        if item_id in self._ids:
            raise self._trouble()
        self._ids.add(item_id)
        return item_id, thread

    def answer(self) -> tuple[dt.datetime, str]:
        """Return the time of the next answer, and the fingerprint that it was given to."""
        moment, fingerprint = self._next("answer")
        try:
            at = dt.datetime.fromisoformat(moment)
        except ValueError as error:
            raise self._trouble() from error
        if at.tzinfo is None:
            raise self._trouble()
        return at, fingerprint

    def _next(self, kind: str) -> tuple[str, str]:
        row = self._rows.pop(0) if self._rows else []
        if len(row) != 3 or row[0] != kind or not row[1]:
            raise self._trouble()
        return row[1], row[2]

    def _trouble(self) -> Trouble:
        return Trouble(self._line, _("the comment at the end does not fit the plan above it"))
