"""Measure the search over a large store, and compare it with a look at every record.

::

    samtale demo --keep D --people 500 --years 10
    python -m tests.benchmarks.search D

The queries are made of what stands in the store: beginnings of words, two words, phrases, filters.
Each is timed as the app asks for the first screenful; then all are asked of every record one by
one.
Exits with 1 where an answer differs, or where 95 of 100 queries don't come within 50 ms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import sys
import time
from pathlib import Path

from storage.home import Home
from storage.local_store import LocalStore
from storage.passages import passages
from storage.progress import untold
from storage.search import SEARCHED, Searched, day_of, is_let_through, person_of, persons_meant
from storage.search_query import Query, fits, read_query, tokens_of
from storage.store import FIRST_HITS

WITHIN = 50.0
"""Milliseconds within which the first results are there."""
MOST_COMPARED = 2000
"""How many answers to one query are compared; where there are more, the last day is left out."""
FILTERS = ("kind:talk", "kind:praise", "kind:concern", "kind:person", "is:open")


def some_queries(records: list[Searched], names: list[str], count: int, seed: int) -> list[str]:
    """Return queries of what stands in the records, of all forms and some that find nothing."""
    chance = random.Random(seed)
    made: list[str] = []
    while len(made) < count:
        texts = passages(chance.choice(records))
        tokens = tokens_of(chance.choice(texts).text) if texts else []
        if len(tokens) < 2:
            continue
        word, other = chance.choice(tokens), chance.choice(tokens)
        at = chance.randrange(len(tokens) - 1)
        phrase = f'"{" ".join(tokens[at : at + chance.randint(2, 4)])}"'
        form = chance.randrange(8)
        made.append(
            [
                word,
                word[: chance.randint(1, 4)],
                f"{word} {other[:3]}",
                phrase,
                f"{phrase} {chance.choice(FILTERS)}",
                f"{word[:3]} person:{chance.choice(names).split()[0]}",
                f"{word[:2]} year:{chance.randint(2016, 2027)} {chance.choice(FILTERS)}",
                f"{word}x {other}",
            ][form]
        )
    return made


Kept = list[tuple[Searched, list[list[str]]]]
"""All records with the words of their texts."""


def looked_at(store: LocalStore, kept: Kept, query: Query) -> list[tuple[str, dt.date]]:
    """Return what a look at every record finds: kind and id, with the day."""
    persons = persons_meant(query, store.names(), None)
    return [
        (f"{type(one).__name__} {one.id}", day_of(one) or dt.date.max)
        for one, words in kept
        if (persons is None or person_of(one) in persons)
        and is_let_through(one, query)
        and fits(query, words)
    ]


def differs(store: LocalStore, query: Query, expected: list[tuple[str, dt.date]]) -> bool:
    """Return whether the store finds others, or in another order; of very many, the newest."""
    found = [
        (f"{type(one.record).__name__} {one.record.id}", day_of(one.record) or dt.date.max)
        for one in store.search(query, limit=MOST_COMPARED)
    ]
    if len(found) == MOST_COMPARED:
        last = min(day for _id, day in found)
        expected = [one for one in expected if one[1] > last]
        found = [one for one in found if one[1] > last]
    days = [day for _id, day in found]
    return sorted(found) != sorted(expected) or days != sorted(days, reverse=True)


def main() -> None:
    """Measure, compare, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    home = Home.at(arguments.folder)
    store = LocalStore(home, lambda: dt.datetime.now(dt.UTC))
    began = time.perf_counter()
    store.get_ready_to_search(untold)
    print(f"made ready in {time.perf_counter() - began:.1f} s")
    store.flush_catalog()
    began = time.perf_counter()
    store = LocalStore(home, lambda: dt.datetime.now(dt.UTC))
    store.search(read_query("a"))
    print(f"first query of a sitting {1000 * (time.perf_counter() - began):.0f} ms")

    records: list[Searched] = [one for kind in SEARCHED for one in store.all(kind)]
    names = [one.name for one in store.names()]
    queries = some_queries(records, names, arguments.queries, arguments.seed)
    times = []
    for typed in queries:
        began = time.perf_counter()
        store.search(read_query(typed), limit=FIRST_HITS)
        times.append(1000 * (time.perf_counter() - began))
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    print(
        f"{len(queries)} queries over {len(records)} records: median"
        f" {statistics.median(times):.1f} ms, 95 of 100 within {late:.1f} ms, worst"
        f" {ordered[-1]:.1f} ms ({queries[times.index(ordered[-1])]})"
    )
    text = sum(len(one.text.encode()) for record in records for one in passages(record))
    index = (home.state / "search" / "index").stat().st_size
    print(f"index {index / 1e6:.1f} MB of {text / 1e6:.1f} MB of text, {100 * index / text:.0f} %")
    kept = [
        (one, [[sys.intern(word) for word in tokens_of(text.text)] for text in passages(one)])
        for one in records
    ]
    other, all_found = 0, 0
    for typed in queries:
        query = read_query(typed)
        expected = looked_at(store, kept, query)
        all_found += len(expected)
        if differs(store, query, expected):
            other += 1
            print(f"differs: {typed}")
    print(
        f"{other} of {len(queries)} answers differ from a look at every record ({all_found} hits)"
    )
    sys.exit(other > 0 or late > WITHIN)


if __name__ == "__main__":
    main()
