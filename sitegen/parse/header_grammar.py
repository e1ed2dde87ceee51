"""The grammar of what the header says of post, page and years.

Continues `grammar`, by the same promises: one pattern a case, linear in time, no state.
"""

from __future__ import annotations

import re

# The beginning of the FM line, or of the sender in a head → how the post is called before its place.
KINDS_OF_POST = (
    (re.compile(r"AM ?EMB|EMBASSY|CHARG[EÉ] IN|AMBASSADOR IN"), "Embassy"),
    (re.compile(r"AM ?CONGEN|CONSULATE GENERAL|CONSUL GENERAL"), "Consulate General"),
    (re.compile(r"AM ?CONSUL|CONSULATE|CONSUL\b"), "Consulate"),
    (re.compile(r"AM ?LEG|LEGATION|MINISTER IN"), "Legation"),
    (re.compile(r"USLO\b|LIAISON OFFICE"), "US Liaison Office"),
    (re.compile(r"USINT\b|INTERESTS SECTION"), "US Interests Section"),
)
# The section that a page is of: `TASHKENT 00000208  002 OF 003`, `PAGE 02  BONN 01234  02 OF 03  151432Z`.
SECTION_OF_PAGE = re.compile(r"([0-9]{3})(?:\.[0-9])? *OF *[0-9]{3}$|\b([0-9]{2}) OF [0-9]{2}\b")
# A date-time group of 1973-79, the years of the National Archives' electronic telegrams.
ERA_OF_ARCHIVE = re.compile(r".*[0-9]Z [A-Z]{3} 7[3-9]\b")
# The next addressee, whose line end was lost: `… BEIRUT 0012 RUEHKU/AMEMBASSY KUWAIT 0034`.
NEXT_ADDRESSEE = re.compile(r"(?<=[A-Z0-9/])(?<! INFO) {1,3}(?=R[UH][A-Z]{3,6}/[A-Z])")
