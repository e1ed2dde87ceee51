"""The HTML of a cable: anchors, marks, items, tables, redactions; hostile text and links inert."""

from __future__ import annotations

import pytest

from sitegen.convert import body_markdown
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph, Table
from sitegen.render import cable_html
from sitegen.render.marks import mark_meaning

SBU = '<abbr class="mark" title="Sensitive but unclassified">(SBU)</abbr>'


def html(*body: Block) -> str:
    return cable_html(body_markdown(body))


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            Paragraph("text", 5, "SBU"),
            f'<p class="para" id="para-5"><a class="num" href="#para-5">5.</a> {SBU} text</p>',
        ),
        (
            Paragraph("text", 5),
            '<p class="para" id="para-5"><a class="num" href="#para-5">5.</a> text</p>',
        ),
        (Paragraph("text", None, "SBU"), f"<p>{SBU} text</p>"),
        (Paragraph("12. text"), "<p>12&#46; text</p>"),
        (
            Heading("A Central Role for OSCE"),
            '<h2 id="a-central-role-for-osce">A Central Role for OSCE</h2>',
        ),
        (Heading("Para 5"), '<h2 id="h-para-5">Para 5</h2>'),
        (Bullet("text"), "<ul><li><p>text</p></li>\n</ul>"),
        (Bullet("text", "(a)"), '<ul><li><p><span class="num">(a)</span> text</p></li>\n</ul>'),
        (
            Embedded("text", "1."),
            '<blockquote class="embedded"><p><span class="num">1.</span> text</p>\n</blockquote>',
        ),
        (
            Table(("a   <b>", "", "*c*")),
            '<pre class="table" tabindex="0">a   &lt;b&gt;\n\n*c*</pre>',
        ),
        (
            Paragraph("Mr XXXXXXXXXXXX XXX said XXXX."),
            '<p>Mr <span class="redaction">XXXXXXXXXXXX</span> XXX said <span class="redaction">XXXX</span>.</p>',
        ),
        (Paragraph("Summary: text"), '<p><strong class="lead">Summary:</strong> text</p>'),
    ],
)
def test_forms(block: Block, expected: str) -> None:
    assert html(block) == expected


def test_repeated_numbers_and_headings_have_anchors_of_their_own() -> None:
    made = html(Paragraph("a", 5), Paragraph("b", 5), Heading("Iran"), Heading("Iran"))
    for anchor in ("para-5", "para-5-2", "iran", "iran-2"):
        assert made.count(f'id="{anchor}"') == 1


def test_one_call_leaves_nothing_for_the_next() -> None:
    first = html(Paragraph("a", 5), Table(("x",)))
    assert html(Paragraph("a", 5), Table(("x",))) == first


def test_consecutive_items_are_one_list_and_one_quotation() -> None:
    made = html(Bullet("a"), Bullet("b"), Embedded("c", "1."), Embedded("d", "2."))
    assert made.count("<ul>") == made.count("<blockquote") == 1


HOSTILE = "<script>alert(1)</script> {{ page }} ](javascript:alert(1)) &lt;b&gt; ![x](y) [a](b) `c`"


@pytest.mark.parametrize("kind", [Paragraph, Heading, Bullet, Embedded])
def test_hostile_text_is_inert(kind: type[Paragraph]) -> None:
    made = html(kind(HOSTILE))
    assert "<script" not in made
    assert "<img" not in made
    assert "&lt;script&gt;" in made
    assert "&amp;lt;b&amp;gt;" in made
    assert "href" not in made


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "java&#115;cript:alert(1)",
        "javascript&colon;alert(1)",
        "java&Tab;script:alert(1)",
        "javascript\\:alert(1)",
        "&#1;javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
    ],
)
def test_only_safe_addresses_are_links(address: str) -> None:
    for written in (
        f"[x]({address})",
        f"[x](<{address}>)",
        f"[x][y]\n\n[y]: {address}",
        f"<{address}>",
    ):
        made = cable_html(written)
        assert "href" not in made
        assert "<a" not in made


def test_links_of_a_person() -> None:
    def link(address: str) -> str:
        return ".." + address

    assert 'href="../tag/PGOV/?a=1&amp;b=2"' in cable_html("[x](/tag/PGOV/?a=1&b=2)", link)
    assert 'href="https://a.example/"' in cable_html("[x](https://a.example/)", link)
    assert 'href="//a.example/"' in cable_html("[x](//a.example/)", link)
    assert 'href="#para-5"' in cable_html("[x](#para-5)", link)
    assert 'href="mailto:a@b.example"' in cable_html("[x](mailto:a@b.example)", link)
    assert cable_html("![a harbour](x.png)") == "<p><span>a harbour</span></p>"
    assert 'href="/tag/PGOV/"' in cable_html("[x](/tag/PGOV/)")


def test_markdown_of_a_person() -> None:
    made = cable_html("A **bold** and *soft* `word`\n\n1. one\n2. two\n\n```\nx\n\n\ny\n")
    assert "<strong>bold</strong>" in made
    assert "<ol>" in made
    assert "x\n\n\ny" in made


def test_placeholders_cannot_be_forged() -> None:
    assert "\x02" not in cable_html("\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 \x0260\x03script>")
    assert "<script" not in cable_html("\x0260\x03script>")


@pytest.mark.parametrize(
    ("mark", "meaning"),
    [
        ("U", "Unclassified"),
        ("C/NF", "Confidential, not for foreign nationals"),
        ("SNF", "Secret, not for foreign nationals"),
        ("U//FOUO", "Unclassified, for official use only"),
        ("C/REL GBR, AUS", "Confidential, releasable to GBR, AUS"),
        ("S/SI", "Secret, SI"),
        ("Q", ""),
    ],
)
def test_meaning_of_marks(mark: str, meaning: str) -> None:
    assert mark_meaning(mark) == meaning
