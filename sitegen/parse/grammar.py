"""The grammar of telegrams: every pattern in one place, each with the rule it comes from.

ACP 127 is the message format of the tape-relay network, 5 FAH-1 and 5 FAH-2 the State Department's
correspondence and telecommunications handbooks. Patterns match one line, already normalised
(no NBSP, no trailing blanks), in time linear in its length: no two quantifiers beside each other
take the same character. Nothing here reads files or keeps state.
"""

from __future__ import annotations

import re
from functools import lru_cache

from sitegen import reference

# -- identifiers ---------------------------------------------------------------------------------

# Year of two digits, post without blanks, message number: 09TASHKENT208, 06RIODEJANEIRO1238.
IDENTIFIER = re.compile(r"([0-9]{2})([A-Z](?:[A-Z0-9]{0,40}[A-Z])?)0*([0-9]{1,8})([A-Z]{0,3})")
# A document of a printed volume: frus1955-57v24d16, frus1969-76ve05p1d12, dfat23d109.
VOLUME_DOCUMENT = re.compile(
    r"(?:frus|dfat)([0-9]{4})?[a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){0,8}d([0-9]{1,5})[a-z]?"
)
# What the export took for part of the post: service words, the section in any misspelling, captions.
NOT_OF_POST = re.compile(
    r"(?<=^[0-9]{2})(?:EFTO|FOUO|SUSPECTEDDUPLICATE|CORRECTEDCOPY|[SECTION]{2,9}[0-9]{1,2}OF[0-9]{1,2}|"
    r"UNCLAS(?:SIFIED)?|CONFIDENTIAL|SECRET|NOFORN|SENSITIVE|SIPDIS|"
    r"AMEMBASSY|AMCONSUL|AMCONGEN|USMISSION|TOSEC[0-9]*)+(?=[A-Z])"
)
# An operating signal after the number, and the number of the repetition: 07OSLO000160ZDK164.
NOT_OF_NUMBER = re.compile(
    r"(?<!^[0-9]{2})(?<=[0-9])(?:Z[A-Z]{2}[A-Z0-9]{0,20}|SUSPECTEDDUPLICATE[0-9]*|CORRECTEDCOPY|TOSEC[0-9]*|"
    r"[SECTION]{2,9}[0-9]{1,2}OF[0-9]{1,2})$|_[A-D]$"
)
# What kind of post it is, before its place.
KIND_OF_POST = re.compile(
    r"^(?:AMEMBASSY|AMEMB|AMCONSUL|AMCONGEN|AMCONSULATE|USMISSION|EMBASSY|CONSULATE)(?=[A-Z])"
)
# 2009TASHKENT208, 7575LIBREVILLE1895: the century, or the year twice.
LONG_YEAR = re.compile(r"^(?:(?:19|20)([0-9]{2})|([0-9]{2})\2)(?=[A-Z])")

# -- transmission header, ACP 127 format lines 1-5 -------------------------------------------------

