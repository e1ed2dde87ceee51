r"""The escape boundary: plain text ↔ inline Markdown. Nothing else in sitegen escapes for Markdown.

`escape` is total and exact: `unescape(escape(text)) == text` for every text without line ends of
its own making, and any CommonMark renderer shows the text unchanged. It escapes what would become
emphasis, code, link, image, autolink, entity or HTML (CommonMark 0.31, chapters 2.4 to 6.11), and
leaves the rest alone so that the result reads well: `!` and `]` do nothing without `[`; an
underscore between letters is no emphasis.

What depends on the place of a line (list markers, headings, rules) is escaped by `guard_lines`,
after wrapping, when it is known where lines begin.
"""

from __future__ import annotations

import re

# White space but the blank goes as an entity: renderers trim, fold or expand it otherwise. Not the
# controls among it, for which HTML has no entities; parsers take them out.
_SPACE = "\t\n\f\r\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
# One character class: the regex engine finds it many times faster than alternatives.
_SPECIAL = re.compile(rf"[\\`*\[~<&_{_SPACE}]")
_ALWAYS = frozenset("\\`*[~")
_ENTITY = re.compile(r"#?[0-9A-Za-z]+;")
_TAG = re.compile(r"[A-Za-z/!?]")

# What CommonMark, Python-Markdown, GitHub or Pandoc take for a block at the start of a line: heading,
# quote, table row, definition, setext underline; list items; rules and rows of dashes.
_LINE_START = re.compile(
    r"\n(?:(?P<char>[#>|:=]|[-+](?= |$)|-(?=[-|: ]*$))|(?P<digits>\d+)(?=[.)](?: |$)))",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#(\d{1,5})|(amp|lt));")


def escape(text: str) -> str:
    """Plain text as inline Markdown on one line."""
    escaped = _SPECIAL.sub(_escape_character, text)
    if text[:1] == " " or text[-1:] == " ":
        return _escape_ends(escaped)
    return escaped


def _escape_character(found: re.Match[str]) -> str:
    char, text, start = found[0], found.string, found.start()
    if char in _ALWAYS:
        return "\\" + char
    if char == "&":
        return "&amp;" if _ENTITY.match(text, start + 1) else char
    if char == "<":
        return "&lt;" if _TAG.match(text, start + 1) else char
    if char == "_":
        return char if _between_letters(text, start) else "\\_"
    return f"&#{ord(char)};"


def _between_letters(text: str, at: int) -> bool:
    around = text[max(at - 1, 0) : at] + text[at + 1 : at + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _escape_ends(text: str) -> str:
    """Blanks at the ends, which renderers trim."""
    body = text.strip(" ")
    lead = len(text) - len(text.lstrip(" "))
    trail = len(text) - len(body) - lead
    return "&#32;" * lead + body + "&#32;" * trail


def unescape(markdown: str) -> str:
    """The plain text of what `escape` or `guard_lines` wrote; other Markdown is left as it is."""
    return _ESCAPED.sub(_unescape_one, markdown)


def _unescape_one(found: re.Match[str]) -> str:
    punctuation, number, name = found.groups()
    if number:
        return chr(int(number))
    return str(punctuation or {"amp": "&", "lt": "<"}[name])


def guard_lines(markdown: str) -> str:
    """Escape every line start that would open a block (`1540.`, `- `, `#`, `---`)."""
    return _LINE_START.sub(_guard, f"\n{markdown}")[
        1:
    ]  # a line end is found sooner than a line start


def _guard(found: re.Match[str]) -> str:
    return f"\n\\{found['char']}" if found["char"] else f"\n{found['digits']}\\"
