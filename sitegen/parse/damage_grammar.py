"""The grammar of damaged lines, which their place tells: a date-time group above FM, a label above its codes.

Continues `grammar`, by the same promises: one pattern a case, linear in time, no state.
"""

from __future__ import annotations

import re

# Right above FM the line is the date-time group, whatever became of it: `R 121015Z MAV 08`, `P 12101Z MAR 08`.
# The groups are those of `grammar.DTG`.
DTG = re.compile(
    r"((?:[ZOPR] ?){0,6}|(?:(?:FLASH|NIACT|IMMEDIATE|PRIORITY|ROUTINE) +){1,3})"
    r"([0-9OILSB]{2,4} ?[0-9OILSB]{1,5}) ?([A-IK-Z](?![A-Z]))? *([A-Z0-9]{2,9})?[.,]?(?:[ ,]+'?(\d{4}|\d{2})(?!\d).*|)",
    re.IGNORECASE,
)
AS_LETTERS = str.maketrans("015", "OIS")  # digits in the name of a month: `0CT`
# A label with its colon that is none of those known: `TAG5:`, `SUBJRCT:`. What it is, is_one_edit tells.
LABEL = re.compile(r"([A-Z0-9]{3,9}) ?: *(.*)")
FIRST_CODE = re.compile(r"[A-Z]{2,5}\b")
