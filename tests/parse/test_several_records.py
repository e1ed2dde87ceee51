"""One cable from several records: twins, sections, posts that share an identifier (rule 5)."""
# ruff: noqa: E501

from __future__ import annotations

from datetime import datetime
from itertools import permutations
from typing import NamedTuple

import msgspec
import pytest
from sources import source

from sitegen.parse import identifier, parse
from sitegen.plan import merging, sections
from sitegen.plan.admission import admitted
from sitegen.plan.merging import Record, Settlement
from sitegen.records import Block, Bullet, Cable, Heading, Paragraph, Table

SPECIMEN = "SPECIMEN -- INVENTED FOR DEMONSTRATION -- NOT A RECORD"
HARBOUR = "1. (U) The harbour was painted blue again by the same three painters.\n\n2. (U) It rained on all of them."
GARBLED = "1. (U) The harbour was pa1nted blue again by the same three painters.\n\n2. (U) It rained on all of them."
OTHER = "1. (U) Of herrings the ministry knows nothing and says so in a note of four pages."


class Item(NamedTuple):
    """A record of a case: a reader page round a telegram."""

    name: str
    text: str = HARBOUR
    section: str = ""
    dtg: str = "121015Z MAR 08"
    origin: str = "Embassy Manama"
    sent: str = "0001"
    sender: str = "AMEMBASSY MANAMA"
    written: bool = False
    info: str = "AMEMBASSY ROME"

    @property
    def cable(self) -> Cable:
        post, number = identifier.parts(identifier.canonical(self.name) or "08MANAMA492")[1:]
        section = f"SECTION {self.section} " if self.section else ""
        created = datetime.strptime(self.dtg, "%d%H%MZ %b %y")  # noqa: DTZ007 - it is UTC
        found = source(
            "Identifier\nCreated\nClassification\nOrigin\n"
            f"{self.name}\n{created}\nUNCLASSIFIED\n{self.origin}\nCable title:\n\nTags:\n"
            f"VZCZCXYZ{self.sent}\nR {self.dtg}\nFM {self.sender}\nTO RUEHC/SECSTATE WASHDC 0042\n"
            f"INFO {self.info}\nUNCLAS {section}{post} {number:06}\n\nTAGS: SCUL\nSUBJECT: THE HARBOUR\n\n{SPECIMEN}\n\n{self.text}\n"
        )
        cable = admitted(parse(found), found).cable
        assert cable is not None
        return cable


def settle(items: list[Item] | tuple[Item, ...]) -> Settlement:
    return merging.settle(
        [
            Record(key, f"{key}.txt", 1, item.written, cable.identifier, cable)
            for key, item in enumerate(items, start=1)
            for cable in (item.cable,)
        ]
    )


def told(found: Settlement) -> list[str]:
    return sorted(one.code for one in found.diagnostics)


def text(blocks: tuple[Block, ...]) -> str:
    return " | ".join("/".join(b.lines) if isinstance(b, Table) else b.text for b in blocks)


GOOD, BAD = Item("08MANAMA492"), Item("08ECTION01OF02MANAMA492", GARBLED, sent="0002")
ONE = Item("08MANAMA492", "1. (U) The harbour was painted and then", "01 OF 03")
TWO = Item(
    "08MANAMA492", "it rained for days on the paint.\n\n2. (U) Two.", "02 OF 03", sent="0002"
)
THREE = Item("08MANAMA492", "3. (U) Three.\n\nWHITNEY", "03 OF 03", sent="0003")
EMBASSY = Item(
    "06BRUSSELS123", origin="Embassy Brussels", sender="AMEMBASSY BRUSSELS", dtg="121015Z MAR 06"
)
USEU = Item(
    "06BRUSSELS123", OTHER, origin="USEU Brussels", sender="USEU BRUSSELS", dtg="151015Z JUN 06"
)
USNATO = Item(
    "06BRUSSELS123",
    OTHER + " More.",
    origin="Mission USNATO",
    sender="USMISSION USNATO",
    dtg="161015Z JUN 06",
)

