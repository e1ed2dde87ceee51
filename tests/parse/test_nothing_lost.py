# ruff: noqa: E501 (a case of a table reads best on one line)
"""Properties of the parser for any input: it never raises, loses no word, and forgives line ends."""

from __future__ import annotations

import hashlib
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sources import HEADER, cable

from sitegen.parse import detect, parse
from sitegen.parse.text import decode, normalise
from sitegen.records import Block, Bullet, Embedded, Paragraph, Source, Table

FORMATS = ("reader-page", "dump", "telegram")

# Pieces of telegrams, so that random texts reach the branches that random characters do not.
PIECES = (
    "Identifier", "Created", "Classification", "Origin", "08REYKJAVIK42", "2008-03-12 10:15:00", "Cable title:",
    "Tags: ", "VZCZCXYZ0001", "RR RUEHC", "DE RUEHRK #0042/01 0721015", "ZNR UUUUU ZZH", "R 121015Z MAR 08",
    "FM AMEMBASSY REYKJAVIK", "TO RUEHC/SECSTATE WASHDC 0042", "INFO XMT", "XMT AMEMBASSY OSLO", "COLLECTIVE",
    "UNCLAS SECTION 01 OF 02 REYKJAVIK 000042", "C O N F I D E N T I A L", "SIPDIS", "NOFORN//SIPDIS", "AND",
    "DEPT FOR EUR", "E.O. 12958: DECL: 02/30/2019", "TAGS: PGOV, (ROE,", "JANE) UZ", "TAGS:", "SUBJECT: (C)", "SUBJ:",
    "REF: A. OSLO 12 (NOTAL", "REF:", "B. 36633", "Classified By: DCM for re", "asons 1.4 (b", "-----", "- - - -",
    "1. (U) Summary:", "1.", "2.", "2. 2.", "3. (C)", "1540. On", "9999.", "(a) one", "(b)", "B. two", "-- item", "--",
    "* item", "REYKJAVIK 00000042  001.2 OF 002", "Begin text:", "End text.", "quote:", "a    b    c", "d\te", "word-",
    "lower case goes on", "Sentence ends.", "ROE", "DE PREE", "BT", "NNNN", "##", "To view the entire SMART message",
    "messageid:0a1b2c", "...", "", "", "", " ", "\u00a0", "¶1. (U) X", "\\", "(strictly protect)", "XXXXXXXXXXXX",
    "This record is a partial extract of the original cable", "12/12/2012", '"', '","', "\ufeff", "\x00",
)  # fmt: skip
telegrams = st.lists(st.sampled_from(PIECES), max_size=60).map("\n".join)


def raw_source(raw: bytes, form: str) -> Source:
    return Source("a.txt", form, 1, raw, hashlib.sha256(raw).hexdigest())


@pytest.mark.parametrize("form", FORMATS)
@settings(max_examples=150, deadline=None)
@given(
    raw=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda t: t.encode("utf-8", "surrogatepass")),
        telegrams.map(str.encode),
    )
)
def test_never_raises(form: str, raw: bytes) -> None:
    parse(raw_source(raw, form))
    parse(raw_source(HEADER.encode() + b"\n" + raw, form))
    detect(raw.decode("utf-8", "replace"))


@settings(max_examples=100, deadline=None)
@given(fields=st.lists(telegrams, min_size=8, max_size=8))
def test_dump_rows_never_raise(fields: list[str]) -> None:
    escaped = (field.replace("\\", "\\\\").replace('"', '\\"') for field in fields)
    parse(raw_source(",".join(f'"{field}"' for field in escaped).encode(), "dump"))


# -- nothing lost ------------------------------------------------------------------------------------

