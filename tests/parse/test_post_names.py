"""Rule 5: malformed identifiers and the names of posts in every form, for identifiers and references alike."""

from __future__ import annotations

import csv
from importlib import resources

import pytest
from sources import HEADER, cable, read

from sitegen.parse.identifier import build, canonical, is_one_edit, known_post, post_code

MALFORMED = [
    ("08SCTION02OF02SAOPAULO335", "08SAOPAULO335", "the section, a letter lost"),
    ("08SECION01OF03SUVA12", "08SUVA12", "the section, another letter lost"),
    ("08SETCION01OF03SUVA12", "08SUVA12", "the section, letters changed about"),
    ("08TION01OF03SUVA12", "08SUVA12", "the section, half of it"),
    ("08SUVA12SECTION01OF02", "08SUVA12", "the section behind the number"),
    ("06EFTOBAKU1165", "06BAKU1165", "service word"),
    ("06EFTOSECTION01OF02BAKU1165", "06BAKU1165", "service word and section"),
    ("09TOSEC140010STATE12345", "09STATE12345", "number of the Secretary's series before the post"),
    ("09STATE12345TOSEC140010", "09STATE12345", "number of the Secretary's series behind"),
    ("07OSLO000160ZDK164", "07OSLO160", "signal and repeated number"),
    ("07OSLO000160ZDKRUEHC1234", "07OSLO160", "signal and station"),
    ("08ACCRA001382SUSPECTEDDUPLICATE1392", "08ACCRA1382", "service note behind"),
    ("08SUSPECTEDDUPLICATEACCRA1382", "08ACCRA1382", "service note before"),
    ("08CORRECTEDCOPYACCRA1382", "08ACCRA1382", "corrected copy"),
    ("08AMEMBASSYACCRA1382", "08ACCRA1382", "kind of post"),
    ("08AMCONSULLAGOS12", "08LAGOS12", "another kind of post"),
    ("08USMISSIONGENEVA12", "08GENEVA12", "a mission"),
    ("08CONFIDENTIALACCRA1382", "08ACCRA1382", "the level"),
    ("08UNCLASSIPDISACCRA1382", "08ACCRA1382", "level and caption"),
    ("7575LIBREVILLE1895", "75LIBREVILLE1895", "year twice"),
    ("1975 LIBREVILLE 01895", "75LIBREVILLE1895", "year of four digits, blanks"),
    ("09 UNVIE VIENNA 12", "09UNVIEVIENNA12", "post of two words"),
    ("09UNVIE12", "09UNVIEVIENNA12", "short form"),
    ("09USUN12", "09USUNNEWYORK12", "short form of another"),
    ("06PARISFR12", "06UNESCOPARISFR12", "UNESCO, not the embassy"),
    ("06PARIS12", "06PARIS12", "the embassy, not UNESCO"),
    ("07TAIPEI12", "07AITTAIPEI12", "the institute by its city"),
    ("07DAMASCCUS12", "07DAMASCUS12", "misspelt"),
    ("05KYIV12", "05KIEV12", "identifiers said KIEV until 2006"),
    ("08KIEV12", "08KYIV12", "and KYIV from 2007"),
    ("06KIEV12", "06KIEV12", "in the year of the change as it is"),
    ("09ST.PETERSBURG12", "09STPETERSBURG12", "a stop in the name"),
    ("09PORT-AU-PRINCE12", "09PORTAUPRINCE12", "hyphens in the name"),
]  # fmt: skip


@pytest.mark.rule(5)
@pytest.mark.parametrize(("raw", "want"), [pytest.param(a, b, id=why) for a, b, why in MALFORMED])
def test_malformed(raw: str, want: str) -> None:
    assert canonical(raw) == want
    assert canonical(want) == want


