"""The grammar of summaries, comments and notes: the words that open and end them.

Continues `grammar`, by the same promises: one pattern a case, linear in time, no state.
"""

from __future__ import annotations

import re

from sitegen.records import SpanKind

# The words that open a summary or a comment, as a heading or run in: `Summary:`, `SUMMARY AND COMMENT.`,
# `Introduction and Summary --`, `Begin summary:`, `Embassy comment:`, `Summary, continued:`.
_TOPIC = (
    r"(?:introduction|summ?m?ary|comments?|analysis|action request|recommendations?|note|background"
    r"|conclusion|overview)"
)
LEAD_IN = re.compile(
    r"[(\[]?(?:begin )?(?:(?:executive|brief|embassy|post|mission|consulate|ambassador's|our|overall) )?"
    rf"(?P<topics>{_TOPIC}(?:(?: and |/| & |, ){_TOPIC}){{0,2}})(?P<more>,? ?\(?cont(?:inue|')?d\.?\)?)?"
    r"(?: ?\((?:SBU|LOU|[UCS](?:/?/NF)?)\))?(?P<end> ?[.:;]+(?: ?-{1,3})?| ?-{1,3}(?= )| ?\)?$)\s*",
    re.IGNORECASE,
)
# `End summary`, `END SUMMARY AND COMMENT.`, `(End note)`; also glued and misspelt.
_ENDS = r"[(\[]?\bend(?:s|ing)? ?(?:of )?(?:executive |the |embassy |post )?"
_END_WORDS: dict[SpanKind, str] = {"summary": r"summ?m?ary", "comment": "comments?", "note": "note"}
_MORE = rf"(?:(?: and |/| & |, ){_TOPIC}){{0,2}}\W{{0,3}}"
END_MARKS: dict[SpanKind, re.Pattern[str]] = {
    kind: re.compile(rf"{_ENDS}(?:{_TOPIC}(?: and |/| & |, )){{0,2}}{word}\b{_MORE}", re.IGNORECASE)
    for kind, word in _END_WORDS.items()
}
# In brackets, or run in after a sentence: `(Note: …`, `[Comment: …`, `… over. Comment: …`.
NOTE = re.compile(
    r"(?:[(\[]\s?(?:begin |embassy |post )?|(?<=[.?!\"”)] )(?:embassy |post )?)(note|comment)\s?[:.]",
    re.IGNORECASE,
)
