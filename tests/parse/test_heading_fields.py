# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 10 to 14, 16 and 17: captions, passing, E.O., TAGS, SUBJECT, Classified By, doubled headers."""

from __future__ import annotations

import pytest
from sources import HEADER, cable

from sitegen.parse.classified import classified_by
from sitegen.parse.fields import executive_order, subject
from sitegen.parse.tags import tags
from sitegen.records import Cable, Paragraph

TOP = (
    "R 121015Z MAR 08\nFM AMEMBASSY REYKJAVIK\nTO SECSTATE WASHDC 0042\nUNCLAS REYKJAVIK 000042\n\n"
)
FIELDS = "E.O. 12958: N/A\nTAGS: SCUL IC\nSUBJECT: A FIRST CABLE\n"
TEXT = "\n1. (U) Text stands here.\n"


def headed(top: str) -> Cable:
    """A telegram with these lines between classification line and text."""
    return cable(f"{TOP}{top}{TEXT}")


@pytest.mark.rule(10)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("SIPDIS\n", ["SIPDIS"], id="one"),
        pytest.param(
            "SIPDIS\nSENSITIVE\nSENSITIVE\n", ["SIPDIS", "SENSITIVE"], id="a set with order"
        ),
        pytest.param("SENSITIVE SIPDIS\n", ["SENSITIVE", "SIPDIS"], id="two on a line"),
        pytest.param("SIPDIS, NOFORN\n", ["SIPDIS", "NOFORN"], id="commas"),
        pytest.param("SENSITIVE - NOFORN\n", ["SENSITIVE", "NOFORN"], id="a dash between"),
        pytest.param("NODIS//ROGER CHANNEL\n", ["NODIS", "ROGER CHANNEL"], id="slashes, two words"),
        pytest.param(
            "NOT FOR INTERNET DISTRIBUTION\n", ["NOT FOR INTERNET DISTRIBUTION"], id="a sentence"
        ),
        pytest.param("C O R R E C T E D  C O P Y\n", ["CORRECTED COPY"], id="spaced letters"),
        pytest.param("AIDAC\n\nSIPDIS\n", ["AIDAC", "SIPDIS"], id="blank line between"),
        pytest.param("", [], id="none"),
    ],
)
def test_captions(lines: str, want: list[str]) -> None:
    assert list(headed(lines + FIELDS).captions) == want


@pytest.mark.rule(10)
@pytest.mark.parametrize("words", ["SENSITIVE matters were raised", "NOFORN or not, it is so"])
def test_caption_words_in_prose_are_none(words: str) -> None:
    found = cable(f"{TOP}{FIELDS}\n1. (U) They said that\n{words}.\n")
    assert found.captions == ()
    assert words in found.body[0].text  # type: ignore[union-attr]


@pytest.mark.rule(11)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("DEPT FOR EUR/NB JANE ROE\n", ["DEPT FOR EUR/NB JANE ROE"], id="FOR"),
        pytest.param("STATE PASS USTR\n", ["STATE PASS USTR"], id="PASS"),
        pytest.param(
            "STATE PLEASE PASS TO USTR\n", ["STATE PLEASE PASS TO USTR"], id="PLEASE PASS"
        ),
        pytest.param("USDOC FOR 4212\n", ["USDOC FOR 4212"], id="a number for an office"),
        pytest.param(
            "DEPT FOR EUR\nAND\nEXBS FOR ROE\n",
            ["DEPT FOR EUR", "EXBS FOR ROE"],
            id="a lone AND is a connector",
        ),
        pytest.param(
            "DEPT FOR EUR/NB AND\nOES/OPA\n", ["DEPT FOR EUR/NB AND OES/OPA"], id="wrapped"
        ),
        pytest.param(
            "DEPT FOR EUR\n\nUSDOC FOR 4212\n",
            ["DEPT FOR EUR", "USDOC FOR 4212"],
            id="blank line between",
        ),
        pytest.param(
            "SIPDIS\nLONDON FOR ROE\nSENSITIVE\n", ["LONDON FOR ROE"], id="between captions"
        ),
    ],
)
def test_passing(lines: str, want: list[str]) -> None:
    found = headed(lines + FIELDS)
    assert list(found.passing) == want
    assert found.subject == "A FIRST CABLE"


