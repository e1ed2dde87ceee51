"""The grammar of reference lists (rule 15): bullets, years, numbers, and what is no cable.

Continues `grammar`, by the same promises: one pattern a case, linear in time, no state.
"""

from __future__ import annotations

import re
from string import ascii_lowercase, ascii_uppercase

from sitegen.records import ReferenceKind

NONE = re.compile(r"\W*(?:NONE|N/?A|NIL)\W*", re.IGNORECASE)  # a list that says it is empty
LONGEST_LIST = 50_000  # characters; what is longer is damage, and its rest is kept as one item

# -- bullets ---------------------------------------------------------------------------------------

# `(A)` `[A]` `(A.)` or `A.` `A)` `A.)` are bullets by their form; `A:` `A/` `A -` and a letter alone are
# where a cable follows, or `REF` or a dash says so. `¶` and dashes may stand before. `J.R.` is none.
BULLET = re.compile(
    r"(?:^|(?<=[\s;,.)\]0-9]))(?P<lead>(?:-{1,2} ?|¶ ?)?(?:\(?REF(?:TEL)?S?[ -])?)(?:"
    r"[(\[{](?P<bracketed>[A-Za-z]|[1-9])[.]?[)\]}][.):]?"
    r"|(?P<dotted>[A-Za-z]|(?<![0-9.])[1-9](?=[.)] ))[.)]{1,2}(?![A-Za-z]\.|[0-9]{1,2}\.)"
    r"|(?P<weak>[A-Z])(?::| ?[/-](?= )|(?= ))"
    r")",
    re.IGNORECASE,
)
# After these a letter with a full stop is the initial of a name: `TELCON BETWEEN C. ROE AND D. DOE`.
BEFORE_INITIAL = re.compile(
    r"(?:(?<![0-9);,-] )\bAND|\b(?:BETWEEN|WITH|FROM|TO|BY|OF|MR|MRS|MS|DR|AMB|AMBASSADOR|DCM|SEN|REP"
    r"|GEN|COL|SECRETARY)\.?|[/&-])\s*$",
    re.IGNORECASE,
)
JUST_AND = re.compile(r"(?:\bAND|&)\s*$", re.IGNORECASE)
# A letter behind its item, with what divides it from the next: `OSLO 12 (A), STATE 44 (REFTEL B)`.
LETTER_BEHIND = re.compile(r"\((?:REF(?:TEL)? )?([A-Z])\)(?=\s*(?:$|[,;.]|AND\b|&))(?:\s*AND\b)?")
# The letter of a next item that is lost: `STATE 44 C.`
NEXT_LETTER = re.compile(r"(?<=[0-9]) (?:\([A-Z]\)|[A-Z][.)])$")
MAX_LOST_BULLETS = 2  # letters that may be lost between one bullet and the next
# `06 STATE 80908`, `RIO DE JANEIRO 1098` right after a bullet.
STARTS_CABLE = re.compile(
    r"\s*(?:\(?['’]?[0-9O]{2,4}\)?[ -]?)?[A-Z][A-Za-z'’]+\.?(?:[ -][A-Z][A-Za-z'’]+\.?){0,4}(?: \([0-9]{2,4}\))?"
    r"[ .,]{0,2}#?[0-9]"
)
# The label again, at the head of the list: `REF: REFS: A. …`.
LABEL_AGAIN = re.compile(r"(?:REFTELS?|REFS?|REF\(S\)|REFERENCES?) *[:;] *", re.IGNORECASE)

# -- cables ----------------------------------------------------------------------------------------