_RI = r"R[A-Z]{3,7}"
# FL1: VZCZC, channel designator of three letters, serial; the next line may be glued to it.
CHANNEL = re.compile(r"(V?ZCZC ?[A-Z]{3}\d{3,4}|V?ZCZC\S*)(?:[ZOPR]{2}(?: .*)?| .*)?")
# FL2: the precedence prosign doubled, then the routing indicators called. It wraps over lines.
CALLED = re.compile(rf"(ZZ|OO|PP|RR|[ZOPR](?= +R[UH]))((?: +{_RI})*)")
CALLED_MORE = re.compile(rf"{_RI}(?: +{_RI})*")
# FL3: originating station, station serial, section, day of year and time. Damage: no number sign, blanks.
STATION = re.compile(
    rf"DE +({_RI})(?: *#? ?(\d{{1,6}})(?!\d)(?: ?/ ?(\d{{1,3}}))?(?: +(\d{{3}}) ?(\d{{4}})(?!\d))?.*)?"
)
# FL4: operating signal and class code, ZNR (in the clear) or ZNY (encrypted circuit).
SECURITY = re.compile(r"Z(?:NR|NY) +[A-Z]{3,6}\b.*")
# Operating signals on a line of their own: a repetition, a corrected version (ACP 131).
SIGNAL = re.compile(r"Z(?:DK|FR|FF|DS|OV|UI|FH|EN)\b(?!/).*")
# FL5: precedence prosigns or words, then the date-time group and its time zone (Z is UTC). Damage: letter
# O for zero, I for one, blanks, the month glued to the year or to Z, zone or year missing, lower case.
DTG = re.compile(
    r"((?:[ZOPR] ?){0,6}|(?:(?:FLASH|NIACT|IMMEDIATE|PRIORITY|ROUTINE) +){1,3})"
    r"([0-9OIL]{2} ?[0-9OIL]{4}) ?([A-IK-Z])? *"
    r"(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?(?:[ ,]*'?(\d{4}|\d{2})(?!\d).*|)",
    re.IGNORECASE,
)
PROSIGNS = {"FLASH": "Z", "NIACT": "O", "IMMEDIATE": "O", "PRIORITY": "P", "ROUTINE": "R"}
MONTHS = {
    name: number
    for number, name in enumerate(
        "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(), start=1
    )
}
SENDER = re.compile(r"FM(?: *: *| +)(\S.*)")
# The action addressees, those informed, and the posts left out of the collective before (XMT, exempt). A
# label may stand alone, have a colon, or be glued to a routing indicator.
TO = re.compile(rf"TO(?: *: *| +|(?={_RI}/)|$)(.*)")
INFO = re.compile(rf"INF[O0](?: *: *| +|(?={_RI}/)|$)(.*)")
EXEMPT = re.compile(r"XMT(?:[ /:]+(\S.*))?")
LIST_LABEL = re.compile(rf"^(?:(?:TO|INF[O0])(?: *: *| +|(?={_RI}/)|$)|XMT[ /:]*)")
ROUTED = re.compile(rf"(?:{_RI}|ZEN) ?[/\\]")  # ZEN: delivered by other means
# How an addressee's name begins: one that does not is the rest of the line above, if that is no whole name.
PLAIN_NAME = re.compile(
    r"AM(?:EMB|CON)|US[A-Z]*\b|SEC|DEPT?\b|HQ\b|CDR|COMD|COM[A-Z]|CINC|CJCS|JCS|JOINT|NATO|EUROPEAN|WHITE ?HOUSE|NSC|"
    r"CIA|DIA|FBI|DEA|NSA|JOINT|CJTF|MNF|REO|ALL\b|ZEN\b|CIS\b|ARAB|ISLAMIC|IRAN|IRAQ|AIT\b|DHS|TREAS|NRC|NASA|FAA"
)
PRECEDENCE_TYPOS = {
    typo: word
    for word, typos in {
        "PRIORITY": "PIORITY PRIORTY PRIORIT PRIOIRTY PRIROITY PRORITY PRIORITYY PRIOITY PRIORIY PRIRORITY PRIRITY",
        "IMMEDIATE": "IMMEDIAT IMMEDAITE IMMEDATE IMEDIATE IMMMEDIATE IMMEDIIATE IMMEDITE IMMEDIAE IMMIDIATE IMMED",
        "ROUTINE": "ROUTIN ROUTNE RUOTINE ROUTIINE",
        "FLASH": "FLAHS FLSH",
        "NIACT IMMEDIATE": "NIACT-IMMEDIATE",
    }.items()
    for typo in typos.split()
}
PRECEDENCE = rf"NIACT IMMEDIATE|FLASH|NIACT|IMMEDIATE|PRIORITY|ROUTINE|{'|'.join(PRECEDENCE_TYPOS)}"
# [RI/]PLAD [PRECEDENCE] [message number of four or more digits]; 5 FAH-2. Numbers of fewer digits
# belong to the name, but not behind a precedence, which may also follow its number. The stroke may be doubled,
# or lost before the usual names.
ADDRESSEE = re.compile(
    rf"(?:({_RI}|ZEN)(?: ?[/\\]{{1,2}} ?| (?=AMEMB|AMCON|SECSTATE|USMISSION|SECDEF)))?"
    rf"(.*?)(?: +(?:(\d{{4,}}) +)?({PRECEDENCE})(?: *(\d{{1,9}}))?| *(?<=[A-Z ])(\d{{4,}}))?"
)
# The same of most lines, without precedence, in a tenth of the time.
PLAIN_ADDRESSEE = re.compile(rf"({_RI})/([A-Z]+(?: [A-Z]+)*+)(?: (\d{{4,}}))?")
PRECEDENCE_WORDS = frozenset(PRECEDENCE.replace(" ", "|").split("|"))
# The rest of an addressee whose line was cut: `COLLECTIVE`, `PRIORITY 0507`, `0507`.
REST_OF_ADDRESSEE = re.compile(
    rf"(?:COLLECTIVE|{PRECEDENCE}|\d{{4,}})(?: +(?:{PRECEDENCE}))?(?: +\d{{4,}})?"
)
# Page head of the Department's incoming copies, also glued into an address list; not drafted text.
PAGE_HEAD = re.compile(r"\bPAGE +\d\d +[A-Z][A-Z.' ]*\d{4,6}(?: +\d\d OF \d\d)?(?: +\d{6}Z)?")
# The same alone on its line, where its end may be anything: `PAGE 02  HONG K 01234  TOSEC 120045`.
PAGE_PLACE = r"[A-Z](?:[A-Z.'/ ]{0,30}[A-Z.])? *[0-9]{4,6}(?: [^a-z]{0,60})?"
PAGE_TURN = re.compile(rf"PAGE +[0-9]{{1,3}} +{PAGE_PLACE}")
# Office copies (1973-79, and again about 2000-02): `ACTION EUR-25`, `ORIGIN IO-10`, `INFO OCT-01 ARA-06
# /147 R`; the line goes on with more offices and ends in their total.
_OFFICE = r"[A-Z][A-Z0-9/&]*-\d\d"
OFFICE = re.compile(rf"(?:ACTION|ORIGIN) +{_OFFICE}.*")
OFFICE_COPIES = re.compile(rf"INFO +{_OFFICE}(?: .*)?")
OFFICE_MORE = re.compile(rf"{_OFFICE}(?: +{_OFFICE})*(?: +/ ?\d{{3}} ?[WR]?)?|/ ?\d{{3}} ?[WR]?")
# Drafter, approver and clearances of outgoing telegrams: `DRAFTED BY IO/CMD:RAPOOLE:CB`, `EB/OT:DJDOE`.
DRAFTED = re.compile(r"DRAFTED BY:?.*")
APPROVED = re.compile(r"APPROVED BY:?.*")
CLEARED = re.compile(r"[A-Z][A-Z0-9/&-]* ?[:-] ?[A-Z][A-Z. ]*(?:\([A-Z ]+\))?")
# The message centre's counter: not drafted text, and never the rule of a heading.
COUNTER = re.compile(r"-{5,} *[0-9A-F]{4,6}(?: .*)?|-{5,} *\d{6}Z\b.*")

