"""The slow part of unlocking, run as a program of its own; see `storage.passphrase`.

It stands alone, so that it can be started by its path and needs nothing but pyrage. Standard
input is the passphrase's length in bytes and a line's end, the passphrase, then the key file;
standard output is what the key file holds.
"""

from __future__ import annotations

import sys

DONE = 0
WRONG = 11
"""The exit status for a passphrase that doesn't fit; any other is a failure."""


def main() -> int:
    """Open one key file; return the exit status."""
    import pyrage  # type: ignore[import-untyped]

    length = int(sys.stdin.buffer.readline())
    passphrase = sys.stdin.buffer.read(length).decode()
    try:
        found = pyrage.passphrase.decrypt(sys.stdin.buffer.read(), passphrase)
    except pyrage.DecryptError as error:
        return WRONG if str(error) == "Decryption failed" else 1
    sys.stdout.buffer.write(found)
    return DONE


if __name__ == "__main__":
    sys.exit(main())
