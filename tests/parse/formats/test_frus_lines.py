"""What each line of a document of Foreign Relations is taken as. All texts are invented."""
# ruff: noqa: E501 (a case of a table reads best on one line)

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.load import read
from sitegen.parse import Taken, explain
from sitegen.records import Source

TOP = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="frus1955-57v99">\n'
OPENS = '<div type="document" xml:id="d1" n="1" subtype="historical-document">\n'
HEAD = "<head>1. Telegram From Oslo to the Department</head>\n"


def lines_of(text: str, folder: Path) -> list[Taken]:
    (folder / "v.xml").write_text(f"{TOP}{OPENS}{text}\n</div>\n</TEI>\n", "utf-8")
    (source,) = read(folder, "v.xml")
    assert isinstance(source, Source)
    return [one for one in explain(source) if one.role != "blank"]


@pytest.mark.rule(3)
@pytest.mark.parametrize(
    ("text", "roles"),
    [
        pytest.param("<p>A.</p>\n<p>B\nC\nD.</p>", "paragraph paragraph continued continued", id="paragraphs"),
        pytest.param("<p>\n<persName>A</persName>\nB</p>", "markup paragraph continued", id="words in an element of a paragraph"),
        pytest.param("<list>\n<item>A\nB</item>\n<item>C</item>\n</list>", "markup bullet continued bullet markup", id="items"),
        pytest.param("<p>A<note n='2'>B\nC</note>\nD</p>", "paragraph note continued", id="a note that wraps"),
        pytest.param("<p>A.</p>\n<note n='2'>\n<p>B</p></note>", "paragraph markup note", id="a note in paragraphs"),
        pytest.param("<note n='1' type='source'>Secret.</note>\n<p>A.</p>", "classification paragraph", id="the source note"),
        pytest.param("<dateline>Oslo,\n<date when='1955-01-01'>January 1</date></dateline>\n<p>A.</p>", "date-time group date-time group paragraph", id="a date line"),
        pytest.param("<p>A.</p>\n<pb n='3'/>\n<p>B.</p>", "paragraph page break paragraph", id="a page turn"),
        pytest.param("<p>A.</p>\n<div>\n<head>B</head>\n<p>C.</p></div>", "paragraph markup heading paragraph", id="a part with a head"),
        pytest.param("<p>A.</p>\n<table>\n<row>\n<cell>B</cell></row></table>", "paragraph markup markup table", id="a table"),
        pytest.param("<p>A.</p>\n<attachment>\n<head>B</head>\n<p>C.</p></attachment>", "paragraph markup embedded embedded", id="an attachment"),
        pytest.param("<p>A.</p>\n<closer>\n<signed>B</signed></closer>", "paragraph markup signature", id="a signature"),
    ],
)  # fmt: skip
def test_lines(text: str, roles: str, tmp_path: Path) -> None:
    found = [one.role for one in lines_of(HEAD + text, tmp_path)]
    assert " ".join(found) == f"markup subject {roles} markup"


@pytest.mark.rule(8)
def test_the_head_names_who_wrote_to_whom(tmp_path: Path) -> None:
    head = "<head>1. Telegram\nFrom the <gloss type='from'>Embassy</gloss>\nto the <gloss type='to'>Department</gloss></head>\n<p>A.</p>"
    found = [(one.number, one.role) for one in lines_of(head, tmp_path)]
    assert found == [(2, "markup"), (3, "subject"), (4, "from"), (5, "to"), (6, "paragraph"), (7, "markup")]  # fmt: skip


def test_many_lines_in_many_elements_take_their_time_and_no_more(tmp_path: Path) -> None:
    text = HEAD + "<div>" * 200 + "<p>A\nB</p>\n" * 50_000 + "</div>" * 200
    begun = time.monotonic()
    assert len(lines_of(text, tmp_path)) > 100_000
    assert time.monotonic() - begun < 20
