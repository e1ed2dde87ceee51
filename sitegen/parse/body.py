"""The text of a telegram as blocks: paragraphs, headings, bullets, embedded documents, tables.

The teletype left page breaks, repeated headers and false blank lines in the text. Rules 17-25 of
parsing say what goes and what joins; each is named where it is applied. Nothing else is dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property

import msgspec

from sitegen.parse import grammar, headings, text_grammar
from sitegen.parse.clean import Lines, clean, stops
from sitegen.parse.documents import Cues, ends_document, opens_document
from sitegen.parse.items import Item, Items, dash_item, labelled_item
from sitegen.parse.labelled import labelled_runs
from sitegen.parse.numbering import Candidate, Finding, Numbering, candidate, is_part
from sitegen.parse.opened import Opened, divided, record_of
from sitegen.parse.roles import Role
from sitegen.parse.rosters import MAX_LEAD, leads, roster
from sitegen.parse.tables import column_tables, table, table_ranges
from sitegen.parse.text import ends_sentence, join
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph

SHORT_LINE = 36  # columns, of the 55 to 69 that a line has


class Body(msgspec.Struct, frozen=True):
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]


def read_body(lines: Sequence[str], start: int, end: int, roles: list[Role]) -> Body:
    """Lines `start` to `end` as blocks; the lines before `start` are the heading to compare with;
    `roles` is told what each line is."""
    reader = _Reader(clean(lines, start, end, roles), roles)
    reader.read()
    return Body(tuple(reader.blocks), tuple(reader.findings))


class _Reader:
    """Reads lines into blocks; `fresh` says that the next line begins one, whatever it is."""

    def __init__(self, lines: Lines, roles: list[Role]) -> None:
        self.lines = lines
        self.roles = roles
        self.tables = table_ranges(lines)
        self.numbering = Numbering(lines, self.tables)
        self.items = Items(lines)
        self.rosters = labelled_runs(lines, self.numbering.candidates.keys() | self.tables.keys())
        self.stops = stops(lines, [*self.tables, *self.rosters])
        self.cues = Cues(lines.joined)
        self.blocks: list[Block] = []
        self.findings: list[Finding] = []
        self.open: Opened | None = None
        self.fresh = True

    def read(self) -> None:
        place = 0
        while place < self.lines.size:
            if place in self.rosters:
                place = self.take_roster(place)
                continue
            if place in self.tables:
                place = self.take_table(place)
                continue
            if place in self.numbering.candidates:
                place = self.take_run(place)
            self.take(place, self.lines.texts[place])
            place += 1
            if self.open is not None and not self.fresh and place not in self.rosters:
                place = self.take_more(place, self.open.lines)
        self.close()

    def take_run(self, place: int) -> int:
        """Usual paragraphs, each at once: with a mark and the number that is due, nothing but prose, and the
        next right below. Returns the place of the one below the last, which may not be usual."""
        numbering, first, stop = self.numbering, place, bisect_right(self.stops, place)
        while self.is_usual(place, end := self.stops[stop]):
            found = numbering.candidates[place]
            text = join([found.rest, *self.lines.texts[place + 1 : end]])
            if ". (" in text:
                break  # it may hold another
            if place == first:
                self.end_block(place)
            self.blocks.append(record_of(Opened(Paragraph, [], place, found.number), text))
            self.count(place, found)
            place, stop = end, stop + 1
        return place

    def is_usual(self, place: int, end: int) -> bool:
        """Whether the lines from `place` to `end` are a usual paragraph with another right below."""
        is_numbered = self.numbering.are_due(place, end) and end not in self.tables
        return is_numbered and not self.cues.between(place, end)

    def take_more(self, place: int, taken: list[str]) -> int:
        """Most lines by far, which are nothing but more of the open block. Returns the place of the next
        that may be something else."""
        end = self.stops[bisect_left(self.stops, place)]
        for cue in self.cues.between(place, end):
            text = self.lines.texts[cue]
            if text[-1] == ":" and opens_document(text):
                self.fresh = True
                end = cue + 1
                break
        taken += self.lines.texts[place:end]
        return end

    def take(self, place: int, text: str) -> None:
        """One line: a rule, the start of a block, or more of the open one."""
        if text[0] in grammar.RULE_STARTS and self.is_rule(place, text):
            self.rule(place)
            return
        found = self.numbering.candidates.get(place)
        if not (found and self.starts_number(place, found)) and not self.starts_item(place, text):
            if (
                self.starts_part(place, text)
                or self.open is None
                or self.fresh
                or (self.lines.gaps[place] and not self.joins(place, text))
            ):
                self.start_plain(place, text)
                return
            self.open.lines.append(text)
        self.fresh = text[-1] == ":" and opens_document(text)

    def take_table(self, place: int) -> int:
        self.close()
        end = self.tables[place]
        self.blocks.append(table(self.lines, place, end))
        self.tell(place, end, "table")
        self.fresh = True
        return end

    def take_roster(self, place: int) -> int:
        """Names, each an item of the paragraph; the title of a side stands by itself."""
        self.close()
        for start, end, is_title in self.rosters[place]:
            text = join(self.lines.texts[start:end])
            self.blocks.append(Paragraph(text) if is_title else Bullet(text))
            self.tell(start, start + 1, "paragraph" if is_title else "bullet")
            place = end
        self.fresh = True
        return place

    def look_for_names(self, place: int, text: str) -> None:
        """Names may follow below the line that begins a block, which is at `place`."""
        if len(text) > MAX_LEAD:
            return  # most lines
        if leads(text) and (found := roster(self.lines, place + 1, self.no_names)):
            self.rosters[place + 1] = found

    @cached_property
    def no_names(self) -> set[int]:
        """The places of numbers and of columns, where a list of names ends."""
        return self.numbering.candidates.keys() | column_tables(self.lines, self.tables)

    def tell(self, start: int, end: int, role: Role) -> None:
        for number in self.lines.numbers[start:end]:
            self.roles[number] = role

    # rules 18 and 20: what goes on

    def is_finished(self) -> bool:
        """Whether the open block's last line ends a sentence (or nothing is open)."""
        return self.open is None or ends_sentence(self.open.lines[-1])

    def begins(self, place: int) -> bool:
        """Whether a block may begin here: after a blank line, a rule or the end of a sentence."""
        return self.lines.gaps[place] > 0 or self.fresh or self.is_finished()

    def joins(self, place: int, text: str) -> bool:
        """A blank line inside a sentence is damage: the line before is unfinished, and the next begins
        small or with a number that is no paragraph; or it breaks off at a word like `of`."""
        if self.is_finished() or self.open is None:
            return False
        if text[0].islower() or text[0].isdigit() or place in self.numbering.candidates:
            return True
        last_word = self.open.lines[-1].rpartition(" ")[2]
        # none: a number alone on its line
        return not last_word or last_word in text_grammar.CONNECTING

    # rules 19-21: paragraph numbers

    def starts_number(self, place: int, found: Candidate) -> bool:
        begins = self.begins(place)
        if begins and self.cues.places and not self.numbering.quoting and self.announces(self.open):
            self.close()  # so that it is known whose number this is
        kind = self.numbering.kind(place, begins)
        if kind == "paragraph":
            self.begin_paragraph(place, found)
        elif kind == "embedded":
            self.close()
            self.open = Opened(Embedded, [found.rest], place, label=f"{found.number}.")
            self.numbering.begin_inner(found)
            self.tell(place, place + 1, "embedded")
        else:
            return self.starts_behind_number(place, found)
        return True

    def announces(self, block: Opened | None) -> bool:
        """Whether the last two lines of a block say that a document follows."""
        if block is None or not self.cues.between(block.start, block.end):
            return False
        return opens_document(join(block.lines[-2:]))

    def begin_paragraph(self, place: int, found: Candidate) -> None:
        self.end_block(place)
        self.open = Opened(Paragraph, [found.rest], place, found.number)
        self.look_for_names(place, found.rest)
        self.count(place, found)

    def count(self, place: int, found: Candidate) -> None:
        number = self.lines.numbers[place]
        self.roles[number] = "paragraph"
        if doubt := self.numbering.begin_paragraph(found, number):
            self.findings.append(doubt)

    def end_block(self, place: int) -> None:
        """What was open, and its lists, end where a paragraph of the cable begins, at `place`."""
        if self.open is not None and self.open.number is None:
            self.heading_without_rule(place)
        self.close()
        self.items.end()

    def starts_behind_number(self, place: int, found: Candidate) -> bool:
        """`17. 15. (C) Text`: the end of a sentence, and a paragraph whose line end was lost."""
        inner = candidate(found.rest) if found.rest[:1].isdigit() and self.open else None
        if not inner or not inner.marked or inner.number != self.numbering.expected:
            return False
        assert self.open
        self.open.lines.append(f"{found.number}.")
        self.begin_paragraph(place, inner)
        return True

    def starts_part(self, place: int, text: str) -> bool:
        """`2.A. (C) Text` inside paragraph 2, and the words of a speaker (`Q: Why?`)."""
        return is_part(text, self.numbering.expected - 1) and self.begins(place)

    # rule 23: items

    def starts_item(self, place: int, text: str) -> bool:
        item = None
        if text[0] in grammar.DASH_STARTS:
            item = dash_item(text)
            if item and text.endswith(item.sign) and headings.framed(self.lines, place):
                return False
            if item and not (self.begins(place) or self.may_follow(place, item)):
                return False
        if item is None and (")" in text[:5] or "." in text[:5]):
            item = labelled_item(text)
            if item and not self.takes_label(place, item):
                return False
        if item is None:
            return False
        self.start_item(place, item)
        return True

    def may_follow(self, place: int, item: Item) -> bool:
        """Dashes without blank lines follow each other; after a page break a small letter says that
        the dash is one of prose."""
        is_after_bullet = self.open is not None and self.open.kind is Bullet
        return is_after_bullet or (place in self.lines.broken and not item.text[0].islower())

    def takes_label(self, place: int, item: Item) -> bool:
        """A first label, or the one after that of an item before; `(C)` is a portion mark unless `(B)`
        came before. Without a blank line `A.` may be an initial, unless `B.` comes too."""
        begins, gap = self.begins(place), self.lines.gaps[place]
        if self.items.follows(item):
            is_broken = place in self.lines.broken
            return begins or is_broken or item.sign[-1] == ")" or self.is_short_line()
        if not begins:
            return False
        if self.items.begins_list(item):
            is_led_in = self.open is None or self.open.lines[-1].endswith((":", ";"))
            return gap > 0 or self.fresh or is_led_in or self.items.goes_on_later(item)
        return gap > 0 and item.sign[0] != "(" and bool(grammar.MARK.match(item.text))

    def is_short_line(self) -> bool:
        """Whether the line before was ended on purpose: it had room for more."""
        return self.open is not None and len(self.open.lines[-1]) < SHORT_LINE

    def start_item(self, place: int, item: Item) -> None:
        self.close()
        typed = self.lines.typed[place]
        sign, text = item.written
        if self.numbering.quoting:
            self.items.add(item, 0, after_item=True)
            self.open = Opened(Embedded, [text], place, label=sign)
            self.tell(place, place + 1, "embedded")
            return
        last = self.blocks[-1] if self.blocks else None
        indent = len(typed) - len(typed.lstrip())
        level = self.items.add(item, indent, after_item=isinstance(last, Bullet))
        level = min(level, last.level + 1 if isinstance(last, Bullet) else 0)
        label = sign if item.is_label else None
        self.open = Opened(Bullet, [text], place, label=label, level=level)
        self.tell(place, place + 1, "bullet")

    # rule 22: headings

    def is_rule(self, place: int, text: str) -> bool:
        if grammar.RULE.fullmatch(text):
            return True
        is_below = place > 0 and self.roles[self.lines.numbers[place - 1]] == "rule"
        return is_below and bool(grammar.REST_OF_RULE.fullmatch(text))

    def rule(self, place: int) -> None:
        """A rule of dashes makes the short line above it a heading, and ends whatever was open."""
        block, gap = self.open, self.lines.gaps[place]
        self.tell(place, place + 1, "rule")
        is_above = headings.is_above(self.lines, place)
        if block and self.is_heading(block, place) and not (is_above and self.is_text(block, gap)):
            self.make_heading(block, place)
            self.look_for_names(place, join(block.lines))
        elif block and not is_above and not gap and headings.is_glued(block.lines):
            heading = block.lines.pop()
            self.tell(place - 1, place, "heading")
            self.close()
            self.blocks.append(Heading(heading))
        self.close()
        self.fresh = True

    def is_heading(self, block: Opened, place: int) -> bool:
        """A short plain block; a labelled line (`A. Boats`) right above the rule; in a document only if
        the cable's own next paragraph comes below."""
        if block.kind is Bullet:
            is_right_above = bool(block.label) and not self.lines.gaps[place]
            return is_right_above and headings.is_labelled(block.lines)
        if block.number is not None or block.label or not headings.is_short(block.lines):
            return False
        return block.kind is Paragraph or self.numbering.kind(place + 1, begins=True) == "paragraph"

    def is_text(self, block: Opened, gap: int) -> bool:
        """Between this block and the rule below a gap, which is the upper one of a heading below."""
        return gap > 0 or block.lines[-1].endswith(".")

    def make_heading(self, block: Opened, end: int) -> None:
        label = f"{block.label} " if block.label else ""
        self.blocks.append(Heading(label + join(block.lines)))
        self.tell(block.start, end, "heading")
        self.open = None

    def heading_without_rule(self, place: int) -> None:
        """A title alone between blank lines, right above a paragraph of the cable."""
        block = self.open
        if block is None or block.kind is not Paragraph or block.number is not None:
            return
        before = self.blocks[-1] if self.blocks else None
        if headings.is_bare(self.lines, block.start, place, before):
            self.make_heading(block, place)

    def heading_of_words(self, place: int) -> None:
        """`Comment` alone between blank lines, above any text."""
        block = self.open
        if block is None or block.kind is not Paragraph or block.number is not None:
            return
        if headings.is_known(self.lines, block.start, place):
            self.make_heading(block, place)

    # starting and closing

    def start_plain(self, place: int, text: str) -> None:
        """An unnumbered paragraph; inside `Begin text … End text` it belongs to that document."""
        self.heading_of_words(place)
        self.close()
        if found := headings.with_rule(text) or headings.framed(self.lines, place):
            self.blocks.append(Heading(found))
            self.tell(place, place + 1, "heading")
            self.fresh = True
            return
        if self.numbering.quoting and grammar.EMBEDDED_END.match(text):
            self.numbering.end_document()
        is_inside = self.numbering.quoting
        self.open = Opened(Embedded if is_inside else Paragraph, [text], place)
        self.tell(place, place + 1, "embedded" if is_inside else "paragraph")
        self.fresh = text[-1] == ":" and opens_document(text)
        if not is_inside:
            self.look_for_names(place, text)

    def close(self) -> None:
        """Turn the open block into a record, and watch for the marks of an embedded document."""
        block, self.open = self.open, None
        if block is None:
            return
        text = join(block.lines)
        if block.number is not None and ". (" in text:
            more, text = divided(block, text, self.numbering.expected)
            self.blocks += more
            self.numbering.expected += len(more)
        self.blocks.append(record_of(block, text))
        last = block.end - 1
        if self.numbering.quoting and last >= self.numbering.until and ends_document(text):
            self.numbering.end_document()
        elif self.cues.between(block.start, block.end) and opens_document(text):
            self.numbering.begin_document(last)
