"""WikiLeaks pages, PlusD pages and the concatenated texts: the same invented cable out of each."""

# ruff: noqa: E501

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest
from sources import cable, read, source
from web_pages import (
    BANNER,
    BODY,
    FIELDS,
    HEAD,
    NAMES,
    PARTIAL,
    VALUES,
    block,
    by_bold,
    by_classes,
    by_table,
    by_terms,
    concatenated,
    plusd,
    table,
    wikileaks,
)

from sitegen.parse import detect, explain, parse
from sitegen.records import Cable, Paragraph

SENT = datetime(2008, 3, 12, 10, 15, tzinfo=UTC)
TEXT = (
    Paragraph("The garden party went well enough.", 1, "U"),
    Paragraph("A hat was lost in 2008. It was found.", 2, "U"),
)


def codes(text: str) -> list[str]:
    return [one.code for one in read(text).diagnostics]


def whole(found: Cable) -> None:
    """Everything the telegram says is there."""
    assert (found.identifier, found.date, found.origin.code) == ("08REYKJAVIK42", SENT, "REYKJAVIK")
    assert found.subject == "A GARDEN PARTY"
    assert found.classification == "UNCLASSIFIED"
    assert (found.captions, found.tags) == (("SIPDIS",), ("SCUL", "KPAO", "IC"))
    assert [one.name for one in found.to] == ["SECSTATE WASHDC"]
    assert [one.name for one in found.info] == ["AMEMBASSY COPENHAGEN"]
    assert found.transmission is not None
    assert found.transmission.id == "VZCZCXYZ0001"
    assert found.banners == (BANNER,)
    assert found.body == TEXT
    assert found.signed_by == ("HOFFSTAD",)


DETECTED = [
    pytest.param(wikileaks(), "wikileaks", id="a page"),
    pytest.param("\ufeff\n" + wikileaks(), "wikileaks", id="byte order mark and blank line first"),
    pytest.param(wikileaks().upper().replace("&#X000A;", "\n"), "wikileaks", id="all in capitals"),
    pytest.param('<table border=0 class="cable"><tr>', "wikileaks", id="class in double quotes, not first"),
    pytest.param("<html><table class=cable>", "wikileaks", id="class without quotes"),
    pytest.param("<h3>Viewing cable 08OSLO1, X</h3><pre>", "wikileaks", id="heading alone"),
    pytest.param("<p>" + "x " * 60000 + "<table class='cable'>", "wikileaks", id="after long menus"),
    pytest.param(plusd(by_classes()), "plusd", id="classes"),
    pytest.param(plusd(by_table()), "plusd", id="table"),
    pytest.param("<p>Canonical ID: 1976BONN123_b</p>", "plusd", id="label alone"),
    pytest.param(concatenated(), "concatenated", id="five lines, then the telegram"),
    pytest.param("\n\n08OSLO1\n\nX\n\nThu Jan 03 00:00:00 UTC 2008\n", "concatenated", id="blank lines between"),
    pytest.param("08OSLO1\nThu Jan 03 00:00:00 +0200 2008\n", "concatenated", id="subject missing"),
    pytest.param("not an id\nX\nThu Jan 03 00:00:00 +0200 2008\n", None, id="no identifier above the date"),
    pytest.param("<html><p>On cables</p><pre>VZCZCXYZ0001</pre></html>", None, id="a page about telegrams"),
    pytest.param("<html><p>see plusd</p></html>", None, id="a page that names the library"),
    pytest.param("<TEI xmlns='http://www.tei-c.org/ns/1.0'>", "frus", id="no page at all"),
]  # fmt: skip


@pytest.mark.rule(1)
@pytest.mark.parametrize(("text", "form"), DETECTED)
def test_format_is_told_from_the_content(text: str, form: str | None) -> None:
    assert detect(text) == form


# -- WikiLeaks pages -----------------------------------------------------------------------------------


