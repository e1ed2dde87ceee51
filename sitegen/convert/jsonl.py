"""A cable as JSON: what `sitegen parse` prints, one object a line or one document alone, read again.

Keys are those of the front matter, and `body`, whose blocks have a `type`. `spans` are derived, and left
aside. What is unknown is kept, as a person's own keys in front matter are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

import msgspec

from sitegen.convert import front_matter
from sitegen.diagnostics import diagnostic
from sitegen.records import Block, Cable, Parsed, Provenance, Table

_TEXT_KEYS = frozenset(("body",))
_WHOLE = 10**17  # larger numbers are text in front matter, and so here


def from_json(text: str, path: str, line: int = 1) -> Parsed:
    """Read what `sitegen parse` printed; one `bad-json` if that fails. `line` is that of the record in its
    file."""
    try:
        cable = _cable(text, path, line)
    except msgspec.DecodeError as error:
        return _failed(path, line, _unreadable(str(error)))
    except RecursionError:
        return _failed(path, line, "too many levels")
    except front_matter.FrontMatterError as error:
        return _failed(path, line, error.message, error.hint)
    return Parsed(front_matter.without_derived(cable))


def _cable(text: str, path: str, line: int) -> Cable:
    data = msgspec.json.decode(text)
    if not isinstance(data, dict):
        raise front_matter.FrontMatterError(line, "no object", "write one {…} to a line")
    data.pop("spans", None)
    own = data.pop("extra", None) or {}
    if not isinstance(own, dict):
        raise front_matter.FrontMatterError(line, "`extra`: expected a mapping")
    plain = {key: _plain(value) for key, value in own.items()}
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = Provenance("jsonl", path, line, digest)
    cable = front_matter.cable_of({**plain, **data}, source, more_keys=_TEXT_KEYS)
    extra = {key: _plain(value) for key, value in cable.extra.items()}
    return msgspec.structs.replace(cable, body=tuple(_blocks(cable)), extra=extra)


def _plain(value: object) -> object:
    """What front matter can hold: a number with a fraction is text there."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return list(map(_plain, value))
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > _WHOLE):
        return str(value)
    return value


def _blocks(cable: Cable) -> Iterator[Block]:
    """Blocks that have a text; a line of a table is one line."""
    for block in cable.body:
        if isinstance(block, Table):
            yield Table(tuple(line for typed in block.lines for line in typed.split("\n")))
        elif block.text.strip():
            yield block


# What the library says of text that is no JSON, and what a publisher can make of it.
_PLACE = re.compile(r"\(byte (\d+)\)")
_WORDS = (
    ("truncated", "it is cut off, or has half a character"),
    ("trailing characters", "something stands behind its last `}`; write one object to a line"),
    ("out of range", "a number is too large"),
    ("expected ',' or '}'", "a comma or `}` is missing"),
    ("expected ',' or ']'", "a comma or `]` is missing"),
    ("expected ':'", "a colon behind a key is missing"),
    ("object keys must be strings", "a key is not in double quotes"),
    ("trailing comma", "a comma stands before a closing bracket"),
    ("utf-8", "a text is not UTF-8"),
)


def _unreadable(message: str) -> str:
    """In our words, with the byte of the record (from 0) where the reader stopped."""
    lower = message.lower()
    words = next((ours for theirs, ours in _WORDS if theirs in lower), "")
    found = _PLACE.search(message)
    place = f"stopped at byte {found[1]} of the record" if found else ""
    return ": ".join(filter(None, ("it is no JSON", "; ".join(filter(None, (words, place))))))


def _failed(path: str, line: int, what: str, hint: str = "") -> Parsed:
    found = diagnostic("bad-json", path, line, what)
    return Parsed(None, (msgspec.structs.replace(found, hint=hint or found.hint),))
