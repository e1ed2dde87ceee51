"""A page of the first public archive, `…/cable/YYYY/MM/ID.html` (formats, c1): a heading, a table of
metadata, and the telegram in two preformatted blocks, header and body.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from lxml import etree

from sitegen.parse import identifier
from sitegen.parse.formats import markup
from sitegen.parse.formats.draft import Draft, Metadata, Taken
from sitegen.parse.text import squeeze
from sitegen.records import Source

_PAGE = re.compile(
    r"<table\b[^<>]*\bclass\s*=\s*[\"']?cable\b|<h\d[^<>]*>\s*viewing cable\s|<th[^<>]*>\s*reference id\s*<",
    re.IGNORECASE,
)
_HEADING = re.compile(r"Viewing cable\s+([^\s,]+)\s*,?\s*(.*)", re.IGNORECASE)
_ARTICLES = "Appears in these articles"
_OPENED = re.compile(r"<pre[\s>]")
_URL = re.compile(r"https?://[^\s<>\"']+")
MANY = 200  # articles
ROWS = 1000  # of all tables of a page
_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\b.*")
_LEVELS = ("UNCLAS", "CONFIDENTIAL", "SECRET", "TOP SECRET", "LIMITED")


def is_page(head: str) -> bool:
    """Whether the beginning of a page of HTML is of this kind."""
    return bool(_PAGE.search(head))


def draft(source: Source, text: str) -> Draft:
    root = markup.page(text)
    if root is None:
        return Draft([], [])
    blocks = markup.outermost(root, "pre") or markup.outermost(root, "code")
    lines, numbers, controls = _telegram(blocks, source.line)
    cells = dict(metadata_cells(root))
    name, title = _heading(root)
    articles = list(_articles(root))
    values = {*cells.values(), name, title, *articles}
    around = markup.lines_of(root, source.line, leave=frozenset(blocks))
    return Draft(
        lines,
        numbers,
        Metadata(
            identifier=cells.get("reference id") or name or _stem(source.path),
            created=cells.get("created", ""),
            is_minute_wrong=True,
            classification=cells.get("classification", ""),
            origin=cells.get("origin", ""),
            title=title,
            attributes=_attributes(cells, articles),
        ),
        frame=tuple(_frame(around, values)),
        controls=controls,
        is_cut=_is_cut(text),
    )


def _is_cut(text: str) -> bool:
    """Whether the page ends inside the block of the telegram: a download broke off."""
    return bool(_OPENED.search(text.lower().rpartition("</pre")[2]))


def _telegram(blocks: Sequence[etree._Element], first: int) -> markup.Lines:
    """Header and body, with a blank line between them; a block that is there twice is taken once."""
    lines: list[str] = []
    numbers: list[int] = []
    controls, seen = 0, set()
    for block in blocks:
        found = markup.lines_of(block, first)
        words = squeeze(" ".join(found.lines))
        if words and words not in seen:
            gap = 1 if lines else 0
            lines += [""] * gap + found.lines
            numbers += found.numbers[:1] * gap + found.numbers
            controls += found.controls
            seen.add(words)
    return markup.Lines(lines, numbers, controls)


# -- the table -----------------------------------------------------------------------------------------


def metadata_cells(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(name of the column in small letters, value): by the names above it; where a cell or the names are
    missing, by what a value looks like."""
    names: list[str] = []
    for row in islice(root.iter("tr"), ROWS):
        if row.find("th") is not None:
            names = [markup.text_of(cell).rstrip(":").lower() for cell in row.iter("th")]
        values = [markup.text_of(cell) for cell in row.iter("td")]
        is_whole = len(values) == len(names)
        if values and "reference id" in names:
            yield from zip(names, values, strict=True) if is_whole else _by_look(values)
            return
        if values and identifier.canonical(values[0]):
            yield from _by_look(values)
            return


def _by_look(values: Sequence[str]) -> Iterator[tuple[str, str]]:
    dates = iter(("created", "released"))
    for value in filter(None, values):
        if _DATE.fullmatch(value):
            yield next(dates, "other"), value
        elif value.upper().startswith(_LEVELS):
            yield "classification", value
        elif any(map(str.isdigit, value)) and identifier.canonical(value):
            yield "reference id", value
        else:
            yield "origin", value


def _attributes(cells: dict[str, str], articles: Sequence[str]) -> dict[str, str]:
    found = {"Released": cells.get("released", ""), _ARTICLES: " ".join(articles)}
    return {key: value for key, value in found.items() if value}


# -- what stands around it -----------------------------------------------------------------------------


def _heading(root: etree._Element) -> tuple[str, str]:
    """`Viewing cable 07MADRID1952, SUBJECT` → identifier and subject."""
    for tag in ("h1", "h2", "h3", "h4", "title"):
        for element in root.iter(tag):
            if found := _HEADING.match(markup.plain(element)):
                return found[1], found[2]
    return "", ""


def _articles(root: etree._Element) -> Iterator[str]:
    """Addresses of newspaper articles, as text: those between the words and the telegram."""
    after = iter(root.iter())
    for node in after:
        if _ARTICLES in (node.text or ""):
            break
    below = takewhile(lambda node: node.tag not in ("pre", "code", "table"), after)
    found = (
        address
        for node in below
        if node.tag == "a"
        for address in _URL.findall(node.get("href", ""))
    )
    yield from list(dict.fromkeys(found))[:MANY]


def _stem(path: str) -> str:
    """The identifier in the name of the file, or ''."""
    stem = path.rpartition("/")[2].partition(".")[0]
    return stem if identifier.canonical(stem) else ""


def _frame(around: markup.Lines, values: set[str]) -> Iterator[Taken]:
    for number, line in zip(around.numbers, around.lines, strict=True):
        if text := squeeze(line):
            is_value = text in values or _HEADING.match(text)
            yield Taken(number, text, "metadata" if is_value else "furniture")