WHOLE = [
    pytest.param(wikileaks(), id="as published"),
    pytest.param(wikileaks().replace("&#x000A;", "\n"), id="line ends typed"),
    pytest.param(wikileaks().replace("&#x000A;", "&#10;"), id="line ends as decimal references"),
    pytest.param(wikileaks().replace("&#x000A;", "<br />"), id="line ends as br"),
    pytest.param(wikileaks().replace("&#x000A;", "&#xD;&#x000A;"), id="returns as references"),
    pytest.param(wikileaks().replace("\n", "\r\n"), id="CRLF"),
    pytest.param(wikileaks().replace("\n", " "), id="one physical line"),
    pytest.param(wikileaks(HEAD + BODY, ""), id="header and body in one block"),
    pytest.param(wikileaks().replace("</body></html>", block(BODY)), id="body printed twice"),
    pytest.param(wikileaks().replace("'", '"'), id="double quotes"),
    pytest.param(wikileaks().replace("class='cable'", "border=1 class=cable id=x"), id="other attributes"),
    pytest.param(wikileaks().replace("</td>", "").replace("</tr>", "").replace("</th>", ""), id="cells not closed"),
    pytest.param(wikileaks().replace("</pre></code>", ""), id="blocks not closed"),
    pytest.param(wikileaks().replace("<code><pre>", "<CODE><PRE CLASS=x>"), id="capital tags"),
    pytest.param(wikileaks().replace("went well", "<b>went <i>well</b></i>"), id="tags crossed"),
    pytest.param(wikileaks().replace("went well", "went<!-- x --> well<script>alert(1)</script>"), id="comment and script"),
    pytest.param(wikileaks().replace("went well", "went&nbsp;well"), id="entity for a blank"),
    pytest.param(wikileaks().replace("<head>", "<head><meta charset='koi8-r'>"), id="another charset claimed"),
    pytest.param("<?xml version='1.0' encoding='utf-16'?>" + wikileaks(), id="another encoding claimed"),
    pytest.param(wikileaks(between="<p>" + "<b>" * 10000), id="10,000 tags before the text"),
    pytest.param(wikileaks(between="<div>" * 10000), id="10,000 divisions before the text"),
    pytest.param(wikileaks().replace("</table>", ""), id="table not closed"),
    pytest.param(wikileaks().replace("went well", "went \x00well"), id="a zero byte"),
]  # fmt: skip


@pytest.mark.rule(2)
@pytest.mark.parametrize("text", WHOLE)
def test_a_page_is_read_whole(text: str) -> None:
    found = cable(text)
    whole(found)
    assert found.source.format == "wikileaks"
    assert found.origin.name == "Embassy Reykjavik"


METADATA = [
    pytest.param(wikileaks(), "08REYKJAVIK42", "Embassy Reykjavik", id="by the names of the columns"),
    pytest.param(wikileaks().replace(table(), table(VALUES[::-1], NAMES[::-1])), "08REYKJAVIK42", "Embassy Reykjavik", id="columns in another order"),
    pytest.param(wikileaks(values=VALUES[:1] + VALUES[3:]), "08REYKJAVIK42", "Embassy Reykjavik", id="dates missing"),
    pytest.param(wikileaks(values=VALUES[1:]), "08REYKJAVIK42", "Embassy Reykjavik", id="identifier from the heading"),
    pytest.param(wikileaks(values=VALUES[:4]), "08REYKJAVIK42", "Embassy Reykjavik", id="origin missing"),
    pytest.param(wikileaks().replace(table(), table(VALUES, ())), "08REYKJAVIK42", "Embassy Reykjavik", id="names missing"),
    pytest.param(wikileaks().replace(table(), ""), "08REYKJAVIK42", "Embassy Reykjavik", id="no table"),
    pytest.param(wikileaks(values=("08SCTION01OF02REYKJAVIK42", *VALUES[1:])), "08REYKJAVIK42", "Embassy Reykjavik", id="malformed identifier"),
    pytest.param(wikileaks(values=(*VALUES[:4], "USEU Brussels")), "08REYKJAVIK42", "USEU Brussels", id="origin as given"),
]  # fmt: skip


