"""A plan on its way out, line by line."""

from __future__ import annotations

from agendas.words import _
from screens.desk import Desk
from screens.exporting import write_plan
from storage.errors import reason_of
from storage.records import Conversation
from tui.plain.lines import Lines


def export(lines: Lines, desk: Desk, talk: Conversation) -> None:
    """Write a talk's plan as Markdown, and say where it is or why it could not be written."""
    try:
        lines.say(_("Written: {path}").format(path=write_plan(desk, talk)))
    except OSError as error:
        words = _("Not written: {reason}. Nothing is lost; /export tries again.")
        lines.say(words.format(reason=reason_of(error)))
