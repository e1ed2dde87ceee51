"""The theme: addresses, overrides, errors with a place, and pages that no text can break."""

from __future__ import annotations

import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
import samples

from sitegen import template_files, theme, views
from sitegen.errors import TemplateError
from sitegen.render import filters

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "rect", "path"})
ALLOWED = VOID - {"img"} | frozenset(
    "html head title body aside a p header nav ul ol li form label button main footer article section"
    " h1 h2 h3 time dl dt dd details summary div span code i abbr pre blockquote em strong"
    " figure figcaption svg".split()
)


class Page(HTMLParser):
    """Collects what a page is made of, and fails on tags that do not match."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(data.decode())
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def links(self) -> list[str]:
        return [a["href"] for tag, a in self.elements if tag == "a" and "href" in a]


@pytest.fixture(scope="module")
def packaged() -> theme.Theme:
    return theme.load_theme(None)


Writer = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Writer:
    """Writes a project's own templates folder: project(**{'cable.html': '…'})."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            path = tmp_path / "templates" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path / "templates"

    return write


def _at(url: str, base_url: str = "") -> views.PlainView:
    site = msgspec.structs.replace(samples.SITE, base_url=base_url)
    return msgspec.structs.replace(samples.NOT_FOUND_VIEW, url=url, site=site)


def _filled(folder: Path, text: str, view: views.View) -> str:
    (folder / "robots.txt").write_text(text, encoding="utf-8")
    return theme.render(theme.load_theme(folder), "robots.txt", view).decode()


# --- addresses


@pytest.mark.parametrize(
    ("page", "target", "expected"),
    [
        ("/tag/PGOV/", "/cable/2009/02/X.html", "../../cable/2009/02/X.html"),
        ("/tag/PGOV/", "/tag/PGOV/", "./"),
        ("/tag/PGOV/", "/tag/", "../"),
        ("/tag/PGOV/", "/tag/PGOV/2009/", "2009/"),
        ("/", "/", "./"),
        ("/", "/tag/", "tag/"),
        ("/cable/2009/02/X.html", "/", "../../../"),
        ("/cable/2009/02/X.html", "/cable/2009/02/Y.md", "Y.md"),
        ("/cable/2009/02/X.html", "/cable/2009/02/X.html#para-5", "X.html#para-5"),
        ("/tag/", "/search/?q=a", "../search/?q=a"),
        ("/", "/post/S%C3%A3o Tomé/", "post/S%25C3%25A3o%20Tom%C3%A9/"),
        ("/tag/", "https://example.org/a?b#c", "https://example.org/a?b#c"),
        ("/tag/", "javascript:alert(1)", "../"),
    ],
)
def test_href_is_relative_to_the_page(
    project: Writer, page: str, target: str, expected: str
) -> None:
    text = f"{{{{ {target!r} | href }}}}"
    assert _filled(project(x=""), text, _at(page)) == expected


@pytest.mark.parametrize(
    ("base_url", "target", "expected"),
    [
        ("", "/tag/", "/tag/"),
        ("https://cables.example/", "/tag/", "/tag/"),
        ("https://cables.example/a/b/", "/tag/", "/a/b/tag/"),
        ("https://cables.example/a", "/", "/a/"),
    ],
)
def test_href_of_404_does_not_depend_on_where_it_is_served(
    project: Writer, base_url: str, target: str, expected: str
) -> None:
    text = f"{{{{ {target!r} | href }}}}"
    assert _filled(project(x=""), text, _at("/404.html", base_url)) == expected


@pytest.mark.parametrize(
    ("base_url", "target", "expected"),
    [
        ("", "/tag/", "/tag/"),
        ("https://cables.example/a/", "/tag/", "https://cables.example/a/tag/"),
        ("https://cables.example", "/", "https://cables.example/"),
        ("https://cables.example", "http://other.example/", "http://other.example/"),
    ],
)
def test_absolute_is_whole_where_the_site_knows_its_address(
    project: Writer, base_url: str, target: str, expected: str
) -> None:
    text = f"{{{{ {target!r} | absolute }}}}"
    assert _filled(project(x=""), text, _at("/tag/", base_url)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "unclas"),
        ("SECRET//NOFORN", "secret"),
        ("TOP SECRET", "top-secret"),
        ("Confidential", "confidential"),
        ("LIMITED OFFICIAL USE", "limited"),
        ('"><script>', "unknown"),
    ],
)
def test_level_is_a_safe_class_name(code: str, expected: str) -> None:
    assert filters.FILTERS["level"](code) == expected


