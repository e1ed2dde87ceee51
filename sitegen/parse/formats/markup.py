"""HTML → lines of text, each with its line in the file. For formats that are web pages.

The parser is libxml2's: it takes any tag soup, fetches nothing, and knows no entities but HTML's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from lxml import etree

from sitegen.parse.text import normalise

# A line end written as a character reference is not one of the file: it is told apart by a character
# that stands for nothing else (Unicode, noncharacters).
_BREAK = "\ufdd0"
_REFERENCES = re.compile("&#(?:x0*A|0*10);?", re.IGNORECASE)
_RETURNS = re.compile("&#(?:x0*D|0*13);?", re.IGNORECASE)
# Tags that are not needed to find anything; an unclosed one of them must not swallow the page.
_NEEDLESS = re.compile(
    r"</?(?!(?:pre|table|tr|t[dh]|h[1-6]|script|style|title|br|p|div)\b)[a-zA-Z][^<>]*>",
    re.IGNORECASE,
)
_NESTED = re.compile(r"</?(?:table|tr|t[dh]|p|div)\b[^<>]*>", re.IGNORECASE)
_SILENT = frozenset(
    ("script", "style", "noscript", "template", "head", "textarea", "select", "iframe", "object")
)
_BLOCKS = frozenset(
    """address article aside blockquote body br center code dd details div dl dt fieldset footer form h1 h2 h3 h4
    h5 h6 header hr html li main nav ol option p pre section summary table tbody td tfoot th thead tr ul""".split()
)
MAX_COUNTED = 65535  # libxml2 counts lines of elements no further


class Lines(NamedTuple):
    """Lines of text, the line of the file of each, and the control characters left out of them."""

    lines: list[str]
    numbers: list[int]
    controls: int


def page(text: str) -> etree._Element | None:
    """The root of a page, or None if there is nothing in it. Where tags are nested so deep that the
    parser gives up, those that say nothing are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace(_BREAK, "")
    text = _REFERENCES.sub(_BREAK, _RETURNS.sub("", text))
    root, is_whole = _parsed(text)
    if not is_whole:
        text = _NEEDLESS.sub("", text)
        root, is_whole = _parsed(text)
    return root if is_whole else _parsed(_NESTED.sub("", text))[0]


def _parsed(text: str) -> tuple[etree._Element | None, bool]:
    """Always as UTF-8, whatever a page claims: the bytes were decoded before."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None, True
    limits = (error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log)
    return root, not any(limits)


def plain(element: etree._Element) -> str:
    """All text of an element that has no blocks in it, one blank between words."""
    return " ".join("".join(map(str, element.itertext())).split())


def text_of(element: etree._Element) -> str:
    """The words of an element, one blank between them."""
    if not any(node.tag in _BLOCKS or node.tag in _SILENT for node in element.iterdescendants()):
        return plain(element)  # most are links at most
    return " ".join(" ".join(lines_of(element, 0).lines).split())


def lines_of(element: etree._Element, first: int, leave: Collection[etree._Element] = ()) -> Lines:
    """The text of an element as a browser would show it, but line by line as typed. `first` is the
    file's line on which the page begins; `leave` are elements that stay out."""
    texts, numbers = [""], [first + _sourceline(element)]
    for piece, line in _pieces(element, leave):
        at = max(numbers[-1], first + line)
        if "\n" not in piece:
            begun, *more = piece.split(_BREAK)
            numbers[-1] = at if begun and not texts[-1] else numbers[-1]
            texts[-1] += begun
            texts += more
            numbers += [at] * len(more)
            continue
        for typed in _PARTS.findall(piece):
            if typed in ("\n", _BREAK):
                at += typed == "\n"
                texts.append("")
                numbers.append(at)
            else:
                numbers[-1] = at if not texts[-1] else numbers[-1]
                texts[-1] += typed
    lines, controls = normalise("\n".join(texts))
    return Lines(lines, numbers, controls)


_PARTS = re.compile(f"[\n{_BREAK}]|[^\n{_BREAK}]+")


def _pieces(
    element: etree._Element, leave: Collection[etree._Element]
) -> Iterator[tuple[str, int]]:
    """Texts in their order with the line where each begins (from 0); a block begins a line, but within
    a line end that is there."""
    hidden, line = 0, _sourceline(element)
    for event, node in etree.iterwalk(element, events=("start", "end")):
        is_out = not isinstance(node.tag, str) or node.tag in _SILENT or node in leave
        if event == "start":
            hidden += is_out
            line = max(line, _sourceline(node))
            if not hidden and node is not element and node.tag in _BLOCKS:
                yield _BREAK, line
            piece = node.text or ""
        else:
            hidden -= is_out
            if not hidden and node is not element and node.tag in _BLOCKS and node.tag != "br":
                yield _BREAK, line
            piece = node.tail or "" if node is not element else ""
        if not hidden and piece:
            yield piece, line
        line += piece.count("\n")


def _sourceline(element: etree._Element) -> int:
    """Lines above an element, as far as the parser counts them."""
    line = element.sourceline
    if not isinstance(line, int):  # the stubs do not know
        return 0
    return line - 1 if line < MAX_COUNTED else 0


def outermost(root: etree._Element, tag: str) -> list[etree._Element]:
    """The elements of a kind that lie in no other of the kind."""
    found: list[etree._Element] = []
    depth = 0
    for event, node in etree.iterwalk(root, events=("start", "end"), tag=tag):
        depth += 1 if event == "start" else -1
        if event == "start" and depth == 1:
            found.append(node)
    return found