# -- classification line and what follows ----------------------------------------------------------

MAX_HEADER_LINE = 200  # 5 FAH-1 allows 55 columns, older telegrams 69; what is longer is prose


def _spaced(*words: str) -> str:
    """The words with or without blanks between their letters: `S E C R E T`, `SECRET`."""
    return "|".join(" {0,2}".join(word.replace(" ", "")) for word in words)


_LEVEL = _spaced(
    "UNCLASSIFIED", "UNCLASSIFED", "UNCLASIFIED", "UNCLASS", "UNCLAS", "TOP SECRET", "SECRET", "CONFIDENTIAL",
    "CONFIDENTAL", "CONFIDENTIA", "LIMITED OFFICIAL USE", "LIMOFFUSE", "LIMDIS OFFICIAL USE", "RESTRICTED",
)  # fmt: skip
LEVEL_STARTS = (
    "UNCLA", "U N", "TOP S", "T O", "SECRET", "S E", "S  E", "CONFID", "C O", "C  O", "LIM", "L I", "RESTR", "R E S",
    "CO N", "UN C", "SE C", "C 0", "C0N",
)  # fmt: skip
_LEVEL_LETTERS = frozenset(start[0] for start in LEVEL_STARTS)
_SPACED_CAPTIONS = (
    "SIPDIS NOFORN SENSITIVE NODIS EXDIS LIMDIS STADIS EFTO FOUO CORRECTEDCOPY".split()
)
_CAPTION = (
    rf"{_spaced(*_SPACED_CAPTIONS)}|"
    r"SIPDS|SIPIDS|SIDPIS|SIPDSI|SISPDIS|SIPDISS|SENSTIVE|SENSITVE|SENSITIV\b|NO FORN|NOFRON|NORFORN|"
    r"ORCON|NOCONTRACT|PROPIN|WNINTEL|RELTO|REL TO [A-Z]{3,5}(?:, ?[A-Z]{3,5})*|"
    r"FOR OFFICIAL USE ONLY|SBU|LOU|NSC EYES ONLY|EYES ONLY|(?:ROGER|DS|DISSENT|MED|MEDICAL|HR|DIRGEN|OIG|S/S) CHANNEL|"
    r"OFFICIAL ?-? ?INFORMAL|TERREP|VISAS VIPER|AIDAC|USIAC|CODEL|SPECAT|CHEROKEE|SPECIAL EMBASSY PROGRAM|"
    r"MODIFIED HANDLING AUTHORIZED|MODIFIED HANDLING|NOT FOR INTERNET DISTRIBUTION|NO INTERNET DISTRIBUTION|"
    r"PERISHABLE INFORMATION -- DO NOT SERVICE|DO NOT SERVICE"
)
CAPTION_FORMS = {
    "SIPDS": "SIPDIS", "SIPIDS": "SIPDIS", "SIDPIS": "SIPDIS", "SIPDSI": "SIPDIS", "SISPDIS": "SIPDIS",
    "SIPDISS": "SIPDIS", "SENSTIVE": "SENSITIVE", "SENSITVE": "SENSITIVE", "SENSITIV": "SENSITIVE",
    "NO FORN": "NOFORN", "NOFRON": "NOFORN", "NORFORN": "NOFORN", "CORRECTEDCOPY": "CORRECTED COPY",
    "OFFICIAL-INFORMAL": "OFFICIAL INFORMAL", "OFFICIAL - INFORMAL": "OFFICIAL INFORMAL",
}  # fmt: skip
_PLACE = r"[A-Z](?:[A-Z'’./ -]*[A-Z'’.])?"
# Blanks, or one sign with blanks round it: never both ways for the same blanks, which would take
# exponential time.
_CAPTIONS_MORE = rf"(?:(?: +| *[/,(]/? *)(?:{_CAPTION})\b/{{0,2}}\)?)*"
# `SECTION 01 OF 02` in the misspellings of published identifiers; zero as O.
_SECTION = (
    rf" +(?:FINAL +)?(?:{_spaced('SECTION')}|S?C?TION|ECTION|SECTON|SECTIN|SECITON|SECION|SETCION|SECT?\.?)"
    r"(?: *(?P<section>\d{1,3}))? *(?:OF|0F|/) *(?P<sections>\d{1,3})"
)
# Level (letters spaced out when classified), captions, section, post with blanks, number of six digits
# (fewer in old and in closing lines), then captions or an operating signal. TOSEC: the Secretary's series.
_CLASSIFICATION = re.compile(
    rf"(?P<level>{_LEVEL})(?P<captions>{_CAPTIONS_MORE})(?:{_SECTION})?(?P<between>{_CAPTIONS_MORE})"
    rf"(?: +TOSEC +\d{{1,6}})?(?: +(?P<post>{_PLACE}) *[ #]+(?P<number>\d{{1,8}}))?"
    rf"(?: +TOSEC +\d{{1,6}})?(?P<after>{_CAPTIONS_MORE})(?: +Z[A-Z]{{2}}\b.*)?"
)
_WITHOUT_NUMBER = re.compile(
    rf"(?P<level>{_LEVEL})(?P<captions>{_CAPTIONS_MORE})(?:{_SECTION})?(?P<between>{_CAPTIONS_MORE})"
    rf" +(?P<post>{_PLACE})(?P<number>(?!))?(?P<after>)"
)


