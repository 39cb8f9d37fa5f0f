"""Two versions of one record, compared, and made one again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from agendas.words import N_, _
from screens.command import command
from screens.conflict_rows import conflict_rows
from screens.desk import Desk
from screens.frame import Frame
from screens.key_words import with_keys
from screens.pick import Offer, Pick
from screens.question import Question
from screens.record_words import PERSON_WORDS, person_value, title_of
from screens.widgets.pages import Pages
from storage.conflicts import Copy, Versions
from storage.errors import StoreError
from storage.merging import merged, to_choose
from storage.records import Person, Record
from storage.settling import both_kept
from storage.text import one_line
from storage.uniting import Unmergeable


class ConflictScreen(Frame):
    """Shows the second versions that a sync program has brought, one after the other."""

    usage = N_(
        "A sync program has found two versions of the same record, as when it was changed on two"
        " machines. Only what differs is shown. Merging keeps what both have written; whatever"
        " you choose, the other version is put aside and not thrown away."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "conflict.left", "1", "keep('left')", N_("Keep left"), N_("The version on the left")
        ),
        command(
            "conflict.right", "2", "keep('right')", N_("Keep right"), N_("The version on the right")
        ),
        command("conflict.merge", "m", "merge", N_("Merge"), N_("What both have")),
        command("conflict.both", "b", "keep_both", N_("Keep both"), N_("As two records")),
        command(
            "conflict.later",
            "escape",
            "app.pop_screen",
            N_("Later"),
            N_("Leave both as they are for now"),
        ),
    ]

    def __init__(self, desk: Desk, copies: list[Copy]) -> None:
        """Go through ``copies``, of which there is at least one.

        Raises:
            StoreError: The first can't be read.
        """
        super().__init__(desk)
        self._copies = copies
        self.versions: Versions[Record] = desk.view.versions(copies[0])

    def body(self) -> Iterable[Widget]:
        """Return both versions as one text."""
        yield Pages()

    def heading(self) -> Content:
        """Return whose record it is, and which."""
        of = " · ".join(filter(None, (self._whom(), title_of(self.versions.other))))
        more = f"  1/{len(self._copies)}" if len(self._copies) > 1 else ""
        return Content.assemble((_("Two versions"), "bold"), "  ", (one_line(of) + more, "$muted"))

    def opened(self) -> None:
        """Be ready to scroll."""
        self.query_one(Pages).focus()

    def reload(self) -> None:
        """Lay both versions out."""
        versions, zone = self.versions, self.desk.now().tzinfo
        self.query_one(Pages).show(lambda width: conflict_rows(versions, zone, width))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with these two; nothing of it is for a shared screen."""
        if action == "share":
            return False
        if action in ("merge", "keep_both"):
            return self.versions.mine is not None
        return self.versions.mine is not None if parameters == ("left",) else True

    def _whom(self) -> str:
        if not self.versions.copy.person:
            return ""
        people = {one.id: one.name for one in self.desk.view.people()}
        return people.get(self.versions.copy.person, "")

    # What the keys do

    @work
    async def action_keep(self, side: str) -> None:
        """Keep one of the two after a question."""
        question = Question(
            _("Keep the left version?") if side == "left" else _("Keep the right version?"),
            _("The other one is put aside, in the state folder's quarantine."),
            yes=_("Keep it"),
        )
        if await self.app.push_screen_wait(question):
            versions = self.versions
            chosen = versions.mine if side == "left" else versions.other
            self._settle(chosen or versions.other)

    @work
    async def action_merge(self) -> None:
        """Keep what both have; ask for what can't be decided."""
        mine, other, base = self.versions.mine, self.versions.other, self.versions.base
        if mine is None:
            return
        chosen: dict[str, Record] = {}
        if isinstance(mine, Person) and isinstance(other, Person):
            for name in to_choose(mine, other, base):
                offers = [
                    Offer("left", person_value(mine, name) or "–", _("left")),
                    Offer("right", person_value(other, name) or "–", _("right")),
                ]
                side = await self.app.push_screen_wait(Pick(_(PERSON_WORDS[name]), offers))
                if side is None:
                    return
                chosen[name] = mine if side == "left" else other
        try:
            self._settle(merged(mine, other, base, chosen))
        except Unmergeable as reason:
            words = _("{reason} Keep one of the two, or both.").format(reason=reason)
            self.notify(words, severity="warning")

    def action_keep_both(self) -> None:
        """Keep the right one as a record of its own, or what both have where it can't be two."""
        both = both_kept(self.versions, self.desk.now().tzinfo)
        if both is None:
            words = _("An employee can't be there twice. Merge instead: {conflict.merge}.")
            self.notify(with_keys(words))
        else:
            self._settle(*both)

    def _settle(self, result: Record, beside: Record | None = None) -> None:
        """Keep the result, and go on to the next two versions or back."""
        try:
            self.desk.store.settle(self.versions, result, beside)
        except StoreError as error:
            self.notify(one_line(str(error)), severity="warning", timeout=20)
            return
        self.desk.saved_at = self.desk.now()
        self._copies = self._copies[1:]
        while self._copies:
            try:
                self.versions = self.desk.view.versions(self._copies[0])
            except StoreError:
                self._copies = self._copies[1:]
                continue
            self.reload()
            self.refresh_bar()
            self.refresh_bindings()
            return
        self.app.pop_screen()
