"""A Pygments lexer for diplomatic telegrams (ACP 127), and their HTML as sent.

Lines are taken whole: one pattern says what a line is, a second takes it apart. That is ten times
as fast as going on character by character, and most lines of a telegram are plain text.

Classes in the HTML, with what they mark:

    nl  channel line (VZCZC…)            kt  precedence (RR, R, PRIORITY)
    kd  DE, FM, TO, INFO, XMT            nn  routing indicators
    ni  names of posts and addressees    m   serial and message numbers
    nd  operating signals (ZNR …)        ld  date-time group
    k   classification                   kp  SECTION nn OF nn
    nb  captions (SIPDIS)                nf  passing instructions
    na  labels (E.O., TAGS, SUBJECT)     s   their values
    nt  TAGS codes                       mi  paragraph numbers
    kc  portion marks                    gu  rules under headings
    c   page-break lines                 cs  banners
    nc  signature                        cp  BT, #0208, NNNN
    gh  labels of a reader page
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from pygments.lexer import Lexer
from pygments.token import (
    STANDARD_TYPES,
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    String,
    Text,
    Whitespace,
    _TokenType,
)

Token = tuple[_TokenType, str]
Line = tuple[str, str]

_LEVEL = (
    r"UNCLAS(?:SIFIED)?|TOP SECRET|SECRET|CONFIDENTIAL|LIMITED OFFICIAL USE|LIMOFFUSE|RESTRICTED|"
    r"U N C L A S(?: S I F I E D)?|T O P +S E C R E T|S E C R E T|C O N F I D E N T I A L|"
    r"L I M I T E D +O F F I C I A L +U S E"
)
_CAPTION = (
    r"(?:SIPDIS|NOFORN|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS|ORCON|NOCONTRACT|PROPIN|EFTO|FOUO|SBU|TERREP|"
    r"FOR OFFICIAL USE ONLY|(?:NSC )?EYES ONLY|(?:ROGER|DS|DISSENT|MED|HR|S/S) CHANNEL|"
    r"VISAS VIPER|AIDAC|USIAC|CODEL|CORRECTED COPY)"
)
_LABEL = (
    r"E\.?[O0]\.? *\d{5}:?|TAGS\b:?|SUBJ(?:ECT)?\b:|REF(?:S|TELS?|ERENCES?|\(S\))?:|"
    r"(?i:class?ified by\b:?)|(?i:reason:)|(?i:derived from:)|(?i:declassify on:)"
)
_PRECEDENCE = r"FLASH|NIACT IMMEDIATE|NIACT|IMMEDIATE|PRIORITY|ROUTINE"
_DTG = r"\d{6}Z *[A-Za-z]{3} *\d{2,4}"

# What a line is: the first that fits wins. The rules below divide it.
_KINDS = {
    "channel": r"V?ZCZC\S*\s*$",
    "called": r"(?:ZZ|OO|PP|RR)(?: +R[A-Z]{3,7})*\s*$",
    "station": r"DE +R[A-Z]{3,7}\b",
    "security": r"Z(?:NR|NY) +[A-Z]{5}",
    "dtg": rf"(?:[ZOPR] +){{0,3}}{_DTG}\b",
    "address": r"(?:FM|TO|INFO|XMT)\b[ /]|R[A-Z]{3,7}/\S",
    "page": r"[A-Z][A-Z'. /]* +\d{8} +\d{3}(?:\.\d)? OF \d{3}\s*$",
    "classification": rf"(?:{_LEVEL})(?:[ /]+[A-Z0-9/.' -]+)?\s*$",
    "captions": rf"{_CAPTION}(?:[ ,;/]+{_CAPTION})*\s*$",
    "field": _LABEL,
    "paragraph": r"\d{1,4}\.(?!\d)|\((?:TS|SBU|LOU|[UCS])(?://?[A-Z]+)?\) ",
    "passing": r"[A-Z][A-Z0-9/&.,' -]* (?:FOR|PASS) [A-Z0-9][^a-z]*$",
    "banner": r"[A-Z][A-Z ]+ -- [A-Z][A-Z ,.'-]+\s*$",
    "rule": r"[-=_*]{4,}\s*$",
    "end": r"(?:BT|#\d{4}|N{3,4}|##)\s*$",
    "reader": r"(?:Identifier|Created|Classification|Origin)\s*$|Cable title:|Tags:|pdf\s",
}
_LINE = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()))
# Lines have at most 69 characters (5 FAH-1). What is far longer is text, and patterns that try every
# place to divide it would take their time.
_LONGEST = 160
_SIGNATURE = re.compile(r"[A-Z][A-Z'’.\-]*[A-Z](?: [A-Z][A-Z'’.\-]*){0,2}\s*$")

# How each kind is divided: groups side by side that cover the line, and a token for each.
_RULES: dict[str, tuple[re.Pattern[str], tuple[_TokenType, ...]]] = {
    "called": (re.compile(r"(..)(.*)", re.DOTALL), (Keyword.Type, Name.Namespace)),
    "station": (
        re.compile(r"(DE)( +)(\S+)(.*)", re.DOTALL),
        (Keyword.Declaration, Whitespace, Name.Namespace, Number),
    ),
    "dtg": (
        re.compile(rf"((?:[ZOPR] +)*)({_DTG})(.*)", re.DOTALL),
        (Keyword.Type, Literal.Date, Name.Decorator),
    ),
    "address": (
        re.compile(
            r"(FM|TO|INFO|XMT)?([ /]*)(?:(R[A-Z]{3,7})(/))?(\S*+(?:\s\S*+)*?)"
            rf"( +(?:{_PRECEDENCE})(?=\s|$))?( +\d{{4,}})?(\s*)$",
            re.DOTALL,
        ),
        (
            Keyword.Declaration, Whitespace, Name.Namespace, Text, Name.Entity, Keyword.Type,
            Number, Whitespace,
        ),
    ),
    "classification": (
        re.compile(r"(.*?)(SECTION +\d+ OF +\d+)?(?:( +[A-Z][A-Z'.]*(?: [A-Z'.]+){0,4})( +\d{3,6}))?(\s*)$", re.DOTALL),
        (Keyword, Keyword.Pseudo, Name.Entity, Number, Whitespace),
    ),
    "paragraph": (
        re.compile(r"(\d+\.)?(\s*)(\([A-Z/-]+\))?(.*)", re.DOTALL),
        (Number.Integer, Whitespace, Keyword.Constant, Text),
    ),
    "field": (re.compile(rf"({_LABEL})(.*)", re.DOTALL), (Name.Attribute, String)),
    "tags": (re.compile(r"(TAGS:?)(.*)", re.DOTALL), (Name.Attribute, Name.Tag)),
    "reader": (re.compile(r"([A-Za-z ]+:?)(.*)", re.DOTALL), (Generic.Heading, Text)),
}  # fmt: skip
_WHOLE: dict[str, _TokenType] = {
    "channel": Name.Label,
    "security": Name.Decorator,
    "page": Comment,
    "captions": Name.Builtin,
    "passing": Name.Function,
    "banner": Comment.Special,
    "rule": Generic.Subheading,
    "end": Comment.Preproc,
    "signature": Name.Class,
    "value": String,
    "text": Text,
}
# Kinds that only the heading of a telegram has: in running text their words are words.
_HEADING = frozenset(("called", "station", "security", "dtg", "address", "passing", "field"))


class CableLexer(Lexer):
    """Diplomatic telegrams as transmitted. `get_tokens_unprocessed` loses no character."""

    name = "Diplomatic cable"
    aliases: ClassVar[list[str]] = ["cable", "telegram", "acp127"]
    filenames: ClassVar[list[str]] = ["*.cable"]
    mimetypes: ClassVar[list[str]] = ["text/x-diplomatic-cable"]
    url = "https://en.wikipedia.org/wiki/ACP_127"
    version_added = "2.18"

    def get_tokens_unprocessed(self, text: str) -> Iterator[tuple[int, _TokenType, str]]:
        index = 0
        for kind, line in _kinds(text):
            for token, value in _divide(kind, line):
                yield index, token, value
                index += len(value)

    @staticmethod
    def analyse_text(text: str) -> float:
        """How sure a text is a telegram, for `pygmentize -g`."""
        return 0.9 if re.search(r"^V?ZCZC|^DE R[A-Z]{3,7} #\d", text, re.MULTILINE) else 0.0


def _kinds(text: str) -> Iterator[Line]:
    """Lines with their kind, their line ends included; a kind depends on the lines before it."""
    before, classified, in_text = "", False, False
    for line in text.splitlines(keepends=True):
        is_short = len(line) <= _LONGEST and not line.isspace()
        found = _LINE.match(line) if is_short else None
        kind = str(found.lastgroup) if found else "text"
        if in_text and kind in _HEADING:
            kind = "text"
        if is_short and found is None:
            kind = _by_place(before, line, in_text)
        elif kind == "passing" and not classified:
            kind = "text"
        yield kind, line
        before = kind
        classified = classified or kind == "classification"
        in_text = kind != "channel" and (in_text or kind == "paragraph")


def _by_place(before: str, line: str, in_text: bool) -> str:
    """A line without a sign of its own: a signature, or what goes on from the line before it."""
    if in_text:
        return "signature" if _SIGNATURE.match(line) else "text"
    return {"address": "address", "field": "value", "value": "value"}.get(before, "text")


def _divide(kind: str, line: str) -> Iterator[Token]:
    if kind in _WHOLE:
        yield _WHOLE[kind], line
        return
    rule, found = _divided(kind, line)
    for token, value in zip(_RULES[rule][1], found, strict=True):
        if value:
            yield token, value


def _divided(kind: str, line: str) -> tuple[str, tuple[str | None, ...]]:
    """The rule for a line and its parts."""
    rule = "tags" if kind == "field" and line.startswith("TAGS") else kind
    found = _RULES[rule][0].match(line)
    assert found  # every rule takes any line of its kind
    return rule, found.groups()


# -- HTML ----------------------------------------------------------------------------------------


def telegram_html(text: str) -> str:
    """A telegram as sent: `<div class="telegram"><pre>…`, with Pygments' short classes, escaped."""
    # The parser drops a line end right after the tag.
    first = "\n" if text.startswith("\n") else ""
    return f'<div class="telegram"><pre tabindex="0">{first}{_spans(text)}</pre></div>\n'


