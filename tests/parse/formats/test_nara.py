"""Records of the National Archives: frame, pages, attributes, identifiers. All texts are invented."""
# ruff: noqa: E501 (a case of a table reads best on one line)

from __future__ import annotations

import pytest
from sources import cable, read, source

from sitegen.parse import detect, explain
from sitegen.parse.formats import nara
from sitegen.parse.formats.pages import join_divided, without_pages
from sitegen.records import Bullet, Paragraph

TOP = """\
PAGE 01        BONN    01234  151432Z
44
ACTION EUR-12

INFO  OCT-01  ISO-00  PM-04  /017 W
                    --------------------- 024455
R 151425Z JAN 76
FM AMEMBASSY BONN
TO SECSTATE WASHDC 4567
INFO AMEMBASSY OSLO
C O N F I D E N T I A L BONN 01234

E.O. 11652: GDS
TAGS: PFOR, GW
SUBJECT: SPECIMEN OF A SEAL
"""
FOOT = "CONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02        BONN    01234  151432Z\n\n"


def record(
    text: str = "1. THE SEAL IS ASLEEP.\n", attributes: str = "", *, top: str = TOP, above: str = ""
) -> str:
    number = "" if "Document Number" in attributes else "Document Number: 1976BONN01234\n"
    return f"{above}Message Text\n\n\n{top}\n{text}\n\nMessage Attributes\n\n{number}{attributes}\n"


def texts(text: str) -> list[str]:
    return [getattr(block, "text", "") for block in cable(record(text)).body]


def codes(text: str) -> set[str]:
    return {one.code for one in read(text).diagnostics}


# -- the frame -----------------------------------------------------------------------------------------


@pytest.mark.rule(1)
@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(record(), "nara", id="the label stands first"),
        pytest.param(
            record().replace("Message Text\n", ""),
            "nara",
            id="the label is lost: attributes below",
        ),
        pytest.param(
            record().replace("Message Text\n", "").partition("Message Attributes")[0],
            "nara",
            id="no label, no attributes: an office copy of those years",
        ),
        pytest.param(
            f"Declassified/Released US Department of State EO Systematic Review 30 JUN 2005\n{TOP}\n1. X.\n",
            "nara",
            id="no label: the stamp",
        ),
        pytest.param(
            TOP.replace("JAN 76", "JAN 01") + "\n1. X.\n",
            "telegram",
            id="an office copy of 2001 is a bare telegram",
        ),
        pytest.param(
            record(
                above="\n\n  Declassified/Released US Department of State EO Systematic Review 30 JUN 2005\n"
            ),
            "nara",
            id="below a marking",
        ),
        pytest.param(
            "Message Text\n\nn/a\n", "nara", id="the attributes may lie beyond what is looked at"
        ),
        pytest.param(
            TOP.replace("JAN 76", "JAN 01") + "\n1. THE MESSAGE TEXT IS LOST.\n",
            "telegram",
            id="the words in a sentence are no label",
        ),
    ],
)
def test_the_format_is_told(text: str, want: str) -> None:
    assert detect(text) == want


@pytest.mark.rule(3)
@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Declassified/Released US Department of State EO Systematic Review 30 JUN 2005", True),
        (
            "Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014",
            True,
        ),
        (
            "Margaret P. Grafeld  Declassified/Released  US Department of State  EO Systematic Review  22 May 2009",
            True,
        ),
        ("THE PAPERS WERE DECLASSIFIED/RELEASED BY THE DEPARTMENT OF STATE", False),
        ("He said that it was Declassified/Released.", False),
    ],
)
def test_markings_are_rights(line: str, want: bool) -> None:
    told = cable(record(above=f"{line}\n\n")).rights
    assert told == (" ".join(line.split()) if want else "")