FORMS = {
    "STATE": "SECSTATE; SECSTATE WASHDC; STATE DEPT; DEPT OF STATE; DEPTEL",
    "RIODEJANEIRO": "RIO; Rio de Janeiro; RIO DE JANIERO",
    "HONGKONG": "HK; HONG KONG; AMCONSUL HONG KONG",
    "HOCHIMINHCITY": "HCMC; HO CHI MINH CITY; HO CHI MINH",
    "ADDISABABA": "ADDIS; ADDIS ABEBA; AMEMBASSY ADDIS ABABA",
    "PORTOFSPAIN": "PTO SPAIN; PORT OF SPAIN",
    "UNVIEVIENNA": "UNVIE; UNVIE VIENNA; USMISSION UNVIE VIENNA",
    "USUNNEWYORK": "USUN; USUN NEW YORK; USUN NY; USMISSION USUN NEW YORK",
    "USNATO": "USNATO; US NATO; USMISSION USNATO; NATO",
    "GENEVA": "GENEVA; USMISSION GENEVA; US MISSION GENEVA",
    "DARESSALAAM": "DAR; DAR ES SALAAM; DAR ES SALAM",
    "UNESCOPARISFR": "PARIS FR; UNESCO PARIS; UNESCO PARIS FR",
    "AITTAIPEI": "TAIPEI; AIT; AIT TAIPEI; AIT/T",
    "QUITO": "QUITO; QUITTO; QUIOT",
    "USEUBRUSSELS": "USEU; USEU BRUSSELS; USMISSION USEU BRUSSELS",
    "BRUSSELS": "BRUSSELS; BRUSSLES; AMEMBASSY BRUSSELS",
    "USOSCE": "USOSCE; USMISSION USOSCE; OSCE VIENNA",
    "VIENNA": "VIENNA; AMEMBASSY VIENNA",
    "VATICAN": "VATICAN; HOLY SEE",
    "ROME": "ROME; AMEMBASSY ROME",
    "UNROME": "UN ROME; USUN ROME; FAO ROME",
    "STPETERSBURG": "ST PETERSBURG; ST. PETERSBURG; AMCONSUL ST PETERSBURG; SAINT PETERSBURG",
    "THEHAGUE": "THE HAGUE; HAGUE",
    "NDJAMENA": "N'DJAMENA; NDJAMENA; N DJAMENA",
    "MUMBAI": "MUMBAI",
    "RANGOON": "RANGOON; YANGON",
    "BEIJING": "BEIJING; BEJING",
    "TEGUCIGALPA": "TEGUCIGALPA; TEGUC; TEGUCIGAPLA",
    "ULAANBAATAR": "ULAANBAATAR; ULAN BATOR; UB".replace("; UB", ""),
    "HAVANA": "HAVANA; HABANA",
    "SECDEF": "SECDEF; SECDEF WASHINGTON DC",
    "NOWHEREVALE": "NOWHERE VALE; NOWHERE-VALE",
    "AMEMBASSYNOWHERE": "AMEMBASSY NOWHERE",
}


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("form", "want"),
    [
        pytest.param(form, code, id=f"{form} is {code}")
        for code, forms in FORMS.items()
        for form in forms.split("; ")
    ],
)
def test_forms_of_a_post(form: str, want: str) -> None:
    assert post_code(form) == want


def test_the_table_names_known_posts_once_each_and_hides_none() -> None:
    text = (
        resources.files("sitegen.reference").joinpath("data", "post_forms.csv").read_text("utf-8")
    )
    rows = list(csv.DictReader(text.splitlines()))
    assert all(known_post(row["code"]) and row["provenance"] for row in rows)
    keys = [(row["form"], row["first_year"]) for row in rows]
    assert len(keys) == len(set(keys))
    renamed = {row["form"] for row in rows if known_post(row["form"].replace(" ", ""))}
    assert renamed == {
        "TAIPEI",
        "PARIS FR",
        "UNESCO PARIS",
        "KIEV",
        "KYIV",
        "DAMASCCUS",
        "MONTEREY",
    }


@pytest.mark.parametrize(
    ("one", "other", "is_one"),
    [
        ("OSLO", "OSLA", True),
        ("OSLO", "OSL", True),
        ("OSLO", "OSSLO", True),
        ("OSLO", "OLSO", True),
        ("OSLO", "OSLO", False),
        ("OSLO", "ROMA", False),
        ("OSLO", "OL", False),
        ("SLO", "OSLO", True),
    ],
)
def test_one_edit(one: str, other: str, is_one: bool) -> None:
    assert is_one_edit(one, other) is is_one
    assert is_one_edit(other, one) is is_one


