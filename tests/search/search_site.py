"""A small site to search, without the rest of sitegen: pages, the index, the reader, a bare base.html."""

from __future__ import annotations

import html
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace

import msgspec
from jinja2 import ChoiceLoader, DictLoader, Environment, FileSystemLoader

from sitegen.search import Entry, Labels, build_index

TEMPLATES = Path(__file__).parent.parent.parent / "templates"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
BASE = f"""<!doctype html>
<html lang="en" data-root="../">
<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{CSP}">
<link rel="icon" href="data:,"><title>{{% block title %}}{{{{ page.title }}}}{{% endblock %}}</title></head>
<body>{{% block site_search %}}{{% endblock %}}<main id="main">{{% block main %}}{{% endblock %}}</main>
{{% block scripts %}}{{% endblock %}}</body></html>"""
LABELS = Labels(
    {"TASHKENT": "Embassy Tashkent", "PARIS": "Embassy Paris"},
    {"PGOV": "Internal Governmental Affairs"},
)

ServeFolder = Callable[..., str]


def entry(identifier: str, date: str, *paragraphs: str, subject: str = "", **more: object) -> Entry:
    """An invented cable."""
    given: dict[str, object] = {
        "url": f"/cable/{date[:4]}/{date[5:7]}/{identifier}.html",
        "title": subject.title(),
        "post": "TASHKENT",
        "classification": "UNCLASSIFIED",
        "tags": (),
    }
    given |= {"identifier": identifier, "date": date, "subject": subject, "paragraphs": paragraphs}
    return msgspec.convert(given | more, Entry)


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (e.date, e.identifier))


def index_of(entries: Iterable[Entry]) -> dict[str, bytes]:
    """The files of an index. No two may have the same path: the catalog knows each once."""
    files: dict[str, bytes] = {}
    for path, data in build_index(in_order(entries), LABELS):
        assert path not in files
        files[path] = data
    return files


def write_site(folder: Path, entries: Sequence[Entry]) -> None:
    """The site of some cables."""
    for path, data in index_of(entries).items():
        _write(folder / "search" / path, data)
    for cable in entries:
        _write(folder / cable.url[1:], _page(cable).encode())
    shutil.copytree(TEMPLATES / "static" / "search", folder / "static" / "search")
    _write(folder / "search" / "index.html", search_page().encode())


def search_page() -> str:
    loader = ChoiceLoader([DictLoader({"base.html": BASE}), FileSystemLoader(TEMPLATES)])
    environment = Environment(loader=loader, autoescape=True)
    environment.filters["href"] = lambda path: "../" + path[1:]
    return environment.get_template("search.html").render(
        page=SimpleNamespace(title="Search", url="/search/", site=SimpleNamespace(portable=False))
    )


def _page(cable: Entry) -> str:
    body = "\n".join(f"<p>{html.escape(text)}</p>" for text in cable.paragraphs)
    head = '<!doctype html><link rel="icon" href="data:,"><title>x</title><p>Not the body.</p>'
    return f'{head}<article><div class="cable-text">{body}</div></article>'


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
