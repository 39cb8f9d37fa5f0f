"""The names of documents and tables, and of their files."""

from __future__ import annotations

import re

ID_LENGTH = 26
"""The length of an id."""
SUFFIX = ".json"
"""What the name of a document's file ends in, after its id."""

_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_TABLE = re.compile(r"[a-z_][a-z0-9_]{0,30}")


def is_ulid(text: object) -> bool:
    """Return whether ``text`` is a ULID in its one strict spelling."""
    return isinstance(text, str) and _ULID.fullmatch(text) is not None


def is_table(text: str) -> bool:
    """Return whether ``text`` can name a table: as a folder, on every file system."""
    return _TABLE.fullmatch(text) is not None
