"""What the employee's form asks, whatever it is written as.

A `Form` is made anew from the talk whenever it is needed, to be written or to be read, and is
never kept. A writer (`storage.exports.form` for Markdown) goes through its sections and gives each
`Field` room to answer. What comes back is a text for the `place` of each field, which
`storage.forms.answers` makes an `EmployeeForm` of.

The label of a field tells it from all others: of two that would be read as the same, one gets its
topic's title, and if need be a number, behind it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from agendas.agenda import Agenda, Prompt, Topic
from agendas.aims import aim_words
from agendas.words import day_in_full
from storage.employee_form import FormSent
from storage.exports.markdown import first_name
from storage.forms.labels import Labels, labels_in
from storage.forms.wording import bare, one_space
from storage.plan import day_of, lines
from storage.records import Action, Conversation, Goal

FEWEST_WORDS = 3
"""What has fewer may as well be an answer, and isn't known when it comes back."""
WISHES = "wishes"
"""The place of the employee's own wishes for goals."""


class Field(msgspec.Struct, frozen=True):
    """A question with room to answer."""

    place: str
    """``topic/2/0``, ``item/<id>/standing``, ``item/<id>/word``, ``more``, ``less``, ``keep``,
    ``wishes``; topics and questions are counted from 0, as in the agenda."""
    label: str
    proposed: tuple[str, ...] = ()
    """Words to answer with; any others will do as well."""

    @property
    def item(self) -> str:
        """The part of the place that fields about the same goal or action share."""
        return self.place.rpartition("/")[0]


class Group(msgspec.Struct, frozen=True):
    """Questions that belong together, below a title where they are about one thing."""

    fields: tuple[Field, ...]
    title: str = ""
    details: str = ""
    """What is known about it, in one line."""
    item: str = ""
    """The id of the goal or action that it is about."""


class Section(msgspec.Struct, frozen=True):
    """A topic of the talk."""

    title: str
    groups: tuple[Group, ...]
    lead: str = ""
    """A line to begin with."""
    thoughts: tuple[str, ...] = ()
    """Questions to think of, without room of their own."""


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """All that a form says and asks, in the employee's language and in its order."""

    talk: str
    """The id of the talk, by which a form that comes back is known."""
    language: str
    title: str
    subtitle: str
    greeting: str
    frame: tuple[tuple[str, str], ...]
    """Purpose, when, how long, who reads it, how long it is kept: a label and what it says."""
    sections: tuple[Section, ...]
    closing: str
    """The last line; what stands below it is no answer."""

    @property
    def labels(self) -> Labels:
        """The words of its language."""
        return labels_in(self.language)

    @property
    def reference(self) -> str:
        """What tells which talk it is of."""
        return f"samtale_{self.talk}"

    def fields(self) -> Iterator[Field]:
        """Yield all fields in order."""
        for section in self.sections:
            for group in section.groups:
                yield from group.fields


def form_of(
    talk: Conversation,
    past: Conversation | None,
    *,
    language: str = "",
    sent: FormSent | None = None,
    kept_months: int | None = None,
) -> Form:
    """Return the form for a talk.

    ``past`` is the talk whose plan is looked back on, ``language`` that of the employee where it
    isn't the agenda's, and ``kept_months`` how long records are kept, None for no end.
    With ``sent`` it asks what was asked then, of what is still there.
    """
    agenda = sent.agenda if sent else talk.agenda
    builder = _Builder(talk, past, agenda, labels_in(language or agenda.language))
    return builder.form(kept_months, sent.numbered if sent else ())


def sent_on(day: dt.date, talk: Conversation, form: Form) -> FormSent:
    """Return what is to be kept of a form that was written for the employee."""
    items = tuple(group.item for section in form.sections for group in section.groups)
    return FormSent(
        on=day, language=form.language, agenda=talk.agenda, numbered=tuple(filter(None, items))
    )


