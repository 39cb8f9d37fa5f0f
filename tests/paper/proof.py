"""What every proof on paper is told on the command line, and tells at its end."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path


def options(about: str | None, guards: Iterable[str]) -> argparse.Namespace:
    """Return what was asked for; ``about`` is the docstring of the proof."""
    parser = argparse.ArgumentParser(description=(about or "").split("\n")[0])
    parser.add_argument("--pictures", type=Path, help="a folder for what is to be looked at")
    parser.add_argument("--without", choices=list(guards), help="take a guard out")
    return parser.parse_args()


def ended(faults: Sequence[str], figures: str) -> int:
    """Print the first faults, then the figures with how many there are; return the exit status."""
    for fault in faults[:20]:
        print(fault)
    print(f"{figures}: {len(faults)} faults")
    return 1 if faults else 0
