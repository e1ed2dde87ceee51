"""Reading what was written gives the same record; what a person wrote by hand stays."""

from __future__ import annotations

import pytest
from hostile_cables import ANY, BODIES, HOSTILE, SEED, TEXT, cables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from sitegen.convert import body_markdown, escape, from_markdown, read_body, to_markdown, unescape
from sitegen.records import Bullet, Cable, Embedded, Heading, Markdown, Paragraph, Table


@settings(deadline=None)
@given(ANY)
def test_unescape_undoes_escape(text: str) -> None:
    assert unescape(escape(text)) == text
    assert "\n" not in escape(text)


@settings(deadline=None)
@given(BODIES)
def test_body_is_read_back(body: tuple[object, ...]) -> None:
    written = body_markdown(body)  # type: ignore[arg-type]
    assert read_body(written) == body
    assert body_markdown(read_body(written)) == written


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cables())
def test_cable_is_read_back(cable: Cable) -> None:
    text = to_markdown(cable)
    parsed = from_markdown(text, "x.md")
    assert parsed.diagnostics == ()
    assert parsed.cable == cable
    assert to_markdown(cable) == text


def test_seed_is_read_back_and_reads_well() -> None:
    text = to_markdown(SEED)
    assert from_markdown(text, "x.md").cable == SEED
    assert '- {name: SECSTATE WASHDC, routing: RUEHC, number: "0507"}\n' in text
    assert "tags: [PGOV, PREL, KNNP, AORC, OSCE, UNSC, UZ]\n" in text
    assert "date: 2009-02-24T08:27:00Z\n" in text
    assert "\n\n5\\. (SBU) The OSCE Project Coordination Office in Tashkent appeared\n" in text
    assert max(map(len, text.partition("\n---\n")[2].split("\n"))) <= 72
    assert "\\" not in text.replace("\\. (", "")


LINES = st.lists(
    st.sampled_from((*HOSTILE, "", "", " ", "text", "## a b", "5\\. (U) c", "- d", "> e", "```"))
)


@settings(deadline=None)
@given(LINES.map("\n".join) | TEXT)
def test_any_hand_written_body_stays(markdown: str) -> None:
    """Word for word, but for runs of blank lines outside of fences."""
    body = read_body(markdown)
    written = body_markdown(body)
    assert read_body(written) == body
    assert [line for line in written.split("\n") if line.strip()] == [
        line for line in markdown.split("\n") if line.strip()
    ]


def test_hand_written_changes_stay() -> None:
    hand = (
        "A *note* by hand\nin two lines.\n\n- one\n- two\n\n```python\nx\n\n\ny\n```\n\n5. five\n"
    )
    text = to_markdown(SEED) + "\n" + hand
    text = text.replace("tags:", "weight: 3\ndraft: true\nauthors: [A, B]\ntags:", 1)
    cable = from_markdown(text, "x.md").cable
    assert cable is not None
    assert cable.extra == {"weight": 3, "draft": True, "authors": ["A", "B"]}
    assert cable.body[: len(SEED.body)] == SEED.body
    assert all(isinstance(block, Markdown) for block in cable.body[len(SEED.body) :])
    assert to_markdown(cable).endswith(hand)
    assert "weight: 3\ndraft: true\nauthors: [A, B]\n---\n" in to_markdown(cable)


def test_own_description_and_slug_stay() -> None:
    text = to_markdown(SEED).replace("description: On", "description: Mine. On")
    text = text.replace('slug: "09TASHKENT208"', "slug: workshop")
    cable = from_markdown(text, "x.md").cable
    assert cable is not None
    assert set(cable.extra) == {"description", "slug"}
    assert to_markdown(cable) == text


def test_a_cable_written_by_hand_needs_little() -> None:
    text = "---\nidentifier: 09X1\ndate: 2009-01-02T03:04:05+01:00\norigin: {code: X, name: Embassy X}\n---\n"
    cable = from_markdown(text, "a/b.md").cable
    assert cable is not None
    assert cable.title == "Cable 09X1"
    assert (cable.source.format, cable.source.file) == ("markdown", "a/b.md")
    assert cable.date.isoformat() == "2009-01-02T02:04:05+00:00"


