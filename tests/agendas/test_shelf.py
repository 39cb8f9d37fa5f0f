from __future__ import annotations

import re
from pathlib import Path

import pytest

from agendas import shelf as shelf_module
from agendas.agenda import Agenda, Topic
from agendas.aims import AIMS
from agendas.reader import read_agenda_file
from agendas.shelf import Shelf, UnknownAgenda
from agendas.writer import write_agenda

TABLE = {
    "medarbeidersamtale": ("12 months", "5 10r 12 10f 13 8p 2a"),
    "oppfolging": ("3 months", "5 10r 7 4f 4p"),
    "en-til-en": ("2 weeks", "3 10 5 4r 3p"),
    "lonnssamtale": ("12 months", "3 10 8 6 3p"),
    "provetidssamtale": ("", "10 10r 10 8f 7p"),
    "seniorsamtale": ("", "5 12 12 12 10 9p"),
    "sluttsamtale": ("", "3 10 8 12 8p 4"),
    "sykefravaersoppfolging": ("", "3 10 8r 3 6p"),
}
"""How often, and the minutes and the role's first letter of each topic."""


def own_agenda(id: str = "mine", language: str = "nb", title: str = "Mine") -> str:
    return write_agenda(Agenda(id, language, title, (Topic("Opening", 5),)))


def ids(agendas: list[Agenda]) -> list[str]:
    return [agenda.id for agenda in agendas]