_YEAR = r"(?:19[6-9]|20[01])[0-9]|[0-9]{2}"
NUMBER = re.compile(r"(?<![0-9/.:])(?:(?<![0-9]-)[0-9]{1,7}|0{0,2}[0-9]{3,7})(?![0-9])")
# What makes a number one of a date, a time, a decimal: `3/12/08`, `3-12-08`, `121015Z`, `3 MARCH`, `3RD`.
NOT_A_NUMBER = re.compile(
    r"[A-Z]|[/-][0-9]{1,2}[/-]|:[0-9]|\.[0-9]|[ -]?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\b",
    re.IGNORECASE,
)
# A day and a month, `3/12`; behind a longer number it is a year, `1234/06`.
SHORT_DATE = re.compile(r"[/-][0-9]{1,2}\b")
# An item that is a cable and nothing else: `06 STATE 80908`, `RIO DE JANEIRO 1098`.
PLAIN_CABLE = re.compile(r"(?:([0-9]{2}) )?([A-Z]{2,}(?: [A-Z]{2,}){0,3}) ([0-9]{1,7})")
# Between post and number: `OSLO #12`, `STATE-07-123`, `STATE NO. 12`, `STATE (01) 201265`,
# `STATE 06 201265`, `OSLO-12`.
POST_TO_NUMBER = re.compile(
    rf"(?:\s?\((?P<inner>{_YEAR})\)|[\s-]['’]?(?P<bare>{_YEAR})(?=[\s-]))?(?:\s(?:CABLES?|TELEGRAMS?|TEL|MSG)\b\.?)?"
    r"(?:\s|[.,:/#-]){0,3}(?:NO\.?\s?)?#{0,2}$"
)
IS_YEAR_INSIDE = re.compile(r"(?:\s+#?|-)[0-9]{3,7}\b")
# The words right before a number; a post has at most five.
WORDS = re.compile(r"(?:[A-Za-z][A-Za-z'’.]*[ -]{1,2}){0,4}[A-Za-z][A-Za-z'’.]*$")
LONGEST_POST = 60  # characters before a number that are looked at
# Before the post: `06 STATE`, `'06 STATE`, `2006 STATE`, `06STATE`, `(06) STATE`, `O6 STATE`.
YEAR_BEFORE = re.compile(
    rf"(?<![0-9A-Za-z/.])(?:\((?P<quoted>{_YEAR})\)\s?|['’]?(?P<plain>{_YEAR}|[Oo][0-9])[\s-]{{0,2}})$"
)
# After the number: `(06)`, `(2006)`, `'06`, `/06`, `OF 2006`, and a year of four digits that ends the item.
YEAR_AFTER = re.compile(
    rf"\s?\(\s?['’]?(?P<quoted>{_YEAR})\s?\)|\s?['’/](?P<short>[0-9]{{2}})\b"
    r"|,? (?:DATED|DTD\.?|OF)"
    r" (?:[A-Z]{3,9}\.? [0-9]{1,2},?|[0-9]{1,2} [A-Z]{3,9},?) (?P<dated>(?:19[6-9]|20[01])[0-9])\b"
    r"|,? (?:OF|FROM|IN) (?P<of>(?:19[6-9]|20[01])[0-9])\b"
    r"|,?\s(?P<last>(?:19[6-9]|20[01])[0-9])(?=\s*(?:$|[;)]|\(NOTAL))",
    re.IGNORECASE,
)
# `and 2764`, `& 2764`, `, 259032`, `/2770` repeat the post; so does a short number in a list: `12, 13, AND 14`.
MORE = re.compile(
    r"(?:\s?\([A-Za-z][A-Za-z ]{1,30}\))?\s*(?:(?:[,;]\s*)?(?:and|&|or|plus)\s*#?([0-9]{1,7})"
    r"|[,;/]\s*#?([0-9]{3,7}|(?<=[, ])[0-9]{1,2}(?=,? (?:and|&) [0-9]|, [0-9])))\b(?![0-9/:-]|\.[0-9])",
    re.IGNORECASE,
)
# The last of short ones: `OSLO 12, 13, 14`.
LAST_OF_SHORT = re.compile(r", ([0-9]{1,2})(?=\s*(?:$|[;(]))")
# A year after a comma: `STATE 123456, 2006`; behind a number as long it is the next number.
LONG_YEAR = re.compile(r"(?:19[6-9]|20[01])[0-9]")
# A word after a number that could be a post, so that the number is its year.
POST_AFTER = re.compile(
    r"\s?-?\s?(?!(?:AND|OR|NOTAL|PREVIOUS|ET|SERIES|BOTH|ALL|PARAS?|IN|OF|ON|FROM)\b)[A-Z][A-Za-z]"
)
# `B. 2770`: the number alone repeats the post of the item before.
NUMBER_ALONE = re.compile(r"#?([0-9]{1,7})(?=\s*(?:$|[,;(]))")
# Capitals before a number that are never a post, whatever stands beside them.
NO_POST = frozenset(
    "AND OR PARA PARAS PARAGRAPH PARAGRAPHS P PP PAGE PAGES ITEM ITEMS AGENDA NO NOS NUMBER NR VOL VOLUME CHAPTER"
    " SECTION SEC ARTICLE ART ANNEX APPENDIX TAB PART ROOM BOX EXT TEL FY CY MODULE PHASE ROUND TRACK GROUP TITLE"
    " RULE CASE TASK OPTION TO OF ON IN AT FOR FROM BY WITH THE DATED DATE DTD SINCE UNTIL JANUARY FEBRUARY MARCH"
    " APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER JAN FEB MAR APR JUN JUL AUG SEP SEPT OCT NOV"
    " DEC SPRING SUMMER FALL AUTUMN WINTER EARLY LATE MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY SUNDAY HR"
    " H.R S.RES TOSEC SECTO TD TDX CIR A I REF REFS REFTEL REFTELS BT OP SERIAL SER MSG MESSAGE DTG CASE".split()
)
# Telegrams of the post's own: `EMBTEL 1234` in a telegram of Oslo is OSLO 1234.
OWN_SERIES = frozenset("EMBTEL CONTEL CONGENTEL LEGTEL MISTEL".split())
SERIES = frozenset(("A", "CA"))  # airgrams were numbered apart: LAGOS A-71, STATE CA-3790
# Words before a post that are not of its name.
NOT_OF_NAME = frozenset(
    "SEE ALSO CF PER RE RO REO BOTH PREVIOUS CABLE CABLES TELEGRAM TELEGRAMS OUR YOUR NOTAL EMBASSY AMEMBASSY CONSULATE"
    " EMBASSY'S AMCONSUL AMCONGEN USMISSION AS REPORTED IE EG INCLUDING OLD NEW ORIGINAL CORRECTED DRAFT".split()
)
# A page break of the relay network that came into the list: `OSLO 00000042  001.2 OF 003`.
PAGE_BREAK = re.compile(r"\b[A-Z][A-Z'. ]{1,30} [0-9]{8} +[0-9]{3}(?:\.[0-9])? OF [0-9]{3}\b")