def test_passing_line_below_tags_does_not_end_the_heading() -> None:
    found = headed("E.O. 12958: N/A\nTAGS: SCUL IC\nDEPT FOR EUR/NB\nSUBJECT: A FIRST CABLE\n")
    assert (found.subject, found.passing) == ("A FIRST CABLE", ("DEPT FOR EUR/NB",))


@pytest.mark.rule(12)
@pytest.mark.parametrize(
    ("line", "number", "date", "raw"),
    [
        ("E.O. 12958: DECL: 02/24/2019", "12958", "2019-02-24", "DECL: 02/24/2019"),
        ("E.O. 12958: N/A", "12958", None, "N/A"),
        ("EO 12958 N/A", "12958", None, "N/A"),
        ("E.0. 12958: DECL: 2/4/19", "12958", "2019-02-04", "DECL: 2/4/19"),
        ("E.O. 12598: DECL: 02/24/2019", "12958", "2019-02-24", "DECL: 02/24/2019"),
        ("E.O. 19528: N/A", "12958", None, "N/A"),
        ("E.O. 13526: DECL: 2020/07/08", "13526", "2020-07-08", "DECL: 2020/07/08"),
        ("E.O. 13526: DECL: 2020-07-08", "13526", "2020-07-08", "DECL: 2020-07-08"),
        ("E.O. 12958: DECL: X1", "12958", None, "DECL: X1"),
        ("E.O. 12958: DECL: 20200708", "12958", "2020-07-08", "DECL: 20200708"),
        ("E.O. 12356: DECL: OADR", "12356", None, "DECL: OADR"),
        ("E.O. 11652: GDS", "11652", None, "GDS"),
        ("E.O. 12065: GDS 6/15/85", "12065", "1985-06-15", "GDS 6/15/85"),
        ("E.O. 12958: DECL: 02/30/2019", "12958", None, "DECL: 02/30/2019"),
        ("E.O. 12958: DECL: 24/02/2019", "12958", None, "DECL: 24/02/2019"),
        ("E.O. 12958:", "12958", None, ""),
        ("E.O. 54321: N/A", "54321", None, "N/A"),
    ],
)
def test_executive_order(line: str, number: str, date: str | None, raw: str) -> None:
    found = executive_order([line])
    assert found
    assert (found.number, found.declassify_on, found.raw) == (number, date, raw)


@pytest.mark.rule(13)
@pytest.mark.parametrize(
    ("line", "want"),
    [
        pytest.param("TAGS: PGOV PREL UZ", "PGOV PREL UZ", id="blanks"),
        pytest.param("TAGS: PGOV, PREL, UZ", "PGOV PREL UZ", id="commas"),
        pytest.param("TAGS: PGOV; PREL, UZ", "PGOV PREL UZ", id="mixed"),
        pytest.param("TAGS PGOV, PREL", "PGOV PREL", id="no colon"),
        pytest.param("TAG: PGOV", "PGOV", id="TAG"),
        pytest.param("TABS: PGOV", "PGOV", id="TABS"),
        pytest.param("TAGES: PGOV", "PGOV", id="TAGES"),
        pytest.param("TGS: PGOV", "PGOV", id="TGS"),
        pytest.param("AGS: PGOV", "PGOV", id="AGS"),
        pytest.param("Tags: PGOV", "PGOV", id="mixed case"),
        pytest.param("TAGS: PGOV PREL PGOV", "PGOV PREL", id="once each"),
        pytest.param("TAGS: PGOV,\nPREL", "PGOV PREL", id="wrapped after a comma"),
        pytest.param("TAGS: PGOV PREL\nUNSC UZ", "PGOV PREL UNSC UZ", id="wrapped, all codes"),
        pytest.param("TAGS: EINDETRD", "EIND ETRD", id="run together"),
        pytest.param(
            "TAGS: ASECAFINGMGRIZOREPTU", "ASEC AFIN GM GR IZ OREP TU", id="seven run together"
        ),
        pytest.param("TAGS: QQQQQQQQ", "QQQQQQQQ", id="does not divide"),
        pytest.param("TAGS: RIGHTS", "RIGHTS", id="a word that countries would divide"),
        pytest.param("TAGS: PGOV SIPDIS", "PGOV", id="a caption is noise"),
        pytest.param("TAGS:\nPGOV PREL", "PGOV PREL", id="codes below the label"),
        pytest.param("EAID, ECON, UZ", "EAID ECON UZ", id="label lost"),
    ],
)
def test_tags(line: str, want: str) -> None:
    found = headed(f"E.O. 12958: N/A\n{line}\nSUBJECT: A FIRST CABLE\n")
    assert " ".join(found.tags) == want
    assert found.subject == "A FIRST CABLE"


