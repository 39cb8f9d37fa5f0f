"""Many made-up records at once, for demos, tests and benchmarks."""

from __future__ import annotations

import os
from collections.abc import Iterable

import msgspec

from storage.envelope import pack
from storage.errors import could_not_save
from storage.files import write_fully
from storage.home import Home
from storage.migration import mark
from storage.records import Record
from storage.tables import TABLES


def fill(home: Home, records: Iterable[Record]) -> None:
    """Write ``records`` to a home that holds none of them.

    The files are those that a store would write, but no write waits for the disk: a machine that
    loses its power may lose some, which is no loss where all is made up. A record's first
    revision is its id, so that the same records make the same files.

    Raises:
        StoreError: Something can't be written, or is there already.
    """
    home.prepare()
    mark(home.state)
    for table in TABLES.values():
        (home.data / table).mkdir(mode=0o700, exist_ok=True)
    for record in records:
        path = home.data / TABLES[type(record)] / f"{record.id}.json"
        record.rev = record.id
        data = pack(msgspec.to_builtins(record))
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                write_fully(descriptor, data)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise could_not_save(path, error) from error
