"""The lean Python-Markdown of cables gives what all of Python-Markdown gives, and no parser at all the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

import markdown
import pytest
from hostile_cables import BODIES
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown.blockparser import BlockParser
from markdown.blockprocessors import build_block_parser
from markdown.inlinepatterns import build_inlinepatterns
from markdown.postprocessors import build_postprocessors
from markdown.serializers import to_html_string

from sitegen.convert import body_markdown
from sitegen.records import Block, Bullet, Embedded, Heading, Markdown, Paragraph, Table
from sitegen.render import cable_html, html
from sitegen.render.direct import direct_html
from sitegen.render.lean import READY
from sitegen.views import ReferenceView

_READY = re.compile(f"<{READY}>(.*?)</{READY}>", re.DOTALL)


def whole(text: str) -> str:
    """The HTML by every processor of Python-Markdown, asked about every text, and its own serializer.

    But for raw HTML and bare addresses, which are text in a cable.
    """
    made, *_ = html._cable_converter.__wrapped__()
    made.parser = build_block_parser(made)
    made.inlinePatterns = build_inlinepatterns(made)
    for name in ("html", "automail"):
        made.inlinePatterns.deregister(name)
    made.postprocessors = build_postprocessors(made)
    made.stripTopLevelTags, made.serializer = True, to_html_string
    for name in ("redactions", "citations", "breaks"):
        made.treeprocessors[name].source = text  # type: ignore[attr-defined]
    return _READY.sub(_shown, convert(made, text))


def convert(made: markdown.Markdown, text: str) -> str:
    assert isinstance(made.parser, BlockParser)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "INLINE", re.compile(""))
        return made.convert(text.replace("\x02", "").replace("\x03", "").strip("\n"))


def _shown(found: re.Match[str]) -> str:
    return found[1].replace("&lt;", "<").replace("&gt;", ">")


@settings(deadline=None)
@given(BODIES)
def test_of_any_cable(body: tuple[Block, ...]) -> None:
    text = body_markdown(body)
    assert cable_html(text) == whole(text)


# Texts that the forms of blocks, and what goes round parts of the text, have to do with.
_PIECES = st.sampled_from(
    ["ref A", "refs A and B", "reftel", "para 1", "paras 1-2", "RIGA 13", "XXXXX", "EUR/NB/ISN/CATR/PM", "&amp;", "&",
     "Summary:", "(SBU)", "1.", "- ", "(a)", "a", "B.", "<b>", "< 5", "*", "_", "a_b", "`", "[x]",
     "\\", "\\*", ". ", " ", "#"]
)  # fmt: skip
_TEXTS = st.lists(_PIECES, max_size=12).map(lambda pieces: " ".join(" ".join(pieces).split()))
_BLOCKS = st.one_of(
    st.builds(Paragraph, _TEXTS, st.sampled_from([None, 1, 2]), st.sampled_from([None, "SBU"])),
    st.builds(Bullet, _TEXTS, st.sampled_from([None, "(a)", "-", "A."]), st.integers(0, 2)),
    st.builds(Embedded, _TEXTS, st.sampled_from([None, "1."])),
    st.builds(Heading, _TEXTS),
    st.builds(Table, st.lists(_TEXTS, min_size=1, max_size=3).map(tuple)),
    st.builds(Markdown, _TEXTS),
)
_REFERENCES = (
    ReferenceView("08 OSLO 12 & 13", "A", "08OSLO12", anchor="ref-A"),
    ReferenceView("06 RIGA 13", "B", "06RIGA13", anchor="ref-B"),
)


def parsed(text: str, references: Sequence[ReferenceView] = ()) -> str:
    return html.parsed_html(text.strip("\n"), str.upper, references)


def parsed_as_it_is(text: str) -> str:
    return html.parsed_html(text.strip("\n"), None, ())


@settings(deadline=None)
@given(st.lists(_BLOCKS, max_size=8), st.sampled_from([(), _REFERENCES]))
def test_without_the_parser(body: list[Block], references: tuple[ReferenceView, ...]) -> None:
    text = body_markdown(body)
    assert cable_html(text, str.upper, references) == parsed(text, references)


def test_most_cables_need_no_parser() -> None:
    body = (
        Paragraph("Summary: as in ref A & para 1, the <XXXXX> of EUR/NB/ISN/CATR/PM.", 1, "SBU"),
        Heading("AT 5 * 7"),
        Bullet("one - two", "(a)"),
        Bullet("1540. three", None, 1),
        Embedded("quoted [1]", "1."),
        Table(("A   B", "", "1   2")),
    )
    text = body_markdown(body).strip("\n")
    made = direct_html(text, str.upper, _REFERENCES)
    assert made == parsed(text, _REFERENCES)
    assert direct_html(text + "\n\n**bold**", None, ()) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("5\\. (SBU) Summary: text\n\n6\\. more, see para 5", id="paragraphs"),
        pytest.param("## A heading\n\n## A heading\n\ntext", id="headings-of-one-name"),
        pytest.param("## C#\n\n## \\#\n\n##  a  \n\n## a ##", id="signs-in-headings"),
        pytest.param("## a\ntext\n\ntext\n## b", id="heading-and-text-in-one-block"),
        pytest.param("a\n===\n\nb\n---\n\nc\n***", id="underlined-headings-and-rules"),
        pytest.param("a\n> b\n\n> c\n\nd\n> - e", id="quotation-below-text"),
        pytest.param("1. one\n2. two\n\n3\\. three\n4. four", id="numbered-list"),
        pytest.param("- a\n\n    b\n\n- c\n\nd\n- e", id="list-of-paragraphs"),
        pytest.param("text\n\n    code <b>\n\ntext", id="indented-code"),
        pytest.param("[a]: https://a.example 'x'\n\nsee [a] and [b][a]", id="link-by-reference"),
        pytest.param("text\n[a]: https://a.example\n\nsee [a]", id="reference-below-text"),
        pytest.param("A **bold** and *soft* `word` & &amp; &#46; <https://a.example>", id="inline"),
        pytest.param("> 1\\. item\n>\n> 2\\. item\n\n> > deeper", id="quotations"),
        pytest.param("```\na <b> para 5\n```\n\n5\\. XXXXX\n\n~~~ x\ny\n~~~", id="fences"),
        pytest.param("\u2028a\n\n\u00a0b\n\nc\n \n\n\nd", id="odd-blanks"),
        pytest.param("+ a\n\n+b\n\n\\+ c\n\n-d\n\n_e_", id="signs-that-open-nothing"),
        pytest.param("5\\.\n\n5\\. (U)\n\n(C/REL GBR, AUS)\ntext\n\n(Q) text", id="bare-openings"),
    ],
)
def test_of_what_a_person_writes(text: str) -> None:
    assert cable_html(text) == parsed_as_it_is(text) == whole(text)
