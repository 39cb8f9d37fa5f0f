"""The outline of a coming talk: its agenda, its length, its purpose and its time."""

from __future__ import annotations

from typing import cast

from textual import work

from agendas.agenda import Agenda, Aim
from agendas.aims import AIMS, aim_words
from agendas.words import _
from screens.folding import Folding
from screens.outlining import lead_by, template_of
from screens.pick import Offer, Pick
from screens.planning import language_with
from screens.plans import Plans
from screens.prepare_forms import LengthForm, PurposeForm, WhenForm
from screens.widgets.own_preparation import Advice
from storage.purpose import set_aim, set_purpose
from storage.records import Conversation, Record

_LOOK = ""
"""Stands for the screen that shows the agendas, among their ids: none of them is empty."""
_OWN_WORDS = "own"
"""Stands for a purpose in own words among those to choose from."""


class Outline(Folding):
    """A screen on which a talk that has not begun gets its outline."""

    conversation: Conversation
    plans: Plans
    advice: Advice | None
    """The agenda's hints; None while the screen is shared."""

    def prepared(self) -> None:
        """Take the talk as prepared, for something of it is."""

    def changed(self, record: Record) -> None:
        """Show what ``record`` changes, and save it."""

    def take_in(self) -> list[Record]:
        """Take in what was written last, and not told yet; return the records that it changed."""
        return []

    def _language(self) -> str:
        return language_with(self.desk, self.desk.view.person(self.conversation.person))

    def template(self) -> Agenda:
        """Return the agenda as it lies on the shelf, or the talk's own where it is gone.

        Its hints are for the manager alone: while the screen is shared it comes without them.
        """
        return template_of(self.desk, self.conversation)

    @work
    async def action_agenda(self) -> None:
        """Choose among the agendas on the shelf."""
        agendas = {one.id: one for one in self.desk.shelf.agendas(self._language())}
        minutes = {key: _("{n} min").format(n=one.minutes) for key, one in agendas.items()}
        offers = [Offer(key, one.title, minutes[key]) for key, one in agendas.items()]
        offers.append(Offer(_LOOK, _("look at them, and at your own …")))
        chosen = await self.app.push_screen_wait(
            Pick(_("What kind of talk is it?"), offers, self.conversation.agenda.id)
        )
        if chosen == _LOOK:
            self._look_at_agendas()
        elif chosen is not None and chosen != self.conversation.agenda.id:
            self._set_agenda(agendas[chosen])

    def _look_at_agendas(self) -> None:
        from screens.agendas import AgendasScreen

        person = self.conversation.person
        self.app.push_screen(AgendasScreen(self.desk, self._language(), person, self._set_agenda))

    def _set_agenda(self, agenda: Agenda) -> None:
        """Lead the talk by ``agenda``; it has no notes yet."""
        other_plan = lead_by(self.plans, agenda)
        if self.advice is not None:
            self.advice.show(self.template())
        if other_plan:
            self.reload()
        self.prepared()

    @work
    async def action_length(self) -> None:
        """Stretch or shrink the agenda to the time at hand."""
        form = LengthForm(self.template(), self.conversation.agenda.minutes)
        if (agenda := await self.app.push_screen_wait(form)) is not None:
            self._set_agenda(agenda)

    @work
    async def action_purpose(self) -> None:
        """Choose what the talk is for."""
        talk = self.conversation
        offers = [Offer(aim, aim_words(aim)) for aim in AIMS]
        offers.append(Offer(_OWN_WORDS, _("in your own words …")))
        chosen = talk.aim or (_OWN_WORDS if talk.purpose else "")
        picked = await self.app.push_screen_wait(Pick(_("What is this talk for?"), offers, chosen))
        if picked == _OWN_WORDS:
            form = PurposeForm("" if talk.aim else talk.purpose)
            if (words := await self.app.push_screen_wait(form)) is None:
                return
            set_purpose(talk, words)
        elif picked is not None:
            set_aim(talk, cast(Aim, picked))
        else:
            return
        self.prepared()

    @work
    async def action_when(self) -> None:
        """Set the day and the time."""
        planned = self.conversation.planned_at
        day = self.desk.view.person(self.conversation.person).next_talk
        form = WhenForm(
            self.desk.today,
            planned.date() if planned else day,
            planned.time() if planned else None,
        )
        if (moment := await self.app.push_screen_wait(form)) is not None:
            self.conversation.planned_at = moment
            self.changed(self.conversation)
