# ruff: noqa: E501 (a case of a table reads best on one line)
"""Rules 17 to 25 on damaged text: what comes again, what suffered, what stands inside what.

As in test_body_rules: `# heading`, `- item`, `> embedded`, `| row`; an item deeper in has `+` for each level.
"""

from __future__ import annotations

import pytest
from sources import HEADER, telegram
from test_body_rules import shape

from sitegen.records import Block, Bullet, Cable

BREAK = "\nREYKJAVIK 00000042  001.2 OF 002\n\n\n\n"
SECTION = "UNCLAS SECTION 02 OF 02 REYKJAVIK 000042"
LONG = HEADER.replace("SIPDIS\n", "SIPDIS\nSENSITIVE\n\nDEPT FOR EUR/NB AND OES\nOSLO FOR ECON\n").replace(
    "A FIRST CABLE", "A FIRST CABLE ON BOATS,\nHERRING AND THE WEATHER\n\nREF: A. OSLO 12\n     B. STATE 345"
)  # fmt: skip

REPEATED = [
    pytest.param("SIPDIS", id="SIPDIS alone"),
    pytest.param(SECTION, id="section line alone"),
    pytest.param("UNCLAS REYKJAVIK 000042", id="classification line with the number"),
    pytest.param(f"{SECTION}\n\nSIPDIS", id="section line and caption"),
    pytest.param(f"{SECTION}\n\nSIPDIS\nSENSITIVE\n\nDEPT FOR EUR/NB AND OES", id="and passing line"),
    pytest.param(f"{SECTION}\n\nE.O. 12958: N/A\nTAGS: SCUL KPAO IC", id="and labels"),
    pytest.param(f"{SECTION}\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: SCUL KPAO IC\nSUBJECT: A FIRST CABLE ON BOATS,\nHERRING AND THE WEATHER", id="the whole heading"),
    pytest.param(f"{SECTION}\n\nTAGS: SCUL KPAO\nIC\nSUBJECT: A FIRST\nCABLE ON BOATS, HERRING AND\nTHE WEATHER", id="wrapped otherwise"),
    pytest.param(f"{SECTION}\n\nSUBJECT: A FIRST CABLE ON", id="cut"),
    pytest.param(f"{SECTION}\n\nSUBJECT: A FIRST CABLE ON BOATS,\nHERRING AND THE WEATHER\n\nREF: A. OSLO 12\n     B. STATE 345", id="with references"),
    pytest.param(f"REYKJAVIK 00000042  001.2 OF 002\n\n\n{SECTION}\n\nSIPDIS\n\nSUBJECT: A FIRST CABLE ON BOATS,", id="below a page break"),
    pytest.param(f"BT\n#0042\nNNNN\n\n\n{SECTION}\n\nSIPDIS", id="below the end of a section"),
    pytest.param(f"BT\n#0042\nNNNN\n\nVZCZCXYZ0002\nRR RUEHC\nDE RUEHRK #0042/02 0721015\nZNR UUUUU ZZH\nR 121015Z MAR 08\nFM AMEMBASSY REYKJAVIK\nTO RUEHC/SECSTATE WASHDC 0043\n{SECTION}\n\nSIPDIS", id="with the transmission header of the next section"),
]  # fmt: skip

# A copy that is not quite the same; SECTION is above, the text below.
NEARLY_REPEATED = [
    pytest.param("SIPDIS\n\nSTATE ALSO FOR OES\nDEPT FOR EUR/NB AND OES\nOSLO FOR ECON\n\nE.O. 12958: N/A", id="a new passing line"),
    pytest.param("SIPDIS\n\nDEPT FOR EUR/NB AND OES\nSTATE ALSO FOR OES\nBONN FOR AGR\n\nE.O. 12958: N/A\nTAGS: SCUL KPAO IC", id="two of them"),
    pytest.param("C O R R E C T E D  COPY\n\nE.O. 12958: N/A\nTAGS: SCUL KPAO IC", id="a new caption"),
    pytest.param("E.O. 12958: N/A\nTAGS: SCUL IC\nSUBJECT: A FIRST CABLE ON BOATS,\nHERRING AND THE WEATHER", id="a tag lost"),
    pytest.param("TAGS: SCUL KPAO IC\nSUBJECT: A FRIST CABLE ON BOATS,\nHERRING AND THE WEATHER", id="a misspelt subject"),
    pytest.param("SUBJECT: BOATS AND A FIRST CABLE ON THE", id="the last line"),
]  # fmt: skip

