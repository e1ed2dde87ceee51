"""`sitegen parse --explain` and the share of what was understood."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

from sitegen.cli import main
from sitegen.load import read
from sitegen.parse import MEANINGS, explain
from sitegen.parse.roles import NOT_UNDERSTOOD, Role
from sitegen.records import Source
from sitegen.work import read_cable

ROOT = Path(__file__).parent.parent
SEED = ROOT / "content" / "cables" / "09TASHKENT208.txt"

TELEGRAM = """\
VZCZCXYZ0001
RR RUEHC
GARBLED LINE NOBODY KNOWS
R 121015Z MAR 08
FM AMEMBASSY REYKJAVIK
TO SECSTATE WASHDC 0042
UNCLAS REYKJAVIK 000042

TAGS: SCUL
SUBJECT: SPECIMEN

1. Text stands here.
ROE
NNNN
"""


def _source(text: str, folder: Path) -> Source:
    (folder / "a.txt").write_text(text, "utf-8")
    (source,) = read(folder, "a.txt")
    assert isinstance(source, Source)
    return source


def test_every_line_of_the_seed_has_its_place() -> None:
    (source,) = read(SEED.parent, SEED.name)
    assert isinstance(source, Source)
    taken = explain(source)
    lines = source.raw.decode().split("\n")
    filled = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert {one.number for one in taken if one.role != "blank"} == filled
    assert not [one for one in taken if one.role in NOT_UNDERSTOOD]
    roles = {one.number: one.role for one in taken}
    breaks = [
        number
        for number, line in enumerate(lines, start=1)
        if " OF 003" in line[-10:] and "00000208" in line
    ]
    assert [roles[number] for number in breaks] == ["page break"] * 4


def test_what_was_not_understood_lowers_the_share(tmp_path: Path) -> None:
    whole = _source(TELEGRAM.replace("GARBLED LINE NOBODY KNOWS\n", ""), tmp_path)
    assert read_cable(whole).quality == 1.0
    damaged = read_cable(_source(TELEGRAM, tmp_path)).quality
    size = sum(map(len, TELEGRAM.split("\n")))
    assert damaged == pytest.approx(1 - len("GARBLED LINE NOBODY KNOWS") / size)


def test_what_the_user_sees(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TELEGRAM, "utf-8")
    done = CliRunner().invoke(main, ["parse", "--explain", str(tmp_path / "a.txt")])
    assert done.exit_code == 0
    rows = [line.split() for line in done.stdout.splitlines()]
    assert rows[0] == ["line", "rule", "taken", "as", "text"]
    assert " ".join(rows[3]) == "3 not understood GARBLED LINE NOBODY KNOWS"
    assert " ".join(rows[4]) == "4 6 date-time group R 121015Z MAR 08"
    assert " ".join(rows[13]) == "13 24 signature ROE"


def test_of_many_cables_each_says_which_it_is(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(TELEGRAM, "utf-8")
    done = CliRunner().invoke(main, ["parse", "--explain", str(tmp_path)])
    titles = [line for line in done.stdout.splitlines() if line.endswith(".txt:1")]
    assert titles == [str(tmp_path / "a.txt:1"), str(tmp_path / "b.txt:1")]


def test_markdown_is_read_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nidentifier: 08OSLO1\n---\n", "utf-8")
    done = CliRunner().invoke(main, ["parse", "--explain", str(tmp_path / "a.md")])
    assert "read as it is written" in done.stdout


def test_every_role_has_a_meaning_and_a_rule_that_is_documented() -> None:
    assert tuple(MEANINGS) == get_args(Role)
    assert {meaning.rule for meaning in MEANINGS.values()} <= set(range(26))


def test_damage_stands_below_its_line(tmp_path: Path) -> None:
    damaged = TELEGRAM.replace("121015Z MAR", "121015Z FEG").replace(
        "TO SECSTATE WASHDC 0042\n", ""
    )
    (tmp_path / "a.txt").write_text(damaged, "utf-8")
    done = CliRunner().invoke(main, ["parse", "--explain", str(tmp_path / "a.txt")])
    rows = [" ".join(line.split()) for line in done.stdout.splitlines()]
    at = rows.index("4 6 date-time group R 121015Z FEG 08")
    assert rows[at + 1].startswith("4 !! warning bad-dtg: the date-time group is damaged (")
    assert rows[rows.index("5 7 originator FM AMEMBASSY REYKJAVIK") + 1].startswith(
        "5 !! note no-addressee: "
    )


def test_texts_stand_below_each_other_whatever_they_were_taken_as(tmp_path: Path) -> None:
    page = TELEGRAM.replace(
        "SPECIMEN\n", "SPECIMEN\n\nUNCLASSIFIED\n\nPAGE 02  OSLO  00042  121015Z\n"
    )
    (tmp_path / "a.txt").write_text(page, "utf-8")
    done = CliRunner().invoke(main, ["parse", "--explain", str(tmp_path / "a.txt")])
    lines = done.stdout.splitlines()
    column = lines[0].index("text")
    assert {line[column - 1] for line in lines if len(line) > column and "!!" not in line} == {" "}
