"""A made-up team: its people, each with years of talks and a log behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

from agendas.agenda import Agenda
from agendas.shelf import Shelf
from storage.records import (
    Conversation,
    LogEntry,
    LogKind,
    Person,
    Preparation,
    Raising,
    Record,
    UnitGoal,
)
from storage.unit_goals import of_year
from tui.demo.talks import (
    annual_plan,
    follow_through,
    follow_up_plan,
    hold,
    look_back,
    planned_talk,
    pointing,
    weekday,
)
from tui.demo.voice import Voice, names

YEAR = dt.timedelta(days=364)
FOLLOW_UPS = tuple(dt.timedelta(weeks=weeks) for weeks in (6, 19, 32))
"""How long after an annual talk it is followed up."""


class Story(NamedTuple):
    """Where a person stands today."""

    last_talk: int | None
    """Days since the annual talk; None for somebody new, who has had none."""
    next_talk: int | None = None
    """Days until an annual talk that is planned and prepared."""
    next_follow_up: int | None = None
    """Days until a follow-up that is planned."""
    concern: int | None = None
    """Days since a concern that has not been raised."""
    disagrees: bool = False
    """Whether the newest plan was closed without agreement."""


STORIES = (
    Story(359, next_talk=6, concern=33),
    Story(425),
    Story(14),
    Story(150, concern=12),
    Story(240),
    Story(None),
    Story(75, next_follow_up=9, disagrees=True),
)
"""The first people's stories; all that come after get one of a held talk, by chance."""


def team(
    *, people: int, years: int, seed: int, now: dt.datetime, language: str
) -> Iterator[Record]:
    """Yield the records of a team, person by person; ``years`` is how far back they go."""
    annual, follow_up, *_ = Shelf(None).agendas(language)
    unit_goals = list(_unit_goals(language, seed, years, now))
    yield from unit_goals
    for number, name in enumerate(islice(names(), people)):
        voice = Voice(language, f"{seed}/{number}")
        story = (
            STORIES[number]
            if number < len(STORIES)
            else Story(voice.chance.randrange(1, 400), concern=voice.chance.choice((None, 20)))
        )
        added = now - YEAR * (years + 2) + dt.timedelta(minutes=number)
        life = _Life(voice, story, annual, follow_up, now, unit_goals)
        yield from life.records(name, years, added)


def _unit_goals(language: str, seed: int, years: int, now: dt.datetime) -> Iterator[UnitGoal]:
    """Yield the unit's goals, the same year after year; the last is one that nobody names."""
    voice = Voice(language, f"{seed}/unit")
    texts = [*voice.pools["unit_goals"], voice.pools["forgotten_unit_goal"]]
    for number, text in enumerate(map(voice.say, texts)):
        thread = ""
        for year in range(now.year - years, now.year + 1):
            at = dt.datetime(year, 1, 2, 9, number, tzinfo=now.tzinfo)
            goal = UnitGoal(id=voice.new_id(at), text=text, year=year, thread=thread)
            thread = goal.thread
            yield goal


