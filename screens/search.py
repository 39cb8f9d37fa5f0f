"""Searching all notes, plans and log entries: a field, and what fits as one types."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from agendas.words import N_, _, ngettext
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.search_rows import HitRows, explained
from screens.what_fails import says_what_fails
from screens.widgets.field import Field
from screens.widgets.moving import MOVES_FROM_A_FIELD
from screens.widgets.rows import Row, Rows
from storage.errors import StoreError
from storage.records import Conversation
from storage.search import Hit, person_of
from storage.search_query import Query, read_query
from storage.search_words import MADE_ANEW, nothing_found, unknown_words
from storage.store import FIRST_HITS, MOST_HITS
from storage.text import one_line

if TYPE_CHECKING:
    from storage.progress import Progress
    from storage.sharing import View


class SearchField(Field):
    """The line that is searched for; Enter opens what the cursor in the list is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "search.open",
            "enter",
            "submit",
            N_("Open"),
            N_("The talk or the person under the cursor"),
        ),
    ]
    something_to_open = False
    """Whether the cursor in the list is on something."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is something to open."""
        return action != "submit" or self.something_to_open


class SearchScreen(Frame):
    """What is typed is looked for in another thread; only the newest answer is shown."""

    usage = N_(
        "All notes, plans and log entries, the newest first, as you type. {move.up} and"
        " {move.down} choose, {search.open} opens the talk or the person. On a shared screen only"
        " what both may see is found."
    )
    takes_text = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES_FROM_A_FIELD,
        command("search.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk, person_id: str | None = None) -> None:
        """Search everything; ``person_id`` is whom the screen before this one is about."""
        super().__init__(desk)
        self._person_id = person_id
        self._hits: dict[str, Hit] = {}
        self._names: dict[str, str] = {}
        self._ready = asyncio.Event()

    def body(self) -> Iterable[Widget]:
        """Return the field, a line of words, and the list."""
        yield SearchField(id="words", placeholder=_("Search"))
        yield Static(id="said")
        yield Rows(id="hits", enter=N_("Open"))

    def about(self) -> str | None:
        """Return the person whose record the cursor is on, or else whom one came from."""
        hit = self._hits.get(self.query_one(Rows).chosen or "")
        return person_of(hit.record) if hit else self._person_id

    def may_stay_for(self, person_id: str) -> bool:
        """Return true: only what that person may see is found from then on."""
        return True

    def heading(self) -> Content:
        """Return what this is."""
        return Content.styled(_("Search"), "bold")

    def opened(self) -> None:
        """Put the focus into the field, and get ready while the first word is typed."""
        self.query_one(SearchField).focus()
        self._get_ready()

    def reload(self) -> None:
        """Look again for what is typed."""
        self._names = {one.id: one.name for one in self.desk.view.people()}
        self._look_for(self.query_one(SearchField).value)

    def sharing_changed(self) -> None:
        """Take away at once what was typed and found, and look for what may be seen now.

        What somebody has searched for in private tells of whom, and of what.
        """
        self._person_id = self.desk.shared_with or self._person_id
        self.query_one(SearchField).value = ""
        self._show({}, "")
        super().sharing_changed()

    # Looking

    @work(group="ready")
    async def _get_ready(self) -> None:
        """Do what the first search would wait for; stop with the screen."""
        what, store = _("Getting ready to search"), self.desk.store
        if await self.wait_for(what, store.get_ready_to_search):
            self.notify(_(MADE_ANEW))
        self._ready.set()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look_for(event.value)

    @work(exclusive=True, group="search")
    async def _look_for(self, text: str) -> None:
        """Show what fits; a newer text takes the place of one that is still looked for."""
        query, view = read_query(text), self.desk.view
        if query.empty:
            self._show({}, _said(query, 0, ()), empty=not text.strip())
            return
        await self._ready.wait()
        for limit in (FIRST_HITS, MOST_HITS):
            try:
                hits = await self.wait_for(_("Searching"), _search(view, query, limit))
            except StoreError as error:
                self._show({}, str(error))
                return
            if view.shared_with != self.desk.shared_with:
                return
            found = {f"{type(one.record).__name__}/{one.record.id}": one for one in hits}
            self._show(found, _said(query, len(hits), self._names.values()))
            if len(hits) < limit:
                return

    def _show(self, hits: dict[str, Hit], said: str, *, empty: bool = False) -> None:
        self._hits = hits
        painted = HitRows(hits.values(), self._names, self.desk.today)
        rows = [
            Row(key, lambda width, one=one: painted.row(one, width))  # type: ignore[misc]
            for key, one in hits.items()
        ]
        self.query_one(Rows).show([Row(None, explained)] if empty else rows)
        self._say(said)
        self.query_one(SearchField).something_to_open = bool(hits)
        self.refresh_bindings()

    def _say(self, words: str) -> None:
        self.query_one("#said", Static).update(Content.styled(one_line(words), "$muted"))

    # What the keys do

    def action_move(self, where: str) -> None:
        """Move the cursor of the list, while the field keeps the focus."""
        if self._hits:
            self.query_one(Rows).action_move(where)

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    @says_what_fails
    def action_open(self) -> None:
        """Open the talk that was held at the place that was found, or the person at the record."""
        from screens.person import PersonScreen
        from screens.review import ReviewScreen

        hit = self._hits.get(self.query_one(Rows).chosen or "")
        if hit is None:
            return
        if isinstance(hit.record, Conversation) and hit.record.closed:
            talk = self.desk.view.conversation(hit.record.id)
            self.app.push_screen(ReviewScreen(self.desk, talk, begin_at=_words_at(hit)))
        else:
            person = self.desk.view.person(person_of(hit.record))
            self.app.push_screen(PersonScreen(self.desk, person.id, begin_at=hit.record.id))


def _search(view: View, query: Query, limit: int) -> Callable[[Progress], list[Hit]]:
    return lambda _progress: view.search(query, limit)


def _said(query: Query, count: int, names: Iterable[str]) -> str:
    """Return one line about what was found, or what of the query says nothing."""
    if query.unknown:
        return unknown_words(query.unknown)
    if query.empty:
        return ""
    if not count:
        return " ".join((nothing_found(query, names), _("Fewer or shorter words find more.")))
    if count == MOST_HITS:
        return ngettext("The newest one.", "The newest {n}. More words find fewer.", count)
    return ngettext("{n} found", "{n} found", count)


def _words_at(hit: Hit) -> list[str]:
    """Return the first word that was found, and after it those that stand around it."""
    if not hit.marks:
        return hit.passage.text[:60].split()
    start, end = hit.marks[0]
    text = hit.passage.text
    return [text[start:end], *text[max(start - 30, 0) : end + 30].split()]