# Reason, records, cables they are, codes told.
CASES: tuple[tuple[str, tuple[Item, ...], list[str], list[str]], ...] = (
    ("one record", (GOOD,), ["08MANAMA492"], []),
    ("a malformed twin", (GOOD, BAD), ["08MANAMA492"], ["second-transmission"]),
    ("a twin a day later", (GOOD, BAD._replace(dtg="131100Z MAR 08", text=OTHER)), ["08MANAMA492"], ["second-transmission"]),
    ("a twin weeks later with the same words", (GOOD, BAD._replace(dtg="301100Z MAR 08")), ["08MANAMA492"], ["second-transmission"]),
    ("weeks later, and other words", (GOOD, BAD._replace(dtg="301100Z MAR 08", text=OTHER)), [], ["duplicate-identifier"] * 2),
    ("a service word in the twin", (GOOD, BAD._replace(name="08EFTOMANAMA492")), ["08MANAMA492"], ["second-transmission"]),
    ("a signal after the twin's number", (GOOD, BAD._replace(name="08MANAMA000492ZDK164")), ["08MANAMA492"], ["second-transmission"]),
    ("the year twice in the twin", (GOOD, BAD._replace(name="0808MANAMA492")), ["08MANAMA492"], ["second-transmission"]),
    ("two twins", (GOOD, BAD, BAD._replace(name="08EFTOMANAMA492", text=GARBLED + " Yes.", sent="0003")), ["08MANAMA492"], ["second-transmission"] * 2),
    ("two malformed, alike, no other", (BAD, BAD._replace(name="08EFTOMANAMA492", text=HARBOUR)), ["08MANAMA492"], ["second-transmission"]),
    ("two malformed, unlike", (BAD, BAD._replace(name="08EFTOMANAMA492", text=OTHER)), [], ["duplicate-identifier"] * 2),
    ("two proper ones that differ", (GOOD, GOOD._replace(text=GARBLED)), [], ["duplicate-identifier"] * 2),
    ("zeros are nothing malformed", (GOOD, BAD._replace(name="08MANAMA000492")), [], ["duplicate-identifier"] * 2),
    ("nor is a century", (GOOD, BAD._replace(name="2008MANAMA492")), [], ["duplicate-identifier"] * 2),
    ("an identical copy", (GOOD, GOOD), ["08MANAMA492"], ["identical-duplicate"]),
    ("the same text to another post", (GOOD, GOOD._replace(info="AMEMBASSY OSLO")), ["08MANAMA492"], ["differing-duplicate"]),
    ("section 1 alone", (ONE,), ["08MANAMA492"], ["missing-section"]),
    ("a section beyond the last, alone", (ONE._replace(section="05 OF 03"),), ["08MANAMA492"], []),
    ("section 2 alone", (TWO,), ["08MANAMA492"], ["missing-section"]),
    ("section 1 of 2 with the signature: the text of both", (ONE._replace(text=HARBOUR + "\n\nWHITNEY"),), ["08MANAMA492"], []),
    ("section 1 with a page of section 3", (ONE._replace(text=f"{HARBOUR}\n\nMANAMA 00000492  003.2 OF 003\n\n{OTHER}"),), ["08MANAMA492"], []),
    ("section 1 with the line of section 3", (ONE._replace(text=f"{HARBOUR}\n\nUNCLAS SECTION 03 OF 03 MANAMA 000492\n\n{OTHER}"),), ["08MANAMA492"], []),
    ("section 1, longer than one is", (ONE._replace(text=f"{HARBOUR} " + 200 * "The paint was blue and it was wet. "),), ["08MANAMA492"], []),
    ("an identical twin", (GOOD, BAD._replace(text=HARBOUR)), ["08MANAMA492"], ["identical-duplicate"]),
    ("all sections", (ONE, TWO, THREE), ["08MANAMA492"], ["joined-section"] * 2),
    ("a section missing between", (ONE, THREE), ["08MANAMA492"], ["joined-section", "missing-section"]),
    ("the first section missing", (TWO, THREE), ["08MANAMA492"], ["joined-section", "missing-section"]),
    ("a section twice, alike to the letter", (ONE, TWO, TWO, THREE), ["08MANAMA492"], ["identical-duplicate", "joined-section", "joined-section"]),
    ("a section twice, different", (ONE, TWO, TWO._replace(text=OTHER)), [], ["duplicate-identifier"] * 3),
    ("a section again with a malformed identifier", (ONE, TWO, TWO._replace(name="08ECTION02OF03MANAMA492", text="it rained for days on the pa1nt.\n\n2. (U) Two.", sent="0009"), THREE), ["08MANAMA492"], ["joined-section", "joined-section", "second-transmission"]),
    ("a section that only its identifier tells", (ONE._replace(section="01 OF 02"), TWO._replace(name="08ECTION02OF02MANAMA492", section="")), ["08MANAMA492"], ["joined-section"]),
    ("sections of different totals", (ONE, TWO._replace(section="02 OF 04")), [], ["duplicate-identifier"] * 2),
    ("a section of next month", (ONE, TWO._replace(dtg="121015Z APR 08")), [], ["duplicate-identifier"] * 2),
    ("a number above the total", (ONE, TWO._replace(section="04 OF 03")), [], ["duplicate-identifier"] * 2),
    ("a whole text and one of its sections", (ONE._replace(text=HARBOUR), TWO._replace(text="2. (U) It rained on all of them.")), ["08MANAMA492"], ["joined-section"]),
    ("two posts, one identifier", (EMBASSY, USEU), ["06BRUSSELS123", "06USEUBRUSSELS123"], ["shared-identifier"]),
    ("the mission alone keeps its address", (USEU,), ["06BRUSSELS123"], []),
    ("three posts", (EMBASSY, USEU, USNATO), ["06BRUSSELS123", "06USEUBRUSSELS123", "06USNATO123"], ["shared-identifier"] * 2),
    ("two missions, and no embassy", (USEU, USNATO), ["06USEUBRUSSELS123", "06USNATO123"], ["shared-identifier"] * 2),
    ("only the FM line tells", (EMBASSY, USEU._replace(origin="Embassy Brussels")), ["06BRUSSELS123", "06USEUBRUSSELS123"], ["shared-identifier"]),
    ("the mission also under its own name", (USEU, USEU._replace(name="06USEUBRUSSELS123")), ["06USEUBRUSSELS123"], ["identical-duplicate", "shared-identifier"]),
    ("two of one post, different", (USEU, USEU._replace(text=HARBOUR)), [], ["duplicate-identifier"] * 2),
    ("Vienna", (EMBASSY._replace(name="06VIENNA9", origin="Embassy Vienna", sender="AMEMBASSY VIENNA"), USEU._replace(name="06VIENNA9", origin="UNVIE", sender="USMISSION UNVIE VIENNA")), ["06UNVIEVIENNA9", "06VIENNA9"], ["shared-identifier"]),
    ("Paris", (EMBASSY._replace(name="06PARIS9", origin="Embassy Paris", sender="AMEMBASSY PARIS"), USEU._replace(name="06PARIS9", origin="Mission UNESCO Paris", sender="UNESCO PARIS FR")), ["06PARIS9", "06UNESCOPARISFR9"], ["shared-identifier"]),
    ("Rome", (EMBASSY._replace(name="06ROME9", origin="Embassy Rome", sender="AMEMBASSY ROME"), USEU._replace(name="06ROME9", origin="Embassy Vatican", sender="AMEMBASSY VATICAN")), ["06ROME9", "06VATICAN9"], ["shared-identifier"]),
    ("Geneva", (EMBASSY._replace(name="06GENEVA9", origin="Mission Geneva", sender="USMISSION GENEVA"), USEU._replace(name="06GENEVA9", origin="Mission CD Geneva", sender="USDEL CD GENEVA")), ["06CDGENEVA9", "06GENEVA9"], ["shared-identifier"]),
    ("a city whose name changed is one post", (EMBASSY._replace(name="06KIEV9", origin="Embassy Kiev", sender="AMEMBASSY KIEV"), USEU._replace(name="06KIEV9", origin="Embassy Kyiv", sender="AMEMBASSY KYIV")), [], ["duplicate-identifier"] * 2),
    ("Markdown stands for sections", (ONE, TWO, THREE, GOOD._replace(written=True, text=OTHER)), ["08MANAMA492"], ["joined-section"] * 2),
    ("Markdown of each section", (ONE._replace(written=True), TWO._replace(written=True), THREE._replace(written=True)), ["08MANAMA492"], ["joined-section"] * 2),
    ("Markdown of the mission", (EMBASSY, USEU, USEU._replace(written=True, text=HARBOUR)), ["06BRUSSELS123", "06USEUBRUSSELS123"], ["shared-identifier"] * 2),
    ("raw cables that differ, beside a Markdown file", (GOOD, GOOD._replace(text=OTHER), GOOD._replace(written=True)), [], ["duplicate-identifier"] * 3),
)  # fmt: skip


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("reason", "items", "names", "codes"), CASES, ids=[case[0] for case in CASES]
)
def test_which_cables_records_are(
    reason: str, items: tuple[Item, ...], names: list[str], codes: list[str]
) -> None:
    found = settle(items)
    assert [one.cable.identifier for one in found.cables] == names, reason
    assert told(found) == codes, reason


