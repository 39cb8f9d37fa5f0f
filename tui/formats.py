"""What can be written as what; the words are those of the command line."""

from __future__ import annotations

from typing import Literal

PlanFormat = Literal["md", "html", "json"]
"""What a plan can leave as; also the suffix of its file."""
KeyFormat = Literal["md", "html"]
"""What the list of keys can be written as."""
FormFormat = Literal["md", "html", "docx"]
"""What the employee's form can be written as; also the suffix of its file."""
Form = Literal["text", "json", "csv"]
"""What a list can be written as."""
Shell = Literal["bash", "zsh", "fish"]
"""What can be taught to complete our commands."""
