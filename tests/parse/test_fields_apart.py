"""No field looks at another's value: damage to the lines of one changes none of the rest (rules 9 to 16)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources import cable

from sitegen.records import Cable

HEADER = """\
VZCZCXYZ0001
RR RUEHC
DE RUEHRK #0042/01 0721015
ZNR UUUUU ZZH
R 121015Z MAR 08
FM AMEMBASSY REYKJAVIK
TO RUEHC/SECSTATE WASHDC 0042
INFO RUEHCP/AMEMBASSY COPENHAGEN 0011
C O N F I D E N T I A L REYKJAVIK 000042

SIPDIS

"""
LINES = {
    "executive_order": ("E.O. 12958: ", "DECL: 03/12/2018"),
    "tags": ("TAGS: ", "SCUL KPAO IC"),
    "subject": ("SUBJECT: ", "A SPECIMEN HARBOR"),
    "references": ("REF: ", "A. OSLO 12 B. 07 RIGA 1301"),
    "classified_by": ("Classified By: ", "DCM Jane Roe for reasons 1.4 (b) and (d)"),
}
ALSO = {"subject": {"title"}, "classified_by": {"reasons"}}
# What no label begins with: the field keeps its place, its value is anything.
DAMAGE = st.text("abcdefgh ABCXYZ0123456789,;./-()'", max_size=60)


def _cable(values: dict[str, str]) -> Cable:
    fields = [f"{label}{values[name]}\n" for name, (label, _) in LINES.items()]
    return cable(f"{HEADER}{''.join(fields)}\n1. (C) Text stands here.\n\nROE\n")


INTACT = {name: value for name, (_, value) in LINES.items()}
WHOLE = _cable(INTACT)
COMPARED = [
    name
    for name in Cable.__struct_fields__
    if name not in {"source", "header", "warnings", "attributes"}
]


@pytest.mark.parametrize("damaged", LINES)
@settings(max_examples=60)
@given(value=DAMAGE)
def test_damage_stays_where_it_is(damaged: str, value: str) -> None:
    found = _cable(INTACT | {damaged: f"x{value}" if damaged != "references" else value})
    rest = [name for name in COMPARED if name not in {damaged, *ALSO.get(damaged, ())}]
    assert {name: getattr(found, name) for name in rest} == {
        name: getattr(WHOLE, name) for name in rest
    }
