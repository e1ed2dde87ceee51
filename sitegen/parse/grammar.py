"""The grammar of telegrams: every pattern in one place, each with the rule it comes from.

ACP 127 is the message format of the tape-relay network, 5 FAH-1 and 5 FAH-2 the State Department's
correspondence and telecommunications handbooks. Patterns match one line, already normalised
(no NBSP, no trailing blanks). Nothing here reads files or keeps state.
"""

from __future__ import annotations

import re

# -- identifiers ---------------------------------------------------------------------------------

# Year of two digits, post without blanks, message number: 09TASHKENT208, 06RIODEJANEIRO1238.
IDENTIFIER = re.compile(r"(\d\d)([A-Z][A-Z0-9]*?)0*(\d+)([A-Z]*)")

# -- transmission header, ACP 127 format lines 1-5 -------------------------------------------------

# FL1: VZCZC, channel designator of three letters, serial.
CHANNEL = re.compile(r"(VZCZC\S*|ZCZC\S*)")
# FL2: the precedence prosign doubled, then the routing indicators called. It wraps over lines.
CALLED = re.compile(r"(ZZ|OO|PP|RR)((?: +R[A-Z]{3,7})*)")
CALLED_MORE = re.compile(r"R[A-Z]{3,7}(?: +R[A-Z]{3,7})*")
# FL3: originating station, station serial, section, day of year and time.
STATION = re.compile(r"DE +(R[A-Z]{3,7}) +#(\d+)(?:/(\d+))? +(\d{3})(\d{4})\b.*")
# FL4: operating signal and class code, ZNR (in the clear) or ZNY (encrypted circuit).
SECURITY = re.compile(r"Z(?:NR|NY) +[A-Z]{5}.*")
# FL5: one or two precedence prosigns, then the date-time group. Damage: letter O for zero, the month
# glued to the year or to Z, lower case.
DTG = re.compile(
    r"((?:[ZOPR] ?){0,3})\b([0-3O][\dO][0-2O][\dO][0-5O][\dO])Z *"
    r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* *(\d{4}|\d{2})\b(.*)",
    re.IGNORECASE,
)
MONTHS = {
    name: number
    for number, name in enumerate(
        "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), start=1
    )
}
SENDER = re.compile(r"FM +(\S.*)")
TO = re.compile(r"TO +(\S.*)")
INFO = re.compile(r"INFO +(\S.*)")
# The posts left out of the collective named before (ACP 127: XMT, exempt).
EXEMPT = re.compile(r"XMT[ /]+(\S.*)")
# [RI/]PLAD [PRECEDENCE] [message number of four or more digits]; 5 FAH-2.
ADDRESSEE = re.compile(
    r"(?:(R[A-Z]{3,7})/)?(.*?)"
    r"(?: +(FLASH|NIACT IMMEDIATE|NIACT|IMMEDIATE|PRIORITY|ROUTINE))?(?: +(\d{4,}))?"
)
# Office copies of the Department's incoming telegrams, 2000-02 and NARA: not drafted text.
PAGE_HEAD = re.compile(r"PAGE +\d+ .*\d{4,6}.*Z?")

# -- classification line and what follows ----------------------------------------------------------

_LEVEL = (
    r"UNCLAS(?:SIFIED)?|U N C L A S(?: S I F I E D)?|TOP SECRET|T O P +S E C R E T|SECRET|S E C R E T|"
    r"CONFIDENTIAL|C O N F I D E N T I A L|LIMITED OFFICIAL USE|L I M I T E D +O F F I C I A L +U S E|"
    r"LIMOFFUSE|RESTRICTED"
)
_CAPTION = (
    r"SIPDIS|NOFORN|SENSITIVE|NODIS|EXDIS|LIMDIS|STADIS|ORCON|NOCONTRACT|PROPIN|WNINTEL|EFTO|E F T O|FOUO|"
    r"FOR OFFICIAL USE ONLY|SBU|NSC EYES ONLY|EYES ONLY|ROGER CHANNEL|DS CHANNEL|DISSENT CHANNEL|MED CHANNEL|"
    r"MEDICAL CHANNEL|HR CHANNEL|OFFICIAL INFORMAL|TERREP|VISAS VIPER|AIDAC|USIAC|CODEL|SPECAT|CORRECTED COPY|"
    r"NOT FOR INTERNET DISTRIBUTION|PERISHABLE INFORMATION -- DO NOT SERVICE|S/S CHANNEL"
)
# Level (letters spaced out when classified), captions, section, post with blanks, number of six digits.
CLASSIFICATION = re.compile(
    rf"(?P<level>{_LEVEL})(?P<captions>(?:(?: +|//?)(?:{_CAPTION}))*)"
    r"(?: +SECTION +(?P<section>\d+) +OF +(?P<sections>\d+))?"
    r"(?: +(?P<post>[A-Z][A-Z'. ]*?) +(?P<number>\d{3,6}))?"
    rf"(?P<after>(?:(?: +|//?)(?:{_CAPTION}))*)"
)
# 5 FAH-1: captions stand on lines of their own; only a line made of caption words alone counts, as
# SENSITIVE and NOFORN occur in prose.
CAPTION = re.compile(_CAPTION)
CAPTIONS = re.compile(rf"(?:{_CAPTION})(?:(?:[ ,;/]+)(?:{_CAPTION}))*")
# A sentence of capitals that governs handling, between heading and text.
BANNER = re.compile(r"(?:SENSITIVE BUT UNCLASSIFIED|SPECIMEN|NOT FOR|UNCLASSIFIED) *-- *[A-Z][A-Z ,.'-]+")
# `DEPT FOR ISN/CPI TOM WUCHTE`, `STATE PASS USTR`: before the E.O. line.
PASSING = re.compile(
    r"[A-Z][A-Z0-9/&.,'\- ]*? (?:(?:ALSO )?FOR|PLEASE PASS|PLS PASS|PASS|ALSO PASS)(?: (?:TO )?.+|:.*)"
)
EXECUTIVE_ORDER = re.compile(r"E\.? ?[O0]\.?:? *(\d{5})?(?:[:;,. ]+|$)(.*)", re.IGNORECASE)
TAGS = re.compile(r"(?:TAGS|TAG|TAGES|TGS|TABS)\b *[:;,.]? *(.*)", re.IGNORECASE)
SUBJECT = re.compile(r"(?:SUBJECT|SUBJ|UBJECT)\b *[:;]? *(.*)", re.IGNORECASE)
REFERENCES = re.compile(
    r"(?:REF(?:ERENCE)?S?|REF\(S\)|REFTELS?|PROGRAM REF)(?: *[:;] *|\. +| +(?=[A-Z(]))(.*)"
)
CLASSIFIED_BY = re.compile(
    r"(?:\([A-Z/]+\) *)?CLAS+I?F?IED +BY *[:;]? *(.*)", re.IGNORECASE
)

