"""Rules 12 and 14: the E.O. line in its garbles, the subject with all that ends it, its title."""

from __future__ import annotations

import pytest
from sources import cable

from sitegen.parse.fields import executive_order
from sitegen.parse.title import title_case
from sitegen.records import Paragraph

TOP = "R 121015Z MAR 08\nFM AMEMBASSY REYKJAVIK\nTO SECSTATE WASHDC 0042\nUNCLAS REYKJAVIK 000042\n\nSIPDIS\n\n"
TEXT = "1. (U) Specimen text.\n"

LABELS = [
    ("E.O. 12958: N/A", "12958", "the usual form"),
    ("E.O.12958: N/A", "12958", "no blank"),
    ("E. O. 12958: N/A", "12958", "blank inside"),
    ("E.O 12958: N/A", "12958", "stop lost"),
    ("E,O. 12958: N/A", "12958", "comma for stop"),
    ("E.0. 12958: N/A", "12958", "zero for O"),
    ("EO12958: N/A", "12958", "all glued"),
    ("e.o. 12958: N/A", "12958", "small letters"),
    (".O. 12958: N/A", "12958", "first letter lost"),
    ("EXECUTIVE ORDER 12958: N/A", "12958", "in full"),
    ("E.O.: 12958: N/A", "12958", "colon before the number"),
    ("E.O. 12958 N/A", "12958", "no colon"),
    ("E.O. 12958; N/A", "12958", "semicolon"),
    ("E.O. 12958. N/A", "12958", "stop"),
    ("E.O. 12958::N/A", "12958", "colon doubled"),
    ("E.O. l2958: N/A", "12958", "letter l for one"),
    ("E.O. 1 2958: N/A", "12958", "number parted"),
    ("E.O. 12,958: N/A", "12958", "comma in the number"),
    ("E.O. 12598: N/A", "12958", "digits changed about"),
    ("E.O. 21958: N/A", "12958", "the first two"),
    ("E.O. 1298: N/A", "12958", "a digit lost"),
    ("E.O. 129588: N/A", "12958", "a digit too many"),
    ("E.O. 12968: N/A", "12958", "a digit wrong"),
    ("E.O. 13562: N/A", "13526", "another order"),
    ("E.O. 12356: N/A", "12356", "of 1982"),
    ("E.O. 11625: N/A", "11652", "of 1972"),
    ("E.O. 99999: N/A", "99999", "of no order: as typed"),
    ("E.O.: N/A", "", "number lost"),
]  # fmt: skip


@pytest.mark.rule(12)
@pytest.mark.parametrize(("line", "number"), [pytest.param(a, b, id=why) for a, b, why in LABELS])
def test_number_of_the_order(line: str, number: str) -> None:
    found = cable(f"{TOP}{line}\nTAGS: SCUL\nSUBJECT: A FIRST CABLE\n\n{TEXT}")
    assert found.executive_order
    assert (found.executive_order.number, found.executive_order.raw) == (number, "N/A")
    assert (found.tags, found.subject) == (("SCUL",), "A FIRST CABLE")


