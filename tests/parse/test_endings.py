# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 24: the end of a telegram, read backwards; and what the frames of the formats leave."""

from __future__ import annotations

import time

import pytest
from sources import HEADER, cable, read, source, telegram

from sitegen.parse import detect
from sitegen.parse.spans import spans
from sitegen.records import Paragraph, Span

SMART = (
    "To view the entire SMART message, go to URL http://repository.invalid/_layouts/OSS "
    "SearchResults.aspx?k=messageid:0a1b2c3d-0000- 4000-8000-00000000abcd"
)


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    ("tail", "want"),
    [
        pytest.param("\nMcRoe\n", ["McRoe"], id="Mc"),
        pytest.param("\nDe Pree\n", ["De Pree"], id="capitalised, two words"),
        pytest.param("\nStrausz-Hupe\n", ["Strausz-Hupe"], id="capitalised, hyphen"),
        pytest.param("\nO'Donohue\n", ["O'Donohue"], id="capitalised, apostrophe"),
        pytest.param("\nR.S. ROE\n", ["R.S. ROE"], id="initials"),
        pytest.param("\nJOHN D. ROE\n", ["JOHN D. ROE"], id="initial in the middle"),
        pytest.param("\nROE##\n", ["ROE"], id="## glued"),
        pytest.param("\nROE ##\n", ["ROE"], id="## on its line"),
        pytest.param("\nROE#0042\n", ["ROE"], id="number of the message glued"),
        pytest.param("\nROE NNNN\n", ["ROE"], id="NNNN on its line"),
        pytest.param("\nROE\n\n\n\nNNNN\n", ["ROE"], id="NNNN far below"),
        pytest.param("\nROE BT\n", ["ROE"], id="BT on its line"),
        pytest.param("\nROE =\n", ["ROE"], id="a stray sign"),
        pytest.param("\nROE*\n", ["ROE"], id="a star"),
        pytest.param("\nROE\n*\n", ["ROE"], id="a star below"),
        pytest.param("\n/S/ ROE\n", ["ROE"], id="/S/"),
        pytest.param("\nSIGNED: ROE\n", ["ROE"], id="SIGNED:"),
        pytest.param("\n   ROE\n", ["ROE"], id="indented"),
        pytest.param("\nROE\nUNQUOTE\n", ["ROE"], id="UNQUOTE below"),
        pytest.param("\nDOE UNQUOTE ROE\n", ["ROE"], id="UNQUOTE between two names"),
        pytest.param("\nROE\nMINIMIZE CONSIDERED\n", ["ROE"], id="MINIMIZE below"),
        pytest.param("\nROE\n\nNOTE BY OC/T: (#) AS RECEIVED.\n", ["ROE"], id="a note of the communications centre"),
        pytest.param("\nROE\nNOTE BY OC/T: SECTION 02 OF 02\nWAS RECEIVED GARBLED\nAND IS SERVICED.\nNNNN\n", ["ROE"], id="a note of several lines"),
        pytest.param("\nROE\n\n=======CABLE ENDS=======\n", ["ROE"], id="CABLE ENDS"),
        pytest.param("\nROE =======CABLE ENDS=======\n", ["ROE"], id="CABLE ENDS on its line"),
        pytest.param("\nROE ===CABLE ENDS\n", ["ROE"], id="CABLE ENDS, cut"),
        pytest.param("\nROE\nNNNN\n\n\nEnd Cable Text\n", ["ROE"], id="End Cable Text"),
        pytest.param("\nROE\n\nSIPDIS\n", ["ROE"], id="a caption below"),
        pytest.param("\nROE\n\nUnclassified\n", ["ROE"], id="a level in small letters"),
        pytest.param("\nROE\nC O N F I D E N T I A L\n", ["ROE"], id="a level spaced out"),
        pytest.param("\nROE\nCONFIDENTIAL//NOFORN\n", ["ROE"], id="a level with its caveat"),
        pytest.param("\nROE\nREYKJAVIK 00000042  002 OF 002\n", ["ROE"], id="a page break below"),
        pytest.param("\nROE\n\nUNCLASSIFIED\n\n\n\n<< END OF DOCUMENT >>\n", ["ROE"], id="of the archive"),
        pytest.param(f"ROE\nBT\n#0042\nNNNN\n\n{SMART}\n", ["ROE"], id="everything below"),
        pytest.param("\nLAVIN\n", ["LAVIN"], id="a name that is an acronym too"),
        pytest.param("(#)\n", [], id="a stray sign alone"),
        pytest.param("SECRET\n", [], id="a level alone"),
        pytest.param("\nNOFORN\n\nSENSITIVE\n", [], id="captions alone"),
        pytest.param("ROE\n", ["ROE"], id="below the text"),
        pytest.param("\nROE\n", ["ROE"], id="after a blank line"),
        pytest.param("\nDE PREE\n", ["DE PREE"], id="blank in the name"),
        pytest.param("\nO'DONOHUE\n", ["O'DONOHUE"], id="apostrophe"),
        pytest.param("\nO’DONOHUE\n", ["O’DONOHUE"], id="curly apostrophe"),
        pytest.param("\nSTRAUSZ-HUPE\n", ["STRAUSZ-HUPE"], id="hyphen"),
        pytest.param("\nVAN DER BERG\n", ["VAN DER BERG"], id="three words"),
        pytest.param("\nPEÑA\n", ["PEÑA"], id="letters with accents"),
        pytest.param("\nDOE JR.\n", ["DOE JR."], id="JR."),
        pytest.param("\nROE\nDOE\n", ["ROE", "DOE"], id="two signers"),
        pytest.param("\nROE\n\nDOE\n", ["ROE", "DOE"], id="two signers, blank line between"),
        pytest.param("\nRoe\n", ["Roe"], id="capitalised"),
        pytest.param("ROE\nBT\n#0042\nNNNN\n", ["ROE"], id="BT, number, NNNN"),
        pytest.param("ROE\n##\n", ["ROE"], id="##"),
        pytest.param("ROE\nUNCLAS REYKJAVIK 42\n", ["ROE"], id="classification after it"),
        pytest.param("ROE\n\nCONFIDENTIAL\n", ["ROE"], id="level after it"),
        pytest.param("ROE\n\nNNNN\n\n\n", ["ROE"], id="blank lines after it"),
        pytest.param(f"ROE\n\n{SMART}\n", ["ROE"], id="SMART footer after it"),
        pytest.param("ROE\nTrack impresión - 12/03/2008 - propiedad de EL PAÍS ID: 000001\n", ["ROE"], id="footer of a newspaper's printer"),
        pytest.param("ROE\nGP-3\n", ["ROE"], id="GP-3"),
        pytest.param("ROE\n\nNNNN\n2008REYKJAVIK00042 - Classification: UNCLASSIFIED\n", ["ROE"], id="footer of a post"),
        pytest.param("\n<< END OF DOCUMENT >>\n", [], id="no signature"),
        pytest.param("", [], id="nothing"),
        pytest.param("BT\nNNNN\n", [], id="tail alone"),
    ],
)  # fmt: skip
def test_signature(tail: str, want: list[str]) -> None:
    found = telegram(f"1. (U) Text stands here.\n{tail}")
    assert list(found.signed_by) == want
    assert found.body == (Paragraph("Text stands here.", 1, "U"),)


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    "last",
    [
        pytest.param("Regards", id="a greeting"),
        pytest.param("End text", id="end of a document"),
        pytest.param("Embassy Reykjavik", id="the post"),
        pytest.param("NOTE", id="a note"),
        pytest.param("TOTAL", id="a word of a table"),
        pytest.param("ATTACHMENT", id="an attachment"),
        pytest.param("END COMMENT", id="end of a comment"),
        pytest.param("MINIMIZE CONSIDERED", id="a note to the reader"),
        pytest.param("ROE 12", id="digits"),
        pytest.param("A VERY LONG LINE OF CAPITALS AND MORE", id="too many words"),
        pytest.param("UNQUOTE", id="end of a quotation"),
    ],
)
def test_no_signature(last: str) -> None:
    found = telegram(f"1. (U) Text stands here.\n\n{last}\n")
    assert found.signed_by == ()
    assert last in [block.text for block in found.body]  # type: ignore[union-attr]


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("She works for\nUNESCO\n", id="an acronym ends the sentence"),
        pytest.param("Partners:\n\n-- UNDP\n\n-- UNICEF\n", id="items"),
        pytest.param("Partners:\n\nA. One\n\nB. Two\n", id="lettered items"),
        pytest.param("Partners are\n\nUNDP\n\nUNESCO\n", id="a list of acronyms"),
        pytest.param("The towns are\n\nDoe\n", id="a small name below an open sentence"),
        pytest.param(
            "Boats:\n\nTown            Number\nOslo            12\nRiga            OSLO\nBERGEN\n",
            id="a cell that wraps",
        ),
        pytest.param(
            "Boats:\n\nTown            Number\nOslo            12\n\nOSLO\n",
            id="a place below a table",
        ),
        pytest.param("He is Minister of\nTrade\n", id="a word that ends the sentence"),
        pytest.param("All was well. SEPTEL\n", id="SEPTEL"),
    ],
)
def test_unsigned(text: str) -> None:
    assert telegram(f"1. (U) {text}").signed_by == ()


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("Text stands here.\n\nROE\nDOE\n", ("ROE", "DOE"), id="two signers"),
        pytest.param(
            "at the Ministry of\nEDUCATION\nROE\n", ("ROE",), id="a word of capitals above"
        ),
        pytest.param("Text stands here.WHITBY\nNNNN\n", ("WHITBY",), id="glued, NNNN below"),
        pytest.param("Text stands here. WHITBY\n", ("WHITBY",), id="on the line of the text"),
        pytest.param(
            "It is over. End comment.)  DE PREE\n",
            ("DE PREE",),
            id="two words on the line of the text",
        ),
        pytest.param("QUOTE TEXT. UNQUOTE KISSINGER\n", ("KISSINGER",), id="behind UNQUOTE"),
        pytest.param("QUOTE TEXT. UNQUOTE. WHITBY\n", ("WHITBY",), id="UNQUOTE and a full stop"),
        pytest.param("He works for the UN. NATO\n", (), id="an acronym on the line of the text"),
        pytest.param(
            "ALL IS WELL AT THE QUAY.\nROE\n\nUNCLASSIFIED\n\n\nNNN\n", ("ROE",), id="all capitals"
        ),
        pytest.param(
            "QUOTE TEXT. DOE UNQUOTE\n\nROE\n", ("ROE",), id="a quoted telegram and its signer"
        ),
        pytest.param(
            "Begin text:\n\nDear Sir.\n\nEnd text\n\nROE\n", ("ROE",), id="below a document"
        ),
        pytest.param("It ends\n\nROE\n", ("ROE",), id="no full stop, a blank line"),
        pytest.param("It ends.\n\nROE\nDCM\n", ("ROE",), id="a title below"),
        pytest.param("It ends.\n\nROE\n\nPOLITICAL COUNSELOR\n", ("ROE",), id="one of two words"),
        pytest.param("It ends.\nROE\nCHARGE D'AFFAIRES, A.I.\n\nNNNN\n", ("ROE",), id="chargé"),
        pytest.param("It ends.\nROE\nACTING\n", ("ROE",), id="acting"),
        pytest.param("It ends.\nROE, CHARGE\n", ("ROE",), id="a title behind the name"),
        pytest.param("It ends.\n\nAMBASSADOR ROE\n", ("ROE",), id="a title before the name"),
        pytest.param("It ends.\n\nMARINE\n", ("MARINE",), id="a surname that is a title too"),
    ],
)
def test_signer(text: str, want: tuple[str, ...]) -> None:
    assert telegram(f"1. (U) {text}").signed_by == want


