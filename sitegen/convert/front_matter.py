"""Front matter: the fields of a cable as YAML, in a fixed order, and back.

YAML is written as PyYAML's C emitter writes it (`yaml_text`) and read by its C parser, event by event:
nothing but strings, whole numbers, true, false, null, lists and mappings can come in. Dates, `NO`,
`12:30:45` and `1.10` are strings; tags, anchors, aliases, a key given twice and a second document are
refused. Names of keys are those of Hugo and Jekyll where they have one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import yaml
from yaml import events

from sitegen.convert import yaml_text
from sitegen.convert.describe import described
from sitegen.diagnostics import diagnostic
from sitegen.parse.title import title_case
from sitegen.records import Cable, Diagnostic, Provenance
from sitegen.urls import segment

# Keys in the order of the file: the names that fields of `Cable` have in files. Two are derived, and
# kept in `extra` where a person changed them.
_DERIVED = ("slug", "description")
_ORDER = """title date date_from slug aliases description tags concepts identifier subject origin classification
    captions banners precedence from to info exempt offices drafted_by approved_by cleared_by passing executive_order
    classified_by reasons references signed_by sections transmission also_transmitted source rights attributes
    partial truncated warnings header""".split()
_FIELDS = {field.encode_name: field.name for field in msgspec.structs.fields(Cable)}
_KEYS = frozenset(_ORDER) - frozenset(_DERIVED)
_IN_ORDER = tuple((key, "" if key in _DERIVED else _FIELDS[key]) for key in _ORDER)
_MAX_DEPTH = 40


class FrontMatterError(Exception):
    """What is wrong in which line of the file, and what to do; never leaves `sitegen.convert`."""

    def __init__(self, line: int, message: str, hint: str = "correct the line named") -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint

    def diagnostic(self, path: str) -> Diagnostic:
        known = diagnostic("bad-front-matter", path, self.line, self.message)
        return msgspec.structs.replace(known, hint=self.hint)


# -- writing -------------------------------------------------------------------------------------


def write(cable: Cable, description: str) -> str:
    """The YAML of a cable, without the `---` lines; `description` is what `describe` says of it."""
    return "".join([yaml_text.entry(key, value) for key, value in _entries(cable, description)])


def _entries(cable: Cable, description: str) -> Iterator[tuple[str, object]]:
    """Keys and values in their order; what is absent or empty is left out."""
    own = cable.extra
    derived = {"slug": segment(cable.identifier), "description": description}
    for key, field in _IN_ORDER:
        value = getattr(cable, field) if field else own.get(key, derived[key])
        if value or key in own:
            yield key, value
    for key, value in own.items():
        if key not in _ORDER:
            yield key, value


# -- reading -------------------------------------------------------------------------------------

_OPENS = re.compile(r"---[ \t]*\n")
_CLOSES = re.compile(r"^---[ \t]*$\n?", re.MULTILINE)


def divide(text: str) -> tuple[str, str]:
    """YAML and body of a file. Raises FrontMatterError."""
    opens = _OPENS.match(text)
    if not opens:
        raise FrontMatterError(1, "no front matter", "begin the file with a line `---`")
    closes = _CLOSES.search(text, opens.end())
    if not closes:
        raise FrontMatterError(1, "it does not end", "end the front matter with a line `---`")
    return text[opens.end() : closes.start()], text[closes.end() :]


def read(head: str, path: str, raw: str) -> Cable:
    """The cable of some YAML, without body; unknown keys are in `extra`. Raises FrontMatterError.

    A cable without `source` was written by hand: its source is the file itself, `raw` its text.
    """
    data, lines = parse(head)
    return cable_of(data, _by_hand(path, raw), lines)


def cable_of(
    data: dict[str, object],
    by_hand: Provenance,
    lines: dict[str, int] | None = None,
    more_keys: frozenset[str] = frozenset(),
) -> Cable:
    """The cable of plain values under the names of front matter (and `more_keys`), whatever they were
    written in. Raises FrontMatterError, with one of `lines`, which are by path."""
    keys, lines = _KEYS | more_keys, lines or {}
    fields = {key: value for key, value in data.items() if key in keys and value is not None}
    fields["extra"] = {key: value for key, value in data.items() if key not in keys}
    fields.setdefault("source", msgspec.structs.asdict(by_hand))
    if isinstance(day := fields.get("date"), str) and _DAY.fullmatch(day):
        fields["date"] = f"{day}T00:00:00Z"
    fields.setdefault("title", _titled(fields.get("subject"), fields.get("identifier")))
    try:
        cable = msgspec.convert(fields, Cable)
        return msgspec.structs.replace(cable, date=yaml_text.utc(cable.date))
    except msgspec.ValidationError as error:
        raise _together(_explained(str(error), lines), fields, lines) from None
    except OverflowError:
        line = lines.get("date", 1)
        raise FrontMatterError(line, "`date`: out of range", _HINTS["date"]) from None


def _titled(subject: object, identifier: object) -> object:
    """What stands for a title that is not given: the subject, as parsing writes it."""
    if isinstance(subject, str) and subject:
        return title_case(subject)
    return subject or f"Cable {identifier}"


def without_derived(cable: Cable) -> Cable:
    """The cable without the keys in `extra` that say what would be derived anyway."""
    plain = msgspec.structs.replace(cable, extra={})
    derived = {"slug": segment(cable.identifier), "description": described(plain)}
    extra = {key: value for key, value in cable.extra.items() if derived.get(key, ...) != value}
    return msgspec.structs.replace(cable, extra=extra)


def _by_hand(path: str, raw: str) -> Provenance:
    digest = hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()
    return Provenance("markdown", path, 1, digest)


_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BAD_DATE = re.compile(r"Invalid RFC3339 encoded (?:date|time)+")
_EXPECTED = re.compile(r"Expected `(.+?)`, got `(.+?)`")
_INVALID = re.compile(r"Invalid (?:enum )?value (.+)")
_MISSING = re.compile(r"missing required field `(.+?)`")
_NAMES = {
    "str": "text",
    "datetime": "a date",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list such as [A, B]",
    "object": "a mapping such as {name: …}",
    "null": "nothing",
}
_HINTS = {
    "date": "write it like 2009-02-24T08:27:00Z",
    "identifier": "add a line such as `identifier: 09TASHKENT208`",
    "origin": "write it like `origin: {code: TASHKENT, name: Embassy Tashkent}`",
}


_TYPES = {field.encode_name: field.type for field in msgspec.structs.fields(Cable)}
_NEEDED = tuple(one.encode_name for one in msgspec.structs.fields(Cable) if one.required)


def _together(
    first: FrontMatterError, fields: dict[str, object], lines: dict[str, int]
) -> FrontMatterError:
    """All that is wrong, each key by itself, as one error: at the place of the first, with every hint."""
    found = {first.message: first}
    for key in dict.fromkeys((*_NEEDED, *fields)):
        holder = msgspec.defstruct("One", [(key, _TYPES.get(key, object))])
        try:
            msgspec.convert({key: fields[key]} if key in fields else {}, holder)
        except msgspec.ValidationError as error:
            one = _explained(str(error), lines)
            found.setdefault(one.message, one)
        except OverflowError:
            pass  # told by itself
    hints = dict.fromkeys(one.hint for one in found.values())
    return FrontMatterError(first.line, "; ".join(found), "; ".join(hints))


def _explained(message: str, lines: dict[str, int]) -> FrontMatterError:
    """A message of msgspec, with the line and the name of the key as it is in the file."""
    what, _, at = message.partition(" - at `$.")
    field, dot, rest = re.match(r"(\w*)(\W?)(.*)", at.rstrip("`")).groups()  # type: ignore[union-attr]
    place = field + dot + rest
    missing = _MISSING.search(what)
    if missing:
        name = f"{place}.{missing[1]}" if place else missing[1]
        hint = _hint(missing[1], place)
        return FrontMatterError(lines.get(place, 1), f"`{name}` is missing", hint)
    expected = _EXPECTED.search(what)
    if expected:
        wanted, got = (" or ".join(map(_name, part.split(" | "))) for part in expected.groups())
        what = f"expected {wanted}, found {got}"
    what = _INVALID.sub(r"\1 is no value it can have", what)
    what = _BAD_DATE.sub("it is not a date sitegen can read", what)
    hint = "put it in quotes" if expected and _quotable(*expected.groups()) else _hint(field)
    return FrontMatterError(lines.get(place, 1), f"`{place}`: {what}", hint)


def _name(kind: str) -> str:
    return _NAMES.get(kind, kind)


def _quotable(wanted: str, got: str) -> bool:
    return "str" in wanted and got in ("int", "bool")


def _hint(key: str, place: str = "") -> str:
    return _HINTS.get(place or key, f"add `{key}`" if place else "correct the line named")


# -- YAML events to plain values -----------------------------------------------------------------

_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip


def parse(text: str) -> tuple[dict[str, object], dict[str, int]]:
    """A YAML mapping as plain values, and the line of the file of every value by its path.

    Raises FrontMatterError. Lines count from the `---` that is line 1.
    """
    reader = _Reader(text)
    try:
        return reader.document(), reader.lines
    except yaml.YAMLError as error:
        raise _syntax(error, text) from None


class _Reader:
    """Builds values from the events of the C parser."""

    def __init__(self, text: str) -> None:
        # There is an event as long as none asks beyond the end of the stream.
        self.next: Callable[[], Any] = yaml.CSafeLoader(text).get_event
        self.lines: dict[str, int] = {}

    def document(self) -> dict[str, object]:
        self.next()  # the stream begins
        if isinstance(self.next(), events.StreamEndEvent):
            return {}
        value = self.value(self.next(), "", 0)
        self.next()  # the document ends
        after = self.next()
        if not isinstance(after, events.StreamEndEvent):
            raise _at(after, "a second document", "keep one block of `key: value` lines")
        if not isinstance(value, dict):
            raise FrontMatterError(2, "no `key: value` lines", "write one `key: value` to a line")
        return value

    def value(self, event: Any, path: str, depth: int) -> object:
        _refuse(event, depth)
        self.lines[path] = _line(event)
        if isinstance(event, events.ScalarEvent):
            return _typed(event)
        if isinstance(event, events.MappingStartEvent):
            return self.mapping(path and path + ".", depth + 1)
        return self.sequence(path, depth + 1)

    def mapping(self, path: str, depth: int) -> dict[str, object]:
        found: dict[str, object] = {}
        while not isinstance(event := self.next(), events.MappingEndEvent):
            _refuse(event, depth)
            if not isinstance(event, events.ScalarEvent):
                raise _at(event, "a key that is no word", "write `key: value`")
            key = event.value
            if key in found:
                raise _at(event, f"`{key}` is there twice", "keep one of the two lines")
            found[key] = self.value(self.next(), path + key, depth)
        return found

    def sequence(self, path: str, depth: int) -> list[object]:
        found: list[object] = []
        while not isinstance(event := self.next(), events.SequenceEndEvent):
            found.append(self.value(event, f"{path}[{len(found)}]", depth))
        return found


def _typed(event: Any) -> object:
    text: str = event.value
    if not event.implicit[0]:  # quoted
        return text
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _INT.fullmatch(text) else text


def _refuse(event: Any, depth: int) -> None:
    if isinstance(event, events.AliasEvent) or event.anchor is not None:
        raise _at(
            event, "an anchor or alias (`&`, `*`)", "write the value out, or put it in quotes"
        )
    if event.tag is not None:
        raise _at(event, f"a tag (`{event.tag}`)", "leave it out, or put the value in quotes")
    if depth > _MAX_DEPTH:
        raise _at(event, "too many levels", "write it flatter")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 2  # marks count from 0, and `---` is above


def _at(event: Any, message: str, hint: str) -> FrontMatterError:
    return FrontMatterError(_line(event), message, hint)


def _syntax(error: yaml.YAMLError, text: str) -> FrontMatterError:
    """A message of the YAML parser, in plain words where it is a frequent mistake."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return FrontMatterError(_unreadable_line(text), "a character that YAML does not allow")
    line = text.split("\n")[mark.line : mark.line + 1]
    if line and "\t" in line[0]:
        return FrontMatterError(mark.line + 2, "a tab", "indent and divide with blanks")
    hint = "put values with `: `, `#`, quotes or brackets in quotes"
    return FrontMatterError(mark.line + 2, str(getattr(error, "problem", error)), hint)


def _unreadable_line(text: str) -> int:
    """The line with the first character outside YAML's printable set (YAML 1.1, 5.1)."""
    found = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return text.count("\n", 0, found.start()) + 2 if found else 1
