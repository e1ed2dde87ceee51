"""What portion marks say, in words."""

from __future__ import annotations

import re
from functools import cache

# 5 FAH-2 H-443 and 12 FAM: what portion marks mean.
_LEVELS = {
    "U": "Unclassified",
    "SBU": "Sensitive but unclassified",
    "FOUO": "For official use only",
    "LOU": "Limited official use",
    "R": "Restricted",
    "C": "Confidential",
    "S": "Secret",
    "TS": "Top secret",
}
_CAVEATS = {"NF": "not for foreign nationals", "N": "not for foreign nationals"}
_CAVEATS["NOFORN"] = _CAVEATS["NF"]
_MARK = re.compile(r"(TS|SBU|FOUO|LOU|[URCS])(?:[/ -]{0,2}(.+))?")


@cache
def mark_meaning(mark: str) -> str:
    """What a portion mark says in words, '' if unknown.

    >>> mark_meaning("S//NF")
    'Secret, not for foreign nationals'
    """
    found = _MARK.fullmatch(mark)
    if not found:
        return ""
    level, caveat = found.groups()
    if not caveat:
        return _LEVELS[level]
    if caveat.startswith("REL"):
        return f"{_LEVELS[level]}, releasable to {caveat[3:].removeprefix(' TO').strip()}"
    meaning = _CAVEATS.get(caveat) or _LEVELS.get(caveat, caveat)
    return f"{_LEVELS[level]}, {meaning[0].lower() + meaning[1:] if meaning != caveat else caveat}"
