"""The grammar of what posts wrote round and between the paragraphs of a text.

Continues `grammar`, by the same promises: one pattern a case, linear in time, no state.
"""

from __future__ import annotations

import re

# Where a post's own pages are (2003-10), above or below the signature: `Visit Embassy Oslo's Classified
# Website:`, `For more reporting from Embassy Oslo, visit:`. Then comes the address.
SITE_NOTE = re.compile(
    r"\(?(?:(?:U|SBU)\) ?)?(?:"
    r"(?:please |to )?(?:also )?(?:visit|see|access) [^.:]{0,80}"
    r"\b(?:web|home ?page|si?prnet|sites?\b|forum|community|portal)"
    r"|(?:for )?(?:more|additional|further|other|recent) [^.:]{0,60}\b(?:reporting|information|cables?)\b"
    r"|(?:this|the) (?:cable|message|report)s? [^.:]{0,80}\b(?:web ?site|web ?page|si?prnet|intelink)\b)",
    re.IGNORECASE,
)
SITE_NOTE_MORE = re.compile(
    r"you (?:can|may) (?:also )?(?:access|find|visit|reach) (?:this|our|the) ", re.IGNORECASE
)
# Such pages lie in the closed nets; those of the open one are text.
CLOSED_NET = re.compile(r"sgov\.?gov|state\.sgov|intelink|classified|si?prnet", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S", re.IGNORECASE)
# What a list of names is announced with, alone on its line or at the end of it: `(U) Participants:`,
# `U.S. delegation:`, `Those present were:`.
ROSTER = re.compile(
    r"(?:\((?:TS|SBU|[UCS])(?:/?/NF)?\) ?)?(?:[\w.'’&/-]{1,20} ){0,4}"
    r"(?:participants?|attendees|delegations?(?: members| list)?|members|attendance|(?:in )?present)"
    r"(?: (?:were|was|are|is|list|included?|including|follows?|as|in|at|the|of|meeting)){0,5} ?[:.]?",
    re.IGNORECASE,
)
# A side and its people on one line: `Iceland: Minister Specimen`.
SIDE = re.compile(r"[A-Z][\w.]{1,20}(?: [\w.]{1,20}){0,2}: ")
# A heading between signs: `//Boats//`, `*** Boats ***`, `*Boats*`.
FRAMED = re.compile(
    r"(//?|[*]{1,4}|-{2,4}|={1,4}|#{1,4}|_{1,4}|~{1,4}) ?([^\W_](?:.{0,100}[^\s/*=#_~-])?) ?\1"
)
# The same with signs before it alone, as in Markdown: `#### Boats`.
HASHED = re.compile(r"#{2,6} ?([^\W_].{0,100}?)[ #]{0,8}")
# What parts of a telegram are usually called, where such a name stands alone.
PART = re.compile(
    r"(?:\((?:SBU|[UCS])(?:/?/NF)?\) ?)?(?:"
    r"(?:executive |brief )?summary(?: and (?:comment|action request|introduction))?|(?:embassy |post )?comments?"
    r"|introduction|background|overview|conclusions?|discussion|details?|recommendations?|action requests?|key points)",
    re.IGNORECASE,
)
# `Grant number: 123`: a label of up to four words. Of a speaker and of parts of the text it is none.
LABELLED_VALUE = re.compile(
    r"(?!(?:Q|A|QUESTION|ANSWER|Question|Answer|(?i:summary|comments?|note|begin|end|action request))\b[^:]{0,20}:)"
    r"[A-Z][\w'’/&()-]{0,19}(?: [\w'’/&()-]{1,19}){0,3} ?: {0,4}\S"
)
ANY_ITEM = re.compile(r"[-*•·–—]|\(?[A-Za-z0-9]{1,3}[.)]")
# A speaker of an interview, whose words begin a block.
SPEAKER = re.compile(r"(?:Q|A|QUESTION|ANSWER|Question|Answer)(?: ?\d{1,2})?: ")
# The number of a part of a paragraph: `2.A. `, `2A. `, `3.B THE`, `1.1 (C)`; 4.7 million is none.
SUBNUMBER = re.compile(
    r"([0-9]{1,2})(?:\.?[A-Za-z](?:[.)] ?(?=[ (])|[ ](?=[A-Z(]))|\.[0-9]{1,2}(?:\. |\.? ?(?=\()))"
)
# The last line of a text of 1973-82 may say when it is declassified: `7. GDS`, `DECLAS 12/31/84`, `XGDS-3`.
SAYS_ORDER = re.compile(
    r"(?:.* )?(?:[0-9]{1,2}\. ?)?(?:X?GDS|ADS|OADR|DECLAS[A-Z]*)(?:[ -]?[0-9][0-9/-]{0,9})?"
)
# An office behind a name: `ROE//ECON//`, `ROE/POL`.
OFFICE = re.compile(r"(?<=[A-Z]) ?//?[A-Z/-]{2,12}/{0,2}$")
# Words that end no line on purpose, and no paragraph.
CONNECTING = frozenset("a an and as at by for from in of on or our that the their to with".split())
# In telegrams of 1973-82 the signer often stands behind the last sentence: `… OF BOATS. KISSINGER`. One word, or
# two with a particle; the word before the stop shows that it is no `GEN. ROE`.
SIGNED_IN_LINE = re.compile(
    r"(?P<before>[A-Z0-9]{2,30})[\"”)]?[.?!][\"”)]?(?P<blank> {1,3})"
    r"(?P<name>(?:(?:DE|VAN|VON|LE|LA|ST|MC) )?[A-Z][A-Z'’-]{3,})$"
)
# What an editors' note is called where it has no number.
NOTE_SIGN = re.compile(r"\*{1,3}|[†‡]")