@pytest.mark.rule(3)
def test_a_marking_at_each_page_is_told_once_and_is_not_text() -> None:
    stamp = "Sheryl P. Walter Declassified/Released US Department of State EO Systematic Review 20 Mar 2014"
    text = f"1. THE SEAL IS\nCONFIDENTIAL\n{stamp}\n\n{stamp}\nCONFIDENTIAL\nPAGE 02        BONN    01234  151432Z\nASLEEP.\n{stamp}\n"
    found = cable(record(text, f'Markings: ! "{stamp}"\n', above=f"{stamp}\n\n"))
    assert found.rights == stamp
    assert found.body == (Paragraph("THE SEAL IS ASLEEP.", 1),)


@pytest.mark.rule(24)
@pytest.mark.parametrize(
    "end",
    [
        "NNN", "NNNN", "CONFIDENTIAL\n\nNNNN", "<< END OF DOCUMENT >>", "CONFIDENTIAL\n\n\n\n<< END OF DOCUMENT >>\n",
        "*** Current Handling Restrictions *** n/a\n*** Current Classification *** UNCLASSIFIED",
    ],
)  # fmt: skip
def test_what_closes_a_record_is_not_text(end: str) -> None:
    found = cable(record(f"1. THE SEAL IS ASLEEP.\nHILLENBRAND\n\n\n{end}\n"))
    assert found.body == (Paragraph("THE SEAL IS ASLEEP.", 1),)
    assert found.signed_by == ("HILLENBRAND",)


def test_every_line_has_its_number_and_a_role() -> None:
    text = record(f"1. THE SEAL IS\n{FOOT}ASLEEP.\n", "To: STATE\n")
    taken = explain(source(text))
    lines = text.split("\n")
    assert all(lines[line.number - 1] == line.text for line in taken)
    assert not [line for line in taken if line.role == "unknown"]
    missing = set(range(1, len(lines) + 1)) - {line.number for line in taken}
    assert not [lines[number - 1] for number in missing if lines[number - 1]]


# -- pages ---------------------------------------------------------------------------------------------


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    "head",
    [
        "PAGE 02        STATE  133602",
        "PAGE 02        BONN    01234  151432Z",
        "PAGE 02        BONN    01234  01 OF 02  151432Z",
        "PAGE 02  NEW DE  00817  151432Z",
        "PAGE 02  RIO DE  00817  02 OF 03  151432Z",
        "PAGE 12        STATE  133602  TOSEC 120045",
        "PAGE 02        STATE  133602  POSS DUPE",
        "PAGE 02\nBONN 01234 151432Z",
        "PAGE 02\n\nBONN 01234  01 OF 02  151432Z",
        "PAGE 02        USUN N  00817  151432Z",
        "CONFIDENTIALPAGE 02        BONN    01234  151432Z",
        "CONFIDENTIALPAGE 02\nBONN 01234  01 OF 02 151432Z",
    ],
)
@pytest.mark.parametrize("foot", ["CONFIDENTIAL\n\nCONFIDENTIAL\n\n", "\n\n", "CONFIDENTIAL\n\n\n\nSECRET\n", "SECRET NODIS\n\nSECRET NODIS\n"])  # fmt: skip
def test_a_page_turn_joins_the_sentence(head: str, foot: str) -> None:
    assert texts(f"1. THE SEAL OF THE EMBASSY IS\n{foot}{head}\n\n\nASLEEP.\n") == [
        "THE SEAL OF THE EMBASSY IS ASLEEP."
    ]


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    ("before", "after", "want"),
    [
        pytest.param(
            "1. THE SEAL IS ASLEEP.",
            "2. THE CAT IS NOT.",
            ["THE SEAL IS ASLEEP.", "THE CAT IS NOT."],
            id="a paragraph begins after it",
        ),
        pytest.param(
            "1. THE SEAL IS SAID BY THE PORTER TO BE ASLEEP. THE CAT IS AWAKE.",
            "IT IS HUNGRY.",
            ["THE SEAL IS SAID BY THE PORTER TO BE ASLEEP. THE CAT IS AWAKE. IT IS HUNGRY."],
            id="a full line goes on",
        ),
        pytest.param(
            "THE SEAL IS ASLEEP.",
            "THE CAT, HOWEVER, HAS BEEN SEEN.",
            ["THE SEAL IS ASLEEP.", "THE CAT, HOWEVER, HAS BEEN SEEN."],
            id="a short line ended its paragraph",
        ),
        pytest.param(
            "1. PAGE 2 OF THE NOTE IS LOST. PAGE 02",
            "IS NOT.",
            ["PAGE 2 OF THE NOTE IS LOST. PAGE 02 IS NOT."],
            id="a page of prose",
        ),
    ],
)
def test_what_a_page_turn_divides(before: str, after: str, want: list[str]) -> None:
    assert texts(f"{before}\n{FOOT}{after}\n") == want


