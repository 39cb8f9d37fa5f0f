"""A text of the screen in the user's own editor, while the program goes on behind it."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual.app import SuspendNotSupported

from agendas.words import _
from screens.leaving import when_told
from storage.text import one_line
from tui.keys_in_turn import KeysInTurn

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from screens.settings import SettingsScreen
    from screens.widgets.text_pane import TextPane
    from tui.editor import Edited

Edit: TypeAlias = "Callable[[list[str]], Awaitable[Edited]]"
"""Has an editor, by its command, do something; raises nothing."""


def into_the_void(data: str) -> None:
    """Take what is painted where nobody can see it."""


class Editing(KeysInTurn):
    """An app that lends its terminal to an editor; clock and saving go on meanwhile."""

    _editor: asyncio.Task[None] | None = None
    _then: Callable[[], None] | None = None
    """What is done when an editor that was told to end has ended."""

    @property
    def editing(self) -> bool:
        """Whether the user is in an editor now."""
        return self._editor is not None

    def on_text_pane_editor_asked(self, event: TextPane.EditorAsked) -> None:
        """Open the editor, after what was typed in the same packet."""
        event.pane.call_later(self._open_editor, event.pane)

    def end_editor(self, then: Callable[[], None]) -> bool:
        """Tell an editor to end, and call ``then`` when what it has saved stands in its pane.

        Return whether there is one.
        """
        if self._editor is None:
            return False
        if self._then is None:
            self._then = then
            self._editor.cancel()
        return True

    def on_settings_screen_editor_asked(self, event: SettingsScreen.EditorAsked) -> None:
        """Open the file of the settings in the editor, and take in what it then says."""
        from tui.editor import edit_file_meanwhile

        def take(_edited: Edited) -> None:
            event.screen.edited()

        if self._editor is None:
            edit = partial(edit_file_meanwhile, file=event.file)
            self._editor = asyncio.create_task(self._edit(event.screen, "", edit, take))

    def _open_editor(self, pane: TextPane) -> None:
        from tui.editor import edited_meanwhile

        def take(edited: Edited) -> None:
            if edited.text != text:
                pane.put(edited.text)

        if self._editor is None:
            text = pane.text
            edit = partial(edited_meanwhile, text=text)
            self._editor = asyncio.create_task(self._edit(pane, text, edit, take))

    async def _edit(
        self, node: DOMNode, text: str, edit: Edit, take: Callable[[Edited], None]
    ) -> None:
        """Lend the terminal to ``edit``, let ``take`` have what came of ``text``, and say what
        went wrong; ``node`` tells others of what it took.
        """
        said = ""
        try:
            edited = await self._lend_terminal(text, edit)
            said = edited.problem
            take(edited)
        finally:
            self._editor = None
            if self._then is not None:
                when_told(node, self._then)
        if said and self._then is None:
            self.screen.notify(one_line(said), severity="warning", timeout=20, markup=False)

    async def _lend_terminal(self, text: str, edit: Edit) -> Edited:
        """Return what came of ``text``. Nothing may be raised while Textual is suspended."""
        from tui.editor import Edited, editor_command
        from tui.failure import Failure

        driver = self._driver
        assert driver is not None
        try:
            command = editor_command()
            with self.batch_update(), self.suspend(), _interrupts_are_the_editors():
                # Textual stops the thread that writes, and would wait for it if it painted.
                driver.write = into_the_void  # type: ignore[method-assign]
                edited = await edit(command)
                if self._then is None:
                    del driver.write
        except Failure as failure:
            return Edited(text, str(failure))
        except SuspendNotSupported:
            return Edited(text, _("This terminal can't be lent to an editor."))
        return edited


@contextmanager
def _interrupts_are_the_editors() -> Iterator[None]:
    """Leave ^C and the like to the editor: the terminal sends them to this program as well."""
    numbers = [getattr(signal, name) for name in ("SIGINT", "SIGQUIT") if hasattr(signal, name)]
    before = [(one, signal.signal(one, lambda _number, _frame: None)) for one in numbers]
    try:
        yield
    finally:
        for number, handler in before:
            signal.signal(number, handler)
