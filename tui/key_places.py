"""Every place where keys work, in the order in which one meets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from textual.binding import Binding
from textual.dom import DOMNode

from agendas.words import N_
from screens.at_hand import MOVING, PARTS

_PLACES = (
    ("screens.frame", "Frame", N_("On every screen")),
    ("tui.vault_app", "LockedApp", N_("On every screen")),
    ("screens.people", "PeopleScreen", N_("The team")),
    ("screens.person", "PersonScreen", N_("A person")),
    ("screens.widgets.log_pane", "LogPane", PARTS["LogPane"]),
    ("screens.widgets.year_pane", "YearPane", PARTS["LogPane"]),
    ("screens.prepare", "PrepareScreen", N_("Preparation")),
    ("screens.widgets.point_field", "PointField", PARTS["PointField"]),
    ("screens.reading", "Reading", N_("The talk")),
    ("screens.live", "LiveScreen", N_("The talk")),
    ("screens.widgets.text_pane", "TextPane", PARTS["TextPane"]),
    ("screens.widgets.note_pane", "NotePane", PARTS["NotePane"]),
    ("screens.widgets.agenda_pane", "AgendaPane", PARTS["AgendaPane"]),
    ("screens.widgets.plan_pane", "PlanPane", PARTS["PlanPane"]),
    ("screens.widgets.plan_pane", "PastPane", PARTS["PastPane"]),
    ("screens.widgets.plan_pane", "OpenPane", PARTS["OpenPane"]),
    ("screens.agree", "AgreeScreen", N_("Agreement")),
    ("screens.review", "ReviewScreen", N_("An earlier talk")),
    ("screens.follow_up", "FollowUpScreen", N_("Follow-up")),
    ("screens.timeline", "TimelineScreen", N_("Year by year")),
    ("screens.thread", "ThreadScreen", N_("A goal's story")),
    ("screens.due", "DueScreen", N_("What is due")),
    ("screens.search", "SearchScreen", N_("Search")),
    ("screens.search", "SearchField", N_("Search")),
    ("screens.summary", "SummaryScreen", N_("Looking back")),
    ("screens.unit_goals", "UnitGoalsScreen", N_("Unit goals")),
    ("screens.agendas", "AgendasScreen", N_("Agendas")),
    ("screens.retention", "RetentionScreen", N_("Past its date")),
    ("screens.conflict", "ConflictScreen", N_("Two versions")),
    ("screens.team_import", "TeamImportScreen", N_("Import")),
    ("screens.settings", "SettingsScreen", N_("Settings")),
    ("screens.help", "HelpScreen", N_("Help")),
    ("screens.palette", "Palette", N_("Commands")),
    ("screens.palette", "Wish", N_("Commands")),
    ("screens.unlock", "UnlockScreen", N_("Unlocking")),
    ("screens.unlock", "PassphraseField", N_("Unlocking")),
    ("screens.recovery_key", "RecoveryKeyScreen", N_("Unlocking")),
    ("screens.form", "Form", N_("In a form")),
    ("screens.widgets.field", "Field", N_("In a form")),
    ("screens.widgets.choice", "Choice", N_("In a form")),
    ("screens.widgets.offering_field", "OfferingField", N_("In a form")),
    ("screens.first_start", "NewPassphrase", N_("In a form")),
    ("screens.rescue", "RescueForm", N_("In a form")),
    ("screens.log_form", "NoteForm", N_("A note for the log")),
    ("screens.pick", "Pick", N_("In a list to choose from")),
    ("screens.question", "Question", N_("A question")),
    ("screens.widgets.rows", "Rows", PARTS["Rows"]),
    ("screens.widgets.pages", "Pages", MOVING),
    ("screens.widgets.moving", "Scrolled", MOVING),
)


@dataclass(frozen=True)
class Place:
    """A screen, or a part of one, with commands of its own."""

    kind: type[DOMNode]
    title: str
    """The message id of what it is called."""

    @property
    def commands(self) -> Iterator[Binding]:
        """Its own commands, without those that it has from another place."""
        yield from (one for one in self.kind.__dict__["BINDINGS"] if isinstance(one, Binding))


@cache
def places() -> tuple[Place, ...]:
    """Return every place; this imports every screen."""
    return tuple(
        Place(getattr(import_module(module), name), title) for module, name, title in _PLACES
    )


def all_commands() -> dict[str, Binding]:
    """Return every command by its name."""
    return {one.id: one for place in places() for one in place.commands if one.id}