_NUMBER_WITH_O = re.compile(r"\b(?=O{0,3}\d)[\dO]{2,8}\b")
# Post and number alone, wrapped off the classification line.
POST_NUMBER = re.compile(rf" *{_PLACE} +\d{{4,6}} *")


def classification_line(text: str) -> re.Match[str] | None:
    """The classification line: most lines are told from it by how they begin. A post without number
    counts only below the word section or by its known name."""
    if text[:1] not in _LEVEL_LETTERS or not text.startswith(LEVEL_STARTS):
        return None
    return _classification_line(text) if len(text) <= MAX_HEADER_LINE else None


@lru_cache(maxsize=64)  # heading and text of a cable ask for the same line again
def _classification_line(text: str) -> re.Match[str] | None:
    text = _NUMBER_WITH_O.sub(lambda found: found[0].replace("O", "0"), text)
    text = text.replace("0", "O", 1) if text.startswith(("C 0", "C0N")) else text
    if found := _CLASSIFICATION.fullmatch(text):
        return found
    found = _WITHOUT_NUMBER.fullmatch(text)
    is_post = found and (found["section"] or reference.post_code_of(found["post"]))
    return found if is_post else None


# 5 FAH-1: captions stand on lines of their own; only a line made of caption words alone counts, as
# SENSITIVE and NOFORN occur in prose.
CAPTION = re.compile(rf"\b(?:{_CAPTION})")
_CAPTIONS = re.compile(
    rf"[/(]{{0,2}}(?:{_CAPTION})(?:[ ,;/()-]+(?:AND +|& +)?(?:{_CAPTION}))*[ /,.;)]*"
)


