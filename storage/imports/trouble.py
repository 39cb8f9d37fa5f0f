"""What is wrong with a file that is read in."""

from __future__ import annotations


class Trouble(Exception):
    """A line that can't be read, and why; the file's name is known further up."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        """Counted from 1; 0 where a file has no lines, as a Word document."""
        self.reason = reason
        """In the user's language."""


class PlanError(Exception):
    """Why a file is not a plan that can be read, in one line: ``file:line: reason``."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path = path
        self.line = line
        """Counted from 1."""
        self.reason = reason
        """In the user's language."""
