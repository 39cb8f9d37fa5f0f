"""What the form as a page says of itself, in the employee's language.

Not from the catalogues, for the same reason as `storage.forms.labels`: the form speaks the
employee's language, whatever the manager's program speaks.
"""

from __future__ import annotations

import msgspec


class PageWords(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language; ``{file}``, ``{time}``, ``{n}`` and ``{all}`` are filled in."""

    how: str
    save: str
    open: str
    print: str
    no_script: str
    answered: str
    unsaved: str
    saved: str
    opened: str
    strange: str
    replace: str
    choose: str


BOKMAL = PageWords(
    how=(
        "Skriv her i nettleseren, lagre, og send filen tilbake. Siden sender ingenting og husker"
        " ingenting, så lagre før du lukker den."
    ),
    save="Lagre som Markdown",
    open="Fortsett på en fil du har lagret",
    print="Skriv ut",
    no_script=(
        "Nettleseren din kjører ikke skriptet på denne siden, så svarene kan ikke lagres herfra."
        " Skriv ut siden, eller be om skjemaet som Word-fil."
    ),
    answered="{n} av {all} besvart",
    unsaved="ikke lagret",
    saved="lagret {time} som {file} der nettleseren legger nedlastinger",
    opened="hentet fra {file}",
    strange="{file} er ikke lagret herfra, eller er endret siden, og kan ikke hentes inn her",
    replace="Det du har skrevet her, blir byttet ut med det som står i filen. Vil du det?",
    choose="Velg eller skriv",
)

NYNORSK = PageWords(
    how=(
        "Skriv her i nettlesaren, lagre, og send fila tilbake. Sida sender ingenting og hugsar"
        " ingenting, så lagre før du lukkar henne."
    ),
    save="Lagre som Markdown",
    open="Hald fram på ei fil du har lagra",
    print="Skriv ut",
    no_script=(
        "Nettlesaren din køyrer ikkje skriptet på denne sida, så svara kan ikkje lagrast herifrå."
        " Skriv ut sida, eller be om skjemaet som Word-fil."
    ),
    answered="{n} av {all} svara på",
    unsaved="ikkje lagra",
    saved="lagra {time} som {file} der nettlesaren legg nedlastingar",
    opened="henta frå {file}",
    strange="{file} er ikkje lagra herifrå, eller er endra sidan, og kan ikkje hentast inn her",
    replace="Det du har skrive her, blir bytt ut med det som står i fila. Vil du det?",
    choose="Vel eller skriv",
)

ENGLISH = PageWords(
    how=(
        "Write here in your browser, save, and send the file back. This page sends nothing and"
        " remembers nothing, so save before you close it."
    ),
    save="Save as Markdown",
    open="Go on with a file that you saved",
    print="Print",
    no_script=(
        "Your browser doesn't run the script of this page, so answers can't be saved from here."
        " Print the page, or ask for the form as a Word file."
    ),
    answered="{n} of {all} answered",
    unsaved="not saved",
    saved="saved at {time} as {file}, where your browser puts downloads",
    opened="read from {file}",
    strange="{file} was not saved here, or was changed since, and can't be read in here",
    replace="What you have written here will be replaced by what is in the file. Is that right?",
    choose="Choose or write",
)

_ALL = {"nb": BOKMAL, "nn": NYNORSK, "en": ENGLISH}


def page_words_in(language: str) -> PageWords:
    """Return the words of a page in ``language``; English where it has none of its own."""
    return _ALL.get(language, ENGLISH)
