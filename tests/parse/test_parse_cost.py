# ruff: noqa: E501 (a case of a table reads best on one line)
"""Cost: time grows with the length of the input and no faster, whatever stands in it."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

import pytest
from sources import HEADER

from sitegen.parse import parse
from sitegen.records import Source

SECONDS = 3.0  # many times what it needs; what is quadratic takes minutes
BIG = 250_000

CASES: dict[str, Callable[[], str]] = {
    "one long line": lambda: "1. (U) " + "word " * BIG,
    "one long word": lambda: "A" * (5 * BIG),
    "many blanks in a line": lambda: "A" + " " * (5 * BIG) + "B",
    "many gaps": lambda: "a.  " * BIG + "\n" + "a  b" * BIG,
    "a line of tabs": lambda: "a\t" * (BIG // 4) + "\n" + "a\t" * (BIG // 4),
    "lines of dashes": lambda: "-----\n" * 25_000,
    "lines of dashes with text": lambda: "Boats\n-----\n" * 12_500,
    "REF lines": lambda: "REF: A. OSLO 12\n" * 12_500,
    "different REF lines": lambda: "".join(f"REF: OSLO {n}\n" for n in range(12_500)),
    "numbered lines": lambda: "".join(f"{n}. Text.\n" for n in range(25_000)),
    "the same number": lambda: "3. Text\n" * 25_000,
    "marked numbers": lambda: "2. (U) Text.\n" * 25_000,
    "blank lines": lambda: "\n" * 50_000,
    "headers again and again": lambda: HEADER * 5_000,
    "page breaks": lambda: "REYKJAVIK 00000042  001.2 OF 002\n\n" * 12_500,
    "classification lines": lambda: "UNCLAS SECTION 01 OF 02 REYKJAVIK 000042\n" * 12_500,
    "captions with two blanks": lambda: "SECRET" + "  SBU" * 34 + " x",
    "captions and a wrong end": lambda: "REL TO SBU" + ", SBU" * BIG + "x",
    "joining words in REF": lambda: "REF: " + "AND " * 12_000,
    "captions": lambda: "SIPDIS\n" * 25_000 + "SIPDIS " * 25_000,
    "passing lines": lambda: "".join(f"DEPT FOR OFFICE {n}\n" for n in range(12_500)),
    "addressees": lambda: "".join(f"RUEHC/POST {n}\n" for n in range(12_500)),
    "bullets": lambda: "-- item\n" * 25_000,
    "labels": lambda: "(a) item.\n(b) item.\n" * 12_500,
    "a long subject": lambda: "SUBJECT: " + "BOATS AND " * 50_000,
    "subject lines": lambda: "SUBJECT: A\n" + "BOATS AND\n" * 25_000,
    "tags without end": lambda: "TAGS: " + " ".join(f"Q{n}" for n in range(50_000)),
    "tags run together": lambda: "TAGS: " + "PREL" * BIG,
    "tags in parentheses": lambda: "TAGS: " + "(A, " * BIG,
    "a long REF line": lambda: "REF: " + "A. OSLO 12 AND 13, " * 12_500,
    "open parentheses in REF": lambda: "REF: OSLO 12 " + "(a" * BIG,
    "a REF of letters": lambda: "REF: " + "A" * (2 * BIG),
    "a REF of words": lambda: "REF: " + "AB " * BIG,
    "a REF of digits": lambda: "REF: " + "1 " * BIG,
    "classified by without end": lambda: "Classified By: " + "re asons, " * 75_000,
    "numbers of documents": lambda: "Begin text:\n\n1. (U) A.\n\n2. (U) B.\n\n" * 8_000,
    "words of documents below numbers": lambda: "Boats follow.\n1500. They follow.\n" * 12_500,
    "words of documents on a line": lambda: "1. (U) " + "end begin follow protect " * (BIG // 4),
    "documents without end": lambda: "Begin text:\n" * 20_000,
    "participants": lambda: "Participants:\nJane Specimen\n" * 12_500,
    "prose below participants": lambda: (
        "Participants:\n" + "Jane Specimen went home and then to the harbor of\n" * 25_000
    ),
    "verses that are none": lambda: "\n" + "Oslo:\nRiga\n" * 12_500 + "small",
    "signs": lambda: "*" * BIG + "\n" + "\n// a //\n" * 12_500,
    "site notes": lambda: "Visit " * BIG + "\n" + "Visit our classified website\n" * 12_500,
    "new lines of repeated headers": lambda: (
        "UNCLAS SECTION 02 OF 02 REYKJAVIK 000042\nSUBJECT: A SECOND CABLE\n" * 8_000
    ),
    "begin text": lambda: "Begin text:\n\n1. A.\n\nEnd text.\n\n" * 20_000,
    "tables": lambda: "Name        Year\n\n" * 12_500,
    "names": lambda: "ROE\n" * 25_000,
    "tails": lambda: "NNNN\n" * 25_000,
    "open notes": lambda: "1. (U) " + "(note " * BIG,
    "hyphens": lambda: "1. (U) " + "a-\n" * 50_000,
}

# Candidates for each pattern: what it takes without end, then what it does not take.
PATTERNS = (
    "UNCLAS A{}!", "UNCLAS{}!", "A{} 00000042 001 OF 00", "A{} FOR", "RR{}!", "RUEHC{}!", "DE RUEHC{}!", "R 121015Z{}!",
    "E.O.{}!", "TAGS{}!", "SUBJECT{}!", "REF{}!", "Classified By{}!", "(C{}!", "1.{}!", "-{}!", "--{}!", "(a){}!", "A'{}!",
    "NOT FOR --{}!", "messageid:{}!", "Track impresion{}!", "begin text{}!", "VZCZC{}!", "PAGE 01 A{}!", "To view{}!",
)  # fmt: skip


def seconds(text: str) -> float:
    raw = text.encode()
    started = time.process_time()
    parse(Source("a.txt", "telegram", 1, raw, hashlib.sha256(raw).hexdigest()))
    return time.process_time() - started


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("place", ["above", "below"])
def test_time_is_linear(name: str, place: str) -> None:
    text = CASES[name]()
    top = HEADER.partition("SIPDIS")[0] if place == "above" else f"{HEADER}\n1. (U) Text.\n"
    assert seconds(f"{top}\n{text}\n") < SECONDS


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize(
    "filling",
    [" ", "A", " A", "A ", "0", "-", "- ", "(", ")", "'", ".", "/", ", ", "R ", " RUEHC", "-A"],
)
def test_no_pattern_is_slow(pattern: str, filling: str) -> None:
    line = pattern.format(filling * 20_000)
    top = HEADER.partition("UNCLAS")[0]
    assert (
        seconds(f"{top}{line}\nUNCLAS REYKJAVIK 000042\n\n{line}\n\n1. (U) A.\n{line}\n") < SECONDS
    )