@pytest.mark.rule(24)
def test_an_acronym_that_ends_a_sentence_is_no_signer() -> None:
    found = telegram("1. (U) She works for\nUNESCO\n")
    assert found.signed_by == ()
    assert found.body == (Paragraph("She works for UNESCO", 1, "U"),)


@pytest.mark.rule(24)
def test_signature_below_a_sentence_without_its_full_stop() -> None:
    found = telegram("1. (U) Text stands here\nROE\n")
    assert found.signed_by == ("ROE",)


@pytest.mark.rule(24)
def test_signature_glued_to_the_text() -> None:
    found = telegram("1. (U) Text stands here.WHITBY\n")
    assert found.signed_by == ("WHITBY",)
    assert found.body == (Paragraph("Text stands here.", 1, "U"),)


@pytest.mark.rule(24)
def test_smart_footer_becomes_data() -> None:
    found = telegram(f"1. (U) Text.\nROE\n\n{SMART}\n")
    assert found.source.smart_message_id == "0a1b2c3d-0000-4000-8000-00000000abcd"
    assert found.body == (Paragraph("Text.", 1, "U"),)


@pytest.mark.rule(24)
@pytest.mark.parametrize("row", ["=" * 59, "#1" * 29, " =" * 29, "-" * 59])
def test_row_of_signs_before_a_letter_ends_in_time(row: str) -> None:
    start = time.perf_counter()
    assert telegram(f"1. Text.\n\n{row}X\n").signed_by == ()
    assert time.perf_counter() - start < 2


