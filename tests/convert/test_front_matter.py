"""What front matter may be, and how each mistake is told: line, what is wrong, what to do."""

from __future__ import annotations

import pytest
import yaml
from hostile_cables import SEED

from sitegen.convert import from_markdown, to_markdown
from sitegen.records import Diagnostic

GOOD = """\
---
identifier: "09X1"
date: 2009-02-24T08:27:00Z
origin: {code: X, name: Embassy X}
tags: [PGOV, NO]
to:
- {name: A}
- {name: B}
---

text
"""


def mistake(text: str) -> Diagnostic:
    parsed = from_markdown(text, "a.md")
    assert parsed.cable is None
    (diagnostic,) = parsed.diagnostics
    assert diagnostic.code == "bad-front-matter"
    assert diagnostic.hint
    return diagnostic


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("---\nid", "id", 1, "no front matter"),
        ("\n---\n\n", "\n\n", 1, "does not end"),
        ('identifier: "09X1"\n', "", 2, "`identifier` is missing"),
        ("date: 2009-02-24T08:27:00Z\n", "", 2, "`date` is missing"),
        ("name: Embassy X", "country: X", 4, "`origin.name` is missing"),
        ("2009-02-24T08:27:00Z", "24 Feb 2009", 3, "`date`"),
        ("[PGOV, NO]", "PGOV", 5, "`tags`: expected a list such as [A, B], found text"),
        ("{name: B}", "{name: B, number: 507}", 8, "`to[1].number`"),
        ("tags: [", "\ttags: [", 5, "a tab"),
        ("tags: [", "date: x\ntags: [", 5, "`date` is there twice"),
        ("{name: B}", "{name: B, name: C}", 8, "`name` is there twice"),
        ("tags: [PGOV", "tags: [&a PGOV", 5, "anchor"),
        ("tags: [PGOV", "tags: [*a", 5, "alias"),
        ("tags: [PGOV", "tags: [!!python/object:os.system PGOV", 5, "a tag"),
        ("tags: [PGOV, NO]", "...\n--- !x\na: b", 6, "second document"),
        ("tags: [PGOV, NO]", "tags: [PGOV", 6, ""),
        ("tags: [PGOV, NO]", "tags: \x07", 5, "character"),
        (
            "tags: [PGOV, NO]",
            "tags: " + "[" * 1000 + "]" * 1000,
            5,
            "levels|nesting depth",
        ),  # ours, or libyaml's own since 0.2.6
    ],
)
def test_mistakes(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    found = mistake(GOOD.replace(old, new, 1))
    assert any(each in found.message for each in words.split("|"))
    assert found.line == line


def test_what_to_do_is_said() -> None:
    assert mistake(GOOD.replace("{name: B}", "{name: 1}")).hint == "put it in quotes"
    bad = mistake(GOOD.replace("T08:27:00Z", " about noon"))
    assert bad.message.endswith("`date`: it is not a date sitegen can read)")
    assert bad.hint == "write it like 2009-02-24T08:27:00Z"


def test_a_plain_date_is_its_midnight() -> None:
    cable = from_markdown(GOOD.replace("T08:27:00Z", ""), "a.md").cable
    assert cable is not None
    assert cable.date.isoformat() == "2009-02-24T00:00:00+00:00"
    assert "`date`" in mistake(GOOD.replace("24T08:27:00Z", "31")).message


def test_only_plain_values_come_in() -> None:
    more = "a: 2009-02-24\nb: NO\nc: 12:30:45\nd: 1.10\ne: 0507\nf: 7\ng: true\nh: ~\ni: {j: [1, x]}\ntags"
    cable = from_markdown(GOOD.replace("tags", more, 1), "a.md").cable
    assert cable is not None
    assert cable.tags == ("PGOV", "NO")
    assert cable.extra == {
        "a": "2009-02-24",
        "b": "NO",
        "c": "12:30:45",
        "d": "1.10",
        "e": "0507",
        "f": 7,
        "g": True,
        "h": None,
        "i": {"j": [1, "x"]},
    }


def test_other_readers_see_the_same_strings() -> None:
    """YAML 1.1 as PyYAML reads it: no number, date or boolean where a text is meant."""
    head = to_markdown(SEED).split("---\n")[1]
    data = yaml.safe_load(head)
    assert data["to"] == [{"name": "SECSTATE WASHDC", "routing": "RUEHC", "number": "0507"}]
    assert data["identifier"] == data["slug"] == "09TASHKENT208"
    assert data["tags"] == list(SEED.tags)
    assert data["sections"] == {"number": 1, "total": 3}


def test_keys_stand_in_their_order() -> None:
    head = to_markdown(SEED).split("---\n")[1]
    keys = list(yaml.safe_load(head))
    assert keys[:8] == [
        "title", "date", "slug", "description", "tags", "identifier", "subject", "origin",
    ]  # fmt: skip
    assert "references" not in keys
    assert "partial" not in keys
