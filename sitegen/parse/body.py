"""The text of a telegram as blocks: paragraphs, headings, bullets, embedded documents, tables.

The teletype left page breaks, repeated headers and false blank lines in the text. Rules 17-25 of
parsing say what goes and what joins; each is named where it is applied. Nothing else is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from sitegen.parse import grammar
from sitegen.parse.clean import Line, clean
from sitegen.parse.numbering import Finding, Numbering
from sitegen.parse.roles import Role
from sitegen.parse.tables import table, table_ranges
from sitegen.parse.text import ends_sentence, join
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph

MAX_HEADING = 120
MAX_GLUED_HEADING = 60


class Body(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def read_body(lines: Sequence[str], start: int, end: int, roles: list[Role]) -> Body:
    """Lines `start` to `end` as blocks; the lines before `start` are the heading to compare with;
    `roles` is told what each line is."""
    reader = _Reader(clean(lines, start, end, roles), roles)
    reader.read()
    return Body(tuple(reader.blocks), tuple(reader.findings))


class _Open(msgspec.Struct):
    """A block that is being read."""

    kind: type[Paragraph | Bullet | Embedded]
    lines: list[str]
    number: int | None = None
    label: str | None = None


class _Reader:
    """Reads lines into blocks; `fresh` says that the next line begins one, whatever it is."""

    def __init__(self, lines: Sequence[Line], roles: list[Role]) -> None:
        self.lines = lines
        self.roles = roles
        self.tables = table_ranges(lines)
        self.numbering = Numbering(lines)
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.open: _Open | None = None
        self.fresh = True

    def read(self) -> None:
        place = 0
        while place < len(self.lines):
            if place in self.tables:
                self.close()
                end = self.tables[place]
                self.blocks.append(table(self.lines[place:end]))
                self.tell(place, end, "table")
                place = end
                self.fresh = True
            else:
                self.take(place)
                place += 1
        self.close()

    def take(self, place: int) -> None:
        """One line: a rule, the start of a block, or more of the open one."""
        line = self.lines[place]
        text = line.text
        self.roles[line.number] = "continued"
        if (
            self.open
            and not line.gap
            and not self.fresh
            and text[:5].isalpha()
            and text[0].islower()
        ):
            self.open.lines.append(text)  # most lines by far
            return
        if text[0] in grammar.RULE_STARTS and grammar.RULE.fullmatch(text):
            self.rule(place)
            return
        is_number = text[0].isdigit() and self.starts_number(place)
        if not (is_number or self.starts_bullet(line, text)):
            if self.open is None or self.fresh or (line.gap and not self.joins(place, text)):
                self.start_plain(text)
                self.roles[line.number] = "paragraph"
            else:
                self.open.lines.append(text)
        self.fresh = False

    def tell(self, start: int, end: int, role: Role) -> None:
        for line in self.lines[start:end]:
            self.roles[line.number] = role

    # rules 18 and 20: what goes on

    def is_finished(self) -> bool:
        """Whether the open block's last line ends a sentence (or nothing is open)."""
        return self.open is None or ends_sentence(self.open.lines[-1])

    def begins(self, line: Line) -> bool:
        """Whether a block may begin here: after a blank line, a rule or the end of a sentence."""
        return line.gap > 0 or self.fresh or self.is_finished()

    def joins(self, place: int, text: str) -> bool:
        """A blank line inside a sentence is damage: the line before is unfinished, and the next begins
        small or with a number that is no paragraph."""
        if not (text[0].islower() or place in self.numbering.candidates):
            return False
        return not self.is_finished()

    # rules 19-21: paragraph numbers

    def starts_number(self, place: int) -> bool:
        found = self.numbering.candidates.get(place)
        if found is None:
            return False
        line = self.lines[place]
        kind = self.numbering.kind(place, self.begins(line))
        if kind == "embedded":
            self.close()
            self.open = _Open(Embedded, [found.rest], label=f"{found.number}.")
            self.numbering.inner = found.number + 1
            self.roles[line.number] = "embedded"
        elif kind == "paragraph":
            self.close()
            self.open = _Open(Paragraph, [found.rest], number=found.number)
            self.roles[line.number] = "paragraph"
            if doubt := self.numbering.begin_paragraph(found, line.number):
                self.findings.append(doubt)
        return kind is not None

    # rule 23: bullets

    def starts_bullet(self, line: Line, text: str) -> bool:
        if text[0] in grammar.DASH_STARTS:
            found = grammar.DASH_ITEM.fullmatch(text)
            if found and (self.begins(line) or self.may_follow(line, found[1])):
                self.start(_Open(Bullet, [found[1]]))
                self.roles[line.number] = "bullet"
                return True
            return False
        if ")" not in text[:5] and "." not in text[:4]:
            return False
        found = grammar.LABELLED_ITEM.fullmatch(text)
        if not found or not self.begins(line) or not self.is_next_label(found[1]):
            return False
        self.start(_Open(Bullet, [found[2]], label=found[1]))
        self.roles[line.number] = "bullet"
        return True

    def may_follow(self, line: Line, item: str) -> bool:
        """Bullets without blank lines follow each other; after a page break a small letter says that
        the dash is one of prose."""
        is_after_bullet = self.open is not None and self.open.kind is Bullet
        return is_after_bullet or (line.broken and not item[0].islower())

    def is_next_label(self, label: str) -> bool:
        """A first label (a, i, 1), or the one after the label of the bullet before; `(C)` is a portion
        mark unless `(B)` came before."""
        last = self.open.label if self.open and self.open.label else self.last_label()
        inner, before = label.strip("()."), (last or "").strip("().")
        if _follows(before, inner):
            return True
        return inner in ("a", "A", "1", "i") and not grammar.MARK.fullmatch(label)

    def last_label(self) -> str | None:
        last = self.blocks[-1] if self.blocks else None
        return last.label if isinstance(last, Bullet) else None

    # rule 22: headings

    def rule(self, place: int) -> None:
        """A rule of dashes makes the short line above it a heading, and ends whatever was open."""
        block, is_above = self.open, self.is_above(place)
        self.tell(place, place + 1, "rule")
        if block and self.is_short_plain(block) and not (is_above and self.lines[place].gap):
            self.blocks.append(Heading(join(block.lines)))
            self.tell(place - len(block.lines), place, "heading")
            self.open = None
        elif block and not is_above and self.is_glued_heading(block.lines, self.lines[place]):
            heading = block.lines.pop()
            self.tell(place - 1, place, "heading")
            self.close()
            self.blocks.append(Heading(heading))
        self.close()
        self.fresh = True

    def is_above(self, place: int) -> bool:
        """Whether a heading stands between this rule and another."""
        after = [line.text for line in self.lines[place + 1 : place + 3]]
        return (
            len(after) == 2
            and len(after[0]) <= MAX_HEADING
            and not grammar.RULE.fullmatch(after[0])
            and bool(grammar.RULE.fullmatch(after[1]))
        )

    def is_short_plain(self, block: _Open) -> bool:
        if block.kind is not Paragraph or block.number is not None or len(block.lines) > 2:
            return False
        return sum(map(len, block.lines)) <= MAX_HEADING

    def is_glued_heading(self, lines: list[str], rule: Line) -> bool:
        """The last line of a paragraph, right above the rule and below the end of a sentence."""
        if len(lines) < 2 or rule.gap or len(lines[-1]) > MAX_GLUED_HEADING:
            return False
        return _SENTENCE_END.search(lines[-2][-5:]) is not None and not lines[-1].endswith(".")

    # starting and closing

    def start_plain(self, text: str) -> None:
        """An unnumbered paragraph; inside `Begin text … End text` it belongs to that document."""
        if grammar.EMBEDDED_END.match(text):
            self.close()
            self.numbering.end_document()
        self.start(_Open(Paragraph, [text]))

    def start(self, block: _Open) -> None:
        self.close()
        if self.numbering.quoting and block.kind is Paragraph:
            block.kind = Embedded
        self.open = block

    def close(self) -> None:
        """Turn the open block into a record, and watch for the marks of an embedded document."""
        block, self.open = self.open, None
        if block is None:
            return
        text = join(block.lines)
        self.blocks.append(_record(block, text))
        if self.numbering.quoting and grammar.EMBEDDED_END.search(text[-40:]):
            self.numbering.end_document()
        elif grammar.EMBEDDED_START.search(text[-60:]):
            self.numbering.begin_document()


_SENTENCE_END = re.compile(r"[.?!][\"'”’)\]]*$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def _follows(before: str, label: str) -> bool:
    """`b` after `a`, `iv` after `iii`, `10` after `9`."""
    if before in _ROMAN and label in _ROMAN and _ROMAN.index(label) == _ROMAN.index(before) + 1:
        return True
    if before.isdecimal() and label.isdecimal():
        return int(label) == int(before) + 1
    return len(before) == len(label) == 1 and ord(label) == ord(before) + 1


def _record(block: _Open, text: str) -> Block:
    if block.kind is Bullet:
        return Bullet(text, block.label)
    if block.kind is Embedded:
        return Embedded(text, block.label)
    marked = grammar.MARK.match(text)
    if marked:
        return Paragraph(marked[2], block.number, marked[1])
    return Paragraph(text, block.number)
