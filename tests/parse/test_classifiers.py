# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rule 16: who classified a cable, without title, and the codes of the reasons."""

from __future__ import annotations

import pytest
from sources import HEADER, cable

from sitegen.parse.classified import classified_by, is_title
from sitegen.records import Cable

# What a group shows → (text behind the label, name, reason codes).
CASES: dict[str, list[tuple[str, str, str]]] = {
    "the name with all that belongs to it": [
        ("Ambassador Jane Q. Public for reasons 1.4 (b) and (d).", "Jane Q. Public", "1.4(b) 1.4(d)"),
        ("DCM John Doe, Jr., reasons 1.4 (b,d)", "John Doe, Jr.", "1.4(b) 1.4(d)"),
        ("DCM John Doe III for reasons 1.4 (b,d)", "John Doe III", "1.4(b) 1.4(d)"),
        ("John F. Doe, Jr., Ambassador, U.S. Embassy Oslo. REASON: 1.4 (b)", "John F. Doe, Jr.", "1.4(b)"),
        ("Robert (Bob) Doe for reasons 1.4 b", "Robert (Bob) Doe", "1.4(b)"),
        ("Ambassador Jane de la Roe for reasons 1.4 b", "Jane de la Roe", "1.4(b)"),
        ("Ambassador J.R. Roe, E.O. 12958, reasons 1.4 (b)", "J.R. Roe", "1.4(b)"),
        ("Ambassador Jane R0E, reasons 1.4 b", "Jane ROE", "1.4(b)"),
        ("XXXXXXXXXXXX, reasons 1.4 b", "XXXXXXXXXXXX", "1.4(b)"),
        ("Ambassador John Doe-Roe; reason 1.4(b/d)", "John Doe-Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane O'Roe for reasons 1.4(b) and 1.4(d)", "Jane O'Roe", "1.4(b) 1.4(d)"),
        ("CONSUL GENERAL J. ROE, REASON 1.4 (B)", "J. ROE", "1.4(b)"),
        ("Chief of Mission J. ROE", "J. ROE", ""),
        ("Jane Roe-Doe, POL/ECON: REASONS 1.4(B) AND (D)", "Jane Roe-Doe", "1.4(b) 1.4(d)"),
    ],
    "charge, in every spelling": [
        ("CDA, a.i. John Doe for reasons 1.4(b) and (d).", "John Doe", "1.4(b) 1.4(d)"),
        ("CDA Jane Roe; E.O. 12958; Reason: 1.4 (b and d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Charge' d'Affaires Jane Roe for reasons 1.4 b and d.", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Charge d,Affaires Jane Roe for reasons 1.4 b and d.", "Jane Roe", "1.4(b) 1.4(d)"),
        ("CHARGE D AFFAIRES A.I. JANE ROE, REASON 1.4 (B)", "JANE ROE", "1.4(b)"),
        ("Charge d'Affaires, a.i., Jane Roe, for reasons 1.4(b)", "Jane Roe", "1.4(b)"),
        ("Acting Charge D'Affaires Jane Roe per 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Charge Jane Roe, reasons 1.4 b d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Charge, Jane Roe, reasons 1.4 b d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Charge d'Affaires, a.i. Jane Roe: 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Charg d'Affaires Jane Roe for 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Chargé d’Affaires Jane Roe for 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("ChargQ d'Affaires Jane Roe for 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("CDA JANE ROE, A.I., REASONS 1.4(B)", "JANE ROE", "1.4(b)"),
    ],
    "section and rank in short forms": [
        ("POLITICAL COUNSELOR JANE ROE FOR REASONS 1.4 (B) AND (D).", "JANE ROE", "1.4(b) 1.4(d)"),
        ("ECON/C Jane Roe for Reasons 1.4 (b), (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("A/POL COUNSELOR JANE ROE, REASONS 1.4 (B/D)", "JANE ROE", "1.4(b) 1.4(d)"),
        ("EUR/RPM Director Jane Roe, reasons 1.4 b/d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("EEB Acting Assistant Secretary Jane Roe, reasons 1.4 b/d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("RAO Jane Roe, reasons 1.4 b/d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("DCM Jane Roe, Reasons: 1.4(b and d).", "Jane Roe", "1.4(b) 1.4(d)"),
        ("DCM JANE ROE FOR REASONS 1.4 B AND D", "JANE ROE", "1.4(b) 1.4(d)"),
        ("PRT Team Leader Jane Roe for reason 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("DCM John Doe, DCM, reasons 1.4 (b), (c), and (d)", "John Doe", "1.4(b) 1.4(c) 1.4(d)"),
        ("A/DCM Jane Roe, 1.4 b/d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("AMBASSADOR JANE ROE. REASONS 1.4 (B) AND (D).", "JANE ROE", "1.4(b) 1.4(d)"),
        ("POLITICAL COUNSELOR JANE ROE. REASON: 1.5 B/D", "JANE ROE", "1.5(b) 1.5(d)"),
        ("CLASSIFIED BY ECON COUNSELOR JANE ROE, REASONS 1.4(B)(D)", "JANE ROE", "1.4(b) 1.4(d)"),
        ("USNATO PolAd Jane Roe, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("INR/B - Jane Roe, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("AMBASSADOR JANE ROE REASONS: 1.4 (B), (D)", "JANE ROE", "1.4(b) 1.4(d)"),
        ("EXT Political Unit Chief Jane Roe; for reasons 1.4b and d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("AMBASSADOR JANE ROE FOR REASONS: 1.4 B,D", "JANE ROE", "1.4(b) 1.4(d)"),
    ],
    "reason letters in every form": [
        ("Economic Minister-Counselor Jane Roe, reasons 1.4 (b) and (d).", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Pol/Econ Chief Jane Roe for reasons 1.4(B/D).", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Consul General Jane Roe, U.S. Consulate General, Lagos; for reasons 1.4 (b) and (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane N. Roe. Reasons: 1.4 (b) and (d)", "Jane N. Roe", "1.4(b) 1.4(d)"),
        ("PolCouns Jane Roe for reasons 1.4 (b, d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Deputy Assistant Secretary Jane Roe, reasons 1.4 b/d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Col. John Doe, Defense Attache, reasons 1.4 (a) (c)", "John Doe", "1.4(a) 1.4(c)"),
        ("Ambassador Jane Roe, reasons: 1.4 (b), (c), and (e)", "Jane Roe", "1.4(b) 1.4(c) 1.4(e)"),
        ("Ambassador Jane Roe (Reasons: 1.4 (b) and (d))", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador William B. Wood, Reasons 1.4 (b) and (d)", "William B. Wood", "1.4(b) 1.4(d)"),
        ("Ambassador Jane Roe; for Reasons 1.4 (B and D).", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Amb Jane Roe Reason 1.4 (b), (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane Roe for reasons 1.4 (b), (d) and (g)", "Jane Roe", "1.4(b) 1.4(d) 1.4(g)"),
        ("Global Affairs Officer Jane Roe; Reasons 1.4(b,d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane Roe for reason 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
    ],
    "title behind the name": [
        ("JANE W. ROE, DCM; REASONS 1.4 (B) AND (D)", "JANE W. ROE", "1.4(b) 1.4(d)"),
        ("Jane Roe, Consul General, American Consulate General Vladivostok, Department of State. REASON: 1.4 (b), (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe, DCM, Ankara, State. REASON: 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("Jane Roe, PE Counselor, for reasons 1.4 (b) and (d).", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe (DCM) for reasons 1.4 b", "Jane Roe", "1.4(b)"),
        ("Jane Roe, Acting for the Ambassador, reasons 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("Jane Roe; Acting Principal Officer; Reason: 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Jane Roe, Deputy Political Counselor, for Reasons 1.4 (b/d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe, DEPUTY CHIEF OF MISSION, REASON: 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe, E/P Chief, for reasons 1.4 (b) and (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe, Regional Security Officer, Embassy Port-au-Prince, 1.4 (b)", "Jane Roe", "1.4(b)"),
    ],
    "titles of several words and places": [
        ("US Embassy Managua, Ambassador Jane A. Roe, Reasons 1.4 b,d", "Jane A. Roe", "1.4(b) 1.4(d)"),
        ("Counselor for Political Affairs Jane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Political and Economic Counselor Jane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Minister-Counselor for Economic and Trade Affairs Jane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Ambassador to Norway Jane Roe for reasons 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("U.S. Ambassador to the OSCE Jane Roe for reasons 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("Ambassador to Sri Lanka Jane B. Roe for reasons 1.4 (b)", "Jane B. Roe", "1.4(b)"),
        ("Embassy Oslo DCM Jane B. Roe for reasons 1.4 (b)", "Jane B. Roe", "1.4(b)"),
        ("Acting Deputy Chief of Mission and Political Counselor Jane Roe, reason 1.4 b", "Jane Roe", "1.4(b)"),
        ("DCM Jane Roe. Reasons 1.4(b) and (d) apply to paragraphs 3", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Counselor of Embassy for Political Affairs Jane Roe for 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Environment, Science, Technology and Health Counselor Jane Roe, 1.4 (b)", "Jane Roe", "1.4(b)"),
    ],
    "two names are one text": [
        ("DCM John Doe and Pol/C Jane Roe for reasons 1.4 (b)", "John Doe and Jane Roe", "1.4(b)"),
        ("Jane Roe/John Doe, reasons 1.4 b", "Jane Roe and John Doe", "1.4(b)"),
        ("PolOff Jane Roe and EconOff John Doe for reasons 1.4 (b)", "Jane Roe and John Doe", "1.4(b)"),
    ],
    "title before the name": [
        ("Ambassador Roe, reasons 1.4 b", "Roe", "1.4(b)"),
        ("Classified by Ambassador Jane Roe for reasons 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("Political Officer Jane Roe, acting Political Counselor, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Deputy Permanent Representative Jane Roe, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Consul General", "Consul General", ""),
        ("Political Counselor, Jane Roe, for reasons 1.4 (d)", "Jane Roe", "1.4(d)"),
        ("Ambassador T. Jane Roe--reasons 1.4 (b)", "T. Jane Roe", "1.4(b)"),
        ("U.S. Ambassador Jane Roe, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Pol-Mil Officer Jane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Acting A/S Jane Roe, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("H.E. Jane Roe, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Ambassador Jane Roe - Reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Dr. Jane Roe, Director, Office of Gulf Affairs, NEA, State. Reason 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Vice Consul Jane Roe, reason 1.4 b", "Jane Roe", "1.4(b)"),
        ("Amb. Jane Roe, DECL: 02/02/2019", "Jane Roe", ""),
        ("Ambassador Jane Roe for reasons, 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("AmbassadorJane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
    ],
    "how the reasons begin": [
        ("AMBASSADOR JANE ROE, E.O. 12958, REASONS: 1.5(B) AND (D)", "JANE ROE", "1.5(b) 1.5(d)"),
        ("Ambassador Jane Roe under 1.4 (b) and (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane Roe pursuant to Section 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Jane Roe, Political Officer, Political Section, US Embassy, State. Reason 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Ambassador Jane Roe for resons 1.4(b)", "Jane Roe", "1.4(b)"),
        ("Ambassador Jane Roe for rea sons 1.4(b)", "Jane Roe", "1.4(b)"),
        ("Ambassador Jane Roe. Reason: E.O. 12958 1.4 (B), (D)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Political-Economic Section Chief Jane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("DCM Jane Roe, for reasons 1.4. (b) and (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("DCM Jane Roe, for reasons in Section 1.4 (b) and (d)", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Jane Roe, Consul, for reasons 1.4 (b) and (d) of E.O. 12958", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Ambassador Jane Roe for reasons 1.4. b,c,d", "Jane Roe", "1.4(b) 1.4(c) 1.4(d)"),
        ("Ambassador Jane Roe, 12958, reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Ambassador Jane Roe, EO 12958 1.4(b)", "Jane Roe", "1.4(b)"),
    ],
    "ranks": [
        ("LTG (ret) Jane McRoe, US Security Coordinator; reasons 1.4 (b, d)", "Jane McRoe", "1.4(b) 1.4(d)"),
        ("CDA LTC (R) Jane O'Roe, Reasons 1.4 (b), (d)", "Jane O'Roe", "1.4(b) 1.4(d)"),
        ("BG Jane Roe USAF, DATT, reasons 1.4 (c)", "Jane Roe", "1.4(c)"),
        ("Econ Off Jane Roe, for reasons 1.4 b and d", "Jane Roe", "1.4(b) 1.4(d)"),
        ("Secretary of Delegation Jane Roe for reasons 1.4 (b)", "Jane Roe", "1.4(b)"),
        ("Emboffs Jane Roe and John Doe, reasons 1.4 (b,d)", "Jane Roe and John Doe", "1.4(b) 1.4(d)"),
    ],
    "a surname that is a title as well": [
        ("Tom Major, DCM, reasons 1.4(B)", "Tom Major", "1.4(b)"),
        ("DCM Robert Post, reasons 1.4(B)", "Robert Post", "1.4(b)"),
        ("Political Counselor Van Press, reasons 1.4(B)", "Van Press", "1.4(b)"),
    ],
}  # fmt: skip


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    ("text", "who", "why"),
    [
        pytest.param(*case, id=f"{shows} {number}")
        for shows, cases in CASES.items()
        for number, case in enumerate(cases, start=1)
    ],
)
def test_name_and_reasons(text: str, who: str, why: str) -> None:
    assert classified_by([text]) == (who, tuple(why.split()))


def headed(lines: str) -> Cable:
    """A cable with these lines below its subject."""
    return cable(f"{HEADER}{lines}\n1. (U) Text stands here.\n")


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    "label",
    [
        pytest.param("Classified By:", id="usual"),
        pytest.param("CLASSIFIED BY", id="no colon"),
        pytest.param("(U) Classified by", id="portion mark before it"),
        pytest.param("(SBU) CLASSIFIED BY:", id="longer mark before it"),
        pytest.param("Classiied By:", id="a letter lost"),
        pytest.param("CLASSFIED BY:", id="another lost"),
        pytest.param("CLASSIFED BY:", id="a third lost"),
        pytest.param("CLASIFIED BY:", id="one S"),
        pytest.param("Classifeid by:", id="letters changed about"),
        pytest.param("lassified By:", id="first letter lost"),
        pytest.param("CLASSIFIEDBY:", id="glued"),
        pytest.param("Classified  By :", id="blanks"),
        pytest.param("Class. By:", id="short"),
        pytest.param("CLASSIFIED:", id="without by"),
        pytest.param("CLASSIFICATION BY:", id="another word"),
    ],
)
def test_labels(label: str) -> None:
    found = headed(f"\n{label} DCM Jane Roe for reasons 1.4 (b) and (d)\n")
    assert (found.classified_by, found.reasons) == ("Jane Roe", ("1.4(b)", "1.4(d)"))


JANE = ("Jane Roe", "1.4(b) 1.4(d)")


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    ("lines", "want"),
    [
        pytest.param("\nClassified By: DCM Jane Roe for reasons 1.4\n(b) and (d)\n", JANE, id="wrapped before the letters"),
        pytest.param("\nClassified By: DCM Jane Roe for reasons 1.4 (b)\nand (d)\n", JANE, id="wrapped between the letters"),
        pytest.param("\nClassified By: DCM Jane Roe for Re\nasons 1.4 (b) and (d)\n", JANE, id="wrapped in the word reasons"),
        pytest.param("\nClassified By: Deputy Chief of\nMission Jane Roe for\nreasons 1.4\n(b) and (d).\n", JANE, id="four lines"),
        pytest.param("\nCLASSIFIED BY: Jane Roe, Consul General, American Consulate\nGeneral Vladivostok, Department of State.\nREASON: 1.4 (b), (d)\n", JANE, id="REASON on its own line"),
        pytest.param("\nCLASSIFIED BY: Jane Roe, Consul\n\nREASON: 1.4 (b), (d)\n", JANE, id="REASON below a blank line"),
        pytest.param("\nCLASSIFIED BY: DCM JANE ROE, REASONS 1.4\n(B) AND (D)\n", ("JANE ROE", JANE[1]), id="letters in capitals are no portion mark"),
        pytest.param("\nCLASSIFIED BY: DCM JANE ROE, REASONS 1.4 (B),\n(D)\n", ("JANE ROE", JANE[1]), id="a letter alone"),
        pytest.param("\nREF: OSLO 12\n\nClassified By: DCM Jane Roe, 1.4 b,d\n", JANE, id="below REF"),
        pytest.param("Classified By: DCM Jane Roe, 1.4 b,d\n\nREF: OSLO 12\n", JANE, id="above REF"),
        pytest.param("\nThis message is unnumbered. It says so.\n\nClassified By: DCM Jane Roe, 1.4 b,d\n", JANE, id="below prose"),
        pytest.param("\n1. (U) Classified by: DCM Jane Roe, 1.4 b,d\n\n2. (C) Text.\n", JANE, id="as paragraph 1"),
        pytest.param("\n1. (C) Summary.\n\nClassified by DCM Jane Roe, reasons 1.4 b,d\n\n2. (C) Text.\n", JANE, id="below paragraph 1"),
        pytest.param("\nClassified By: DCM Jane Roe, 1.4 (b) and (d).\nThe text begins without a blank line.\n", JANE, id="text right below it"),
        pytest.param("\nClassified By: DCM Jane Roe, 1.4 (b) and (d)\nDERIVED FROM: DSCG 05-1\n", JANE, id="derived from"),
        pytest.param("\nClassified by law, the archive is closed.\n", (None, ""), id="prose"),
        pytest.param("\n", (None, ""), id="none"),
    ],
)  # fmt: skip
def test_block(lines: str, want: tuple[str | None, str]) -> None:
    found = headed(lines)
    assert (found.classified_by, " ".join(found.reasons)) == want
    assert found.subject == "A FIRST CABLE"


@pytest.mark.rule(16)
@pytest.mark.parametrize(
    "word",
    "Ambassador POL/ECON Minister-Counselor DepPolCouns Econoff CDA U.S. EUR/NB".split(),
)
def test_titles(word: str) -> None:
    assert is_title(word)


@pytest.mark.parametrize("word", "Jane Roe Roe-Doe O'Doe J. J.R. XXXXXXXXXXXX".split())
def test_what_is_no_title(word: str) -> None:
    assert not is_title(word)
