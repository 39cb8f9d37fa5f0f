"""The words of the employee's form.

They are part of a file format as those of an exported plan are (`storage.exports.labels`): a form
that was sent out yesterday must come back to the program of tomorrow. So they don't come from the
catalogues, and each language keeps its own.
"""

from __future__ import annotations

import msgspec

from storage.records import Status


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language."""

    code: str
    file: str
    title: str
    talk_with: str
    greeting: str
    purpose: str
    when: str
    no_date: str
    clock: str
    length: str
    minutes: str
    readers: str
    read_by: str
    kept: str
    kept_for: str
    kept_until: str
    reference: str
    plan: str
    plan_of: str
    plan_lead: str
    goal: str
    action: str
    owners: dict[str, str]
    due: str
    undated: str
    standing: str
    standings: dict[str, Status]
    """What an item's standing is called, the words that the form proposes first."""
    proposed: int
    """How many of them the form proposes."""
    word: str
    feedback: str
    more: str
    less: str
    keep: str
    wishes: str
    wish: str
    think_of: str
    any_thoughts: str
    about: str
    your_manager: str
    answer: str
    closing: str


BOKMAL = Labels(
    code="nb",
    file="forberedelse",
    title="Før samtalen: {name}",
    talk_with="{talk} med {manager}",
    greeting=(
        "Hei {name}! Her kan du tenke gjennom samtalen på forhånd. Skriv under hvert spørsmål, så"
        " kort eller langt du vil. Alt kan hoppes over. La spørsmålene stå som de er."
    ),
    purpose="Formål",
    when="Når",
    no_date="ikke avtalt ennå",
    clock="kl.",
    length="Hvor lenge",
    minutes="{n} minutter",
    readers="Hvem som leser dette",
    read_by="du og {manager}. Svarene følger samtalen, og dere kan se på dem sammen.",
    kept="Hvor lenge det lagres",
    kept_for="{n} måneder etter samtalen. Du kan be om å få se alt som er lagret.",
    kept_until="til det blir slettet. Du kan be om å få se alt som er lagret.",
    reference="Referanse",
    plan="Planen fra sist",
    plan_of="Vi ble enige om denne planen {day}.",
    plan_lead="Hvor står det, og hva tenker du om det? Et par ord er nok.",
    goal="Mål {n}",
    action="Tiltak {n}",
    owners={"manager": "{manager}", "employee": "deg", "both": "dere begge"},
    due="innen {day}",
    undated="uten frist",
    standing="Hvor står {item}?",
    standings={
        "gjort": "done",
        "i gang": "open",
        "står fast": "blocked",
        "utsatt": "moved",
        "lagt bort": "dropped",
        "ferdig": "done",
        "fullført": "done",
        "påbegynt": "open",
        "åpent": "open",
        "ikke begynt": "open",
        "stopp": "blocked",
        "droppet": "dropped",
    },
    proposed=5,
    word="Et par ord om {item}:",
    feedback="Tilbakemelding til {manager}",
    more="Hva kan {manager} gjøre mer av?",
    less="Hva kan {manager} gjøre mindre av?",
    keep="Hva bør {manager} fortsette med?",
    wishes="Ønskene dine",
    wish="Hvilke mål eller tiltak ønsker du deg framover?",
    think_of="Tenk gjerne på:",
    any_thoughts="Hva vil du ta opp under «{topic}»?",
    about="Hva sier du om «{prompt}»?",
    your_manager="lederen din",
    answer="Svar:",
    closing="Her slutter skjemaet. Takk! Send det tilbake til {manager}.",
)

