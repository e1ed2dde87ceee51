# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 9 to 11: the classification line in every form, captions, passing instructions."""

from __future__ import annotations

import pytest
from sources import HEADER, cable

from sitegen import reference
from sitegen.parse import grammar
from sitegen.parse.fields import captions, level
from sitegen.records import Cable

TOP, _, BELOW = HEADER.partition("UNCLAS REYKJAVIK 000042\n")
FOUO = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"


def classed(lines: str) -> Cable:
    return cable(
        f"{TOP}{lines}\n\nE.O. 12958: N/A\nTAGS: SCUL IC\nSUBJECT: A FIRST CABLE\n\n1. Text.\n"
    )


@pytest.mark.rule(9)
@pytest.mark.parametrize(
    ("line", "level", "caption", "identifier", "section"),
    [
        pytest.param("UNCLAS OSLO 000012", "UNCLASSIFIED", "", "08OSLO12", "", id="plain"),
        pytest.param("UNCLAS OSLO 0000012", "UNCLASSIFIED", "", "08OSLO12", "", id="seven digits"),
        pytest.param("UNCLAS OSLO 00O12", "UNCLASSIFIED", "", "08OSLO12", "", id="O for zero in the number"),
        pytest.param("UNCLAS OSLO #000012", "UNCLASSIFIED", "", "08OSLO12", "", id="number sign"),
        pytest.param("UNCLASSIFED OSLO 000012", "UNCLASSIFIED", "", "08OSLO12", "", id="a letter lost"),
        pytest.param("C O N F I D E N T I A L  SECTION 01 OF 02 OSLO 000012", "CONFIDENTIAL", "", "08OSLO12", "1/2", id="two blanks before the section"),
        pytest.param("C O N F I D E N T I A L SECTION 01 OF 02 OSLO 000012 SIPDIS", "CONFIDENTIAL", "SIPDIS", "08OSLO12", "1/2", id="caption behind"),
        pytest.param("C O N F I D E N T I A L SECTION O1 OF O2 OSLO 000012", "CONFIDENTIAL", "", "08OSLO12", "1/2", id="O for zero in the section"),
        pytest.param("C O N F I D E N T I A L SECTION 01 0F 02 OSLO 000012", "CONFIDENTIAL", "", "08OSLO12", "1/2", id="zero for O in OF"),
        pytest.param("C O N F I D E N T I A L SCTION 01 OF 02 OSLO 000012", "CONFIDENTIAL", "", "08OSLO12", "1/2", id="section misspelt"),
        pytest.param("C O N F I D E N T I A L S E C T I O N 01 OF 02 OSLO 000012", "CONFIDENTIAL", "", "08OSLO12", "1/2", id="section spaced"),
        pytest.param("CO N F I D E N T I A L OSLO 000012", "CONFIDENTIAL", "", "08OSLO12", "", id="a blank lost"),
        pytest.param("C O N F I D E N T I A L OSLO SECTION 01 OF 02", "CONFIDENTIAL", "", None, "", id="order changed"),
        pytest.param("UNCLAS E F T O SECTION 01 OF 02 OSLO 000012", "UNCLASSIFIED", "EFTO", "08OSLO12", "1/2", id="E F T O before the section"),
        pytest.param("UNCLAS SECTION 01 OF 02 SIPDIS OSLO 000012", "UNCLASSIFIED", "SIPDIS", "08OSLO12", "1/2", id="caption before the post"),
        pytest.param("S E C R E T NOFORN OSLO 000012", "SECRET//NOFORN", "NOFORN", "08OSLO12", "", id="NOFORN"),
        pytest.param("S E C R E T N O F O R N OSLO 000012", "SECRET//NOFORN", "NOFORN", "08OSLO12", "", id="NOFORN spaced"),
        pytest.param("S E C R E T//NOFORN SECTION 01 OF 02 OSLO 000012", "SECRET//NOFORN", "NOFORN", "08OSLO12", "1/2", id="NOFORN with slashes"),
        pytest.param("S E C R E T NODIS OSLO 000012 EXDIS", "SECRET", "NODIS EXDIS", "08OSLO12", "", id="captions on both sides"),
        pytest.param("UNCLASSIFIED//FOR OFFICIAL USE ONLY OSLO 000012", FOUO, "FOR OFFICIAL USE ONLY", "08OSLO12", "", id="FOUO in full"),
        pytest.param("UNCLAS//FOUO OSLO 000012", FOUO, "FOUO", "08OSLO12", "", id="FOUO"),
        pytest.param("UNCLAS SENSITIVE OSLO 000012", FOUO, "SENSITIVE", "08OSLO12", "", id="SENSITIVE"),
        pytest.param("LIMITED OFFICIAL USE OSLO 000012", "LIMITED OFFICIAL USE", "", "08OSLO12", "", id="LOU"),
        pytest.param("L I M I T E D  O F F I C I A L  U S E OSLO 000012", "LIMITED OFFICIAL USE", "", "08OSLO12", "", id="LOU spaced"),
        pytest.param("C O N F I D E N T I A L N'DJAMENA 000012", "CONFIDENTIAL", "", "08NDJAMENA12", "", id="apostrophe"),
        pytest.param("S E C R E T RIO DE JANEIRO 000012", "SECRET", "", "08RIODEJANEIRO12", "", id="blanks"),
        pytest.param("S E C R E T PORT AU PRINCE 000012", "SECRET", "", "08PORTAUPRINCE12", "", id="blanks in another"),
        pytest.param("UNCLAS USUN NEW YORK 000012", "UNCLASSIFIED", "", "08USUNNEWYORK12", "", id="mission"),
        pytest.param("UNCLAS AIT TAIPEI 000012", "UNCLASSIFIED", "", "08AITTAIPEI12", "", id="institute"),
        pytest.param("UNCLAS STATE 012345 TOSEC 140010", "UNCLASSIFIED", "", "08STATE12345", "", id="the Secretary's series"),
        pytest.param("UNCLAS TOSEC 140010 STATE 012345", "UNCLASSIFIED", "", "08STATE12345", "", id="the Secretary's series first"),
        pytest.param("UNCLAS OSLO 000012 ZDK", "UNCLASSIFIED", "", "08OSLO12", "", id="signal behind"),
        pytest.param("UNCLAS SECTION 01 OF 02\nRIO DE JANEIRO 000012", "UNCLASSIFIED", "", "08RIODEJANEIRO12", "1/2", id="wrapped before the post"),
        pytest.param("C O N F I D E N T I A L OSLO 000012\n\nNOFORN\nSIPDIS", "CONFIDENTIAL//NOFORN", "NOFORN SIPDIS", "08OSLO12", "", id="captions below"),
    ],
)  # fmt: skip
def test_line(line: str, level: str, caption: str, identifier: str | None, section: str) -> None:
    if identifier is None:
        assert grammar.classification_line(line) is None
        return
    found = classed(line)
    assert (found.classification, found.identifier) == (level, identifier)
    assert " ".join(found.captions) == caption
    assert (f"{found.sections.number}/{found.sections.total}" if found.sections else "") == section


