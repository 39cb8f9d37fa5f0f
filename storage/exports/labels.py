"""The words of an exported plan.

They are part of the file format, not of the interface: a better translation tomorrow must
still read the file of today, so they don't come from the catalogues and change only together
with the format's version.
"""

from __future__ import annotations

import msgspec

from storage.records import AnswerKind, GoalKind, State, Status


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language."""

    code: str
    also: str
    day: str
    purpose: str
    plan: str
    empty_plan: str
    kinds: dict[GoalKind, str]
    why: str
    unit_goal: str
    reached_when: str
    support: str
    action: str
    owner: str
    deadline: str
    if_then: str
    carried: str
    loose: str
    manager: str
    employee: str
    both: str
    nobody: str
    no_date: str
    no_deadline: str
    statuses: dict[Status, str]
    until: str
    feedback: str
    to: str
    more: str
    less: str
    keep: str
    sums_up: str
    ahead: str
    next_talk: str
    next_follow_up: str
    agreement: str
    agreed: str
    closed: str
    held: str
    draft: str
    answers: dict[AnswerKind, str]
    not_answered: str
    clock: str
    to_earlier_text: str
    version: str
    fingerprint: str
    answered: str
    signature: str

    def standing(self, state: State) -> str:
        """Return how far the two have come with the plan."""
        words: dict[State, str] = {"agreed": self.agreed, "closed": self.closed, "held": self.held}
        return words.get(state, self.draft)


BOKMAL = Labels(
    code="nb",
    also="og",
    day="Dato",
    purpose="Formål",
    plan="Gjensidig plan",
    empty_plan="Ingen mål eller tiltak.",
    kinds={"work": "Arbeidsmål", "development": "Utviklingsmål"},
    why="Hvorfor",
    unit_goal="Enhetens mål",
    reached_when="Nådd når",
    support="Støtte og opplæring",
    action="Tiltak",
    owner="Ansvarlig",
    deadline="Frist",
    if_then="Hvis … så …",
    carried="Videreført, avtalt",
    loose="Andre tiltak",
    manager="leder",
    employee="medarbeider",
    both="Begge",
    nobody="Ingen ansvarlig ennå",
    no_date="uten frist",
    no_deadline="frist mangler",
    statuses={
        "open": "åpent igjen",
        "blocked": "står fast",
        "done": "gjort",
        "moved": "utsatt",
        "dropped": "lagt bort",
        "carried": "tatt med videre",
    },
    until="til",
    feedback="Mer av, mindre av, fortsette med",
    to="Til {name}",
    more="Mer av",
    less="Mindre av",
    keep="Fortsette med",
    sums_up="{name} oppsummerer",
    ahead="Veien videre",
    next_talk="Neste samtale",
    next_follow_up="Neste oppfølging",
    agreement="Enighet",
    agreed="Begge er enige i planen, og samtalen er lukket.",
    closed="Begge har svart, og samtalen er lukket uten enighet.",
    held="Oppfølgingen er holdt. Den har ingen egen plan å svare på.",
    draft="Dette er et utkast: samtalen er ikke lukket.",
    answers={
        "agree": "er enig",
        "agree_with_note": "er enig, med en merknad",
        "disagree": "er ikke enig",
    },
    not_answered="har ikke svart",
    clock="kl.",
    to_earlier_text="til en tidligere tekst",
    version="Utgave {number} av planen. Tidligere utgaver er ikke med her.",
    fingerprint="Fingeravtrykk av teksten (SHA-256); `samtale verify` viser om den er endret:",
    answered="Svart i Samtale",
    signature="Underskrift",
)

NYNORSK = Labels(
    code="nn",
    also="og",
    day="Dato",
    purpose="Føremål",
    plan="Gjensidig plan",
    empty_plan="Ingen mål eller tiltak.",
    kinds={"work": "Arbeidsmål", "development": "Utviklingsmål"},
    why="Kvifor",
    unit_goal="Målet til eininga",
    reached_when="Nådd når",
    support="Støtte og opplæring",
    action="Tiltak",
    owner="Ansvarleg",
    deadline="Frist",
    if_then="Viss … så …",
    carried="Teke med vidare, avtalt",
    loose="Andre tiltak",
    manager="leiar",
    employee="medarbeidar",
    both="Begge",
    nobody="Ingen ansvarleg enno",
    no_date="utan frist",
    no_deadline="frist manglar",
    statuses={
        "open": "ope igjen",
        "blocked": "står fast",
        "done": "gjort",
        "moved": "utsett",
        "dropped": "lagt bort",
        "carried": "teke med vidare",
    },
    until="til",
    feedback="Meir av, mindre av, halde fram med",
    to="Til {name}",
    more="Meir av",
    less="Mindre av",
    keep="Halde fram med",
    sums_up="{name} oppsummerer",
    ahead="Vegen vidare",
    next_talk="Neste samtale",
    next_follow_up="Neste oppfølging",
    agreement="Semje",
    agreed="Begge er samde i planen, og samtalen er lukka.",
    closed="Begge har svara, og samtalen er lukka utan semje.",
    held="Oppfølginga er halden. Ho har ingen eigen plan å svare på.",
    draft="Dette er eit utkast: samtalen er ikkje lukka.",
    answers={
        "agree": "er samd",
        "agree_with_note": "er samd, med ein merknad",
        "disagree": "er ikkje samd",
    },
    not_answered="har ikkje svara",
    clock="kl.",
    to_earlier_text="til ein tidlegare tekst",
    version="Utgåve {number} av planen. Tidlegare utgåver er ikkje med her.",
    fingerprint="Fingeravtrykk av teksten (SHA-256); `samtale verify` viser om han er endra:",
    answered="Svara i Samtale",
    signature="Underskrift",
)

ENGLISH = Labels(
    code="en",
    also="and",
    day="Date",
    purpose="Purpose",
    plan="Mutual plan",
    empty_plan="No goals or actions.",
    kinds={"work": "Work goal", "development": "Development goal"},
    why="Why",
    unit_goal="Unit goal",
    reached_when="Reached when",
    support="Support and training",
    action="Action",
    owner="Owner",
    deadline="Deadline",
    if_then="If … then …",
    carried="Carried on, agreed",
    loose="Other actions",
    manager="manager",
    employee="employee",
    both="Both",
    nobody="Nobody yet",
    no_date="no deadline",
    no_deadline="deadline missing",
    statuses={
        "open": "open again",
        "blocked": "stuck",
        "done": "done",
        "moved": "moved",
        "dropped": "dropped",
        "carried": "carried on",
    },
    until="to",
    feedback="More of, less of, continue with",
    to="To {name}",
    more="More of",
    less="Less of",
    keep="Continue with",
    sums_up="{name} sums up",
    ahead="The way ahead",
    next_talk="Next talk",
    next_follow_up="Next follow-up",
    agreement="Agreement",
    agreed="Both agree to the plan, and the talk is closed.",
    closed="Both have answered, and the talk is closed without agreement.",
    held="The follow-up was held. It has no plan of its own to answer.",
    draft="This is a draft: the talk is not closed.",
    answers={
        "agree": "agrees",
        "agree_with_note": "agrees, with a note",
        "disagree": "does not agree",
    },
    not_answered="has not answered",
    clock="at",
    to_earlier_text="to an earlier text",
    version="Version {number} of the plan. Earlier versions are not in this file.",
    fingerprint="Fingerprint of the text (SHA-256); `samtale verify` shows whether it was changed:",
    answered="Answered in Samtale",
    signature="Signature",
)


def labels_in(language: str) -> Labels:
    """Return the words for a talk in ``language``."""
    return {"nb": BOKMAL, "nn": NYNORSK}.get(language, ENGLISH)
