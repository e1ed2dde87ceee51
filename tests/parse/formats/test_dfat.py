"""Australian documents in Markdown. All texts are invented."""
# ruff: noqa: E501 (a case of a table reads best on one line)

from __future__ import annotations

import time

import pytest
from sources import cable, read

from sitegen.convert import body_markdown, to_markdown
from sitegen.convert.markdown import read_body
from sitegen.parse import detect
from sitegen.parse.formats.dfat import plain
from sitegen.records import Block, Bullet, Embedded, Heading, Paragraph

KEYS = "title: Cablegram from Embassy in Oslo to Canberra\ndoc_date: 1963-12-01\ndoc_num: 109\nvol_id: 99\nvol_title: Bandstands\n"
TOP = "Oslo, 1 December 1963\n\n1109\\. Secret\n\n**The Herring**\n\n"


def document(text: str = "SPECIMEN.", *, keys: str = KEYS, top: str = TOP) -> str:
    return f"---\n{keys}---\n\n{top}{text}\n"


@pytest.mark.rule(1)
@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(document(), "dfat", id="its keys"),
        pytest.param(
            "---\nidentifier: 08OSLO1\n---\ndoc_num: 1\nvol_id: 2\n",
            "markdown",
            id="the keys are in the text",
        ),
        pytest.param(
            "---\nidentifier: 08OSLO1\nvol_id: 2\n---\n",
            "markdown",
            id="one key a person may have added",
        ),
    ],
)
def test_told_from_our_own_markdown(text: str, want: str) -> None:
    assert detect(text) == want


def test_what_we_write_of_one_is_our_own() -> None:
    assert detect(to_markdown(cable(document()))) == "markdown"


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("volume", "number", "want"),
    [
        ("99", "109", "dfat99d109"),
        ("volume-23", "7", "dfat23d7"),
        ("v12", "7", "dfat12d7"),
        ("Australia and the Herring, 1963", "7", "dfat-australia-and-the-herring-1963d7"),
    ],
)
def test_identifiers(volume: str, number: str, want: str) -> None:
    keys = f"title: A\ndoc_date: 1963-12-01\ndoc_num: {number}\nvol_id: '{volume}'\n"
    assert cable(document(keys=keys)).identifier == want


@pytest.mark.rule(9)
@pytest.mark.parametrize(
    ("line", "number", "level", "precedence"),
    [
        ("1109\\. Secret", "1109", "SECRET", ()),
        ("1109\\. Top Secret Immediate", "1109", "TOP SECRET", ("O",)),
        ("**1109\\. CONFIDENTIAL**", "1109", "CONFIDENTIAL", ()),
        ("1109. Restricted. Priority", "1109", "RESTRICTED", ("P",)),
        ("Secret", "", "SECRET", ()),
    ],
)
def test_number_and_classification(
    line: str, number: str, level: str, precedence: tuple[str, ...]
) -> None:
    found = cable(document(top=f"Oslo, 1 December 1963\n\n{line}\n\n**The Herring**\n\n"))
    assert (
        found.attributes.get("Telegram number", ""),
        found.classification,
        found.precedence,
    ) == (number, level, precedence)
    assert (found.subject, found.body) == ("The Herring", (Paragraph("SPECIMEN."),))


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param("First.\n\n2\\. Second.\n\n3\\. Third.", (Paragraph("First."), Paragraph("Second.", 2), Paragraph("Third.", 3)), id="the first has no number"),
        pytest.param("1. One.\n\n2. Two.", (Paragraph("One.", 1), Paragraph("Two.", 2)), id="without backslashes"),
        pytest.param("First.\n\n1963\\. A year.", (Paragraph("First."), Paragraph("1963. A year.")), id="no number of a paragraph"),
        pytest.param("A *new*\n__cable__ [here](http://example.org).", (Paragraph("A new cable here."),), id="emphasis and links go"),
        pytest.param("Text.[^1]\n\n[^1]: A *note*.", (Paragraph("Text.[1]"), Heading("Notes"), Bullet("A note.", "1.")), id="a footnote"),
        pytest.param("Text.<sup>2</sup>", (Paragraph("Text.[2]"),), id="a mark of a note"),
        pytest.param("(a) One.\n\n(b) Two.", (Bullet("One.", "(a)"), Bullet("Two.", "(b)")), id="labelled items"),
        pytest.param("- One.\n- Two.", (Bullet("One."), Bullet("Two.")), id="a list"),
        pytest.param("> A\n> quotation.", (Embedded("A quotation."),), id="a quotation"),
        pytest.param("Text.\n\n**Part Two**\n\n## Part Three", (Paragraph("Text."), Heading("Part Two"), Heading("Part Three")), id="headings"),
        pytest.param("snake_case and 3 * 4 * 5.", (Paragraph("snake_case and 3 * 4 * 5."),), id="signs that are no emphasis"),
    ],
)  # fmt: skip
def test_blocks(text: str, want: tuple[Block, ...]) -> None:
    found = cable(document(text)).body
    assert found == want
    assert read_body(body_markdown(found)) == found


def test_the_archive_is_named_once() -> None:
    keys = (
        KEYS
        + "naa_refs:\n- naa_series: A0000\n  naa_barcode: '0012'\n  reference: '[NAA: A0000, 1/2]'\n"
    )
    found = cable(document("Text.\n\n[NAA: A0000, 1/2]", keys=keys))
    assert found.body == (Paragraph("Text."),)
    assert found.attributes["Archive reference"] == "[NAA: A0000, 1/2]"
    assert (found.attributes["NAA series"], found.attributes["NAA barcode"]) == ("A0000", "0012")


def test_who_wrote_to_whom_and_from_where() -> None:
    found = cable(document())
    assert (found.sender, [one.name for one in found.to]) == ("Embassy in Oslo", ["Canberra"])
    assert (found.origin.code, found.origin.name, f"{found.date:%Y-%m-%d}") == (
        "DFATOSLO",
        "Oslo (Australia)",
        "1963-12-01",
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("---\ndoc_num: 1\nvol_id: &a [*a]\n---\n", "bad-front-matter"),
        ("---\ndoc_num: 1\nvol_id: 2\ntext\n", "bad-front-matter"),
        ("---\ndoc_num: 1\nvol_id: 2\n---\nText.\n", "no-date"),
        ("---\ndoc_num: 1\nvol_title: A\ndoc_date: 1963-12-01\n---\nText.\n", "no-identifier"),
    ],
)  # fmt: skip
def test_what_is_missing_is_told(text: str, code: str) -> None:
    assert [one.code for one in read(text).diagnostics if one.severity == "error"] == [code]


@pytest.mark.parametrize(
    "piece",
    [
        "*a",
        "_a",
        "[a",
        "[a](",
        "**a** ",
        "> a\n",
        "- a\n",
        "\\*",
        "(a) b\n\n",
        "[^1]: a\n\n",
        "2. a\n\n",
        "# a\n\n",
    ],
)
def test_hostile_text_ends_soon(piece: str) -> None:
    text = document(piece * 50_000)
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 3.0


def test_plain_words() -> None:
    assert plain(r"1109\. **Secret**") == "1109. Secret"


@pytest.mark.rule(9)
def test_its_levels_are_not_those_of_another_government() -> None:
    from sitegen.plan.names import classification

    assert "Australian" in classification({}, "SECRET", "dfat").meaning
    assert "Australian" not in classification({}, "SECRET", "nara").meaning