@pytest.mark.rule(3)
@pytest.mark.parametrize(("text", "name", "origin"), METADATA)
def test_metadata_of_a_page(text: str, name: str, origin: str) -> None:
    found = cable(text)
    assert (found.identifier, found.date, found.classification) == (name, SENT, "UNCLASSIFIED")
    assert found.origin.name == origin or found.origin.code == "REYKJAVIK"
    assert found.body == TEXT


@pytest.mark.rule(5)
def test_a_malformed_identifier_stays_as_an_alias() -> None:
    found = cable(wikileaks(values=("08ECTION01OF02REYKJAVIK42", *VALUES[1:])))
    assert (found.identifier, found.aliases) == ("08REYKJAVIK42", ("08ECTION01OF02REYKJAVIK42",))


@pytest.mark.rule(5)
def test_the_file_name_is_the_last_resort() -> None:
    text = wikileaks(PARTIAL, "No number here.", values=VALUES[1:], heading="Cable")
    found = parse(source(text, "cable/2008/03/08REYKJAVIK42.html")).cable
    assert found is not None
    assert found.identifier == "08REYKJAVIK42"


# `Created` of these pages: the minutes repeat the hour in 12-hour form, a fault of the publisher.
CREATED = [
    pytest.param("2008-03-12 10:10", False, id="minutes repeat the hour"),
    pytest.param("2008-03-12 10:15", False, id="right"),
    pytest.param("2008-03-12 10:44", True, id="other minutes"),
    pytest.param("2008-03-12 11:11", True, id="another hour"),
    pytest.param("2008-03-13 10:10", True, id="another day"),
    pytest.param("2008-03-12 22:10", True, id="other half of the day"),
    pytest.param("", False, id="none"),
]


@pytest.mark.rule(6)
@pytest.mark.parametrize(("created", "is_told"), CREATED)
def test_the_date_time_group_wins_over_created(created: str, is_told: bool) -> None:
    text = wikileaks(values=(VALUES[0], created, *VALUES[2:]))
    assert cable(text).date == SENT
    assert ("date-mismatch" in codes(text)) is is_told


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("dtg", "created", "is_told"),
    [
        pytest.param("121823Z", "2008-03-12 18:06", False, id="evening"),
        pytest.param("120017Z", "2008-03-12 00:12", False, id="midnight is twelve"),
        pytest.param("121247Z", "2008-03-12 12:12", False, id="noon is twelve"),
        pytest.param("121823Z", "2008-03-12 18:18", True, id="not in 24 hours"),
    ],
)
def test_minutes_repeat_the_hour_counted_to_twelve(dtg: str, created: str, is_told: bool) -> None:
    text = wikileaks(HEAD.replace("121015Z", dtg), values=(VALUES[0], created, *VALUES[2:]))
    assert ("date-mismatch" in codes(text)) is is_told


@pytest.mark.rule(4)
def test_a_partial_extract_has_its_date_from_the_table() -> None:
    text = wikileaks(PARTIAL, "UNCLAS REYKJAVIK 000042\n\nSUBJECT: A HAT\n\n7. (U) It was found.\n")
    found = cable(text)
    assert found.partial
    assert found.date == datetime(2008, 3, 12, 10, 10, tzinfo=UTC)
    assert (found.to, found.subject) == ((), "A HAT")
    assert [getattr(one, "number", 0) for one in found.body] == [7]
    assert "partial" in codes(text)


@pytest.mark.rule(4)
def test_a_page_with_a_header_alone_is_read() -> None:
    found = cable(wikileaks(HEAD, ""))
    assert (found.date, found.body) == (SENT, ())
    assert found.title == "A Garden Party", "the heading has it"


def test_a_page_without_text_is_a_record_without_text() -> None:
    text = wikileaks("", "")
    assert cable(text).identifier == "08REYKJAVIK42"
    assert "no-text" in codes(text)


