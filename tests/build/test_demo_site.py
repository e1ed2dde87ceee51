"""The demo as a visitor and a sceptic would check it: links, hosts, originals, sums, words."""

from __future__ import annotations

import hashlib
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import msgspec
import pytest
from sites import DEMO, Page, Site, Tree, run, sitegen, tree, visible_text

from sitegen import load
from sitegen.config import Config, Project
from sitegen.records import Diagnostic, Source
from sitegen.work import read_cable

HOST = "https://host.example/"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Tree:
    root = tmp_path_factory.mktemp("demo")
    done = run(
        "build", str(root), "--content", str(DEMO), "--report", str(root / "r.json"), cwd=root
    )
    assert done.returncode == 0, done.stderr
    report = msgspec.json.decode((root / "r.json").read_bytes())
    assert report["records"] == report["cables"] + report["merged"] + report["excluded"]
    assert (report["withheld"], report["excluded"], report["duplicates"]) == (0, 1, 0)
    return tree(root / "output")


@pytest.fixture(scope="module")
def pages(demo: Tree) -> dict[str, Page]:
    return {path: Page(data) for path, data in demo.items() if path.endswith(".html")}


def cable_pages(demo: Tree) -> list[str]:
    """Those of cables; a page where a cable was under another identifier only leads to it."""
    return [
        path
        for path, data in demo.items()
        if re.fullmatch(r"cable/.*\.html", path) and b'http-equiv="refresh"' not in data
    ]


def target(address: str) -> str:
    """The file that answers an address of our host."""
    path = unquote(urlsplit(address).path).removeprefix("/")
    return path + "index.html" if not path or path.endswith("/") else path


def test_every_link_and_fragment_leads_somewhere(demo: Tree, pages: dict[str, Page]) -> None:
    broken = []
    for path, page in pages.items():
        base = HOST if path == "404.html" else HOST + path
        for address in page.values("href", "src", "action"):
            whole = urljoin(base, address)
            if not whole.startswith(HOST):
                continue
            file, fragment = target(whole), unquote(urlsplit(whole).fragment)
            if file not in demo:
                broken.append(f"{path}: {address}")
            elif fragment and file in pages and fragment not in pages[file].ids:
                broken.append(f"{path}: {address} (no such place)")
    assert broken == []


def test_no_page_fetches_from_another_host(pages: dict[str, Page]) -> None:
    """A link to another place is for a hand-written page; nothing is loaded from one anywhere."""
    for path, page in pages.items():
        for one in page.elements:
            for name in ("href", "src", "action", "srcset", "poster", "data"):
                address = one.attributes.get(name, "")
                if one.name == "a" and path.split("/")[0] in ("about", "how-to-read-a-cable"):
                    continue
                if one.attributes.get("rel") == "schema.DCTERMS":  # a name, never fetched
                    continue
                assert not re.match(r"(?i)([a-z][a-z0-9+.-]*:)?//", address), (
                    path,
                    one.name,
                    address,
                )


def test_links_climb_no_higher_than_the_site(pages: dict[str, Page]) -> None:
    """So that the same files work below any path."""
    for path, page in pages.items():
        for address in page.values("href", "src", "action"):
            if path != "404.html" and not urlsplit(address).scheme:
                assert not address.startswith("/"), (path, address)
                joined = posixpath.normpath(
                    posixpath.join(posixpath.dirname(path), urlsplit(address).path)
                )
                assert not joined.startswith(".."), (path, address)


def test_every_page_parses_strictly_and_has_ids_once(demo: Tree) -> None:
    for path, data in demo.items():
        if path.endswith(".html"):
            html5lib.HTMLParser(strict=True).parse(data.decode())
            ids = [one.attributes["id"] for one in Page(data).elements if "id" in one.attributes]
            assert len(ids) == len(set(ids)), path


def sources() -> list[tuple[str, Source]]:
    """The sources of the demo with the identifiers that parsing gives them."""
    found = []
    for file in load.find(DEMO):
        for source in () if load.is_page(file.path) else load.read(DEMO, file.path):
            if isinstance(source, Diagnostic) and source.severity == "note":
                continue  # of a volume
            assert isinstance(source, Source)
            cable = read_cable(source).cable
            assert cable is not None, file.path
            found.append((cable.identifier, source))
    return found


# Of the two that have 06BRUSSELS318, the mission's gets the identifier of its own post.
RENAMED = {"06USEUBRUSSELS318"}


def test_every_cable_has_a_page_its_markdown_and_its_originals(demo: Tree) -> None:
    pages = {path.rpartition("/")[2].removesuffix(".html"): path for path in cable_pages(demo)}
    known = sources()
    assert pages.keys() == {name for name, _ in known} | RENAMED
    shown = []
    for name, path in pages.items():
        stem = path.removesuffix(".html")
        for place in ("", *(f".{number}" for number in range(2, 9))):
            if original := demo.get(f"{stem}{place}.txt"):
                shown.append(original)
                assert f"sha256:{hashlib.sha256(original).hexdigest()}" in demo[path].decode()
        assert demo[stem + ".md"].startswith(b"---\n")
        assert name in Page(demo[path]).text
    assert sorted(shown) == sorted(source.raw for _, source in known), "byte for byte"


