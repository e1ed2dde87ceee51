"""Hostile text is data: never HTML, a template or a path. Strict parsers judge whole sites made of it."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import html5lib
import pytest
from sites import Page, Site, markdown, reader_page, row, sitegen, telegram, visible_text

HOSTILE: tuple[tuple[str, str], ...] = (
    ("<script>alert(1)</script>", "an element"),
    ("</title></script><script src=//evil.example/x.js></script>", "one that closes what is open"),
    ("{{ 7*7 }} {% raw %} {% endraw %} {# gone #}", "a template"),
    ("[x](javascript:alert(1)) ![x](https://evil.example/i.png)", "Markdown"),
    ('<a href="java&#9;script:alert(1)">x</a>', "a scheme in disguise"),
    ("<img src=x onerror=alert(1)> <svg onload=alert(1)>", "handlers"),
    ('" onmouseover="alert(1)" x="', "an attribute that ends"),
    ("' autofocus onfocus='alert(1)", "the same in single quotes"),
    ("<!-- <![CDATA[ ]]> --> <?xml?> &lt;b&gt; &#x110000;", "comments and entities"),
    ("../../../../etc/passwd /etc/passwd ..\\..\\x", "paths"),
    ("<https://evil.example/> www.evil.example me@evil.example", "links by themselves"),
    ("`code` *a* _b_ **c** ~~d~~ # e - f > g | h \\ i", "the whole of Markdown"),
    ("\u202edetrevni\u202c zero\u200bwidth \x1b[31mred\x07", "bidi, zero width and controls"),
    ("<base href=//evil.example><meta http-equiv=refresh content=0>", "elements of the head"),
)  # fmt: skip

TAGS = (
    "CON",
    "aux",
    "index",
    "index.html",
    "..",
    ".",
    "C++",
    "C",
    "c",
    "x/../../y",
    "a b",
    "\u202e",
    "+",
    "<b>",
    "ü",
    "C-0123456789ab",
)
ALLOWED_SCRIPTS = re.compile(r"static/[a-z/.-]+\.js")


def everywhere(text: str) -> dict[str, str]:
    """Cables of every format with the text in every field that can hold it, and a page."""
    line = " ".join(text.split())
    quoted = json.dumps(text)
    front = (
        f"subject: {quoted}\ntags: [{quoted}]\ncaptions: [{quoted}]\nbanners: [{quoted}]\nfrom: {quoted}\n"
        f"to: [{{name: {quoted}, routing: {quoted}}}]\nreferences: [{{raw: {quoted}, id: {quoted}}}]\n"
        f"passing: [{quoted}]\nsigned_by: [{quoted}]\nslug: {quoted}\naliases: [{quoted}]\nmine: {quoted}\n"
    )
    by_hand = (
        markdown("08REYKJAVIK4", front)
        .replace("Embassy Reykjavik", "E")
        .replace("REYKJAVIK,", f"{quoted},")
    )
    return {
        "telegram.txt": telegram(1, subject=line, tags=line, ref=line, text=f"1. (U) {line} END\n\n- {line}"),
        "page.txt": reader_page(
            "08REYKJAVIK2", classification=line, origin=line, body=telegram(2, text=f"2. {line} END")
        ),
        "dump.csv": row("08REYKJAVIK3", origin=line, references=line, text=f"3. {line} END"),
        "by-hand.md": by_hand.replace("classification: UNCLASSIFIED", f"classification: {quoted}"),
        "pages/about.md": f"---\ntitle: {quoted}\ndescription: {quoted}\n---\n\n{text} END\n",
        "/sitegen.toml": f"title = {quoted}\nnotice = {quoted}\ndescription = {quoted}\n",
    }  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), HOSTILE, ids=[reason for _, reason in HOSTILE])
def test_hostile_text_comes_out_inert(tmp_path: Path, text: str, reason: str) -> None:
    site = Site(tmp_path, everywhere(text))
    report = site.build()
    assert report.cables + report.withheld == 4
    assert report.cables >= 3, report.diagnostics
    check_inert(site)
    for number in (1, 2, 3):
        page = visible_text(site.tree()[f"cable/2008/03/08REYKJAVIK{number}.html"])
        for word in re.findall(r"[A-Za-z0-9]{3,}", text.replace("\x1b[31m", "")):
            assert word in page, f"{word!r} is lost from the page of {number}"
    assert b"49" not in site.tree()["cable/2008/03/08REYKJAVIK1.txt"]


def check_inert(site: Site) -> None:
    """Every page parses strictly and has no element, handler or address that is not the site's own."""
    for path, data in site.tree().items():
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", path), path
        assert ".." not in path.split("/"), path
        if not path.endswith(".html"):
            continue
        html5lib.HTMLParser(strict=True).parse(data.decode())
        for one in Page(data).elements:
            assert not [name for name in one.attributes if name.startswith("on")], (
                path,
                one.attributes,
            )
            assert one.name not in {"base", "iframe", "object", "embed", "svg-script", "frame"}
            if one.name == "script":
                assert ALLOWED_SCRIPTS.search(one.attributes["src"]), (path, one.attributes)
            if one.name == "meta" and "http-equiv" in one.attributes:
                assert one.attributes["http-equiv"] == "Content-Security-Policy"
            for name in ("href", "src", "action"):
                check_address(one.name, one.attributes.get(name, ""), path)


