"""A whole talk as Markdown, both people's notes with it: the copy for when a disk fails."""

from __future__ import annotations

from storage.exports.escape import inline, paragraph
from storage.exports.markdown import plan_to_markdown
from storage.records import Conversation


def transcript(conversation: Conversation) -> str:
    """Return the notes by topic, then the plan as it is exported."""
    talk = conversation
    parts = [f"# {inline(f'{talk.agenda.title} – {talk.employee_name}')}"]
    for topic, notes in zip(talk.agenda.topics, talk.notes, strict=False):
        said = [(talk.manager_name, notes.manager), (talk.employee_name, notes.employee)]
        if not any(text for _name, text in said):
            continue
        parts.append(f"## {inline(topic.title)}")
        parts += [f"**{inline(name)}**\n\n{paragraph(text)}" for name, text in said if text]
    return "\n\n".join([*parts, plan_to_markdown(talk)])