@pytest.mark.rule(13)
@pytest.mark.parametrize(
    ("line", "want"),
    [
        ("OVIP (ROE, JANE), IC", ("OVIP", "ROE, JANE", "IC")),
        ("OVIP (Roe, Jane) IC", ("OVIP", "Roe, Jane", "IC")),
        ("OVIP (ROE, JANE A.)", ("OVIP", "ROE, JANE A.")),
        ("EL AL, PGOV", ("EL AL", "PGOV")),
        ("", ()),
        ("12 34 --", ()),
    ],
)
def test_persons_and_names(line: str, want: tuple[str, ...]) -> None:
    assert tags([line]) == want


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("SUBJECT: A HARBOR", "A HARBOR", id="one line"),
        pytest.param("SUBJ: A HARBOR", "A HARBOR", id="SUBJ"),
        pytest.param("UBJECT: A HARBOR", "A HARBOR", id="first letter lost"),
        pytest.param("Subject: A harbor", "A harbor", id="mixed case"),
        pytest.param("SUBJECT A HARBOR", "A HARBOR", id="no colon"),
        pytest.param("SUBJECT: A HARBOR\nAND ITS BOATS", "A HARBOR AND ITS BOATS", id="two lines"),
        pytest.param("SUBJECT: A HARBOR\n\nAND NOT THIS", "A HARBOR", id="stops at a blank line"),
        pytest.param("SUBJECT: (C) A HARBOR", "A HARBOR", id="portion mark goes"),
        pytest.param("SUBJECT: A HARBOR (ICELAND)", "A HARBOR (ICELAND)", id="parenthesis at the end stays"),
        pytest.param("SUBJECT: US-\nICELAND TALKS", "US-ICELAND TALKS", id="hyphen at the line end"),
        pytest.param("SUBJECT: TREATY\nSUBJECT TO RATIFICATION", "TREATY SUBJECT TO RATIFICATION", id="the word is no label"),
        pytest.param("SUBJECT: A HARBOR\nREF: OSLO 12", "A HARBOR", id="stops at REF"),
        pytest.param("SUBJECT: TALKS WITH THE PRIMEREF: A. OSLO 12", "TALKS WITH THE PRIME", id="REF glued"),
        pytest.param("SUBJECT: A HARBOR REF: OSLO 12", "A HARBOR", id="REF on the same line"),
        pytest.param("SUBJECT: A HARBOR\nClassified By: DCM Jane Roe", "A HARBOR", id="stops at Classified By"),
        pytest.param("SUBJECT: A HARBOR\n-----------", "A HARBOR", id="stops at a rule"),
        pytest.param("SUBJECT: A HARBOR\nREYKJAVIK 00000042  001 OF 002", "A HARBOR", id="stops at a page break"),
        pytest.param("SUBJECT: A HARBOR\nThis is an action request.", "A HARBOR", id="stops at an action request"),
        pytest.param("SUBJECT: A HARBOR\nSENSITIVE BUT UNCLASSIFIED", "A HARBOR", id="stops at a banner"),
        pytest.param("SUBJECT:\nA HARBOR", "A HARBOR", id="begins below the label"),
        pytest.param("SUBJECT: ICE -- A\nREPORT", "ICE -- A REPORT", id="dashes inside"),
    ],
)  # fmt: skip
def test_subject(lines: str, want: str) -> None:
    assert headed(f"TAGS: SCUL IC\n{lines}\n").subject == want


@pytest.mark.rule(14)
def test_glued_reference_is_read() -> None:
    found = headed("TAGS: IC\nSUBJECT: TALKS WITH THE PRIMEREF: A. OSLO 12\nB. RIGA 13\n")
    assert [item.id for item in found.references] == ["08OSLO12", "08RIGA13"]


@pytest.mark.rule(14)
def test_no_subject_is_reported_and_the_identifier_stands_in() -> None:
    found = headed("E.O. 12958: N/A\nTAGS: SCUL IC\n")
    assert (found.subject, found.title) == ("", "Cable 08REYKJAVIK42")
    assert "no-subject" in found.warnings
    assert found.body == (Paragraph("Text stands here.", 1, "U"),)


