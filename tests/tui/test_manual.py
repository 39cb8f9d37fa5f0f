"""The manual page: what the help says, as roff."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Cli
from tui.manual import roff


def test_every_language_gives_a_page_of_macros_and_ascii(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "nn")
    status, page, err = cli("manual")
    assert (status, err) == (0, "")
    assert page.isascii() and r"\[u00" in page
    macros = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert macros == {".TH", ".SH", ".SS", ".TP", ".PP", ".B"}


def test_what_roff_would_obey_is_shown() -> None:
    assert roff(".so x") == r"\&.so x"
    assert roff("'ab") == r"\(aqab"
    assert roff('a "b" \\fB --x ~^` å') == r"a \(dqb\(dq \efB \-\-x \(ti\(ha\(ga \[u00E5]"
