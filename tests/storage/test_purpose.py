"""What a talk is for: the same in every language, and as it was agreed on."""

from __future__ import annotations

import pytest

from agendas import words
from agendas.aims import AIMS, aim_called, aim_words
from storage.agreement import fingerprint
from storage.migration import brought_up
from storage.purpose import purpose_words, set_aim, set_purpose
from tests.storage.talks import example


@pytest.fixture(autouse=True)
def _english_again() -> object:
    yield
    words.speak("en")


def test_an_aim_is_shown_in_the_language_spoken_and_agreed_on_in_that_of_the_talk() -> None:
    talk = example("nb")
    set_aim(talk, "wellbeing")
    agreed = fingerprint(talk)
    assert (talk.purpose, purpose_words(talk)) == ("trivsel", "well-being")
    words.speak("nb")
    assert purpose_words(talk) == "trivsel"
    assert fingerprint(talk) == agreed

    set_purpose(talk, "ny rolle")
    assert (talk.aim, purpose_words(talk)) == (None, "ny rolle")
    words.speak("en")
    assert purpose_words(talk) == "ny rolle"


@pytest.mark.parametrize("language", [*words.LANGUAGES, "nn", "de"])
def test_the_four_are_told_apart_by_their_words(language: str) -> None:
    assert [aim_called(aim_words(aim, language), language) for aim in AIMS] == list(AIMS)
    assert aim_called("ny rolle", language) is None
    assert aim_called("", language) is None


@pytest.mark.parametrize(
    ("kept", "aim"),
    [
        ("utvikling", "development"),
        ("Development", "development"),
        ("new ideas", "ideas"),
        ("nye ideer", "ideas"),
        ("trivsel ", "wellbeing"),
        ("motivasjon", "motivation"),
        ("utvikling av laget", None),
        ("", None),
        (None, None),
        ([], None),
    ],
)
def test_words_that_were_kept_alone_are_known_again(kept: object, aim: str | None) -> None:
    old = {"schema": 2, "purpose": kept, "agenda": {"topics": [{"prompts": ["Why?", "Who?"]}]}}
    new = brought_up("conversations", old)
    assert (new["aim"], new["purpose"]) == (aim, kept)
    assert new["agenda"]["topics"] == [{"prompts": [{"text": "Why?"}, {"text": "Who?"}]}]
    assert old["agenda"] == {"topics": [{"prompts": ["Why?", "Who?"]}]}
