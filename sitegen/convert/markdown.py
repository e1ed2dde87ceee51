r"""Blocks ↔ Markdown: each kind of block has one form, and only exactly that form is read back.

    Paragraph   5\. (SBU) text          the backslash keeps renderers from making, and renumbering, a list
    Heading     ## text
    Bullet      - text                  - (a) text   - A\. text: the label; four blanks for each level
    Embedded    > 1\. text              items of one document divided by a line `>`
    Table       a fence
    Markdown    anything else, kept word for word

Chunks are divided by blank lines. A chunk is accepted as a block only if writing the block gives the
chunk again; what a person changed into another form stays what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sitegen.convert.escape import escape, guard_lines, unescape
from sitegen.records import Block, Bullet, Embedded, Heading, Markdown, Paragraph, Table

WIDTH = 72

# A portion mark in parentheses: (U) (SBU) (C/NF) (SNF) (U//FOUO) (C/REL GBR, AUS).
_MARK = (
    r"(?:TS|SBU|LOU|FOUO|[UCSR])"
    r"(?:NF|NOFORN|N|FOUO|REL [A-Z, ]+|[/ -]{1,2}[A-Z][A-Z, /-]*)?"
)
_BARE = r"(?:[A-Za-z]|[ivxIVX]{2,5}|\d{1,4})"
# The sign of an item in a quoted document, or of an editors' note.
_DASH = r"(?:\\-|\\\*(?:\\\*){0,2}|--|---|[•·–—†‡])"
# What opens a numbered or marked paragraph, and what opens a labelled item, as written.
OPENING = re.compile(rf"(?:(\d+)\\\.(?: |$))?(?:\(({_MARK})\)(?: |$))?")
LABEL = re.compile(rf"(\({_BARE}\)|{_BARE}\\[.)]|{_DASH})(?: |$)")

_LIKE_MARK = re.compile(rf"\((?={_MARK}\)(?: |$))")
_LIKE_LABEL = re.compile(rf"\((?={_BARE}\)(?: |$))")
_LIKE_DASH = re.compile(r"\\?(-{1,3}|\*(?:\\\*){0,2}|[•·–—†‡])(?= |$)")
_LIKE_NUMBER = re.compile(r"(\d+)([.)])(?= |$)")


def _lines(width: int) -> re.Pattern[str]:
    """Lines of up to `width` columns and a single blank; a longer word is never broken."""
    return re.compile(rf"((?:.{{0,{width - 1}}}|.{{{width},}}?)[^ ])(?: (?! )|$)")


_LINES, _ITEM_LINES = _lines(WIDTH), _lines(WIDTH - 2)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
_BULLET = re.compile(r"((?: {4})*)- ")
_RUNS = re.compile(r"`+|~+")


# -- writing -------------------------------------------------------------------------------------


def body_markdown(body: Iterable[Block]) -> str:
    """The Markdown of a body, without front matter; '' or ending in a line end."""
    written = ""
    before: Block | None = None
    for block in body:
        if isinstance(block, Bullet) and block.level > (most := _deepest(before)):
            block = Bullet(block.text, block.label, most)
        chunk = block_markdown(block)
        if chunk:
            same_document = isinstance(block, Embedded) and isinstance(before, Embedded)
            written += ("\n>\n" if same_document else "\n\n" if written else "") + chunk
            before = block
    return written and written + "\n"


def _deepest(before: Block | None) -> int:
    """The level that an item below this block may have: one more than that of an item."""
    return before.level + 1 if isinstance(before, Bullet) else 0


def block_markdown(block: Block) -> str:
    """The Markdown of one block, without a line end; '' for an empty one."""
    match block:
        case Paragraph():
            return guard_lines(_wrap(_opening(block), _unlike(block), _LINES))
        case Bullet():
            indent = " " * (4 * block.level)
            return _item(f"{indent}- ", f"{indent}  ", block)
        case Embedded():
            return _item("> ", "> ", block)
        case Heading(text):
            return _heading(text)
        case Table(lines):
            return _table(lines)
        case Markdown(text):
            return text


def _opening(block: Paragraph) -> str:
    number = "" if block.number is None else f"{block.number}\\. "
    return f"{number}({block.mark}) " if block.mark else number


def _unlike(block: Paragraph) -> str:
    """The text of a paragraph so that its beginning is not taken for a number or a mark."""
    text = escape(block.text)
    if block.mark:
        return text
    return _disguised(text, _LIKE_MARK, number=block.number is None)


def _disguised(text: str, like: re.Pattern[str], *, number: bool) -> str:
    """`(U) …` → `\\(U) …`, `12. …` → `12&#46; …`: text, not a mark, label or number."""
    if text[:1] == "(":
        return like.sub(r"\\(", text, count=1) if like.match(text) else text
    if number and text[:1].isdigit() and (found := _LIKE_NUMBER.match(text)):
        return f"{found[1]}&#{ord(found[2])};{text[found.end() :]}"
    return text


def _item(first: str, rest: str, block: Bullet | Embedded) -> str:
    """An item of a list or quotation: `first` opens its first line, `rest` the lines after it."""
    text = escape(block.text)
    if block.label:
        lines = _wrap(_label(block.label) + " ", text, _ITEM_LINES)
    else:
        lines = _wrap("", _no_dash(_disguised(text, _LIKE_LABEL, number=True)), _ITEM_LINES)
    return lines and first + guard_lines(lines).replace("\n", "\n" + rest)


def _no_dash(text: str) -> str:
    """`-- …` → `&#45;- …`: text, not the sign of an item."""
    found = _LIKE_DASH.match(text)
    return f"&#{ord(found[1][0])};{text[found.start(1) + 1 :]}" if found else text


def _label(label: str) -> str:
    """`A.` → `A\\.`: the backslash says that it is a label."""
    if label in ("-", "*"):
        return f"\\{label}"
    if label[0] != "(" and label[-1] in ".)":
        return f"{escape(label[:-1])}\\{label[-1]}"
    return escape(label)


def _wrap(opening: str, text: str, lines: re.Pattern[str]) -> str:
    """Opening and text on lines; never a break within or right after the opening."""
    if not text:
        return opening.rstrip(" ")
    # NUL holds the place of the opening, so that it counts and has no blank to break at.
    wrapped = "\n".join(lines.findall("\0" * len(opening) + text))
    return opening + wrapped[len(opening) :]


def _heading(text: str) -> str:
    """`## text`; a `#` at the end would be taken for a closing sequence."""
    escaped = escape(text)
    if escaped.endswith("#"):
        escaped = escaped[:-1] + "\\#"
    return escaped and f"## {escaped}"


def _table(lines: tuple[str, ...]) -> str:
    """A fence longer than any run of backticks or tildes inside."""
    longest = max(map(len, _RUNS.findall("\n".join(lines))), default=0)
    fence = "`" * max(3, longest + 1)
    return "\n".join((fence, *lines, fence))


# -- reading -------------------------------------------------------------------------------------


def read_body(markdown: str) -> tuple[Block, ...]:
    """The blocks of a body. Never fails: what is in no form of ours is a `Markdown` block."""
    body: list[Block] = []
    for chunk in chunks(markdown):
        blocks = _read_chunk(chunk)
        if _misplaced(body[-1] if body else None, blocks[0]) or _written(blocks) != chunk:
            blocks = (Markdown(chunk),)
        body.extend(blocks)
    return tuple(body)


def _misplaced(before: Block | None, block: Block) -> bool:
    """Two quotations side by side would be written as one, and an item too deep would be lifted."""
    if isinstance(block, Bullet):
        return block.level > _deepest(before)
    return isinstance(before, Embedded) and isinstance(block, Embedded)


def _written(blocks: tuple[Block, ...]) -> str:
    return "\n>\n".join(map(block_markdown, blocks))


def chunks(markdown: str) -> Iterator[str]:
    """Pieces of Markdown divided by blank lines; a fence is never divided, an open one runs on."""
    chunk: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        if not fence and not line.strip(" \t"):
            if chunk:
                yield "\n".join(chunk)
            chunk = []
            continue
        fence = _fence_after(line, fence)
        chunk.append(line)
    if chunk:
        yield "\n".join(chunk).rstrip("\n")


def _fence_after(line: str, fence: str) -> str:
    """The fence open after this line, '' for none (CommonMark 4.5)."""
    found = _FENCE.match(line)
    if not fence:
        return found[1] if found else ""
    closes = found and found[1].startswith(fence) and line.strip(" \t") == found[1]
    return "" if closes else fence


def _read_chunk(chunk: str) -> tuple[Block, ...]:
    """What the chunk seems to be, by its first characters; the caller checks it."""
    if chunk.startswith("```"):
        return (Table(tuple(chunk.split("\n")[1:-1])),)
    if chunk.startswith("## "):
        return (Heading(unescape(chunk[3:])),)
    if found := _BULLET.match(chunk):
        indent = found[1]
        text, label = _labelled(chunk[found.end() :].replace(f"\n{indent}  ", " "))
        return (Bullet(text, label, len(indent) // 4),)
    if chunk.startswith("> "):
        return tuple(map(_read_embedded, chunk.split("\n>\n")))
    return (_read_paragraph(chunk.replace("\n", " ")),)


def _labelled(content: str) -> tuple[str, str | None]:
    found = LABEL.match(content)
    if not found:
        return unescape(content), None
    return unescape(content[found.end() :]), unescape(found[1])


def _read_embedded(item: str) -> Embedded:
    return Embedded(*_labelled(item[2:].replace("\n> ", " ")))


def _read_paragraph(content: str) -> Paragraph:
    found = OPENING.match(content)
    assert found  # every part of it is optional
    number, mark = found.groups()
    # int() refuses numbers of thousands of digits; no cable has them.
    numbered = number is not None and len(number) < 10
    text = content[found.end() :] if numbered or number is None else content
    return Paragraph(unescape(text), int(number) if numbered else None, mark)
