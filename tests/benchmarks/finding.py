"""The search: the first results of queries after the first one, and the size of the index."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from storage.home import Home
from storage.local_store import LocalStore
from storage.passages import passages
from storage.progress import untold
from storage.search import SEARCHED, Searched
from storage.search_query import read_query
from storage.store import FIRST_HITS
from tests.benchmarks.figures import Figure
from tests.benchmarks.outside import Measured
from tests.benchmarks.search import some_queries
from tui.keeping import local_now


def measured(place: Path, queries: int = 200) -> Iterator[Figure]:
    """Go through the figures of the store in ``place``."""
    home = Home.at(place)
    store = LocalStore(home, local_now)
    store.get_ready_to_search(untold)
    store.flush_catalog()
    records: list[Searched] = [one for kind in SEARCHED for one in store.all(kind)]
    names = [one.name for one in store.names()]
    found = Measured()
    store.search(read_query("a"))
    for typed in some_queries(records, names, queries, 1):
        began = time.perf_counter()
        store.search(read_query(typed), limit=FIRST_HITS)
        found.times.append(1000 * (time.perf_counter() - began))
    yield Figure("search, 95 of 100 queries", f"{found.p95:.1f} ms", "", found.p95, 50, "ms")
    text = sum(len(one.text.encode()) for record in records for one in passages(record))
    index = (home.state / "search" / "index").stat().st_size
    share = 100 * index / text
    words = f"{index / 1e6:.0f} MB of {text / 1e6:.0f} MB of text"
    yield Figure("the index beside the text", words, "", share, 30, "%")
