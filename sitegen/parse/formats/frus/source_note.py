"""The source note, in prose: classification, handling, precedence, who drafted, cleared and approved."""

from __future__ import annotations

import re

import msgspec

from sitegen.parse.text import squeeze


class SourceNote(msgspec.Struct, frozen=True):
    classification: str = ""
    captions: tuple[str, ...] = ()
    precedence: tuple[str, ...] = ()
    drafted_by: str = ""
    approved_by: str = ""
    cleared_by: tuple[str, ...] = ()


# A sentence of its own: `Secret; Niact; Eyes Only.`, not `the Secret files`.
LEVELS = (
    r"Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Restricted|Unclassified"
)
_HANDLING = re.compile(
    rf"(?:^|[.;\]] )(?P<level>{LEVELS})(?P<rest>(?:[;,] [^.;]{{1,60}}){{0,8}})[.;]?(?: |$)"
)
PRECEDENCES = {
    "flash": "Z",
    "niact": "O",
    "immediate": "O",
    "niact immediate": "O",
    "priority": "P",
    "routine": "R",
}
# As the volumes write them → the caption.
CAPTIONS = {
    "eyes only": "EYES ONLY", "nodis": "NODIS", "exdis": "EXDIS", "limdis": "LIMDIS", "noforn": "NOFORN",
    "no distribution": "NODIS", "exclusive distribution": "EXDIS", "limited distribution": "LIMDIS",
    "limit distribution": "LIMDIS", "stadis": "STADIS", "sensitive": "SENSITIVE", "roger channel": "ROGER CHANNEL",
}  # fmt: skip

# A sentence ends at a full stop after a small letter or a bracket: initials do not end one.
_END = (
    r"(?=;|,? and (?:cleared|approved|initialed)\b|[,.]? (?:cleared|approved|initialed)\b|"
    r"(?<=[a-z0-9)\]])\.(?: |$)|$)"
)
_DRAFTED = re.compile(rf"\b[Dd]rafted (?:by|in) (.{{1,200}}?){_END}")
_CLEARED = re.compile(
    rf"\b[Cc]leared (?:in (?:draft|substance|principle) )?(?:by|with|in) (.{{1,300}}?){_END}"
)
_APPROVED = re.compile(
    rf"\b[Aa]pproved (?:in (?:draft|substance|principle) )?(?:by|in) (.{{1,200}}?){_END}"
)


def read(note: str) -> SourceNote:
    handling = _HANDLING.search(note)
    words = (
        [squeeze(word).lower() for word in re.split("[;,]", handling["rest"])] if handling else []
    )
    cleared = _name(_CLEARED, note)
    return SourceNote(
        classification=handling["level"].upper() if handling else "",
        captions=tuple(dict.fromkeys(CAPTIONS[word] for word in words if word in CAPTIONS)),
        precedence=tuple(dict.fromkeys(PRECEDENCES[word] for word in words if word in PRECEDENCES))[
            :2
        ],
        drafted_by=_name(_DRAFTED, note),
        approved_by=_name(_APPROVED, note),
        cleared_by=tuple(filter(None, re.split(r", (?:and )?| and ", cleared))),
    )


def _name(pattern: re.Pattern[str], note: str) -> str:
    found = pattern.search(note)
    return found[1].strip(" ,") if found else ""
