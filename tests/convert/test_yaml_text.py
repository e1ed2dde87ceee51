"""Values are written as the C emitter of PyYAML writes them, and read back as they were."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import records as r
from sitegen.convert.front_matter import parse
from sitegen.convert.yaml_text import emitted, entry

TEXTS = st.one_of(
    st.text(max_size=12),
    st.text(st.sampled_from("abNO0 :#,?[]{}'\"\\-&*!|>%@`=~.\té\xa0\ufeff\n"), max_size=12),
    st.sampled_from(("no", "Yes", "null", "~", "1540", "1.10", "a" * 200, "é" * 200, "---", "...")),
)
PLAIN = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(-(10**9), 10**9))
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=400)
@given(TEXTS, VALUES)
def test_any_value_is_as_the_emitter_writes_it(key: str, value: object) -> None:
    assert entry(key, value) == emitted(key, value)


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_any_line_is_read_back(text: str) -> None:
    assert parse(entry("a", text) + entry("b", [text, "c d"]) + entry("c", {"d": text}))[0] == {
        "a": text,
        "b": [text, "c d"],
        "c": {"d": text},
    }


@pytest.mark.parametrize(
    ("value", "line"),
    [
        pytest.param("Two words: not here", "k: 'Two words: not here'\n", id="colon-and-blank"),
        pytest.param("A:B, {c} [d]?", "k: A:B, {c} [d]?\n", id="signs-that-do-nothing-in-a-line"),
        pytest.param(["A:B", "c"], "k: ['A:B', c]\n", id="colon-in-brackets"),
        pytest.param("a # b", "k: 'a # b'\n", id="a-comment"),
        pytest.param("a ", "k: 'a '\n", id="blank-at-the-end"),
        pytest.param("0507", 'k: "0507"\n', id="a-number-in-quotes"),
        pytest.param("NO", 'k: "NO"\n', id="a-country-that-is-a-word"),
        pytest.param('say "no"', "k: say \"no\"\n", id="quotes-within"),
        pytest.param('"no"', 'k: "\\"no\\""\n', id="quotes-around"),
        pytest.param("", 'k: ""\n', id="nothing"),
        pytest.param("Zürich", "k: Zürich\n", id="letters-beyond-ascii"),
        pytest.param([], "k: []\n", id="an-empty-list"),
        pytest.param({}, "k: {}\n", id="an-empty-mapping"),
        pytest.param(["a b", "c"], "k:\n- a b\n- c\n", id="a-list-of-lines"),
        pytest.param(
            (r.Addressee("A, B", "RUEHC", None, "0507"),),
            "k:\n- {name: 'A, B', routing: RUEHC, number: \"0507\"}\n",
            id="records-without-what-is-absent",
        ),
        pytest.param("RR X\n\n  ---\nBT", "k: |-\n  RR X\n\n    ---\n  BT\n", id="lines"),
        pytest.param("  RR X\nBT", "k: |2-\n    RR X\n  BT\n", id="lines-that-begin-with-blanks"),
        pytest.param("RR X \nBT", 'k: "RR X \\nBT"\n', id="a-blank-at-a-line-end"),
        pytest.param({"a": "b\nc"}, 'k: {a: "b\\nc"}\n', id="lines-in-brackets"),
        pytest.param(datetime(2009, 2, 24, 8, 27, tzinfo=UTC), "k: 2009-02-24T08:27:00Z\n", id="a-date"),
    ],
)  # fmt: skip
def test_forms(value: object, line: str) -> None:
    assert entry("k", value) == line == emitted("k", value)
