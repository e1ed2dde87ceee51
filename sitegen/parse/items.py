"""Items of a list inside a paragraph (rule 23): dashes and labels, and how deep each of them stands."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from sitegen.parse import grammar
from sitegen.parse.clean import Lines

FIRST_LABELS = frozenset(("a", "A", "1", "i", "I"))
MAX_DEPTH = 5
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_FRAME = str.maketrans("", "", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


class Item(NamedTuple):
    """An item as typed: `sign` is its dash (`--`) or its label (`(a)`), `style` what it has in common
    with its sisters."""

    sign: str
    text: str
    is_label: bool

    @property
    def style(self) -> str:
        if self.is_label:
            return self.sign.translate(_FRAME)
        return "-" if self.sign[0] in "-–—" else self.sign

    @property
    def written(self) -> tuple[str | None, str]:
        """Sign and text; `#1.` and `No. 1:` are of the text, as no label is written so."""
        is_plain = self.sign[0] != "#" and self.sign[:2] not in ("No", "NO")
        return (self.sign, self.text) if is_plain else (None, f"{self.sign} {self.text}")

    @property
    def core(self) -> str:
        return self.sign.strip("().#:NOo ") if self.is_label else ""


def dash_item(text: str) -> Item | None:
    found = grammar.DASH_ITEM.fullmatch(text)
    return Item(found[1].rstrip(), found[2], is_label=False) if found else None


def labelled_item(text: str) -> Item | None:
    found = grammar.LABELLED_ITEM.fullmatch(text)
    return Item(found[1], found[2], is_label=True) if found else None


class _Level(NamedTuple):
    """A list: its last item, the kind of its first label, and its margin."""

    item: Item
    kind: str
    indent: int


class Items:
    """The lists that are open in the paragraph, the outermost first."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.open: list[_Level] = []

    def end(self) -> None:
        self.open.clear()

    def follows(self, item: Item) -> bool:
        """Whether the label is the one after that of an item before: `(b)` after `(a)`."""
        return self._place(item) is not None

    def begins_list(self, item: Item) -> bool:
        """A first label that is no portion mark."""
        return item.core in FIRST_LABELS and not grammar.MARK.fullmatch(item.sign)

    def goes_on_later(self, item: Item) -> bool:
        """Whether the label after this one stands at the start of some line: `B.` for `A.`, which may
        be an initial otherwise."""
        return (item.style, _next(item.core)) in self._labels

    @cached_property
    def _labels(self) -> frozenset[tuple[str, str]]:
        found = (labelled_item(text) for text in self.lines.texts if text[1:2] in _INSIDE)
        return frozenset((item.style, item.core) for item in found if item)

    def add(self, item: Item, indent: int, *, after_item: bool) -> int:
        """Take the item into its list. Returns how deep it stands, 0 for the outermost."""
        place = self._place(item) if item.is_label else self._dash_place(item, indent)
        if place is None and item.is_label:
            place = self._again(item)
        if not after_item:  # text stands between: the list goes on from the margin
            self.open = [] if place is None else self.open[place : place + 1]
            place = None if place is None else 0
        kind = _kind(item.core)
        if place is not None:
            if _follow(self.open[place].item.core, item.core):
                kind = self.open[place].kind
            del self.open[place:]
        del self.open[MAX_DEPTH - 1 :]
        self.open.append(_Level(item, kind, indent))
        return len(self.open) - 1

    def _again(self, item: Item) -> int | None:
        """Index of a list of the same labels, which begins anew: `(a)` after `(a) … (c)`."""
        kind = (item.style, _kind(item.core))
        return next(
            (n for n, one in enumerate(self.open) if (one.item.style, one.kind) == kind), None
        )

    def _place(self, item: Item) -> int | None:
        """Index of the list whose last label is the one before; one of the same style first."""
        places = [n for n, level in enumerate(self.open) if _follow(level.item.core, item.core)]
        same = [n for n in places if self.open[n].item.style == item.style]
        found = same or places
        return found[-1] if found else None

    def _dash_place(self, item: Item, indent: int) -> int | None:
        """Index of the list of the same dash and the same margin, give or take a blank."""
        for place in range(len(self.open) - 1, -1, -1):
            level = self.open[place]
            if level.item.is_label or level.item.style != item.style:
                continue
            if indent <= level.indent + 1 and (place == 0 or indent >= level.indent - 1):
                return place
        return None


_INSIDE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.)")


def _kind(core: str) -> str:
    """Digits, letters or Roman numbers, small or large: of a first label."""
    return (
        core
        if core in FIRST_LABELS
        else "1"
        if core.isdecimal()
        else "a"
        if core.islower()
        else "A"
    )


def _next(core: str) -> str:
    """The label after this one; '' after the last known."""
    if core.isdecimal():
        return str(int(core) + 1)
    if core.lower() in _ROMAN[:-1]:
        after = _ROMAN[_ROMAN.index(core.lower()) + 1]
        return after if core.islower() else after.upper()
    return chr(ord(core) + 1) if len(core) == 1 else ""


def _follow(before: str, label: str) -> bool:
    """`b` after `a`, `iv` after `iii`, `10` after `9`, `j` after `i` where letters are counted."""
    if not before:
        return False
    if _next(before) == label:
        return True
    return len(before) == len(label) == 1 and label.isalpha() and ord(label) == ord(before) + 1