NYNORSK = Labels(
    code="nn",
    file="førebuing",
    title="Før samtalen: {name}",
    talk_with="{talk} med {manager}",
    greeting=(
        "Hei {name}! Her kan du tenkje gjennom samtalen på førehand. Skriv under kvart spørsmål,"
        " så kort eller langt du vil. Alt kan hoppast over. Lat spørsmåla stå som dei er."
    ),
    purpose="Føremål",
    when="Når",
    no_date="ikkje avtalt enno",
    clock="kl.",
    length="Kor lenge",
    minutes="{n} minutt",
    readers="Kven som les dette",
    read_by="du og {manager}. Svara følgjer samtalen, og de kan sjå på dei saman.",
    kept="Kor lenge det blir lagra",
    kept_for="{n} månader etter samtalen. Du kan be om å få sjå alt som er lagra.",
    kept_until="til det blir sletta. Du kan be om å få sjå alt som er lagra.",
    reference="Referanse",
    plan="Planen frå sist",
    plan_of="Vi vart samde om denne planen {day}.",
    plan_lead="Kor står det, og kva tenkjer du om det? Nokre få ord er nok.",
    goal="Mål {n}",
    action="Tiltak {n}",
    owners={"manager": "{manager}", "employee": "deg", "both": "dykk begge"},
    due="innan {day}",
    undated="utan frist",
    standing="Kor står {item}?",
    standings={
        "gjort": "done",
        "i gang": "open",
        "står fast": "blocked",
        "utsett": "moved",
        "lagt bort": "dropped",
        "ferdig": "done",
        "fullført": "done",
        "påbyrja": "open",
        "ope": "open",
        "ikkje byrja": "open",
        "stopp": "blocked",
        "droppa": "dropped",
    },
    proposed=5,
    word="Nokre ord om {item}:",
    feedback="Tilbakemelding til {manager}",
    more="Kva kan {manager} gjere meir av?",
    less="Kva kan {manager} gjere mindre av?",
    keep="Kva bør {manager} halde fram med?",
    wishes="Ønska dine",
    wish="Kva mål eller tiltak ønskjer du deg framover?",
    think_of="Tenk gjerne på:",
    any_thoughts="Kva vil du ta opp under «{topic}»?",
    about="Kva seier du om «{prompt}»?",
    your_manager="leiaren din",
    answer="Svar:",
    closing="Her sluttar skjemaet. Takk! Send det tilbake til {manager}.",
)

ENGLISH = Labels(
    code="en",
    file="preparation",
    title="Before the talk: {name}",
    talk_with="{talk} with {manager}",
    greeting=(
        "Hello {name}! Here you can think the talk through beforehand. Write below each question,"
        " as much or as little as you like. Skip what you want. Please leave the questions as they"
        " are."
    ),
    purpose="Purpose",
    when="When",
    no_date="not set yet",
    clock="at",
    length="How long",
    minutes="{n} minutes",
    readers="Who reads this",
    read_by="you and {manager}. The answers follow the talk; you two may look at them together.",
    kept="How long it is kept",
    kept_for="{n} months after the talk. You may ask to see all that is kept.",
    kept_until="until it is erased. You may ask to see all that is kept.",
    reference="Reference",
    plan="The plan from last time",
    plan_of="We agreed on this plan on {day}.",
    plan_lead="Where does it stand, and what do you think of it? A few words are enough.",
    goal="Goal {n}",
    action="Action {n}",
    owners={"manager": "{manager}", "employee": "you", "both": "you both"},
    due="by {day}",
    undated="no deadline",
    standing="Where does {item} stand?",
    standings={
        "done": "done",
        "under way": "open",
        "stuck": "blocked",
        "moved": "moved",
        "dropped": "dropped",
        "finished": "done",
        "completed": "done",
        "in progress": "open",
        "open": "open",
        "not started": "open",
        "blocked": "blocked",
        "postponed": "moved",
    },
    proposed=5,
    word="A few words on {item}:",
    feedback="Feedback to {manager}",
    more="What can {manager} do more of?",
    less="What can {manager} do less of?",
    keep="What should {manager} continue with?",
    wishes="Your wishes",
    wish="Which goals or actions do you wish for?",
    think_of="You may think of:",
    any_thoughts="What do you want to bring up under “{topic}”?",
    about="What do you say about “{prompt}”?",
    your_manager="your manager",
    answer="Answer:",
    closing="This is the end of the form. Thank you! Please send it back to {manager}.",
)

ALL = (BOKMAL, NYNORSK, ENGLISH)
"""The languages that a form can be written in."""


def labels_in(language: str) -> Labels:
    """Return the words of a form in ``language``; English where it has none of its own."""
    return next((labels for labels in ALL if labels.code == language), ENGLISH)


def status_of(standing: str) -> Status | None:
    """Return the status that an employee's words for it mean, if they are among those known."""
    words = " ".join(standing.casefold().strip(" \n\t.!,;:–-").split())
    return next((one.standings[words] for one in ALL if words in one.standings), None)
