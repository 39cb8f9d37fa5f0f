"""The goals of the whole unit, year by year, and which of them nobody's plan serves.

A goal in a plan points at a unit goal by its id, and keeps the words that both agreed on beside
it: a unit goal can then be worded anew and is still served, and what was agreed stays as it was.
One that is copied into the next year keeps its thread, so that plans made in the autumn serve it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from storage.records import UnitGoal


def of_year(goals: Iterable[UnitGoal], year: int) -> list[UnitGoal]:
    """Return the goals of one year, in the order in which they were made."""
    return sorted((goal for goal in goals if goal.year == year), key=lambda goal: goal.id)


def called(words: str, goals: Iterable[UnitGoal]) -> UnitGoal | None:
    """Return the goal that says just what ``words`` do, but for spaces and capital letters."""
    return next((goal for goal in goals if _bare(goal.text) == _bare(words)), None)


def new_among(texts: Iterable[str], goals: Collection[UnitGoal], year: int) -> list[UnitGoal]:
    """Return goals for those of ``texts`` that the year does not have yet, each once."""
    there = of_year(goals, year)
    new: list[UnitGoal] = []
    for text in texts:
        if called(text, (*there, *new)) is None:
            new.append(UnitGoal(text=text, year=year))
    return new


def carried_into(year: int, goals: Collection[UnitGoal]) -> list[UnitGoal]:
    """Return copies for a year of what the year before has and it has not."""
    there = of_year(goals, year)
    threads = {goal.thread for goal in there}
    return [
        UnitGoal(text=goal.text, year=year, thread=goal.thread)
        for goal in of_year(goals, year - 1)
        if goal.thread not in threads and called(goal.text, there) is None
    ]


def serving(
    goals: Iterable[UnitGoal], pointing: Iterable[tuple[str, Iterable[str]]]
) -> dict[str, list[str]]:
    """Return who serves each thread of ``goals``; ``pointing`` has names with goals' ids."""
    threads = {goal.id: goal.thread for goal in goals}
    found: dict[str, list[str]] = {}
    for name, ids in pointing:
        for thread in dict.fromkeys(threads[id_] for id_ in ids if id_ in threads):
            found.setdefault(thread, []).append(name)
    return found


def _bare(text: str) -> str:
    return " ".join(text.split()).casefold()
