"""The real cable the project began with: every fact of the hand-made expectation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sources import read, source

from sitegen.parse.spans import spans
from sitegen.records import Addressee, Block, Bullet, Cable, Heading, Paragraph

ROOT = Path(__file__).parents[2]
RAW = (ROOT / "content/cables/09TASHKENT208.txt").read_bytes()
EXPECTED = json.loads((ROOT / "tests/data/09TASHKENT208.expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def seed() -> Cable:
    parsed = read(RAW)
    assert parsed.diagnostics == ()
    assert parsed.cable
    return parsed.cable


def test_source_is_verbatim() -> None:
    assert source(RAW).sha256 == EXPECTED["source_sha256"]


def test_identity(seed: Cable) -> None:
    assert seed.identifier == EXPECTED["id"]
    assert seed.subject == EXPECTED["title"]
    assert seed.title == EXPECTED["title_display"]
    assert f"{seed.date:%Y-%m-%dT%H:%M:%SZ}" == EXPECTED["date"]
    assert (seed.origin.name, seed.origin.code) == (EXPECTED["origin"], EXPECTED["post_code"])


def test_markings(seed: Cable) -> None:
    assert seed.classification == EXPECTED["classification"]
    assert list(seed.captions) == EXPECTED["captions"]
    assert seed.banners == (EXPECTED["banner"],)
    assert list(seed.passing) == EXPECTED["passing"]
    assert list(seed.tags) == EXPECTED["tags"]
    assert seed.executive_order
    assert seed.executive_order.number == EXPECTED["executive_order"]
    assert seed.executive_order.declassify_on == EXPECTED["declassify"]
    assert seed.executive_order.raw == EXPECTED["declassify_raw"]
    assert seed.classified_by == EXPECTED["classified_by"]


def test_transmission(seed: Cable) -> None:
    sent, want = seed.transmission, EXPECTED["transmission"]
    assert sent
    assert seed.sections
    assert sent.id == want["channel"]
    assert sent.precedence == want["precedence_digraph"]
    assert list(sent.routing) == want["routing"]
    assert sent.station == want["de"]["routing_indicator"]
    assert (sent.serial, sent.section) == (want["de"]["serial"], want["de"]["section"])
    assert (sent.day_of_year, sent.time) == (want["de"]["julian_day"], want["de"]["time"])
    assert (sent.security, sent.dtg) == (want["security"], want["dtg"])
    assert list(seed.precedence) == want["precedence"]
    assert (seed.sections.number, seed.sections.total) == (
        EXPECTED["section"],
        EXPECTED["sections"],
    )


def _addressees(entries: tuple[Addressee, ...]) -> list[dict[str, str | None]]:
    return [
        {
            "routing_indicator": entry.routing,
            "name": entry.name,
            "precedence": entry.precedence,
            "message_number": entry.number,
        }
        for entry in entries
    ]


def test_addressees(seed: Cable) -> None:
    assert seed.sender == EXPECTED["from_"]
    assert _addressees(seed.to) == EXPECTED["to"]
    assert _addressees(seed.info) == EXPECTED["info"]
    assert len(seed.info) == 11


def test_ending(seed: Cable) -> None:
    assert list(seed.signed_by) == EXPECTED["signed_by"]
    assert seed.source.smart_message_id == EXPECTED["smart_message_id"]
    assert list(seed.references) == EXPECTED["references"]


def test_paragraphs(seed: Cable) -> None:
    numbered = [block for block in seed.body if isinstance(block, Paragraph)]
    found = [{"n": paragraph.number, "mark": paragraph.mark} for paragraph in numbered]
    assert found == EXPECTED["paragraphs"]


def _before(body: tuple[Block, ...], kind: type[Heading]) -> dict[str, int | None]:
    """Text of each block of a kind → the number of the paragraph after it (heading)."""
    found = {}
    for place, block in enumerate(body):
        if isinstance(block, kind):
            after = next(other for other in body[place:] if isinstance(other, Paragraph))
            found[block.text] = after.number
    return found


def test_headings(seed: Cable) -> None:
    assert _before(seed.body, Heading) == EXPECTED["headings"]


def test_bullets_belong_to_paragraph_nine(seed: Cable) -> None:
    bullets = [block.text for block in seed.body if isinstance(block, Bullet)]
    starts = EXPECTED["bullets"]["9"]
    assert len(bullets) == len(starts)
    assert all(text.startswith(start) for text, start in zip(bullets, starts, strict=True))
    first = next(n for n, block in enumerate(seed.body) if isinstance(block, Bullet))
    above = seed.body[first - 1]
    assert isinstance(above, Paragraph)
    assert above.number == 9


def _text(seed: Cable) -> str:
    return "\n".join(block.text for block in seed.body if not hasattr(block, "lines"))


@pytest.mark.parametrize("words", EXPECTED["must_join"])
def test_sentences_are_joined(seed: Cable, words: str) -> None:
    assert words in _text(seed)


@pytest.mark.parametrize("words", [*EXPECTED["must_not_contain"][:-1], "repository.state.sgov.gov"])
def test_what_the_network_added_is_gone(seed: Cable, words: str) -> None:
    assert words not in _text(seed)


@pytest.mark.parametrize(
    "words",
    [
        "Uzbekistans legislation",
        "(UNODC),and",
        "(ODA),she",
        "Project Coordinators Office",
        "1540 Committees technical",
    ],
)
def test_odd_spellings_are_kept(seed: Cable, words: str) -> None:
    assert words in _text(seed)


def test_lost_apostrophes_are_not_repaired(seed: Cable) -> None:
    assert _text(seed).count("Uzbekistans") == 3


def test_spans(seed: Cable) -> None:
    found = [
        {
            key: value
            for key, value in (("kind", s.kind), ("paragraph", s.paragraph), ("bullet", s.bullet))
            if value
        }
        for s in spans(seed.body)
    ]
    assert found == EXPECTED["spans"]
