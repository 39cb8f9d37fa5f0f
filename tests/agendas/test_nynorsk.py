"""Nynorsk is written in nynorsk: no word that only bokmål has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
BOKMAL = re.compile(
    r"\b(ikke|hva|hvordan|hvem|hvor|hvilke\w*|hvorfor|hvis|jeg|noe|noen|fra|uker?|uka|måned(er)?"
    r"|dager|dere|deres|være|gjøre|bare|siden|ennå|enige?|enighet|forbered\w+|medarbeider\w*"
    r"|leder\w*|hver|hvert|mer|flere|fortsett\w*|åpne\w*|begynn\w*|blitt|ble|navn|eksempel"
    r"|slettet|lagret|endret|skrevet|disse|sikkerhetskopi\w*|samtaler|avtaler|oppfølginger"
    r"|ganger|selv|sammen|uten|innen|formål|filen|mappen|listen|linjen|tatt|holdt|spørsmålene)\b",
    re.IGNORECASE,
)


def texts() -> Iterator[tuple[str, str]]:
    """Yield everything that is written in nynorsk, with the place."""
    catalogue = ROOT / "agendas/locale/nn/LC_MESSAGES/samtale.po"
    with catalogue.open("rb") as file:
        for message in read_po(file):
            strings = [message.string] if isinstance(message.string, str) else message.string
            yield from ((f"{catalogue.name}: {one}", one) for one in strings if message.id)
    files = [*sorted((ROOT / "agendas/nn").glob("*.md")), ROOT / "tui/demo/nn.toml"]
    for path in files:
        body = path.read_text("utf-8").replace("id: medarbeidersamtale", "")
        yield from ((f"{path.name}: {line}", line) for line in body.splitlines())


def test_no_word_that_only_bokmal_has_stands_in_nynorsk() -> None:
    assert [place for place, text in texts() if BOKMAL.search(text)] == []


@pytest.mark.parametrize("text", ["Ikke lagra", "Hent frå ei fil, uten navn", "to uker sidan"])
def test_such_a_word_is_found(text: str) -> None:
    assert BOKMAL.search(text)
