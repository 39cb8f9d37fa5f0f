"""A conversation in parts, so that a small change of it is a small thing to write down.

Each topic's notes, the plan and the clock are parts of their own; ``head`` is the rest. A part
is JSON. The document's identity and revision belong to the store and are no part; a journal tells
the revision of the document that its parts go over.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from agendas.words import _
from storage.envelope import encode
from storage.errors import Damaged
from storage.migration import head_brought_up
from storage.records import Conversation

_NOTES = "notes/"
_GOES_OVER = "rev"
_ALONE = ("plan", "clock")
_OF_THE_STORE = ("id", "schema", "rev", "parent_rev", "base_rev")


def parts(conversation: Conversation) -> dict[str, bytes]:
    """Return the parts of ``conversation`` as it is now."""
    fields = msgspec.structs.asdict(conversation)
    notes = fields.pop("notes")
    alone = {name: encode(fields.pop(name)) for name in _ALONE}
    head = {name: value for name, value in fields.items() if name not in _OF_THE_STORE}
    numbered = {f"{_NOTES}{topic}": encode(one) for topic, one in enumerate(notes)}
    return {"head": encode(head), **alone, **numbered}


def apply(conversation: Conversation, changed: Mapping[str, bytes]) -> Conversation:
    """Return a copy of ``conversation`` with ``changed`` parts in the place of its own.

    Raises:
        Damaged: The parts aren't those of a conversation.
    """
    identity = {name: getattr(conversation, name) for name in _OF_THE_STORE}
    return _built(identity, {**parts(conversation), **changed})


def over(rev: str) -> dict[str, bytes]:
    """Return what a journal says of the document that its parts go over; "" is none yet."""
    return {_GOES_OVER: encode(rev)}


def goes_over(in_journal: Mapping[str, bytes]) -> str | None:
    """Return the revision that a journal's parts go over, or None where it doesn't tell."""
    rev = msgspec.json.decode(in_journal.get(_GOES_OVER, b"null"))
    return rev if isinstance(rev, str) else None


def taken_up(kept: Conversation, in_journal: Mapping[str, bytes]) -> Conversation:
    """Return the ``kept`` talk with what its journal holds.

    Where that goes over another revision than the kept one, and says something else, the talk is
    of that revision: to save it over what somebody else has kept meanwhile is refused.

    Raises:
        Damaged: The parts aren't those of a conversation.
    """
    talk, rev = apply(kept, in_journal), goes_over(in_journal)
    if rev not in (None, kept.rev) and parts(talk) != parts(kept):
        talk.rev = rev
    return talk


def from_parts(id_: str, all_parts: Mapping[str, bytes]) -> Conversation:
    """Return the conversation that was never a document, from all of its parts.

    Raises:
        Damaged: Parts are missing, or aren't those of a conversation.
    """
    return _built({"id": id_}, all_parts)


def _built(identity: Mapping[str, object], all_parts: Mapping[str, bytes]) -> Conversation:
    numbered = [name for name in all_parts if name.startswith(_NOTES)]
    try:
        notes = [msgspec.Raw(all_parts[f"{_NOTES}{topic}"]) for topic in range(len(numbered))]
        fields = head_brought_up(msgspec.json.decode(all_parts["head"], type=dict[str, Any]))
        alone = {name: msgspec.Raw(all_parts[name]) for name in _ALONE}
        whole = msgspec.json.encode({**fields, **alone, "notes": notes, **identity})
        return msgspec.json.decode(whole, type=Conversation)
    except (KeyError, msgspec.DecodeError) as error:
        words = _("The journal of this talk could not be read. Open the talk as it was saved.")
        raise Damaged(words) from error
