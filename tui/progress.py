"""How far a long work on the whole store is, as a command says it."""

from __future__ import annotations

import sys

LONG = 200
"""The number of files from which on it is said how many are done."""


def show_progress(done: int, of_all: int) -> None:
    """Say how many files are done, where somebody looks on and it takes long."""
    if sys.stderr.isatty() and of_all >= LONG:
        print(f"\r{done}/{of_all}", end="\n" if done == of_all else "", file=sys.stderr, flush=True)
