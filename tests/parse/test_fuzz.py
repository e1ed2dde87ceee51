# ruff: noqa: E501 (a line of the grammar reads best on one line)
"""Fuzzing, one target a format and one for the telegram: damaged specimens never raise, whatever the
damage, and what comes out of them is sound.

`make fuzz` runs the same targets for long. A text that found something becomes a file in `found/`, with
what it found in its name; each is read here for ever after.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.convert import from_markdown, to_markdown
from sitegen.load import find, is_page, read
from sitegen.parse import READERS, detect, explain
from sitegen.parse.formats.draft import RecordError
from sitegen.records import Parsed, Source
from sitegen.work import read_cable

ROOT = Path(__file__).parent.parent.parent
FOUND = sorted((Path(__file__).parent / "found").iterdir())
EXAMPLES = int(os.environ.get("SITEGEN_FUZZ", "60"))
TARGETS = [*READERS, "markdown", "jsonl"]

# What relays, exports and typists put into a text or took out of it.
PIECES = (
    b"\n", b"\n\n", b" ", b"\t", b"\x00", b"\xff", b"\xc2\xa0", b"\xc2\xb6", b"\\", b'"', b'","', b"<", b">",
    b"&", b"]]>", b"</div>", b"<div>", b"<pre>", b"</pre>", b"&#x000A;", b"&amp;", b"<!--", b"-->", b"---\n",
    b"{", b"}", b": ", b"- ", b"#", b"1. ", b"2. (C) ", b"1540. ", b"-----\n", b"SIPDIS\n",
    b"REF: A. OSLO 12 (NOTAL", b"TAGS: ", b"SUBJECT: ", b"E.O. 12958: ", b"Classified By: ",
    b"UNCLAS OSLO 000012\n", b"PAGE 02 STATE 133602\n", b"OSLO 00000012  001.2 OF 002\n", b"NNNN\n", b"BT\n",
    b"TO ", b"INFO ", b"XMT ", b"R 121015Z MAR 08\n", b"Message Attributes\n", b"Begin text:\n", b"End text.\n",
    b"a    b    c\n", b"(", b")", b"\xed\xa0\x80", b"\xe2\x80\xae", b"{{ 7*7 }}", b"XXXXXXXXXXXX",
)  # fmt: skip


@cache
def specimens(form: str) -> tuple[Source, ...]:
    """The demo's own sources in a format; in one of our own, what they become."""
    if form == "markdown":
        cables = (read_cable(one).cable for raw in READERS for one in specimens(raw)[:5])
        return tuple(_source(to_markdown(one).encode(), form) for one in cables if one)
    content = ROOT / "content"
    paths = (file.path for file in find(content) if not is_page(file.path))
    sources = (one for path in paths for one in read(content, path))
    return tuple(s for s in sources if isinstance(s, Source) and s.format == form)


Damage = Callable[[bytes], bytes]


@st.composite
def damages(draw: st.DrawFn) -> Damage:
    """One way to damage a text, at a place drawn as a share of its length."""
    at, length = draw(st.floats(0, 1)), draw(st.integers(1, 200))
    kind = draw(st.sampled_from(("insert", "cut", "repeat", "end", "flip", "join lines")))
    piece = draw(st.sampled_from(PIECES)) * draw(st.integers(1, 3))

    def damage(raw: bytes) -> bytes:
        place = int(at * len(raw))
        before, after = raw[:place], raw[place:]
        match kind:
            case "insert":
                return before + piece + after
            case "cut":
                return before + after[length:]
            case "repeat":
                return before + after[:length] + after
            case "end":
                return before
            case "flip":
                return before + bytes([after[0] ^ (length % 255 + 1)]) + after[1:] if after else raw
            case _:
                return before + after[:length].replace(b"\n", b" ") + after[length:]

    return damage


def _source(raw: bytes, form: str) -> Source:
    return Source("a.txt", form, 1, raw, hashlib.sha256(raw).hexdigest())


def check(source: Source) -> Parsed:
    """What holds of any input."""
    parsed = read_cable(source)
    detect(source.raw[:4096].decode("utf-8", "replace"))
    assert parsed.cable or any(one.severity == "error" for one in parsed.diagnostics)
    assert all(one.line >= 1 for one in parsed.diagnostics)
    assert parsed.quality is None or 0 <= parsed.quality <= 1
    if source.format in READERS:
        _check_explained(source)
    if parsed.cable:
        again = from_markdown(to_markdown(parsed.cable), "a.md").cable
        assert again is not None
        # Blocks in JSON may hold what no parser makes, and what Markdown does not tell apart.
        assert source.format == "jsonl" or again.body == parsed.cable.body
    return parsed


def _check_explained(source: Source) -> None:
    try:
        taken = explain(source)
    except RecordError:
        return
    last = source.raw.count(b"\n") + source.raw.count(b"\r") + 2
    assert all(source.line <= one.number <= source.line + last for one in taken)


@pytest.mark.parametrize("form", TARGETS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_damaged_specimen_is_read_or_reported(form: str, data: st.DataObject) -> None:
    specimen = data.draw(st.sampled_from(specimens(form)), label="specimen")
    raw = specimen.raw
    for damage in data.draw(st.lists(damages(), min_size=1, max_size=6), label="damage"):
        raw = damage(raw)
    check(_source(raw, form))


@pytest.mark.parametrize("form", TARGETS)
@settings(max_examples=EXAMPLES, deadline=None)
@given(pieces=st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=20)), max_size=40))
def test_pieces_in_any_order_are_read_or_reported(form: str, pieces: list[bytes]) -> None:
    check(_source(b"".join(pieces), form))