@pytest.mark.rule(24)
def test_all_capitals() -> None:
    found = telegram("1. QUAY IS CLOSED. END COMMENT.\n\nROE-DOE\nBT\nNNNN\n")
    assert found.signed_by == ("ROE-DOE",)


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1. (U) It goes on . . .\n", True),
        ("1. (U) It goes on [...]\n", True),
        ("1. (U) He is the Minister of\n", True),
        ("1. (U) Boats, nets,\n", True),
        ("1. (U) Boats\n", False),
        ("1. (U) The Minister of\n\nROE\n", False),
        ("1. (U) It goes on ...\n", True), ("1. (U) It goes on…\n", True), ("1. (U) It ends.\n", False), ("1. (U) So ...\nROE\n", False)],
)  # fmt: skip
def test_truncated(text: str, want: bool) -> None:
    parsed = read(f"{HEADER}\n{text}")
    assert parsed.cable
    assert parsed.cable.truncated is want
    assert ("truncated" in {note.code for note in parsed.diagnostics}) is want


PAGE = "Identifier\nCreated\nClassification\nOrigin\n08REYKJAVIK42\n2008-03-12 10:15:00\nUNCLASSIFIED\nEmbassy Reykjavik\n"
NOTICE = "This record is a partial extract of the original cable. The full text\nof the original cable is not available.\n"


