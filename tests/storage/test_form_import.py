"""Forms that come back: every answer under its own question, or shown as not placed."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from agendas.agenda import Prompt, Topic
from storage.employee_form import Unplaced
from storage.exports.escape import noted
from storage.exports.form import form_to_markdown
from storage.forms.form import Form, form_of, sent_on
from storage.forms.labels import ALL, Labels
from storage.forms.wording import bare
from storage.imports.form import MOST_LINES, ReadForm, read_form, which_talk
from storage.imports.form_anchors import anchors_of
from storage.imports.form_text import MAX_BYTES, form_text
from storage.imports.trouble import Trouble
from storage.plan import without
from storage.records import Version
from storage.text import HIDDEN, clean
from tests.forms.mangling import ON_BYTES, ON_PIECES, ON_TEXT
from tests.forms.proof import Figures, judge, try_out, variants
from tests.hostile import TEXTS
from tests.storage import harmless
from tests.storage.made_up import MONDAY
from tests.storage.talks import example
from tests.storage.test_form import AGENDA, coming

FORMS = [
    form_of(coming(), example(), language=words.code, kept_months=24) for words in ALL
]  # fmt: skip
FORM = FORMS[0]
EMPTY = form_to_markdown(FORM)
FIRST, SECOND = "Hva har gått bra siden sist?", "Hva er du stolt av i år?"


def read(text: str, forms: list[Form] = FORMS) -> ReadForm:
    reference = which_talk(text)
    assert reference is not None
    return read_form(text, forms, reference)


def filled(answers: dict[str, str], text: str = EMPTY) -> str:
    """Return the form with each answer below its label, by the question above that."""
    for question, answer in answers.items():
        text = text.replace(f"{question}\n\nSvar:\n", f"{question}\n\nSvar:\n\n{answer}\n")
    return text


# The proof, of which `python -m tests.forms` does more


def test_answers_on_mangled_forms_are_placed_or_shown() -> None:
    figures = Figures()
    alone = len(ON_PIECES) + len(ON_TEXT) + len(ON_BYTES)
    for variant in variants(alone + 20, seed=5):
        try_out(variant, figures)
    assert figures.found == []
    assert figures.placed > 40 * figures.unplaced > 0


# Round trips

_LINE = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"], blacklist_characters="\u200b")
    | st.sampled_from("æøåÆØÅ -*+#>•–«»\\_[]()"),
    max_size=40,
)
_TYPED = st.lists(_LINE, min_size=1, max_size=5).map("\n".join)


def _is_plain(text: str) -> bool:
    """Whether nothing of it can be the form's own: no reference, no label, no words of it."""
    known = {anchor.words[0] for anchor in anchors_of(FORM)}
    rows = [bare(line).split()[:1] for line in text.split("\n")]
    return not any(row and row[0] in known | {"svar", "answer", "mvh", "hilsen"} for row in rows)


@settings(max_examples=30, deadline=None)
@given(st.lists(_TYPED.filter(_is_plain), min_size=3, max_size=3))
def test_what_is_typed_comes_back_as_it_was_typed(typed: list[str]) -> None:
    places = ["topic/0/0", "item/A1/word", "less"]
    questions = [FIRST, "Et par ord om tiltak 1:", "Hva kan Siri gjøre mindre av?"]
    result = read(filled(dict(zip(questions, typed, strict=True))))
    expected = ["\n".join(map(str.rstrip, text.split("\n"))).strip() for text in typed]
    assert result.unplaced == ()
    assert result.texts == {
        place: text for place, text in zip(places, expected, strict=True) if text
    }


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text() | st.sampled_from([*TEXTS.values(), EMPTY, FIRST, "Svar:"]), max_size=8))
def test_what_a_program_writes_comes_back_letter_by_letter(texts: list[str]) -> None:
    places = [one.place for one in FORM.fields()]
    answers = {place: clean(text) for place, text in zip(places, texts, strict=False) if text}
    written = form_to_markdown(FORM, answers)
    assert list(harmless.raw(written)) == []
    result = read(written)
    assert (result.texts, result.unplaced) == (answers, ())


def test_a_form_that_nobody_has_filled_in_holds_nothing() -> None:
    for form in FORMS:
        result = read(form_to_markdown(form))
        assert (result.form.language, result.texts, result.unplaced) == (form.language, {}, ())


