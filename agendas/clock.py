"""The talk's clock."""

from __future__ import annotations

import msgspec


class Clock(msgspec.Struct, frozen=True):
    """Placeholder until the clock lands."""
