"""Whether there is something to compare: second versions that a sync program has brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.desk import Desk
from storage.errors import StoreError

if TYPE_CHECKING:
    from storage.conflicts import Copy


def copies_to_settle(desk: Desk, person_id: str | None = None) -> list[Copy]:
    """Return the second versions, all or those about one person, as far as they can be had."""
    try:
        return desk.view.copies(person_id)
    except StoreError:
        return []