# What is hostile


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_answer_is_kept_and_moves_no_other(name: str) -> None:
    answer = clean(TEXTS[name])
    result = read(filled({FIRST: answer, SECOND: "Fjord"}))
    kept = "\n".join([*result.texts.values(), *(one.below + one.text for one in result.unplaced)])
    assert "".join(answer.split()) in "".join(kept.split())
    assert result.texts["topic/0/1"] == "Fjord"
    assert result.texts.keys() <= {"topic/0/0", "topic/0/1"}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_agenda_makes_a_form_that_comes_back(name: str) -> None:
    text = clean(TEXTS[name])
    topics = (
        Topic(text, 5, prompts=(Prompt(text), Prompt("Hva har gått bra?"), Prompt(f"{text} x"))),
        Topic("Annet", 5, prompts=(Prompt(text),)),
    )
    talk = coming(replace(AGENDA, topics=topics, title=text))
    talk.purpose, talk.employee_name, talk.manager_name = text, text, text
    past = example()
    past.plan = replace(
        past.plan,
        goals=(replace(past.plan.goals[0], text=text),),
        actions=tuple(replace(one, text=text) for one in past.plan.actions),
    )
    form = form_of(talk, past)
    answers = {one.place: f"Svar {number}" for number, one in enumerate(form.fields())}
    written = form_to_markdown(form, answers)
    assert list(harmless.raw(written)) == []
    assert read(written, [form]).texts == answers
    typed = written.replace("_saved", "").replace("\n  Svar ", "\nSvar ")
    assert read(typed, [form]).texts == answers


@pytest.mark.parametrize(
    "line",
    ["> " * 300 + "\n", "hva kan?\n", f"{FIRST}\n"],
)
def test_a_file_that_is_too_much_is_read_or_refused_at_once(line: str) -> None:
    started = time.process_time()
    text = EMPTY + line * (MOST_LINES - 200)
    read(text)
    with pytest.raises(Trouble, match="far longer"):
        read(EMPTY + "x\n" * MOST_LINES)
    with pytest.raises(Trouble, match="too large"):
        form_text(b"x" * (MAX_BYTES + 1))
    assert time.process_time() - started < 5


# What is never guessed


def test_a_question_with_a_word_of_another_is_taken_for_neither() -> None:
    for changed in ("Hva kan Siri gjøre mer eller mindre av?", "Hvor står tiltak?"):
        text = EMPTY.replace("### Hva kan Siri gjøre mer av?", f"### {changed}")
        result = read(text.replace(f"{changed}\n\nSvar:", f"{changed}\n\nSvar: zq"))
        assert result.texts == {}
        assert [one.text for one in result.unplaced] == [f"### {changed}\n\nSvar: zq"]


def test_a_question_with_a_slip_is_known_and_one_in_other_words_is_not() -> None:
    text = filled({FIRST: "Fjord", SECOND: "Nord"})
    slip = read(text.replace(FIRST, "Hva har gåt bra siden sist?"))
    assert slip.texts == {"topic/0/0": "Fjord", "topic/0/1": "Nord"}
    other = read(text.replace(SECOND, "Hva gjorde deg glad?"))
    assert other.texts == {"topic/0/0": "Fjord"}
    assert other.unplaced == (Unplaced("Nord", "### Hva gjorde deg glad?"),)


def test_an_answer_may_use_the_titles_and_words_of_the_form() -> None:
    answers = {
        FIRST: "Plan\n\nÅpning\n\nHva har gått bra siden sist er at vi leverte.",
        SECOND: "# Fjord\n**Ja**\nSvar på alt: ja\n> sitat",
    }
    result = read(filled(answers))
    assert result.texts == {"topic/0/0": answers[FIRST], "topic/0/1": answers[SECOND]}
    assert result.unplaced == ()


def test_a_form_is_read_in_the_language_that_most_of_its_words_are_in() -> None:
    nynorsk = form_to_markdown(FORMS[1])
    text = re.sub(r"Kva mål eller|K(va|or) (kan|bør|står)|Nokre ord om", "…", nynorsk)
    result = read(text.replace(f"{FIRST}\n\nSvar:", f"{FIRST}\n\nSvar: Fjord"))
    assert (result.form.language, result.texts["topic/0/0"]) == ("nn", "Fjord")


def test_a_title_in_italics_is_no_part_of_the_answer_above_it() -> None:
    text = filled({"Hva vil vi to ha ut av denne samtalen?": "Fjord"})
    text = text.replace("## Fjorårets plan", "*Fjorårets plan*")
    result = read(re.sub(r"\n\nVi ble enige.*\n", "\n\n", text).replace("### Mål 1", "### Mål x"))
    assert result.texts == {"topic/0/2": "Fjord"}


def test_proposed_words_are_no_answer_but_what_is_left_or_marked_of_them_is() -> None:
    proposed = " (gjort, i gang, står fast, utsatt, lagt bort)"
    question = "Hvor står tiltak 1?"
    for written, answer in {
        f"{proposed} ferdig": "ferdig",
        " gjort": "gjort",
        " (gjort)": "(gjort)",
        f"{proposed}\n\nSvar: nei": "nei",
        " (gjort, **i gang**, står fast, utsatt, lagt bort)": "gjort, **i gang**, står fast,"
        " utsatt, lagt bort",
        " (gjort, i gang, står fast,\nutsatt, lagt bort)": "",
    }.items():
        result = read(EMPTY.replace(question + proposed, question + written))
        assert result.texts == ({"item/A1/standing": answer} if answer else {})


