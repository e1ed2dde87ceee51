# ruff: noqa: E501 (a case of a table reads best on one line)
"""`ref B`, `reftel` and `para 5` in the text of a cable become links; the text stays as it was."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.convert import body_markdown
from sitegen.plan.cable import _references
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph, Reference, Table
from sitegen.render import cable_html
from sitegen.views import CableLink, Link, ReferenceView

HERE = CableLink(
    url="/cable/2006/04/06RIGA13.html", identifier="06RIGA13", title="Boats & <Nets>", date="2006-04-01",
    time="10:15", post=Link("Embassy Riga"), classification="UNCLASSIFIED", specimen=True,
)  # fmt: skip
LIST = (
    Reference("OSLO 12", "A", "cable", "08OSLO12"),
    Reference("06 RIGA 13", "B", "cable", "06RIGA13"),
    Reference("ROE-DOE E-MAIL", "C", "email"),
)


def views(references: tuple[Reference, ...]) -> tuple[ReferenceView, ...]:
    return _references(references, {"06RIGA13": HERE}.get)


def made(*body: Block, references: tuple[Reference, ...] = LIST) -> str:
    return cable_html(body_markdown(body), None, views(references))


def links(*body: Block, references: tuple[Reference, ...] = LIST) -> list[tuple[str, str]]:
    """(text, address) of the links that are not paragraph numbers."""
    found = re.findall(r'<a class="ref" href="([^"]*)"[^>]*>([^<]*)</a>', made(*body, references=references))  # fmt: skip
    return [(text, address) for address, text in found]


RIGA = "/cable/2006/04/06RIGA13.html"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("as in ref A.", [("ref A", "#ref-A")], id="to the list"),
        pytest.param("as in ref B.", [("ref B", RIGA)], id="to the cited cable"),
        pytest.param("as in ref C.", [("ref C", "#ref-C")], id="an e-mail"),
        pytest.param("as in ref D.", [], id="not in the list"),
        pytest.param("(Ref A)", [("Ref A", "#ref-A")], id="parentheses"),
        pytest.param("(REF A)", [("REF A", "#ref-A")], id="capitals"),
        pytest.param("ref (A) says", [("ref (A", "#ref-A")], id="letter in parentheses"),
        pytest.param("reftel A says", [("reftel A", "#ref-A")], id="reftel A"),
        pytest.param("refs A and B", [("refs A", "#ref-A"), ("B", RIGA)], id="two"),
        pytest.param("refs A, B, and C", [("refs A", "#ref-A"), ("B", RIGA), ("C", "#ref-C")], id="three"),
        pytest.param("refs A-C", [("refs A", "#ref-A"), ("C", "#ref-C")], id="a range"),
        pytest.param("refs A & B", [("refs A", "#ref-A"), ("B", RIGA)], id="&"),
        pytest.param("refs A/B", [("refs A", "#ref-A"), ("B", RIGA)], id="a slash"),
        pytest.param("ref B, A boat came", [("ref B", RIGA)], id="an article is no letter"),
        pytest.param("ref A's text", [("ref A", "#ref-A")], id="genitive"),
        pytest.param("ref Alpha", [], id="a word"),
        pytest.param("ref a boat", [], id="a small letter"),
        pytest.param("prefer A", [], id="inside a word"),
        pytest.param("reftel says", [("reftel", "#ref-list")], id="reftel, two cables"),
        pytest.param("REFTELS say", [("REFTELS", "#ref-list")], id="reftels"),
        pytest.param("ref tel says", [("ref tel", "#ref-list")], id="ref tel"),
        pytest.param("as we said (ref)", [("ref", "#ref-list")], id="ref alone in parentheses"),
        pytest.param("as in 06 RIGA 13 we", [("06 RIGA 13", RIGA)], id="a cable of the list, with its year"),
        pytest.param("as in RIGA 13 we", [("RIGA 13", RIGA)], id="a cable of the list"),
        pytest.param("AS IN RIGA 13 WE", [("RIGA 13", RIGA)], id="after words in capitals"),
        pytest.param("as in OSLO 0012 we", [("OSLO 0012", "#ref-A")], id="leading zeros"),
        pytest.param("as in 05 RIGA 13 we", [], id="of another year"),
        pytest.param("as in RIGA 14 we", [], id="not in the list"),
        pytest.param("see para 1.", [("para 1", "#para-1")], id="para"),
        pytest.param("see para 01", [("para 01", "#para-1")], id="a zero before"),
        pytest.param("see paragraphs 1-2", [("paragraphs 1", "#para-1"), ("2", "#para-2")], id="a range of paragraphs"),
        pytest.param("see paras 1, 2 and 7", [("paras 1", "#para-1"), ("2", "#para-2")], id="one of them is not there"),
        pytest.param("see Para. 2 above", [("Para. 2", "#para-2")], id="Para."),
        pytest.param("see para 7", [], id="not there"),
        pytest.param("para 1 of this cable", [("para 1", "#para-1")], id="of this cable"),
        pytest.param("para 1 of ref A", [("ref A", "#ref-A")], id="of another cable"),
        pytest.param("ref A, para 1", [("ref A", "#ref-A")], id="of the cable before"),
        pytest.param("(ref A para 1)", [("ref A", "#ref-A")], id="of the cable before, no comma"),
        pytest.param("operative paragraph 1", [], id="of a resolution"),
        pytest.param("para 1.5", [], id="a decimal"),
        pytest.param("paranormal 1", [], id="a word that begins so"),
    ],
)  # fmt: skip
def test_links(text: str, want: list[tuple[str, str]]) -> None:
    assert links(Paragraph(text, 1), Paragraph("More.", 2)) == want


@pytest.mark.parametrize(
    ("references", "want"),
    [
        pytest.param((Reference("06 RIGA 13", None, "cable", "06RIGA13"),), RIGA, id="the only cable, here"),
        pytest.param((Reference("OSLO 12", None, "cable", "08OSLO12"),), "#ref-1", id="the only cable, elsewhere"),
        pytest.param(LIST[1:], RIGA, id="the only cable beside an e-mail"),
        pytest.param(LIST[2:], "#ref-C", id="the only item"),
        pytest.param(LIST, "#ref-list", id="two cables"),
    ],
)  # fmt: skip
def test_reftel(references: tuple[Reference, ...], want: str) -> None:
    assert links(Paragraph("As reftel says", 1), references=references) == [("reftel", want)]


def test_no_list_no_links() -> None:
    assert links(Paragraph("As ref A and reftel say", 1), references=()) == []


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(Table(("ref A       RIGA 13", "reftel      para 1")), id="table"),
        pytest.param(Heading("Ref A and para 1"), id="heading"),
        pytest.param(Embedded("As ref A and para 1 say", "1."), id="embedded document"),
    ],
)
def test_not_in(block: Block) -> None:
    assert links(Paragraph("Text.", 1), block) == []


def test_in_items_and_behind_a_redaction() -> None:
    assert links(Bullet("as ref A says", "(a)")) == [("ref A", "#ref-A")]
    assert links(Paragraph("XXXXXXXX of ref A", 1)) == [("ref A", "#ref-A")]
    assert links(Paragraph("Summary: (ref A) a. End summary.", 1)) == [("ref A", "#ref-A")]


def test_anchors_of_the_list() -> None:
    items = (*LIST, LIST[0], Reference("RIGA 1"), Reference("X", "<b>", "other"))
    assert [item.anchor for item in views(items)] == ["ref-A", "ref-B", "ref-C", "ref-A-2", "ref-5", "ref-b"]  # fmt: skip


def test_a_heading_never_takes_an_anchor_of_the_list() -> None:
    assert 'id="h-ref-a"' in made(Heading("Ref A"))


def test_titles_are_escaped() -> None:
    text = made(Paragraph("as in ref B", 1))
    assert 'title="06RIGA13: Boats &amp; &lt;Nets&gt;"' in text
    assert "<Nets>" not in text


def test_any_identifier_and_bullet_a_person_may_write() -> None:
    odd = (Reference('"><script>', '"><script>', "cable", "../x"), Reference("&amp;", "A", "other"))
    text = made(Paragraph("as in ref A and reftel", 1), references=odd)
    assert "<script" not in text
    assert 'title="&amp;amp;"' in text


class _Text(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(html)

    def handle_data(self, data: str) -> None:
        self.text += data


PIECES = st.sampled_from(
    ["ref A", "refs A and B", "reftel", "para 1", "paras 1-2", "RIGA 13", "06 RIGA 13", "&amp;", "<b>", "*", "`", "_", "[x](/y)",
     "XXXXX", ", ", "(", ")", " of ", ". ", " ", "\\", "&", "http://a.invalid/ref A", "\x02", "\x03"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PIECES, max_size=20), st.booleans())
def test_the_text_is_the_same(pieces: list[str], item: bool) -> None:
    text = " ".join("".join(pieces).split()) or "x"
    body = (Paragraph("One.", 1), Bullet(text) if item else Paragraph(text, 2))
    plain = cable_html(body_markdown(body))
    assert _Text(made(*body)).text == _Text(plain).text
