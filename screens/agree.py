"""The plan read together: the employee sums up, both answer, the plan is exported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget

from agendas.words import N_, _, ever_shorter
from screens.agree_rows import agreement_rows, to_mend
from screens.command import command
from screens.desk import Desk
from screens.painting import first_to_fit
from screens.plan_document import plan_document
from screens.plan_words import Parties
from screens.planning import proposed_dates
from screens.reading import Reading
from screens.talk import Talk
from screens.talk_forms import AnswerForm, NextForm, TextForm, edit_feedback
from screens.widgets.moving import Scrolled
from screens.widgets.painted import Painted
from storage.agreement import missing
from storage.records import Side
from storage.text import one_line


class AgreeScreen(Reading):
    """Shows the plan as it will be exported, and takes each one's answer."""

    usage = N_(
        "Read the plan together as it will be exported. The employee may sum it up, then each of"
        " the two answers; with the second answer the text is locked and can be exported."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command(
            "agree.summary", "s", "summary", N_("Summary"), N_("The employee sums up in own words")
        ),
        command(
            "agree.manager",
            "m",
            "answer('manager')",
            N_("Manager"),
            N_("The manager answers the plan"),
        ),
        command(
            "agree.employee",
            "e",
            "answer('employee')",
            N_("Employee"),
            N_("The employee answers the plan"),
        ),
        command(
            "agree.dates",
            "d",
            "next_dates",
            N_("Dates"),
            N_("The next talk and the next follow-up"),
        ),
        command(
            "agree.feedback",
            "k",
            "feedback",
            N_("More, less"),
            N_("What each of you can do more of, less of, or go on with"),
        ),
        command(
            "agree.edit",
            "f4",
            "edit_plan",
            N_("Edit the plan"),
            N_("Back to the plan, to change it"),
        ),
        command("agree.export", "x", "export", N_("Export"), N_("The plan as Markdown")),
        command(
            "agree.copy",
            "y",
            "copy_plan",
            N_("Copy the plan"),
            N_("As text, to the clipboard"),
            show=False,
        ),
        command(
            "agree.reopen",
            "r",
            "reopen",
            N_("Open again"),
            N_("To change the plan; both answer anew"),
        ),
        command("agree.back", "escape", "back", N_("Back"), N_("To the screen before")),
    ]

    def __init__(self, desk: Desk, talk: Talk) -> None:
        """Read the plan of ``talk``."""
        super().__init__(desk)
        self.talk = talk
        self.exported = ""

    def body(self) -> Iterable[Widget]:
        """Return the plan beside the answers."""
        yield Horizontal(
            Scrolled(Painted(self._document, id="document"), id="plan"),
            Scrolled(Painted(self._answers, id="answers"), id="side", can_focus=False),
        )

    def about(self) -> str | None:
        """Return the employee."""
        return self.talk.conversation.person

    def heading(self) -> Content:
        """Return what this is and the two names."""
        talk = self.talk.conversation
        names = f"{one_line(talk.employee_name)} · {one_line(talk.manager_name)}"
        return Content.assemble((_("Agreement"), "bold"), "  ", (names, "$muted"))

    def spaced(self) -> None:
        """Lay the plan out with the new spacing."""
        self.reload()

    def reload(self) -> None:
        """Show the plan and the answers as they stand."""
        self.query_one("#document", Painted).show(self._document)
        self.query_one("#answers", Painted).show(self._answers)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done before the plan is closed, or after."""
        closed = self.talk.conversation.closed
        if action in ("summary", "next_dates", "answer", "feedback", "edit_plan"):
            return not closed
        return closed if action in ("export", "reopen") else True

    def _document(self, width: int) -> list[Content]:
        """Return the plan under its name and the day, line by line."""
        talk, today = self.talk.conversation, self.desk.today
        title = (_("Mutual plan"), "bold")
        titles = [Content.assemble(title, "   ", (day, "$muted")) for day in ever_shorter(today)]
        document = plan_document(talk, today, width, spaced=self.reading)
        return [first_to_fit(titles, width), Content(""), *document.wrap(width)]

    def _answers(self, width: int) -> list[Content]:
        """Return what stands beside the plan, line by line."""
        rows = agreement_rows(self.talk.conversation, self.exported, width)
        return Content("\n").join(rows).wrap(width)

    # What the keys do

    @work
    async def action_summary(self) -> None:
        """Write down the plan in the employee's own words."""
        name = Parties.of(self.talk.conversation).employee
        form = TextForm(
            _("{name} sums up").format(name=name), _("In own words"), self.talk.conversation.summary
        )
        if (text := await self.app.push_screen_wait(form)) is not None:
            self.talk.summarise(text)
            self.reload()

    @work
    async def action_next_dates(self) -> None:
        """Set when the two meet again."""
        conversation = self.talk.conversation
        person = self.desk.view.person(conversation.person)
        talk, follow_up = proposed_dates(self.desk, person)
        form = NextForm(
            conversation.plan,
            self.desk.today,
            talk=talk if conversation.agenda.annual else None,
            follow_up=follow_up,
        )
        if (plan := await self.app.push_screen_wait(form)) is not None:
            self.talk.change_plan(plan)
            self.reload()

    @work
    async def action_feedback(self) -> None:
        """Write what each can do more of, less of, and continue with."""
        if await edit_feedback(self.app, self.talk):
            self.reload()

    @work
    async def action_answer(self, side: Side) -> None:
        """Take one's answer; with the second one the plan is closed."""
        talk, parties = self.talk.conversation, Parties.of(self.talk.conversation)
        if missing(talk.plan):
            words = _("Every action needs an owner, and a deadline or “no date”, first.")
            self.notify(f"{words} {to_mend()}", markup=False)
            return
        earlier = talk.answer_of(side)
        form = AnswerForm(
            side,
            parties.name(side),
            earlier.kind if earlier else "",
            earlier.note if earlier else "",
        )
        if (answered := await self.app.push_screen_wait(form)) is not None:
            try:
                self.talk.answer(side, *answered)
            finally:  # it is kept also where the person's own file can't be read
                self.reload()

    def action_edit_plan(self) -> None:
        """Go back to the talk with the plan in hand, at the first action that lacks something."""
        from screens.live import LiveScreen

        self.app.pop_screen()
        if isinstance(live := self.app.screen, LiveScreen):
            lacking = missing(self.talk.conversation.plan)
            live.show_past_pane(False)
            live.action_plan()
            if lacking:
                live.show_plan(lacking[0].action.id)

    def action_export(self) -> None:
        """Write the plan as Markdown."""
        from screens.exporting import export_plan

        self.exported = export_plan(self.desk, self.talk.conversation, "agree.export")
        self.reload()

    def action_copy_plan(self) -> None:
        """Copy the plan as text."""
        from screens.copying import plan_as_text

        self.app.copy_to_clipboard(plan_as_text(self.talk.conversation, self.desk.today))

    @work
    async def action_reopen(self) -> None:
        """Open the closed plan again; both answer anew."""
        from screens.question import Question

        question = Question(
            _("Open the plan again?"),
            _("Both answer anew. What was agreed is kept as an earlier version."),
            yes=_("Open again"),
        )
        if await self.app.push_screen_wait(question):
            self.talk.reopen()
            self.exported = ""
            self.reload()

    def action_back(self) -> None:
        """Go back to the talk, or, where it is closed, to the person."""
        from screens.live import LiveScreen

        self.app.pop_screen()
        if self.talk.conversation.closed and isinstance(self.app.screen, LiveScreen):
            self.app.pop_screen()
