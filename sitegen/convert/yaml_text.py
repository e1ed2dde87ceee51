"""Plain values as YAML: an entry of a mapping at a time, lists of codes and all mappings on one line, a text
of many lines as a literal block.

What a scalar looks like is the business of PyYAML's C emitter. Most are of a shape of which it is known
(a test asks it), and many recur from cable to cable; so it is asked about few. An event is quicker than
dumping objects, and a text quicker than an event.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain

import msgspec
import yaml
from yaml import events

# Keys that stand before a colon as they are, however long the line.
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,63}", re.ASCII)
# Words that some YAML reader takes for something else than a string (YAML 1.1, 10.3).
_RESERVED = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def entry(key: str, value: object) -> str:
    """`key: value`, with its line end or line ends."""
    name = _name(key)
    if not (name and _has_plain_keys(value)):
        return emitted(key, value)
    if type(value) is str or not isinstance(value, list | tuple) or _is_codes(value):
        return f"{name}: {_text(value)}\n"
    items = "\n- ".join(map(_text, value))
    return f"{name}:\n- {items}\n"


@lru_cache(maxsize=1024)
def _name(key: str) -> str:
    """A key as it is written; '' for one that would need more than a colon behind it."""
    return _in_block(key) if _PLAIN_KEY.fullmatch(key) else ""


def _has_plain_keys(value: object) -> bool:
    """Whether no mapping in a value has a key that would need more than a colon behind it; and whether
    no list stands in a list, which would need an indent."""
    if isinstance(value, dict):
        return all(map(_PLAIN_KEY.fullmatch, value)) and all(map(_has_plain_keys, value.values()))
    if isinstance(value, list | tuple):
        return all(
            isinstance(item, str | msgspec.Struct)
            or (not isinstance(item, list | tuple) and _has_plain_keys(item))
            for item in value
        )
    return True


def _text(value: object) -> str:
    """A value on the rest of a line."""
    if not isinstance(value, str):
        return _bracketed(value)
    return _literal(value) if "\n" in value and value.isascii() else _in_block(value)


def _bracketed(value: object) -> str:
    """A value on a part of a line, in brackets if it has parts."""
    if type(value) is str:
        return _in_flow(value)
    if isinstance(value, msgspec.Struct):  # whose keys are all plain
        fields = msgspec.to_builtins(value).items()
        pairs = [
            f"{key}: {_in_flow(item) if type(item) is str else _bracketed(item)}"
            for key, item in fields
            if item is not None
        ]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, dict):
        pairs = [f"{_in_flow(key)}: {_bracketed(item)}" for key, item in value.items()]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_bracketed, value))}]"
    return _word(value)


def _items(value: object) -> Iterable[tuple[str, object]]:
    """Keys and values of a mapping; of a record those that are there."""
    if isinstance(value, dict):
        return value.items()
    fields = msgspec.to_builtins(value)
    return [(key, item) for key, item in fields.items() if item is not None]


def _is_codes(items: Sequence[object]) -> bool:
    return all(isinstance(item, str) and " " not in item for item in items)


def _word(value: object) -> str:
    if isinstance(value, datetime):
        return utc(value).isoformat().replace("+00:00", "Z")
    if value is None or isinstance(value, int):
        return "null" if value is None else str(value).lower()
    raise TypeError(f"{type(value).__name__} has no place in front matter")


def utc(date: datetime) -> datetime:
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


# -- scalars -------------------------------------------------------------------------------------

_FLOW_SIGNS = re.compile(r"[,?\[\]{}:]")


@lru_cache(maxsize=8192)
def _in_flow(text: str) -> str:
    """A string as it is written in brackets."""
    if (known := _known(text)) and (known != text or not _FLOW_SIGNS.search(text)):
        return known
    return _emit([_FLOW_LIST, _event(text), _END_LIST])[1:-2]


@lru_cache(maxsize=8192)
def _in_block(text: str) -> str:
    """A string as it is written to the end of a line."""
    return _known(text) or _emit([_BLOCK_LIST, _event(text), _END_LIST])[2:-1]


def _literal(text: str) -> str:
    """Lines of ASCII as a literal block, if it can be one. No two cables have the same: not remembered."""
    if not _is_literal(text):
        return _emit([_BLOCK_LIST, _event(text), _END_LIST])[2:-1]
    indent = "2" if text[0] == " " else ""
    return f"|{indent}-\n  " + _LINE_END.sub("\n  ", text)


_LINE_END = re.compile("\n(?=[^\n])")


def _is_literal(text: str) -> bool:
    """Whether lines stay what they are in a literal block: tabs, other line ends, and blanks and line ends
    at an end are kept by escapes alone (YAML 1.1, 8.1)."""
    if not text.replace("\n", "").isprintable():
        return False
    return " \n" not in text and text[0] != "\n" and text[-1] not in "\n "


def _known(text: str) -> str:
    """A string of a frequent shape as the emitter writes it at the end of a line; '' for another one."""
    if not text.isascii() or not text.isprintable():
        return ""
    if not _is_plain(text):
        return "" if '"' in text or "\\" in text else f'"{text}"'
    return "" if ": " in text or " #" in text or text[-1] in " :" else text


def _is_plain(text: str) -> bool:
    """Whether no YAML reader could take it for a number, date, boolean or null."""
    return text[:1].isalpha() and text.isprintable() and text.lower() not in _RESERVED


# -- asking the emitter --------------------------------------------------------------------------


def emitted(key: str, value: object) -> str:
    """What `entry` gives, by the C emitter alone."""
    return _emit([_BLOCK_MAP, _event(key), *_events(value), _END_MAP])


def _emit(inner: Iterable[events.Event]) -> str:
    stream = io.StringIO()
    emit = yaml.CSafeDumper(stream, width=-1, allow_unicode=True).emit
    for event in chain(_OPEN, inner, _CLOSE):
        emit(event)
    return stream.getvalue()


def _events(value: object) -> Iterator[events.Event]:
    if isinstance(value, str):
        yield _event(value)
    elif isinstance(value, list | tuple):
        yield _FLOW_LIST if _is_codes(value) else _BLOCK_LIST
        for item in value:
            yield from _events(item)
        yield _END_LIST
    elif isinstance(value, dict | msgspec.Struct):
        yield _FLOW_MAP
        for key, item in _items(value):
            yield _event(key)
            yield from _events(item)
        yield _END_MAP
    else:
        yield events.ScalarEvent(None, None, (True, False), _word(value))


def _event(text: str) -> events.ScalarEvent:
    if "\n" in text and _is_literal(text):
        return events.ScalarEvent(None, None, (False, True), text, style="|")
    plain = _is_plain(text)
    return events.ScalarEvent(None, None, (plain, True), text, style=None if plain else '"')


_BLOCK_MAP = events.MappingStartEvent(None, None, True, flow_style=False)
_FLOW_MAP = events.MappingStartEvent(None, None, True, flow_style=True)
_END_MAP = events.MappingEndEvent()
_BLOCK_LIST = events.SequenceStartEvent(None, None, True, flow_style=False)
_FLOW_LIST = events.SequenceStartEvent(None, None, True, flow_style=True)
_END_LIST = events.SequenceEndEvent()
_OPEN = (events.StreamStartEvent(), events.DocumentStartEvent(explicit=False))
_CLOSE = (events.DocumentEndEvent(explicit=False), events.StreamEndEvent())
