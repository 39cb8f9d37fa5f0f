"""A form that is kept while a screen holds the same talk.

`samtale prep` and `samtale import` work beside an open app. They change the form of a talk and
nothing else, and the talk says so (``form_after``). So a screen that holds the talk as it was
before is given the form when it saves, and need not be told that the talk was changed elsewhere.
"""

from __future__ import annotations

from typing import Any

import msgspec

from storage.records import Conversation
from storage.store import Store

_MOST = 20
"""How many such changes in a row are remembered."""


def keep_form(store: Store, talk: Conversation) -> None:
    """Save a talk of which nothing but the form was changed.

    Raises:
        StoreError: It can't be saved; see `Store.save`.
    """
    alone = talk.form_after if _holds(talk) else ()
    talk.form_after = (*alone, talk.rev)[-_MOST:] if talk.rev else ()
    store.save(talk)


def takes_form(talk: Conversation, document: dict[str, Any]) -> bool:
    """Give ``talk`` the form of the kept ``document``, if that is all that was changed there."""
    try:
        kept = msgspec.convert(document, Conversation)
    except msgspec.ValidationError:
        return False
    if not (_holds(kept) and talk.rev in kept.form_after):
        return False
    talk.form_sent, talk.employee_form = kept.form_sent, kept.employee_form
    talk.rev, talk.form_after = kept.rev, ()
    if talk.state == "planned":
        talk.state = kept.state
    return True


def _holds(talk: Conversation) -> bool:
    """Whether the talk was last saved by `keep_form`."""
    return talk.form_after[-1:] == (talk.parent_rev,) and bool(talk.parent_rev)