# --- overrides


def test_a_project_overrides_file_by_file(project: Writer, packaged: theme.Theme) -> None:
    folder = project(**{"404.html": "mine: {{ page.title }}", "static/style.css": "a {}"})
    own = theme.load_theme(folder)
    assert theme.render(own, "404.html", samples.NOT_FOUND_VIEW) == b"mine: Not found"
    assert theme.render(own, "page.html", samples.PAGE_VIEW) == theme.render(
        packaged, "page.html", samples.PAGE_VIEW
    )
    assert dict(theme.static_files(own))["/static/style.css"] == folder / "static/style.css"
    assert "/static/favicon.svg" in dict(theme.static_files(own))


def test_an_override_can_extend_the_packaged_file(project: Writer) -> None:
    text = '{% extends "!default/404.html" %}{% block main %}<p>Ours</p>{{ super() }}{% endblock %}'
    page = theme.render(
        theme.load_theme(project(**{"404.html": text})), "404.html", samples.NOT_FOUND_VIEW
    )
    assert b"<p>Ours</p>" in page
    assert b"There is no page at this address" in page


def test_the_digest_follows_every_template(project: Writer, packaged: theme.Theme) -> None:
    assert theme.load_theme(None).digest == packaged.digest
    one = theme.load_theme(project(**{"404.html": "one"})).digest
    two = theme.load_theme(project(**{"404.html": "two"})).digest
    assert len({packaged.digest, one, two}) == 3


def test_static_files_are_sorted_and_leave_out_hidden_ones(project: Writer) -> None:
    folder = project(**{"static/.secret": "x", "static/a/b.txt": "x", "static/Z.txt": "x"})
    names = [name for name, _ in theme.static_files(theme.load_theme(folder))]
    assert names == sorted(names)
    assert {"/static/a/b.txt", "/static/Z.txt"} <= set(names)
    assert "/static/.secret" not in names


def test_a_link_out_of_the_folder_is_refused(project: Writer, tmp_path: Path) -> None:
    (tmp_path / "outside.html").write_text("secret")
    folder = project(x="")
    (folder / "inside.html").symlink_to(tmp_path / "outside.html")
    with pytest.raises(TemplateError, match="leads out"):
        theme.load_theme(folder)


@pytest.mark.parametrize(
    ("name", "to", "message"),
    [
        ("cable.html", "gone.html", "leads nowhere"),
        ("static/img", ".", "link to a folder"),
        ("static/new\nline.css", None, "no address"),
        ("static/a\\b.css", None, "no address"),
    ],
)
def test_what_would_be_left_out_without_a_word_is_refused(
    project: Writer, name: str, to: str | None, message: str
) -> None:
    folder = project(**{"static/a.txt": "x"})
    if to is None:
        (folder / name).write_text("x")
    else:
        (folder / name).symlink_to(to)
    with pytest.raises(TemplateError, match=message):
        list(theme.static_files(theme.load_theme(folder)))


def test_a_name_that_is_not_utf_8_is_refused(project: Writer) -> None:
    folder = project(x="")
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.html")).write_text("x")
    with pytest.raises(TemplateError, match="no address") as caught:
        theme.load_theme(folder)
    assert "caf\\xe9.html" in caught.value.place


