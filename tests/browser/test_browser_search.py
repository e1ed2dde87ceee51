"""Searching the demo, held against a scan of the cables' own pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import html5lib
import pytest
import Stemmer
from demo_site import Cable, ServeFolder, Temporary, Traffic, cables, demo, is_way_on, see_all_hits
from playwright.sync_api import Browser, Dialog, Page, expect

from sitegen.build import build
from sitegen.config import open_project

LIMIT = 100_000  # bytes of any file a query may need
STEMS = Stemmer.Stemmer("english")

pytestmark = pytest.mark.usefixtures("serve_folder")  # set up before the page, so outlives it


@pytest.fixture(scope="session")
def site(tmp_path_factory: Temporary) -> Path:
    return demo(tmp_path_factory)


@pytest.fixture(params=["/", "/archive/"])
def address(request: pytest.FixtureRequest, site: Path, serve_folder: ServeFolder) -> str:
    """The search page, at the root of a host and below a path."""
    return serve_folder(site, base=request.param) + "search/"


@pytest.fixture
def search(page: Page, site: Path, serve_folder: ServeFolder) -> Page:
    """The empty search page, its filters ready."""
    page.goto(serve_folder(site, base="/archive/") + "search/")
    ready(page)
    return page


def ready(page: Page) -> None:
    expect(page.locator("#class option").nth(1)).to_be_attached()


def ask(page: Page, words: str) -> None:
    page.locator("#q").fill(words)
    page.locator("#q").press("Enter")


def settled(page: Page) -> int:
    """Wait for the answer; how many cables it says it has."""
    expect(page.locator("#status")).to_have_text(re.compile(r"^\d+ (of \d+ )?cables?$"))
    return int((page.locator("#status").text_content() or "").split()[0])


def found(page: Page) -> list[str]:
    """The identifiers of all hits, in their order."""
    total = settled(page)
    hits = page.locator("#hits > li")
    while hits.count() < total:
        shown = hits.count()
        page.locator("#more").click()
        expect(hits.nth(shown)).to_be_attached()
    return page.locator("#hits .id").all_text_contents()


# -- the scan --------------------------------------------------------------------------------------


def fold(text: str) -> list[str]:
    """Words as a reader thinks of them: no case, no accents, no apostrophes, no leading zeros."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    words = re.findall(r"[^\W_]+", re.sub(r"['’`]s\b|['’`]", "", bare.lower()))
    return [
        word.lstrip("0") or "0" if word[0] == "0" and word.isdigit() else word for word in words
    ]


def facts(site: Path, identifier: str) -> Iterator[str]:
    """What the page of a cable says of it beside the text, where search is to find it."""
    named = site.glob(f"cable/*/*/{identifier}.html")
    page = next(path for path in named if not is_way_on(path))
    tree = html5lib.parse(page.read_text("utf-8"), namespaceHTMLElements=False)
    listed = tree.findall(".//details[@class='facts key']/dl/*")
    entries = {"".join(dt.itertext()): dd for dt, dd in zip(listed[::2], listed[1::2], strict=True)}
    pieces = entries["Classification"].findall("span[1]") if "Classification" in entries else []
    pieces += tree.findall(".//p[@class='signature']")
    pieces += [dd for name, dd in entries.items() if name == "From"]
    pieces += entries["Tags"].findall("ul/li") if "Tags" in entries else []
    pieces += entries["Captions"].findall("ul/li/span[1]") if "Captions" in entries else []
    yield from ("".join(piece.itertext()) for piece in pieces)
    dateline = "".join(tree.findall(".//p[@class='dateline']")[0].itertext())
    yield from dateline.split("\n")[0].split(", ")
    if parts := re.fullmatch(r"(\d\d)([A-Z]+)(\d+)", identifier):  # a document of a volume has none
        yield from (" ".join(parts.groups()), parts[2] + parts[3])


def with_facts(site: Path, cable: Cable) -> Cable:
    return cable._replace(paragraphs=(*cable.paragraphs, *facts(site, cable.identifier)))


def spaces(cable: Cable) -> list[list[str]]:
    """What of a cable can be found, in pieces that no phrase spans."""
    return [fold(text) for text in (cable.identifier, cable.title, *cable.paragraphs)]


def has(test: Callable[[str], bool]) -> Callable[[Cable], bool]:
    return lambda cable: any(test(word) for words in spaces(cable) for word in words)


def form_of(word: str) -> Callable[[Cable], bool]:
    return has(lambda other: STEMS.stemWord(other) == STEMS.stemWord(word))


def phrase(text: str) -> Callable[[Cable], bool]:
    wanted = fold(text)
    return lambda cable: any(
        words[at : at + len(wanted)] == wanted
        for words in spaces(cable)
        for at in range(len(words))
    )


QUERIES: list[tuple[str, Callable[[Cable], bool]]] = [
    ("harbor", form_of("harbor")),
    ("OPENED", form_of("open")),
    ("=opened", has(lambda word: word == "opened")),
    ("footb*", has(lambda word: word.startswith("footb"))),
    ("comm*", has(lambda word: word.startswith("comm"))),
    ("embassy football", lambda cable: form_of("embassy")(cable) and form_of("football")(cable)),
    ('"trade fair"', phrase("trade fair")),
    ('"the embassy" match', lambda cable: phrase("the embassy")(cable) and form_of("match")(cable)),
    ("long-term", phrase("long term")),
    ("montévideo", form_of("montevideo")),
    ("1540", form_of("1540")),
    ("09tashkent208", has(lambda word: word == "09tashkent208")),
    ("specimen", form_of("specimen")),
    ("Reykjavik", form_of("reykjavik")),
    ("port au prince", lambda c: all(form_of(word)(c) for word in ("port", "au", "prince"))),
    ("uruguay", form_of("uruguay")),
    ("SCUL", form_of("scul")),
    ("SIPDIS", form_of("sipdis")),
    ('"cultural affairs"', phrase("cultural affairs")),
    ("harbor -crane", lambda c: form_of("harbor")(c) and not form_of("crane")(c)),
    ("crane OR sardine", lambda c: form_of("crane")(c) or form_of("sardine")(c)),
    ("NOT crane", lambda c: not form_of("crane")(c)),
    ("tag:SCUL", lambda c: "SCUL" in c.tags),
    ('harbor post:"Embassy Reykjavik"', lambda c: form_of("harbor")(c) and "Reyk" in c.post),
    ("-tag:scul harbors", lambda c: form_of("harbor")(c) and "SCUL" not in c.tags),
]


@pytest.mark.parametrize(("query", "wanted"), QUERIES, ids=[query for query, _ in QUERIES])
def test_a_query_finds_what_a_scan_finds(
    search: Page, site: Path, query: str, wanted: Callable[[Cable], bool]
) -> None:
    scanned = {c.identifier for c in cables(site) if wanted(with_facts(site, c))}
    ask(search, query)
    got = found(search)
    assert len(got) == len(set(got))
    assert set(got) == scanned
    assert got, "a query without hits would show little"


@pytest.mark.parametrize(
    "query",
    ["TASHKENT 208", "09 TASHKENT 208", "09TASHKENT208", "tashkent 0208", "2009 Tashkent 208"],
)
def test_an_identifier_in_any_form_comes_first(search: Page, query: str) -> None:
    ask(search, query)
    assert found(search)[0] == "09TASHKENT208"


def test_a_signature_and_a_title_are_found_first(search: Page) -> None:
    ask(search, "van steenberg")
    assert settled(search)
    ask(search, "harbor crane")
    expect(search).to_have_url(re.compile("crane"))
    titles = (
        "Harbor Crane No. 4",
        "Gulls on Harbor Crane",
        "International Conference on the Standard",
    )
    settled(search)
    hits = search.locator("#hits .row-title").all_text_contents()
    assert hits[0] == "Harbor Crane No. 4"
    for hit in hits[:5]:
        assert hit.startswith(titles), "those with all words in the subject before all others"


def test_invented_cables_say_so(search: Page) -> None:
    ask(search, "harbor")
    settled(search)
    expect(search.locator("#hits li .specimen").first).to_have_text("Specimen")


def test_what_a_query_was_taken_to_mean_is_said(search: Page) -> None:
    hints = search.locator("#hints")
    ask(search, "crane OR sardine -harbor")
    expect(hints).to_have_text("Cables with “crane” or “sardine”, without “harbor”.")
    ask(search, "harbors")
    expect(hints).to_contain_text("Showing “harbor”")
    ask(search, "tag:nothing")
    expect(hints).to_contain_text("No tag here is called “nothing”.")
    ask(search, "title:crane")
    expect(hints).to_contain_text("“title:” is no filter")
    ask(search, "zzzz")
    expect(hints.get_by_role("link", name="post")).to_be_visible()
    expect(search.locator("#tips")).to_be_visible()


def test_what_fits_no_filter_is_said_beside_it(search: Page) -> None:
    def fill(box: str, text: str) -> None:
        search.locator(f"#{box}").fill(text)
        search.locator(f"#{box}").press("Enter")

    fill("post", "Atlantis")
    expect(search.locator("#post-note")).to_have_text("No post here is called “Atlantis”.")
    fill("post", "embassy")
    expect(search.locator("#post-note")).to_contain_text("“embassy” could be")
    fill("post", "reyk")
    expect(search.get_by_role("button", name="Remove filter: Post")).to_be_visible()
    expect(search.locator("#post-note")).to_be_empty()
    fill("tag", "Cultural")
    expect(search.locator("#tag-note")).to_contain_text("Cultural Affairs (SCUL)")
    fill("tag", "cultural affairs")
    expect(search.get_by_role("button", name="Remove filter: Tag")).to_contain_text("SCUL")
    for typed in ("abc", "20"):
        fill("from", typed)
        expect(search.locator("#from-note")).to_contain_text(f"“{typed}” is not a year")
    fill("from", "2010")
    expect(search.locator("#from-note")).to_be_empty()
    fill("to", "1990")
    expect(search.locator("#to-note")).to_contain_text("No year is both from 2010")


def test_excerpts_have_no_table_in_them_without_need(search: Page) -> None:
    ask(search, "embassy")
    settled(search)
    expect(search.locator("#hits .excerpt mark").first).to_be_visible()
    see_all_hits(search)
    assert not any("---" in text for text in search.locator("#hits .excerpt").all_text_contents())


# -- the page --------------------------------------------------------------------------------------


def test_before_a_search_there_is_help(search: Page) -> None:
    expect(search.locator("#tips")).to_be_visible()
    expect(search.locator("#hits > li")).to_have_count(0)
    expect(search.locator("#status")).to_be_empty()
    ask(search, "melon")
    expect(search.locator("#tips")).to_be_hidden()
    ask(search, "   ")
    expect(search.locator("#tips")).to_be_visible()


def test_nothing_found_is_said_with_what_to_try(search: Page, site: Path) -> None:
    ask(search, "footbal matsh")
    assert settled(search) == 0
    expect(search.locator("#status")).to_have_text(f"0 of {len(cables(site))} cables")
    expect(search.locator("#hints")).to_contain_text("No cable has “matsh”")
    search.locator("#hints a").first.click()
    expect(search.locator("#q")).not_to_have_value("footbal matsh")
    ask(search, "melon sardine submarine")
    assert settled(search) == 0
    expect(search.locator("#hints")).not_to_be_empty()


def test_excerpts_mark_the_words(search: Page) -> None:
    ask(search, "harbor crane")
    assert settled(search) > 0
    for hit in search.locator("#hits > li").all():
        hit.scroll_into_view_if_needed()  # excerpts come as they are seen
        expect(hit.locator(".excerpt mark").first).to_be_visible()
        marked = {
            STEMS.stemWord(word)
            for m in hit.locator("mark").all_text_contents()
            for word in fold(m)
        }
        assert marked <= {"harbor", "crane"}


def test_filters_narrow_to_what_they_say(search: Page, site: Path) -> None:
    def expected(*tests: Callable[[Cable], bool]) -> set[str]:
        return {c.identifier for c in cables(site) if all(test(c) for test in tests)}

    def reykjavik(cable: Cable) -> bool:
        return cable.post == "Embassy Reykjavik"

    def recent(cable: Cable) -> bool:
        return cable.date >= "2008"

    search.locator("#post").fill("Embassy Reykjavik")
    search.locator("#post").press("Enter")
    expect(search.get_by_role("button", name="Remove filter: Post")).to_be_visible()
    assert set(found(search)) == expected(reykjavik), "filters need no words"
    search.locator("#from").fill("2008")
    search.locator("#from").press("Enter")
    expect(search.get_by_role("button", name="Remove filter: From")).to_be_visible()
    assert set(found(search)) == expected(reykjavik, recent)
    search.locator("#class").select_option("CONFIDENTIAL")
    expect(search.get_by_role("button", name="Remove filter: Classification")).to_be_visible()
    secret = expected(reykjavik, recent, lambda c: c.classification == "CONFIDENTIAL")
    assert set(found(search)) == secret
    search.get_by_role("button", name="Remove filter: Post").click()
    expect(search.locator("#active li")).to_have_count(2)
    assert set(found(search)) == expected(recent, lambda c: c.classification == "CONFIDENTIAL")


@pytest.mark.parametrize("tags", [["SCUL"], ["SCUL", "IC"], ["PREL", "KNNP"]])
def test_tags_are_all_wanted(search: Page, site: Path, tags: list[str]) -> None:
    search.goto(search.url + "?" + urlencode([("tag", tag) for tag in tags]))
    wanted = {cable.identifier for cable in cables(site) if set(tags) <= cable.tags}
    assert set(found(search)) == wanted


@pytest.mark.parametrize(
    ("first", "last"), [("1985", "1985"), ("", "1975"), ("2010", ""), ("1987", "1994")]
)
def test_years_are_inclusive(search: Page, site: Path, first: str, last: str) -> None:
    search.goto(f"{search.url}?from={first}&to={last}")
    wanted = {c.identifier for c in cables(site) if (first or "0") <= c.date[:4] <= (last or "9")}
    assert set(found(search)) == wanted


def test_order(search: Page, site: Path) -> None:
    ask(search, "harbor")
    best = found(search)
    dates = {cable.identifier: (cable.date, cable.identifier) for cable in cables(site)}
    search.locator("#sort").select_option("old")
    expect(search).to_have_url(re.compile("sort=old"))
    expect(search.locator("#hits .id").first).to_have_text(min(best, key=dates.__getitem__))
    oldest = found(search)
    days = [dates[identifier][0] for identifier in oldest]
    assert days == sorted(days)
    search.locator("#sort").select_option("new")
    expect(search.locator("#hits .id").first).to_have_text(oldest[-1])
    assert found(search) == oldest[::-1]
    assert best != oldest, "the best first is an order of its own here"
    titles = {cable.identifier: cable.title for cable in cables(site)}
    assert "harbor" in titles[best[0]].lower(), "a subject counts for more"


def test_an_address_is_a_search_and_can_be_shared(
    page: Page, address: str, browser: Browser
) -> None:
    page.goto(address)
    ready(page)
    ask(page, '"the embassy" match*')
    assert settled(page)
    page.locator("#sort").select_option("new")
    expect(page).to_have_url(re.compile("sort=new"))
    here = found(page)
    other = browser.new_context()
    elsewhere = other.new_page()
    elsewhere.goto(page.url)
    assert found(elsewhere) == here
    expect(elsewhere.locator("#q")).to_have_value('"the embassy" match*')
    expect(elsewhere.locator("#sort")).to_have_value("new")
    other.close()


def test_a_hit_opens_and_back_comes_back(page: Page, address: str) -> None:
    page.goto(address + "?q=melon")
    here = found(page)
    page.locator("#hits a").first.click()
    expect(page.locator("article.cable .id").first).to_have_text(here[0])
    assert page.url.startswith(address.removesuffix("search/") + "cable/")
    page.go_back()
    assert found(page) == here
    expect(page.locator("#q")).to_have_value("melon")
    ask(page, "football")
    expect(page).to_have_url(address + "?q=football")
    page.go_back()
    expect(page.locator("#q")).to_have_value("melon")
    assert found(page) == here


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "%",
    "%zz %00 %e0%a4",
    "\\ ^ $ ( [a-z]* )+ ?",
    "javascript:alert(1)",
    "'; DROP TABLE cable; --",
    "word " * 400,
    "x" * 3000,
    "\u202egnihtemos \u0000 \U0001f600 ＡＢＣ",
    "__proto__ constructor toString",
    '"""" ** == "',
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_text(search: Page, text: str) -> None:
    dialogs: list[str] = []

    def note(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    search.on("dialog", note)
    search.goto(
        search.url + "?q=" + quote(text) + "&post=" + quote(text) + "&from=" + quote(text[:50])
    )
    expect(search.locator("#status")).not_to_have_text("Searching…")
    ask(search, text)
    expect(search.locator("#status")).to_have_text(re.compile(r"^$|cables?$"))
    assert not dialogs
    assert search.locator("main img, main script, main iframe").count() == 0
    width = search.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0, "a long word does not push the page wide"


def test_what_a_query_fetches_is_small_and_no_list_of_everything(
    page: Page, site: Path, address: str
) -> None:
    traffic = Traffic(page)
    page.goto(address + "?" + urlencode({"q": '"trade fair" comm*', "sort": "new"}))
    settled(page)
    for query in ("harbor", "embassy", "melon"):
        ask(page, query)
        expect(page).to_have_url(re.compile(f"q={query}"))
        settled(page)
        expect(page.locator("#hits mark").first).to_be_visible()
    sizes = traffic.sizes()
    assert len(sizes) > 8
    assert {path: size for path, size in sizes.items() if size > LIMIT} == {}
    root = address.removesuffix("search/").split("/", 3)[3]
    everything = len(cables(site))
    for path in sizes:
        body = site / path.removeprefix(f"/{root}")
        if body.is_file() and not path.endswith(".js"):
            named = sum(c.identifier.encode() in body.read_bytes() for c in cables(site))
            assert named < everything / 2, f"{path} lists {named} cables"


def test_a_page_left_open_finds_in_the_site_published_since(
    browser: Browser, serve_folder: ServeFolder, tmp_path: Path
) -> None:
    """An edit gives the index other files; who has the search open must not be told of an error."""
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    cable = root / "content" / "a.txt"
    text = (
        "R 121015Z MAR 08\nFM AMEMBASSY OSLO\nTO SECSTATE WASHDC\nUNCLAS OSLO 000042\n\n"
        "SUBJECT: TRAMS\n\n1. The tram was painted.\n"
    )
    cable.write_text(text)
    build(open_project(root))
    page = browser.new_page()
    page.goto(f"{serve_folder(root / 'output')}search/?q=painted")
    expect(page.locator("#status")).to_have_text("1 cable")
    cable.write_text(text.replace("painted", "repainted and flooded"))
    build(open_project(root))
    page.locator("#q").fill("flooded")
    page.locator("#q").press("Enter")
    expect(page.locator("#status")).to_have_text("1 cable")
    page.close()