def is_captions(text: str) -> bool:
    """Whether a line is made of caption words alone."""
    return len(text) <= MAX_HEADER_LINE and bool(_CAPTIONS.fullmatch(text))


# A caption with a name: `CODEL ROE`, the delegation that a telegram is about (5 FAH-1).
DELEGATION = re.compile(r"(?:CODEL|STAFFDEL) [A-Z'’-]{2,20}(?:[ /][A-Z'’-]{2,20}){0,2}")
# A corrected copy may say what was corrected.
CORRECTED = re.compile(rf"(?:{_spaced('CORRECTED COPY')})(?:[ (:,/-].*)?")
# A sentence of capitals that governs handling, between heading and text.
BANNER = re.compile(
    r"SENSITIVE BUT UNCLASSIFIED(?: *- *[A-Z][A-Z ,.'-]+)?|"
    r"(?:SENSITIVE BUT UNCLASSIFIED|SPECIMEN|NOT FOR|UNCLASSIFIED) *-- *[A-Z][A-Z ,.'-]+"
)
# `DEPT FOR ISN/CPI TOM WUCHTE`, `STATE PASS USTR`, `PLEASE PASS TO AID`: before the E.O. line.
PASSING = re.compile(
    r"[A-Z][A-Z0-9/&.,'\- ]*? (?:(?:ALSO )?FOR|PLEASE PASS|PLS PASS|PASS|ALSO PASS)(?: .+|:.*)|"
    r"(?:PLEASE PASS|PLS PASS|PASS|FOR|FROM|ATTN|ATTENTION)[ :].+|"
    r"(?:Dept|Department|State|NSC|Commerce|Treasury|Energy|Please|Pls|[A-Z]{3,8}|[A-Z][a-z]+)"
    r" (?:also )?(?:for|please pass|pls pass|pass) .+"
)

# -- text ------------------------------------------------------------------------------------------

