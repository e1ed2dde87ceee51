# ruff: noqa: E501 (a case of a table reads best on one line)
"""Lines whose ends mean something: names of participants (rule 23), addresses and verses (rule 25).

As in test_body_rules: `- item`, `| row / row`, plain text for the title of a side.
"""

from __future__ import annotations

import pytest
from sources import telegram
from test_body_rules import shape

MET = "\n\n2. (C) They met."

NAMES = [
    pytest.param("1. (U) Participants:\n\nU.S.\nAmbassador Specimen\nMr. Roe (notetaker)\n\nICELAND\nMinister Doe\nChief of Staff Doe", ["1 U Participants:", "U.S.", "- Ambassador Specimen", "- Mr. Roe (notetaker)", "ICELAND", "- Minister Doe", "- Chief of Staff Doe"], id="two sides in capitals"),
    pytest.param("1. (U) PARTICIPANTS:\n\nU.S.\n\nThe Ambassador\nMr. Roe\n\nIceland\n\nMinister Doe\nMrs. Doe", ["1 U PARTICIPANTS:", "U.S.", "- The Ambassador", "- Mr. Roe", "Iceland", "- Minister Doe", "- Mrs. Doe"], id="sides between blank lines"),
    pytest.param("1. (U) Participants:\nU.S.: Ambassador Specimen\nIceland: Minister Doe, the Director General for boats\nand nets, and an adviser\nNotetaker: Poloff", ["1 U Participants:", "- U.S.: Ambassador Specimen", "- Iceland: Minister Doe, the Director General for boats and nets, and an adviser", "- Notetaker: Poloff"], id="a side a line, right below"),
    pytest.param("1. (U) Participants:\n\nJane Specimen, Director at the Department of Boats and\nNets\nJohn Roe, DCM", ["1 U Participants:", "- Jane Specimen, Director at the Department of Boats and Nets", "- John Roe, DCM"], id="a line that wraps"),
    pytest.param("1. (U) Participants:\n\nJane Specimen, Director\n   Department of Boats\nJohn Roe, DCM", ["1 U Participants:", "- Jane Specimen, Director Department of Boats", "- John Roe, DCM"], id="the rest set in"),
    pytest.param("1. (U) Attendees:\n\nJane Specimen\n\nJohn Roe\n\nMr. Doe", ["1 U Attendees:", "- Jane Specimen", "- John Roe", "- Mr. Doe"], id="a blank line below each"),
    pytest.param("1. (U) U.S. delegation:\n\nJane Specimen\nJohn Roe\n\nIcelandic delegation:\nMr. Doe", ["1 U U.S. delegation:", "- Jane Specimen", "- John Roe", "Icelandic delegation:", "- Mr. Doe"], id="delegations"),
    pytest.param("PARTICIPANTS\n------------\n\nJane Specimen\nJohn Roe\n\nSUMMARY\n-------\n\n1. (U) They met.", ["# PARTICIPANTS", "- Jane Specimen", "- John Roe", "# SUMMARY", "1 U They met."], id="below a heading, above another"),
    pytest.param("1. (U) They met.\n\nParticipants:\nJane Specimen\nJohn Roe\n\nMrs. Specimen opened the meeting by saying that all of the\nboats had been late.", ["1 U They met.", "Participants:", "- Jane Specimen", "- John Roe", "Mrs. Specimen opened the meeting by saying that all of the boats had been late."], id="prose ends it"),
    pytest.param("1. (U) Participants were:\n\n-- Jane Specimen\n-- John Roe", ["1 U Participants were:", "- Jane Specimen", "- John Roe"], id="dashes are items as ever"),
    pytest.param("1. (U) Participants:\n\nJane Specimen\nJohn\nREYKJAVIK 00000042  001.2 OF 002\n\n\nMr. Doe", ["1 U Participants:", "- Jane Specimen", "- John", "- Mr. Doe"], id="over a page break"),
]  # fmt: skip

NO_NAMES = [
    pytest.param("1. (U) The delegation\nwas large.\nIt left.", ["1 U The delegation was large. It left."], id="a sentence that begins with the word"),
    pytest.param("1. (U) The participants in the seminar agreed that all the\nboats were late and\nleft.", ["1 U The participants in the seminar agreed that all the boats were late and left."], id="the word in prose"),
    pytest.param("1. (U) Participants:\n\nJane Specimen", ["1 U Participants:", "Jane Specimen"], id="one name"),
    pytest.param("1. (U) Participants:\nJane Specimen of the Department of Boats and Nets, and\nJohn Roe of the Embassy, who came late.", ["1 U Participants: Jane Specimen of the Department of Boats and Nets, and John Roe of the Embassy, who came late."], id="names in prose"),
    pytest.param("1. (U) Participants:", ["1 U Participants:"], id="nothing below"),
]  # fmt: skip

VERSES = [
    pytest.param("1. (U) Write to:\n\nDepartment of Boats\nAttn: Jane Specimen\n12 Boat Street\nReykjavik", ["1 U Write to:", "| Department of Boats / Attn: Jane Specimen / 12 Boat Street / Reykjavik"], id="an address at the margin"),
    pytest.param("1. (U) It reads:\n\nThe boat is late,\nThe sea is gray,\nAnd all the herring\nSwim away.", ["1 U It reads:", "| The boat is late, / The sea is gray, / And all the herring / Swim away."], id="verses"),
    pytest.param("1. (U) Lands are:\nNorway\nIceland\nFaroes", ["1 U Lands are:", "| Norway / Iceland / Faroes"], id="right below a colon"),
    pytest.param("1. (U) A.\n\nThe boat was late, and so\nwas the minister.\nIt rained.", ["1 U A.", "The boat was late, and so was the minister. It rained."], id="prose goes on small"),
    pytest.param("1. (U) A.\n\nOslo\nRiga\n\n2. (U) B.", ["1 U A.", "Oslo Riga", "2 U B."], id="two lines are not enough"),
    pytest.param("1. (U) A.\n\nOslo\nRiga\nThe long line of a paragraph that goes on and on", ["1 U A.", "Oslo Riga The long line of a paragraph that goes on and on"], id="a long line among them"),
    pytest.param("1. (U) He\nSaw\nA\nBoat.", ["1 U He Saw A Boat."], id="inside a sentence"),
]  # fmt: skip


@pytest.mark.rule(23)
@pytest.mark.parametrize(("text", "want"), NAMES)
def test_names(text: str, want: list[str]) -> None:
    assert shape(telegram(text + MET)) == [*want, "2 C They met."]


@pytest.mark.rule(23)
@pytest.mark.parametrize(("text", "want"), NO_NAMES)
def test_no_names(text: str, want: list[str]) -> None:
    assert shape(telegram(text)) == want


@pytest.mark.rule(25)
@pytest.mark.parametrize(("text", "want"), VERSES)
def test_addresses_and_verses(text: str, want: list[str]) -> None:
    assert shape(telegram(text)) == want
