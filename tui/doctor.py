"""``samtale doctor``: the whole store examined, mended, and told about."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

from agendas.words import _, ngettext
from storage.doctor import examine, forget
from storage.errors import StoreError
from storage.findings import Report
from storage.home import Home
from storage.local_store import LocalStore
from storage.sitting import Sitting
from storage.text import one_line
from tui import keeping
from tui.failure import Failure, WrongUse
from tui.progress import waiting
from tui.vault_key import cipher_for


def examine_store(home: Home, *, check: bool, as_json: bool) -> int:
    """Examine the store, and mend it unless it is only to be checked; 1 if something is left."""
    begun = time.monotonic()
    with _opened(home, read_only=check) as store:
        today = keeping.local_now().date()
        left = _("Not all was looked at. What was mended stays mended.")
        with waiting(_("Looking at all that is kept"), left=left) as store.progress:
            report = examine(store, today, mend=not check, progress=store.progress)
    seconds = time.monotonic() - begun
    if as_json:
        _print_json(report, seconds)
    else:
        for finding in report.told():
            print(one_line(str(finding)))
        print(_summary(report, seconds))
    return 0 if report.well else 1


def accept_loss(home: Home, id_: str) -> int:
    """Let what is missing under an id count as erased."""
    with _opened(home, read_only=False) as store:
        lost = forget(store, id_, keeping.local_now().date())
    if not lost:
        words = _("nothing of the id {id} is missing; samtale doctor tells what is")
        raise WrongUse(words.format(id=id_))
    words = ngettext(
        "{n} document isn't missed any more.", "{n} documents aren't missed any more.", lost
    )
    print(words)
    return 0


@contextmanager
def _opened(home: Home, *, read_only: bool) -> Iterator[LocalStore]:
    """Open the store, with nobody else changing it unless it is only read.

    Raises Failure where that can't be.
    """
    try:
        sitting = None if read_only else Sitting(home.state, keeping.local_now())
        try:
            cipher = cipher_for(home)
            if sitting is not None:
                keeping.bring_up(home, cipher)
            store = LocalStore(home, keeping.local_now, cipher, read_only=read_only)
            with keeping.in_use(store):
                yield store
        finally:
            if sitting is not None:
                sitting.end()
    except StoreError as error:
        raise Failure(str(error)) from error


def _summary(report: Report, seconds: float) -> str:
    """Return what was looked at, and what is left to do."""
    documents = ngettext("{n} document", "{n} documents", report.documents)
    looked_at = f"{documents}, {report.bytes / 1000:.0f} kB, {seconds:.1f} s."
    left = sum(one.state in ("open", "mendable") for one in report.findings)
    if not left:
        words = _("All is well.")
        return f"{looked_at} {words}"
    words = ngettext("{n} thing is left to look after.", "{n} things are left to look after.", left)
    return f"{looked_at} {words}"


def _print_json(report: Report, seconds: float) -> None:
    # ASCII, so that no name can command a terminal that it happens to be shown on.
    told = {
        "well": report.well,
        "findings": [asdict(finding) for finding in report.told()],
        "documents": report.documents,
        "bytes": report.bytes,
        "seconds": round(seconds, 3),
    }
    print(json.dumps(told, indent=2))