class _Life:
    """One person's years, told from the first talk to today."""

    def __init__(
        self,
        voice: Voice,
        story: Story,
        annual: Agenda,
        follow_up: Agenda,
        now: dt.datetime,
        unit_goals: list[UnitGoal],
    ) -> None:
        self.voice = voice
        self.story = story
        self.annual = annual
        self.follow_up = follow_up
        self.now = now
        self.unit_goals = unit_goals

    def records(self, name: str, years: int, added: dt.datetime) -> Iterator[Record]:
        """Yield the person, who was ``added`` at that moment, with talks and log."""
        days = self._talk_days(years)
        started = days[0] - YEAR if days else self._day(-21)
        person = Person(
            id=self.voice.new_id(added),
            name=name,
            title=self.voice.chance.choice(self.voice.pools["titles"]),
            started_on=weekday(started),
            next_talk=weekday(self._day(40)),
        )
        talks = self._talks(person, days)
        if talks:
            talks += self._coming(person, talks)
        yield person
        for talk in talks:
            yield talk
            if talk.agenda.annual:
                yield Preparation(id=talk.id, person=person.id, text=self._words("manager"))
        yield from self._log(person, min(started, self._day(-21)))

    def _talk_days(self, years: int) -> list[dt.date]:
        """Return the days of the annual talks, oldest first."""
        if self.story.last_talk is None:
            return []
        last = self._day(-self.story.last_talk)
        return [weekday(last - YEAR * back) for back in reversed(range(years))]

    def _talks(self, person: Person, days: list[dt.date]) -> list[Conversation]:
        """Return what has been held, oldest first: annual talks, and what followed them up."""
        talks: list[Conversation] = []
        of_the_year: list[Conversation] = []
        for day, next_day in pairwise([*days, self.now.date()]):
            at = self._at(day)
            talk = planned_talk(
                self.voice, person, self.annual, at, of_the_year[0] if of_the_year else None
            )
            carried = [look_back(self.voice, earlier, at) for earlier in of_the_year]
            if of_the_year:
                talk.employee_preparation = self._words("employee")
            disagree = day == days[-1] and self.story.disagrees
            plan = pointing(annual_plan(self.voice, at, carried), of_year(self.unit_goals, at.year))
            hold(self.voice, talk, plan, disagree=disagree)
            of_the_year = [talk, *self._follow_ups(person, talk, next_day)]
            talks += of_the_year
        for earlier in of_the_year:
            follow_through(self.voice, earlier, self._day(-30))
        return talks

    def _follow_ups(
        self, person: Person, talk: Conversation, before: dt.date
    ) -> list[Conversation]:
        assert talk.started_at
        meetings: list[Conversation] = []
        for after in FOLLOW_UPS:
            day = weekday(talk.started_at.date() + after)
            if day < before:
                for earlier in (talk, *meetings):
                    follow_through(self.voice, earlier, day)
                at = self._at(day)
                meeting = planned_talk(self.voice, person, self.follow_up, at, talk)
                hold(self.voice, meeting, follow_up_plan(self.voice, at))
                meetings.append(meeting)
        return meetings

    def _coming(self, person: Person, held: list[Conversation]) -> list[Conversation]:
        """Return the talk that is planned, if any, and note when the next one is due."""
        last = [talk for talk in held if talk.agenda.annual][-1]
        person.next_talk = last.plan.next_talk
        if self.story.next_talk is not None:
            at = self._at(weekday(self._day(self.story.next_talk)))
            talk = planned_talk(self.voice, person, self.annual, at, last)
            talk.state = "prepared"
            talk.employee_preparation = self._words("employee")
            person.next_talk = at.date()
            return [talk]
        if self.story.next_follow_up is not None:
            at = self._at(weekday(self._day(self.story.next_follow_up)))
            return [planned_talk(self.voice, person, self.follow_up, at, last)]
        return []

    def _log(self, person: Person, since: dt.date) -> Iterator[LogEntry]:
        """Yield a note every two or three months, and the concern that was never raised."""
        kinds: tuple[LogKind, ...] = ("praise", "observation", "concern")
        day = since + dt.timedelta(days=self.voice.chance.randint(5, 15))
        while weekday(day) < self.now.date():
            self.voice.change_subject()
            kind = self.voice.chance.choices(kinds, (4, 3, 2))[0]
            raised = min(
                weekday(day) + dt.timedelta(days=self.voice.chance.randint(0, 9)), self.now.date()
            )
            yield LogEntry(
                id=self.voice.new_id(self._at(day)),
                person=person.id,
                on=weekday(day),
                kind=kind,
                text=self.voice.pick("log", kind),
                shared=kind == "praise" and self.voice.happens(5),
                raised=Raising(raised) if kind == "concern" else None,
            )
            day += dt.timedelta(days=self.voice.chance.randint(40, 110))
        if self.story.concern is not None:
            day = self._day(-self.story.concern)
            yield LogEntry(
                id=self.voice.new_id(self._at(day)),
                person=person.id,
                on=day,
                kind="concern",
                text=self.voice.pick("log", "concern"),
            )

    def _words(self, side: str) -> str:
        return self.voice.lines("preparation", side, most=4)

    def _day(self, offset: int) -> dt.date:
        """Return the day so many days from today; negative is the past."""
        return self.now.date() + dt.timedelta(days=offset)

    def _at(self, day: dt.date) -> dt.datetime:
        """Return an hour of that day at which one meets."""
        hour = dt.time(self.voice.chance.choice((9, 10, 13, 14)), tzinfo=self.now.tzinfo)
        return dt.datetime.combine(day, hour)
