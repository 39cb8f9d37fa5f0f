"""The twelve commonest errands, from the team with the cursor on the person, key by key."""

from __future__ import annotations

from dataclasses import dataclass

from screens.widgets.key_bar import key_name

MOST = 6
"""How many keys an errand may take, beside what is typed."""


@dataclass(frozen=True)
class Typed:
    """What one writes, which is not counted."""

    text: str


@dataclass(frozen=True)
class Errand:
    """What is done, and the keys from the first screen."""

    words: str
    steps: tuple[str | Typed, ...]

    @property
    def presses(self) -> int:
        """How many keys it takes, beside what is typed."""
        return sum(isinstance(step, str) for step in self.steps)

    @property
    def row(self) -> str:
        """The errand as a row of a table in Markdown."""
        keys = [
            f"`{key_name(step)}`" if isinstance(step, str) else f"*{step.text}*"
            for step in self.steps
        ]
        return f"| {self.words} | {' '.join(keys)} | {self.presses} |"


ERRANDS = {
    "prepare": Errand("Prepare the next talk", ("p",)),
    "find": Errand(
        "Find what was said in 2024 about courses", ("/", Typed("kurs year:2024"), "enter")
    ),
    "last_plan": Errand("Open last year's plan", ("enter", "down", "enter")),
    "export": Errand("Export the plan", ("enter", "x")),
    "praise": Errand("Log praise", ("l", "f2", Typed("Reddet leveransen"), "ctrl+s")),
    "concern": Errand("Log a concern", ("l", "f3", Typed("Mye overtid"), "ctrl+s")),
    "tick": Errand("Tick an action", ("f", "d", "s", "enter")),
    "move": Errand("Move a deadline", ("f", "m", Typed("15. januar"), "enter", "s", "enter")),
    "follow_up": Errand(
        "Plan a follow-up", ("p", "a", "down", "enter", "w", Typed("1. februar"), "enter")
    ),
    "add": Errand("Add a person", ("n", Typed("Ida Moe"), "enter")),
    "start": Errand("Start a talk", ("t",)),
    "go_on": Errand("Go on with a talk", ("t",)),
}
"""Each errand by its name, in an order in which they can be run one after the other."""