@pytest.mark.rule(14)
def test_label_far_down() -> None:
    lines = "".join(f"DEPT FOR OFFICE {n}\n" for n in range(150))
    found = headed(lines + FIELDS)
    assert (found.subject, len(found.passing)) == ("A FIRST CABLE", 150)


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    ("text", "who", "why"),
    [
        ("DCM Jane Roe for reasons 1.4 (b) and (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane Roe, reasons 1.4 (b/d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe, Ambassador. Reason: 1.5 (B,D)", "Jane Roe", "1.5(b) 1.5(d)"),
        ("Charge d'Affaires a.i. Jane Roe, Re\nasons 1.4 (b), (c)", "Jane Roe", "1.4(b) 1.4(c)"),
        ("POL/ECON Counselor John O'Doe, for reasons 1.4 b and d", "John O'Doe", "1.4(b) 1.4(d)"),
        ("DCM John Doe Jr. for reason 1.4(a).", "John Doe Jr.", "1.4(a)"),
        ("DCM Jane Roe for reasons E.O. 12958 1.4 (b) and (e)", "Jane Roe", "1.4(b) 1.4(e)"),
        ("DCM Jane Roe, E.O. 13526, 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("DCM Jane Roe for reasons 1.4 (b) as a matter of course", "Jane Roe", "1.4(b)"),
        ("Acting Deputy Chief of Mission Jane Roe-Doe", "Jane Roe-Doe", ""),
        ("Consul General", "Consul General", ""),
        ("", None, ""),
    ],
)
def test_classified_by(text: str, who: str | None, why: str) -> None:
    assert classified_by(text.split("\n")) == (who, tuple(why.split()))


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    "label",
    ["Classified By:", "CLASSIFIED BY", "(U) Classified by", "Classiied By:", "Classified By"],
)
def test_classified_by_labels(label: str) -> None:
    found = headed(f"{FIELDS}\n{label} DCM Jane Roe for reasons 1.4\n(b) and (d)\n")
    assert (found.classified_by, found.reasons) == ("Jane Roe", ("1.4(b)", "1.4(d)"))


@pytest.mark.rule(17)
def test_doubled_header_is_kept_once() -> None:
    once = (
        "UNCLAS REYKJAVIK 000042\n\nSIPDIS\nDEPT FOR EUR\nAND\nEXBS FOR ROE\n\n"
        + FIELDS
        + "\nREF: OSLO 12\n"
    )
    broken = once + "\nREYKJAVIK 00000042  001.2 OF 002\n\n\n\n"
    found = cable(TOP.replace("UNCLAS REYKJAVIK 000042\n\n", "") + broken + broken + TEXT)
    assert found.body == (Paragraph("Text stands here.", 1, "U"),)
    assert (found.captions, found.passing) == (("SIPDIS",), ("DEPT FOR EUR", "EXBS FOR ROE"))
    assert len(found.references) == 1
    assert found.header.count("SUBJECT") == 1


@pytest.mark.rule(17)
@pytest.mark.parametrize(
    ("second", "text"),
    [
        pytest.param("SUBJECT: FISH AND CHIPS\n", "SUBJECT: FISH AND CHIPS", id="another subject"),
        pytest.param(
            "Classified By: CG Jane Specimen for reasons 1.4 (d)\n", "1.4 (d)", id="other reasons"
        ),
        pytest.param("SUBJECT: A FIRST\nCABLE\n", "", id="wrapped otherwise"),
        pytest.param("SUBJECT: A FIRST\n", "", id="cut short"),
        pytest.param(
            "UNCLAS REYKJAVIK 000042\n\nSUBJECT: A F1RST CAPLE\n", "", id="garbled in a second copy"
        ),
    ],
)
def test_a_second_field_is_dropped_only_as_a_copy(second: str, text: str) -> None:
    classified = "Classified By: CG Jane Specimen for reasons 1.4 (b)\n"
    found = headed(f"{FIELDS}\n{classified}\n{second}")
    assert found.subject == "A FIRST CABLE"
    above = "\n".join(block.text for block in found.body[:-1])  # type: ignore[union-attr]
    assert text in above if text else len(found.body) == 1