@pytest.mark.parametrize(
    ("files", "unused"),
    [
        ({"cabel.html": "x"}, [("cabel.html", "did you mean `cable.html`?")]),
        ({"qqqqqq.svg": "x"}, [("qqqqqq.svg", "")]),
        ({"cable.html": "x", "static/a.html": "x"}, []),
        ({"cable.html": '{% include "a.html" %}', "a.html": "x"}, []),
        ({"cable.html": '{% import "a/b.html" as b %}', "a/b.html": "x"}, []),
        ({"cable.html": '{% from "a.html" import b %}', "a.html": "{% macro b() %}{% endmacro %}"}, []),
        ({"cable.html": '{% extends "a.html" %}', "a.html": '{% extends "!default/base.html" %}'}, []),
        ({"cable.html": '{% include ["a.html", "b.html"] ignore missing %}', "a.html": "x"}, []),
        ({"cable.html": '{% set n = "a.html" %}{% include n %}', "a.html": "x", "b.html": "x"}, []),
        ({"cable.html": "{% if %}", "a.html": "x"}, []),
        ({"a.html": '{% set n = "a.html" %}'}, [("a.html", "")]),
    ],
)  # fmt: skip
def test_a_template_that_nothing_uses_is_told(
    project: Writer, files: dict[str, str], unused: list[tuple[str, str]]
) -> None:
    """Where a name is not written out, and where a template cannot be read, there is no telling."""
    assert list(theme.unused(project(**files))) == unused


def test_without_templates_of_its_own_a_project_has_none_unused(tmp_path: Path) -> None:
    assert not list(theme.unused(None))
    assert not list(theme.unused(tmp_path / "none"))


# --- errors


@pytest.mark.parametrize(
    ("name", "text", "line", "message"),
    [
        ("unused.html", "a\n{% if %}\n", 2, "Expected an expression"),
        ("404.html", "a\n\n{{ page.title | nosuch }}", 3, "nosuch"),
        ("404.html", 'a\n{% include "gone.html" %}', 2, "gone.html"),
        ("404.html", '{% include "../../etc/passwd" %}', 1, "passwd"),
        ("404.html", 'a\n{% extends "404.html" %}', 2, "includes itself"),
        ("404.html", '\n{% include "_parts.html" %}{% include "gone.html" %}', 2, "gone.html"),
    ],
)
def test_mistakes_are_found_on_loading(
    project: Writer, name: str, text: str, line: int, message: str
) -> None:
    folder = project(**{name: text})
    with pytest.raises(TemplateError, match=message) as caught:
        theme.load_theme(folder)
    assert caught.value.place == f"{folder / name}:{line}"


def test_a_loop_through_two_files_is_found(project: Writer) -> None:
    folder = project(**{"a.html": 'x\n{% include "b.html" %}', "b.html": '{% include "a.html" %}'})
    with pytest.raises(TemplateError, match="includes itself") as caught:
        theme.load_theme(folder)
    assert caught.value.place in {f"{folder / 'a.html'}:2", f"{folder / 'b.html'}:1"}


def test_text_that_is_not_utf_8_is_named(project: Writer) -> None:
    folder = project(x="")
    (folder / "404.html").write_bytes(b"a\nb\xff")
    with pytest.raises(TemplateError, match="UTF-8") as caught:
        theme.load_theme(folder)
    assert caught.value.place == f"{folder / '404.html'}:2"


@pytest.mark.parametrize(
    "text", ["\n{{ page.titel }}", "\n{{ nothing }}", "\n{{ 1 + 'a' }}", "\n{{ 5 | href }}"]
)
def test_mistakes_while_rendering_name_the_line(project: Writer, text: str) -> None:
    folder = project(**{"404.html": text})
    own = theme.load_theme(folder)
    with pytest.raises(TemplateError) as caught:
        theme.render(own, "404.html", samples.NOT_FOUND_VIEW)
    assert caught.value.place == f"{folder / '404.html'}:2"


def test_a_template_that_is_not_there_is_named(packaged: theme.Theme) -> None:
    with pytest.raises(TemplateError, match=r"no template 'gone\.html'"):
        theme.render(packaged, "gone.html", samples.NOT_FOUND_VIEW)


def test_a_misspelt_field_lists_the_fields(project: Writer) -> None:
    own = theme.load_theme(project(**{"404.html": "{{ page.titel }}"}))
    with pytest.raises(TemplateError) as caught:
        theme.render(own, "404.html", samples.NOT_FOUND_VIEW)
    assert "title" in caught.value.hint