class _Builder:
    def __init__(
        self, talk: Conversation, past: Conversation | None, agenda: Agenda, labels: Labels
    ) -> None:
        self._talk = talk
        self._past = past if past is not None and lines(past.plan) else None
        self._agenda = agenda
        self._labels = labels
        self._whole_name = one_space(talk.manager_name) or labels.your_manager
        self._manager = (
            first_name(talk.manager_name) if talk.manager_name.strip() else self._whole_name
        )

    def form(self, kept_months: int | None, numbered: tuple[str, ...]) -> Form:
        """Return the whole form; ``numbered`` are the ids of items that have their number."""
        labels, talk = self._labels, self._talk
        self._numbered = numbered
        name = one_space(talk.employee_name)
        return Form(
            talk=talk.id,
            language=labels.code,
            title=labels.title.format(name=name),
            subtitle=labels.talk_with.format(
                talk=one_space(self._agenda.title), manager=self._whole_name
            ),
            greeting=labels.greeting.format(name=first_name(name)),
            frame=tuple(self._frame(kept_months)),
            sections=_told_apart(tuple(self._sections())),
            closing=labels.closing.format(manager=self._manager),
        )

    def _frame(self, kept_months: int | None) -> Iterator[tuple[str, str]]:
        labels, at = self._labels, self._talk.planned_at
        aim, purpose = self._talk.aim, self._talk.purpose
        if purpose.strip():
            yield labels.purpose, aim_words(aim, labels.code) if aim else one_space(purpose)
        day = day_in_full(at.date(), labels.code) if at else labels.no_date
        yield labels.when, f"{day} {labels.clock} {at:%H:%M}" if at else day
        yield labels.length, labels.minutes.format(n=self._agenda.minutes)
        yield labels.readers, labels.read_by.format(manager=self._whole_name)
        kept = labels.kept_for.format(n=kept_months) if kept_months else labels.kept_until
        yield labels.kept, kept

    def _sections(self) -> Iterator[Section]:
        """Yield the topics; what is agreed on in the talk itself is not asked beforehand."""
        roles = [topic.role for topic in self._agenda.topics]
        if self._past is not None and "review" not in roles:
            yield self._review(Topic(self._labels.plan, 1), ())
        for number, topic in enumerate(self._agenda.topics):
            if topic.role == "notes":
                yield Section(one_space(topic.title), (Group(self._questions(number, topic)),))
            elif topic.role == "review" and self._past is not None:
                yield self._review(topic, self._questions(number, topic))
            elif topic.role == "feedback":
                yield self._feedback(one_space(topic.title), self._thoughts(topic))
            elif topic.role == "plan":
                if "feedback" not in roles:
                    yield self._feedback()
                yield self._wishes(self._thoughts(topic))
        if "feedback" not in roles and "plan" not in roles:
            yield self._feedback()
        if "plan" not in roles:
            yield self._wishes(())

    def _questions(self, number: int, topic: Topic) -> tuple[Field, ...]:
        """Return what a topic asks, what serves the purpose first; places are the agenda's.

        A question of a word or two becomes a whole sentence.
        """
        labels = self._labels
        any_thoughts = labels.any_thoughts.format(topic=one_space(topic.title))
        prompts = enumerate(topic.prompts or (Prompt(any_thoughts),))
        asked = sorted(prompts, key=lambda one: self._talk.aim not in one[1].serves)
        return tuple(
            Field(
                f"topic/{number}/{at}",
                text
                if len(bare(text).split()) >= FEWEST_WORDS
                else labels.about.format(prompt=text.rstrip(" ?.!:")),
            )
            for at, prompt in asked
            if bare(text := one_space(prompt.text))
        )

    def _thoughts(self, topic: Topic) -> tuple[str, ...]:
        return tuple(one_space(prompt.text) for prompt in topic.prompts_for(self._talk.aim))

    def _review(self, topic: Topic, questions: tuple[Field, ...]) -> Section:
        assert self._past is not None
        counted = {Goal: 0, Action: 0}
        groups = []
        for item in self._items(self._past):
            counted[type(item)] += 1
            groups.append(self._item(item, counted[type(item)]))
        labels, day = self._labels, day_of(self._past)
        agreed = labels.plan_of.format(day=day_in_full(day, labels.code)) if day else ""
        return Section(
            one_space(topic.title),
            (*groups, *([Group(questions)] if questions else [])),
            lead=f"{agreed} {labels.plan_lead}".strip(),
        )

    def _items(self, past: Conversation) -> list[Goal | Action]:
        """Return the last plan's items: those that have their number, wherever they are now.

        Where one of those is nowhere any more, the numbers can't be told, and there are none.
        """
        items = lines(past.plan)
        if not self._numbered:
            return items
        plans = (*(version.plan for version in past.versions), past.plan)
        known = {item.id: item for plan in plans for item in lines(plan)}
        return [known[id_] for id_ in self._numbered] if known.keys() >= {*self._numbered} else []

    def _item(self, item: Goal | Action, number: int) -> Group:
        labels = self._labels
        name = (labels.goal if isinstance(item, Goal) else labels.action).format(n=number)
        within = name.lower()
        proposed = tuple(labels.standings)[: labels.proposed]
        return Group(
            (
                Field(f"item/{item.id}/standing", labels.standing.format(item=within), proposed),
                Field(f"item/{item.id}/word", labels.word.format(item=within)),
            ),
            title=one_space(f"{name}: {item.text}"),
            details=self._who_and_when(item) if isinstance(item, Action) else "",
            item=item.id,
        )

    def _who_and_when(self, action: Action) -> str:
        labels = self._labels
        who = labels.owners[action.owner].format(manager=self._manager) if action.owner else ""
        day = labels.due.format(day=day_in_full(action.due, labels.code)) if action.due else ""
        return " · ".join(filter(None, (who, day or labels.undated)))

    def _feedback(self, title: str = "", thoughts: tuple[str, ...] = ()) -> Section:
        labels = self._labels
        asked = (("more", labels.more), ("less", labels.less), ("keep", labels.keep))
        fields = (Field(place, words.format(manager=self._manager)) for place, words in asked)
        title = title or labels.feedback.format(manager=self._manager)
        return Section(title, (Group(tuple(fields)),), thoughts=thoughts)

    def _wishes(self, thoughts: tuple[str, ...]) -> Section:
        labels = self._labels
        return Section(labels.wishes, (Group((Field(WISHES, labels.wish),)),), thoughts=thoughts)


def _told_apart(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Return the sections with labels of which no two are read as the same."""
    taken: set[str] = set()
    return tuple(
        replace(
            section,
            groups=tuple(
                replace(
                    group,
                    fields=tuple(_as_one(field, section, taken) for field in group.fields),
                )
                for group in section.groups
            ),
        )
        for section in sections
    )


def _as_one(field: Field, section: Section, taken: set[str]) -> Field:
    ways = [field.label, f"{field.label} ({section.title})"]
    ways += [f"{field.label} ({section.title} {n})" for n in range(2, len(taken) + 3)]
    label = next(way for way in ways if bare(way) not in taken)
    taken.add(bare(label))
    return replace(field, label=label)
