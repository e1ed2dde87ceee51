"""The text of a telegram as blocks: paragraphs, headings, bullets, embedded documents, tables.

The teletype left page breaks, repeated headers and false blank lines in the text. Rules 17-25 of
parsing say what goes and what joins; each is named where it is applied. Nothing else is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from sitegen.parse import grammar
from sitegen.parse.text import ends_sentence, join
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph, Table

MAX_HEADING = 120


class Line(NamedTuple):
    """A line of text with its index in the source, the blank lines before it, and whether a page
    break (or a repeated header) stood there."""

    number: int
    text: str
    gap: int
    broken: bool


class Finding(NamedTuple):
    """A doubt about the text: diagnostic code, index of the line, detail."""

    code: str
    number: int
    detail: str


class Body(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def read_body(lines: Sequence[str], start: int, end: int) -> Body:
    """Lines `start` to `end` as blocks; the lines before `start` are the heading to compare with."""
    text = clean(lines, start, end)
    reader = _Reader(text)
    reader.read()
    return Body(tuple(reader.blocks), tuple(reader.findings))


# -- rule 17 and 18: what the relay network added --------------------------------------------------


def clean(lines: Sequence[str], start: int, end: int) -> list[Line]:
    """Without page-break lines and repeated headers; the blank lines round them go with them."""
    heading = {line.strip() for line in lines[:start] if line.strip()}
    kept: list[Line] = []
    gap, broken = 0, False
    for number in range(start, end):
        text = lines[number]
        bare = text.strip()
        if not bare:
            gap += 1
        elif _is_break(bare) or (broken and _is_repeated(bare, heading)):
            broken = True
        else:
            kept.append(Line(number, text, 0 if broken else gap, broken))
            gap, broken = 0, False
    return kept


def _is_break(text: str) -> bool:
    if grammar.PAGE_BREAK.fullmatch(text):
        return True
    found = grammar.CLASSIFICATION.fullmatch(text)
    return bool(found and (found["section"] or found["number"]))


def _is_repeated(text: str, heading: set[str]) -> bool:
    return text in heading or bool(grammar.CAPTIONS.fullmatch(text))


# -- tables ----------------------------------------------------------------------------------------


def table_ranges(lines: Sequence[Line]) -> dict[int, int]:
    """Start → end of each table: from the first of two or more lines in columns to the end of the
    lines that follow each other, as a cell may wrap; and over a blank line if columns go on after it."""
    ranges: dict[int, int] = {}
    number = 0
    while number < len(lines):
        if not _in_columns(lines[number].text):
            number += 1
            continue
        end = _table_end(lines, number)
        if _is_table(lines[number:end]):
            ranges[number] = end
        number = end
    return ranges


def _in_columns(line: str) -> bool:
    text = line.strip()
    return ("  " in text or "\t" in text) and bool(grammar.COLUMNS.search(text))


def _table_end(lines: Sequence[Line], start: int) -> int:
    for number in range(start + 1, len(lines)):
        line = lines[number]
        goes_on = line.gap == 0 and not line.broken
        if not goes_on and not (line.gap == 1 and _in_columns(line.text)):
            return number
        if grammar.NUMBERED.match(line.text) or grammar.DASH_ITEM.match(line.text):
            return number
    return len(lines)


def _is_table(lines: Sequence[Line]) -> bool:
    """Two lines in columns or more, at least half of all; a numbered paragraph is none."""
    rows = [line for line in lines if not grammar.RULE.fullmatch(line.text.strip())]
    columns = sum(_in_columns(line.text) for line in rows)
    return columns >= 2 and 2 * columns >= len(rows) and not grammar.NUMBERED.match(rows[0].text)


def _table(lines: Sequence[Line]) -> Table:
    rows: list[str] = []
    for line in lines:
        if line.gap and rows:
            rows.append("")
        rows.append(line.text.expandtabs())
    indent = min(len(row) - len(row.lstrip()) for row in rows if row)
    return Table(tuple(row[indent:] for row in rows))


# -- blocks ----------------------------------------------------------------------------------------


class _Open(msgspec.Struct):
    """A block that is being read."""

    kind: type[Paragraph] | type[Bullet] | type[Embedded]
    lines: list[str]
    number: int | None = None
    label: str | None = None


class _Candidate(NamedTuple):
    number: int
    marked: bool


class _Reader:
    """Reads lines into blocks. `expected` is the next paragraph number of the cable, `inner` that of
    a document embedded in it (None outside one), `quoting` whether `Begin text` was seen."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.tables = table_ranges(lines)
        self.candidates = {
            place: _Candidate(int(found[1]), bool(grammar.MARK.match(found[2])))
            for place, line in enumerate(lines)
            if line.text.lstrip()[:1].isdigit() and (found := grammar.NUMBERED.match(line.text.strip()))
        }
        self.order = sorted(self.candidates)
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.open: _Open | None = None
        self.expected = 1
        self.inner: int | None = None
        self.quoting = False
        self.fresh = True  # the next line begins a block, whatever it is

    def read(self) -> None:
        place = 0
        while place < len(self.lines):
            if place in self.tables:
                self.close()
                self.blocks.append(_table(self.lines[place : self.tables[place]]))
                place = self.tables[place]
                self.fresh = True
            else:
                self.take(place)
                place += 1
        self.close()

    def take(self, place: int) -> None:
        """One line: a rule, the start of a block, or more of the open one."""
        line = self.lines[place]
        text = line.text.strip()
        if grammar.RULE.fullmatch(text):
            self.rule()
        elif not (self.starts_number(place, text) or self.starts_bullet(line, text)):
            if self.fresh or self.open is None or (line.gap and not self.joins(place, text)):
                self.start_plain(text)
            else:
                self.open.lines.append(text)
        self.fresh = self.fresh and self.open is None

    # rules 19-21: paragraph numbers

    def starts_number(self, place: int, text: str) -> bool:
        candidate = self.candidates.get(place)
        if candidate is None or not self.may_start(place, candidate):
            return False
        found = grammar.NUMBERED.match(text)
        assert found  # it is a candidate
        number, rest = candidate.number, found[2]
        if self.is_embedded(candidate):
            self.close()
            self.open = _Open(Embedded, [rest], label=f"{number}.")
            self.inner = number + 1
            return True
        if not self.is_expected(place, candidate):
            return False
        self.note_sequence(place, number)
        self.close()
        self.open = _Open(Paragraph, [rest], number=number)
        self.expected, self.inner, self.quoting = number + 1, None, False
        return True

    def may_start(self, place: int, candidate: _Candidate) -> bool:
        """Years and resolution numbers never do; without a blank line the sentence must be over."""
        if candidate.number >= 1000:
            return False
        line = self.lines[place]
        return candidate.marked or line.gap > 0 or self.fresh or self.is_finished()

    def is_expected(self, place: int, candidate: _Candidate) -> bool:
        """Rule 19: the expected number; marked and near; first of a marked excerpt; or a run."""
        number, expected = candidate.number, self.expected
        if number == expected:
            return True
        first = expected == 1
        if candidate.marked:
            return first or expected - 4 <= number <= expected + 3
        return expected < number <= (200 if first else expected + 3) and self.runs_on(place, number)

    def runs_on(self, place: int, number: int) -> bool:
        """Whether the next two candidates go on n+1, n+2."""
        at = self.order.index(place)
        after = [self.candidates[other].number for other in self.order[at + 1 : at + 3]]
        return after == [number + 1, number + 2]

    def is_embedded(self, candidate: _Candidate) -> bool:
        """Rule 21: numbers that begin again at 1 are of a document inside the cable."""
        if candidate.marked and candidate.number == self.expected:
            return False
        if self.inner is not None or self.quoting:
            return candidate.number == (self.inner or 1)
        return candidate.number == 1 and self.expected > 1 and not candidate.marked

    def note_sequence(self, place: int, number: int) -> None:
        line = self.lines[place].number
        if number > self.expected and self.expected > 1:
            missing = ", ".join(str(n) for n in range(self.expected, number))
            self.findings.append(Finding("missing-paragraph", line, missing))
        elif number < self.expected:
            self.findings.append(Finding("repeated-paragraph", line, str(number)))

    # rule 23: bullets

    def starts_bullet(self, line: Line, text: str) -> bool:
        if found := grammar.DASH_ITEM.fullmatch(text):
            if line.gap or self.fresh or self.is_finished() or self.is_open(Bullet):
                self.start(_Open(Bullet, [found[1]]))
                return True
            return False
        found = grammar.LABELLED_ITEM.fullmatch(text)
        if not found or not (line.gap or self.fresh or self.is_finished()):
            return False
        if grammar.MARK.match(text) or not self.follows(found[1]):
            return False
        self.start(_Open(Bullet, [found[2]], label=found[1]))
        return True

    def follows(self, label: str) -> bool:
        """A first label (a, i, 1), or the one after the label of the bullet before."""
        inner = label.strip("().")
        last = self.open.label if self.open and self.open.label else self.last_label()
        if inner in ("a", "A", "1", "i"):
            return True
        before = (last or "").strip("().")
        roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
        if before in roman and inner in roman:
            return roman.index(inner) == roman.index(before) + 1
        return len(before) == len(inner) == 1 and ord(inner) == ord(before) + 1

    def last_label(self) -> str | None:
        last = self.blocks[-1] if self.blocks else None
        return last.label if isinstance(last, Bullet) else None

    # rule 18, 20 and 22: joining, headings

    def joins(self, place: int, text: str) -> bool:
        """A blank line inside a sentence is damage: the line before is unfinished, and the next begins
        small or with a number that is no paragraph."""
        if self.is_finished():
            return False
        return text[:1].islower() or place in self.candidates

    def rule(self) -> None:
        """A rule of dashes makes the short line above it a heading, and ends whatever was open."""
        block = self.open
        if block and self.is_plain() and sum(map(len, block.lines)) <= MAX_HEADING:
            self.blocks.append(Heading(join(block.lines)))
            self.open = None
        elif block and len(block.lines) > 1 and self.is_glued_heading(block.lines):
            heading = block.lines.pop()
            self.close()
            self.blocks.append(Heading(join([heading])))
        self.close()
        self.fresh = True

    def is_glued_heading(self, lines: list[str]) -> bool:
        return len(lines[-1]) <= 60 and bool(re.search(r"[.?!][\"')\]]*$", lines[-2]))

    def is_plain(self) -> bool:
        block = self.open
        return bool(block and block.kind is Paragraph and block.number is None and len(block.lines) <= 2)

    def is_open(self, kind: type) -> bool:
        return self.open is not None and self.open.kind is kind

    def is_finished(self) -> bool:
        """Whether the open block's last line ends a sentence (or nothing is open)."""
        return self.open is None or ends_sentence(self.open.lines[-1])

    def start_plain(self, text: str) -> None:
        """An unnumbered paragraph; inside `Begin text … End text` it belongs to that document."""
        ends = grammar.EMBEDDED_END.match(text)
        if ends:
            self.close()
            self.quoting, self.inner = False, None
        self.start(_Open(Embedded if self.quoting else Paragraph, [text]))

    def start(self, block: _Open) -> None:
        self.close()
        if self.quoting and block.kind is Paragraph:
            block.kind = Embedded
        self.open = block

    def close(self) -> None:
        """Turn the open block into a record, and watch for the marks of an embedded document."""
        block, self.open = self.open, None
        if block is None:
            return
        text = join(block.lines)
        self.blocks.append(_record(block, text))
        if self.quoting and grammar.EMBEDDED_END.search(text[-40:]):
            self.quoting, self.inner = False, None
        elif grammar.EMBEDDED_START.search(text[-120:]):
            self.quoting, self.inner = True, None


def _record(block: _Open, text: str) -> Block:
    if block.kind is Bullet:
        return Bullet(text, block.label)
    if block.kind is Embedded:
        return Embedded(text, block.label)
    marked = grammar.MARK.match(text)
    if marked:
        return Paragraph(marked[2], block.number, marked[1])
    return Paragraph(text, block.number)
