"""Editors' notes: marks in the text lead to them, they lead back, and the signature stands above them."""

from __future__ import annotations

import re

import pytest
import samples
from msgspec.structs import replace

from sitegen import theme
from sitegen.convert import body_markdown
from sitegen.records import Block, Bullet, Heading, Paragraph, Table
from sitegen.render.html import cable_html

NOTES = (Heading("Notes"), Bullet("No fish.", "2."), Bullet("No cat.", "3."))
FISH = Paragraph("A fish.[2] A cat.[3] That fish.[2] A dog.[4]", 1)


def made(*body: Block) -> str:
    return cable_html(body_markdown(body))


def test_marks_lead_to_notes_and_notes_back() -> None:
    html = made(FISH, *NOTES)
    assert 'A fish.<a class="noteref" href="#note-2" id="noteref-2">[2]</a> A cat.' in html
    assert 'That fish.<a class="noteref" href="#note-2">[2]</a> A dog.[4]</p>' in html
    assert '<section class="notes"><h2 id="notes">Notes</h2>\n<ul>' in html
    assert '<li id="note-3"><p><a class="num" href="#noteref-3">3.</a> No cat.</p></li>' in html
    targets = set(re.findall(r' id="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= targets


@pytest.mark.parametrize(
    ("body", "links"),
    [
        pytest.param((FISH,), 0, id="no notes"),
        pytest.param((*NOTES, FISH), 0, id="a section called Notes within the text"),
        pytest.param((FISH, Heading("Notes"), Paragraph("2. No fish.")), 0, id="no list"),
        pytest.param((FISH, Heading("NOTES"), *NOTES[1:]), 0, id="a heading of the cable's own"),
        pytest.param((FISH, Heading("Notes"), Bullet("No fish.")), 0, id="notes without number"),
        pytest.param((FISH, *NOTES, Bullet("Again.", "2.")), 3, id="a number twice"),
        pytest.param((Paragraph("None."), *NOTES), 0, id="notes without marks"),
        pytest.param((Table(("[2]  [3]",)), *NOTES), 0, id="marks in a table"),
        pytest.param((Bullet("A fish.[2]", "(a)"), *NOTES), 1, id="a mark in an item"),
        pytest.param((Heading("A fish[2]"), Paragraph("x"), *NOTES), 1, id="a mark in a heading"),
    ],
)
def test_what_is_a_mark(body: tuple[Block, ...], links: int) -> None:
    html = made(*body)
    assert html.count('class="noteref"') == links
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_a_note_that_no_mark_leads_to_leads_nowhere() -> None:
    assert 'href="#noteref' not in made(Paragraph("None."), *NOTES)


def test_headings_take_no_anchor_of_a_note() -> None:
    assert ' id="h-note-2"' in made(Heading("Note 2"), FISH, *NOTES)


@pytest.mark.parametrize("notes", [NOTES, ()])
def test_the_signature_stands_between_text_and_notes(notes: tuple[Block, ...]) -> None:
    view = samples.CABLE_VIEW
    cable = replace(view.cable, signed_by=("SPECIMEN",))
    view = replace(view, cable=cable, markdown=body_markdown((FISH, *notes)))
    page = theme.render(theme.load_theme(None), "cable.html", view).decode()
    signature = '<p class="signature">SPECIMEN</p>'
    assert page.count(signature) == 1
    assert page.index("A fish.") < page.index(signature)
    assert not notes or page.index(signature) < page.index('<section class="notes">')