PAGE = "Identifier\nCreated\nClassification\nOrigin\n{id}\n2008-03-12 10:15:00\nUNCLASSIFIED\nEmbassy Reykjavik\n"


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("given", "want", "warns"),
    [
        pytest.param(
            "08REYKJOVIK42", "08REYKJAVIK42", False, id="one letter off the classification line"
        ),
        pytest.param("08REYKAJVIK42", "08REYKJAVIK42", False, id="two letters changed about"),
        pytest.param("08REYKJOVEK42", "08REYKJOVEK42", True, id="two letters off: nobody knows"),
        pytest.param(
            "08REYKJOVIK43", "08REYKJOVIK43", True, id="another number: not the same cable"
        ),
        pytest.param("08OSLO42", "08OSLO42", True, id="another post that there is"),
        pytest.param(
            "08REYKJAVIK", "08REYKJAVIK42", True, id="number from the classification line"
        ),
        pytest.param("08AMEMBASSYREYKJAVIK42", "08REYKJAVIK42", False, id="kind of post"),
    ],
)
def test_what_the_header_says(given: str, want: str, warns: bool) -> None:
    found = cable(PAGE.format(id=given) + HEADER)
    assert found.identifier == want
    assert found.aliases == (() if given == want else (given,))
    assert ("identifier-mismatch" in found.warnings) is warns


@pytest.mark.rule(5)
def test_a_page_break_has_the_number_too() -> None:
    text = (
        HEADER.replace(" REYKJAVIK 000042", "")
        + "\n1. (U) One\n\nREYKJAVIK 00000042  002 OF 002\n\nsentence.\n"
    )
    assert cable(text).identifier == "08REYKJAVIK42"


@pytest.mark.rule(5)
def test_year_of_identifier_near_new_year_is_the_given_one() -> None:
    found = read(PAGE.format(id="07REYKJAVIK42") + HEADER)
    assert found.cable
    assert found.cable.identifier == "07REYKJAVIK42"


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("year", "post", "want"),
    [
        (2005, "KYIV", "05KIEV12"),
        (2008, "KIEV", "08KYIV12"),
        (1975, "PEKING", "75PEKING12"),
        (1985, "PEKING", "85BEIJING12"),
        (1990, "BOMBAY", "90BOMBAY12"),
        (2004, "BOMBAY", "04MUMBAI12"),
        (1974, "LOURENCO MARQUES", "74LOURENCOMARQUES12"),
        (2004, "USINT", "04HAVANA12"),
    ],
)
def test_names_by_year(year: int, post: str, want: str) -> None:
    assert build(year, post, "012") == want


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("sender", "want"),
    [
        ("AMEMBASSY REYKJAVIK", "Embassy Reykjavik"),
        ("AMCONSUL REYKJAVIK", "Consulate Reykjavik"),
        ("AMLEGATION REYKJAVIK", "Legation Reykjavik"),
        ("USINT REYKJAVIK", "US Interests Section Reykjavik"),
        ("USLO REYKJAVIK", "US Liaison Office Reykjavik"),
        ("SECSTATE WASHDC", "Embassy Reykjavik"),
    ],
)
def test_a_post_is_called_what_its_own_telegram_calls_it(sender: str, want: str) -> None:
    found = cable(HEADER.replace("AMEMBASSY REYKJAVIK", sender) + "\n1. (U) SPECIMEN text.\n")
    assert found.origin.name == want


@pytest.mark.rule(7)
@pytest.mark.parametrize(
    ("post", "sender", "want", "country"),
    [
        ("SAIGON", "AMEMBASSY SAIGON", "Embassy Saigon", "Vietnam"),
        ("CAN THO", "AMCONSUL CAN THO", "Consulate Can Tho", "Vietnam"),
        ("PORT STANLEY", "AMCONSUL PORT STANLEY", "Consulate Port Stanley", ""),
        ("ATLANTIS", "CINC ATLANTIS", "Atlantis", ""),
    ],
)  # fmt: skip
def test_posts_that_were_closed(post: str, sender: str, want: str, country: str) -> None:
    top = HEADER.replace("AMEMBASSY REYKJAVIK", sender).replace(
        "REYKJAVIK 000042", f"{post} 000042"
    )
    found = cable(top + "\n1. (U) SPECIMEN text.\n").origin
    assert (found.name, found.country) == (want, country)