def _spans(text: str) -> str:
    """What Pygments' `HtmlFormatter(nowrap=True)` writes: a span for what is of one class in a line."""
    parts: list[str] = []
    open_class, line = "", "\n"
    shown = partial(html.escape, quote=False) if _SIGNS.search(text) else str
    for kind, line in _kinds(text):
        content = line.removesuffix("\n")
        for css, value in _classes(kind, content):
            if css != open_class:
                parts.append("</span>" if open_class else "")
                parts.append(f'<span class="{css}">' if css else "")
                open_class = css
            parts.append(shown(value))
        if len(content) < len(line):
            parts.append("</span>\n" if open_class else "\n")
            open_class = ""
    if not line.endswith("\n"):
        parts.append("</span>\n" if open_class else "\n")
    return "".join(parts)


_SIGNS = re.compile("[&<>]")
_CSS_OF_WHOLE = {kind: STANDARD_TYPES[token] for kind, token in _WHOLE.items()}
_CSS = {kind: [STANDARD_TYPES[token] for token in tokens] for kind, (_, tokens) in _RULES.items()}


def _classes(kind: str, line: str) -> list[tuple[str, str]]:
    """The parts of a line that has no line end, each with its class; '' for plain text."""
    if not line:
        return []
    css = _CSS_OF_WHOLE.get(kind)
    if css is not None:
        return [(css, line)]
    rule, found = _divided(kind, line)
    return [(css, value) for css, value in zip(_CSS[rule], found, strict=True) if value]
