"""What the manager shares before the talk, from the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from storage.home import Home
from storage.records import Conversation, Person, Point, Preparation
from tests.tui.conftest import Cli, opened
from tests.tui.test_forms import person


def test_only_what_was_marked_is_written_in_the_employees_language(
    team: Home, cli: Cli, now: dt.datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _out, err = cli("prep", "kari", "--from-manager")
    assert (status, err.count("\n")) == (1, 1)
    assert "Nothing is marked to be shared with Kari Nordmann" in err
    assert list(tmp_path.glob("*.md")) == []

    store = opened(team, now)
    kari = store.read(Person, person(store, "Kari"))
    kari.language = "nb"
    open_ones = [one for one in store.talks(kari.id) if not one.closed]
    talk = store.read(Conversation, open_ones[0].id)
    talk.shared_points = (Point(kind="more", text="Delt punkt\x1b[2J"),)
    secret = Point(kind="less", text="zzHemmelig")
    store.save(kari)
    store.save(talk)
    own = store.read(Preparation, talk.id)
    own.text, own.points = "zzTekst", (secret,)
    store.save(own)
    store.close()

    status, out, err = cli("prep", "kari", "--from-manager")
    assert (status, err) == (0, "")
    text = (tmp_path / out.strip()).read_text(encoding="utf-8")
    assert "## Mer av\n\n- Delt punkt\\\\u{1b}\\[2J" in text
    assert "zz" not in text
    assert cli("prep", "kari", "--from-manager", "--to", "-") == (0, text, "")
    assert cli("prep", "kari", "--from-manager", "--format", "html")[0] == 2
    assert "--force" in cli("prep", "kari", "--from-manager")[2]
    assert cli("prep", "kari", "--from-manager", "--force")[0] == 0
    assert opened(team, now).read(Conversation, talk.id).form_sent == talk.form_sent
