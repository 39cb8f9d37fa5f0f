"""What the made-up people say: picks from written sentences, the same for the same seed."""

from __future__ import annotations

import datetime as dt
import random
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from storage.ulids import ulid_at

PLACEHOLDERS = ("project", "colleague", "system", "course")
"""What stands in braces in the sentences; each talk has one word for each."""


@cache
def pools(language: str) -> dict[str, Any]:
    """Return the sentences of one language, ``nb``, ``nn`` or ``en``, with the names."""
    folder = Path(__file__).parent
    files = (folder / f"{language}.toml", folder / "names.toml")
    return {
        key: value
        for file in files
        for key, value in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }


class Voice:
    """One person's share of chance: words, choices and ids."""

    def __init__(self, language: str, seed: str) -> None:
        """Speak ``language``; everything that is picked follows from ``seed``."""
        self.pools = pools(language)
        self.chance = random.Random(seed)
        self._decks: dict[tuple[str, ...], list[str]] = {}
        self.change_subject()

    def change_subject(self) -> None:
        """Choose anew the project, colleague, system and course that are talked about."""
        self._subject = {name: self.chance.choice(self.pools[name]) for name in PLACEHOLDERS}

    def say(self, sentence: str) -> str:
        """Return a sentence with the words of this talk in it."""
        said = sentence.format_map(self._subject)
        return said[:1].upper() + said[1:]

    def pick(self, *path: str) -> str:
        """Return one sentence of a pool, none again before all have been: ``pick("purposes")``."""
        deck = self._decks.setdefault(path, [])
        if not deck:
            pool = self._pool(path)
            deck += self.chance.sample(pool, len(pool))
        return self.say(deck.pop())

    def lines(self, *path: str, most: int) -> str:
        """Return one to ``most`` different sentences of a pool, a line each."""
        pool = self._pool(path)
        count = self.chance.randint(1, min(most, len(pool)))
        return "\n".join(self.say(sentence) for sentence in self.chance.sample(pool, count))

    def new_id(self, at: dt.datetime) -> str:
        """Return a ULID that was made at that moment."""
        return ulid_at(at, self.chance.randbytes(10))

    def happens(self, of_ten: float) -> bool:
        """Return True about ``of_ten`` times of ten."""
        return self.chance.random() * 10 < of_ten

    def _pool(self, path: tuple[str, ...]) -> list[str]:
        pool: Any = self.pools
        for name in path:
            pool = pool[name]
        return list(pool)


def names() -> Iterator[str]:
    """Yield names without end, no two alike; the first ones are those that the demo shows."""
    known = pools("en")
    first, last = known["first"], known["last"]
    number = 0
    while True:
        turn, place = divmod(number, len(first) * len(last))
        number += 1
        # Two lists whose lengths have no common divisor give every pair once a turn.
        name = f"{first[place % len(first)]} {last[place % len(last)]}"
        yield name if turn == 0 else f"{name} {'I' * (turn + 1)}"
