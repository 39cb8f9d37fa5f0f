"""Does a file hold what was agreed: its text, its own fingerprint, and the talk as it is kept."""

from __future__ import annotations

from typing import NamedTuple

from agendas.words import _
from storage.agreement import fingerprint
from storage.imports.plan import read_plan
from storage.records import Answer, Conversation


class Verdict(NamedTuple):
    """Whether a file matches what was agreed, and how that shows, in one line."""

    matches: bool
    reason: str


def verify(text: str, path: str, agreed: Conversation | None) -> Verdict:
    """Judge an exported file by its text; ``agreed`` is the talk of its id, where it is kept.

    Raises PlanError where the file is not an exported plan.
    """
    imported = read_plan(text, path)
    found = fingerprint(imported.conversation)
    if found != imported.stated_fingerprint:
        return Verdict(
            False, _("The text was changed: it no longer has the fingerprint it states.")
        )
    if agreed is None:
        return Verdict(
            True, _("The text has the fingerprint it states. The talk itself is not kept here.")
        )
    if agreed.id != imported.conversation.id:
        return Verdict(False, _("This is the plan of another talk."))
    if found != fingerprint(agreed):
        earlier = any(_answered(version.answers, found) for version in agreed.versions)
        if earlier:
            return Verdict(False, _("This is an earlier version; the plan was agreed anew since."))
        return Verdict(False, _("The text is not the one that is kept of this talk."))
    if imported.conversation.answers != agreed.answers:
        return Verdict(False, _("The text is the one that is kept; the answers to it are not."))
    if not agreed.closed:
        return Verdict(True, _("The text is the one that is kept. It is a draft, not agreed yet."))
    return Verdict(True, _("The text and the answers are those that are kept of this talk."))


def _answered(answers: tuple[Answer, ...], text: str) -> bool:
    return any(answer.fingerprint == text for answer in answers)
