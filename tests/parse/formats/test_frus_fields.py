# ruff: noqa: E501 (a case of a table reads best on one line)
"""What a document of a volume says in its text and its source note: subject, references, addressees, hour."""

from __future__ import annotations

import pytest
from sources import source

from sitegen.parse import parse
from sitegen.records import Cable

ROOT = '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0" xml:id="frus1955-57v99"><text><body>'
HEAD = "Telegram From the Embassy in Norway to the Department of State"
DATE = '<dateline><placeName>Oslo</placeName>, <date when="1955-11-30">November 30, 1955</date></dateline>'


def document(
    text: str = "<p>1235. SPECIMEN of a herring.</p>",
    *,
    head: str = HEAD,
    note: str = "Source: Specimen Files. Secret.",
    date: str = DATE,
    attributes: str = "",
) -> Cable:
    typed = (
        f'{ROOT}\n<div type="document" xml:id="d16" n="16" subtype="historical-document" {attributes}>\n'
        f'<head>16. {head}<note n="1" type="source">{note}</note></head>\n{date}\n{text}\n</div></body></text></TEI>'
    )
    found = parse(source(typed, "frus1955-57v99.xml")).cable
    assert found is not None
    return found


SUBJECTS = [
    ("<p>1235. Subj: Herrings. Ref: State 12.</p>", "Herrings", "55STATE12", "both in the first paragraph"),
    ("<p>1235. Subject: Talks with Roe. Ref: A. State 12; B. Moscow 1100. 1. Roe said no.</p>", "Talks with Roe", "55STATE12 55MOSCOW1100", "text follows"),
    ("<p>For Roe. Subj: Herrings. Refs: State 12 (Notal).</p>", "Herrings", "55STATE12", "behind the words for whom it is"),
    ("<p>(Subject: Boats) were talked of.</p>", "Telegram From the Embassy in Norway to the Department of State", "", "in brackets, at the very head, which is none"),
    ("<p>Subj: Herrings</p><p>Ref: Oslo 44.</p>", "Herrings", "55OSLO44", "each a paragraph"),
    ("<p>1235. Subj: Herrings.<note n='2'>No fish.</note> Ref: (A) Moscow 1100;<note n='3'>Not found.</note> (B) Deptel 12.<note n='4'>Here.</note></p>", "Herrings", "55MOSCOW1100 Deptel 12", "editors' notes between, and a Deptel of its own series"),
    ("<p><hi>SUBJECT</hi></p><list><item>Herrings</item></list>", "Herrings", "", "below its label"),
    ("<p>SUBJECT<lb/>Herrings in the fjord</p><p>Text.</p>", "Herrings in the fjord", "", "on a line below its label"),
    ("<p><hi rend=\"italic\">Subj</hi>: U.S. herrings. The talks went on.</p>", "U.S. herrings", "", "a stop in the subject"),
    ("<p>1235. Reftel: State 12. We agree.</p>", HEAD, "55STATE12", "no subject"),
    ("<p>The subject: none. We refer to State 12.</p>", HEAD, "", "prose is none"),
]  # fmt: skip


@pytest.mark.rule(14)
@pytest.mark.parametrize(
    ("text", "subject", "cited"), [pytest.param(a, b, c, id=why) for a, b, c, why in SUBJECTS]
)
def test_subject_and_references_of_the_first_paragraphs(
    text: str, subject: str, cited: str
) -> None:
    found = document(text)
    assert found.subject == subject
    assert " ".join(one.id or one.raw for one in found.references) == cited


INFO = [
    ("Secret. Repeated to London, Paris, and USUN.", "", "London|Paris|USUN", "in the source note"),
    ("Secret; Priority. Repeated for information to the Mission at Geneva.", "", "Mission at Geneva", "one, with its article"),
    ("Secret. Also sent to Bonn and repeated to London and Paris.", "Bonn", "London|Paris", "also sent"),
    ("Secret. Drafted by Roe.", "", "", "none"),
]  # fmt: skip


@pytest.mark.rule(8)
@pytest.mark.parametrize(
    ("note", "to", "info"), [pytest.param(a, b, c, id=why) for a, b, c, why in INFO]
)
def test_to_whom_it_was_repeated(note: str, to: str, info: str) -> None:
    found = document(note=f"Source: Specimen Files. {note}")
    assert [one.name for one in found.to] == ["Department of State", *filter(None, [to])]
    assert "|".join(one.name for one in found.info) == info


@pytest.mark.rule(8)
def test_repeated_at_the_end_of_the_text() -> None:
    found = document(
        "<p>1235. SPECIMEN.</p><p>Sent Department 1235, repeated information London 22, Moscow 33.</p>"
    )
    assert [one.name for one in found.info] == ["London 22", "Moscow 33"]


MOMENTS = [
    ('<date when="1955-11-30">November 30, 1955, 0830Z</date>', "", "1955-11-30 08:30", "an hour in UTC"),
    ('<date when="1955-11-30">301545Z November 1955</date>', "", "1955-11-30 15:45", "with the day"),
    ('<date when="1955-11-30">November 30, 1955, 7 p.m.</date>', "", "1955-11-30 00:00", "of a zone not said"),
    ('<date when="1955-11-30">November 30, 1955, 7 p.m.</date>', 'frus:doc-dateTime-min="1955-11-30T19:00:00+01:00" frus:doc-dateTime-max="1955-11-30T19:00:00+01:00"', "1955-11-30 18:00", "the volume says the moment"),
    ('<date when="1955-11-30">November 30, 1955</date>', 'frus:doc-dateTime-min="1955-11-30T00:00:00-05:00" frus:doc-dateTime-max="1955-11-30T23:59:59-05:00"', "1955-11-30 00:00", "the volume says the day"),
]  # fmt: skip


@pytest.mark.rule(6)
@pytest.mark.parametrize(
    ("date", "attributes", "want"), [pytest.param(a, b, c, id=why) for a, b, c, why in MOMENTS]
)
def test_the_hour_of_the_date_line(date: str, attributes: str, want: str) -> None:
    line = f"<dateline><placeName>Oslo</placeName>, {date}</dateline>"
    assert f"{document(date=line, attributes=attributes).date:%Y-%m-%d %H:%M}" == want


KINDS = [
    ("Telegram From the Legation in Norway to the Department of State", "Legation Oslo", "a legation"),
    ("Telegram From the Consulate General at Oslo to the Department of State", "Consulate General Oslo", "a consulate general"),
    ("The Ambassador in Norway (Roe) to the Secretary of State", "Embassy Oslo", "an ambassador is one's embassy"),
    ("The Minister in Norway (Roe) to the Secretary of State", "Legation Oslo", "a minister was at a legation"),
]  # fmt: skip


@pytest.mark.rule(7)
@pytest.mark.parametrize(("head", "name"), [pytest.param(a, b, id=why) for a, b, why in KINDS])
def test_a_post_is_what_it_was_then(head: str, name: str) -> None:
    found = document(head=head)
    assert (found.origin.code, found.origin.name) == ("OSLO", name)


@pytest.mark.rule(9)
def test_handling_words_above_the_text() -> None:
    found = document(
        '<p><hi rend="smallcaps">secret</hi> <hi rend="smallcaps">niact</hi></p><p>1235. SPECIMEN.</p>',
        note="740.00/11–3055: Telegram",
    )
    assert (found.classification, found.precedence) == ("SECRET", ("O",))
    assert found.aliases == ("55OSLO1235",)
