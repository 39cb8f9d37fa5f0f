"""``samtale goals``: what the whole unit is to reach, listed or taken in from Markdown."""

from __future__ import annotations

from pathlib import Path

from agendas.words import _, ngettext
from storage.home import Home
from storage.imports.unit_goals import Read, UnitGoalsError, read_unit_goals_file
from storage.records import UnitGoal
from storage.sharing import View
from storage.text import one_line
from storage.unit_goals import called, new_among, of_year
from tui.failure import Failure
from tui.keeping import kept
from tui.keymap import with_own_keys
from tui.listings import print_json
from tui.table import table


def list_goals(home: Home, *, year: int | None, as_json: bool) -> int:
    """Print the goals by year, with how many plans of now serve each."""
    with kept(home) as store:
        found = store.all(UnitGoal)
        serving = View(store).serving()
    goals = sorted(found, key=lambda one: (one.year, one.id))
    goals = [one for one in goals if year in (None, one.year)]
    counts = {one.id: len(serving.get(one.thread, ())) for one in goals}
    if as_json:
        print_json(
            [
                {"id": one.id, "year": one.year, "text": one.text, "plans": counts[one.id]}
                for one in goals
            ]
        )
    elif not goals:
        words = _("There are no unit goals yet. In samtale {people.unit_goals} leads to them.")
        print(with_own_keys(home, words))
    else:
        rows = [(str(one.year), one_line(one.text), str(counts[one.id])) for one in goals]
        print(table([(_("Year"), _("Unit goal"), _("Plans")), *rows], right=(2,)))
    return 0


def import_goals(home: Home, file: Path, *, dry_run: bool, as_json: bool) -> int:
    """Take in the goals of a file that are not kept yet, and print what came of each."""
    try:
        read = read_unit_goals_file(file)
    except UnitGoalsError as error:
        raise Failure(str(error)) from error
    with kept(home) as store:
        there = store.all(UnitGoal)
        new = _new(read, there)
        for goal in () if dry_run else new:
            store.save(goal)
    known = [called(one.text, of_year(there, one.year)) is not None for one in read]
    if as_json:
        found = zip(read, known, strict=True)
        lines = [{"year": one.year, "text": one.text, "new": not old} for one, old in found]
        print_json({"imported": not dry_run, "goals": lines})
        return 0
    for one, old in zip(read, known, strict=True):
        print(f"{'=' if old else '+'} {one.year}  {one_line(one.text)}")
    words = [
        ngettext("{n} would be added", "{n} would be added", len(new))
        if dry_run
        else ngettext("{n} was added", "{n} were added", len(new)),
        ngettext("{n} was there already", "{n} were there already", len(read) - len(new)),
    ]
    print(", ".join(words) + ".")
    return 0


def _new(read: list[Read], there: list[UnitGoal]) -> list[UnitGoal]:
    """Return goals for what is new in a file, in its order."""
    years = dict.fromkeys(one.year for one in read)
    texts = {year: [one.text for one in read if one.year == year] for year in years}
    return [goal for year in years for goal in new_among(texts[year], there, year)]