def test_partial_extract() -> None:
    parsed = read(f"{PAGE}{NOTICE}\n7. (C) Seven.\n\n8. (C) Eight.\n")
    found = parsed.cable
    assert found
    assert found.partial
    assert [block.text for block in found.body] == ["Seven.", "Eight."]  # type: ignore[union-attr]
    assert f"{found.date:%Y-%m-%d %H:%M}" == "2008-03-12 10:15"
    assert "partial" in {note.code for note in parsed.diagnostics}


def test_reader_page_frame_is_left_out() -> None:
    frame = "Cable title: \u00a0 \u00a0\n\nA FIRST\n\nTags: \u00a0 SCUL IC \u00a0 \u00a0\npdf\u00a0how-to read a cable\n"
    found = cable(f"{PAGE}{frame}{HEADER}\n1. (U) Text.\n")
    assert found.subject == "A FIRST CABLE"
    assert found.header.startswith("VZCZC")
    assert found.origin.name == "Embassy Reykjavik"


def test_title_of_the_page_stands_in_for_a_lost_subject() -> None:
    found = cable(
        f"{PAGE}Cable title: \n\nA FIRST\n\nTags: SCUL\npdf how-to read a cable\n1. (U) Text.\n"
    )
    assert found.subject == "A FIRST"