@pytest.mark.rule(13)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("TAGS: PREL\nTAGS: ECON\n", ("PREL", "ECON"), id="two lines of tags"),
        pytest.param("TAGS: PREL, IC\n\nTAGS: PREL, IC\n", ("PREL", "IC"), id="a copy"),
        pytest.param("TAGS:\n\nTAGS: ECON\n", ("ECON",), id="the first is empty"),
    ],
)
def test_tags_twice(lines: str, want: tuple[str, ...]) -> None:
    assert headed(f"{lines}SUBJECT: BOATS\n").tags == want


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("below", "want"),
    [
        pytest.param("(C) BOATS IN THE FJORD", "BOATS IN THE FJORD", id="marked"),
        pytest.param("\n(SBU) BOATS IN\nTHE FJORD", "BOATS IN THE FJORD", id="over a blank line"),
        pytest.param("(U) Boats in the fjord", "Boats in the fjord", id="small letters"),
        pytest.param(
            "\n(C) The talks went on all day.", "", id="a marked paragraph below a blank line"
        ),
    ],
)
def test_subject_marked_below_its_label(below: str, want: str) -> None:
    found = headed(f"TAGS: PREL\nSUBJECT:\n{below}\n\nREF: OSLO 12\n")
    assert found.subject == want
    if want:
        assert [ref.raw for ref in found.references] == ["OSLO 12"]


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("glued", "want"),
    [
        pytest.param("FISH REF: A. OSLO 12\nB. OSLO 13\n", 2, id="a line below"),
        pytest.param(
            "FISH REF: A. OSLO 12\n\nB. OSLO 13\n\nC. OSLO 14\n", 3, id="blank lines between"
        ),
        pytest.param(
            "FISHREF: A. OSLO 12\nREYKJAVIK 00000042  001.2 OF 002\nB. OSLO 13\n",
            2,
            id="a page break",
        ),
    ],
)
def test_references_glued_to_a_later_line_of_the_subject(glued: str, want: int) -> None:
    found = headed(f"TAGS: PREL\nSUBJECT: BOATS AND\n{glued}\nClassified By: CG Jane Specimen\n")
    assert found.subject == "BOATS AND FISH"
    assert len(found.references) == want
    assert len(found.body) == 1


@pytest.mark.rule(15)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("A. OSLO 12\n\nB. ROE/DOE EMAIL\n\nC. STATE 33\n", 3, id="an e-mail"),
        pytest.param("A. OSLO 12\n\nB. RIO DE\nJANEIRO 77\n", 2, id="a name that wraps"),
        pytest.param("(A) OSLO 12\n\n(B) PORT AU\nPRINCE 7\n", 2, id="parentheses"),
        pytest.param("(A) OSLO 12 (B) OSLO 13\n\n(C) THE MINISTER SAID SO\n", 2, id="a mark"),
        pytest.param("OSLO 12\n\nB. THE MINISTER SAID SO\n", 1, id="no letter before it"),
        pytest.param("A. OSLO 12\n\nB. The minister said so\n", 1, id="prose"),
    ],
)
def test_references_over_blank_lines(lines: str, want: int) -> None:
    assert len(headed(f"SUBJECT: BOATS\nREF: {lines}").references) == want


@pytest.mark.rule(17)
@pytest.mark.parametrize(
    ("below", "first"),
    [
        pytest.param("FISHERIES\n---------\n", "FISHERIES", id="a heading with its rule"),
        pytest.param("FISHERIES\n\n", "FISHERIES", id="a heading without"),
        pytest.param(
            "UNCLAS REYKJAVIK 000042\n\nSIPDIS\n\nFISHERIES\n\n", "Boats.", id="a second copy"
        ),
    ],
)
def test_a_heading_with_the_words_of_the_subject(below: str, first: str) -> None:
    found = cable(f"{TOP}SUBJECT: NORWAY AND\nFISHERIES\n\n{below}1. (U) Boats.\n")
    assert found.body[0].text == first  # type: ignore[union-attr]


@pytest.mark.rule(11)
@pytest.mark.parametrize(
    ("between", "want"),
    [
        pytest.param("DEPT FOR EUR/NB", ("DEPT FOR EUR/NB",), id="an office"),
        pytest.param(
            "LONDON FOR ROE\nPARIS FOR DOE", ("LONDON FOR ROE", "PARIS FOR DOE"), id="two"
        ),
        pytest.param("State pass USTR", ("State pass USTR",), id="small letters"),
    ],
)
def test_passing_between_subject_and_references(between: str, want: tuple[str, ...]) -> None:
    found = headed(f"SUBJECT: BOATS\n\n{between}\n\nREF: OSLO 12\n")
    assert (found.passing, len(found.references), len(found.body)) == (want, 1, 1)