@pytest.mark.rule(8)
@pytest.mark.parametrize(
    "head", ["FM AMEMBASSY BONN", "TO SECSTATE WASHDC 4567", "INFO AMEMBASSY OSLO"]
)
def test_a_page_turn_splits_no_address_list(head: str) -> None:
    top = TOP.replace(f"{head}\n", f"{head}\n{FOOT}")
    found = cable(record(top=top))
    assert [one.name for one in (*found.to, *found.info)] == ["SECSTATE WASHDC", "AMEMBASSY OSLO"]


@pytest.mark.rule(17)
@pytest.mark.parametrize("line", ["C O N F I D E N T I A L SECTION 02 OF 02 BONN 01234", "C O N F I D E N T I A L FINAL SECTION OF 2 BONN 01234", "CONFIDENTIAL SECTION 2 OF 2 BONN 1234"])  # fmt: skip
@pytest.mark.parametrize(
    "rest", ["", "\nE.O. 11652: GDS\nTAGS: PFOR, GW\nSUBJECT: SPECIMEN OF A SEAL\n\n"]
)
def test_the_header_of_a_second_section_goes(line: str, rest: str) -> None:
    first = TOP.replace(
        "C O N F I D E N T I A L BONN", "C O N F I D E N T I A L SECTION 01 OF 02 BONN"
    )
    head = TOP.partition("C O N F")[0].replace("01234  1514", "01234  02 OF 02  1514")
    found = cable(
        record(
            f"1. THE SEAL OF THE EMBASSY IS\nCONFIDENTIAL\n\nNNN\n\n{head}{line}\n{rest}ASLEEP.\n",
            top=first,
        )
    )
    assert found.body == (Paragraph("THE SEAL OF THE EMBASSY IS ASLEEP.", 1),)
    assert found.sections is not None
    assert found.sections.total == 2


def test_pages_tell_the_lines_they_left() -> None:
    lines = ["ONE", "SECRET", "", "PAGE 02        BONN    01234", "", "TWO"]
    pages = without_pages(lines, range(10, 16))
    assert (pages.lines, pages.numbers) == (["ONE", "TWO"], [10, 15])
    assert [(one.number, one.role) for one in pages.frame] == [(11, "page foot"), (13, "page head")]


@pytest.mark.rule(23)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("ALL CON-\nCERNED AGREE. NOBODY IS CONCERNED.", "ALL CONCERNED AGREE. NOBODY IS CONCERNED.", id="the word is there whole"),
        pytest.param("ALL CON-\nCERNED AGREE.", "ALL CON-CERNED AGREE.", id="it is not, so the hyphen stays"),
        pytest.param("THE SO-\nCALLED SEAL.", "THE SO-CALLED SEAL.", id="a hyphen of the author's"),
        pytest.param("IS CONCERNED. ALL CON-\nCERNED.", "IS CONCERNED. ALL CONCERNED.", id="the full stop goes with the word"),
        pytest.param("IS CONCERNED. ALL CON-\nCERNED", "IS CONCERNED. ALL CONCERNED", id="nothing is left of the line"),
        pytest.param("A RECONCERNED. ALL CON-\nCERNED.", "A RECONCERNED. ALL CON-CERNED.", id="part of a word is not the word"),
        pytest.param(f"IS CONCERNED. ALL CON-\n{FOOT}CERNED GO.", "IS CONCERNED. ALL CONCERNED GO.", id="over a page turn"),
    ],
)  # fmt: skip
def test_words_divided_at_line_ends(lines: str, want: str) -> None:
    assert texts(f"1. {lines}\n") == [want]


