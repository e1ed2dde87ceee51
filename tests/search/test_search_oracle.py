"""The site's reader of the index finds, counts and orders what a scan does: every operator, filter and sort."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import Stemmer
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from search_site import TEMPLATES, ServeFolder, index_of, write_site
from test_search_index import ENTRIES, small_files, spaces

from sitegen.search import Entry
from sitegen.search.postings import facets

__all__ = ["small_files"]

STEM = Stemmer.Stemmer("english").stemWord
ONE, MANY = ("post", "country", "class", "era"), ("tag", "caption")
ERAS = {
    "to-1973": ("0001-01-01", "1973-03-01"),
    "1973-1978": ("1973-03-01", "1978-12-01"),
    "1978-1982": ("1978-12-01", "1982-08-01"),
    "1982-1995": ("1982-08-01", "1995-10-14"),
    "1995-2010": ("1995-10-14", "2010-06-27"),
    "from-2010": ("2010-06-27", "9999-12-31"),
}
Test = Callable[[Entry], bool]
Clause = tuple[str, Test]  # as it is typed, and whether a cable has it
State = dict[str, Any]


# -- the scan --------------------------------------------------------------------------------------


def values(cable: Entry, kind: str) -> set[str]:
    if kind == "era":
        return {era for era, (low, high) in ERAS.items() if low <= cable.date[:10] < high}
    return {term.partition(":")[2] for term in facets(cable) if term.partition(":")[0] == kind}


def has(cable: Entry, wanted: Callable[[str], bool]) -> bool:
    return any(wanted(word) for space in spaces(cable) for word in space)


def phrase_at(space: Sequence[str], phrase: Sequence[str]) -> list[int]:
    size = len(phrase)
    return [at for at in range(len(space)) if list(space[at : at + size]) == list(phrase)]


def numbered(cable: Entry) -> list[tuple[int, str]]:
    """All words with their positions, as docs/search-index.md numbers them."""
    heading = spaces(cable)[:2]
    bodies = spaces(cable)[2 : 2 + len(cable.paragraphs)]
    facts = spaces(cable)[2 + len(cable.paragraphs) :]
    found, start = [], 0
    for block, least in ((heading, 64), (facts, 0), *(([one], 0) for one in bodies)):
        at = start
        for space in block:
            found += list(enumerate(space, at))
            at += len(space) + 1
        start += max((at - start + 31) // 32 * 32, least)
    return found


def near(cable: Entry, a: str, b: str, gap: int) -> bool:
    """Whether two words are so near; the end of a paragraph counts as some words."""
    words = numbered(cable)
    left = [at for at, word in words if STEM(word) == STEM(a)]
    right = [at for at, word in words if STEM(word) == STEM(b)]
    return any(1 <= abs(x - y) <= gap for x in left for y in right)


def clauses(known: Sequence[str]) -> st.SearchStrategy[Clause]:
    """What can be typed of words that some cable has; a word that none has; filters."""
    word = st.sampled_from(known)
    number = st.integers(1, 4)
    return st.one_of(
        word.map(lambda w: (w, lambda c: has(c, lambda other: STEM(other) == STEM(w)))),
        word.map(lambda w: (f"={w}", lambda c: has(c, lambda other: other == w))),
        word.map(lambda w: (f"{w[:2]}*", lambda c: has(c, lambda other: other.startswith(w[:2])))),
        st.lists(word, min_size=2, max_size=3).map(
            lambda ws: (
                '"' + " ".join(ws) + '"',
                lambda c: any(phrase_at(space, ws) for space in spaces(c)),
            )
        ),
        st.tuples(word, word, number).map(
            lambda t: (f"{t[0]} NEAR/{t[2]} {t[1]}", lambda c: near(c, *t))
        ),
        st.sampled_from(["PGOV", "PREL"]).map(
            lambda tag: (f"tag:{tag}", lambda c: tag in values(c, "tag"))
        ),
        st.sampled_from(["Paris", "TASHKENT"]).map(
            lambda post: (f"post:{post}", lambda c: post.upper() in values(c, "post"))
        ),
        st.sampled_from(["2001", "2009-06", "1985-03-03"]).flatmap(
            lambda day: st.sampled_from(
                [
                    (f"before:{day}", lambda c: c.date < day),
                    (f"after:{day}", lambda c: c.date[: len(day)] > day),
                ]
            )
        ),
        st.sampled_from(list(ERAS)).map(lambda e: (f"era:{e}", lambda c: e in values(c, "era"))),
    )


Group = tuple[bool, list[Clause]]  # whether not, clauses of which any will do


def groups(known: Sequence[str]) -> st.SearchStrategy[list[Group]]:
    wanted = st.lists(clauses(known), min_size=1, max_size=2).map(lambda some: (False, some))
    unwanted = clauses(known).map(lambda one: (True, [one]))
    return st.lists(st.one_of(wanted, wanted, unwanted), max_size=4)


def typed(query: list[Group]) -> str:
    return " ".join(
        ("NOT " if is_not else "") + " OR ".join(text for text, _ in some) for is_not, some in query
    )


def found(
    entries: list[Entry], query: list[Group], state: State, besides: str = ""
) -> list[tuple[int, Entry]]:
    """The cables that a search finds, with their numbers; without the filters of a kind."""
    filters = {kind: state[kind] for kind in (*ONE, *MANY) if kind != besides}
    return [
        (number, cable)
        for number, cable in enumerate(entries)
        if all(is_not != any(test(cable) for _, test in some) for is_not, some in query)
        and all(
            not chosen
            or (
                set(chosen) & values(cable, kind)
                if kind in ONE
                else set(chosen) <= values(cable, kind)
            )
            for kind, chosen in filters.items()
        )
        and (not state["from"] or cable.date[: len(state["from"])] >= state["from"])
        and (not state["to"] or cable.date[: len(state["to"])] <= state["to"])
    ]


def counts(entries: list[Entry], query: list[Group], state: State, kind: str) -> dict[str, int]:
    hits = found(entries, query, state, kind if kind in ONE else "")
    return dict(Counter(value for _, cable in hits for value in values(cable, kind)))


def states() -> st.SearchStrategy[State]:
    def some(*of: str) -> st.SearchStrategy[list[str]]:
        return st.one_of(st.just([]), st.lists(st.sampled_from(of), max_size=2, unique=True))

    return st.fixed_dictionaries(
        {
            "post": some("PARIS", "TASHKENT", "NOWHERE"),
            "country": some("France", "Uzbekistan"),
            "class": some("UNCLASSIFIED", "CONFIDENTIAL"),
            "era": some("to-1973", "1995-2010"),
            "tag": some("PGOV", "UZ"),
            "caption": some("SIPDIS", "NOFORN"),
            "from": st.sampled_from(["", "", "1985", "2009-06"]),
            "to": st.sampled_from(["", "", "2001", "2010-05"]),
            "sort": st.sampled_from(["", "new", "old"]),
        }
    )


# -- the readers -----------------------------------------------------------------------------------

Ask = Callable[[Path, State], Any]


@pytest.fixture(scope="module")
def ask_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """The reader in Node, one process for all questions."""
    if not (node := shutil.which("node")):
        pytest.skip("there is no Node")
    folder = tmp_path_factory.mktemp("node")
    shutil.copytree(TEMPLATES / "static" / "search", folder / "search")
    (folder / "package.json").write_text('{"type": "module"}')
    command = [node, str(Path(__file__).with_name("reader.mjs")), str(folder / "search")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def ask(folder: Path, state: State) -> Any:
            question = {"folder": str(folder), "state": state, "kinds": [*ONE, *MANY]}
            stdin.write(json.dumps(question) + "\n")
            stdin.flush()
            return json.loads(stdout.readline())

        yield ask
        stdin.close()


def compare(answer: Any, entries: list[Entry], query: list[Group], state: State) -> None:
    wanted = [number for number, _ in found(entries, query, state)]
    assert sorted(answer["documents"]) == wanted
    if state["sort"] == "old":
        assert answer["documents"] == wanted
    if state["sort"] == "new" or not (state["sort"] or query):
        assert answer["documents"] == wanted[::-1]
    for kind in (*ONE, *MANY):
        assert answer["counts"][kind] == counts(entries, query, state, kind)
    dates = [entries[number].date for number in wanted]
    for period, count in answer["bars"]:
        assert count == sum(day.startswith(period) for day in dates)
    assert sum(count for _, count in answer["bars"]) == len(wanted)


def check(ask: Ask, entries: list[Entry], data: st.DataObject) -> None:
    known = sorted({word for cable in entries for space in spaces(cable) for word in space})
    known = [word for word in known if not word.isascii() or word.isalpha()]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in index_of(entries).items():
            target = folder / "search" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        for _ in range(8):
            query = data.draw(groups(known or ["border"])) if known else []
            state = data.draw(states()) | {"q": typed(query)}
            compare(ask(folder, state), entries, query, state)


FULL = ENTRIES.filter(bool)


def test_the_reader_is_a_scan(ask_node: Ask) -> None:
    @settings(max_examples=20, deadline=None)
    @given(FULL, st.data())
    def inner(entries: list[Entry], data: st.DataObject) -> None:
        check(ask_node, entries, data)

    inner()


def test_the_reader_is_a_scan_of_many_files(ask_node: Ask, small_files: None) -> None:
    @settings(max_examples=20, deadline=None)
    @given(FULL, st.data())
    def inner(entries: list[Entry], data: st.DataObject) -> None:
        check(ask_node, entries, data)

    inner()


ASK = """async ({ state, kinds }) => {
  const script = (name) => import(new URL(`../static/search/${name}.js`, location.href));
  const [{ countsOf, search }, { Store }, { bars }] = await Promise.all(["engine", "store", "chart"].map(script));
  const store = await Store.open();
  const found = await search(store, state);
  const counts = {};
  for (const kind of kinds) counts[kind] = Object.fromEntries(await countsOf(store, state, kind, found));
  return { documents: [...found.documents], counts, bars: bars(store, found.hits, state) };
}"""


def test_the_reader_is_a_scan_in_a_browser(
    page: Page, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    write_site(tmp_path, [])
    page.goto(serve_folder(tmp_path) + "search/")
    expect(page.locator("#tips")).to_be_visible()

    def ask(folder: Path, state: State) -> Any:
        shutil.copytree(folder / "search", tmp_path / "search", dirs_exist_ok=True)
        return page.evaluate(ASK, {"state": state, "kinds": [*ONE, *MANY]})

    @settings(max_examples=8, deadline=None)
    @given(FULL, st.data())
    def inner(entries: list[Entry], data: st.DataObject) -> None:
        check(ask, entries, data)

    inner()
