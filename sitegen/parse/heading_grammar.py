"""The grammar of the labelled fields between classification line and text: E.O., TAGS, SUBJECT, REF,
Classified By. As in `grammar`, a pattern matches one line in time linear in its length.
"""

from __future__ import annotations

import re

# Garbles: `E.0.`, `EO`, `.O.`, a number with digits changed about, parted or with letters for digits, the value
# glued to it. The value follows.
_ORDER = r"[1lI][0-9lIO]{3,5}|1 [0-9]{4}|1[0-9],[0-9]{3}|[0-9]{4,6}"
EXECUTIVE_ORDER = re.compile(
    rf"(?:E[.,]? ?[O0][.,]{{0,2}}|\.O\.|EXECUTIVE ORDER) *(?:(?:: *)?({_ORDER})(?![0-9])|:)[:;,./ ]*(.*)",
    re.IGNORECASE,
)
# What a further line of the E.O. field has: a date, an event, reasons, a mark of exemption.
MORE_OF_ORDER = re.compile(
    r"[0-9]|\b(?:DECL|REAS|OADR|X?GDS|ADS|N/?A|EXEMPT|AFTER|UPON|UNTIL|YEARS?|CLOSURE|REUNIFICATION|POST|AND|OR)",
    re.IGNORECASE,
)
# Of passing instructions, without the usual words: `EUR/NB, EB/TPP`, `FROM AMBASSADOR ROE`, `NOFORN`.
SHORT_ORDER = re.compile(
    r"(?:[A-Z]{1,8}/[A-Z/]{1,12}|FROM|BY|VIA|TO|ATTN|ATTENTION|NOT FOR|DELIVER|DISSEMINATE|FOR)\b"
)
# Where a line has several: `NSC FOR ROE; USDOC FOR 4212, PARIS FOR DOE`. Behind a semicolon any office begins one,
# behind another sign only those that are known.
NEXT_ORDER = re.compile(
    r"(?P<sign>[;,.]) ?(?=(?P<office>(?:[A-Z][A-Z0-9/&'-]{0,20} ){1,3}?)(?:ALSO )?(?:FOR|PASS|PLEASE PASS|PLS PASS) )"
    r"|(?P<pass>; ?)(?=(?:ALSO |PLEASE |PLS )?PASS )",
    re.IGNORECASE,
)
OFFICES = frozenset(
    """DEPT DEPARTMENT STATE USDOC DOC COMMERCE TREASURY TREAS NSC DOE ENERGY USDA AGRICULTURE FAS JUSTICE DOJ DOL LABOR
    USTR USAID AID EPA FAA FDA HHS CDC DHS INTERIOR DOI DOD OSD SECDEF JCS CIA FBI DEA EXIM OPIC TDA USTDA NASA NOAA
    NSF NRC USGS DOT MCC BBG IBB VOA CBP ICE TSA FINCEN OMB USIA USICA POSTS""".split()
)
# Dates of declassification: US and ISO order, with blanks where a wrap was, and months by their names.
_YEAR = r"((?:19|20) ?[0-9]{2}|[0-9]{2})(?![0-9])"
_MONTH = r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?"
_JOINT = r" ?[/.-]{1,2} ?"
ISO_DATE = re.compile(
    rf"(?<![0-9])((?:19|20)[0-9]{{2}}){_JOINT}([0-9]{{1,2}}){_JOINT}([0-9]{{1,2}})(?![0-9])"
)
US_DATE = re.compile(rf"(?<![0-9./])([0-9]{{1,2}}){_JOINT}([0-9]{{1,2}}){_JOINT}{_YEAR}")
US_DIGITS = re.compile(r"(?<![0-9])([0-9]{2})([0-9]{2})((?:19|20)[0-9]{2})(?![0-9])")
ISO_DIGITS = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
MONTH_FIRST = re.compile(
    rf"\b{_MONTH} ?([0-9]{{1,2}})(?:ST|ND|RD|TH)?[, ]{{1,2}}{_YEAR}", re.IGNORECASE
)
DAY_FIRST = re.compile(
    rf"(?<![0-9])([0-9]{{1,2}})(?:ST|ND|RD|TH)?[ -]?{_MONTH}[ ,-]{{0,2}}{_YEAR}", re.IGNORECASE
)
# An event and not a day: `20 YEARS AFTER CLOSURE OF POST`, `UPON REUNIFICATION`.
EVENT = re.compile(r"\b(?:AFTER|UPON|YEARS?|UNTIL|FOLLOWING|PENDING)\b", re.IGNORECASE)
# Letters for digits: `O2/24/2O19`.
DIGIT_LETTERS = re.compile(r"(?<=[0-9/])[OolI](?=[0-9/]|$)|\b[OlI](?=[0-9]{0,3}/)")
# Label variants of published cables, letters lost, doubled or spaced out; without a colon only before what
# looks like codes.
TAGS = re.compile(
    r"(?:(?:TAGS|TAG|TAGES|TGS|TABS|TAGGS|TASG|TAQS|AGS|TAS|GS) *[:;.,]|(?i:TAGS?|T A G S) *:|TAGS *-+|TAGS$|"
    r"(?:TAGS|TAG|TAGES|TGS|TABS)(?= +\(?[A-Z]{2,5}\b))[:; ]*(.*)"
)
# Without a colon only in capitals, so that prose (`subject to approval`) is none; the mark of the subject may
# stand before its colon.
SUBJECT = re.compile(
    r"(?:(?i:SUBJECTS?|SUBJ|SUB|UBJECT|BJECT|SUBECT|SUJECT|SBJECT|SUBJET|SUBJCT|SUBJEC|SUJBECT|SUBEJCT|SBUJECT|SUBJETC|"
    r"S U B J E C T)(?: *\([A-Z/]{1,6}\))? *[:;]|(?:SUBJECT|SUBJ) ?-{1,2}(?= )|(?:SUBJECT|SUBJ)\. |"
    r"(?:SUBJECT|SUBJ|UBJECT)(?= +(?!TO\b|OF\b|MATTERS?\b|AND\b|AREAS?\b)(?:[^a-z]+$|[A-Z\"'(][^ ]* )))[: ]*(.*)"
)
_REF = r"REF(?:ERENCE)?S?|REF\(S\)|REFTELS?|PROGRAM REF"
REFERENCES = re.compile(rf"(?:(?i:{_REF}) *[:;]|(?:{_REF})(?:\.(?= |$)| +(?=[A-Z(]))) *(.*)")
# Typos of published cables: Classiied, CLASSIFED, CLASIFIED, Class. By; with the paragraph's mark before it.
# Without a colon no small letter follows (`Classified by law`).
CLASSIFIED_BY = re.compile(
    r"(?:\([A-Z/]+\) *)?(?:C?(?i:(?:LA?S{1,3}|AS{2,3})(?:[IFED]{2,8}|IFICATION|\.)? *BY)\b|"
    r"CLASSIFIED(?= ?:)|Classified(?= ?:))"
    r"(?: *[:;.,]+ *| +(?=[^a-z ]|acting|deputy|charge|econ|pol)|$)(.*)"
)
# The number and mark of a paragraph, before a field that stands in the text.
PARAGRAPH_HEAD = re.compile(r"^[0-9]{1,2}[.:] *(?:\([A-Z/]+\) *)?")
# Of the reasons for it, cut from the line above: `(B) AND (D)`, `1.4 (d).`
REASON_LETTERS = re.compile(r"[A-Ha-hnorNOR1.456(),/&; ]+")
REASONS_BEGIN = re.compile(
    r"(?:for |For |FOR )?(?:(?i:re ?as|asons|ons\b)|\(?1\.[3456]\b|E\.?[O0]\.)|DERIVED FROM|Derived [Ff]rom|DECL|Decl"
)
REASON = re.compile(r"\b1[.,] ?[3456]|reas", re.IGNORECASE)
REASONS_END = re.compile(
    r"\b1[.,] ?[3456].{0,60}\b[a-hA-H]\)? ?[.;]?$|^[A-Ha-hnorNOR(),/& ]+\) ?[.;]?$"
)
# A field glued to the one before it: `…PRIMEREF: A.`, `TAGS: IC SUBJECT: …`, `N/A TAGS: IC`.
GLUED_FIELD = re.compile(
    r"(?<=\S) *((?:REFS?|REFTELS?|Classified By|CLASSIFIED BY|TAGS|SUBJECT|SUBJ|E\.O\. ?[0-9]{5}) *:.*)"
)
# The classification glued to the subject, its letters spaced out.
GLUED_LEVEL = re.compile(r"(?<=\S) *\b(?:C O N F I D E N T I A L|S E C R E T|U N C L A S)\b.*")