@pytest.mark.parametrize(("items"), [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_the_accounts_add_up(items: tuple[Item, ...]) -> None:
    """Each record is a cable, stands behind a Markdown file, or has one diagnostic that counts it."""
    found = settle(items)
    counted = {
        "identical-duplicate",
        "differing-duplicate",
        "duplicate-identifier",
        "second-transmission",
    }
    notes = [one for one in told(found) if one in counted | {"joined-section"}]
    behind = sum(one.originals[0] != one.record for one in found.cables)
    assert len(items) == len(found.cables) + behind + len(notes)


@pytest.mark.parametrize(
    "items",
    [case[1] for case in CASES if 1 < len(case[1]) < 5],
    ids=[case[0] for case in CASES if 1 < len(case[1]) < 5],
)
def test_the_order_of_files_does_not_matter(items: tuple[Item, ...]) -> None:
    """But for the file that each is said to be from, and which of two equal ones comes first."""
    results = set()
    for order in permutations(items):
        found = settle(order)
        cables = [
            msgspec.structs.replace(one.cable, also_transmitted=(), aliases=())
            for one in found.cables
        ]
        known = [
            (sorted(one.cable.also_transmitted), sorted(one.cable.aliases)) for one in found.cables
        ]
        results.add(f"{[(c.identifier, c.body, c.date) for c in cables]} {known} {told(found)}")
    assert len(results) == 1


@pytest.mark.rule(5)
def test_a_twin_leaves_its_identifier_and_its_transmission() -> None:
    only = settle([BAD, GOOD]).cables[0]
    assert only.cable.aliases == ("08ECTION01OF02MANAMA492",)
    assert only.cable.transmission
    assert only.cable.transmission.id == "VZCZCXYZ0001"
    assert only.cable.also_transmitted == ("VZCZCXYZ0002",)
    assert [record.key for record in only.originals] == [2, 1], "the proper one first"
    assert text(only.cable.body) == text(GOOD.cable.body), "what is published is the proper one"


@pytest.mark.rule(5)
def test_sections_are_one_text_with_the_fields_of_all() -> None:
    only = settle([THREE, ONE, TWO]).cables[0]
    assert [record.key for record in only.originals] == [2, 3, 1]
    assert text(only.cable.body) == (
        "The harbour was painted and then it rained for days on the paint. | Two. | Three."
    )
    assert only.cable.sections
    assert (only.cable.sections.number, only.cable.sections.total) == (1, 3)
    assert only.cable.signed_by == ("WHITNEY",)
    assert only.cable.also_transmitted == ("VZCZCXYZ0002", "VZCZCXYZ0003")
    assert "missing-section" not in only.cable.warnings


@pytest.mark.rule(5)
def test_a_gap_is_told_with_its_numbers() -> None:
    found = settle([ONE, THREE])
    assert "missing-section" in found.cables[0].cable.warnings
    gap = next(one for one in found.diagnostics if one.code == "missing-section")
    assert "section 2 of 3" in gap.message


@pytest.mark.rule(5)
def test_a_shared_identifier_leads_to_the_post_it_names() -> None:
    embassy, mission = settle([USEU, EMBASSY]).cables
    assert (embassy.cable.identifier, embassy.cable.aliases) == ("06BRUSSELS123", ())
    assert (mission.cable.identifier, mission.cable.aliases) == (
        "06USEUBRUSSELS123",
        ("06BRUSSELS123",),
    )
    assert mission.cable.origin.code == "USEUBRUSSELS"
    assert mission.cable.origin.name == "USEU Brussels"


def test_a_markdown_file_that_cannot_be_read_holds_back_its_cable_alone() -> None:
    records = [
        Record(1, "1.txt", 1, False, "06BRUSSELS123", EMBASSY.cable),
        Record(2, "2.txt", 1, False, "06BRUSSELS123", USEU.cable),
        Record(3, "3.md", 1, True, "06USEUBRUSSELS123", None),
    ]
    found = merging.settle(records)
    assert [one.cable.identifier for one in found.cables] == ["06BRUSSELS123"]
    assert [(one.code, one.path) for one in found.diagnostics if one.severity == "error"] == [
        ("held-back", "2.txt")
    ]


# Reason, text of one section, text of the next, whole.
JOINS: tuple[tuple[str, tuple[Block, ...], tuple[Block, ...], tuple[Block, ...]], ...] = (
    ("a sentence runs over", (Paragraph("One and", 1),), (Paragraph("two."),), (Paragraph("One and two.", 1),)),
    ("numbered text: no number, no paragraph", (Paragraph("One.", 1),), (Paragraph("More of it."),), (Paragraph("One. More of it.", 1),)),
    ("unnumbered text: a sentence ends it", (Paragraph("One."),), (Paragraph("Two."),), (Paragraph("One."), Paragraph("Two."))),
    ("unnumbered text runs over", (Paragraph("One and"),), (Paragraph("two."),), (Paragraph("One and two."),)),
    ("a numbered paragraph begins", (Paragraph("One and", 1),), (Paragraph("Two.", 2, "C"),), (Paragraph("One and", 1), Paragraph("Two.", 2, "C"))),
    ("a bullet begins", (Paragraph("One:", 1),), (Bullet("two"),), (Paragraph("One:", 1), Bullet("two"))),
    ("a bullet runs over", (Paragraph("One:", 1), Bullet("two and")), (Paragraph("three."),), (Paragraph("One:", 1), Bullet("two and three."))),
    ("a heading ends a section", (Heading("COMMENT"),), (Paragraph("Two."),), (Heading("COMMENT"), Paragraph("Two."))),
    ("a hyphen stays", (Paragraph("the EXBS-", 1),), (Paragraph("funded part"),), (Paragraph("the EXBS-funded part", 1),)),
    ("an unmarked number is the expected one", (Paragraph("One.", 1),), (Paragraph("2. Two."), Paragraph("3. Three.")), (Paragraph("One.", 1), Paragraph("Two.", 2), Paragraph("Three.", 3))),
    ("another number is text", (Paragraph("In", 1),), (Paragraph("2009. It rained."),), (Paragraph("In 2009. It rained.", 1),)),
    ("a decimal is none", (Paragraph("One.", 1),), (Paragraph("2.5 million"),), (Paragraph("One. 2.5 million", 1),)),
    ("a table begins", (Paragraph("One:", 1),), (Table(("a  b",)),), (Paragraph("One:", 1), Table(("a  b",)))),
    ("nothing in the next", (Paragraph("One.", 1),), (), (Paragraph("One.", 1),)),
    ("nothing in the first", (), (Paragraph("1. One."),), (Paragraph("1. One."),)),
)  # fmt: skip


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    ("reason", "first", "second", "whole"), JOINS, ids=[case[0] for case in JOINS]
)
def test_the_end_of_a_section_is_a_page_break(
    reason: str, first: tuple[Block, ...], second: tuple[Block, ...], whole: tuple[Block, ...]
) -> None:
    assert sections.join_texts([first, second]) == whole, reason
