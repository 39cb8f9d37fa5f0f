"""The first start: three questions at most. Esc leaves one, with nothing lost by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from agendas.words import LANGUAGE_NAMES, N_, _, language
from screens.command import command
from screens.form import Form, FormError
from screens.frame import Frame
from screens.key_words import with_keys
from screens.person_form import NameForm
from screens.pick import Offer, Pick
from screens.settings import SettingsScreen
from screens.unlock import SecretField
from storage.errors import StoreError
from storage.passphrase import check_new, normal


class NewPassphrase(SecretField):
    """A field of the form for a new one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command("passphrase.keep", "enter", "submit", N_("Save"), N_("What stands in the form")),
    ]


class PassphraseForm(Form[str]):
    """A passphrase for all that is kept; left empty, there is none."""

    DEFAULT_CSS = "PassphraseForm .explained { width: 1fr; height: auto; color: $muted; }"

    class Chosen(Message):
        """All that is kept is to be locked with a passphrase."""

        def __init__(self, passphrase: str) -> None:
            """Lock with ``passphrase``."""
            super().__init__()
            self.passphrase = passphrase

    def __init__(self) -> None:
        """Ask for it twice."""
        super().__init__()
        self.call_key("escape", N_("Not now"))
        self.heading = _("Protect all that is kept with a passphrase?")

    def fields(self) -> Iterable[tuple[str, Widget]]:
        """Yield what there is to know, and the two fields."""
        words = _(
            "It is then encrypted, and the passphrase is asked for at each start. {form.leave} goes"
            " on without; “samtale lock” does it later."
        )
        yield "", Static(with_keys(words), classes="explained", markup=False)
        yield _("Passphrase"), NewPassphrase(id="passphrase", hint=_("four or five words"))
        yield _("Once more"), NewPassphrase(id="again")

    def result(self) -> str:
        """Return the passphrase, or nothing where none was typed."""
        first, again = (self.query_one(f"#{id}", SecretField).value for id in _FIELDS)
        if not first and not again:
            return ""
        try:
            check_new(first)
        except StoreError as error:
            raise FormError("passphrase", str(error)) from error
        if normal(first) != normal(again):
            raise FormError("again", _("The two are not the same. Try again."))
        return first


_FIELDS = ("passphrase", "again")


async def ask(frame: Frame, *, first: bool) -> None:
    """Ask for the manager's name where it is missing; ``first``, for what else there is to choose.

    The language comes first, so that the rest is asked in it.
    """
    desk, app = frame.desk, frame.app
    if first:
        offers = [Offer(code, name) for code, name in LANGUAGE_NAMES.items()]
        if code := await app.push_screen_wait(Pick(_("Which language?"), offers, language())):
            _choose(frame, "language", code)
    if not desk.manager and (name := await app.push_screen_wait(NameForm())):
        desk.manager = name
        _choose(frame, "name", name)
    if first and desk.may_lock and (secret := await app.push_screen_wait(PassphraseForm())):
        frame.post_message(PassphraseForm.Chosen(secret))


def _choose(frame: Frame, name: str, typed: str) -> None:
    """Keep what was chosen, say where that fails, and let it hold."""
    frame.desk.choose(name, typed)
    frame.say_what_is_wrong()
    frame.post_message(SettingsScreen.Chosen(name))
