"""The published JSON Schema of ``samtale access``; run to write it anew:

python -m tests.access_schema
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from storage.access import Access

FILE = Path(__file__).resolve().parents[1] / "docs" / "schema" / "access.schema.json"


def schema() -> dict[str, Any]:
    """Return the schema of what the program writes."""
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What Samtale keeps on a person",
    }
    written: dict[str, Any] = json.loads(json.dumps({**head, **msgspec.json.schema(Access)}))
    return written


if __name__ == "__main__":
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(schema(), indent=2) + "\n", encoding="utf-8")
    print(FILE)
