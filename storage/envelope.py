"""How a document lies in its file: JSON that a person can read, with a checksum.

::

    {
    "format": 1,
    "sha256": "<hex digest of the document's bytes, exactly as they stand here>",
    "document": {
      "name": "…"
    }
    }
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec

from agendas.words import _

FORMAT = 1
"""The version of the envelope that this program writes."""


class NewerFormat(Exception):
    """The envelope is of a version that this program does not know."""


class _Envelope(msgspec.Struct):
    format: int
    sha256: str
    document: msgspec.Raw


def encode(value: object) -> bytes:
    """Return ``value`` as JSON; half a surrogate pair, which UTF-8 can't hold, becomes U+FFFD.

    Raises:
        TypeError: ``value`` holds something that JSON can't.
    """
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_without_surrogates(msgspec.to_builtins(value)))


def pack(document: Mapping[str, Any]) -> bytes:
    """Return the content of a document's file.

    Raises:
        TypeError: The document holds something that JSON can't.
    """
    body = msgspec.json.format(encode(document), indent=2)
    head = f'{{\n"format": {FORMAT},\n"sha256": "{sha256(body).hexdigest()}",\n"document": '
    return head.encode() + body + b"\n}\n"


def unpack(data: bytes) -> dict[str, Any]:
    """Return the document in a file's content.

    Raises:
        ValueError: It is damaged; the message is the reason, in the user's language.
        NewerFormat: A newer version of the program has written it.
    """
    try:
        envelope = msgspec.json.decode(data, type=_Envelope)
        if envelope.format > FORMAT:
            raise NewerFormat
        body = bytes(envelope.document)
        if envelope.format != FORMAT or sha256(body).hexdigest() != envelope.sha256:
            raise ValueError(_("its checksum doesn't match its content"))
        return msgspec.json.decode(body, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(_("it is cut short or isn't a document")) from error


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_without_surrogates(one) for one in value]
    return value