@pytest.mark.parametrize(
    ("articles", "want"),
    [
        pytest.param('<a href="http://a.example/1">x</a><br><a href="https://b.example/2">y</a>', "http://a.example/1 https://b.example/2", id="several"),
        pytest.param('<a href="javascript:alert(1)">http://a.example</a>', None, id="no other scheme"),
        pytest.param('<a href="http://a.example/1">x</a><a href="http://a.example/1">x</a>', "http://a.example/1", id="once each"),
        pytest.param("", None, id="none"),
    ],
)  # fmt: skip
def test_articles_are_kept_as_text(articles: str, want: str | None) -> None:
    found = cable(wikileaks(between=f"<p>Appears in these articles:<br/>{articles}</p>"))
    assert found.attributes.get("Appears in these articles") == want
    assert found.attributes["Released"] == "2010-12-17 16:04"


def test_lines_are_those_of_the_file() -> None:
    text = wikileaks().replace("&#x000A;SIPDIS", "\n\nSIPDIS")
    above = text[: text.index("VZCZC")].count("\n") + 1
    taken = {one.text: one.number for one in explain(source(text))}
    assert taken["R 121015Z MAR 08"] == above
    assert taken["UNCLAS REYKJAVIK 000042"] == above + 1
    assert taken["SIPDIS"] == above + 3
    assert taken["HOFFSTAD"] == above + 3, "the rest is one line of the file"
    assert taken["08REYKJAVIK42"] < above


# -- PlusD pages ---------------------------------------------------------------------------------------


SHAPES = [
    pytest.param(by_classes(), id="pairs of divisions"),
    pytest.param(by_table(), id="table"),
    pytest.param(by_bold(), id="bold labels"),
    pytest.param(by_terms(), id="definition list, not closed"),
    pytest.param(by_classes(FIELDS[::-1]), id="in another order"),
    pytest.param(by_classes().upper().replace("_A<", "_a<").replace("MARCH", "March"), id="in capitals"),
]  # fmt: skip


@pytest.mark.rule(3)
@pytest.mark.parametrize("labels", SHAPES)
def test_the_values_of_the_library_are_found(labels: str) -> None:
    text = plusd(labels)
    found = cable(text)
    whole(found)
    assert found.aliases == ("08REYKJAVIK42_a",)
    assert found.attributes["Character Count"] == "1557"
    assert found.attributes["Locator"].upper() == "TEXT ONLINE"
    assert "Current Classification" not in found.attributes, "null"
    assert "date-mismatch" not in codes(text)


@pytest.mark.rule(3)
def test_the_library_speaks_where_the_telegram_does_not() -> None:
    fields = dict(FIELDS) | {
        "Canonical ID": "1976REYKJA01234_b",
        "Date": "1976 January 20, 00:00 (Tuesday)",
        "Original Classification": "LIMITED OFFICIAL USE",
        "Handling Restrictions": "EXDIS",
        "Executive Order": "11652 GDS",
        "TAGS": "PFOR - Foreign Relations | IC - Iceland | DOE, JOHN SPECIMEN",
        "Concepts": "FISHING LIMITS, PROTESTS",
        "Markings": "Declassified/Released US Department of State EO Systematic Review 04 MAY 2006",
        "From": "REYKJAVIK",
        "To": "STATE | NATO",
        "Office Action": "ACTION EUR",
        "Linked documents or other documents with the same ID": "1976STATE000002_b",
    }
    found = cable(plusd(by_classes(list(fields.items())), "NOTHING BUT THIS LINE OF TEXT."))
    assert (found.identifier, found.aliases) == ("76REYKJAVIK1234", ("1976REYKJA01234_b",))
    assert found.date == datetime(1976, 1, 20, tzinfo=UTC)
    assert found.classification == "LIMITED OFFICIAL USE"
    assert found.captions == ("EXDIS",)
    assert found.executive_order is not None
    assert (found.executive_order.number, found.executive_order.raw) == ("11652", "GDS")
    assert found.tags == ("PFOR", "IC", "DOE, JOHN SPECIMEN")
    assert found.concepts == ("FISHING LIMITS", "PROTESTS")
    assert found.rights.startswith("Declassified/Released")
    assert (found.sender, [one.name for one in found.to]) == ("REYKJAVIK", ["STATE", "NATO"])
    assert found.attributes["Office Action"] == "ACTION EUR"
    assert found.attributes["Linked documents"] == "1976STATE000002_b"
    assert found.title == "A Garden Party"


