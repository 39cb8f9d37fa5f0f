"""From an Agenda to the Markdown that reads back as the same one."""

from __future__ import annotations

from collections.abc import Iterator

from agendas.agenda import Agenda, Prompt, Topic
from agendas.blocks import escaped


def write_agenda(agenda: Agenda) -> str:
    """Return an agenda as the text of a file; ``read_agenda`` gives it back unchanged.

    That holds for whatever the reader can return: texts of one line, without space around them.
    """
    return "\n\n".join(_blocks(agenda)) + "\n"


def _blocks(agenda: Agenda) -> Iterator[str]:
    fields = {"id": agenda.id, "language": agenda.language, "every": agenda.every}
    if agenda.apart:
        fields["apart"] = "true"
    pairs = [f"{name}: {value}" for name, value in fields.items() if value]
    title = f"# {escaped(agenda.title)}"
    yield "\n".join(["---", *pairs, "---", title])
    if agenda.intro:
        yield from map(escaped, agenda.intro.split("\n\n"))
    for topic in agenda.topics:
        yield from _topic_blocks(topic)


def _topic_blocks(topic: Topic) -> Iterator[str]:
    mark = "" if topic.role == "notes" else f" {{{topic.role}}}"
    yield f"## {escaped(topic.title)} ({topic.minutes} min){mark}"
    if topic.prompts:
        yield "\n".join(f"- {_prompt(prompt)}" for prompt in topic.prompts)
    for hint in topic.hints:
        yield f"> {escaped(hint)}"


def _prompt(prompt: Prompt) -> str:
    return " ".join([escaped(prompt.text), *(f"{{{aim}}}" for aim in prompt.serves)])