def test_no_line_is_lost_when_words_are_joined() -> None:
    lines, numbers = join_divided(["CON-", "CERNED", "CONCERNED"], [4, 5, 6])
    assert (lines, list(numbers)) == (["CONCERNED", "CONCERNED"], [4, 6])


# -- office copies, drafters ---------------------------------------------------------------------------


@pytest.mark.rule(7)
def test_the_lines_of_an_outgoing_telegram() -> None:
    top = """\
PAGE 01        STATE  133602
53
ORIGIN IO-10

INFO  OCT-01  ARA-06  EUR-12
 /147 R

DRAFTED BY IO/CMD:RASPECIMEN:CB
APPROVED BY IO:RDEXAMPLE
EB/OT/GCP:DJPLACEHOLDER (SUBS)
S/S-O: ANOBODY
--------------------- 092911
R 072043Z JUN 75
FM SECSTATE WASHDC
TO AMEMBASSY BONN
LIMITED OFFICIAL USE STATE 133602

E.O. 11652: N/A
"""
    found = cable(record(top=top, attributes="Document Number: 1975STATE133602\n"))
    assert found.offices == ("ORIGIN IO-10", "INFO OCT-01 ARA-06 EUR-12", "/147 R")
    assert found.drafted_by == "IO/CMD:RASPECIMEN:CB"
    assert found.approved_by == "IO:RDEXAMPLE"
    assert found.cleared_by == ("EB/OT/GCP:DJPLACEHOLDER (SUBS)", "S/S-O: ANOBODY")
    assert found.classification == "LIMITED OFFICIAL USE"


@pytest.mark.rule(22)
@pytest.mark.parametrize(
    "counter",
    [
        "--------------------- 092911",
        "                    --------------------- 024455",
        "------------------201212Z 109980 /20",
        "------------------109980 201212Z /20",
        "                  ------------------5DDB12  011338Z /38",
        "---------------------   092911",
    ],
)
def test_the_counter_is_no_rule_and_no_heading(counter: str) -> None:
    text = record(top=TOP.replace("                    --------------------- 024455", counter))
    assert [line.role for line in explain(source(text)) if line.text == counter] == ["counter"]


# -- attributes ----------------------------------------------------------------------------------------


@pytest.mark.rule(3)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("Type: TE", {"Type": "TE"}, id="a value"),
        pytest.param("To: BONN\n  OSLO", {"To": "BONN\nOSLO"}, id="a value that wraps"),
        pytest.param("Subject: A SEAL\nREPORT: FIRST PART\nTAGS: PFOR", {"Subject": "A SEAL\nREPORT: FIRST PART", "TAGS": "PFOR"}, id="capitals with a colon go on"),
        pytest.param("Decaption Date: 01 JAN 1960", {}, id="the date that nobody set"),
        pytest.param("Copy: n/a\nErrors: N/A\nControl Number:", {}, id="nulls"),
        pytest.param("Document Unique ID: '00'", {"Document Unique ID": "00"}, id="quotes of the export"),
        pytest.param('Markings: ! "A \\tB"', {"Markings": "A B"}, id="exclamation mark and tabs of the export"),
        pytest.param("SAS ID: 123", {"SAS ID": "123"}, id="a key in capitals"),
        pytest.param("Disposition Approved on Date: 1", {"Disposition Approved on Date": "1"}, id="a key of several words"),
    ],
)  # fmt: skip
def test_attributes(lines: str, want: dict[str, str]) -> None:
    assert nara.attributes(lines.split("\n")) == want


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("typed", "senders", "want"),
    [
        ("1975STATE133602", (), "75STATE133602"),
        ("1976BONN01234", (), "76BONN1234"),
        ("1977NEWDE00817", (), "77NEWDELHI817"),
        ("1974RIODE00001", (), "74RIODEJANEIRO1"),
        ("1974USUNN00123", (), "74USUNNEWYORK123"),
        ("1973HONGK12345", (), "73HONGKONG12345"),
        ("1974PHNOM00123", ("PHNOM PENH",), "74PHNOMPENH123"),
        ("1974LOUREN00123", ("LOURENCO MARQUES",), "74LOURENCOMARQUES123"),
        ("1974ZZZZZZ00123", ("BONN",), "74ZZZZZZ123"),
        ("73BANGKOK-A50", (), "73BANGKOKA50"),
        ("1979 STATE 000012", (), "79STATE12"),
        ("not a number", (), "not a number"),
    ],
)
def test_document_numbers(typed: str, senders: tuple[str, ...], want: str) -> None:
    assert nara.document_identifier(typed, senders) == want