@pytest.mark.rule(5)
@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("10REYKJAVIK13_a", "10REYKJAVIK13"),
        ("1975STATE133602_b", "75STATE133602"),
        ("1977BONN00123_c", "77BONN123"),
        ("1978HONGK04567_d", "78HONGKONG4567"),
        ("1976REYKJA01234_b", "76REYKJAVIK1234"),
    ],
)
def test_the_canonical_id_of_the_library(typed: str, want: str) -> None:
    fields = dict(FIELDS) | {"Canonical ID": typed}
    assert cable(plusd(by_table(list(fields.items())), "Text.")).identifier == want


@pytest.mark.rule(18)
def test_pages_of_the_archive_s_copies_go() -> None:
    text = (
        "PAGE 01        REYKJA  00042  121020Z\n\n21\nACTION EUR-25\n\nINFO  OCT-01  /026 W\n"
        "                     --------------------- 092911\nR 121015Z MAR 76\nFM AMEMBASSY REYKJAVIK\n"
        "TO SECSTATE WASHDC 1234\n\nUNCLAS REYKJAVIK 0042\n\nE.O. 11652: N/A\nTAGS: SCUL, IC\nSUBJECT: HATS\n\n"
        "1. THE HAT THAT WAS LOST AT THE PARTY IN THE GARDEN HAS BEEN\n\nUNCLASSIFIED\n\nUNCLASSIFIED\n\n"
        "PAGE 02        REYKJA  00042  121020Z\n\nFOUND.\nHOFFSTAD\n\nUNCLASSIFIED\n\nNNN\n"
    )
    fields = dict(FIELDS) | {
        "Canonical ID": "1976REYKJA00042_b",
        "Date": "1976 March 12, 00:00 (Friday)",
    }
    found = cable(plusd(by_classes(list(fields.items())), text))
    assert [getattr(one, "text", "") for one in found.body] == [
        "THE HAT THAT WAS LOST AT THE PARTY IN THE GARDEN HAS BEEN FOUND."
    ]
    assert found.signed_by == ("HOFFSTAD",)


def test_text_without_pre_is_found_below_its_heading() -> None:
    typed = (HEAD + "\n" + BODY).replace("\n", "<br>\n")
    page = plusd(by_table()).partition("<h3>Content")[0] + f"<h3>Raw content</h3><div>{typed}</div>"
    whole(cable(page))


# -- concatenated texts --------------------------------------------------------------------------------


GLUED = [
    pytest.param(concatenated(), id="after a word and a number"),
    pytest.param(concatenated(HEAD.replace(" 0011", "")), id="after a word"),
    pytest.param(concatenated(HEAD + "\n"), id="divided all the same"),
    pytest.param(concatenated().replace("\n", "\r\n"), id="CRLF"),
    pytest.param(concatenated().replace("A GARDEN PARTY\nWed", "A GARDEN\nPARTY\nWed"), id="subject wrapped"),
    pytest.param(concatenated().replace("A GARDEN PARTY\nWed", "Wed"), id="subject missing above"),
]  # fmt: skip


@pytest.mark.rule(9)
@pytest.mark.parametrize("text", GLUED)
def test_header_and_body_are_divided(text: str) -> None:
    found = cable(text)
    whole(found)
    assert found.source.format == "concatenated"
    assert "date-mismatch" not in codes(text)


LEVELS = [
    pytest.param("UNCLAS REYKJAVIK 000042", "UNCLASSIFIED", id="UNCLAS"),
    pytest.param("C O N F I D E N T I A L REYKJAVIK 000042", "CONFIDENTIAL", id="spaced"),
    pytest.param("CONFIDENTIAL REYKJAVIK 000042", "CONFIDENTIAL", id="whole"),
    pytest.param("S E C R E T SECTION 01 OF 02 REYKJAVIK 000042", "SECRET", id="spaced, with section"),
    pytest.param("SECRET REYKJAVIK 000042", "SECRET", id="SECRET"),
    pytest.param("UNCLAS SECTION 01 OF 02", "UNCLASSIFIED", id="no post"),
    pytest.param("UNCLAS", "UNCLASSIFIED", id="level alone"),
]  # fmt: skip


