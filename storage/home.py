"""Where the program keeps its files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from storage.files import make_folder


def from_home(path: Path) -> str:
    """Return a path as one says it: ``~/samtale/exports``, where it lies in one's own folder."""
    home = Path.home()
    return str(Path("~", path.relative_to(home))) if path.is_relative_to(home) else str(path)


def written_path(text: str) -> Path:
    """Return the path that was written, or that a terminal wrote when a file was dragged to it."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    else:
        text = text.replace("\\ ", " ")
    try:
        return Path(text).expanduser()
    except RuntimeError:  # a home of somebody who is not there
        return Path(text)


@dataclass(frozen=True)
class Home:
    """The folders of one user."""

    data: Path
    """The documents; the one folder that a user may want to sync or back up."""
    config: Path
    """Settings and own agendas."""
    state: Path
    """What belongs to this machine: journal, catalog, quarantine."""
    exports: Path = field(default_factory=Path.cwd)
    """Where plans are written unless the settings say otherwise."""

    @classmethod
    def at(cls, folder: Path) -> Home:
        """Return a home with everything under one folder."""
        return cls(folder / "data", folder / "config", folder / "state", folder / "exports")

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Home:
        """Return the home that ``SAMTALE_HOME`` names, else the platform's usual folders."""
        if named := environ.get("SAMTALE_HOME"):
            return cls.at(Path(named).expanduser().absolute())
        import platformdirs

        return cls(
            data=platformdirs.user_data_path("samtale", appauthor=False),
            config=platformdirs.user_config_path("samtale", appauthor=False),
            state=platformdirs.user_state_path("samtale", appauthor=False),
            exports=platformdirs.user_documents_path(),
        )

    def prepare(self) -> None:
        """Make the folders, closed to other users.

        Raises:
            OSError: A folder can't be made.
        """
        for folder in (self.data, self.config, self.state):
            make_folder(folder)
