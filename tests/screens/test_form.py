"""What every form has in common."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from screens.form import Form


def test_what_stands_in_a_field_is_cleaned_on_its_way_in() -> None:
    form: Any = SimpleNamespace(query_one=lambda *_: SimpleNamespace(value=" half \ud83d\r\nto "))
    assert Form.value(form, "name") == "half \ufffd\nto"