WORDS = re.compile(r"[^\W_]+")
LINE = st.one_of(
    st.lists(st.sampled_from("boat harbor Quay The, rain. sea- (note) Oslo UN --".split()), min_size=1, max_size=8).map(" ".join),
    st.sampled_from(
        ("", "", "-----", "1. (U) One", "2. (C) Two.", "3. Three", "4. Four", "1. Again", "1540. It", "-- item", "(a) one",
         "(b) two.", "A. Capital", "* star", "Begin text:", "End text.", "Name        Year", "Oslo        1999", "Boats", "a)",
         "REYKJAVIK 00000042  001.2 OF 002", "SECRET PAPERS 12", "lower", "2. 2. (U) Twice")
    ),
)  # fmt: skip


def block_text(block: Block) -> str:
    match block:
        case Paragraph():
            number = "" if block.number is None else f"{block.number}. "
            return f"{number}({block.mark or ''}) {block.text}"
        case Bullet() | Embedded():
            return f"{block.label or ''} {block.text}"
        case Table():
            return "\n".join(block.lines)
        case _:
            return block.text


def words(lines: list[str]) -> list[str]:
    """Of the lines that no rule removes; a number typed twice counts once."""
    kept = (line for line in lines if not re.fullmatch(r"REYKJAVIK \d{8} .*", line))
    return WORDS.findall("\n".join(kept).replace("2. 2. ", "2. "))


@settings(max_examples=500, deadline=None)
@given(lines=st.lists(LINE, max_size=30))
@example(lines=["1. (U) One", "REYKJAVIK 00000042  001.2 OF 002", "-- item", "", "lower"])
@example(lines=["Begin text:", "1. Again", "1. (U) One"])
def test_every_word_is_there_in_order(lines: list[str]) -> None:
    found = cable("\n".join([HEADER, "1. (U) It begins.", *lines, "It ends here."]))
    got = WORDS.findall("\n".join(map(block_text, found.body)))
    assert got == words(["1. (U) It begins.", *lines, "It ends here."])


# -- normalising -------------------------------------------------------------------------------------


@given(
    text=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\r\n\\¶ \u00a0\t\x85\u200b")))
)
def test_normalising_twice_is_once(text: str) -> None:
    once = normalise(text)
    again = normalise("\n".join(once.lines))
    assert again.lines == once.lines
    assert again.controls == 0


@given(raw=st.binary(max_size=200))
def test_decoding_gives_text_for_any_bytes(raw: bytes) -> None:
    text, recoded = decode(raw)
    assert recoded or text.encode() in (raw, raw.removeprefix(b"\xef\xbb\xbf"))


def test_lines_of_two_encodings() -> None:
    assert decode("Malmö\n".encode() + "Malmö".encode("cp1252")) == ("Malmö\nMalmö", True)


TEXT = (
    HEADER
    + "\n1. (U) Summary: A long\nsentence.\n\nBoats\n-----\n\n2. (U) B:\n\n-- one\n\n-- two\nROE\n"
)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="CR LF"),
        pytest.param(lambda text: text.replace("\n", "\r"), id="CR"),
        pytest.param(lambda text: text.replace("\n", "  \n"), id="trailing blanks"),
        pytest.param(lambda text: text.replace("\n", "\u00a0\n"), id="trailing NBSP"),
        pytest.param(lambda text: text.replace("\n", "\\\n"), id="backslash at line ends"),
        pytest.param(lambda text: text.replace(" ", "\u00a0"), id="NBSP for blanks"),
        pytest.param(lambda text: "\ufeff" + text, id="byte order mark"),
        pytest.param(lambda text: text + "\n\n\n", id="blank lines at the end"),
        pytest.param(lambda text: text.rstrip("\n"), id="no newline at the end"),
        pytest.param(
            lambda text: text.replace("\n1. ", "\n¶1. ").replace("\n2. ", "\n¶2. "), id="pilcrows"
        ),
    ],
)
def test_form_does_not_matter(change) -> None:  # type: ignore[no-untyped-def]
    plain, changed = cable(TEXT), cable(change(TEXT))
    assert changed.body == plain.body
    assert (changed.subject, changed.tags, changed.to, changed.signed_by) == (
        plain.subject, plain.tags, plain.to, plain.signed_by,
    )  # fmt: skip
