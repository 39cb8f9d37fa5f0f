"""Private notes that stay folded until a key opens them."""

from __future__ import annotations

from textual.content import Content
from textual.screen import ModalScreen

from agendas.words import N_, ngettext
from screens.command import command
from screens.frame import Frame
from screens.key_words import in_key_colour
from screens.what_fails import says_what_fails

UNFOLD = command(
    "private", "full_stop", "unfold", N_("Private notes"), N_("Open them, or fold them again")
)
"""The key of every screen that folds; each gives it its place among its own."""


class Folding(Frame):
    """A screen with private notes: folded they are not loaded, only counted.

    So it can be opened with somebody beside. The notes fold again when the screen is left for
    another one, and whenever it becomes shared or private. Subclasses do in `reload` as
    ``unfolded`` says.
    """

    unfolded: bool = False
    """Whether private notes are open; never while the screen is shared."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what is private only where it may be seen."""
        return self.desk.shared_with is None if action == "unfold" else True

    def action_unfold(self) -> None:
        """Open the private notes, or fold them again."""
        self.unfold(not self.unfolded)

    @says_what_fails
    def unfold(self, unfolded: bool) -> None:
        """Open the private notes, or fold them."""
        if unfolded != self.unfolded:
            self.unfolded = unfolded
            self.reload()

    def sharing_changed(self) -> None:
        """Fold, then read anew."""
        self.unfolded = False
        super().sharing_changed()

    def on_screen_suspend(self) -> None:
        """Fold when another screen takes the place of this one; a form only lies over it."""
        *below, top = self.app.screen_stack
        if self in below and not isinstance(top, ModalScreen):
            self.unfold(False)


def folded_words(count: int) -> Content:
    """Return how many private notes are folded, and the key that opens them."""
    words = ngettext("{private} opens {n} private note", "{private} opens {n} private notes", count)
    return Content.assemble(("◌ ", "$muted"), in_key_colour(words))