def row(body: str) -> str:
    return f'"1","3/12/2008 10:15","08REYKJAVIK42","Embassy Reykjavik","UNCLASSIFIED","","{HEADER}","{body}"'


@pytest.mark.parametrize(
    ("body", "want"),
    [
        pytest.param("1. (U) Text.", "Text.", id="plain"),
        pytest.param('1. (U) A \\"quoted\\" word.', 'A "quoted" word.', id="escaped quotes"),
        pytest.param('1. (U) A ""quoted"" word.', 'A "quoted" word.', id="doubled quotes"),
        pytest.param("1. (U) A\\\\B.", "A\\B.", id="escaped backslash"),
        pytest.param("1. (U) One\\\ntwo.", "One two.", id="backslash at a line end"),
        pytest.param("1. (U) One\r\ntwo.", "One two.", id="CR LF"),
        pytest.param(
            "1. (U) " + "long " * 40_000 + "end.",
            "long " * 40_000 + "end.",
            id="longer than csv's own limit",
        ),
    ],
)
def test_dump_row(body: str, want: str) -> None:
    found = cable(row(body))
    assert found.source.format == "dump"
    assert found.body == (Paragraph(want, 1, "U"),)


@pytest.mark.parametrize(
    "text",
    ['"1","3/12/2008 10:15","x"', row("open")[:-1], row("a") + ',"more"', '"1","3/12/2008 1'],
)
def test_bad_row(text: str) -> None:
    parsed = read(text)
    if source(text).format == "dump":
        assert parsed.cable is None or parsed.cable.body
        assert parsed.cable or "bad-row" in {note.code for note in parsed.diagnostics}


@pytest.mark.parametrize(
    ("head", "want"),
    [
        (PAGE, "reader-page"),
        ("\n\n" + PAGE.replace("\n", "\r\n"), "reader-page"),
        (row("a"), "dump"),
        ("\ufeff" + row("a"), "dump"),
        (HEADER, "telegram"),
        ("R 121015Z MAR 08\n", "telegram"),
        ("UNCLAS REYKJAVIK 000042\n", "telegram"),
        ("---\ntitle: x\n---\n", "markdown"),
        ("", None),
        ("Just a note.\n", None),
        ("<html>\n<pre>\n" + HEADER, None),
        ("Message Text\n\nR 121015Z MAR 75\n", "nara"),
        ("PK\x03\x04", None),
    ],
)
def test_detect(head: str, want: str | None) -> None:
    assert detect(head) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1. (U) Summary: A. End summary.", (Span("summary", 1),)),
        ("1. (U) SUMMARY AND COMMENT. A.", (Span("summary", 1),)),
        ("1. (U) A.\n\n2. (C) Comment: B.", (Span("comment", 2),)),
        ("1. (U) A (Note: B.) [Comment: C.]", (Span("note", 1), Span("comment", 1))),
        ("1. (U) A:\n\n-- B\n\n-- C (Note: D.)", (Span("note", 1, 2),)),
        ("1. (U) A summary of it.", ()),
    ],
)
def test_spans(text: str, want: tuple[Span, ...]) -> None:
    assert spans(telegram(text).body) == want


LONG = "The boats in the harbor lay at the quay until the evening, and the people of the town went"
CUT = [
    (LONG, True, "in the middle of a sentence"),
    (f"{LONG}.", False, "the sentence is over"),
    (f"{LONG}\n\nROE", False, "signed"),
    (f"{LONG}\nBT", False, "a sign of the end"),
    (f"{LONG}\nUNCLASSIFIED", False, "the level"),
    ("It ends here", False, "a short line"),
    (f"{LONG} to https://www.example.gov/boats", False, "an address of the web"),
    (f"{LONG}\n\n-- of the boats in the harbor which lay there until the evening", False, "an item"),
    (f"{LONG} ...", True, "dots"),
]  # fmt: skip


@pytest.mark.rule(24)
@pytest.mark.parametrize(("text", "want"), [pytest.param(a, b, id=why) for a, b, why in CUT])
def test_cut_without_dots(text: str, want: bool) -> None:
    first, second = text[:44], text[44:]
    assert telegram(f"1. (U) {first}\n{second}\n").truncated == want