# --- pages


def test_a_page_has_one_first_heading(packaged: theme.Theme) -> None:
    for markdown, wanted in (("# Mine\n\nText", ["Mine"]), ("Text", [samples.PAGE_VIEW.title])):
        view = msgspec.structs.replace(samples.PAGE_VIEW, markdown=markdown)
        page = theme.render(packaged, "page.html", view).decode()
        assert re.findall(r"<h1[^>]*>(.*?)</h1>", page) == wanted


def test_a_heading_says_nothing_twice(packaged: theme.Theme) -> None:
    one = msgspec.structs.replace(samples.TERMS_VIEW, groups=samples.TERMS_VIEW.groups[:1])
    assert b"<h2" not in theme.render(packaged, "terms.html", one)
    title = samples.LIST_VIEW.groups[0].title
    day = msgspec.structs.replace(
        samples.LIST_VIEW, title=title, groups=samples.LIST_VIEW.groups[:1]
    )
    assert b"<h2" not in theme.render(packaged, "list.html", day)


@pytest.mark.parametrize(("template", "view"), samples.SAMPLES)
def test_every_page_renders_and_is_well_formed(
    packaged: theme.Theme, template: str, view: views.View
) -> None:
    data = theme.render(packaged, template, view)
    if template.endswith(".html"):
        _check_page(Page(data))
    elif template.endswith(".xml"):
        ET.fromstring(data)


@pytest.mark.parametrize(("template", "view"), samples.SAMPLES)
def test_text_never_becomes_markup(packaged: theme.Theme, template: str, view: views.View) -> None:
    data = theme.render(packaged, template, samples.with_text(view, samples.HOSTILE))
    assert b"36084049" not in data
    assert b"\x1b" not in data
    if template.endswith(".html"):
        page = Page(data)
        # A page a person wrote may hold an image; the converter takes the handlers off it.
        _check_page(page, frozenset({"img"} if template == "page.html" else {}))
        assert "<script>alert(1)</script>{{ 6007*6007 }}" in "".join(page.words)
    elif template.endswith(".xml"):
        ET.fromstring(data)


def _check_page(page: Page, extra: frozenset[str] = frozenset()) -> None:
    names = {tag for tag, _ in page.elements}
    assert names <= ALLOWED | extra, names - ALLOWED
    for tag, attributes in page.elements:
        assert not [a for a in attributes if a == "style" or a.startswith("on")], (tag, attributes)
    assert not [link for link in page.links() if link.lower().startswith(("javascript:", "data:"))]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids)) or any("<" in i for i in ids)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " java\tscript:x"])
def test_no_address_gets_a_scheme(packaged: theme.Theme, url: str) -> None:
    for template, view in samples.SAMPLES:
        if template.endswith(".html"):
            links = Page(theme.render(packaged, template, samples.with_text(view, url))).links()
            assert not [link for link in links if ":" in link.split("/")[0].split("#")[0]]


def test_a_cable_says_what_a_reader_needs(packaged: theme.Theme) -> None:
    page = Page(theme.render(packaged, "cable.html", samples.CABLE_VIEW))
    text = " ".join(" ".join(page.words).split())
    for expected in (
        samples.TITLE,
        "09TASHKENT208",
        "24 February 2009",
        "08:27 UTC",
        "UNCLASSIFIED//FOR OFFICIAL USE ONLY",
        "Internal governmental affairs",
        "Cleared for posting",
        "SECSTATE WASHDC",
        "not in this collection",
        "PLEASE PROTECT ACCORDINGLY",
        "partial extract",
        "the end of this cable is missing",
        "(U) Unclassified",
        "Sent in 3 sections",
        "Executive Order 12958 : N/A",
        "1.4 (b) foreign government information",
        "Routine (R) No haste",
        "No subject; the identifier stands as the title",
        "NORLAND",
        "Specimen",
        samples.CABLE.source.sha256,
    ):
        assert expected.replace(" :", ":") in text.replace(" :", ":"), expected