@pytest.mark.rule(9)
@pytest.mark.parametrize(
    "line", ["SECRET POLICE", "SECRETARY OF STATE 12", "CONFIDENTIAL TALKS", "UNCLASSIFIED NOTES OF 12", "LIMITED WAR", "TOP SECRET PLACES", "RESTRICTED AREA"]
)  # fmt: skip
def test_capitals_that_are_none(line: str) -> None:
    found = grammar.classification_line(line)
    assert found is None or found["number"]  # with a number it is a line for all we know


@pytest.mark.rule(10)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("SIPDIS", "SIPDIS", id="one"),
        pytest.param("S I P D I S", "SIPDIS", id="spaced"),
        pytest.param("S E N S I T I V E", "SENSITIVE", id="spaced, longer"),
        pytest.param("SIPDIS.", "SIPDIS", id="a stop behind"),
        pytest.param("(SIPDIS)", "SIPDIS", id="in parentheses"),
        pytest.param("SIPDIS//SENSITIVE//", "SIPDIS|SENSITIVE", id="slashes"),
        pytest.param("SENSITIVE AND SIPDIS", "SENSITIVE|SIPDIS", id="with and"),
        pytest.param("SIPIDS", "SIPDIS", id="misspelt"),
        pytest.param("SENSTIVE", "SENSITIVE", id="misspelt too"),
        pytest.param("NO FORN", "NOFORN", id="divided"),
        pytest.param("NOFORN ORCON", "NOFORN|ORCON", id="dissemination"),
        pytest.param("REL TO USA, GBR", "REL TO USA, GBR", id="releasable to"),
        pytest.param("STADIS/EXDIS", "STADIS|EXDIS", id="distribution"),
        pytest.param("NODIS CHEROKEE", "NODIS|CHEROKEE", id="the Secretary's channel"),
        pytest.param("NSC EYES ONLY", "NSC EYES ONLY", id="longest first"),
        pytest.param("OFFICIAL-INFORMAL", "OFFICIAL INFORMAL", id="hyphen"),
        pytest.param("DISSENT CHANNEL", "DISSENT CHANNEL", id="channel"),
        pytest.param(
            "C O R R E C T E D  C O P Y (SUBJECT LINE)",
            "CORRECTED COPY",
            id="says what was corrected",
        ),
        pytest.param("CORRECTED COPY - TAGS ADDED", "CORRECTED COPY", id="after a dash"),
        pytest.param("SIPDIS\nSENSITIVE\nSIPDIS", "SIPDIS|SENSITIVE", id="once each, in order"),
        pytest.param("AIDAC\n\nSIPDIS", "AIDAC|SIPDIS", id="blank line between"),
    ],
)
def test_captions(lines: str, want: str) -> None:
    found = classed(f"UNCLAS OSLO 000012\n\n{lines}\n\nDEPT FOR EUR/NB")
    assert "|".join(found.captions) == want
    assert found.passing == ("DEPT FOR EUR/NB",)