# -- remarks ---------------------------------------------------------------------------------------

REMARK = re.compile(r"\(([^()]*)\)?")
# Of what is no cable only these are taken off; other parentheses are part of what was typed.
KNOWN_REMARK = re.compile(r"\(((?:NOTAL|NODIS|EXDIS|NOFORN|SIPDIS)[^()]*)\)?")
PREVIOUS = re.compile(
    r"[\s,;]*\b((?:and|&)\s+(?:all\s+)?(?:the\s+)?(?:previous|earlier|subsequent|preceding|prior|others|related)"
    r"(?: [a-z]+){0,3}|(?:and|&)\s+septels?|et\s+(?:al|seq)\.?|(?:and )?series|notal)[\s.]*$",
    re.IGNORECASE,
)
# The same as an item of its own is a remark on the one before.
AND_PREVIOUS = re.compile(
    r"(?:AND|&) (?:ALL )?(?:THE )?(?:PREVIOUS|EARLIER|PRECEDING|PRIOR|OTHERS)(?: [A-Z]+){0,3}\.?|PREVIOUS|SERIES",
    re.IGNORECASE,
)
CUT_NOTAL = re.compile(r"\b(?:N OTAL|NO TAL|NOT AL|NOTA L)\b")  # a wrap or page break in the word
# Separators round the items are no part of what was typed.
EDGE = " \t;,/&-"
CONNECTOR = re.compile(r"^(?:and|&|or|plus)\s+|\s+(?:and|&|or|plus|see|see also)$", re.IGNORECASE)
# The date-time group of the cable itself, behind its number.
ITS_GROUP = re.compile(
    r"[ ,(]*(?:DTG:? )?[0-9]{6}Z [A-Z]{3} ?(?:[0-9]{2}){1,2}[ ).]*", re.IGNORECASE
)
DIVISION = re.compile(r"[;,]\s|\s(?:and|&)\s|\.\s", re.IGNORECASE)