def test_the_typed_number_is_an_alias_and_the_names_of_the_text_tell_the_post() -> None:
    top = TOP.replace("BONN", "PHNOM PENH")
    found = cable(record(top=top, attributes="Document Number: 1976PHNOM01234\n"))
    assert (found.identifier, found.aliases) == ("76PHNOMPENH1234", ("1976PHNOM01234",))
    assert "identifier-mismatch" not in codes(
        record(top=top, attributes="Document Number: 1976PHNOM01234\n")
    )


@pytest.mark.rule(5)
def test_an_airgram_has_its_page_and_its_post() -> None:
    found = cable(
        record("TEXT\n", "Document Number: 73BANGKOK-A50\nSent Date: 07 JUN 1973\n", top="")
    )
    assert (found.identifier, found.origin.code) == ("73BANGKOKA50", "BANGKOK")


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("Draft Date: 07 JUN 1975", "1975-06-07"),
        ("Sent Date: 01-Jan-1977 12:00:00 am", "1977-01-01"),
        ("Sent Date: 31/12/1978", "1978-12-31"),
    ],
)
def test_days_without_a_telegram_to_date_them(line: str, want: str) -> None:
    found = cable(record("TEXT\n", line, top=""))
    assert f"{found.date:%Y-%m-%d %H:%M}" == f"{want} 00:00"


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("day", "told"),
    [("15 JAN 1976", False), ("14 JAN 1976", False), ("16 JAN 1976", False), ("13 JAN 1976", True)],
)
def test_a_day_says_nothing_of_the_hour(day: str, told: bool) -> None:
    text = record(attributes=f"Draft Date: {day}\n")
    assert f"{cable(text).date:%d %H:%M}" == "15 14:25"
    assert ("date-mismatch" in codes(text)) is told


@pytest.mark.rule(10)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        ("Handling Restrictions: EXDIS", ("EXDIS",)),
        (
            "Original Handling Restrictions: LIMDIS, NOFORN\nHandling Restrictions: n/a",
            ("LIMDIS", "NOFORN"),
        ),
        ("Handling Restrictions: ONLY", ("ONLY",)),
        ("Handling Restrictions: n/a", ()),
    ],
)
def test_handling_restrictions_are_captions(lines: str, want: tuple[str, ...]) -> None:
    assert cable(record(attributes=lines)).captions == want


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("75 STATE 194199, 75 BONN 1234", ("75STATE194199", "75BONN1234")),
        ("75 STATE 194199; BONN 1234", ("75STATE194199", "76BONN1234")),
        ("75 STATE 194199 75 BONN 1234", ("75STATE194199", "75BONN1234")),
        ("75 NEWDE 817", ("75NEWDELHI817",)),
        ("75 NEW DELHI 817", ("75NEWDELHI817",)),
        ("1975 STATE 12", ("75STATE12",)),
        ("BONN 041234Z JUN 75", ("BONN 041234Z JUN 75",)),
        ("194199", ("194199",)),
        ("n/a", ()),
    ],
)
def test_the_reference_attribute(typed: str, want: tuple[str, ...]) -> None:
    assert nara.references(typed, "1976") == want


