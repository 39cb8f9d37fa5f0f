"""Any earlier talk, to read: its plan with what became of it, what was said, what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from agendas.words import N_, _, day_in_full, ever_shorter
from screens.command import command
from screens.desk import Desk
from screens.frame import Frame
from screens.question import Question
from screens.review_rows import review_rows
from screens.two_plans_rows import two_plans_rows
from screens.what_fails import changes_what_is_kept, says_what_fails
from screens.widgets.pages import Pages
from storage.plan import day_of
from storage.records import Conversation
from storage.text import one_line
from storage.two_plans import talk_before

if TYPE_CHECKING:
    from storage.cards import TalkEntry


class ReviewScreen(Frame):
    """Shows a talk that was held. Nothing can be changed here."""

    usage = N_(
        "A talk that was held, with its plan as it stands today. {move.up}, {move.down},"
        " {move.page_up} and {move.page_down} scroll. {review.two_plans} puts the plan before it"
        " beside it, the same goal on the same row. Opening it again keeps what was agreed and"
        " makes a new version of the plan."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        command("review.export", "x", "export", N_("Export"), N_("The plan as Markdown")),
        command(
            "review.reopen",
            "r",
            "reopen",
            N_("Open again"),
            N_("To change the plan; both answer anew"),
        ),
        command(
            "review.two_plans",
            "y",
            "two_plans",
            N_("Side by side"),
            N_("With the plan before it"),
        ),
        command(
            "review.alone", "y", "alone", N_("The talk alone"), N_("Without the plan before it")
        ),
        command("review.back", "escape", "app.pop_screen", N_("Back"), N_("To the screen before")),
    ]

    def __init__(
        self, desk: Desk, conversation: Conversation, *, begin_at: Sequence[str] = ()
    ) -> None:
        """Show ``conversation``; the first of these words is marked where it stands by the rest."""
        super().__init__(desk)
        self.conversation = conversation
        self._begin_at = begin_at
        self._before: TalkEntry | None = None
        self._beside: Conversation | None = None

    def body(self) -> Iterable[Widget]:
        """Return the whole talk as one text."""
        yield Pages()

    def about(self) -> str | None:
        """Return the employee."""
        return self.conversation.person

    def heading(self) -> Content:
        """Return the two names and the day."""
        day = day_of(self.conversation)
        return self._heading(day_in_full(day) if day else "")

    def shorter_headings(self) -> Iterable[Content]:
        """Give up the day bit by bit."""
        day = day_of(self.conversation)
        return map(self._heading, (*ever_shorter(day), "") if day else ())

    def _heading(self, held: str) -> Content:
        talk = self.conversation
        names = f"{one_line(talk.employee_name)} · {one_line(talk.manager_name)}"
        words = f"{names}   {held}" if held else names
        return Content.assemble((_("Earlier talk"), "bold"), "  ", (words, "$muted"))

    def opened(self) -> None:
        """Fill the screen, ready to scroll."""
        self.query_one(Pages).focus()
        if self._begin_at:
            self.query_one(Pages).seek(self._begin_at)

    def reload(self) -> None:
        """Lay the talk out, or its plan beside the one before it."""
        talk, today, before = self.conversation, self.desk.today, self._beside
        self._before = talk_before(talk.id, self.desk.view.talks(talk.person))
        self.query_one(Pages).show(
            lambda width: (
                two_plans_rows(before, talk, today, width)
                if before is not None
                else review_rows(talk, today, width)
            )
        )
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what a plan is there for that both have answered, and to compare two."""
        answered = self.conversation.state in ("agreed", "closed")
        if action == "alone":
            return self._beside is not None
        if action == "two_plans":
            return answered and self._before is not None and self._beside is None
        return answered if action in ("export", "reopen") else True

    @says_what_fails
    def action_two_plans(self) -> None:
        """Put the plan beside the one before it."""
        if self._before is not None:
            self._show_beside(self.desk.view.conversation(self._before.id))

    @says_what_fails
    def action_alone(self) -> None:
        """Show the talk alone again."""
        self._show_beside(None)

    def _show_beside(self, before: Conversation | None) -> None:
        self._beside = before
        self.reload()
        self.query_one(Pages).scroll_home(animate=False)

    def action_export(self) -> None:
        """Write the plan as Markdown."""
        from screens.exporting import export_plan

        self.notify(export_plan(self.desk, self.conversation, "review.export"), markup=False)

    @changes_what_is_kept
    @work
    async def action_reopen(self) -> None:
        """Open the plan again after a question: the talk, with the agreement on top of it."""
        question = Question(
            _("Open the plan again?"),
            _("Both answer anew. What was agreed is kept as an earlier version."),
            yes=_("Open it"),
        )
        if await self.app.push_screen_wait(question):
            self._open_again()

    @says_what_fails
    def _open_again(self) -> None:
        from screens.agree import AgreeScreen
        from screens.live import open_talk

        self.share_with(self.conversation.person)
        live = open_talk(self.desk, self.conversation)
        live.talk.reopen()
        self.app.switch_screen(live)
        self.app.push_screen(AgreeScreen(self.desk, live.talk))