# (U) (SBU) (C/NF) (S//NF) (S-NF) (SNF) (U//FOUO) (C//REL TO ...): counted in 1,295 published cables.
_CAVEAT = (
    r"(?:NF|NOFORN|N|FOUO|OC|ORCON|PR|PROPIN|FGI|LES|SBU|LOU|LIMDIS|EXDIS|NODIS|SI|TK|"
    r"REL(?: [A-Z, ]{1,80})?)"
)
_MARK = rf"(?:TS|SBU|LOU|FOUO|U|C|S|R)(?:(?:NF|NOFORN)|(?: ?(?://?|-) ?| ){_CAVEAT}){{0,3}}"
MARK = re.compile(rf"\( ?({_MARK}) ?\)\s*(.*)", re.DOTALL)
# After a paragraph number `(c)` is a mark too, and no label.
MARK_AFTER_NUMBER = re.compile(MARK.pattern, re.DOTALL | re.IGNORECASE)
# A number at line start is a candidate only when no digit follows (else 1.5 (b), 4.7 million match).
NUMBERED = re.compile(r"([0-9]{1,4})[.:](?![0-9])\s*(.*)")
# Damaged numbers, which count only where they are the expected one: a mark follows without a full stop
# (`3 (C)`, `3, (C)`), letters stand for digits (`l. (C)`, `1O.`), the mark comes first (`(C) 3.`).
LOOSE_NUMBER = re.compile(rf"([0-9OIl]{{1,3}})[ .:,;)-]{{0,4}}(\( ?{_MARK} ?\).*)")
LETTERED_NUMBER = re.compile(r"([0-9][OIl0-9]|[OIl][0-9]|[0-9][OIl0-9][0-9])[.:][ \t]+(.*)")
PARENTHESISED = re.compile(rf"\(([0-9]{{1,3}})\)\s*(\( ?{_MARK} ?\).*)")  # `(1) (C) Text`
MARKED_NUMBER = re.compile(rf"(\( ?{_MARK} ?\)) *([0-9]{{1,3}})[.:](?![0-9])\s*(.*)")
NUMBER_STARTS = frozenset("0123456789OIl(")
NUMBER_BEGINS = re.compile(r"[0-9(]|[OIl][0-9OIl .:,;)(-]")  # told from a word by its second letter
# A paragraph whose line end was lost: it begins in the middle of a line.
NUMBER_INSIDE = re.compile(rf"(?<=[.?!\"')]) +([0-9]{{1,3}})\. ?(\({_MARK}\) .*)", re.DOTALL)
# Where the text begins, for the fields above it.
FIRST_NUMBER = re.compile(rf"[0-9]{{1,2}}[.:] *(?:\(|[^\s\d]|$)|[0-9]{{1,2}} *\({_MARK}\)")
RULE = re.compile(r"[-=_*~](?: ?[-=_*~]){2,}")
RULE_STARTS = frozenset("-=_*~")
# What is left of a rule that was too long for its line.
REST_OF_RULE = re.compile(r"-{1,2}|={1,2}|_{1,2}|\*{1,2}|~{1,2}")
# A heading and its rule on one line: `Summary ---------`, `------ Summary ------`.
HEADING_AND_RULE = re.compile(r"(?:[-=_]{3,} *)?([^-=_ ].{0,90}?) *(?:-{5,}|={5,}|_{5,})")
# A heading without a rule, before the first paragraph.
FIRST_HEADING = re.compile(
    r"(?:executive )?summary(?: and (?:comment|action request|introduction))?|introduction|overview|background|"
    r"key points|action requests?",
    re.IGNORECASE,
)
# Bullets; two dashes may lack the blank, one only before a capital; `o` is what became of a round one.
DASH_ITEM = re.compile(
    r"(-{1,3}[ \t]+|[*•·–—][ \t]+|o[ \t]+(?=[A-Z\"“(])|--(?=[^\W_])|-(?=[A-Z])|[•·](?=\w))(\S.*)"
)
DASH_STARTS = frozenset("-*•·–—o")
LABELLED_ITEM = re.compile(
    r"(\([a-zA-Z]\)|\([ivx]{1,4}\)|\([IVX]{1,4}\)|\([0-9]{1,2}\)|[a-zA-Z][.)]|[ivx]{2,4}[.)]|[IVX]{2,4}[.)]|"
    r"[0-9]{1,2}\)|#[0-9]{1,2}[.):]|(?:No|NO)\. ?[0-9]{1,2}[.):])[ \t]+(\S.*)"
)
# `TASHKENT 00000208  001.2 OF 003`: post (cut to ten characters), number of eight digits, page and
# section part, pages. The blanks suffer.
_PAGE_BREAK = re.compile(rf"(?P<post>{_PLACE}) *(?P<number>\d{{8}}) *\d{{3}}(?:\.\d)? *OF *\d{{3}}")