def test_cables_of_several_records(demo: Tree, pages: dict[str, Page]) -> None:
    """Sections and a second transmission stand on one page, which says so; old addresses lead on."""
    sections = pages["cable/2008/10/08SUVA412.html"].text
    assert "Put together from 3 records" in sections
    assert "where every book in the service was on the day it left." in " ".join(sections.split())
    twin = pages["cable/2007/10/07HELSINKI588.html"].text
    assert "Put together from 2 records" in twin
    assert "07EFTOHELSINKI588" in twin
    assert "VZCZCXRO1201" in twin
    moved = pages["cable/2007/10/07EFTOHELSINKI588.html"]
    assert "07HELSINKI588.html" in moved.values("href")
    assert "0; url=07HELSINKI588.html" in moved.values("content")


def test_originals_are_the_files_themselves(demo: Tree) -> None:
    """Said again without our own reader: the bytes of a file, or a part of one that holds many."""
    files = [path.read_bytes() for path in DEMO.rglob("*") if path.is_file()]
    for path in cable_pages(demo):
        original = demo[path.removesuffix(".html") + ".txt"]
        divided = (data for data in files if data.startswith((b'"1', b"<?xml", b'{"')))
        assert original in files or any(original in data for data in divided), path


def test_every_cable_is_in_lists_search_and_maps(demo: Tree) -> None:
    maps = b"".join(data for path, data in demo.items() if path.startswith("sitemap/")).decode()
    for path in cable_pages(demo):
        assert path in maps
        year, month, name = path.split("/")[1:]
        lists = [p for p in demo if p.startswith(f"date/{year}/{month}/")]
        assert any(name.encode() in demo[p] for p in lists), path


def test_no_word_of_the_seed_is_lost(demo: Tree) -> None:
    raw = (DEMO / "cables" / "09TASHKENT208.txt").read_text("utf-8")
    text = raw[raw.index("1. (U) Summary") if "1. (U) Summary" in raw else raw.index("\n1. ") :]
    text = re.sub(r"TASHKENT 0{5}208 +\d{3}(\.\d)? OF \d{3}", " ", text)
    text = (
        text[: text.index("To view the entire SMART")]
        if "To view the entire SMART" in text
        else text
    )
    page = Page(demo["cable/2009/02/09TASHKENT208.html"]).text
    shown = re.sub(r"\s+", "", page)
    words = [word for word in re.findall(r"[A-Za-z][A-Za-z']+", text) if len(word) > 1]
    assert len(words) > 800
    assert [word for word in words if word not in shown] == []
    in_order = re.findall(r"[A-Za-z]+", visible_text(demo["cable/2009/02/09TASHKENT208.html"]))
    assert in_order.count("Wuchte") == len(re.findall(r"\bWuchte\b", text))


def test_a_site_built_from_the_converted_markdown_reads_the_same(
    tmp_path: Path, demo: Tree
) -> None:
    """Raw → page and raw → Markdown → page have one text."""
    done = sitegen("convert", str(DEMO), str(tmp_path / "content" / "cables"))
    assert done.exit_code == 0, done.output
    site = Site(tmp_path)
    report = site.build()
    assert report.count("error") == 0, report.diagnostics
    again = site.tree()
    assert cable_pages(again) == cable_pages(demo)
    for path in cable_pages(demo):
        assert visible_text(again[path]) == visible_text(demo[path]), path
        assert Page(again[path]).ids >= {
            i for i in Page(demo[path]).ids if i.startswith("para-")
        }, path
        markdown = path.removesuffix(".html") + ".md"
        assert again[markdown].partition(b"\n---\n")[2] == demo[markdown].partition(b"\n---\n")[2]


def test_with_a_base_url_addresses_are_whole_where_they_must_be(tmp_path: Path) -> None:
    site = Site(tmp_path, {"/sitegen.toml": 'base_url = "https://host.example/archive"\n'})
    for path in ("cables/09TASHKENT208.txt", "pages/about.md"):
        site.put(path, (DEMO / path).read_bytes())
    site.build()
    made = site.tree()
    whole = "https://host.example/archive/cable/2009/02/09TASHKENT208.html"
    assert whole in made["feed.xml"].decode()
    assert whole in b"".join(made[path] for path in made if path.startswith("sitemap/")).decode()
    assert (
        f'<link rel="canonical" href="{whole}">'
        in made["cable/2009/02/09TASHKENT208.html"].decode()
    )
    for address in Page(made["404.html"]).values("href", "src"):
        assert address.startswith(("/archive/", "#", "http://purl.org/")), address


def test_the_defaults_are_those_of_a_site_without_configuration(tmp_path: Path) -> None:
    assert Config() == msgspec.convert({}, Config)
    assert (
        Project(Config(), tmp_path, tmp_path, tmp_path, None).config_file
        == tmp_path / "sitegen.toml"
    )
