"""One line of words, phrases and filters, read and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.search_query import Query, fits, folded, matches, read_query, tokens_of
from tests.storage.talks import texts


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("", Query()),
        ("  Kurs  ÅR ", Query(("kurs", "ar"))),
        ('"Mer Ansvar" nå', Query(("na",), (("mer", "ansvar"),))),
        ('"ikke ferdig', Query((), (("ikke", "ferdig"),))),
        ('"" "…" ,', Query()),
        ("person:Øys", Query(person="oys")),
        ('person:"kari n"', Query(person="kari n")),
        ("slag:ros år:2024 er:åpen", Query(kind="praise", year=2024, is_open=True)),
        ("er:apne", Query(is_open=True)),
        ("KIND:concern", Query(kind="concern")),
        ("kind: year: is: person:", Query()),
        ("kind:tull year:24 is:lukket", Query(unknown=("kind:tull", "year:24", "is:lukket"))),
        ("kl 14:30 http://x.no", Query(("kl", "14", "30", "http", "x", "no"))),
    ],
)
def test_a_line_is_read_as_words_phrases_and_filters(typed: str, query: Query) -> None:
    assert read_query(typed) == query


@given(st.text(st.sampled_from('ab:"ø kindpersoyar.2024\n')) | st.text())
def test_anything_can_be_read(typed: str) -> None:
    query = read_query(typed)
    said = (*query.words, *(word for phrase in query.phrases for word in phrase))
    assert all(tokens_of(word) == [word] for word in said)


def test_only_a_query_that_asks_for_nothing_is_empty() -> None:
    assert read_query("kind:tull").empty
    for typed in ("a", '"a"', "person:a", "kind:ros", "year:2024", "is:open"):
        assert not read_query(typed).empty


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Øystein ÅS", "oystein as"),
        ("Ærlig Ǽ Ǿ", "aerlig ae o"),
        ("E\N{COMBINING ACUTE ACCENT}n", "en"),
        ("Straße ﬁnn ㎑", "strasse finn khz"),
        ("Đorđe Łukasz", "dorde lukasz"),
    ],
)
def test_words_are_compared_without_case_and_accents(text: str, bare: str) -> None:
    assert folded(text) == bare


@given(texts)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("prosj", True),
        ("rosjekt", False),
        ("led kurs", True),
        ("led tull", False),
        ('"lede et prosjekt"', True),
        ('"lede et pros"', False),
        ('"prosjekt kurs"', False),
        ('"et prosjekt" kur', True),
    ],
)
def test_a_word_fits_what_begins_with_it_and_a_phrase_within_one_text(
    typed: str, found: bool
) -> None:
    record = [tokens_of("Vil lede et prosjekt."), tokens_of("Kurs i høst")]
    assert fits(read_query(typed), record) is found


def test_the_text_that_says_most_of_what_is_asked_for_counts_most() -> None:
    query = read_query('kurs "i host"')
    counts = [matches(query, tokens_of(one)) for one in ("", "kurs", "kurset i høst", "i vår")]
    assert counts == [0, 1, 2, 0]
