"""Which numbers at line starts begin a paragraph (rules 19 to 21): most are text, `UNSCR / 1540.`"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Literal, NamedTuple

import msgspec

from sitegen.parse import grammar, text_grammar
from sitegen.parse.clean import Lines
from sitegen.parse.documents import document_mark
from sitegen.parse.rosters import leads

LARGEST = 1000  # from here on they are years and resolutions, never paragraphs
LARGEST_FIRST = 200  # an unmarked excerpt begins with no larger one


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A number at a line start; `loose` if it is damaged, and counts only where it is expected."""

    number: int
    marked: bool
    rest: str
    loose: bool = False


class Finding(NamedTuple):
    """A doubt about the text: diagnostic code, index of the line, detail."""

    code: str
    number: int
    detail: str


class Numbering:
    """`expected` is the next paragraph number of the cable, `inner` that of a document embedded in it
    (None outside one), `quoting` whether `Begin text` was seen, and `until` the place of the line
    that says its end (-1 if none does). Lines of `tables` (start → end) have no numbers."""

    def __init__(self, lines: Lines, tables: Mapping[int, int]) -> None:
        self.lines = lines
        self.candidates = _candidates(lines, tables)
        self.expected = 1
        self.inner: int | None = None
        self.inner_marked: bool | None = None  # None: the document has had no number yet
        self.quoting = False
        self.until = -1
        self.any_marked = False

    # What is asked of few cables.

    @cached_property
    def _small(self) -> list[tuple[int, int]]:
        """(place, number) of those that may be of paragraphs, in their order."""
        return [
            (place, found.number)
            for place, found in self.candidates.items()
            if found.number < LARGEST and not found.loose
        ]

    @cached_property
    def _rank(self) -> dict[int, int]:
        return {place: rank for rank, (place, _) in enumerate(self._small)}

    @cached_property
    def _places(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for place, number in self._small:
            found.setdefault(number, []).append(place)
        return found

    def _is_last(self, place: int, number: int) -> bool:
        """Whether the number stands at no later line start."""
        return self._places.get(number, [-1])[-1] == place

    def kind(self, place: int, begins: bool) -> Literal["paragraph", "embedded"] | None:
        """What the candidate at `place` begins; `begins` says that a blank line stands before it or
        the sentence before is over."""
        found = self.candidates.get(place)
        if found is None or found.number >= LARGEST:
            return None  # rule 20
        if found.loose and found.number != self.expected:
            return None
        if place <= self.until:
            return self._kind_inside(place, found, begins)
        if found.marked and found.number == self.expected and not self.quoting:
            return "paragraph"  # most by far
        if not (found.marked or begins or self._last_chance(place, found)):
            return "embedded" if self._goes_on_inside(found) else None
        if self._is_embedded(place, found):
            return "embedded"
        return "paragraph" if self._is_paragraph(place, found) else None

    def are_due(self, place: int, below: int) -> bool:
        """Whether two candidates, the one at `below` the next, have marks and the next two numbers of the
        cable, so that `kind` says of each that it begins a paragraph, and of the first line nothing more."""
        first, second = self.candidates[place], self.candidates.get(below)
        if second is None or second.number != first.number + 1 or first.number != self.expected:
            return False
        if first.rest.endswith(":") or leads(first.rest):
            return False  # names or a document may follow
        return first.marked and second.marked and not (first.loose or second.loose or self.quoting)

    def _last_chance(self, place: int, found: Candidate) -> bool:
        """In the middle of a sentence only the expected number counts, and only where none comes
        later and the paragraphs of this cable carry no marks."""
        return (
            found.number == self.expected
            and self._is_last(place, found.number)
            and not self.any_marked
        )

    def _is_paragraph(self, place: int, found: Candidate) -> bool:
        """Rule 19: the expected number; marked and near; first of a marked excerpt; or a run."""
        number, expected = found.number, self.expected
        if number == expected:
            return True
        if found.marked:
            return expected == 1 or expected - 4 <= number <= expected + 3
        return expected < number <= LARGEST_FIRST and self._runs_on(place, number)

    def _runs_on(self, place: int, number: int) -> bool:
        """Whether the next two candidates go on n+1, n+2; where no paragraph is marked and few numbers
        are lost, the next one is enough."""
        is_near = number <= self.expected + 3 and not self.any_marked
        rank, more = self._rank[place], 1 if is_near else 2
        after = [found for _, found in self._small[rank + 1 : rank + 1 + more]]
        return after == list(range(number + 1, number + 1 + more))

    def _kind_inside(
        self, place: int, found: Candidate, begins: bool
    ) -> Literal["paragraph", "embedded"] | None:
        """Between `Begin text` and `End text` numbers are the document's, marked ones too; but for the
        cable's own, if it is marked and not the next of a document that has marks."""
        number, due = found.number, self.inner or 1
        is_next = number == due and self.inner_marked is not False
        is_only = self.expected == 1 and self._is_last(place, 1)
        if found.marked and number == self.expected and (is_only or not is_next):
            return "paragraph"
        if not (found.marked or begins or self._goes_on_inside(found)):
            return None
        return "embedded" if number == 1 or due <= number <= due + 3 else None

    def _goes_on_inside(self, found: Candidate) -> bool:
        """The next number of a list that is open, without marks."""
        return found.number == self.inner and not found.marked and not self.inner_marked

    def _is_embedded(self, place: int, found: Candidate) -> bool:
        """Rule 21: numbers that begin again at 1 are of a document inside the cable. A number that
        suits both is the document's if the cable's own comes later."""
        number = found.number
        if found.marked and number == self.expected:
            return self.quoting and number == (self.inner or 1) and self._comes_again(place, number)
        if self.inner is None and not self.quoting:
            return number == 1 and self.expected > 1 and not found.marked
        if number not in (self.inner or 1, 1):
            return False
        return number != self.expected or not self._is_last(place, number)

    def _comes_again(self, place: int, number: int) -> bool:
        """Whether the number comes once more, marked, before another document begins."""
        again = _after(self._places.get(number, ()), place)  # a loose one is in no list
        begins = _after(self._begins, place)
        if again is None or (begins is not None and begins < again):
            return False
        return self.candidates[again].marked

    @cached_property
    def _marks(self) -> list[tuple[int, bool]]:
        """The lines that say where a document begins (False) or ends (True), in their order."""
        found = ((place, document_mark(text)) for place, text in enumerate(self.lines.texts))
        return [(place, mark == "end") for place, mark in found if mark]

    @cached_property
    def _begins(self) -> list[int]:
        return [place for place, is_end in self._marks if not is_end]

    def begin_inner(self, found: Candidate) -> None:
        """Count on in the document."""
        self.inner, self.inner_marked = found.number + 1, found.marked

    def begin_paragraph(self, found: Candidate, line: int) -> Finding | None:
        """Count on, and say if a number is missing or there again."""
        expected, self.expected = self.expected, found.number + 1
        self.any_marked = self.any_marked or found.marked
        if self.quoting or self.inner is not None:
            self.end_document()
        if found.number > expected > 1:
            missing = ", ".join(map(str, range(expected, found.number)))
            return Finding("missing-paragraph", line, missing)
        if found.number < expected:
            return Finding("repeated-paragraph", line, str(found.number))
        return None

    def begin_document(self, place: int) -> None:
        """A document was announced on the line at `place`."""
        self.quoting, self.inner, self.inner_marked = True, None, None
        after = bisect_right(self._marks, (place, True))
        at, is_end = self._marks[after] if after < len(self._marks) else (0, False)
        self.until = at if is_end else -1

    def end_document(self) -> None:
        self.quoting, self.inner, self.inner_marked, self.until = False, None, None, -1


def _after(places: Sequence[int], place: int) -> int | None:
    """The first of the places, which are in order, behind this one."""
    index = bisect_right(places, place)
    return places[index] if index < len(places) else None


def _candidates(lines: Lines, tables: Mapping[int, int]) -> dict[int, Candidate]:
    """Place → number at the start of that line."""
    found = {
        place: number
        for place in lines.loud
        if (text := lines.texts[place])[0] in grammar.NUMBER_STARTS
        and grammar.NUMBER_BEGINS.match(text)
        and (number := candidate(text))
    }
    for start, end in tables.items():
        for place in range(start, end):
            found.pop(place, None)
    return found


def candidate(text: str) -> Candidate | None:
    """The number a line begins with. One typed twice (`1. 1.`) counts once.

    >>> candidate("3.(SBU) Text")
    Candidate(number=3, marked=True, rest='(SBU) Text', loose=False)
    """
    if text[0].isdigit() and (match := grammar.NUMBERED.match(text)):
        digits, rest = match.groups()
        if rest[:3] in _USUAL_MARKS:
            return Candidate(int(digits), True, rest)  # most by far
        if rest[1:2] in _LABEL_STOPS and text_grammar.SUBNUMBER.match(text):
            return None  # `2.A. (C) Text`
        if rest[:1].isdigit():
            rest = rest.removeprefix(f"{digits}.").lstrip()
        if rest[:1] in _MORE_STOPS and (damaged := _damaged(text)):
            return damaged  # `3.. (C)`
        marked = rest[:1] == "(" and bool(grammar.MARK_AFTER_NUMBER.match(rest))
        return Candidate(int(digits), marked, rest)
    return _damaged(text)


def is_part(text: str, number: int) -> bool:
    """Whether a line begins a part of paragraph `number`, `2.A. (C) Text`, or the words of a speaker."""
    if text[0].isdigit():
        found = text_grammar.SUBNUMBER.match(text)
        return found is not None and int(found[1]) == number
    return text[0] in "QA" and bool(text_grammar.SPEAKER.match(text))


_USUAL_MARKS = frozenset(("(U)", "(C)", "(S)"))
_LABEL_STOPS = frozenset((".", ")", " "))
_MORE_STOPS = frozenset(".,;:-)")
_AS_DIGITS = str.maketrans("OIl", "011")


def _damaged(text: str) -> Candidate | None:
    """A number without its full stop, with letters for digits, or behind its mark."""
    if text[0] == "(":
        match = grammar.PARENTHESISED.fullmatch(text)
        if match:
            return Candidate(int(match[1]), True, match[2])
        match = grammar.MARKED_NUMBER.match(text)
        return Candidate(int(match[2]), True, f"{match[1]} {match[3]}") if match else None
    marked = grammar.LOOSE_NUMBER.match(text)
    match = marked or grammar.LETTERED_NUMBER.match(text)
    if not match:
        return None
    return Candidate(int(match[1].translate(_AS_DIGITS)), bool(marked), match[2], loose=True)