# -- what is no cable ------------------------------------------------------------------------------

# In this order: `E-MAIL REPORT` is an e-mail. `[0-9]{6}Z` is the date-time group of another agency's
# message, which has no number of ours.
_WORDS: dict[ReferenceKind, str] = {
    "email": r"E-?\s?MAILS? EMAILED [A-Z0-9.]{1,64}@[A-Z0-9]{1,64} JWICS SIPR SIPRNET",
    "telephone": r"TELE?CONS? PHONE?CONS? TELCOM TELEPHONE TELEPHONIC PHONE FONECON TELE?CONFERENCE CALLS?",
    "fax": r"(?:TELE)?FAX(?:ES|ED)? (?:TELE)?FACSIMILE",
    "memo": r"MEMCONS? MEMOS? MEMORANDUM MEMORANDA MOC",
    "letter": r"LETTERS? LTRS? POUCH POUCHED",
    "report": r"IIRS? TDX?[-\s]?[0-9]{3} TDX? CIR[-\s][0-9]+ CRS FBIS OSC SITREPS? INTSUM REPORTS? SPOTREP"
    r" (?:GMP|EUP|CEP|CPP|AFP|LAP|JPP|KPP|SEP|SAP|IAP|PPP)[0-9]{8,}",
    "web": r"HTTPS?: WWW\.[A-Z0-9]{1,64} WEB WEBSITES? WEBPAGE INTERNET"
    r" INTELLIPEDIA INTELINK [A-Z0-9-]{1,64}\.(?:GOV|COM|ORG|MIL|NET)",
    "meeting": r"MEETINGS? MTGS? CONVERSATIONS? DISCUSSIONS? CONSULTATIONS? TALKS VISIT BRIEFINGS? S?VTC DVC"
    r" (?:VIDEO-?)?CONFERENCE",
    "document": r"FAM FAH CFR USC U\.S\.C UNSCRS? UNGA RESOLUTIONS? POINTS NON-?\s?PAPERS? PAPERS? HANDBOOK MANUAL"
    r" BOOK GUIDE GUIDANCE INSTRUCTIONS? AIDE-?\s?MEMOIRE NOTES? DIPNOTES? AGREEMENTS? MOU MOA TREATY CONVENTION"
    r" PUBLIC\sLAW P\.?L\.? ACT STATEMENT DECLARATION CHECKLIST DIRECTIVE NSPD NSDD HSPD PDD SOP E\.O"
    r" EXECUTIVE\sORDER PRESS\sRELEASE ARTICLE CONTRACT GRANT NOTICE BULLETIN PROPOSAL PLAN STRATEGY REGULATIONS?"
    r" DSSR FTR",
    "other": r"[0-9]{6}Z",
}
KINDS: dict[ReferenceKind, re.Pattern[str]] = {
    kind: re.compile(rf"(?<![A-Z0-9])(?:{'|'.join(words.split())})(?![A-Z0-9])", re.IGNORECASE)
    for kind, words in _WORDS.items()
}
# In capitals, as the engine tells words apart by their first letters only where case matters: this is
# asked several times of every item, and was most of its time.
_NO_CABLE = re.compile(
    rf"(?<![A-Z0-9])(?:{'|'.join(' '.join(_WORDS.values()).split())})(?![A-Z0-9])"
)
_CAPITALS = str.maketrans(ascii_lowercase, ascii_uppercase)


def says_no_cable(text: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a word in a part of a text says that what it names is no cable."""
    before = max(0, start - 1)  # one character more, so that a word is not begun in its middle
    part = text[before:end].translate(_CAPITALS)
    return _NO_CABLE.search(part, start - before) is not None