VALUES = [
    ("12958", "DECL: 01/05/2014", "2014-01-05", "US order"),
    ("12958", "DECL:01/05/2014", "2014-01-05", "no blank"),
    ("12958", "DECL 01/05/14", "2014-01-05", "two digits"),
    ("12958", "DECL: 1/5/14", "2014-01-05", "one digit"),
    ("12958", "DECL: 01-05-2014", "2014-01-05", "hyphens"),
    ("12958", "DECL: 01.05.2014", "2014-01-05", "stops"),
    ("12958", "DECL: 01/ 05/ 2014", "2014-01-05", "blanks"),
    ("12958", "DECL: 01//05/2014", "2014-01-05", "stroke doubled"),
    ("12958", "DECL: 01052014", "2014-01-05", "strokes lost"),
    ("12958", "DECL: O1/O5/2O14", "2014-01-05", "letter O for zero"),
    ("13526", "DECL: 2014/01/05", "2014-01-05", "ISO order"),
    ("13526", "DECL: 2014-01-05", "2014-01-05", "ISO with hyphens"),
    ("12958", "DECL: JANUARY 5, 2014", "2014-01-05", "month by name"),
    ("12958", "DECL: January 5, 2014", "2014-01-05", "in small letters"),
    ("12958", "DECL: JAN 5 2014", "2014-01-05", "month cut, no comma"),
    ("12958", "DECL: 5 JAN 2014", "2014-01-05", "day first"),
    ("12958", "DECL: 05JAN14", "2014-01-05", "glued"),
    ("12958", "DECL: 5 JANUARY, 2014", "2014-01-05", "day first, comma"),
    ("12958", "DECL: 01/05/2014 TAGS", "2014-01-05", "words behind"),
    ("12958", "DECLASSIFY ON: 01/05/2014", "2014-01-05", "label in full"),
    ("12958", "DECL: ON OR AFTER 01/05/2014", "2014-01-05", "on or after"),
    ("12958", "AS AMENDED; DECLASSIFIED JUNE 21, 2006", "2006-06-21", "a later note"),
    ("12958", "DECL: 20 YEARS AFTER CLOSURE OF POST", None, "an event"),
    ("12958", "DECL: 10 YEARS AFTER 01/05/2014", None, "so long after a day"),
    ("12958", "DECL: UPON KOREAN REUNIFICATION", None, "another event"),
    ("12958", "DECL: X1", None, "exemption"),
    ("12958", "DECL: X1, X5, X8", None, "exemptions"),
    ("12958", "DECL: 1.6X1", None, "exemption by its section"),
    ("12958", "DECL: 25X1-HUMAN", None, "of a human source"),
    ("12958", "DECL: OADR", None, "originating agency decides"),
    ("12356", "DECL:OADR", None, "in the order of 1982"),
    ("12958", "N/A", None, "not classified"),
    ("12958", "DECL: N/A", None, "N/A behind DECL"),
    ("12958", "", None, "nothing"),
    ("12958", "DECL: 02/30/2014", None, "no such day"),
    ("12958", "DECL: 13/05/2014", None, "no such month"),
    ("12958", "DECL: 01/05/201", None, "year cut off"),
    ("12958", "DECL: 01/2014", None, "no day"),
    ("12958", "DECL: JANUARY 2014", None, "no day, by name"),
    ("11652", "GDS", None, "general schedule"),
    ("11652", "GDS 12-31-84", "1984-12-31", "with its day"),
    ("11652", "ADS, DECLAS 12-31-74", "1974-12-31", "advanced schedule"),
    ("11652", "ADS DECLAS 12/31/73", "1973-12-31", "in the first year"),
    ("11652", "XGDS-3", None, "exempt"),
    ("11652", "XGDS-1 DECLAS 12-31-05", "2005-12-31", "exempt for thirty years"),
    ("12065", "GDS 6/15/85 (ROE, JANE) OR-M", "1985-06-15", "with who classified it"),
    ("12065", "RDS-1 11/26/09 (ROE, JANE) OR-P", "2009-11-26", "review in thirty years"),
    ("12958", "DECL: 01/05/\n2014", "2014-01-05", "wrapped inside the date"),
    ("12958", "DECL:\n01/05/2014", "2014-01-05", "wrapped after the label"),
    ("12958", "DECL: 01/05/20\n14", "2014-01-05", "wrapped inside the year"),
]  # fmt: skip


@pytest.mark.rule(12)
@pytest.mark.parametrize(
    ("number", "raw", "day"), [pytest.param(a, b, c, id=f"{a} {why}") for a, b, c, why in VALUES]
)
def test_declassification(number: str, raw: str, day: str | None) -> None:
    found = executive_order(f"E.O. {number}: {raw}".split("\n"))
    assert found
    assert (found.number, found.declassify_on) == (number, day)
    assert found.raw == " ".join(raw.split())