PASSING_WRAPS = [
    ("DEPT FOR EUR/NB, INR,\nPRM AND USAID/W FOR ROE", 1, "comma"),
    ("DEPT PASS FRB FOR\nROE; NEW YORK FOR DOE", 1, "for"),
    ("LONDON FOR ROE;\nPARIS FOR DOE", 2, "semicolon"),
    ("LONDON AND\nPARIS FOR DOE", 1, "and"),
    ("LONDON FOR ROE\nPARIS FOR DOE", 2, "nothing"),
]


@pytest.mark.rule(11)
@pytest.mark.parametrize(
    ("lines", "want"), [pytest.param(a, b, id=why) for a, b, why in PASSING_WRAPS]
)
def test_instructions_that_wrap(lines: str, want: int) -> None:
    found = headed(f"{lines}\n\nE.O. 12958: N/A\nSUBJECT: BOATS\n").passing
    assert (len(found), " ".join(found)) == (want, " ".join(lines.split()))


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    ("lines", "order"),
    [
        pytest.param("REASON: 1.5 (B AND D)\nE.O. 12958: DECL: 03/12/2018", "2018-03-12", id="the field below"),
        pytest.param("REASON: 1.5 (B),(D).\nE.O. 12958 DECL: 03/12/2018", "2018-03-12", id="no colon"),
        pytest.param("FOR REASONS UNDER\nE.O. 12958, 1.5 (B) AND (D)", None, id="an order among the reasons"),
    ],
)  # fmt: skip
def test_who_classified_it_above_the_order(lines: str, order: str | None) -> None:
    found = headed(f"CLASSIFIED BY: AMBASSADOR JANE ROE. {lines}\nTAGS: NO\nSUBJECT: BOATS\n")
    assert (found.classified_by, found.reasons) == ("JANE ROE", ("1.5(b)", "1.5(d)"))
    eo = found.executive_order
    assert (eo.declassify_on if eo else None) == order


@pytest.mark.rule(10)
@pytest.mark.parametrize("line", ["Sensitive", "SENSITIVE", "Noforn"])
def test_captions_in_small_letters(line: str) -> None:
    found = headed(f"{line}\n\nE.O. 12958: N/A\nSUBJECT: BOATS\n")
    assert (found.captions, found.passing) == ((line.upper(),), ())


@pytest.mark.rule(10)
@pytest.mark.parametrize("line", ["CODEL ROE", "STAFFDEL ROE/DOE", "CODEL O'ROE"])
def test_a_caption_with_a_name(line: str) -> None:
    found = headed(f"{line}\n\nE.O. 12958: N/A\nSUBJECT: BOATS\n")
    assert (found.captions, found.passing) == ((line,), ())


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("below", "want"),
    [
        pytest.param("AND FISH\n\nREF: OSLO 12", "BOATS AND FISH", id="a field follows"),
        pytest.param("AND FISH\nREF: OSLO 12", "BOATS AND FISH", id="right below"),
        pytest.param("FISHERIES\n\nText stands here.", "BOATS", id="no field: a heading"),
        pytest.param("Text stands here.\n\nREF: OSLO 12", "BOATS", id="a sentence"),
        pytest.param("SIPDIS\n\nREF: OSLO 12", "BOATS", id="captions"),
    ],
)
def test_a_page_break_in_the_subject(below: str, want: str) -> None:
    line = "REYKJAVIK 00000042  001.2 OF 002"
    assert (
        headed(f"SUBJECT: BOATS\n\n{line}\n\n\n{below}\n".replace("BOATS\n\n", "BOATS\n")).subject
        == want
    )


@pytest.mark.rule(11)
def test_a_sentence_with_for_is_text_where_no_field_follows() -> None:
    assert headed("SUBJECT: BOATS\n\nSearch for boats.\n").passing == ()


