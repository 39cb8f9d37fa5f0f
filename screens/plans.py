"""The plan of one talk and those agreed before it, changed and taken back together."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from screens.desk import Desk
from storage.looking_back import Past, carry_over, look_back, look_back_apart, not_carried
from storage.plan import with_event
from storage.records import Conversation, Plan, StatusChange


class Plans:
    """Every change to the plan of ``conversation``, or to an earlier one, goes through here.

    ``touched`` is called after each change to the conversation; the earlier talks are saved
    at once.
    """

    def __init__(
        self,
        desk: Desk,
        conversation: Conversation,
        *,
        touched: Callable[[], None] = lambda: None,
    ) -> None:
        """Take up ``conversation`` and what was agreed before it."""
        self.desk = desk
        self.conversation = conversation
        self.touched = touched
        self.earlier: dict[str, Conversation] = {
            one.id: one
            for one in desk.view.conversations(conversation.person)
            if one.closed and one.id != conversation.id
        }
        self._undo: list[dict[str, Plan]] = []

    @property
    def past(self) -> list[Past]:
        """What was agreed before, with what became of it."""
        return look_back(self.earlier.values(), self.conversation.agenda.strand)

    @property
    def past_apart(self) -> list[Past]:
        """What was agreed in talks that are kept apart."""
        return look_back_apart(self.earlier.values())

    def change_plan(self, plan: Plan) -> None:
        """Put ``plan`` in the place of the one that stands, to be undone by `undo_plan`."""
        if plan != self.conversation.plan:
            self._change({self.conversation.id: plan})

    def outcome(self, past: Past, change: StatusChange) -> None:
        """Say what became of something that was agreed before."""
        then = self.earlier[past.conversation_id]
        plan = self.conversation.plan
        if past.item.status == "carried":
            chosen = {one.item.thread for one in self.past if one.item.status == "carried"}
            plan = not_carried(plan, past.item.thread, chosen)
        if change.status == "carried":
            plan = carry_over(plan, past.item, then.plan, past.agreed_on, change)
        self._change(
            {
                then.id: with_event(then.plan, past.item.id, change),
                self.conversation.id: plan,
            }
        )

    def undo_plan(self) -> bool:
        """Take back the newest change to a plan; return False where there is none."""
        if not self._undo:
            return False
        self._put(self._undo.pop())
        return True

    def forget_undo(self) -> None:
        """Let what was changed until now stand."""
        self._undo.clear()

    @contextmanager
    def one_change(self) -> Iterator[None]:
        """Have all that is changed in a ``with`` block taken back together by `undo_plan`."""
        before = len(self._undo)
        try:
            yield
        finally:
            changes = self._undo[before:]
            self._undo[before:] = [dict(ChainMap(*changes))] if changes else []

    def _change(self, plans: dict[str, Plan]) -> None:
        self._undo.append({key: self._holder(key).plan for key in plans})
        self._put(plans)

    def _put(self, plans: dict[str, Plan]) -> None:
        for key, plan in plans.items():
            holder = self._holder(key)
            if holder.plan == plan:
                continue
            holder.plan = plan
            if key != self.conversation.id:
                self.desk.save(holder)
        self.touched()

    def _holder(self, key: str) -> Conversation:
        return self.conversation if key == self.conversation.id else self.earlier[key]