SUBJECTS = [
    ("SUBJ: A HARBOR", "A HARBOR", "SUBJ"),
    ("SUBJECTS: A HARBOR", "A HARBOR", "plural"),
    ("SUB: A HARBOR", "A HARBOR", "SUB"),
    ("BJECT: A HARBOR", "A HARBOR", "two letters lost"),
    ("SUBJCT: A HARBOR", "A HARBOR", "a letter lost"),
    ("SUBEJCT: A HARBOR", "A HARBOR", "letters changed about"),
    ("S U B J E C T: A HARBOR", "A HARBOR", "letters spaced out"),
    ("SUBJECT : A HARBOR", "A HARBOR", "blank before the colon"),
    ("SUBJECT; A HARBOR", "A HARBOR", "semicolon"),
    ("SUBJECT - A HARBOR", "A HARBOR", "dash"),
    ("SUBJECT. A HARBOR", "A HARBOR", "stop"),
    ("SUBJECT:: A HARBOR", "A HARBOR", "colon doubled"),
    ("SUBJECT: SUBJECT: A HARBOR", "A HARBOR", "label doubled"),
    ("SUBJECT (U): A HARBOR", "A HARBOR", "mark before the colon"),
    ("SUBJECT A HARBOR", "A HARBOR", "no colon"),
    ("SUBJECT Harbor of Oslo", "Harbor of Oslo", "no colon, small letters"),
    ("TAGS: SCUL SUBJECT: A HARBOR\nAND BOATS", "A HARBOR AND BOATS", "glued to TAGS, wrapped"),
    ("E.O. 12958: N/A TAGS: SCUL SUBJECT: A HARBOR", "A HARBOR", "three fields on a line"),
    ("SUBJECT:\n\nA HARBOR", "A HARBOR", "below a blank line"),
    ("SUBJECT: (C) A HARBOR", "A HARBOR", "mark"),
    ("SUBJECT: (SBU) A HARBOR", "A HARBOR", "SBU"),
    ("SUBJECT: (S/NF) A HARBOR", "A HARBOR", "mark of two parts"),
    ("SUBJECT: A HARBOR (U)", "A HARBOR (U)", "only a leading mark goes"),
    ("SUBJECT: A HARBOR (C) REVISITED", "A HARBOR (C) REVISITED", "nor one inside"),
    ("SUBJECT: A HARBOR (ICELAND)", "A HARBOR (ICELAND)", "parenthesis"),
    ("SUBJECT: US- \nICELAND TALKS", "US-ICELAND TALKS", "hyphen and blank at the wrap"),
    ("SUBJECT: A HARBOR\nSUMMARY OF TALKS", "A HARBOR SUMMARY OF TALKS", "the word summary inside"),
    ("SUBJECT: A HARBOR\nSUMMARY: IT IS DEEP", "A HARBOR", "summary"),
    ("SUBJECT: A HARBOR\nSummary and Comment:", "A HARBOR", "summary and comment"),
    ("SUBJECT: A HARBOR\nSUMMARY", "A HARBOR", "summary as heading"),
    ("SUBJECT: A HARBOR\n(U) Summary", "A HARBOR", "a marked paragraph"),
    ("SUBJECT: A HARBOR\nTHIS IS AN ACTION REQUEST", "A HARBOR", "action request"),
    ("SUBJECT: A HARBOR\nThis is an action request - see para 2.", "A HARBOR", "action request, small letters"),
    ("SUBJECT: A HARBOR\nThe harbor is deep.", "A HARBOR", "a sentence without blank line"),
    ("SUBJECT: A HARBOR\nSIPDIS", "A HARBOR", "captions"),
    ("SUBJECT: A HARBOR\n-----", "A HARBOR", "rule"),
    ("SUBJECT: A HARBOR -----", "A HARBOR", "rule at its end"),
    ("SUBJECT: A HARBOR\nSENSITIVE BUT UNCLASSIFIED - PLEASE PROTECT ACCORDINGLY", "A HARBOR", "sensitive but"),
    ("SUBJECT: A HARBOR\nC O N F I D E N T I A L SECTION 02 OF 03 REYKJAVIK 000042", "A HARBOR", "classification line"),
    ("SUBJECT: A HARBOR\nIN THE NORTH C O N F I D E N T I A L", "A HARBOR IN THE NORTH", "level glued"),
    ("SUBJECT: A HARBORREF: OSLO 12", "A HARBOR", "REF glued"),
    ("SUBJECT: A HARBOR\nAND BOATSREF: A. OSLO 12", "A HARBOR AND BOATS", "REF glued to the second line"),
    ("SUBJECT: A HARBOR REFTEL: OSLO 12", "A HARBOR", "REFTEL"),
    ("SUBJECT: A HARBOR Classified By: DCM Jane Roe", "A HARBOR", "classified by glued"),
    ("SUBJECT: A HARBOR\nCLASSIFIED BY: DCM JANE ROE", "A HARBOR", "classified by"),
    ("SUBJECT: A HARBOR\nTAGS: IC", "A HARBOR", "TAGS below it"),
    ("SUBJECT: A HARBOR\n\n\n\n", "A HARBOR", "blank lines"),
]  # fmt: skip