@pytest.mark.parametrize("title", ["\u200b", "\u2060\u2060", "---"])
def test_a_title_without_a_word_is_no_place_in_the_form(title: str) -> None:
    topics = (Topic(title, 5, prompts=(Prompt("Hva har gått bra?"),)),)
    form = form_of(coming(replace(AGENDA, topics=topics)), None)
    answers = {"topic/0/0": "Svar"}
    assert read(form_to_markdown(form, answers), [form]).texts == answers


def test_the_same_question_twice_has_both_answers_and_the_same_answer_once() -> None:
    text = filled({FIRST: "Fjord"})
    quoted = "\n".join(f"> {line}" for line in filled({FIRST: "Nord", SECOND: "Hei"}).split("\n"))
    again = "\n".join(f"> {line}" for line in text.split("\n"))
    assert read(f"{text}\n{quoted}").texts == {"topic/0/0": "Fjord\n\nNord", "topic/0/1": "Hei"}
    assert read(f"{text}\n{again}").texts == {"topic/0/0": "Fjord"}


def test_what_stands_around_the_form_is_shown() -> None:
    text = f"Hei Siri!\n\n{filled({FIRST: 'Fjord'})}\nHilsen Kari\n"
    result = read(text)
    assert result.texts == {"topic/0/0": "Fjord"}
    assert [one.text for one in result.unplaced] == ["Hei Siri!", "Hilsen Kari"]


# Whose form it is


def test_a_file_says_which_talk_it_is_of() -> None:
    reference = which_talk(EMPTY.replace("samtale_", "Samtale\\_"))
    assert reference and (reference.talk, reference.escaped) == (FORM.talk, True)
    assert which_talk("Hei, hvordan går det?") is None
    other = EMPTY.replace(FORM.talk, "01J000000000000000000000T2")
    with pytest.raises(Trouble, match="names two talks"):
        which_talk(EMPTY + other)
    mentioned = filled({FIRST: "se samtale_01J000000000000000000000T2"})
    found = which_talk(mentioned)
    assert found and found.talk == FORM.talk
    with pytest.raises(Trouble, match="none of the form's questions"):
        read(f"Referanse: {FORM.reference}\n\nHei")


def test_a_form_is_read_as_it_was_sent_though_the_agenda_and_the_plan_are_others_now() -> None:
    talk, past = coming(), example()
    sent = sent_on(MONDAY.date(), talk, FORM)
    talk.agenda = replace(
        AGENDA, topics=(Topic("Nytt", 5, prompts=(Prompt("Hva er helt nytt?"),)),)
    )
    before, past.plan = past.plan, without(past.plan, "A1")
    text = filled({FIRST: "Fjord", "Et par ord om tiltak 2:": "Fint"})
    for versions in ((), (Version(before, "", (), MONDAY),)):
        past.versions = versions
        forms = [form_of(talk, past), form_of(talk, past, sent=sent)]
        result = read(text, forms)
        assert result.form is forms[1]
        assert result.texts.pop("topic/0/0") == "Fjord"
        assert result.texts == ({"item/A2/word": "Fint"} if versions else {})
        assert ("Fint" in str(result.unplaced)) == (not versions)


@pytest.mark.parametrize("words", ALL, ids=lambda words: words.code)
def test_a_form_that_was_sent_before_the_day_was_set_has_nothing_that_is_not_placed(
    words: Labels,
) -> None:
    undated = replace(coming(), planned_at=None)
    sent = form_to_markdown(form_of(undated, example(), language=words.code, kept_months=24))
    assert read(sent).unplaced == ()
    another = read(sent.replace(words.no_date, "mandag?"))
    assert [one.text for one in another.unplaced] == [f"- {words.when}: mandag?"]


def test_what_hides_is_noted_and_the_notation_is_read_by_a_program_alone() -> None:
    assert not set(HIDDEN[:3]) & set(noted("\x00\u202e"))
    assert read(filled({FIRST: "\\u{202e}"})).texts == {"topic/0/0": "\\u{202e}"}


def test_the_proof_sees_what_is_lost_misplaced_or_changed() -> None:
    def judged(texts: dict[str, str], *unplaced: Unplaced) -> list[str]:
        figures = Figures()
        judge(figures, ReadForm(FORM, texts, unplaced), "more", "zq01x0 ja", "")
        return [kind for kind, count in figures.kinds.items() if count]

    assert judged({"more": "zq01x0 ja"}) == judged({}, Unplaced("zq01x0 ja")) == []
    assert judged({}) == ["lost"]
    assert judged({"more": "zq01x0 ja", "less": "zq01x0 ja"}) == ["misplaced"]
    assert judged({"more": "zq01x0 ja Svar"}) == ["changed"]