NOT_REPEATED = [
    pytest.param(f"1. (U) The{BREAK}A SECOND CABLE came.", ["1 U The A SECOND CABLE came."], id="what is not in the first copy stays"),
    pytest.param(f"1. (U) The{BREAK}HERRING came.", ["1 U The HERRING came."], id="a word of the subject in a sentence"),
    pytest.param(f"1. (U) The{BREAK}WEATHER\nis bad.", ["1 U The WEATHER is bad."], id="one word alone is no copy"),
    pytest.param("1. (U) The\nHERRING AND THE WEATHER\nare new.", ["1 U The HERRING AND THE WEATHER are new."], id="without a break it is text"),
    pytest.param(f"1. (U) The\n{SECTION}\nTAGS: EAGR\nboat.", ["1 U The TAGS: EAGR boat."], id="another value stays"),
    pytest.param(f"1. (U) The\n{SECTION}\n\nMinister came.\nSo did we.", ["1 U The Minister came. So did we."], id="a capital below a section line"),
    pytest.param(f"1. (U) The\n{SECTION}\n\nE.O. 12958: N/A\nMinister came.", ["1 U The Minister came."], id="text below the last line of a copy"),
    pytest.param("1. (U) Above SECRET\nSENSITIVE matters rest.", ["1 U Above SECRET SENSITIVE matters rest."], id="caption words of prose"),
]  # fmt: skip

BREAK_LINES = [
    "REYKJAVIK 00000042  001.2 OF 002", "REYKJAVIK 00000042 001.2 OF 002", "REYKJAVIK 00000042  002 OF 002",
    "REYKJAVIK00000042  001.2 OF 002", "REYKJAVIK 00000042  001.2OF 002", "REYKJAVIK  00000042   001.2  OF  002",
    "RIO DE JAN 00000042  001.2 OF 002", "USUN NEW Y 00000042  002 OF 011", "N'DJAMENA 00000042  001.2 OF 002",
    "PAGE 02        REYKJA  00042  121015Z", "PAGE 02        STATE  133602",
]  # fmt: skip

NUMBERS = [
    pytest.param("1. (U) A.\n\n2 (U) B.", ["1 U A.", "2 U B."], id="full stop lost"),
    pytest.param("1. (U) A.\n\n2, (U) B.", ["1 U A.", "2 U B."], id="comma for a full stop"),
    pytest.param("1. (U) A.\n\n2; (U) B.", ["1 U A.", "2 U B."], id="semicolon"),
    pytest.param("1. (U) A.\n\n2.. (U) B.", ["1 U A.", "2 U B."], id="two full stops"),
    pytest.param("1. (U) A.\n\n2 . (U) B.", ["1 U A.", "2 U B."], id="blank before the full stop"),
    pytest.param("1. (U) A.\n\n2- (U) B.", ["1 U A.", "2 U B."], id="dash for a full stop"),
    pytest.param("1. (U) A.\n\n3 (U) B.", ["1 U A.", "3 (U) B."], id="damaged and not expected"),
    pytest.param("l. (U) A.\n\n2. (U) B.", ["1 U A.", "2 U B."], id="l for 1"),
    pytest.param("9. (U) A.\n\n1O. (U) B.\n\n11. (U) C.", ["9 U A.", "10 U B.", "11 U C."], id="O for 0"),
    pytest.param("10. (U) A.\n\nl1. (U) B.", ["10 U A.", "11 U B."], id="l for the first 1"),
    pytest.param("1. (U) A.\n\nl2. B is late.", ["1 U A.", "l2. B is late."], id="letters, not expected"),
    pytest.param("(U) 1. A.\n\n(C) 2. B.", ["1 U A.", "2 C B."], id="mark before the number"),
    pytest.param("1. (SBU)(U) A.", ["1 SBU (U) A."], id="two marks: the second is text"),
    pytest.param("1. (c) A.\n\n2. (sbu) B.", ["1 C A.", "2 SBU B."], id="small marks"),
    pytest.param("1. (C ) A.\n\n2. ( U) B.", ["1 C A.", "2 U B."], id="blanks in marks"),
    pytest.param("1. (S / NF) A.", ["1 S/NF A."], id="blanks round a slash"),
    pytest.param("1. (S//REL TO USA, GBR) A.\n\n2. (C/REL ISAF) B.", ["1 S//REL TO USA, GBR A.", "2 C/REL ISAF B."], id="releasable to"),
    pytest.param("1. (S//OC/NF) A.", ["1 S//OC/NF A."], id="two caveats"),
    pytest.param("1. (SBU/NOFORN) A.\n\n2. (SNF) B.", ["1 SBU/NOFORN A.", "2 SNF B."], id="NOFORN and SNF"),
    pytest.param("1. (UN) reports.", ["1 (UN) reports."], id="no mark"),
    pytest.param("1. A.\n\n2. B.\n\n4. D.\n\n5. E.", ["1 A.", "2 B.", "4 D.", "5 E."], id="unmarked, one lost, the next goes on"),
    pytest.param("1. (U) A.\n\n4. D.\n\n5. E.\n\n2. (U) B.", ["1 U A.", "4. D.", "5. E.", "2 U B."], id="unmarked run of two among marked"),
    pytest.param("1. (U) Articles 14, 16 and\n17. 2. (U) Two.", ["1 U Articles 14, 16 and 17.", "2 U Two."], id="a paragraph behind the end of a sentence"),
    pytest.param("1. (U) One is over. 2. (U) Two.\n\n3. (U) C.", ["1 U One is over.", "2 U Two.", "3 U C."], id="line end lost"),
    pytest.param("1. (U) As in para 3. (U) Two.", ["1 U As in para 3. (U) Two."], id="a paragraph that is cited"),
    pytest.param("1. (U) A.\n\n 2.  (U)  B.", ["1 U A.", "2 U B."], id="set in"),
    pytest.param("1.\n\n(U) A.", ["1 U A."], id="number alone on its line"),
]  # fmt: skip

