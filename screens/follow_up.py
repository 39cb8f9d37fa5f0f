"""A short follow-up between two talks: what stands open, what became of it, when we meet again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static

from agendas.words import N_, _, day_in_full, from_today
from screens.command import command
from screens.desk import Desk
from screens.folding import UNFOLD, folded_words
from screens.follow_up_forms import Held, HeldForm
from screens.key_words import in_key_colour
from screens.not_said import NotSaid, not_said_title
from screens.painting import packed
from screens.past_editing import PastEditing
from screens.pick import Offer, Pick
from screens.plan_forms import OutcomeForm
from screens.planning import FOLLOW_UP, ONE_TO_ONE, language_with, next_follow_up, proposed_dates
from screens.plans import Plans
from screens.what_fails import says_what_fails
from screens.widgets.log_pane import LogPane
from screens.widgets.painted import Painted
from screens.widgets.plan_pane import OpenPane
from storage.follow_up import hold, to_follow_up
from storage.looking_back import Past
from storage.records import Action, Goal, Person, Status, StatusChange, TopicNotes
from storage.text import one_line


class FollowUpScreen(PastEditing, NotSaid):
    """Half a minute without the clock, or the way into half an hour with it.

    What is said about an action is appended to it at once; the follow-up itself is kept by ``s``.
    """

    usage = N_(
        "What the two of you agreed on and is still open. {past.done}, {past.blocked},"
        " {past.moved} and {past.dropped} say what became of the line under the cursor, with a few"
        " words if you like. {follow_up.hold} keeps that you have met, and when you meet again;"
        " {follow_up.clock} takes half an hour for it, with agenda and clock. {follow_up.unsaid}"
        " opens what was not said yet, praise and concerns."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("follow_up.hold", "s", "hold", N_("Keep"), N_("That it was held")),
        command(
            "follow_up.clock",
            "t",
            "clock",
            N_("With the clock"),
            N_("Half an hour with agenda and clock"),
        ),
        UNFOLD,
        command(
            "follow_up.unsaid",
            "y",
            "unsaid",
            N_("Not said yet"),
            N_("What was noted, and not said yet"),
            show=False,
        ),
        command(
            "follow_up.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")
        ),
    ]

    def __init__(self, desk: Desk, person: Person) -> None:
        """Follow up with ``person``, in the follow-up that is planned or in a new one."""
        super().__init__(desk)
        self.conversation = next_follow_up(desk, person)
        self.plans = Plans(desk, self.conversation)
        self._person = person

    def body(self) -> Iterable[Widget]:
        """Return the words on top and what stands open, over what was not said yet."""
        yield Painted(self._head, id="head")
        yield OpenPane()
        yield Static(id="folded")
        yield Static(not_said_title("follow_up.unsaid"), id="unsaid-title")
        yield LogPane(id="unsaid", nothing=_("Everything has been said."))

    def about(self) -> str | None:
        """Return the employee."""
        return self.conversation.person

    def heading(self) -> Content:
        """Return what this is and the two names."""
        talk = self.conversation
        names = f"{one_line(talk.employee_name)} · {one_line(talk.manager_name)}"
        return Content.assemble((_("Follow-up"), "bold"), "  ", (names, "$muted"))

    def opened(self) -> None:
        """Begin with the first action that stands open."""
        pane = self.query_one(OpenPane)
        pane.focus()
        actions = [one.item.id for one in self.looked_back_on() if isinstance(one.item, Action)]
        pane.choose(next(iter(actions), ""))

    def reload(self) -> None:
        """Show what stands open, when the two last met, and what was not said."""
        self.show_plan()
        self.query_one("#head", Painted).show(self._head)
        self._show_unsaid()

    def _show_unsaid(self) -> None:
        """Show what was not said; folded it is only counted, on a shared screen not even that."""
        person, shared = self.conversation.person, self.desk.shared_with is not None
        notes = [] if shared else self.not_said(self.notes_of(person))
        self.set_class(self.unfolded, "-unfolded")
        self.set_class(bool(notes) and not self.unfolded, "-folded")
        self.query_one("#folded", Static).update(folded_words(len(notes)))
        pane = self.query_one(LogPane)
        if self.focused is pane and not self.unfolded:
            self.query_one(OpenPane).focus()
        opened = notes if self.unfolded else []
        pane.show_private(opened, self.desk.today, self.planned_days(person))

    def looked_back_on(self) -> list[Past]:
        """Return what stands open, and what was said about the rest today.

        What is kept apart comes last, and not on a shared screen.
        """
        apart = [] if self.desk.shared_with else self.plans.past_apart
        return to_follow_up([*self.plans.past, *apart], self.desk.today)

    def _head(self, width: int) -> list[Content]:
        """Return when the two last met, and when they were to meet again."""
        today, parts = self.desk.today, []
        entries = (one for one in self.desk.view.people() if one.id == self.conversation.person)
        for one in entries:
            if one.last_contact is not None:
                words = _("You last met {when}.").format(when=from_today(one.last_contact, today))
                parts.append(Content.styled(words, "$muted"))
            if one.next_follow_up is not None:
                late = one.next_follow_up < today
                words = _("This follow-up was due {when}.") if late else _("Next is due {when}.")
                words = words.format(when=from_today(one.next_follow_up, today))
                parts.append(Content.styled(words, "$time" if late else "$muted"))
        keys = _(
            "{follow_up.hold} keeps that you have met · {follow_up.clock} takes agenda and clock"
            " along"
        )
        return [*packed(parts, width), in_key_colour(keys)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Carry nothing on, for there is no new plan here; plan no follow-up, for this is one."""
        if action == "unsaid":
            return self.desk.shared_with is None
        if action == "outcome":
            return parameters != ("carried",) and bool(self.looked_back_on())
        if action == "raise_now":
            return False
        return super().check_action(action, parameters)

    # What the keys do

    def action_unsaid(self) -> None:
        """Go to the praise and the concerns that were not said yet."""
        self.unfold(True)
        self.query_one(LogPane).focus()

    async def asked_for(self, item: Goal | Action, status: Status) -> StatusChange | None:
        """Return what is appended to ``item``, with a note."""
        return await self.app.push_screen_wait(OutcomeForm(item, status, self.desk.today))

    @on(OptionList.OptionSelected, "OpenPane")
    def _note_it(self, event: OptionList.OptionSelected) -> None:
        for past in self.looked_back_on():
            if past.item.id == event.option_id:
                self.action_outcome(past.item.status)

    @work
    async def action_hold(self) -> None:
        """Keep that the follow-up was held, and when the next one is."""
        next_on = proposed_dates(self.desk, self._person)[1]
        held = await self.app.push_screen_wait(HeldForm(self.desk.today, next_on))
        if held is None:
            return
        hold(self.conversation, self._moment(held), next_on=held.next_on, words=held.words)
        kept = self.desk.save(self.conversation)
        self.app.pop_screen()
        if kept and held.next_on is not None:
            words = _("Kept. You meet again {day}.").format(day=day_in_full(held.next_on))
            self.app.screen.notify(words)

    def _moment(self, held: Held) -> dt.datetime:
        now = self.desk.now()
        if held.on == now.date():
            return now
        return dt.datetime.combine(held.on, now.time()).astimezone()

    @work
    async def action_clock(self) -> None:
        """Go to the talk with the clock, shared, in the place of this screen."""
        talk, language = self.conversation, language_with(self.desk, self._person)
        agendas = [self.desk.shelf.get(one, language) for one in (FOLLOW_UP, ONE_TO_ONE)]
        offers = [Offer(one.id, one.title, _("{n} min").format(n=one.minutes)) for one in agendas]
        chosen = await self.app.push_screen_wait(
            Pick(_("How much time do you have?"), offers, talk.agenda.id)
        )
        if chosen is None:
            return
        if chosen != talk.agenda.id:
            agenda = next(one for one in agendas if one.id == chosen)
            talk.agenda = agenda.without_hints()
            talk.notes = [TopicNotes() for _topic in agenda.topics]
        self.desk.save(talk)
        self._hold()

    @says_what_fails
    def _hold(self) -> None:
        from screens.live import open_talk

        self.share_with(self.conversation.person)
        self.app.switch_screen(open_talk(self.desk, self.conversation))