def page_break(text: str) -> re.Match[str] | None:
    if not text[-1:].isdigit() or "OF" not in text[-7:]:
        return None
    return _PAGE_BREAK.fullmatch(text)


def is_page_break(text: str) -> bool:
    return text[-1:].isdigit() and "OF" in text[-7:] and _PAGE_BREAK.fullmatch(text) is not None


# `Begin text:`, `text follows:` open a document with a numbering of its own, `End text.` closes it.
_DOCUMENT = (
    r"(?:text|translation|quote|message|letter|statement|press release|non-?paper|communique|declaration|"
    r"diplomatic note|note verbale|aide[- ]memoire|document|excerpts?|(?:talking )?points|remarks)"
)
# What follows is a document only if it is named: "the points are as follows" are the cable's own.
_ANNOUNCED = (
    r"(?:text|translation|message|letter|statement|press release|non-?paper|communique|declaration|"
    r"diplomatic note|note verbale|aide[- ]memoire)"
)
_SOME_WORDS = r"(?: [\w'’/.-]{1,30}){0,8}"
EMBEDDED_START = re.compile(
    rf"\bbegin(?:s|ning)?{_SOME_WORDS} (?:{_DOCUMENT}|note)\b(?: (?:of|from|by|in)\b{_SOME_WORDS})?[^\w]{{0,20}}$|"
    rf"\b{_ANNOUNCED}\b{_SOME_WORDS} follows?(?: below)?[^\w]{{0,20}}$|"
    rf"(?-i:\bQ(?:UO)?TE)[^\w]{{0,20}}$|\bquote:[^\w]{{0,20}}$",
    re.IGNORECASE,
)
# The same in the middle of a paragraph, which then is the first of the document.
EMBEDDED_INSIDE = re.compile(
    rf"\bbegin(?: [\w'’/.-]{{1,30}}){{0,4}} {_DOCUMENT}(?: [\w'’/.-]{{1,30}}){{0,8}}[:.]",
    re.IGNORECASE,
)
EMBEDDED_END = re.compile(
    rf"\b(?:end (?:of )?(?:[\w'’/.-]{{1,30}} ){{0,4}}(?:{_DOCUMENT}|note)|unq(?:uo)?te)\b",
    re.IGNORECASE,
)
# `(strictly protect)`, passport numbers, birth dates, over a wrap too: what a publisher must see before
# publishing. PLEASE PROTECT ACCORDINGLY is the banner of every sensitive telegram. For small letters; each
# begins with a sign of its own, so that the engine passes over all others.
PROTECTED = re.compile(
    r"strictly\s+protect|please\s+protect(?!\s+accordingly)|\(protect(?:ed)?\)|protect\s+(?:source|identity)\b|"
    r"passport(?:\s+(?:no\b|number|#)|\s*[:#]\s*[a-z]?\d)|d(?<=\bd)ate\s+(?:and\s+place\s+)?of\s+birth\b|"
    r"d(?<=\bd)p?ob\b|b(?<=\bb)orn\s+(?:on\s+)?\d{1,2}[ /.-]\w{2,9}[ /.-]\d{4}\b"
)

# No text ends so: `it goes on ...`, `the Minister of`, `boats, nets,`.
BREAKS_OFF = re.compile(
    r"(?:\.\.\.|…|\. \. \.)[\])]?$|[a-z0-9][,(-]$"
    r"|[ ,](?:the|an?|of|to|and|or|in|on|for|with|by|from|at|that|which|is|are|was|were|has|have|had|as)$"
)

# -- end of the telegram ---------------------------------------------------------------------------

