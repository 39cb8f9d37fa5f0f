"""Fill in forms, mangle them as they are on their way, and read what comes back::

    python -m tests.forms [NUMBER [SEED]]

Prints the figures and the first of what is wrong; ends with 1 if anything is.
"""

from __future__ import annotations

import sys

from tests.forms.proof import prove

if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    figures = prove(*numbers, *(400, 1)[len(numbers) :])
    print(figures)
    print(*figures.found[:20], sep="\n")
    sys.exit(bool(figures.found))