@pytest.mark.rule(12)
@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("11652 GDS", "11652: GDS"),
        ("GDS", "11652: GDS"),
        ("XGDS-3", "11652: XGDS-3"),
        ("12958 X1", "12958: X1"),
        ("GS", None),
        ("RR", None),
        ("N/A", None),
    ],
)
def test_the_executive_order_attribute(typed: str, want: str | None) -> None:
    top = TOP.replace("E.O. 11652: GDS\n", "")
    order = cable(
        record(top=top, attributes=f"Executive Order: {typed}\nSent Date: 15 JAN 1976\n")
    ).executive_order
    assert (f"{order.number}: {order.raw}" if order else None) == want


def test_what_has_no_field_is_kept_under_its_name() -> None:
    found = cable(
        record(
            attributes="Locator: TEXT ON-LINE\nTAGS: PFOR, GW, n/a\nConcepts: SEALS, SLEEP\nCopy: n/a\n"
        )
    )
    assert found.attributes == {"Locator": "TEXT ON-LINE", "TAGS": "PFOR, GW, n/a"}
    assert found.concepts == ("SEALS", "SLEEP")
    assert found.tags == ("PFOR", "GW")


# -- no text, bad text ---------------------------------------------------------------------------------

ATTRIBUTES = "Document Number: 1976BONN01234\nDraft Date: 15 JAN 1976\nFrom: BONN\nTo: STATE\nSubject: A SEAL\nTAGS: PFOR, GW\nOriginal Classification: SECRET\nLocator: TEXT ON MICROFILM\n"


@pytest.mark.rule(4)
@pytest.mark.parametrize("text", ["", "n/a", "ADS TEXT UNRETRIEVABLE", "TEXT GARBLED", "ERROR READING TEXT INDEX FOR THIS MESSAGE; TELEGRAM TEXT FOR THIS\nMRN IS UNAVAILABLE", "n/a\n\n<< END OF DOCUMENT >>"])  # fmt: skip
def test_a_record_without_text_is_a_page_of_what_it_says(text: str) -> None:
    whole = record(text, ATTRIBUTES, top="")
    found = cable(whole)
    assert found.body == ()
    assert (found.identifier, found.subject, found.classification) == (
        "76BONN1234",
        "A SEAL",
        "SECRET",
    )
    assert (found.sender, [one.name for one in found.to], found.tags) == (
        "BONN",
        ["STATE"],
        ("PFOR", "GW"),
    )
    assert codes(whole) & {"record-only", "no-text"} == {"record-only"}
    assert read(whole).quality == 1.0


@pytest.mark.rule(2)
def test_what_could_not_be_converted_is_kept_and_counted() -> None:
    text = record("1. THE SEAL ¿¿ IS ¿ASLEEP.\n")
    assert cable(text).body == (Paragraph("THE SEAL ¿¿ IS ¿ASLEEP.", 1),)
    (told,) = [one for one in read(text).diagnostics if one.code == "unreadable-characters"]
    assert "(2)" in told.message


@pytest.mark.rule(23)
def test_items_in_capitals() -> None:
    found = cable(record("1. THREE COURSES:\n\n(A) TO SLEEP;\n\n(B) TO SWIM.\n"))
    assert found.body[1:] == (Bullet("TO SLEEP;", "(A)"), Bullet("TO SWIM.", "(B)"))


@pytest.mark.parametrize(
    "text",
    [
        "Message Text",
        "Message Text\nMessage Attributes",
        "Message Text\n\nMessage Attributes\nDocument Number: 1976BONN01234",
        "Message Text\nPAGE 01",
    ],
)
def test_a_record_that_breaks_off_is_told_and_never_raises(text: str) -> None:
    parsed = read(text)
    assert parsed.cable is None
    assert parsed.diagnostics