@pytest.mark.rule(10)
@pytest.mark.parametrize("caption", sorted(set(reference.captions()) - {"EXCLUSIVE FOR", "ONLY"}))
def test_every_caption_of_the_table_is_known(caption: str) -> None:
    if not grammar.BANNER.fullmatch(caption):
        assert grammar.is_captions(caption)
        assert list(captions(caption))


@pytest.mark.rule(11)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("DEPT FOR EUR/NB", "DEPT FOR EUR/NB", id="FOR"),
        pytest.param(
            "DEPT FOR EUR/NB\nSTATE PASS USTR", "DEPT FOR EUR/NB|STATE PASS USTR", id="two"
        ),
        pytest.param("DEPT PASS TO USTR FOR ROE", "DEPT PASS TO USTR FOR ROE", id="PASS TO"),
        pytest.param("DEPT PLEASE PASS TO AID", "DEPT PLEASE PASS TO AID", id="PLEASE PASS TO"),
        pytest.param(
            "PLEASE PASS TO USTR\nDEPT FOR EUR",
            "PLEASE PASS TO USTR|DEPT FOR EUR",
            id="begins with PLEASE",
        ),
        pytest.param("DEPT FOR EUR\nPASS USTR", "DEPT FOR EUR|PASS USTR", id="begins with PASS"),
        pytest.param(
            "DEPT FOR EUR\nFOR AMBASSADOR FROM ROE",
            "DEPT FOR EUR|FOR AMBASSADOR FROM ROE",
            id="begins with FOR",
        ),
        pytest.param(
            "FROM CODEL ROE\nDEPT FOR H", "FROM CODEL ROE|DEPT FOR H", id="begins with FROM"
        ),
        pytest.param(
            "USDOC FOR 4212/ITA/MAC/ROE", "USDOC FOR 4212/ITA/MAC/ROE", id="an office by number"
        ),
        pytest.param(
            "TREASURY FOR OASIA\nUSDA FOR FAS", "TREASURY FOR OASIA|USDA FOR FAS", id="departments"
        ),
        pytest.param("LONDON FOR ROE\nPARIS FOR DOE", "LONDON FOR ROE|PARIS FOR DOE", id="cities"),
        pytest.param(
            "DEPT FOR EUR/NB, INR,\nAND OES", "DEPT FOR EUR/NB, INR, AND OES", id="wrapped"
        ),
        pytest.param(
            "DEPT FOR EUR\nAND\nUSDOC FOR 4212", "DEPT FOR EUR|USDOC FOR 4212", id="a lone AND"
        ),
        pytest.param(
            "Dept for EUR/NB\nState pass USTR", "Dept for EUR/NB|State pass USTR", id="mixed case"
        ),
        pytest.param(
            "STATE ALSO FOR OES\nDEPT ALSO PASS NSC",
            "STATE ALSO FOR OES|DEPT ALSO PASS NSC",
            id="ALSO",
        ),
        pytest.param("EMBASSIES FOR ECON: ROE", "EMBASSIES FOR ECON: ROE", id="embassies"),
        pytest.param("NSC FOR ROE\nNSC FOR ROE", "NSC FOR ROE", id="said twice, kept once"),
    ],
)
def test_passing(lines: str, want: str) -> None:
    found = classed(f"UNCLAS OSLO 000012\n\nSIPDIS\n\n{lines}")
    assert "|".join(found.passing) == want
    assert (found.captions, found.subject) == (("SIPDIS",), "A FIRST CABLE")


@pytest.mark.rule(9)
@pytest.mark.parametrize(
    "line", ["C 0 N F I D E N T I A L OSLO 000042", "C0NFIDENTIAL OSLO 000042"]
)
def test_zero_for_o_in_the_level(line: str) -> None:
    found = grammar.classification_line(line)
    assert found
    assert (level(found), found["post"], found["number"]) == ("CONFIDENTIAL", "OSLO", "000042")