ENDS_WITH_OFFICE = [
    ("1. (U) Specimen text.\n\nROE\n\n\n>", "ROE", "a stray sign below"),
    ("1. (U) Specimen text.\n\nROE\n\n<<< >>>", "ROE", "signs below"),
    ("1. (U) Specimen text.\n\nROE\n\n0  0", "ROE", "stray digits below"),
    ("1. (U) Specimen text.\nNNNN\nROE", "ROE", "an end sign above"),
    ("1. SPECIMEN TEXT.\n\n2. GDS\nKISSINGER", "KISSINGER", "declassification without a stop"),
    ("1. SPECIMEN TEXT. XGDS-3\nKISSINGER", "KISSINGER", "an exemption at the end of the text"),
    ("1. SPECIMEN TEXT.\n\n2. DECLAS 12/31/84\nKISSINGER", "KISSINGER", "a date at the end"),
    ("1. SPECIMEN TEXT.\n\n2. DECLASSIFY: GDS.  HILLENBRAND", "HILLENBRAND", "on the same line"),
    ("1. (U) Specimen text.\n\nROE//ECON//", "ROE", "an office behind the name"),
    ("1. (U) Specimen text.\n\nROE/POL", "ROE", "with one stroke"),
    ("1. (U) Specimen text.\n\nAMBASSADOR\nROE", "ROE", "a title above"),
    ("1. (U) Specimen text.\n\nCharge d'Affaires, a.i.\n\nROE", "ROE", "a title above, and a blank line"),
]  # fmt: skip


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    ("text", "name"), [pytest.param(a, b, id=why) for a, b, why in ENDS_WITH_OFFICE]
)
def test_what_stands_round_a_name(text: str, name: str) -> None:
    found = telegram(f"{text}\n")
    assert found.signed_by == (name,)
    words = " ".join(str(getattr(block, "text", "")) for block in found.body)
    assert name not in words
    assert not {"AMBASSADOR", "Charge"} & set(words.split())


@pytest.mark.rule(24)
def test_the_last_word_of_a_sentence_is_no_title() -> None:
    found = telegram("1. (U) We thank the Minister and the\nCounselor.\nROE\n")
    assert found.signed_by == ("ROE",)
    assert "the Counselor." in str(found.body[-1])


IN_LINE = [
    ("1. SPECIMEN TEXT OF BOATS. KISSINGER", "KISSINGER", "one blank"),
    ("1. SPECIMEN TEXT OF BOATS.  DE PREE", "DE PREE", "two blanks, a particle"),
    ('1. HE SAID "NO BOATS." EASUM', "EASUM", "behind a quotation"),
    ("1. SPECIMEN TEXT. IT GOES ON. KISSINGER", "KISSINGER", "a short word before it"),
    ("1. SPECIMEN TEXT BY GEN. EASUM", "", "a title"),
    ("1. SPECIMEN TEXT BY MR. EASUM", "", "a form of address"),
    ("1. SPECIMEN TEXT OF THE U.S. EMBASSY", "", "an abbreviation"),
    ("1. SPECIMEN TEXT OF BOATS. REGARDS", "", "a greeting"),
    ("1. SPECIMEN TEXT OF BOATS. NO BOATS", "", "a sentence of two words"),
]  # fmt: skip


@pytest.mark.rule(24)
@pytest.mark.parametrize(("text", "name"), [pytest.param(a, b, id=why) for a, b, why in IN_LINE])
def test_a_signer_behind_the_last_sentence(text: str, name: str) -> None:
    found = telegram(f"{text}\n\nCONFIDENTIAL\n\nNNNN\n")
    assert " ".join(found.signed_by) == name
    assert (name in str(found.body[-1])) is (not name)


@pytest.mark.rule(24)
def test_a_list_of_posts_at_the_end_is_text() -> None:
    found = telegram("1. (U) It was sent to:\n\nBAKU\nOSLO\nRIGA\n")
    assert found.signed_by == ()
    assert "RIGA" in str(found.body[-1])