# -- text ------------------------------------------------------------------------------------------

# (U) (SBU) (C/NF) (S//NF) (S-NF) (SNF) (U//FOUO) (C//REL TO ...): counted in 1,295 published cables.
_MARK = r"(?:TS|SBU|LOU|FOUO|U|C|S|R)(?:(?://?|-)?(?:NF|NOFORN|N|FOUO|REL [A-Z, ]+))?"
MARK = re.compile(rf"\(({_MARK})\)\s*(.*)", re.DOTALL)
# A number at line start is a candidate only when no digit follows (else 1.5 (b), 4.7 million match).
NUMBERED = re.compile(r"(\d{1,4})[.:](?!\d)\s*(.*)")
RULE = re.compile(r"[-=_*~]{4,}")
DASH_ITEM = re.compile(r"(?:--|-|\*|•)[ \t]+(\S.*)")
LABELLED_ITEM = re.compile(r"(\([a-zA-Z]\)|\([ivx]+\)|\(\d\)|[a-zA-Z][.)])[ \t]+(\S.*)")
# `TASHKENT 00000208  001.2 OF 003`: post, number of eight digits, page and section part, pages.
PAGE_BREAK = re.compile(r"[A-Z][A-Z'. /]* +\d{8} +\d{3}(?:\.\d)? OF \d{3}")
# Columns: two or more blanks inside a line twice, or four or more once, not after a sentence.
COLUMNS = re.compile(r"\S(?:\t+| {4,})\S|[^\s.?!:;\"')] {3,}\S|\S {2,}\S.*[^\s.?!:;] {2,}\S")
# `Begin text:` opens a document with a numbering of its own, `End text.` closes it.
EMBEDDED_START = re.compile(
    r"\b(?:begin(?:ning)? (?:of )?(?:text|quote|message|document|note|non-?paper|letter|statement)|"
    r"quote)\W*$",
    re.IGNORECASE,
)
EMBEDDED_END = re.compile(
    r"\b(?:end (?:of )?(?:text|quote|message|document|note|non-?paper|letter|statement)|unquote)\b",
    re.IGNORECASE,
)
LEAD_IN = re.compile(
    r"(summary|comment|action request)(?: and (?:comment|action request|introduction))?\b[^.:\w]{0,4}[.:]",
    re.IGNORECASE,
)
NOTE = re.compile(r"[(\[]\s*(note|comment)\s*:", re.IGNORECASE)
# (strictly protect), passport numbers, birth dates: what a publisher must see before publishing.
PROTECTED = re.compile(
    r"strictly protect|please protect(?! accordingly)|passport (?:no\b|number|#)|\bdate of birth\b|\bDPOB\b",
    re.IGNORECASE,
)

# -- end of the telegram ---------------------------------------------------------------------------

SMART_FOOTER = re.compile(r"To view the entire SMART message", re.IGNORECASE)
SMART_ID = re.compile(r"messageid:\s*([0-9a-f][0-9a-f\s-]+[0-9a-f])", re.IGNORECASE)
TAIL = re.compile(r"BT|#\d{4}|N{3,4}|##|<< ?END OF DOCUMENT ?>>|GP-\d", re.IGNORECASE)
SIGNATURE = re.compile(r"[A-Z][A-Z'’.\-]*[A-Z](?: [A-Z][A-Z'’.\-]*){0,2}")

# -- reader page -----------------------------------------------------------------------------------

READER_LABELS = ("Identifier", "Created", "Classification", "Origin")
PARTIAL = re.compile(r"This record is a partial extract of the original cable", re.IGNORECASE)
# Format lines whose presence says that a text is a telegram.
TELEGRAM_SIGN = re.compile(r"VZCZC|ZCZC[A-Z]")