@pytest.mark.rule(17)
@pytest.mark.parametrize(
    ("first", "second", "want"),
    [
        pytest.param("BOATS", "BOATS AND FISH", "BOATS AND FISH", id="the first is cut"),
        pytest.param("BOATS AND FISH", "BOATS", "BOATS AND FISH", id="the second is cut"),
        pytest.param("BOATS", "BOATS", "BOATS", id="the same"),
    ],
)
def test_the_longer_copy_of_the_subject(first: str, second: str, want: str) -> None:
    assert headed(f"SUBJECT: {first}\n\nSUBJECT: {second}\n").subject == want


@pytest.mark.rule(17)
def test_banner_is_kept_once() -> None:
    banner = "SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY\n"
    found = headed(f"{FIELDS}\n{banner}\n{banner}")
    assert found.banners == (banner.strip(),)
    assert found.body == (Paragraph("Text stands here.", 1, "U"),)


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("THE HARBOUR OF OSLO", "The Harbour of Oslo"),
        ("UNSCR 1540 AND THE OSCE", "UNSCR 1540 and the OSCE"),
        ("PORT-AU-PRINCE: THE QUAY", "Port-au-Prince: The Quay"),
        ("ICELAND'S BOATS", "Iceland's Boats"),
        ("A 21ST TALK", "A 21st Talk"),
        ("MEETING WITH XXXXXXXXXXXX", "Meeting with XXXXXXXXXXXX"),
        ("LOUIS XIV AND II", "Louis XIV and II"),
        ("Already mixed CASE", "Already mixed CASE"),
        ("U.S. BOATS", "U.S. Boats"),
        ("WHAT IS IT FOR", "What Is It For"),
        ("WHAT BOATS ARE FOR -- A VIEW", "What Boats Are For -- A View"),
        ("WHAT BOATS ARE FOR - AND WHY", "What Boats Are For - And Why"),
        ("WAITING FOR: THE BOATS", "Waiting For: The Boats"),
        ("BOATS - FOR THE HARBOUR", "Boats - For the Harbour"),
    ],
)
def test_title_case(typed: str, title: str) -> None:
    from sitegen.parse.title import title_case

    assert title_case(typed) == title


def test_subject_function_joins() -> None:
    assert subject(["(SBU) ONE", "", "TWO-", "THREE"]) == "ONE TWO-THREE"


def test_header_as_received_ends_with_the_last_field() -> None:
    found = cable(HEADER + TEXT)
    assert found.header == HEADER.rstrip("\n")


SEVERAL = [
    ("NSC FOR ROE; USDOC FOR 4212", "NSC FOR ROE|USDOC FOR 4212", "a semicolon"),
    ("DEPT FOR EUR/NB, USDOC FOR 4212", "DEPT FOR EUR/NB|USDOC FOR 4212", "a comma before an office"),
    ("DEPT FOR EUR/NB, EB/TPP", "DEPT FOR EUR/NB, EB/TPP", "a comma within one"),
    ("DEPT FOR EUR/NB. TREASURY FOR JANE ROE", "DEPT FOR EUR/NB|TREASURY FOR JANE ROE", "a full stop"),
    ("PARIS FOR ROE, LONDON FOR DOE", "PARIS FOR ROE|LONDON FOR DOE", "posts"),
    ("STATE PASS TO USTR FOR ROE, USDA FOR DOE", "STATE PASS TO USTR FOR ROE, USDA FOR DOE", "all that it is to be passed to"),
    ("STATE PASS USTR; USDA FOR FAS; PASS TO NSC", "STATE PASS USTR|USDA FOR FAS|PASS TO NSC", "three"),
    ("Dept for EUR/NB; Commerce for ITA", "Dept for EUR/NB|Commerce for ITA", "small letters"),
    ("PARIS, LONDON FOR AFRICA WATCHERS", "PARIS, LONDON FOR AFRICA WATCHERS", "two posts told one thing"),
    ("ST. PETERSBURG FOR ROE", "ST. PETERSBURG FOR ROE", "the full stop of a name"),
    ("DEPT FOR EUR; ALSO FOR DRL", "DEPT FOR EUR; ALSO FOR DRL", "no office of its own"),
]  # fmt: skip


@pytest.mark.rule(11)
@pytest.mark.parametrize(("line", "want"), [pytest.param(a, b, id=why) for a, b, why in SEVERAL])
def test_several_instructions_on_a_line(line: str, want: str) -> None:
    assert headed(f"{line}\n{FIELDS}").passing == tuple(want.split("|"))
