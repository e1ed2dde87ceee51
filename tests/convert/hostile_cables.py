"""The seed cable as a record, built by hand, and Hypothesis strategies for arbitrary cables."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import strategies as st

from sitegen import records as r

_SUMMARY = (
    "Summary: On February 10-11 a workshop on implementation of the United Nations Security "
    "Council Resolution (UNSCR) 1540 was jointly sponsored in Tashkent by the Export and Related "
    "Border Security (EXBS) program and the Uzbek Ministry of Foreign Affairs. This cable addresses "
    "broader regional 1540 implementation based on the ongoing work of the 1540 Committee, our USG "
    "approach to multilateral implementation of UNSCR 1540 through effective use of regional and "
    "intergovernmental organizations. A more detailed workshop report will be provided SEPTEL. End "
    "summary."
)
_OSCE = (
    "The OSCE Project Coordination Office in Tashkent appeared receptive to supporting a regional "
    "nonproliferation event in Central Asia dedicated to UNSCR 1540. On February 10, 1540 Coordinator "
    "Tom Wuchte and poloff met with OSCE Ambassador in Tashkent Istvan Venczel and his staff to "
    "discuss prospects for this type of activity. However, the themes being discussed in Vienna "
    "received no objection from Venczel or his staff -- albeit they largely deferred to the OSCE "
    "Action Against Terrorism Unit (ATU) to define policy."
)
_BULLET = (
    "Uzbekistan can set an example by submitting, as appropriate, a national implementation plan "
    "and follow up as an OSCE participating State on its agreement by supporting the OSCE 2006 "
    "Ministerial decision on UNSCR 1540."
)

SEED = r.Cable(
    identifier="09TASHKENT208",
    date=datetime(2009, 2, 24, 8, 27, tzinfo=UTC),
    origin=r.Origin("TASHKENT", "Embassy Tashkent", "UZ"),
    source=r.Provenance(
        "reader-page",
        "cables/09TASHKENT208.txt",
        1,
        "ab04074fc3b1be6fe28d020a50f16b3981d5e7e5310dbc401187da86a3e6c348",
        "f09ebcc2-7363-4ae0-a744-a74fac66bd30",
    ),
    title="Uzbek Workshop for Implementing UNSCR 1540 -- A Regional Perspective",
    subject="UZBEK WORKSHOP FOR IMPLEMENTING UNSCR 1540 -- A REGIONAL PERSPECTIVE",
    classification="UNCLASSIFIED//FOR OFFICIAL USE ONLY",
    captions=("SIPDIS", "SENSITIVE"),
    banners=("SENSITIVE BUT UNCLASSIFIED -- PLEASE PROTECT ACCORDINGLY",),
    precedence=("R",),
    sender="AMEMBASSY TASHKENT",
    to=(r.Addressee("SECSTATE WASHDC", "RUEHC", None, "0507"),),
    info=(
        r.Addressee("USMISSION USUN NEW YORK", "RUCNDT", None, "0001"),
        r.Addressee("CIA WASHINGTON DC", "RUEAIIA"),
        r.Addressee("AMEMBASSY ASHGABAT", "RUEHAH", None, "0049"),
        r.Addressee("AMEMBASSY DUSHANBE", "RUEHDBU", None, "0001"),
        r.Addressee("AMEMBASSY BISHKEK", "RUEHEK", None, "0061"),
        r.Addressee("AMEMBASSY MOSCOW", "RUEHMO", None, "0021"),
        r.Addressee("AMEMBASSY TASHKENT", "RUEHNT"),
        r.Addressee("AMEMBASSY ASTANA", "RUEHTA", None, "0052"),
        r.Addressee("USMISSION UNVIE VIENNA", "RUEHUNV", None, "0001"),
        r.Addressee("USMISSION USOSCE", "RUEHVEN", None, "0121"),
        r.Addressee("SECDEF WASHDC", "RUEKJCS"),
    ),
    passing=(
        "DEPT FOR ISN/CPI TOM WUCHTE",
        "EXBS FOR JEFF HARTSHORN",
        "INL/AAE FOR ANDREW BUHLER",
        "USOSCE FOR ELIZABETH KAUFMAN",
    ),
    executive_order=r.ExecutiveOrder("12958", None, "N/A"),
    tags=("PGOV", "PREL", "KNNP", "AORC", "OSCE", "UNSC", "UZ"),
    signed_by=("NORLAND",),
    sections=r.Sections(1, 3),
    transmission=r.Transmission(
        id="VZCZCXRO4705",
        precedence="RR",
        routing=("RUEHDBU",),
        station="RUEHNT",
        serial="0208",
        section="01",
        day_of_year=55,
        time="0827",
        security="ZNR UUUUU ZZH",
        dtg="240827Z FEB 09",
    ),
    body=(
        r.Paragraph(_SUMMARY, 1, "U"),
        r.Heading("A Central Role for OSCE"),
        r.Paragraph(_OSCE, 5, "SBU"),
        r.Heading("Recommendations from the Margins"),
        r.Paragraph(
            "The following recommendations were proposed at the end of the seminar:", 9, "SBU"
        ),
        r.Bullet(_BULLET),
        r.Bullet(
            "Work is underway on preparations for several regions later in 2009. We continue."
        ),
        r.Paragraph("This message was drafted by the visiting USG 1540 Coordinator.", 11, "U"),
    ),
)

# -- arbitrary cables ----------------------------------------------------------------------------

# Pieces that would become markup somewhere, mixed with arbitrary text.
HOSTILE = (
    "{{ page }}", "<script>alert(1)</script>", "](javascript:alert(1))", "[a](b)", "![x](y)", "&lt;",
    "&amp;amp;", "&#60;", "\\", "\\\\", "`", "```", "~~~", "~~", "*", "**bold**", "_", "__init__", "a_b",
    "#", "##", "# ", "- ", "--", "---", "===", "+ ", "> ", "1540. ", "1. ", "3) ", "(U) ", "(a) ", "A. ",
    "|", "| a | b |", "|---|", ":", "[x]: /y", "<http://a.b>", "<!--", "-->", "http://example.org/_a_/b",
    "XXXX", "XXXXXXXXXXXX", "\t", "  ", "    code", "\u00a0", "\u2028", "$x$", "^a^", "5\\. (U) ", "!", "{#x}",
    "Summary: ", "Comment: ", "wzxhzdk:0", "klzzwxh:0000", "%}", "@a", "www.example.org", "C#", "\x85",
)  # fmt: skip
# Unicode without controls but white space, and without the two characters of Python-Markdown's stash.
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])
PIECES = st.one_of(
    st.sampled_from(HOSTILE), st.text(CHARACTERS, max_size=12), st.sampled_from((" ", "word"))
)
TEXT = st.lists(PIECES, min_size=1, max_size=12).map("".join).filter(bool)
MARKS = st.sampled_from(
    ("U", "C", "S", "SBU", "C/NF", "S//NF", "SNF", "LOU", "U//FOUO", "C/REL GBR, AUS")
)
LABELS = st.sampled_from(("(a)", "(iv)", "(1)", "A.", "b)", "1.", "12)"))
SIGNS = LABELS | st.sampled_from(("-", "--", "---", "*", "•"))

PARAGRAPHS = st.builds(r.Paragraph, TEXT, st.none() | st.integers(0, 9999), st.none() | MARKS)
LINES = TEXT.filter(lambda text: not set(text) & set("\r\n"))
BLOCKS: st.SearchStrategy[r.Block] = st.one_of(
    PARAGRAPHS,
    st.builds(r.Heading, TEXT),
    st.builds(r.Bullet, TEXT, st.none() | LABELS, st.integers(0, 3)),
    st.builds(r.Embedded, TEXT, st.none() | SIGNS),
    st.builds(r.Table, st.lists(LINES | st.just(""), max_size=4).map(tuple)),
)


def _levelled(blocks: list[r.Block]) -> tuple[r.Block, ...]:
    """Items no deeper than below another item, as the parser gives them."""
    body: list[r.Block] = []
    for block in blocks:
        if isinstance(block, r.Bullet):
            above = body[-1] if body else None
            most = above.level + 1 if isinstance(above, r.Bullet) else 0
            block = r.Bullet(block.text, block.label, min(block.level, most))
        body.append(block)
    return tuple(body)


BODIES = st.lists(BLOCKS, max_size=6).map(_levelled)

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | TEXT
OPTIONAL = st.none() | ANY
HEADERS = ANY | st.lists(ANY, max_size=4).map("\n".join)
NAMES = st.lists(ANY, max_size=3).map(tuple)
ADDRESSEES = st.lists(st.builds(r.Addressee, ANY, OPTIONAL, OPTIONAL, OPTIONAL), max_size=3).map(
    tuple
)
PLAIN = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | ANY
KEYS = ANY.filter(
    lambda key: key not in {"description", "slug", "from", "source", *r.Cable.__struct_fields__}
)
NESTED = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(ANY, PLAIN, max_size=3)
EXTRA = st.dictionaries(KEYS, NESTED | st.lists(NESTED, max_size=2), max_size=3)
DATES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001


def cables() -> st.SearchStrategy[r.Cable]:
    """Cables with every field arbitrary."""
    numbers = st.integers(0, 400)
    optional: dict[str, Any] = {
        "aliases": NAMES, "captions": NAMES, "banners": NAMES, "precedence": NAMES, "passing": NAMES,
        "reasons": NAMES, "tags": NAMES, "signed_by": NAMES, "warnings": NAMES, "subject": ANY,
        "classification": ANY, "sender": ANY, "to": ADDRESSEES, "info": ADDRESSEES, "exempt": ADDRESSEES,
        "executive_order": st.none() | st.builds(r.ExecutiveOrder, ANY, OPTIONAL, ANY),
        "classified_by": st.none() | ANY.filter(bool),
        "references": st.lists(
            st.builds(r.Reference, ANY, OPTIONAL, st.sampled_from(("cable", "other")), OPTIONAL, OPTIONAL),
            max_size=3,
        ).map(tuple),
        "sections": st.none() | st.builds(r.Sections, numbers, numbers),
        "transmission": st.none() | st.builds(
            r.Transmission, id=OPTIONAL, routing=NAMES, day_of_year=st.none() | numbers, time=OPTIONAL
        ),
        "partial": st.booleans(), "truncated": st.booleans(), "header": HEADERS, "extra": EXTRA, "body": BODIES,
    }  # fmt: skip
    return st.builds(
        r.Cable,
        identifier=ANY.filter(bool),
        date=DATES,
        origin=st.builds(r.Origin, ANY, ANY, ANY),
        source=st.builds(r.Provenance, ANY, ANY, numbers, ANY, OPTIONAL),
        title=ANY.filter(bool),
        **optional,
    )
