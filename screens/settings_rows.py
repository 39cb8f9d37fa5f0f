"""The settings as rows: what each is called, and what holds."""

from __future__ import annotations

from textual.content import Content

from agendas.words import _
from screens.painting import fit, hanging
from screens.setting import Setting

_TITLE = 26
"""The cells of a title."""


def setting_row(one: Setting, width: int) -> Content:
    """Return a setting on one line; what is not the usual is bright."""
    title = min(_TITLE, width // 2)
    value = fit(one.said, width - title - 2, "$muted" if one.usual else "bold")
    if one.problem:
        words = _("{value} · wrong in the file").format(value=one.said)
        value = fit(words if one.said else one.problem, width - title - 2, "$late")
    mark = ("! ", "$late") if one.problem else "  "
    return Content.assemble(mark, fit(one.title, title - 1), " ", value)


def about_setting(one: Setting, width: int) -> list[Content]:
    """Return what there is to say of the setting under the cursor."""
    lines = hanging(one.explained, width, 0, "$muted")
    if one.problem:
        words = _("{name} in the file: {reason}.")
        problem = words.format(name=one.name, reason=one.problem.rstrip("."))
        lines = [*hanging(problem, width, 0, "$late"), *lines]
    return lines