@pytest.mark.parametrize("form", TARGETS)
@pytest.mark.parametrize("path", FOUND, ids=lambda path: path.name)
def test_what_was_found_once_stays_mended(path: Path, form: str) -> None:
    check(_source(path.read_bytes(), form))


def test_every_format_has_specimens() -> None:
    assert [form for form in TARGETS if not specimens(form)] == []


# -- the grammar of the telegram ----------------------------------------------------------------------

# Line by line in the order of ACP 127 and 5 FAH-1, each in some of the ways it is written; each may be absent.
GRAMMAR = (
    ("VZCZCXYZ0001", "ZCZCXYZ0001OO RUEHC"), ("OO RUEHC RUEHDBU", "RR"), ("DE RUEHRK #0042/01 0721015", "DE RUEHRK 0042"),
    ("ZNR UUUUU ZZH", "ZNY CCCCC ZZH"), ("R 121015Z MAR 08", "O R 121015Z MAR 08 ZDK", "R 121015Z MAR", "PRIORITY 12I0I5Z MAR08"),
    ("FM AMEMBASSY REYKJAVIK", "FM: AMCONSUL X"), ("TO RUEHC/SECSTATE WASHDC IMMEDIATE 0042", "TO SECSTATE WASHDC\nAMEMBASSY OSLO"),
    ("INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE", "INFO NATO EU\nCOLLECTIVE PRIORITY"), ("XMT AMEMBASSY SOFIA", "XMT\nAMEMBASSY RIGA"),
    ("UNCLAS SECTION 01 OF 02 REYKJAVIK 000042", "C O N F I D E N T I A L REYKJAVIK 000042", "S E C R E T REYKJAVIK 000042 NOFORN"),
    ("", "SIPDIS\nSENSITIVE", "NOFORN//NODIS"), ("DEPT FOR EUR; USDOC FOR 4212, PARIS FOR ROE", "STATE PASS USTR\nAND\nNSC FOR ROE"),
    ("E.O. 12958: DECL: 02/24/2019", "E.0. 12598: DECL: 0AFTER 24 FEB", "EO 11652: XGDS-3"),
    ("TAGS: PGOV, PREL KDEM; OVIP (ROE, JANE) UZ", "TAGS PGOVPREL", "AGS: PREL,\nIC"),
    ("SUBJECT: (C) A SPECIMEN OF BOATS", "SUBJ: BOATS REF: A. OSLO 12", "UBJECT BOATS AND\nNETS"),
    ("REF: A. OSLO 12 (NOTAL) B. 07 RIGA 13 AND 14", "REFS: (A) ROE E-MAIL; (B) STATE\n\n12345", "REFTEL: EMBTEL 12"),
    ("Classified By: DCM Jane O'Roe, Reasons 1.4 (b) and (d)", "CLASSIFIED BY: JANE MCROE FOR REA\nSONS 1.5 (B/D)"),
    ("", "-------\nSummary\n-------", "SUMMARY"), ("1. (C) Summary: Text of it. End summary.", "1.  (SBU)  TEXT\nTHAT GOES ON"),
    ("REYKJAVIK 00000042  001.2 OF 002", "PAGE 02  REYKJA 00042  121015Z", "SECTION 02 OF 02"),
    ("2. (C) He said:\n\n-- one; and\n\n-- two.", "2. (U) Begin text:\n\n1. Inner.\n\nEnd text.", "3: (C) Lost one."),
    ("Boats        2007    12\nNets         2008    13\nFish         2009    14", "Year\tBoats\n2007\t12\n2008\t13"),
    ("ROE", "/S/ DE PREE##", "Charge d'Affaires\nO'ROE"), ("BT", "#0042", "NNNN"), ("UNCLASSIFIED", "To view the entire SMART message"),
)  # fmt: skip


@st.composite
def telegrams(draw: st.DrawFn) -> str:
    """The lines of a telegram, with blank lines here and there, and at most one of them at another place."""
    parts = [draw(st.sampled_from(("", *ways, *ways))) for ways in GRAMMAR]
    parts = [part + draw(st.sampled_from(("\n", "\n\n", "\n\n\n", " "))) for part in parts if part]
    at = draw(st.integers(0, 2 * len(GRAMMAR)))
    if at < len(parts):
        moved = parts.pop(at)
        parts.insert(draw(st.integers(0, len(parts))), moved)
    return "".join(parts)


@settings(max_examples=2 * EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=telegrams(), found=st.lists(damages(), max_size=3))
def test_a_telegram_of_the_grammar_is_read_or_reported(text: str, found: list[Damage]) -> None:
    raw = text.encode()
    for damage in found:
        raw = damage(raw)
    check(_source(raw, "telegram"))


def test_every_format_of_the_documentation_has_a_target() -> None:
    documented = (
        (ROOT / "docs" / "formats.md").read_text("utf-8").partition("## A short example")[0]
    )
    named = re.findall(r"^\| [^|]*\(`([a-z-]+)`\) \|", documented, re.MULTILINE)
    assert sorted(named) == sorted(TARGETS)
