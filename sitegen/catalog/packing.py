"""Cables as the catalog keeps them: packed, as there may be millions.

A cable is too short to repeat itself much, but it is much like others: zlib is told beforehand what a
usual one looks like (RFC 1950, 2.2: a preset dictionary), which saves a tenth and some time.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime

import msgspec

from sitegen.records import (
    Addressee,
    Bullet,
    Cable,
    Embedded,
    ExecutiveOrder,
    Heading,
    Origin,
    Paragraph,
    Provenance,
    Reference,
    Sections,
    Transmission,
)

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Cable).decode
_LEVEL = 1  # 6 saves a twentieth and takes twice as long

# Invented. What is likeliest comes last, as zlib writes what is near with fewer bits.
_USUAL = Cable(
    identifier="07OSLO101",
    date=datetime(2007, 1, 2, tzinfo=UTC),
    origin=Origin("OSLO", "Embassy Oslo", "Norway"),
    source=Provenance("concatenated", "07OSLO101.txt", 1, "", "reader-page"),
    title="Specimen",
    subject="SPECIMEN",
    drafted_by="DRAFTED BY: POL",
    approved_by="APPROVED BY: DCM",
    rights="Declassified/Released US Department of State EO Systematic Review 30 JUN 2005",
    attributes={"Capture Date": "01 JAN 1994", "Document Number": "1973STATE", "Film Number": "D7"},
    concepts=("FOREIGN RELATIONS", "AGREEMENTS", "MEETINGS"),
    banners=("UNCLASSIFIED CONFIDENTIAL SECRET",),
    classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    captions=("NOFORN", "SENSITIVE", "SIPDIS"),
    precedence=("O", "P", "R"),
    to=(Addressee("SECSTATE WASHDC", routing="RUEHC", precedence="PRIORITY", number="0101"),),
    info=(
        Addressee("AMCONSUL", routing="RUEAIIA"),
        Addressee("CIA WASHDC", routing="RHEHNSC"),
        Addressee("USMISSION USUN NEW YORK", routing="RUCNDT", number="1010"),
        Addressee("AMEMBASSY", routing="RUEHMO", number="0110"),
        Addressee("AMEMBASSY", routing="RUEHLO", number="1001"),
    ),
    executive_order=ExecutiveOrder("12958", "2017-01-02", "DECL: 01/02/2017"),
    classified_by="Classified By: Ambassador for reasons 1.4 (b) and (d).",
    reasons=("1.4(b)", "1.4(d)"),
    tags=("PGOV", "PREL", "ECON", "ETRD", "PHUM", "KDEM", "US", "UN"),
    references=(Reference("A. STATE 1010", "A", "cable", "07STATE1010"), Reference("OSLO 99", "B")),
    signed_by=("MINISTER",),
    sections=Sections(1, 2),
    transmission=Transmission(
        "VZCZCXRO0101", "RR", ("RUEHDBU",), "RUEHNY", "0101", "01", 2, "1010"
    ),
    header="VZCZCXRO0101\nPP RUEHC RUEHDBU RUEHMO\nDE RUEHNY #0101/01 0021010\nZNY CCCCC ZZH\n"
    "P 021010Z JAN 07\nFM AMEMBASSY OSLO\nTO RUEHC/SECSTATE WASHDC PRIORITY 0101\nINFO RUEHLO/AMEMBASSY LONDON"
    " 0011\nC O N F I D E N T I A L SECTION 01 OF 02 OSLO 000101\n\nSIPDIS\n\nE.O. 12958: DECL: 01/02/2017\n"
    "TAGS: PREL, PGOV\nSUBJECT: ",
    body=(
        Heading("Summary"),
        Paragraph("THE AMBASSADOR MET WITH THE FOREIGN MINISTER AND THE GOVERNMENT OF THE", 1, "C"),
        Bullet("that the", "(a)"),
        Embedded("the text", "1."),
        Paragraph(
            "The Ambassador said that the government would not be able to support the United States"
            " with the Ministry of Foreign Affairs, which has been one of the most important"
            " international political security economic issues between them and their countries."
            " According to the Embassy, there is no information on this meeting. End summary.",
            2,
            "SBU",
        ),
    ),
)
_DICTIONARY = _encode(_USUAL)


def pack(cable: Cable) -> bytes:
    """A cable as bytes, the same for the same cable."""
    packer = zlib.compressobj(_LEVEL, zdict=_DICTIONARY)
    return packer.compress(_encode(cable)) + packer.flush()


def unpack(packed: bytes) -> Cable:
    """The cable of `pack`. Raises zlib.error or msgspec.DecodeError for what is damaged."""
    return _decode(zlib.decompressobj(zdict=_DICTIONARY).decompress(packed))
