"""Sources and invented telegrams for the tests of parsing."""

from __future__ import annotations

import hashlib

from sitegen.parse import detect, head_bytes, parse
from sitegen.records import Cable, Parsed, Source

HEADER = """\
VZCZCXYZ0001
RR RUEHC
DE RUEHRK #0042/01 0721015
ZNR UUUUU ZZH
R 121015Z MAR 08
FM AMEMBASSY REYKJAVIK
TO RUEHC/SECSTATE WASHDC 0042
INFO RUEHCP/AMEMBASSY COPENHAGEN 0011
UNCLAS REYKJAVIK 000042

SIPDIS

E.O. 12958: N/A
TAGS: SCUL KPAO IC
SUBJECT: A FIRST CABLE
"""


def source(text: str | bytes, path: str = "a.txt") -> Source:
    """A source as loading gives it."""
    raw = text.encode() if isinstance(text, str) else text
    form = detect(raw[: head_bytes(raw[:4096])].decode("utf-8", "replace")) or "telegram"
    return Source(path, form, 1, raw, hashlib.sha256(raw).hexdigest())


def read(text: str | bytes) -> Parsed:
    return parse(source(text))


def cable(text: str | bytes) -> Cable:
    """The cable of a text that must be one."""
    parsed = read(text)
    assert parsed.cable is not None, parsed.diagnostics
    return parsed.cable


def telegram(text: str, *, header: str = HEADER) -> Cable:
    """A cable with the usual header and this text."""
    return cable(f"{header}\n{text}")
