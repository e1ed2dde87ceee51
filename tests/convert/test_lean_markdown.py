"""The lean Python-Markdown of cables gives what all of Python-Markdown gives."""

from __future__ import annotations

import re
from types import SimpleNamespace

import markdown
import pytest
from hostile_cables import BODIES
from hypothesis import given, settings
from markdown.blockparser import BlockParser
from markdown.blockprocessors import build_block_parser
from markdown.inlinepatterns import build_inlinepatterns
from markdown.postprocessors import build_postprocessors
from markdown.serializers import to_html_string

from sitegen.convert import body_markdown
from sitegen.records import Block
from sitegen.render import cable_html, html
from sitegen.render.lean import READY

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
    for name in ("inline", "unescape"):
        made.treeprocessors[name].before = SimpleNamespace(is_open=True)  # type: ignore[attr-defined]
    for name in ("redactions", "citations"):
        made.treeprocessors[name].source = text  # type: ignore[attr-defined]
    return _READY.sub(_shown, convert(made, text))


def convert(made: markdown.Markdown, text: str) -> str:
    assert isinstance(made.parser, BlockParser)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "_INLINE", re.compile(""))
        return made.convert(text.strip("\n").replace("\x02", "").replace("\x03", ""))


def _shown(found: re.Match[str]) -> str:
    return found[1].replace("&lt;", "<").replace("&gt;", ">")


@settings(deadline=None)
@given(BODIES)
def test_of_any_cable(body: tuple[Block, ...]) -> None:
    text = body_markdown(body)
    assert cable_html(text) == whole(text)


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
    assert cable_html(text) == whole(text)
