"""The team line by line: who there is, what is due, and one of them opened."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from agendas.words import N_, _, day_and_month, from_today, ngettext
from storage.due import HEADINGS, action_texts, past_dates
from storage.progress import untold
from storage.records import Person
from storage.search import Hit, day_of, excerpt, person_of
from storage.search_query import read_query
from storage.search_words import HINT, name_of, nothing_found, place_of, unknown_words
from storage.text import clean, one_line
from tui.due import said
from tui.failure import WrongUse
from tui.lookup import find_person
from tui.plain.commands import Command, found
from tui.plain.lines import Lines, by_number
from tui.plain.loop import ALWAYS, Loop

if TYPE_CHECKING:
    from screens.desk import Desk
    from storage.cards import PersonEntry

MOST_FOUND = 20
"""How many records a search says, the newest first."""


class Team(Loop):
    """Says who there is, and opens one by number or name."""

    COMMANDS = (
        Command(N_("/list"), N_("The team, numbered"), "say_team"),
        Command(N_("/due"), N_("All that is due"), "say_due", "d"),
        Command(N_("/search"), N_("All that is kept"), "search", "", N_("WORDS")),
        Command(
            N_("/new"), N_("Add somebody to the team"), "new_person", "n", N_("NAME"), changes=True
        ),
        *ALWAYS,
    )
    usage = N_("Write a number or a part of a name to open somebody.")

    def begin(self) -> None:
        """Ask for the manager's name if it is not known, and say the team."""
        if self.desk.read_only:
            self.lines.say(self.desk.read_only)
        else:
            ask_name(self.lines, self.desk)
        self.lines.say(*map(one_line, self.desk.unsaid()))
        self.say_team("")
        self.lines.say(_("Write a number or a name. /help says all there is."))

    def prompt(self) -> str:
        """Return where one is."""
        return _("Team") + ":"

    def written(self, line: str) -> None:
        """Open somebody by number or name; a command will do without its slash."""
        if found(self.COMMANDS, f"/{line.split()[0]}"):
            self.obey(f"/{line}")
        elif (one := self._meant(line.strip())) is not None:
            from tui.plain.person import PersonLoop

            PersonLoop(self.lines, self.desk, one.id).run()

    def _meant(self, line: str) -> PersonEntry | None:
        people = self._people()
        try:
            return by_number(people, line) or find_person(people, line)
        except WrongUse as error:
            self.lines.say(one_line(str(error)))
            return None

    def _people(self) -> list[PersonEntry]:
        people = [one for one in self.desk.view.people() if not one.archived]
        return sorted(people, key=lambda one: one.name.casefold())

    def say_team(self, _rest: str) -> None:
        """Say who there is, with what is known of each."""
        people, today = self._people(), self.desk.today
        if not people:
            self.lines.say(_("Nobody is here yet. /new adds somebody."))
        for number, one in enumerate(people, 1):
            self.lines.say(f"{number}. {one_line(one.name)}. {_known_of(one, today)}")

    def say_due(self, _rest: str) -> None:
        """Say what is due, a line each."""
        desk, view = self.desk, self.desk.view
        past = view.past_their_date(desk.retention_months, desk.today)
        items = [*view.due(desk.today), *past_dates(past)]
        texts = action_texts(view.conversation, items)
        for one in items:
            words = ", ".join(said(one, texts, desk.today))
            self.lines.say(f"{_(HEADINGS[one.what])}: {one_line(one.name)}, {words}")
        if not items:
            self.lines.say(_("Nothing is due."))

    def search(self, rest: str) -> None:
        """Say what fits, the newest first."""
        query = read_query(rest or self.lines.ask(_("Search for:")))
        if query.unknown or query.empty:
            self.lines.say(unknown_words(query.unknown) if query.unknown else _(HINT))
            return
        names = {one.id: one.name for one in self.desk.view.people()}
        self.desk.store.get_ready_to_search(untold)
        hits = self.desk.view.search(query, MOST_FOUND)
        for number, hit in enumerate(hits, 1):
            self.lines.say(f"{number}. {self._hit(hit, names)}")
        if not hits:
            self.lines.say(nothing_found(query, names.values()))

    def _hit(self, hit: Hit, names: dict[str, str]) -> str:
        day = day_of(hit.record)
        when = day_and_month(day, self.desk.today) if day else ""
        head = (names.get(person_of(hit.record), ""), name_of(hit.record), when, place_of(hit))
        return one_line(f"{', '.join(filter(None, head))}: {excerpt(hit)[0]}")

    def new_person(self, rest: str) -> None:
        """Add somebody by name; the rest can be told on the screen or in a list."""
        if name := clean(rest or self.lines.ask(_("Name") + ":")).strip():
            self.desk.save(Person(name=name))
            self.lines.say(_("{name} is on the team.").format(name=one_line(name)))


def ask_name(lines: Lines, desk: Desk) -> None:
    """Ask for the manager's name, if it is not known, and keep it."""
    if not desk.manager and (name := lines.ask(_("What is your name?")).strip()):
        desk.manager = name
        desk.choose("name", name)


def _known_of(one: PersonEntry, today: dt.date) -> str:
    """Return what the team's line tells of somebody, in sentences."""
    last = from_today(one.last_talk, today) if one.last_talk else _("never")
    if one.live is not None:
        following = _("under way")
    elif one.next_talk is None:
        following = _("not planned")
    else:
        following = from_today(one.next_talk, today)
        following = _("overdue") + ", " + following if one.next_talk < today else following
    actions = len(one.open_actions)
    late = sum(action.due is not None and action.due < today for action in one.open_actions)
    words = [f"{_('Last talk')}: {last}", f"{_('Next')}: {following}"]
    if actions:
        words.append(f"{_('Open actions')}: {actions}")
    if late:
        words.append(ngettext("{n} late", "{n} late", late))
    return ". ".join(words) + "."
