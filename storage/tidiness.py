"""The files and folders of a home: who may read them, and which don't belong there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from agendas.words import _
from storage.files import is_temporary
from storage.findings import Report, name_of
from storage.home import Home
from storage.names import ID_LENGTH, SUFFIX, is_table, is_ulid
from storage.tombstones import FOLDER as TOMBSTONES

_WITHIN_A_TABLE = "earlier"
_BESIDE_THE_TABLES = ("identity.age", "recovery.age")


def examine_files(home: Home, report: Report) -> None:
    """Look at all files of ``home`` but not into them; links are not followed."""
    for root in dict.fromkeys((home.data, home.state, home.config)):
        for path in _all_in(root):
            if path.is_symlink():
                report.note(name_of(path), _("a link; it is left alone and not followed"))
                continue
            if is_temporary(path.name) and path.is_file():
                what = _("{file} was half written when the machine or the program stopped")
                report.mended(what.format(file=name_of(path)), _("removed"), path.unlink)
                continue
            _close_to_others(path, report)
            if root == home.data and not _belongs(path.relative_to(root), path.is_dir()):
                report.note(name_of(path), _("not one of Samtale's files; it is left alone"))


def _all_in(root: Path) -> Iterator[Path]:
    """Go through ``root`` and all that is in it."""
    if root.is_dir():
        yield root
    for place, folders, names in os.walk(root):
        folders.sort()
        yield from (Path(place, name) for name in sorted((*folders, *names)))


def _close_to_others(path: Path, report: Report) -> None:
    """Take away what other users of the machine may do with a file or folder."""
    if os.name == "nt":
        return
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        what = _("{file} was open to other users ({mode})")
        report.mended(
            what.format(file=name_of(path), mode=f"{mode:04o}"),
            _("closed to all but you"),
            lambda: path.chmod(mode & 0o700),
        )


def _belongs(path: Path, is_folder: bool) -> bool:
    """Return whether something in the data folder is ours, or a sync program's own mark."""
    if path.name.startswith("."):
        return True
    match path.parts:
        case ():
            return True
        case (name,):
            return is_table(name) if is_folder else name in _BESIDE_THE_TABLES
        case (str(), str(name)) if is_folder:
            return name == _WITHIN_A_TABLE or path.parts[0] == TOMBSTONES
        case (str(), *_between, str(name)) if not is_folder and len(path.parts) <= 3:
            return is_ulid(name[:ID_LENGTH]) and name.endswith(SUFFIX)
    return False
