"""A line of text that offers some to choose from, and takes any other as well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from agendas.words import N_
from screens.command import command
from screens.widgets.field import Field


class OfferingField(Field):
    """A field in which the arrow keys go through what is offered; own words stay among it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command("offer.next", "down", "offer(1)", N_("Choose"), N_("The next of what is offered")),
        command(
            "offer.previous", "up", "offer(-1)", N_("Previous"), N_("The one before"), show=False
        ),
    ]

    def __init__(
        self, value: str, offered: Sequence[str], *, id: str, placeholder: str = ""
    ) -> None:
        """Hold ``value``, and offer ``offered``."""
        super().__init__(value, id=id, placeholder=placeholder)
        self._offered = list(dict.fromkeys(offered))
        self._own = "" if value in self._offered else value

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to choose where something is offered."""
        return (
            bool(self._offered) if action == "offer" else super().check_action(action, parameters)
        )

    def action_offer(self, by: int) -> None:
        """Put the next or the previous one in the field; before the first are the own words."""
        if self.value not in self._offered:
            self._own = self.value
        round_ = [self._own, *self._offered]
        self.value = round_[(round_.index(self.value) + by) % len(round_)]
        self.cursor_position = len(self.value)
