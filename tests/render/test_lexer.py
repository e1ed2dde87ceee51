"""The lexer of telegrams: every character kept, every kind of line known."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.formatters import HtmlFormatter
from pygments.token import (
    Comment,
    Generic,
    Keyword,
    Literal,
    Name,
    Number,
    String,
    Text,
    _TokenType,
)

from sitegen.render.lexer import CableLexer, telegram_html

TELEGRAM = """\
VZCZCXRO4705
RR RUEHDBU
DE RUEHNT #0208/01 0550827
ZNR UUUUU ZZH
O R 240827Z FEB 09
FM AMEMBASSY TASHKENT
TO RUEHC/SECSTATE WASHDC PRIORITY 0507
INFO AMEMBASSY DUSHANBE
RUEAIIA/CIA WASHINGTON DC
C O N F I D E N T I A L SECTION 01 OF 03 RIO DE JANEIRO 000208

SIPDIS
STATE PASS USTR
DEPT FOR ISN/CPI TOM WUCHTE

E.O. 12958: DECL: 02/24/2019
TAGS: PGOV UZ
SUBJECT: UZBEK WORKSHOP -- A REGIONAL
PERSPECTIVE

TASHKENT 00000208 001.2 OF 003

1. (SBU) Summary: TO be or not.

Background
--------------

2. (C/NF) On February 10
NORLAND
BT
#0208
NNNN
"""
LINES = st.lists(st.sampled_from(TELEGRAM.split("\n")) | st.text(max_size=20), max_size=12).map(
    "\n".join
)


def tokens(text: str) -> list[tuple[_TokenType, str]]:
    return [(token, value) for _, token, value in CableLexer().get_tokens_unprocessed(text)]


@settings(deadline=None)
@given(LINES)
def test_no_character_is_lost(text: str) -> None:
    at = 0
    for index, _, value in CableLexer().get_tokens_unprocessed(text):
        assert index == at
        at += len(value)
        assert text[index:at] == value
    assert at == len(text)


@pytest.mark.parametrize(
    ("token", "value"),
    [
        (Name.Label, "VZCZCXRO4705"),
        (Keyword.Type, "RR"),
        (Name.Namespace, "RUEHC"),
        (Keyword.Declaration, "DE"),
        (Name.Decorator, "ZNR UUUUU ZZH"),
        (Literal.Date, "240827Z FEB 09"),
        (Name.Entity, "SECSTATE WASHDC"),
        (Keyword.Type, "PRIORITY"),
        (Number, "0507"),
        (Name.Entity, "AMEMBASSY DUSHANBE"),
        (Keyword, "C O N F I D E N T I A L"),
        (Keyword.Pseudo, "SECTION 01 OF 03"),
        (Name.Entity, "RIO DE JANEIRO"),
        (Name.Builtin, "SIPDIS"),
        (Name.Function, "STATE PASS USTR"),
        (Name.Attribute, "E.O. 12958:"),
        (Name.Tag, "PGOV UZ"),
        (String, "PERSPECTIVE"),
        (Comment, "TASHKENT 00000208 001.2 OF 003"),
        (Number.Integer, "1."),
        (Keyword.Constant, "(C/NF)"),
        (Text, "Summary: TO be or not."),
        (Generic.Subheading, "--------------"),
        (Name.Class, "NORLAND"),
        (Comment.Preproc, "NNNN"),
    ],
)
def test_kinds(token: _TokenType, value: str) -> None:
    assert (token, value) in [(token, value.strip()) for token, value in tokens(TELEGRAM)]


@settings(deadline=None)
@given(LINES)
def test_html_is_as_pygments_writes_it(text: str) -> None:
    stream = io.StringIO()
    tokens = ((token, value) for _, token, value in CableLexer().get_tokens_unprocessed(text))
    HtmlFormatter(nowrap=True).format(tokens, stream)
    shown = ("\n" if text.startswith("\n") else "") + stream.getvalue()
    assert telegram_html(text) == f'<div class="telegram"><pre tabindex="0">{shown}</pre></div>\n'


def test_html_is_escaped() -> None:
    made = telegram_html("FM <script>&\n1. (U) <b>\n")
    assert "<script" not in made
    assert "&lt;script&gt;&amp;" in made
    assert made.startswith('<div class="telegram"><pre')
    assert "style=" not in made


def test_guessing() -> None:
    assert CableLexer.analyse_text(TELEGRAM) > 0.5
    assert CableLexer.analyse_text("print(1)") == 0.0


@pytest.mark.parametrize("start", ["UNCLAS ", "TO ", "A", "SIPDIS ", "FM RUEHC/", "REF: "])
def test_long_lines_take_no_time(start: str) -> None:
    line = start + " A 1" * 20_000 + " " * 20_000 + "!\n"
    assert "".join(value for _, value in tokens(line)) == line