@pytest.mark.rule(14)
@pytest.mark.parametrize(("lines", "want"), [pytest.param(a, b, id=why) for a, b, why in SUBJECTS])
def test_subject_in_its_place(lines: str, want: str) -> None:
    found = cable(f"{TOP}E.O. 12958: N/A\n{lines}\n\n{TEXT}")
    assert found.subject == want
    assert found.body[-1] == Paragraph("Specimen text.", 1, "U")


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("US-EU TALKS ON IRAN", "US-EU Talks on Iran"),
        ("IT IS TIME: THE END -- A VIEW", "It Is Time: The End -- A View"),
        ("MFA'S VIEW OF WTO ACCESSION", "MFA's View of WTO Accession"),
        ("WE'LL GO TO O'BRIEN'S", "We'll Go to O'Brien's"),
        ("USG/GOI TALKS", "USG/GOI Talks"),
        ("THE 21ST AND 2ND CENTURY", "The 21st and 2nd Century"),
        ("EX-PM MEETS DCM", "Ex-PM Meets DCM"),
        ("P-5 AND G-8", "P-5 and G-8"),
        ("U.S.-ICELAND TALKS", "U.S.-Iceland Talks"),
        ("TIP REPORT: PART II OF III", "TIP Report: Part II of III"),
        ('"A QUOTE" BY THE GOI', '"A Quote" by the GOI'),
        ("STATE-BY-STATE VIEW", "State-by-State View"),
        ("WHAT NOW? THE NEXT STEP", "What Now? The Next Step"),
        ("MEETING WITH AL-EXAMPLE", "Meeting with al-Example"),
        ("AL-EXAMPLE: A VIEW", "Al-Example: A View"),
        ("HARBOR (PART 1 OF 2)", "Harbor (Part 1 of 2)"),
        ("XXXXXXXXXXXX ON NATO", "XXXXXXXXXXXX on NATO"),
        ("MCCAIN AND MCDONALD ON MCNAMARA'S VIEW", "McCain and McDonald on McNamara's View"),
        ("MCC COMPACT, MCIP AND MCA", "MCC Compact, MCIP and MCA"),
        (
            "MR. ROE, JR., SEES DR. BOE IN ST. PETERSBURG",
            "Mr. Roe, Jr., Sees Dr. Boe in St. Petersburg",
        ),
        ("LAOS, DOHA AND MACEDONIA ON USNATO", "Laos, Doha and Macedonia on USNATO"),
        (
            "CHARGE D'AFFAIRES D'AMATO IN RIO DE JANEIRO",
            "Charge d'Affaires D'Amato in Rio de Janeiro",
        ),
        ("AL-QA'IDA, THE SHI'ITES AND N'DJAMENA", "Al-Qa'ida, the Shi'ites and N'Djamena"),
        ("AMB. ROE IN ST JOHN'S", "Amb. Roe in St John's"),
        ("AD HOC, PRO-U.S. VIEWS", "Ad Hoc, Pro-U.S. Views"),
        ("THE U.S. AND ITS A/S-EQUIVALENTS", "The U.S. and Its A/S-Equivalents"),
        ("THE 1990S: GOT PLANS FOR SFO-GVA-VIII", "The 1990s: GOT Plans for SFO-Gva-VIII"),
        ("C-NO6, SY-3, MI-8S AND F-16S", "C-NO6, SY-3, MI-8S and F-16S"),
        ("FOLLOW-UP ON AN IN-DEPTH, ONE-ON-ONE TALK", "Follow-up on an In-Depth, One-on-One Talk"),
        ("NGOS, IDPS AND MPS: TWO MOUS", "NGOs, IDPs and MPs: Two MOUs"),
        ("A/S ROE'S VISIT AND P5+1 (AND THE G-8'S)", "A/S Roe's Visit and P5+1 (And the G-8's)"),
        ("Half typed in CAPITALS", "Half typed in CAPITALS"),
        ("", ""),
    ],
)
def test_titles(typed: str, title: str) -> None:
    assert title_case(typed) == title
