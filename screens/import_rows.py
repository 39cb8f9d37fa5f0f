"""What would come of a list of people, as aligned rows."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from agendas.words import _, ngettext
from screens.columns import CALM
from screens.painting import fit, hanging
from storage.imports.matching import Done, Outcome, Proposal
from storage.imports.team import TeamList
from storage.imports.team_words import (
    DOUBT,
    UNREADABLE,
    counts,
    line_words,
    mark_of,
    source_words,
)
from storage.imports.trouble import Trouble

MOST_LINES = 4
"""Of what is said of one line."""
_COLOURS = {"+": "$good", "~": "$time", "=": "$muted", DOUBT: "$late"}


def on_top(team: TeamList, result: Outcome, doubtful: int, width: int) -> list[Content]:
    """Return what is said above the rows: what comes of all, and what the file was taken for."""
    lines = hanging(counts(result, len(team.troubles)), width, 0, "bold")
    if doubtful:
        words = ngettext(
            "{n} is like somebody: is it the same person?",
            "{n} are like somebody: are they the same people?",
            doubtful,
        )
        lines += hanging(words, width, 0, "$time")
    return lines + hanging(source_words(team), width, 0, "$muted")


def proposal_row(
    proposal: Proposal, done: Done, today: dt.date, longest: int, width: int
) -> Content:
    """Return one line with what comes of it; ``longest`` is the width of the longest name."""
    mark = mark_of(proposal, done)
    words = line_words(proposal, done, today)
    colour = "$muted" if done.what in ("leave", "out") else ""
    return _row(
        proposal.listed.line,
        (mark, _COLOURS[mark]),
        proposal.listed.person.name,
        (words, colour),
        longest,
        width,
    )


def in_full(proposal: Proposal, done: Done, today: dt.date, width: int) -> list[Content]:
    """Return what comes of one line, on as many lines as that takes."""
    listed = proposal.listed
    who = _("Line {n}: {name}").format(n=listed.line, name=listed.person.name)
    words = hanging(line_words(proposal, done, today), width, 2, "$muted")
    return [fit(who, width), *words[:MOST_LINES]]


def trouble_row(trouble: Trouble, longest: int, width: int) -> Content:
    """Return a line that can't be read, with the reason."""
    return _row(trouble.line, (UNREADABLE, "$late"), "", (trouble.reason, "$late"), longest, width)


def _row(
    line: int, mark: tuple[str, str], name: str, words: tuple[str, str], longest: int, width: int
) -> Content:
    column = min(longest + CALM, width // 2)
    return Content.assemble(
        fit(str(line), 4, "$muted", "right"),
        " ",
        (f"{mark[0]} ", mark[1]),
        fit(name, column - 1),
        " ",
        fit(words[0], max(width - 7 - column, 8), words[1]),
    )
