"""What can't be read or kept: said on the screen where it was asked for, and an earlier offered."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from textual import work
from textual.worker import Worker

from agendas.words import _
from screens.painting import at_separators
from screens.waiting_screen import WaitingScreen
from storage.text import one_line, visible

if TYPE_CHECKING:
    from screens.desk import Desk

_TOAST, _TOAST_EDGES = 60, 3
"""The cells that a toast takes, or half of the screen; and those of its padding and border."""

Rest = ParamSpec("Rest")
Acting = Callable[Concatenate[Any, Rest], None]


def says_what_fails(act: Acting[Rest]) -> Acting[Rest]:
    """Let an action of a screen that can't read a record say so, and offer an earlier version."""

    @wraps(act)
    def acted(self: Any, /, *words: Rest.args, **named: Rest.kwargs) -> None:
        from storage.errors import StoreError

        try:
            act(self, *words, **named)
        except StoreError as error:
            self.say_what_failed(error)

    return acted


def changes_what_is_kept(act: Callable[Concatenate[Any, Rest], Any]) -> Acting[Rest]:
    """Let an action that changes records say why it can't, where somebody else writes now."""

    @wraps(act)
    def acted(self: Any, /, *words: Rest.args, **named: Rest.kwargs) -> None:
        if self.desk.read_only:
            self.notify(self.desk.read_only, severity="warning", markup=False)
        else:
            act(self, *words, **named)

    return acted


class TellsWhatFails(WaitingScreen):
    """A screen that goes on where a record can't be read, and says so."""

    desk: Desk

    def reload(self) -> None:
        """Read again what is shown, through ``desk.view``."""

    def refresh_bar(self) -> None:
        """Say on the top bar what holds now."""

    def notify(self, message: str, **how: Any) -> None:
        """Show a toast in the place of the one before, unless that one is a warning."""
        if how.get("severity", "information") == "information":
            self.app.clear_notifications()
        room = min(_TOAST, self.app.size.width // 2) - _TOAST_EDGES
        super().notify(at_separators(visible(message), room), **{**how, "markup": False})

    def run_worker(self, work: Any, *words: Any, **named: Any) -> Worker[Any]:
        """Start work that waits for something; what it can't read is said, as by an action."""

        async def saying_what_fails() -> object:
            from storage.errors import StoreError

            try:
                return await work()
            except StoreError as error:
                self.say_what_failed(error)
                return None

        wrapped = saying_what_fails if iscoroutinefunction(work) else work
        return super().run_worker(wrapped, *words, **named)

    def say_what_failed(self, error: Exception) -> None:
        """Say why a record can't be read or kept, and offer an earlier version of it."""
        self.notify(one_line(str(error)), severity="warning", timeout=20, markup=False)
        self.offer_earlier()

    def say_what_is_wrong(self) -> None:
        """Say what was found wrong and not said yet, unless somebody else sees the screen."""
        if self.desk.shared_with is not None:
            return
        for line in self.desk.unsaid():
            self.notify(one_line(line), severity="warning", timeout=20)
        if self.desk.store.problems:
            self.offer_earlier()

    @work
    async def offer_earlier(self) -> None:
        """Ask for each damaged record whether to use its earlier version, if there is one.

        While the screen is shared nothing is asked: it may be a record of somebody else.
        """
        from screens.question import Question
        from storage.errors import StoreError

        if self.desk.shared_with is not None:
            return
        for problem in self.desk.store.problems:
            if not problem.has_earlier or problem.file in self.desk.declined:
                continue
            self.desk.declined.add(problem.file)
            question = Question(
                _("Use the version from before the last sitting?"),
                one_line(str(problem)),
                yes=_("Use it"),
                no=_("Not now"),
            )
            if await self.app.push_screen_wait(question):
                try:
                    self.desk.store.restore(problem)
                except StoreError as error:
                    self.notify(one_line(str(error)), severity="warning", markup=False)
        with suppress(StoreError):  # said already, by whoever could not read it
            self.reload()
            self.refresh_bar()