LANGUAGES = ("nb", "nn", "en")
APART = {"lonnssamtale", "sykefravaersoppfolging"}
"""Those whose plan is no part of the personnel plan."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_built_in_agendas(language: str) -> None:
    shelf = Shelf(None)
    agendas = shelf.agendas(language)
    assert shelf.problems == []
    assert ids(agendas) == list(TABLE)
    for agenda in agendas:
        every, topics = TABLE[agenda.id]
        assert agenda.language == language
        assert agenda.every == every
        shape = [f"{topic.minutes}{topic.role[0].strip('n')}" for topic in agenda.topics]
        assert " ".join(shape) == topics
        assert agenda.apart is (agenda.id in APART)
        assert agenda.intro
        for topic in agenda.topics:
            assert 2 <= len(topic.prompts) <= 4, topic.title
            assert 1 <= len(topic.hints) <= 2, topic.title
            assert len(topic.title) <= 28
            assert max(len(prompt.text) for prompt in topic.prompts) <= 60
            assert all(prompt.text.endswith("?") for prompt in topic.prompts)


def test_an_agenda_asks_as_much_in_each_language_and_each_in_its_own_words() -> None:
    shelf = Shelf(None)
    for id in TABLE:
        one, *others = (shelf.get(id, language) for language in LANGUAGES)
        for other in others:
            for topic, same in zip(one.topics, other.topics, strict=True):
                assert len(topic.prompts) == len(same.prompts), (id, topic.title)
                assert len(topic.hints) == len(same.hints), (id, topic.title)
                assert topic.prompts != same.prompts
                serves = [one.serves for one in topic.prompts]
                assert serves == [one.serves for one in same.prompts], (id, topic.title)
                assert not {*topic.hints} & {*same.hints}
            assert one.intro.count("\n\n") == other.intro.count("\n\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_built_in_agenda_stretches_to_each_length_from_20_to_120_minutes(language: str) -> None:
    for agenda in Shelf(None).agendas(language):
        for minutes in range(20, 121):
            stretched = agenda.stretched(minutes)
            assert stretched.minutes == minutes
            assert min(topic.minutes for topic in stretched.topics) >= 1


def test_the_talk_about_sick_leave_asks_for_no_feedback_and_never_about_health() -> None:
    about_health = re.compile(r"diagnos|symptom|medisin|lege\b|sykdom|sjukdom|illness|doctor")
    for language in LANGUAGES:
        agenda = Shelf(None).get("sykefravaersoppfolging", language)
        assert "feedback" not in [topic.role for topic in agenda.topics]
        prompts = " ".join(one.text.lower() for topic in agenda.topics for one in topic.prompts)
        assert not about_health.search(prompts)


def test_every_built_in_file_lies_in_the_folder_of_its_language_under_its_id() -> None:
    folder = Path(shelf_module.__file__).parent
    files = sorted(folder.glob("*/*.md"))
    assert len(files) == len(LANGUAGES) * len(TABLE)
    for path in files:
        agenda = read_agenda_file(path)
        assert (agenda.language, agenda.id) == (path.parent.name, path.stem)


@pytest.mark.parametrize(
    ("asked", "given"), [("no", "nb"), ("de", "en"), ("", "en"), ("../nb", "en")]
)
def test_a_language_without_agendas_gets_the_nearest(asked: str, given: str) -> None:
    shelf = Shelf(None)
    assert shelf.agendas(asked) == shelf.agendas(given)
    assert {agenda.language for agenda in shelf.agendas(asked)} == {given}


def test_an_own_agenda_wins_over_the_built_in_one_in_its_place(tmp_path: Path) -> None:
    text = own_agenda("medarbeidersamtale", title="Our own").replace("nb\n", "nb\nevery: 1 year\n")
    (tmp_path / "any-name.md").write_text(text)
    shelf = Shelf(tmp_path)
    assert ids(shelf.agendas("nb")) == list(TABLE)
    assert shelf.get("medarbeidersamtale", "nb").title == "Our own"
    assert shelf.get("medarbeidersamtale", "en").title == "Development talk"


def test_a_new_own_agenda_comes_after_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "mine.md").write_text(own_agenda())
    (tmp_path / "yours.md").write_text(own_agenda("yours", "en"))
    assert ids(Shelf(tmp_path).agendas("nb")) == [*TABLE, "mine"]


def test_the_yearly_talk_serves_each_of_the_four_purposes_and_a_talk_kept_apart_none() -> None:
    shelf = Shelf(None)
    served = {
        id: {
            aim
            for topic in shelf.get(id, "nn").topics
            for one in topic.prompts
            for aim in one.serves
        }
        for id in TABLE
    }
    assert served["medarbeidersamtale"] == set(AIMS)
    assert [served[id] for id in APART] == [set(), set()]


def test_an_own_agenda_in_the_language_wins_over_one_in_the_other_norwegian(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(own_agenda("mine", "nn", "Nynorsk"))
    (tmp_path / "b.md").write_text(own_agenda("mine", "nb", "Bokmål"))
    (tmp_path / "c.md").write_text(own_agenda("only", "nb", "Bare bokmål"))
    shelf = Shelf(tmp_path)
    assert shelf.get("mine", "nn").title == "Nynorsk"
    assert shelf.get("mine", "nb").title == "Bokmål"
    assert shelf.get("only", "nn").title == "Bare bokmål"


def test_bad_own_files_are_named_and_the_rest_works(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_text("# No front matter\n")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "good.md").write_text(own_agenda())
    (tmp_path / "latin.md").write_bytes(own_agenda("latin").encode() + b"\xf8")
    (tmp_path / "notes.txt").write_text("not an agenda")
    (tmp_path / "._good.md").write_bytes(b"\x00\x05\x16\x07")
    (tmp_path / "~again.md").write_text(own_agenda(title="Another"))
    shelf = Shelf(tmp_path)

    assert [(problem.path.name, problem.line) for problem in shelf.problems] == [
        ("bad.md", 1),
        ("folder.md", 0),
        ("latin.md", 8),
        ("~again.md", 0),
    ]
    assert 'another file has the id "mine"' in shelf.problems[-1].reason
    assert ids(shelf.agendas("nb")) == [*TABLE, "mine"]
    assert shelf.get("mine", "nb").title == "Mine"
    assert len(shelf.problems) == 4


def test_own_files_are_found_and_read_anew_when_they_change(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    before = shelf.stamp()
    assert shelf.own_files("mine") == [] and len(shelf.files("nb")) == len(TABLE)
    path = tmp_path / "mine.md"
    path.write_text("# Broken\n")
    assert shelf.stamp() != before
    assert shelf.problems == []
    shelf.read_anew()
    (broken,) = shelf.own_files("mine")
    assert broken.problem in shelf.problems and broken.agenda is None
    assert shelf.files("nb")[-1] == broken

    path.write_text(own_agenda())
    (tmp_path / "other.md").write_text(own_agenda(title="Twice"))
    (tmp_path / "mine.en.md").write_text(own_agenda(language="en"))
    shelf.read_anew()
    assert [one.path.name for one in shelf.own_files("mine")] == [
        "mine.en.md", "mine.md", "other.md",
    ]  # fmt: skip
    assert [one.path.name for one in shelf.files("nb") if one.own] == ["mine.md", "other.md"]
    assert [one.problem is None for one in shelf.files("nb")[-2:]] == [True, False]
    assert shelf.files("nb")[-1].without_hints().path.name == "other.md"


def test_an_unknown_id_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UnknownAgenda) as caught:
        Shelf(None).get("missing", "nb")
    known = ", ".join(TABLE)
    assert str(caught.value) == f'there is no agenda "missing"; there are {known}'


def test_own_folder_that_is_missing_or_no_folder(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for own in (tmp_path / "missing", file):
        shelf = Shelf(own)
        assert ids(shelf.agendas("nb")) == list(TABLE)
        assert shelf.problems == []


def test_files_are_read_once_and_only_in_the_language_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def note_and_read(path: Path) -> Agenda:
        read.append(f"{path.parent.name}/{path.stem}")
        return read_agenda_file(path)

    monkeypatch.setattr(shelf_module, "read_agenda_file", note_and_read)
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.md").write_text(own_agenda())

    shelf = Shelf(own)
    assert read == []
    shelf.get("oppfolging", "nb")
    assert read == ["own/mine", "nb/oppfolging"]
    shelf.agendas("nb")
    shelf.agendas("nb")
    shelf.get("mine", "nb")
    assert sorted(read) == sorted([*(f"nb/{id}" for id in TABLE), "own/mine"])