FALSE_BLANKS = [
    pytest.param("1. (U) In late\n\n2009. We left.", ["1 U In late 2009. We left."], id="year"),
    pytest.param("1. (U) He saw about\n\n40 people.", ["1 U He saw about 40 people."], id="a number without full stop"),
    pytest.param("1. (U) At the Bank of\n\nIceland.", ["1 U At the Bank of Iceland."], id="after a word that ends nothing"),
    pytest.param("1. (U) With resolution\n\n1737. It goes.\n\n2. (U) B.", ["1 U With resolution 1737. It goes.", "2 U B."], id="resolution"),
    pytest.param("1. (U) A.\n\nThe Boats Came", ["1 U A.", "The Boats Came"], id="after a sentence it means what it says"),
    pytest.param("1. (U) The boat\n\nwas late and\n\nthe minister\n\ncame in the\n\nevening with\n\nsome of the\n\npeople who\n\nhad seen the\n\nship before\n\nit went to\n\nsea again\n\nlast week.\n\n\n2. (U) B.", ["1 U The boat was late and the minister came in the evening with some of the people who had seen the ship before it went to sea again last week.", "2 U B."], id="every second line blank"),
]  # fmt: skip

HEADINGS = [
    pytest.param("1. (U) A.\n\nBoats\n---\n\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="three dashes"),
    pytest.param("1. (U) A.\n\nBoats\n_____\n\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="underscores"),
    pytest.param("1. (U) A.\n\nA heading of many words\n---------------------------------------------\n--\n\n2. (U) B.", ["1 U A.", "# A heading of many words", "2 U B."], id="a rule wrapped"),
    pytest.param("1. (U) A.\n\nBoats\n--------------------------------------------- ---\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="a rule with a blank"),
    pytest.param("1. (U) A.\n\nEnd summary.\n\n------\nBoats\nof Iceland\n------\n\n2. (U) B.", ["1 U A.", "End summary.", "# Boats of Iceland", "2 U B."], id="two lines between rules"),
    pytest.param("1. (U) A.\n\nA. Boats\n--------\n\n2. (U) B.", ["1 U A.", "# A. Boats", "2 U B."], id="with a letter"),
    pytest.param("1. (U) A.\n\nBoats ------------\n\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="rule on the same line"),
    pytest.param("1. (U) A.\n\n------ Boats ------\n\n2. (U) B.", ["1 U A.", "# Boats", "2 U B."], id="between rules on one line"),
    pytest.param("1. (U) A.\n\nBOATS OF ICELAND\n\n2. (U) B.", ["1 U A.", "# BOATS OF ICELAND", "2 U B."], id="capitals, no rule"),
    pytest.param("1. (U) A.\n\nThe Boats of Iceland\n\n2. (U) B.", ["1 U A.", "# The Boats of Iceland", "2 U B."], id="title case, no rule"),
    pytest.param("SUMMARY\n\n1. (U) A.", ["# SUMMARY", "1 U A."], id="SUMMARY above the first, no rule"),
    pytest.param("BOATS\n\n1. (U) A.", ["BOATS", "1 U A."], id="another word above the first is not sure"),
    pytest.param("1. (U) A.\n\nThe boats were late\n\n2. (U) B.", ["1 U A.", "The boats were late", "2 U B."], id="a sentence is no title"),
    pytest.param("1. (U) Present were:\n\nDoctor Specimen\n\n2. (U) B.", ["1 U Present were:", "Doctor Specimen", "2 U B."], id="below a colon"),
    pytest.param("1. (U) A.\n\nBOATS\n\nMore of it.\n\n2. (U) B.", ["1 U A.", "BOATS", "More of it.", "2 U B."], id="not above a paragraph"),
    pytest.param("1. (U) Summary: A. End summary.\n\n2. (U) Comment: B.", ["1 U Summary: A. End summary.", "2 U Comment: B."], id="run-in headings are text"),
]  # fmt: skip

ITEMS = [
    pytest.param("1. (U) A:\n\no One\no Two", ["1 U A:", "- One", "- Two"], id="o for a bullet"),
    pytest.param("1. (U) He had one\no so.", ["1 U He had one o so."], id="o in prose"),
    pytest.param("1. (U) A:\n-One\n-Two", ["1 U A:", "- One", "- Two"], id="one dash without a blank"),
    pytest.param("1. (U) It was\n-5 degrees.", ["1 U It was -5 degrees."], id="below zero"),
    pytest.param("1. (U) A:\n\n--- One\n\n--- Two", ["1 U A:", "- One", "- Two"], id="three dashes"),
    pytest.param("1. (U) A:\n\n· One\n\n· Two", ["1 U A:", "- One", "- Two"], id="middle dot"),
    pytest.param("1. (U) A:\n\n-- one goes on\n   and on\n-- two", ["1 U A:", "- one goes on and on", "- two"], id="hanging indent"),
    pytest.param("1. (U) A:\n(a) one\n(b) two\n(c) three", ["1 U A:", "(a) one", "(b) two", "(c) three"], id="letters without blank lines"),
    pytest.param(f"1. (U) A:\n(a) one{BREAK}(b) two", ["1 U A:", "(a) one", "(b) two"], id="letters over a page break"),
    pytest.param("1. (U) A:\n\nI. One\n\nII. Two\n\nIII. Three", ["1 U A:", "I. One", "II. Two", "III. Three"], id="large Roman numbers"),
    pytest.param("1. (U) He met with Mr.\nA. Specimen of Oslo.", ["1 U He met with Mr. A. Specimen of Oslo."], id="an initial"),
    pytest.param("1. (U) A:\n\n(a) one.\n\nMore on it.\n\n(b) two.", ["1 U A:", "(a) one.", "More on it.", "(b) two."], id="second paragraph of an item"),
    pytest.param("1. (U) A:\n\na. (C) one\n\nb. (U) two", ["1 U A:", "a. (C) one", "b. (U) two"], id="marks of items"),
    pytest.param("1. (U) A.\n\nC. (U) Three", ["1 U A.", "C. (U) Three"], id="a letter out of sequence with a mark"),
    pytest.param("1. (U) A:\n\na. one:\n\n(1) sub\n\n(2) sub\n\nb. two", ["1 U A:", "a. one:", "+(1) sub", "+(2) sub", "b. two"], id="numbers in letters"),
    pytest.param("1. (U) A:\n\na. one\n\n(1) sub\n\n(a) deep\n\n(b) deep\n\n(2) sub\n\nb. two", ["1 U A:", "a. one", "+(1) sub", "++(a) deep", "++(b) deep", "+(2) sub", "b. two"], id="three levels"),
    pytest.param("1. (U) A:\n\n(a) one\n\n(i) sub\n\n(ii) sub\n\n(b) two\n\n(i) sub\n\n(c) three", ["1 U A:", "(a) one", "+(i) sub", "+(ii) sub", "(b) two", "+(i) sub", "(c) three"], id="Roman numbers in letters"),
    pytest.param("1. (U) A:\n\n-- one\n   - sub\n   - sub\n-- two", ["1 U A:", "- one", "+- sub", "+- sub", "- two"], id="dashes set in"),
    pytest.param("1. (U) A:\n\n-- one\n\n* sub\n\n-- two", ["1 U A:", "- one", "+- sub", "- two"], id="another sign"),
    pytest.param("1. (U) A:\n\n-- one\n\n- two", ["1 U A:", "- one", "- two"], id="one dash or two are the same"),
    pytest.param("1. (U) A:\n\nA. one\n-- sub\n-- sub\nB. two", ["1 U A:", "A. one", "+- sub", "+- sub", "B. two"], id="dashes in letters"),
    pytest.param("1. (U) A:\n\na. one\n\nb. two\n\n2. (U) B:\n\na. one", ["1 U A:", "a. one", "b. two", "2 U B:", "a. one"], id="a new paragraph, a new list"),
    pytest.param("1. (U) A well-\nknown non-\nproliferation man.", ["1 U A well-known non-proliferation man."], id="hyphens at line ends"),
    pytest.param("1. (U) He went -\nslowly.", ["1 U He went - slowly."], id="a dash with a blank before it"),
]  # fmt: skip

DOCUMENTS = [
    pytest.param("1. (U) A. Begin text of non-paper:\n\nIntro.\n\n-- one\n\n-- two\n\nEnd text of non-paper.\n\n2. (U) B.", ["1 U A. Begin text of non-paper:", "> Intro.", "> -- one", "> -- two", "End text of non-paper.", "2 U B."], id="items inside stay inside"),
    pytest.param("1. (U) Begin text: Dear friend.\n\nMore of it.\n\nEnd text.\n\n2. (U) B.", ["1 U Begin text: Dear friend.", "> More of it.", "End text.", "2 U B."], id="begun in the middle"),
    pytest.param("1. (U) Begin text: Dear friend. End text.\n\nMore.", ["1 U Begin text: Dear friend. End text.", "More."], id="begun and ended"),
    pytest.param("1. (U) HE SAID QUOTE\n\nTHE BOAT.\n\nUNQUOTE\n\n2. (U) B.", ["1 U HE SAID QUOTE", "> THE BOAT.", "UNQUOTE", "2 U B."], id="QUOTE"),
    pytest.param("1. (U) The press release follows:\n\nOslo, today.\n\n2. (U) B.", ["1 U The press release follows:", "> Oslo, today.", "2 U B."], id="press release follows"),
    pytest.param("1. (U) Begin unofficial translation:\n\nSir.\n\nEnd unofficial translation.\n\nMore.", ["1 U Begin unofficial translation:", "> Sir.", "End unofficial translation.", "More."], id="translation"),
    pytest.param("1. (U) Text of the diplomatic note follows.\n\nThe Ministry greets.\n\n2. (U) B.", ["1 U Text of the diplomatic note follows.", "> The Ministry greets.", "2 U B."], id="diplomatic note"),
    pytest.param("1. (U) A. Begin text:\n\nArticles\n--------\n\n1. One.\n\nEnd text.\n\n2. (U) B.", ["1 U A. Begin text:", "> Articles", "> 1. One.", "End text.", "2 U B."], id="headings inside stay inside"),
    pytest.param("1. (U) Text follows:\n\nSir.\n\nComment\n-------\n\n2. (U) B.", ["1 U Text follows:", "> Sir.", "# Comment", "2 U B."], id="a heading above the cable's next is its own"),
    pytest.param("1. (U) The points are as follows:\n\n-- one\n\n-- two", ["1 U The points are as follows:", "- one", "- two"], id="as follows opens no document"),
    pytest.param("1. (U) Work will begin soon.\n\nMore.", ["1 U Work will begin soon.", "More."], id="begin in prose"),
    pytest.param("1. (U) A.\n\n2. (U) They want:\n\n1. Boats.\n\n2. Nets.\n\n3. (U) C.", ["1 U A.", "2 U They want:", "> 1. Boats.", "> 2. Nets.", "3 U C."], id="restart among marked"),
]  # fmt: skip

KEPT = [
    pytest.param("1. (U) A:\n\n| a | b |\n| 1 | 2 |\n\n2. (U) B.", ["1 U A:", "| | a | b | / | 1 | 2 |", "2 U B."], id="bars"),
    pytest.param("1. (U) A:\n\nOslo  12\nRiga  14\nBonn  3\n\n2. (U) B.", ["1 U A:", "| Oslo  12 / Riga  14 / Bonn  3", "2 U B."], id="a column of numbers"),
    pytest.param("1. (U) A:\n\nName        Year\n\nOslo        1999\n\nRiga        2001\n\n2. (U) B.", ["1 U A:", "| Name        Year /  / Oslo        1999 /  / Riga        2001", "2 U B."], id="a table with blank lines"),
    pytest.param("1. (U) Write to:\n\n    Specimen House\n    1 Boat Street\n    Reykjavik\n\n2. (U) B.", ["1 U Write to:", "| Specimen House / 1 Boat Street / Reykjavik", "2 U B."], id="an address"),
    pytest.param("    1. (U) A is set\n    in, and goes on\n    small.", ["1 U A is set in, and goes on small."], id="prose that is set in"),
    pytest.param("1. (C) He met XXXXXXXXXXXX and Xxxx.", ["1 C He met XXXXXXXXXXXX and Xxxx."], id="redaction"),
    pytest.param("1. (U) Uzbekistans law,and (ODA),she said.", ["1 U Uzbekistans law,and (ODA),she said."], id="odd spellings"),
    pytest.param("1. THE BOAT WAS LATE.\n\n2. IT RAINED.", ["1 THE BOAT WAS LATE.", "2 IT RAINED."], id="capitals"),
    pytest.param("1. (U) See http://example.org/a\n_b.html for it.", ["1 U See http://example.org/a _b.html for it."], id="an address cut by the line end is text"),
    pytest.param("1. (U) # * _ < & stay.", ["1 U # * _ < & stay."], id="what Markdown would take"),
]  # fmt: skip


def nested(body: Cable) -> list[str]:
    """The shape, with a `+` for each level of an item."""

    def depth(block: Block) -> int:
        return block.level if isinstance(block, Bullet) else 0

    return ["+" * depth(block) + line for block, line in zip(body.body, shape(body), strict=True)]


@pytest.mark.rule(17)
@pytest.mark.parametrize("copy", REPEATED)
@pytest.mark.parametrize("gap", ["\n", "\n\n\n"], ids=["close", "blank lines"])
def test_what_comes_again_goes(copy: str, gap: str) -> None:
    assert shape(telegram(f"1. (U) The{gap}{copy}{gap}boat.", header=LONG)) == ["1 U The boat."]


@pytest.mark.rule(17)
@pytest.mark.parametrize("copy", NEARLY_REPEATED)
def test_a_copy_with_new_lines_goes(copy: str) -> None:
    text = f"1. (U) The\n{SECTION}\n\n{copy}\n\nboat."
    assert shape(telegram(text, header=LONG)) == ["1 U The boat."]


@pytest.mark.rule(17)
@pytest.mark.parametrize(("text", "want"), NOT_REPEATED)
def test_what_is_new_stays(text: str, want: list[str]) -> None:
    assert shape(telegram(text, header=LONG)) == want


@pytest.mark.rule(18)
@pytest.mark.parametrize("line", BREAK_LINES)
def test_page_breaks_of_every_shape(line: str) -> None:
    assert shape(telegram(f"1. (U) The boat\n\n{line}\n\n\n\nwas late.")) == [
        "1 U The boat was late."
    ]


OF_RULE = (
    (19, NUMBERS),
    (20, FALSE_BLANKS),
    (21, DOCUMENTS),
    (22, HEADINGS),
    (23, ITEMS),
    (25, KEPT),
)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        pytest.param(*case.values, id=case.id, marks=pytest.mark.rule(rule))
        for rule, table in OF_RULE
        for case in table
    ],
)
def test_text(text: str, want: list[str]) -> None:
    assert nested(telegram(text)) == want
