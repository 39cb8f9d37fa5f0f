"""People taken in from a list: a preview, a question where somebody is known, then all at once."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

from agendas.words import _
from storage.home import Home
from storage.imports.matching import Choice, Outcome, Proposal, choices, decided, outcome
from storage.imports.taking_in import proposals, take_in
from storage.imports.team import TeamError, TeamList, read_team_file
from storage.imports.team_words import (
    UNREADABLE,
    counts,
    done_words,
    likeness,
    line_words,
    mark_of,
    source_words,
)
from storage.text import one_line
from tui.asking import agrees, answer
from tui.failure import Failure, WrongUse
from tui.keeping import kept, local_now
from tui.listings import print_json
from tui.progress import waiting, waiting_whole
from tui.table import GAP, cells, shortened, table

WIDEST = 100
"""The cells of a line where it is no terminal that shows them."""


def import_team(
    home: Home,
    file: Path,
    *,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    duplicates: Choice | None,
    skip_unreadable: bool,
) -> int:
    """Show what would come of a list of people, and take it in when somebody agrees.

    ``yes`` agrees beforehand, and ``duplicates`` says then what those are who are like somebody.
    """
    today = local_now().date()
    try:
        team = read_team_file(file, today)
    except TeamError as error:
        raise Failure(str(error)) from error
    asks = not (yes or dry_run or as_json) and sys.stdin.isatty()
    left = _("Nothing was imported.")
    with kept(home) as store:
        store.through = "samtale import"
        with waiting(_("Comparing with those who are here"), left=left) as store.progress:
            found = [_as_told(one, duplicates) for one in proposals(store, team.people)]
        if not as_json:
            print(_preview(team, found, outcome(found)))
        if asks:
            found = _asked(found)
        goes_on = yes and not dry_run
        if goes_on and not skip_unreadable:
            _check_readable(team, file)
        result = outcome(found)
        if asks and (result.added or result.filled):
            goes_on = _agreed(result, len(team.troubles))
        if goes_on:
            with waiting_whole(_("Importing"), left=left) as progress:
                result = take_in(store, found, progress)
    if as_json:
        print_json(_values(team, found, result, done=goes_on))
    elif asks or yes:
        print(done_words(result) if goes_on and (result.added or result.filled) else left)
    if not (goes_on or asks or dry_run):
        raise WrongUse(_("Nobody is there to be asked, so nothing was imported; --yes agrees"))
    return 0


def _as_told(proposal: Proposal, duplicates: Choice | None) -> Proposal:
    """Return the proposal with what was said beforehand about those who are like somebody."""
    if duplicates is None or not proposal.doubtful or duplicates not in choices(proposal):
        return proposal
    if duplicates == "same" and proposal.several:
        return proposal
    return decided(proposal, duplicates)


def _check_readable(team: TeamList, file: Path) -> None:
    if team.troubles:
        first = team.troubles[0]
        words = _("{file}:{line}: {reason}; --skip-unreadable goes on with the other lines")
        reason = first.reason.rstrip(".")
        raise Failure(words.format(file=file, line=first.line, reason=reason))


# The preview


def _preview(team: TeamList, found: Sequence[Proposal], result: Outcome) -> str:
    """Return all that would come of the list, line by line."""
    today = local_now().date()
    rows = [
        (
            one.listed.line,
            mark_of(one, done),
            one_line(one.listed.person.name),
            one_line(line_words(one, done, today)),
        )
        for one, done in zip(found, result.lines, strict=True)
    ]
    rows += [(one.line, UNREADABLE, "", one_line(one.reason)) for one in team.troubles]
    total = counts(result, len(team.troubles))
    return "\n".join((one_line(source_words(team)), "", _fitted(sorted(rows)), "", total))


def _fitted(rows: Sequence[tuple[int, str, str, str]]) -> str:
    """Return the rows as a table that is no wider than the terminal."""
    if not rows:
        return ""
    width = get_terminal_size((WIDEST, 24)).columns if sys.stdout.isatty() else WIDEST
    names = max(min(max(cells(row[2]) for row in rows), width // 3), 1)
    room = max(width - len(str(rows[-1][0])) - 1 - names - 3 * len(GAP), names)
    return table(
        [
            (str(line), mark, shortened(name, names), shortened(words, room))
            for line, mark, name, words in rows
        ],
        right=(0,),
        widest=width,
    )


def _values(
    team: TeamList, found: Sequence[Proposal], result: Outcome, *, done: bool
) -> dict[str, Any]:
    """Return what other programs are told."""
    return {
        "encoding": team.encoding,
        "separator": team.separator,
        "unused": list(team.unused),
        "imported": done,
        "lines": [
            {
                "line": one.listed.line,
                "id": one.listed.person.id if what.what == "add" else _id_of(one),
                "name": one.listed.person.name,
                "what": what.what,
                "fields": list(what.fields),
                "differing": list(what.differing),
                "like": one.like.person.name if one.like else None,
                "by": one.by,
                "doubtful": one.doubtful,
            }
            for one, what in zip(found, result.lines, strict=True)
        ],
        "unreadable": [{"line": one.line, "reason": one.reason} for one in team.troubles],
    }


def _id_of(proposal: Proposal) -> str | None:
    return proposal.like.person.id if proposal.like and not proposal.like.line else None


# Asking


def _asked(found: Sequence[Proposal]) -> list[Proposal]:
    """Ask about each who is like somebody; a capital letter answers for all to come."""
    rest: Choice | None = None
    asked = []
    if any(one.doubtful for one in found):
        print(
            _(
                "s is the same person, of whom what is empty is filled in; a is another, who is"
                " added; l leaves the line out. S, A and L go for all the rest."
            )
        )
    for one in found:
        if not one.doubtful:
            asked.append(one)
            continue
        choice, for_all = (rest, True) if rest else _ask(one)
        rest = choice if for_all else rest
        asked.append(decided(one, choice) if choice in choices(one) else one)
    return asked


def _ask(proposal: Proposal) -> tuple[Choice, bool]:
    """Return what is chosen for a line, and whether that goes for the rest."""
    who = _("line {n}: {name}, {why}").format(
        n=proposal.listed.line, name=proposal.listed.person.name, why=likeness(proposal)
    )
    keys: dict[str, Choice] = {"s": "same", "a": "another", "l": "leave"}
    question = one_line(f"{who} [s/a/l] ")
    while True:
        given = answer(question) or "l"
        if given.casefold() in keys:
            return keys[given.casefold()], given.isupper()


def _agreed(result: Outcome, unreadable: int) -> bool:
    return agrees(_("{counts}. Import?").format(counts=counts(result, unreadable)))