@pytest.mark.rule(9)
@pytest.mark.parametrize(("line", "level"), LEVELS)
def test_glued_classification_lines(line: str, level: str) -> None:
    body = BODY.replace("UNCLAS REYKJAVIK 000042", line)
    found = cable(concatenated(HEAD, body).replace("\nUNCLASSIFIED\nE", f"\n{level}\nE"))
    assert found.info[-1].name == "AMEMBASSY COPENHAGEN"
    assert found.classification == level
    assert found.body == TEXT


def test_a_sentence_in_capitals_is_not_divided() -> None:
    body = BODY.replace("went well enough", "was TOPSECRET REYKJAVIK 000042")
    assert "was TOPSECRET REYKJAVIK 000042" in getattr(
        cable(concatenated(HEAD, body)).body[0], "text", ""
    )


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("date", "is_told"),
    [
        ("Wed Mar 12 02:00:00 +0100 2008", False),
        ("Thu Mar 13 00:00:00 +0200 2008", False),
        ("Sat Mar 15 00:00:00 +0200 2008", True),
    ],
)
def test_only_the_day_of_the_export_is_compared(date: str, is_told: bool) -> None:
    text = concatenated(date=date)
    assert cable(text).date == SENT
    assert ("date-mismatch" in codes(text)) is is_told


# -- bad input -----------------------------------------------------------------------------------------


HOSTILE = [
    pytest.param("<table class='cable'>" + "<b>" * 10000, id="10,000 nested tags"),
    pytest.param("<table class='cable'>" * 10000 + "<pre>x", id="10,000 nested tables"),
    pytest.param("<table class='cable'>" + "<a " * 16000, id="16,000 tags that never end"),
    pytest.param("<table class='cable'>" + "<pre>" * 10000 + "x", id="10,000 nested blocks"),
    pytest.param("<table class='cable'><pre>" + "x" * 5_000_000, id="a line of 5 MB"),
    pytest.param("<table class='cable'><pre>" + "&#x000A;" * 500_000, id="500,000 line ends"),
    pytest.param("<table class='cable'>" + "<tr><td>x" * 50_000, id="50,000 rows"),
    pytest.param("<table class='cable'>" + "<!--" * 100_000, id="comments that never end"),
    pytest.param("<h3>Viewing cable " + " " * 500_000, id="a heading of blanks"),
    pytest.param("Canonical ID <p>plusd " + "<div>To:" * 50_000, id="50,000 labels"),
    pytest.param("<p>plusd canonical id " + "<pre>x</pre>" * 20_000, id="20,000 blocks"),
    pytest.param("08OSLO1\nX\nThu Jan 03 00:00:00 UTC 2008\n" + "AUNCLAS " * 600_000, id="glued for 5 MB"),
    pytest.param("08OSLO1\nX\nThu Jan 03 00:00:00 UTC 2008\nU\nE\n" + "AUNCLAS AUNCLAS\n" * 100_000, id="glued on 100,000 lines"),
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_pages_end_soon(text: str) -> None:
    text = text if text[0] in "<0" else f"<html>{text}"
    assert detect(text) in ("wikileaks", "plusd", "concatenated")
    start = time.process_time()
    read(text)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "entity",
    [
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:9/x.dtd'>",
        "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY x '&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
    ],
    ids=["a file", "a document type on the network", "one made of others"],
)
def test_entities_of_a_page_s_own_stay_as_typed(entity: str) -> None:
    found = cable(entity + wikileaks().replace("well enough", "well &x; enough"))
    assert getattr(found.body[0], "text", "") == "The garden party went well &x; enough."


@pytest.mark.rule(3)
@pytest.mark.parametrize("at", [60, 200, 330])
def test_a_page_cut_inside_its_telegram_is_told(at: int) -> None:
    page = wikileaks()
    start = page.rindex("<pre>")
    assert {"mended-markup", "truncated"} <= set(codes(page[: start + at]))


def test_a_page_cut_below_its_telegram_is_whole() -> None:
    page = wikileaks()
    assert "mended-markup" not in codes(page[: page.rindex("</pre>") + 6])