SMART_FOOTER = re.compile(r"To view the entire SMART message", re.IGNORECASE)
SMART_ID = re.compile(r"messageid:\s*([0-9a-f][0-9a-f\s-]{6,60}[0-9a-f])", re.IGNORECASE)
# `=====CABLE ENDS=====` and `End Cable Text` are the marks of posts and of the Department's exports.
TAIL = re.compile(
    r"BT|[(]?#[)]?\s?\d{0,6}#*|N{3,4}|#{2,}|<< ?END OF DOCUMENT ?>>|GP-\d|X?GDS(?:-\d)?"
    r"|[=*-]{0,80} ?CABLE ENDS ?[=*-]{0,80}"
    r"|(?:END (?:OF )?(?:CABLE|MESSAGE|TELEGRAM)(?: TEXT)?|END OF TEXT)\.?|[#*=~^|<>]{1,4}(?: [<>]{1,4})?",
    re.IGNORECASE,
)
# Footers a newspaper's printer left below the text of its copies, or a post's own archive (Rome).
PRINT_FOOTER = re.compile(
    r"Track impresi[oó]n\b.*|\d{4}[A-Z]{2,20}\d{1,6} *- *Classification: ?[A-Z /]{1,60}|"
    r".*\bpropiedad de EL PA[IÍ]S\b.*|ID: ?\d{4,}",
    re.IGNORECASE,
)
# A note of the communications centre, to the end: `NOTE BY OC/T: (#) AS RECEIVED.`
CENTRE_NOTE = re.compile(
    r"(?:[(]?[#*][)]? ?)?NOTE BY (?:OC|THE|COMM|IRM|CIB|MSG)\b.*", re.IGNORECASE
)
# What may stand below a signature, though without one it is text.
BELOW_SIGNATURE = re.compile(
    r"UNQUOTE\.?|END (?:QUOTE|TEXT)\.?|MINIMIZE\b.*|[0-9]{1,4}(?: +[0-9]{1,4})?", re.IGNORECASE
)
# One to three words: NORLAND, DE PREE, O'DONOHUE, STRAUSZ-HUPE, JOHN D. ROE.
_NAME = r"[^\W\d_]+(?:['’.-]+[^\W\d_]+)*\.?"
SIGNATURE = re.compile(rf"{_NAME}(?: {_NAME}){{0,2}}")
# As typed: `Roe`, `McRoe`, `De Pree`.
MIXED_NAME = re.compile(
    r"(?:(?:De|de|Van|van|Von|von|La|Le|El|St\.?|Di|Del) ){0,2}"
    r"(?:Mc|Mac|De|La|Le|Van|O['’]|D['’])?[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?"
)
# Round a name: `/S/ ROE`, `SIGNED: ROE`, `ROE##`, `ROE NNNN`, `SISCO UNQUOTE KISSINGER`.
BEFORE_NAME = re.compile(
    r"(?:/S/|\(?SIGNED\)?|SGD\.?|SIGNATURE)[ :.]{0,3}|[^\W\d_' ]{2,20} (?:END )?UNQ(?:UO)?TE |[=#~]{1,3} ?",
    re.IGNORECASE,
)
# Possessive, so that a row of signs before a letter is tried once.
AFTER_NAME = re.compile(
    r"(?: ?[=*-]{1,40}+ ?CABLE ENDS ?[=*-]{0,40}+"
    r"|[ .]?(?:#\d{1,6}+|[#*=/\\|~^`_]{1,8}+| N{4}| BT| GP-\d))++$",
    re.IGNORECASE,
)
# A signature glued to the last sentence: `…text.WHITNEY`, also with a blank before it.
GLUED_SIGNATURE = re.compile(
    r"(?:(?<=[a-z)][.?!])[\"”)]?|(?<=[.?!] UNQUOTE)\.?(?= )|(?<=GDS)\.?(?= ))(?P<blank> {0,3})"
    r"(?P<name>(?=.{3})[A-Z][A-Z'’-]+(?: [A-Z][A-Z'’-]+)?)$"
)

# -- around the telegram ---------------------------------------------------------------------------

PARTIAL = "This record is a partial extract of the original cable"
# Format lines whose presence says that a text is a telegram.
TELEGRAM_SIGN = re.compile(r"VZCZC|ZCZC[A-Z]")
