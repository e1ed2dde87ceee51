"""Volumes of Foreign Relations in TEI: their division, and the documents. All texts are invented."""
# ruff: noqa: E501 (a case of a table reads best on one line)

from __future__ import annotations

import hashlib
import time
from pathlib import Path

import pytest

from sitegen import load
from sitegen.convert import body_markdown
from sitegen.convert.markdown import read_body
from sitegen.parse import detect, parse
from sitegen.parse.formats.frus import LeftOut, Piece, source_note, split
from sitegen.parse.formats.frus.heads import office, read_head
from sitegen.parse.identifier import canonical
from sitegen.plan.admission import admitted
from sitegen.records import (
    Block,
    Bullet,
    Cable,
    Embedded,
    Heading,
    Paragraph,
    Parsed,
    Source,
    Table,
)

TEI = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1955-57v99">
<teiHeader><fileDesc><titleStmt><title type="complete">Specimens, Volume XCIX</title></titleStmt></fileDesc></teiHeader>
<text><body><div type="compilation">
"""
END = "</div></body></text></TEI>\n"
HEAD = 'Telegram From the <gloss type="from">Embassy in Norway</gloss> to the <gloss type="to">Department of State</gloss>'
DATELINE = '<dateline><placeName>Oslo</placeName>, <date when="1955-11-30T13:00:00+01:00">November 30, 1955—1 p.m.</date></dateline>'


def document(
    text: str = "<p>1235. The herring sleeps.</p>",
    *,
    head: str = HEAD,
    n: int = 16,
    note: str = "",
    line: str = DATELINE,
) -> str:
    source = f'<note n="1" type="source">{note}</note>' if note else ""
    return (
        f'<div type="document" xml:id="d{n}" n="{n}" subtype="historical-document">\n'
        f"<head>{n}. {head}{source}</head>\n{line}\n{text}\n</div>\n"
    )


def volume(*documents: str) -> str:
    return TEI + "".join(documents) + END


def sources(text: str, path: str = "v.xml", *, everything: bool = False) -> list[Source]:
    pieces = [one for one in split(text.encode(), everything=everything) if isinstance(one, Piece)]
    return [
        Source(
            path,
            "frus",
            one.line,
            one.raw,
            hashlib.sha256(one.raw).hexdigest(),
            one.offset,
            one.context,
        )
        for one in pieces
    ]


def parsed(text: str) -> Parsed:
    (source,) = sources(text)
    return parse(source)


def cable(text: str) -> Cable:
    found = parsed(text).cable
    assert found is not None
    return found


def body(text: str) -> tuple[Block, ...]:
    return cable(volume(document(text))).body


# -- dividing a volume ---------------------------------------------------------------------------------


@pytest.mark.rule(1)
@pytest.mark.parametrize(
    ("head", "want"),
    [
        pytest.param(TEI, "frus", id="the namespace of TEI"),
        pytest.param('<div subtype="historical-document">', "frus", id="a document alone"),
        pytest.param("\ufeff" + TEI, "frus", id="below a byte order mark"),
        pytest.param("<html><body>http://example.org</body></html>", None, id="a page of the web"),
        pytest.param(
            "R 121015Z MAR 75\nhttp://www.tei-c.org/ns/1.0",
            "telegram",
            id="a telegram that names TEI",
        ),
    ],
)
def test_the_format_is_told(head: str, want: str | None) -> None:
    assert detect(head) == want


def test_pieces_are_the_bytes_of_the_file() -> None:
    text = volume(document(n=1), document(n=2), document(n=3)).encode()
    pieces = [one for one in split(text) if isinstance(one, Piece)]
    assert len(pieces) == 3
    for one in pieces:
        assert text[one.offset :].startswith(one.raw)
        assert text[: one.offset].count(b"\n") + 1 == one.line
        assert one.raw.startswith(b"<div")
        assert one.raw.endswith(b"</div>")
        assert b"\n" not in one.context


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(document(n=1) + f"<!-- {document(n=2)} -->" + document(n=3), ["d1", "d3"], id="a document in a comment"),
        pytest.param(document("<div><p>Inner.</p></div>", n=1) + document(n=2), ["d1", "d2"], id="a division inside"),
        pytest.param(document("<p><![CDATA[</div>]]></p>", n=1) + document(n=2), ["d1", "d2"], id="a tag in plain characters"),
        pytest.param(document(n=1).replace("</div>", "") + document(n=2), ["d1", "d2"], id="a division that is not closed"),
        pytest.param(document(n=1).replace("<div ", '<div rend="a > b" '), ["d1"], id="a sign in a value"),
        pytest.param(document("<div/><p>Text.</p>", n=1) + document(n=2), ["d1", "d2"], id="an empty division"),
        pytest.param(document(n=1).replace("\"", "'"), ["d1"], id="the other quotes"),
        pytest.param(document(n=1).replace(' type="document"', ""), ["d1"], id="attributes in any number"),
    ],
)  # fmt: skip
def test_a_volume_is_divided(text: str, want: list[str]) -> None:
    names = [parse(source).cable for source in sources(volume(text))]
    assert [one.identifier.partition("v99")[2] for one in names if one] == want


@pytest.mark.parametrize(
    ("head", "want"),
    [
        ("Telegram From the Embassy in Norway to the Department of State", True),
        ("Circular Telegram From the Department of State to Certain Diplomatic Missions", True),
        ("Circular Airgram From the Department of State", True),
        ("Airgram From the Embassy in Norway", True),
        ("Telegram 1235 From the Embassy in Norway to the Department of State", True),
        ("Telegram <hi rend='italic'>Secto 12</hi> From Secretary of State Specimen", True),
        ("Joint State-Defense Telegram", True),
        ("Memorandum of Conversation", False),
        ("Letter From the Ambassador in Norway (Specimen)", False),
        ("Draft Telegram From the Department of State", False),
        ("Editorial Note", False),
        ("Memorandum on Telegram Traffic", False),
        ("Despatch From the Embassy in Norway", False),
    ],
)
def test_which_documents_are_telegrams(head: str, want: bool) -> None:
    text = volume(document(head=head)).encode()
    (found,) = split(text)
    assert isinstance(found, Piece) is want
    assert [isinstance(one, Piece) for one in split(text, everything=True)] == [True]


@pytest.mark.parametrize(
    ("note", "want"),
    [
        ("740.0011 European War 1939/28: Telegram", True),
        ("123.45/6: Circular telegram", True),
        ("740.00/28", False),
    ],
)
def test_old_volumes_say_it_in_the_source(note: str, want: bool) -> None:
    head = "The Ambassador in Norway (Specimen) to the Secretary of State"
    (found,) = split(volume(document(head=head, note=note)).encode())
    assert isinstance(found, Piece) is want


def test_what_is_left_out_is_counted_once(tmp_path: Path) -> None:
    text = volume(
        document(n=1), document(n=2, head="Letter From A"), document(n=3, head="Memorandum")
    )
    (tmp_path / "v.xml").write_text(text, "utf-8")
    one, told = load.read(tmp_path, "v.xml")
    assert isinstance(one, Source)
    assert not isinstance(told, Source)
    assert (told.code, told.severity, told.line) == ("documents-left-out", "note", 10)
    assert "(2)" in told.message
    assert len(list(load.read(tmp_path, "v.xml", everything=True))) == 3


def test_a_file_of_tei_without_documents_is_no_cable(tmp_path: Path) -> None:
    (tmp_path / "v.xml").write_text(TEI + END, "utf-8")
    (told,) = load.read(tmp_path, "v.xml")
    assert not isinstance(told, Source)
    assert told.code == "not-a-cable"


# -- identifiers ---------------------------------------------------------------------------------------


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("frus1955-57v24d16", "frus1955-57v24d16"),
        ("FRUS1955-57V24D16", "frus1955-57v24d16"),
        ("frus1969-76ve05p1d12", "frus1969-76ve05p1d12"),
        ("frus1945Maltad3", "frus1945maltad3"),
        ("dfat23d109", "dfat23d109"),
        ("frus1955-57v24", None),
        ("frus/../d1", None),
        ("frusd", None),
    ],
)
def test_identifiers_of_volumes(typed: str, want: str | None) -> None:
    assert canonical(typed) == want


def test_the_telegrams_own_number_is_an_alias() -> None:
    found = cable(volume(document()))
    assert (found.identifier, found.aliases) == ("frus1955-57v99d16", ("55OSLO1235",))
    assert (found.origin.code, found.origin.name) == ("OSLO", "Embassy Oslo")
    assert found.attributes["Telegram number"] == "1235"
    assert found.attributes["Volume"] == "Specimens, Volume XCIX"


@pytest.mark.parametrize("path", ["frus1955-57v99.xml", "frus1955-57v99/d16.xml"])
def test_a_root_without_name_leaves_it_to_the_file(path: str) -> None:
    (source,) = sources(volume(document()).replace(' xml:id="frus1955-57v99"', ""), path)
    found = parse(source).cable
    assert found is not None
    assert found.identifier == "frus1955-57v99d16"


def test_without_a_volume_there_is_no_identifier() -> None:
    (source,) = sources(volume(document()).replace(' xml:id="frus1955-57v99"', ""))
    assert [one.code for one in parse(source).diagnostics] == ["bad-identifier"]


def test_such_a_cable_can_have_a_page() -> None:
    (source,) = sources(volume(document()))
    assert admitted(parse(source), source).cable is not None


# -- heads ---------------------------------------------------------------------------------------------


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("typed", "sender", "to", "number"),
    [
        (
            "16. Telegram From the Embassy in Norway to the Department of State",
            "Embassy in Norway",
            ("Department of State",),
            "",
        ),
        (
            "No. 16 Telegram From the Embassy in Norway to the Department of State",
            "Embassy in Norway",
            ("Department of State",),
            "",
        ),
        (
            "16. Telegram 1235 From the Embassy in Norway to the Department of State",
            "Embassy in Norway",
            ("Department of State",),
            "1235",
        ),
        (
            "16. Airgram A–123 From the Department of State to the Embassy in Norway",
            "Department of State",
            ("Embassy in Norway",),
            "A–123",
        ),
        (
            "16. Telegram Secto 12 From Secretary of State Specimen to the Department of State",
            "Secretary of State Specimen",
            ("Department of State",),
            "Secto 12",
        ),
        (
            "16. Circular Telegram From the Department of State to Certain Diplomatic Missions",
            "Department of State",
            ("Certain Diplomatic Missions",),
            "",
        ),
        (
            "The Ambassador in Norway (Specimen) to the Secretary of State",
            "Ambassador in Norway (Specimen)",
            ("Secretary of State",),
            "",
        ),
        ("16. Telegram From the Embassy in Norway", "Embassy in Norway", (), ""),
        ("16. Telegram", "", (), ""),
    ],
)
def test_heads_without_marks(typed: str, sender: str, to: tuple[str, ...], number: str) -> None:
    found = read_head(None, typed)
    assert (found.sender, found.to, found.number) == (sender, to, number)


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("sender", "place", "want"),
    [
        ("Embassy in Norway", "Oslo", ("OSLO", "")),
        ("Legation in Norway", "Oslo", ("OSLO", "")),
        ("Consulate General at Hong Kong", "", ("HONGKONG", "")),
        ("Department of State", "Washington", ("STATE", "")),
        ("Secretary of State", "", ("STATE", "")),
        ("Secretary of State", "Paris", ("SECRETARYOFSTATE", "Secretary of State")),
        ("Mission at the United Nations", "New York", ("USUNNEWYORK", "")),
        ("White House", "Washington", ("WHITEHOUSE", "White House")),
        ("Embassy in Atlantis", "Poseidonis", ("POSEIDONIS", "Embassy in Atlantis")),
        ("Embassy in Paraguay", "Asunción", ("ASUNCION", "")),
        ("", "", ("UNKNOWN", "Sender not named")),
    ],
)
def test_posts(sender: str, place: str, want: tuple[str, str]) -> None:
    assert office(sender, place) == want


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("line", "want"),
    [
        (
            '<dateline><date when="1955-11-30T13:00:00+03:00">x</date></dateline>',
            "1955-11-30 10:00",
        ),
        (
            '<dateline><date when="1955-11-30T23:00:00-05:00">x</date></dateline>',
            "1955-12-01 04:00",
        ),
        ('<dateline><date when="1955-11-30">x</date></dateline>', "1955-11-30 00:00"),
        (
            '<opener><dateline><date when="1955-11-30T13:00:00Z">x</date></dateline></opener>',
            "1955-11-30 13:00",
        ),
        ('<dateline><date notBefore="1955-11-30">x</date></dateline>', "1955-11-30 00:00"),
    ],
)
def test_dates_are_utc(line: str, want: str) -> None:
    assert f"{cable(volume(document(line=line))).date:%Y-%m-%d %H:%M}" == want


@pytest.mark.rule(6)
def test_without_a_date_line_the_documents_own_time_counts() -> None:
    text = volume(document(line="")).replace(
        "<div type=", '<div frus:doc-dateTime-min="1955-11-30T05:00:00-05:00" type=', 2
    )
    assert f"{cable(text).date:%Y-%m-%d %H:%M}" == "1955-11-30 10:00"


# -- source notes --------------------------------------------------------------------------------------


@pytest.mark.rule(9)
@pytest.mark.parametrize(
    ("note", "want"),
    [
        (
            "Source: Department of State, Central Files, 700.5411/11–3055. Top Secret; Niact.",
            ("TOP SECRET", (), ("O",)),
        ),
        ("Source: Files. Secret; Priority; Limited Distribution.", ("SECRET", ("LIMDIS",), ("P",))),
        ("Source: Files. Confidential. Repeated to Paris.", ("CONFIDENTIAL", (), ())),
        (
            "Source: Files. Secret; Immediate; Exdis; Eyes Only. Drafted by X.",
            ("SECRET", ("EXDIS", "EYES ONLY"), ("O",)),
        ),
        ("Source: Files. No classification marking.", ("", (), ())),
        ("Source: the Secret Files of the Bandstand.", ("", (), ())),
    ],
)
def test_classification_and_handling(
    note: str, want: tuple[str, tuple[str, ...], tuple[str, ...]]
) -> None:
    found = source_note.read(note)
    assert (found.classification, found.captions, found.precedence) == want


@pytest.mark.parametrize(
    ("note", "want"),
    [
        ("Drafted by Jane Q. Specimen.", ("Jane Q. Specimen", (), "")),
        (
            "Drafted by J. Q. Specimen (NEA) and cleared by A. Doe and B. Roe.",
            ("J. Q. Specimen (NEA)", ("A. Doe", "B. Roe"), ""),
        ),
        (
            "Drafted by Specimen; cleared by Doe, Roe, and Poe; approved by Loe.",
            ("Specimen", ("Doe", "Roe", "Poe"), "Loe"),
        ),
        (
            "Drafted by Specimen, cleared in draft by Doe, and approved by Loe.",
            ("Specimen", ("Doe",), "Loe"),
        ),
        ("Nothing is said.", ("", (), "")),
    ],
)
def test_who_drafted_cleared_and_approved(
    note: str, want: tuple[str, tuple[str, ...], str]
) -> None:
    found = source_note.read(note)
    assert (found.drafted_by, found.cleared_by, found.approved_by) == want


def test_the_source_note_is_kept_whole_and_is_no_footnote() -> None:
    found = cable(
        volume(document(note="Source: Files. Secret; Niact. Drafted by Doe. Repeated to Rome."))
    )
    assert (
        found.attributes["Source"]
        == "Source: Files. Secret; Niact. Drafted by Doe. Repeated to Rome."
    )
    assert (found.classification, found.precedence, found.drafted_by) == ("SECRET", ("O",), "Doe")
    assert found.body == (Paragraph("The herring sleeps."),)


# -- text ----------------------------------------------------------------------------------------------


@pytest.mark.rule(19)
@pytest.mark.parametrize(
    ("text", "number", "want"),
    [
        pytest.param("<p>1235. For R. The herring.</p>", "1235", (Paragraph("For R. The herring."),), id="the number is the first word"),
        pytest.param("<p>CA–3790. The herring.</p>", "CA–3790", (Paragraph("The herring."),), id="of a circular airgram"),
        pytest.param("<p>Secto 12. The herring.</p>", "Secto 12", (Paragraph("The herring."),), id="of a series"),
        pytest.param("<p>1. One.</p><p>2. Two.</p>", "", (Paragraph("One.", 1), Paragraph("Two.", 2)), id="paragraphs, not the telegram's"),
        pytest.param("<p>1. One herring.</p><p>Two.</p>", "1", (Paragraph("One herring."), Paragraph("Two.")), id="telegram number 1"),
        pytest.param("<p>1235.</p><p>1. One.</p><p>2. Two.</p>", "1235", (Paragraph("One.", 1), Paragraph("Two.", 2)), id="alone"),
        pytest.param("<p>1235. One.</p><p>1. Two.</p>", "1235", (Paragraph("One."), Paragraph("Two.", 1)), id="then paragraphs"),
        pytest.param("<p>1948 was a year.</p>", "", (Paragraph("1948 was a year."),), id="a year without full stop"),
    ],
)  # fmt: skip
def test_the_number_of_the_telegram(text: str, number: str, want: tuple[Block, ...]) -> None:
    found = cable(volume(document(text)))
    assert found.body == want
    assert found.attributes.get("Telegram number", "") == number


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("<p>A ques<pb n='3'/>tion of her<pb n='4'/>ring.</p>", (Paragraph("A question of herring."),), id="a page turn in a word"),
        pytest.param("<p>One.</p><pb n='3'/><p>Two.</p>", (Paragraph("One."), Paragraph("Two.")), id="a page turn between paragraphs"),
        pytest.param("<p>A <hi rend='italic'>[<hi>1 line</hi> not declassified]</hi> herring.</p>", (Paragraph("A [1 line not declassified] herring."),), id="omissions stay, italics go"),
        pytest.param("<p>One<lb/>two.</p>", (Paragraph("One two."),), id="a line break"),
        pytest.param("<p>A\n   herring\n sleeps.</p>", (Paragraph("A herring sleeps."),), id="white space of the file"),
        pytest.param("<p>Fish &amp; chips &lt;now&gt;.</p>", (Paragraph("Fish & chips <now>."),), id="entities of XML"),
        pytest.param("<p>One:</p><list><item>(a) red;</item><item>(b) blue.</item></list>", (Paragraph("One:"), Bullet("red;", "(a)"), Bullet("blue.", "(b)")), id="labelled items"),
        pytest.param("<list><label>1.</label><item>One.</item><label>2.</label><item>Two.</item></list>", (Paragraph("One.", 1), Paragraph("Two.", 2)), id="items that are the paragraphs"),
        pytest.param("<p>1. One:</p><list><item>1. red;</item><item>2. blue.</item></list><p>2. Two.</p>", (Paragraph("One:", 1), Bullet("red;", "1."), Bullet("blue.", "2."), Paragraph("Two.", 2)), id="a list with its own numbers"),
        pytest.param("<p>One <list><item>red</item></list> and two.</p>", (Paragraph("One"), Bullet("red"), Paragraph("and two.")), id="a list inside a paragraph"),
        pytest.param("<list><item>red<list><item>(a) dark</item></list></item></list>", (Bullet("red"), Bullet("dark", "(a)")), id="a list in a list"),
        pytest.param("<table><row><cell>Pier</cell><cell>Barrels</cell></row><row><cell>Old</cell><cell>3</cell></row></table>", (Table(("Pier  Barrels", "Old   3")),), id="a table"),
        pytest.param("<p>One.</p><attachment><head>Enclosure</head><p>1. A fish.</p><closer><signed>Doe</signed></closer></attachment>", (Paragraph("One."), Heading("Enclosure"), Embedded("A fish.", "1."), Embedded("Doe")), id="an attachment"),
        pytest.param("<p>He said: <quote><p>1. A fish.</p></quote></p>", (Paragraph("He said:"), Embedded("A fish.", "1.")), id="a quotation"),
        pytest.param("<p>(C) Marked.</p>", (Paragraph("Marked.", None, "C"),), id="a portion mark"),
        pytest.param("<div><head>Part One</head><p>Text.</p></div>", (Heading("Part One"), Paragraph("Text.")), id="a division with a head"),
        pytest.param("<p>A fish.<note n='2'>No fish.</note> A cat.<note n='3'><p>One.</p><p>Two.</p></note></p>", (Paragraph("A fish.[2] A cat.[3]"), Heading("Notes"), Bullet("No fish.", "2."), Bullet("One. Two.", "3.")), id="footnotes"),
        pytest.param("<p>A fish.<note n='*'>No fish.</note></p>", (Paragraph("A fish.[*]"), Heading("Notes"), Bullet("No fish.", "*")), id="a footnote with a sign"),
    ],
)  # fmt: skip
def test_blocks(text: str, want: tuple[Block, ...]) -> None:
    found = body(f"<p>1235.</p>{text}" if not text.startswith("<p>1235") else text)
    assert found == want
    assert read_body(body_markdown(found)) == found


@pytest.mark.rule(24)
def test_the_signature() -> None:
    found = cable(
        volume(
            document("<p>Text.</p><closer><signed><persName>Specimen</persName></signed></closer>")
        )
    )
    assert found.signed_by == ("Specimen",)
    assert found.body == (Paragraph("Text."),)


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("<p>Subject: The herring</p><p>Text.</p>", "The herring"),
        ("<p>SUBJECT: <hi>HERRING</hi></p><p>Text.</p>", "HERRING"),
        ("<p>Text.</p>", "Telegram From the Embassy in Norway to the Department of State"),
    ],
)
def test_the_subject_is_the_texts_or_the_head(text: str, want: str) -> None:
    assert cable(volume(document(text))).subject == want


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("target", "want"),
    [
        ("#d15", ["frus1955-57v99d15"]),
        ("#d15fn2", ["frus1955-57v99d15"]),
        ("frus1952-54v08#d3", ["frus1952-54v08d3"]),
        ("#pg_15", []),
        ("#d16", []),
        ("http://example.org/#d1", []),
    ],
)
def test_links_to_documents_are_references(target: str, want: list[str]) -> None:
    found = cable(volume(document(f"<p>See <ref target='{target}'>that</ref>.</p>")))
    assert [one.id for one in found.references] == want


def test_no_word_of_a_document_is_lost() -> None:
    text = "<p>alpha <hi>beta</hi> <persName>gamma</persName> delta<note n='2'>epsilon <ref target='#d3'>zeta</ref></note></p><list><head>eta</head><item>theta</item></list><table><head>iota</head><row><cell>kappa</cell></row></table><closer>lambda <signed>mu</signed></closer><postscript><p>nu</p></postscript><unheard>xi</unheard>"
    found = cable(volume(document(text)))
    told = f"{body_markdown(found.body)} {' '.join(found.signed_by)}"
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi"
    assert not [word for word in words.split() if word not in told]


# -- damage --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damaged",
    [
        document("<p>Text.<p>More.</p>"),
        document("<p>Text &nosuch; more.</p>"),
        document("<p>Text & more.</p>"),
        document("<p>" + "<hi>" * 300 + "deep" + "</hi>" * 300 + "</p>"),
    ],
    ids=["a paragraph that is not closed", "an unknown entity", "a bare ampersand", "tags nested deep"],
)  # fmt: skip
def test_broken_markup_is_read_as_far_as_it_goes(damaged: str) -> None:
    found = parsed(volume(damaged))
    assert found.cable is not None
    assert "mended-markup" in {one.code for one in found.diagnostics}


def test_entities_are_not_replaced_and_nothing_is_fetched() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = volume(document("<p>Text &b; &f;.</p>")).replace("<TEI", f"{bomb}<TEI", 1)
    found = cable(text)
    assert "aaaa" not in body_markdown(found.body)
    assert "root:" not in body_markdown(found.body)


@pytest.mark.parametrize(
    "text",
    [
        "<div " * 200_000,
        '<div subtype="historical-document">' * 20_000,
        '<div subtype="historical-document" a="' * 20_000,
        "<!--" * 200_000,
        volume(document("<div>" * 10_000)),
        volume(document("<hi>" * 10_000)),
        volume(document("<p>" + "<note n='1'>x</note>" * 10_000 + "</p>")),
        volume(document("<list>" * 5_000 + "<item>")),
        volume(document("<p>" + "word " * 400_000 + "</p>")),
        volume(document("<table>" + "<row><cell>x</cell></row>" * 10_000 + "</table>")),
        volume(document("<list>" + "<item>1. x</item>" * 10_000 + "</list>")),
        volume(document(note="Drafted by " + "x " * 100_000)),
    ],
    ids=[*"ABCDEFGHIJKL"],
)  # fmt: skip
def test_hostile_volumes_end_soon(text: str) -> None:
    started = time.process_time()
    for source in sources(TEI + text if not text.startswith("<?xml") else text, everything=True)[
        :3
    ]:
        parse(source)
    assert time.process_time() - started < 3.0


def test_left_out_documents_are_the_last_item() -> None:
    *_, last = split(volume(document(head="Letter From A"), document(n=17)).encode())
    assert last == LeftOut(5, 1)


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    ("typed", "want"),
    [
        pytest.param("<persName>Roe</persName>", "Roe", id="the name"),
        pytest.param("For the Ambassador:<lb/><persName>John Doe</persName><lb/>Counselor", "John Doe", id="for whom, and as what"),
        pytest.param("Roe", "Roe", id="no mark of a name"),
    ],
)  # fmt: skip
def test_who_signed(typed: str, want: str) -> None:
    found = cable(
        volume(document(f"<p>1235. A fish.</p><closer><signed>{typed}</signed></closer>"))
    )
    assert found.signed_by == (want,)