def check_address(element: str, address: str, path: str) -> None:
    address = re.sub(r"[\x00-\x20]", "", address)
    scheme = urlsplit(address).scheme
    # A person's own page may link to the world; what it shows from there, the page's policy stops.
    if path.startswith("about/") and element in ("a", "img"):
        assert scheme in ("", "http", "https", "mailto")
    elif not (element == "link" and address == "http://purl.org/dc/terms/"):
        assert scheme == "", (path, element, address)
        assert not address.startswith("//"), (path, element, address)


def test_tags_of_awkward_names_have_a_page_each(tmp_path: Path) -> None:
    more = f"tags: {json.dumps(TAGS, ensure_ascii=False)}\n"
    site = Site(tmp_path, {"a.md": markdown("08REYKJAVIK1", more)})
    assert site.build().cables == 1
    check_inert(site)
    pages = [path for path in site.tree() if re.fullmatch(r"tag/[^/]+/index\.html", path)]
    assert len(pages) == len(TAGS)
    assert len({path.casefold() for path in pages}) == len(TAGS), "on a disk that knows no capitals"
    for path in pages:
        assert not re.match(
            r"(con|prn|aux|nul)(\.|/|$)", path.removeprefix("tag/"), re.IGNORECASE
        ), path
    shown = Page(site.tree()["tag/index.html"]).text
    assert "C++" in shown
    assert "<b>" in shown


@pytest.mark.parametrize("field", ["origin", "classification"])
def test_posts_and_classifications_of_awkward_names(tmp_path: Path, field: str) -> None:
    files = {}
    for number, name in enumerate(TAGS, 1):
        text = markdown(f"08REYKJAVIK{number}")
        value = json.dumps(name, ensure_ascii=False)
        text = (
            text.replace("classification: UNCLASSIFIED", f"classification: {value}")
            if field == "classification"
            else text.replace("{code: REYKJAVIK", f"{{code: {value}")
        )
        files[f"{number}.md"] = text
    site = Site(tmp_path, files)
    assert site.build().cables == len(TAGS)
    check_inert(site)
    folder = "post" if field == "origin" else field
    assert len([p for p in site.tree() if re.fullmatch(rf"{folder}/[^/]+/index\.html", p)]) == len(
        TAGS
    )


def test_without_post_code_tags_and_classification(tmp_path: Path) -> None:
    text = markdown("08REYKJAVIK1", 'tags: ["", " "]\n').replace(
        "classification: UNCLASSIFIED\n", ""
    )
    site = Site(tmp_path, {"a.md": text.replace("code: REYKJAVIK", 'code: ""')})
    assert site.build().cables == 1
    check_inert(site)
    assert not any(path.startswith("classification/x") for path in site.tree())


IDENTIFIERS = (
    "../../up",
    "/etc/passwd",
    "a/b",
    "..",
    "",
    "09A\x07/1",
    "09A/1",
    "٠٩TASHKENT208",
    "09" + "A" * 200 + "1",
    "index",
)


@pytest.mark.parametrize("identifier", IDENTIFIERS)
def test_no_identifier_leaves_its_folder(tmp_path: Path, identifier: str) -> None:
    """Neither in the site nor in what `convert` writes."""
    site = Site(tmp_path / "site", {"a.md": markdown(identifier), "b.txt": telegram(1)})
    report = site.build()
    assert (report.cables, report.withheld) == (1, 1)
    check_inert(site)
    done = sitegen("convert", str(site.content), str(tmp_path / "deep" / "converted"))
    assert done.exit_code == 0
    assert [path.name for path in (tmp_path / "deep").rglob("*.md")] == ["08REYKJAVIK1.md"]
    assert {path.name for path in tmp_path.iterdir()} == {"site", "deep"}


HUGE: tuple[tuple[str, str], ...] = (
    ("x" * 5_000_000, "one word"),
    ("word " * 1_000_000, "one line"),
    ("(" * 200_000, "brackets that open"),
    ("<a " * 16_000, "tags that open"),
    ("*_" * 12_000, "emphasis that opens"),
    ("`" * 20_000, "code that opens"),
    ("[" * 25_000 + "](x)", "links that open"),
    ("A. " * 30_000, "labels"),
    ("&" * 100_000, "ampersands"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), HUGE, ids=[reason for _, reason in HUGE])
def test_a_huge_line_is_taken_in_seconds(tmp_path: Path, text: str, reason: str) -> None:
    site = Site(tmp_path, {"a.txt": telegram(1, text=f"1. (U) {text}\n\n2. (U) After.")})
    start = time.process_time()
    report = site.build()
    assert time.process_time() - start < 10, reason
    assert report.cables == 1
    assert b"After." in site.tree()["cable/2008/03/08REYKJAVIK1.html"]