@pytest.mark.parametrize(
    ("block", "markdown"),
    [
        (Paragraph("text", 5, "SBU"), "5\\. (SBU) text"),
        (Paragraph("12. foo"), "12&#46; foo"),
        (Paragraph("(U) foo"), "\\(U) foo"),
        (Paragraph("(U) foo", 3), "3\\. \\(U) foo"),
        (Paragraph("(Note: foo)"), "(Note: foo)"),
        (
            Paragraph("snake_case _x_ a*b AT&T <b> &lt; 1 < 2"),
            "snake_case \\_x\\_ a\\*b AT&T &lt;b> &amp;lt; 1 < 2",
        ),
        (Heading("C#"), "## C\\#"),
        (Bullet("text"), "- text"),
        (Bullet("text", "(a)"), "- (a) text"),
        (Bullet("text", "A."), "- A\\. text"),
        (Bullet("1. text"), "- 1&#46; text"),
        (Embedded("text", "1."), "> 1\\. text"),
        (Table(("a  b", "```")), "````\na  b\n```\n````"),
    ],
)
def test_forms(block: Paragraph | Heading | Bullet | Embedded | Table, markdown: str) -> None:
    assert body_markdown((block,)) == markdown + "\n"
    assert read_body(markdown) == (block,)


def test_line_starts_are_guarded() -> None:
    long = "x" * 60 + " " + "y" * 7
    for start in (
        "1540. On",
        "- foo",
        "# foo",
        "> foo",
        "+ foo",
        "3) foo",
        "| a",
        ": b",
        "--- | ---",
    ):
        written = body_markdown((Paragraph(f"{long} {start}", 1),))
        assert "\\" in written.split("\n")[1]
    assert body_markdown((Paragraph(f"{long} -- albeit", 1),)).split("\n")[1] == "-- albeit"


def test_items_of_one_document_are_one_quotation() -> None:
    body = (Embedded("a", "1."), Embedded("b", "2."))
    assert body_markdown(body) == "> 1\\. a\n>\n> 2\\. b\n"
    apart = "> 1\\. a\n\n> 2\\. b\n"
    assert body_markdown(read_body(apart)) == apart


def test_windows_line_ends_and_byte_order_mark() -> None:
    text = "\ufeff" + to_markdown(SEED).replace("\n", "\r\n")
    assert from_markdown(text, "x.md").cable == SEED


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_a_cable_or_a_diagnostic(text: str) -> None:
    for candidate in (text, f"---\n{text}\n---\n", f"---\nidentifier: {text}\n---\n"):
        parsed = from_markdown(candidate, "x.md")
        assert parsed.cable or parsed.diagnostics[0].code == "bad-front-matter"


@pytest.mark.parametrize(
    ("header", "written"),
    [
        pytest.param("VZCZC", "header: VZCZC\n", id="one line"),
        pytest.param(
            "VZCZC\n\nRR X", "header: |-\n  VZCZC\n\n  RR X\n", id="each line as it stands"
        ),
        pytest.param(
            "---\n# a: *b", "header: |-\n  ---\n  # a: *b\n", id="what YAML has a use for"
        ),
        pytest.param(
            "  FM X\nTO Y", "header: |2-\n    FM X\n  TO Y\n", id="blanks at the beginning"
        ),
        pytest.param("FM X\tY\nTO Z", 'header: "FM X\\tY\\nTO Z"\n', id="a tab"),
        pytest.param("FM X \nTO Z", 'header: "FM X \\nTO Z"\n', id="a blank at a line end"),
        pytest.param("FM X\x85\nTO", 'header: "FM X\\N\\nTO"\n', id="a line end of YAML's own"),
        pytest.param("FM X\nTO Y\n", 'header: "FM X\\nTO Y\\n"\n', id="a line end at the end"),
    ],
)
def test_header_is_the_last_of_the_front_matter(header: str, written: str) -> None:
    cable = replace(SEED, header=header)
    text = to_markdown(cable)
    assert text.partition("\n---\n\n")[0].endswith("\n" + written.rstrip("\n"))
    assert from_markdown(text, "x.md").cable == cable