def test_an_edited_cable_says_so_and_leads_to_the_original(packaged: theme.Theme) -> None:
    told = '<p class="caveat edited">'
    assert told not in theme.render(packaged, "cable.html", samples.CABLE_VIEW).decode()
    edited = msgspec.structs.replace(samples.CABLE_VIEW, edited=True)
    page = theme.render(packaged, "cable.html", edited).decode()
    assert 'href="09TASHKENT208.txt"' in page[page.index(told) :].split("</p>")[0]


def test_a_cable_is_cited_as_what_it_is(packaged: theme.Theme) -> None:
    def cited(view: views.CableView) -> str:
        page = theme.render(packaged, "cable.html", view).decode()
        return re.sub("<[^>]+>", "", page.split('<dd class="cite">')[1].split("</dd>")[0])

    end = "24 February 2009, The Specimen Cables, https://cables.example/base" + samples.URL + "."
    cable = msgspec.structs.replace(samples.CABLE, subject=None, title="Cable 09TASHKENT208")
    bare = msgspec.structs.replace(
        samples.CABLE_VIEW, cable=cable, title=cable.title, specimen=True
    )
    assert cited(samples.CABLE_VIEW) == (
        f"Embassy Tashkent, “{samples.TITLE},” cable 09TASHKENT208, {end}"
    )
    assert cited(bare) == f"Embassy Tashkent, cable 09TASHKENT208 [specimen], {end}"


def test_the_marks_beside_addressees_are_explained_where_there_are_any(
    packaged: theme.Theme,
) -> None:
    plain = (views.Address("AMEMBASSY ASTANA"),)
    view = msgspec.structs.replace(samples.CABLE_VIEW, to=plain, info=(), exempt=())
    assert b"Beside an addressee" in theme.render(packaged, "cable.html", samples.CABLE_VIEW)
    assert b"Beside an addressee" not in theme.render(packaged, "cable.html", view)


def test_a_cable_links_its_neighbours_references_and_other_forms(packaged: theme.Theme) -> None:
    links = Page(theme.render(packaged, "cable.html", samples.CABLE_VIEW)).links()
    for expected in (
        "09TASHKENT208.md",
        "09TASHKENT208.txt",
        "09TASHKENT190.html",
        "09TASHKENT201.html",
        "../03/09TASHKENT231.html",
        "../../../tag/PGOV/",
        "../../../date/2009/02/24/",
    ):
        assert expected in links


def test_a_chart_is_links_with_their_numbers(packaged: theme.Theme) -> None:
    page = Page(theme.render(packaged, "home.html", samples.HOME_VIEW))
    assert "date/1966/" in page.links()
    assert "251,287 cables" in " ".join(page.words)


def test_a_feed_without_base_url_has_relative_links_and_whole_ids(packaged: theme.Theme) -> None:
    site = msgspec.structs.replace(samples.SITE, base_url="")
    view = msgspec.structs.replace(samples.FEED_VIEW, site=site)
    feed = ET.fromstring(theme.render(packaged, "feed.xml", view))
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")
    assert entry is not None
    link = entry.find(f"{atom}link")
    assert link is not None
    assert link.get("href") == "cable/2009/02/09TASHKENT190.html"
    wanted = "urn:sitegen:the-specimen-cables:/cable/2009/02/09TASHKENT190.html"
    assert entry.findtext(f"{atom}id") == wanted, "no other site's"


def test_pages_hold_no_character_that_html_or_xml_forbids(packaged: theme.Theme) -> None:
    view = samples.with_text(samples.FEED_VIEW, "a\x00\x0b\ufffe\ud800b\ufeff")
    data = theme.render(packaged, "feed.xml", view)
    ET.fromstring(data)
    assert "a\ufffd\ufffd\ufffd\ufffdb\ufeff" in data.decode()


def test_the_sheet_asks_nothing_of_another_host_and_stays_small() -> None:
    sheet = (template_files.default_folder() / "static/style.css").read_text(encoding="utf-8")
    assert "url(" not in sheet
    assert "@import" not in sheet
    assert len(sheet.encode()) < 24_000
