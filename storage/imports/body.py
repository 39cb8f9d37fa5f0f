"""The text of an exported plan, block by block, made into a talk."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn

from agendas.agenda import Agenda
from agendas.aims import aim_called
from agendas.words import _, day_in_full
from storage.exports.labels import Labels, labels_in
from storage.exports.markdown import first_name, who_is_who
from storage.imports.front import Front
from storage.imports.pieces import Labelled, labelled, plain_text
from storage.imports.trailer import Trailer
from storage.imports.trouble import Trouble
from storage.records import (
    Action,
    Answer,
    Conversation,
    Feedback,
    Goal,
    Owner,
    Plan,
    StatusChange,
)

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

Blocks = Sequence["SyntaxTreeNode"]

_DAY = re.compile(r"\w+ ([0-9]{1,2})\.? \w+ ([0-9]{1,4})")


def read_body(front: Front, blocks: Blocks, lines_above: int) -> Conversation:
    """Return the talk that the blocks below the front matter tell of.

    ``lines_above`` counts the file's lines above them. Raises Trouble where the parts of a plan
    can't be told apart; what stands beside them is overlooked.
    """
    return _Reader(front, blocks, lines_above).conversation()


class _Reader:
    """Reads one file, part by part."""

    def __init__(self, front: Front, blocks: Blocks, lines_above: int) -> None:
        self._front = front
        self._labels: Labels = labels_in(front.language)
        self._lines_above = lines_above
        self._head: list[SyntaxTreeNode] = []
        self._sections: dict[str, list[SyntaxTreeNode]] = {}
        self._part(blocks)
        comment = blocks[-1] if blocks and blocks[-1].type == "html_block" else None
        self._trailer = Trailer(comment.content if comment else "", self._line(comment))
        self._owners: dict[str, Owner | None] = {}

    def conversation(self) -> Conversation:
        """Return the talk."""
        talk, labels = self._talk(), self._labels
        self._owners = {name: owner for owner, name in who_is_who(talk, labels).items()}
        goals, actions = self._goals_and_actions()
        to_employee, to_manager = self._feedback()
        ahead = self._ahead()
        talk.plan = Plan(
            goals=goals,
            actions=actions,
            to_employee=to_employee,
            to_manager=to_manager,
            next_talk=ahead.get(labels.next_talk),
            next_follow_up=ahead.get(labels.next_follow_up),
        )
        summary = self._sections.get(labels.sums_up.format(name=first_name(talk.employee_name)), [])
        talk.summary = "".join(plain_text(part) for quote in summary for part in quote.children)
        talk.answers = tuple(self._answers())
        return talk

    def _part(self, blocks: Blocks) -> None:
        """Sort the blocks by the section that they stand in."""
        current = self._head
        for block in blocks:
            if block.tag == "h2":
                current = self._sections.setdefault(plain_text(block), [])
            else:
                current.append(block)

    def _talk(self) -> Conversation:
        """Return the talk with what its front matter and its head say."""
        front = self._front
        if len(self._head) < 2:
            self._fail(None)
        title, parties, *rest = self._head
        names = [part.label for part in labelled(parties)[1]]
        if len(names) != 2:
            self._fail(parties)
        purposes = [part.text for block in rest for part in self._labels_of(block)]
        purpose = purposes[0] if purposes else ""
        return Conversation(
            id=front.id,
            person=front.person,
            employee_name=names[0],
            manager_name=names[1],
            agenda=Agenda(
                id=front.agenda,
                language=front.language,
                title=plain_text(title).removesuffix(f" – {names[0]}"),
                topics=(),
                every=front.every,
                apart=front.apart,
            ),
            purpose=purpose,
            aim=aim_called(purpose, front.language),
            planned_at=front.planned,
            started_at=front.started,
            ended_at=front.ended,
            state=front.state,
            previous=front.previous or None,
        )

    def _goals_and_actions(self) -> tuple[tuple[Goal, ...], tuple[Action, ...]]:
        goals: list[Goal] = []
        actions: list[Action] = []
        under: str | None = None
        for block in self._sections.get(self._labels.plan, []):
            if block.tag == "h3" and plain_text(block) == self._labels.loose:
                under = None
            elif block.type == "heading":
                details = block.next_sibling
                told = details if details and details.type == "paragraph" else None
                goals.append(self._goal(block, self._labels_of(told) if told else []))
                under = goals[-1].id
            elif block.type == "bullet_list":
                actions += [self._action(item, under) for item in block.children]
        return tuple(goals), tuple(actions)

    def _goal(self, heading: SyntaxTreeNode, details: list[Labelled]) -> Goal:
        text = plain_text(heading)
        kinds = {f"{label}: ": kind for kind, label in self._labels.kinds.items()}
        label = next(filter(text.startswith, kinds), None)
        if label is None:
            self._fail(heading)
        told = {part.label: part.text for part in details}
        goal_id, thread = self._trailer.item("goal")
        return Goal(
            id=goal_id,
            thread=thread,
            kind=kinds[label],
            text=text.removeprefix(label),
            why=told.get(self._labels.why, ""),
            unit_goal=told.get(self._labels.unit_goal, ""),
            reached_when=told.get(self._labels.reached_when, ""),
            support=told.get(self._labels.support, ""),
            carried_from=self._carried_from(told, heading),
            history=self._history(details, heading),
        )

    def _action(self, item: SyntaxTreeNode, goal: str | None) -> Action:
        if not item.children:
            self._fail(item)
        text, (who, *details) = self._split(item.children[0])
        when = who.text.removeprefix("· ")
        dated = when not in (self._labels.no_date, self._labels.no_deadline)
        told = {part.label: part.text for part in details}
        action_id, thread = self._trailer.item("action")
        return Action(
            id=action_id,
            thread=thread,
            text=text[len("[ ] ") :],
            goal=goal,
            owner=self._owner(who.label, item),
            deadline=self._day(when, item) if dated else None,
            undated=when == self._labels.no_date,
            if_then=told.get(self._labels.if_then, ""),
            carried_from=self._carried_from(told, item),
            history=self._history(details, item),
        )

    def _carried_from(self, told: dict[str, str], block: SyntaxTreeNode) -> tuple[dt.date, ...]:
        days = told.get(self._labels.carried)
        return tuple(self._day(day, block) for day in days.split(", ")) if days else ()

    def _history(self, details: list[Labelled], block: SyntaxTreeNode) -> tuple[StatusChange, ...]:
        """Return the events among the details of an item: those with a day for label."""
        return tuple(
            self._event(self._day(part.label, block), part.text, block)
            for part in details
            if _DAY.fullmatch(part.label)
        )

    def _event(self, on: dt.date, text: str, block: SyntaxTreeNode) -> StatusChange:
        what, _dash, note = text.partition(" – ")
        status, _until, until = what.partition(f" {self._labels.until} ")
        known = {words: status for status, words in self._labels.statuses.items()}
        if status not in known:
            self._fail(block)
        deadline = self._day(until, block) if until else None
        return StatusChange(on=on, status=known[status], note=note, deadline=deadline)

    def _feedback(self) -> tuple[Feedback, Feedback]:
        blocks = self._sections.get(self._labels.feedback, [])
        cells = [plain_text(node) for block in blocks for node in block.walk() if node.type == "td"]
        if not blocks:
            return Feedback(), Feedback()
        if len(cells) != 9:
            self._fail(blocks[0])
        return Feedback(*cells[1::3]), Feedback(*cells[2::3])

    def _ahead(self) -> dict[str, dt.date]:
        return {
            part.label: self._day(part.text, block)
            for block in self._sections.get(self._labels.ahead, [])
            for part in self._labels_of(block)
        }

    def _answers(self) -> Iterator[Answer]:
        for block in self._sections.get(self._labels.agreement, []):
            for item in block.children if block.type == "bullet_list" else []:
                _text, (who, *_rest) = self._split(item.children[0] if item.children else item)
                owner = self._owner(who.label, item)
                if owner not in ("manager", "employee"):
                    self._fail(item)
                said, _break, note = who.text.partition("\n")
                for kind, words in self._labels.answers.items():
                    if said.startswith(f"{words} · "):
                        at, given_to = self._trailer.answer()
                        yield Answer(side=owner, kind=kind, at=at, fingerprint=given_to, note=note)

    def _split(self, block: SyntaxTreeNode) -> tuple[str, list[Labelled]]:
        text, parts = labelled(block)
        if not parts:
            self._fail(block)
        return text, self._named(parts)

    def _labels_of(self, block: SyntaxTreeNode) -> list[Labelled]:
        return self._named(labelled(block)[1])

    def _named(self, parts: list[Labelled]) -> list[Labelled]:
        """Return labels without their colon, and texts without the space that follows it."""
        return [
            Labelled(
                part.mark,
                part.label.removesuffix(":") if part.mark == "em" else part.label,
                part.text.removeprefix(" "),
            )
            for part in parts
        ]

    def _owner(self, name: str, block: SyntaxTreeNode) -> Owner | None:
        if name not in self._owners:
            self._fail(block)
        return self._owners[name]

    def _day(self, words: str, block: SyntaxTreeNode) -> dt.date:
        """Return the day that is written like this; the weekday must fit."""
        if shape := _DAY.fullmatch(words):
            day, year = int(shape[1]), int(shape[2])
            for month in range(1, 13):
                try:
                    date = dt.date(year, month, day)
                except ValueError:
                    continue
                if day_in_full(date, self._labels.code) == words:
                    return date
        raise Trouble(
            self._line(block),
            _("{words} is not a day as Samtale writes it").format(words=ascii(words[:60])),
        )

    def _line(self, block: SyntaxTreeNode | None) -> int:
        while block is not None and block.map is None:
            block = block.parent
        return self._lines_above + 1 + (block.map[0] if block is not None and block.map else 0)

    def _fail(self, block: SyntaxTreeNode | None) -> NoReturn:
        raise Trouble(self._line(block), _("this is not part of a plan as Samtale writes it"))
