"""The live preview, run as a process of its own and looked at through a browser.

The build is a stand-in that copies `content/` into pages, so that the preview alone is tested.
"""

from __future__ import annotations

import base64
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from conversation import LONG, open_live
from playwright.sync_api import Browser, Page, Route, expect

from sitegen.errors import SitegenError
from sitegen.preview import Site, ToldError, watching
from sitegen.preview.hosts import allowed
from sitegen.preview.screen import Screen

PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A page</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self';
style-src 'self'; img-src 'self' data:; connect-src 'self'"><link rel="icon" href="data:,">
</head><body class="page"><main>{text}</main></body></html>
"""

# The site of the tests: content/NAME.txt becomes NAME.html; a text with FAIL cannot be built. While
# there is a file `busy`, another build holds the lock; while there is one `hold`, a build takes long.
SITE = """
import sys, time
from pathlib import Path
from sitegen.errors import BusyError, SitegenError
from sitegen.preview import Site, serve

root = Path(sys.argv[1])

def rebuild(saved):
    if (root / "busy").exists():
        raise BusyError("another build is at work")
    for source in sorted((root / "content").glob("*.txt")):
        text = source.read_text()
        if "FAIL" in text:
            message = "no such field: <b>tittle</b>"
            raise SitegenError(message, place="cable.html:12", hint="try title")
        if "BUG" in text:
            raise ZeroDivisionError("ours")
        made = root / "output" / f"{source.stem}.html"
        page = (root / "page.html").read_text().replace("{text}", text)
        if not made.exists() or made.read_text() != page:
            made.with_suffix(".new").write_text(page)
            made.with_suffix(".new").replace(made)
    while (root / "hold").exists():
        time.sleep(0.01)
    with (root / "builds").open("a") as log:
        log.write(f"{time.time()}\\n")

serve(
    rebuild=rebuild,
    finish=lambda: None,
    site=lambda: Site(
        [root / "content", root / "templates", root / "sitegen.toml"], root / "output", "/tag/"
    ),
    say=lambda text: print(text, flush=True),
    port=int(sys.argv[2]),
    host=sys.argv[3],
)
"""


class Preview:
    """A running preview of the test site."""

    def __init__(self, root: Path, port: int = 0, host: str = "127.0.0.1") -> None:
        self.root, self.lines = root, list[str]()
        self.process = subprocess.Popen(
            [sys.executable, "-c", SITE, str(root), str(port or _free_port()), host],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._listen, daemon=True).start()
        self.url = self.told(r"Preview on (\S+)")

    def _listen(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(line for line in iter(self.process.stdout.readline, ""))

    def told(self, pattern: str) -> str:
        """Wait for a line in the terminal; its first group."""
        deadline = time.monotonic() + LONG / 1000
        while time.monotonic() < deadline:
            found = re.search(pattern, "".join(self.lines))
            if found:
                return found[1] if found.groups() else found[0]
            time.sleep(0.05)
        raise AssertionError(f"{pattern!r} was not said: {''.join(self.lines)}")

    def save(self, text: str, name: str = "index") -> None:
        """As an editor does: write beside, then replace."""
        target = self.root / "content" / f"{name}.txt"
        draft = target.with_suffix(".swp")
        draft.write_text(text)
        draft.replace(target)

    def ask(self, path: str, **headers: str) -> http.client.HTTPResponse:
        address = urlsplit(self.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
        connection.request("GET", path, headers=headers)
        return connection.getresponse()

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _site(root: Path) -> Path:
    for folder in ("content", "output/tag"):
        (root / folder).mkdir(parents=True)
    (root / "page.html").write_text(PAGE)
    (root / "content/index.txt").write_text("first")
    (root / "output/404.html").write_text(PAGE.replace("{text}", "nothing here"))
    (root / "output/tag/index.html").write_text(PAGE.replace("{text}", "all tags"))
    (root / "output/09A1.md").write_text("a \N{EM DASH} b", "utf-8")
    (root / "output/.secret").write_text("hidden")
    (root / "output/empty").mkdir()
    (root / "beside.txt").write_text("outside")
    (root / "output/link.txt").symlink_to(root / "beside.txt")
    return root


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return _site(tmp_path)


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    running = Preview(site)
    yield running
    if running.process.poll() is None:
        running.stop()


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """One for the tests that only ask."""
    running = Preview(_site(tmp_path_factory.mktemp("site")))
    yield running
    running.stop()


def _open(page: Page, preview: Preview, path: str = "") -> None:
    open_live(page, preview.url + path)


def test_an_edit_is_on_screen_in_about_a_second(preview: Preview, page: Page) -> None:
    _open(page, preview)
    expect(page.locator("main")).to_have_text("first")
    for text in ("second", "third", "fourth"):  # livereload alone would drop those soon after
        started = time.perf_counter()
        preview.save(text)
        expect(page.locator("main")).to_have_text(text, timeout=LONG)
        print(f"{text}: on screen after {time.perf_counter() - started:.2f} s")


def test_of_many_edits_the_last_is_shown(preview: Preview, page: Page) -> None:
    _open(page, preview)
    (preview.root / "hold").touch()
    for number in range(200):
        preview.save(f"edit {number}")
        time.sleep(0.005)
    (preview.root / "hold").unlink()
    expect(page.locator("main")).to_have_text("edit 199", timeout=LONG)
    page.wait_for_timeout(1500)
    expect(page.locator("main")).to_have_text("edit 199")
    builds = (preview.root / "builds").read_text().splitlines()
    assert len(builds) < 20, "edits during a build are built together after it"


def test_an_edit_while_the_page_loads_is_shown(preview: Preview, page: Page) -> None:
    def slowly(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    page.route("**/livereload.js*", slowly)
    page.goto(preview.url, wait_until="commit")
    preview.save("meanwhile")
    expect(page.locator("main")).to_have_text("meanwhile", timeout=LONG)


def test_when_another_build_is_at_work_it_is_waited_for(site: Path, browser: Browser) -> None:
    (site / "busy").touch()  # from the beginning
    preview = Preview(site)
    page = browser.new_page()
    panel, main = page.locator("#sitegen-error"), page.locator("main")
    _open(page, preview)
    expect(panel).to_contain_text("another build is at work", timeout=LONG)
    (site / "busy").unlink()
    expect(main).to_have_text("first", timeout=LONG)
    expect(panel).to_have_count(0)
    (site / "busy").touch()  # and later
    preview.save("second")
    expect(panel).to_contain_text("another build is at work", timeout=LONG)
    page.wait_for_timeout(1500)
    (site / "busy").unlink()
    expect(main).to_have_text("second", timeout=LONG)
    page.context.close()
    preview.stop()
    assert "".join(preview.lines).count("another build") == 2, "said once, however long it takes"


def test_edits_are_followed_on_an_ipv6_address(site: Path, browser: Browser) -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    preview = Preview(site, host="::1")
    page = browser.new_page()
    _open(page, preview)
    preview.save("second")
    expect(page.locator("main")).to_have_text("second", timeout=LONG)
    page.context.close()
    preview.stop()


def test_an_error_is_shown_and_goes_away_and_the_place_is_kept(
    preview: Preview, browser: Browser
) -> None:
    tall = "<br>".join(["line"] * 500)
    preview.save(tall)
    page = browser.new_page()
    _open(page, preview)
    expect(page.locator("main")).to_contain_text("line", timeout=LONG)
    page.evaluate("scrollTo(0, 3000)")
    panel = page.locator("#sitegen-error")
    for _ in range(2):
        preview.save(tall + "FAIL")
        expect(panel).to_be_visible(timeout=LONG)
        expect(panel).to_contain_text("<b>tittle</b>")
        expect(panel).to_contain_text("cable.html:12")
        expect(panel).to_contain_text("try title")
        expect(panel).to_have_css("position", "fixed")  # its style may come after it
        expect(page.locator("main")).to_contain_text("line")  # the last good page, below
        assert "cable.html:12: no such field" in preview.told(r"cable.html:12.*")
        preview.save(tall + "mended")
        expect(page.locator("main")).to_contain_text("mended", timeout=LONG)
        expect(panel).to_have_count(0)
    expect(page.locator("html")).to_have_js_property("scrollTop", 3000)  # once it is laid out
    page.context.close()


def test_an_error_on_a_page_that_is_not_there(preview: Preview, browser: Browser) -> None:
    preview.save("FAIL", "index")
    page = browser.new_page()
    page.goto(preview.url + "later.html")
    expect(page.locator("#sitegen-error")).to_be_visible(timeout=LONG)
    preview.save("good again", "index")
    preview.save("a later page", "later")
    expect(page.locator("main")).to_have_text("a later page", timeout=LONG)
    page.context.close()


def test_the_first_build_may_fail(site: Path, browser: Browser) -> None:
    (site / "content/index.txt").write_text("FAIL")
    (site / "output/404.html").unlink()
    preview = Preview(site)
    page = browser.new_page()
    page.goto(preview.url)
    expect(page.locator("#sitegen-error")).to_contain_text("no such field", timeout=LONG)
    preview.save("at last")
    expect(page.locator("main")).to_have_text("at last", timeout=LONG)
    page.context.close()
    preview.stop()


def test_a_bug_does_not_end_the_preview(preview: Preview, page: Page) -> None:
    _open(page, preview)
    preview.save("BUG")
    expect(page.locator("#sitegen-error")).to_contain_text("ZeroDivisionError", timeout=LONG)
    preview.told("Traceback")
    preview.save("fine")
    expect(page.locator("main")).to_have_text("fine", timeout=LONG)


def test_a_page_left_open_is_fresh_after_a_restart(site: Path, browser: Browser) -> None:
    first = Preview(site)
    pages = [browser.new_page(), browser.new_page()]
    for page in pages:
        _open(page, first)
    first.stop()
    (site / "content/index.txt").write_text("while away")
    second = Preview(site, port=urlsplit(first.url).port or 0)
    for page in pages:  # each of them, though the other has been served what is new
        expect(page.locator("main")).to_have_text("while away", timeout=2 * LONG)
        page.context.close()
    second.stop()


def test_pages_carry_no_inline_script(untouched: Preview) -> None:
    html = untouched.ask("/").read().decode()
    (script,) = re.findall(r"<script[^>]*>", html)
    port = urlsplit(untouched.url).port
    told = rf"host=127\.0\.0\.1&amp;port={port}&amp;snipver=\d+"
    assert re.fullmatch(f'<script src="/livereload\\.js\\?{told}" defer>', script)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.7", ""])
def test_another_host_name_is_not_answered(untouched: Preview, host: str) -> None:
    for path in ("/", "/livereload.js", "/livereload"):
        answer = untouched.ask(path, Host=host)
        assert answer.status in (400, 421)
        assert b"first" not in answer.read()


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "[::1]"])
def test_our_own_names_are_answered(untouched: Preview, name: str) -> None:
    assert untouched.ask("/", Host=f"{name}:{urlsplit(untouched.url).port}").status == 200
    assert untouched.ask("/", Host=name).status == 200


def _handshake(preview: Preview, origin: str) -> int:
    key = base64.b64encode(os.urandom(16)).decode()
    headers = {"Connection": "Upgrade", "Upgrade": "websocket", "Origin": origin}
    sec = {"Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": key}
    return preview.ask("/livereload", **headers, **sec).status


def test_a_foreign_origin_gets_no_websocket(untouched: Preview) -> None:
    assert _handshake(untouched, untouched.url.rstrip("/")) == 101
    assert _handshake(untouched, "http://evil.example") == 403
    assert _handshake(untouched, "http://127.0.0.1:1") == 403
    assert _handshake(untouched, "null") == 403


@pytest.mark.parametrize(
    "path",
    [
        "/.secret",
        "/tag/../.secret",
        "/../beside.txt",
        "/..%2fbeside.txt",
        "/%2e%2e/beside.txt",
        "//../beside.txt",
        "/link.txt",
        "/empty/",
        "/a%00b",
        "/" + "a" * 5000,
        "/nothing.html",
    ],
)
def test_what_is_not_the_sites_is_not_found(untouched: Preview, path: str) -> None:
    answer = untouched.ask(path)
    assert answer.status == 404
    assert b"nothing here" in answer.read()


def test_folders_and_types(untouched: Preview) -> None:
    assert b"all tags" in untouched.ask("/tag/").read()
    moved = untouched.ask("/tag")
    assert (moved.status, moved.headers["Location"]) == (301, "/tag/")
    text = untouched.ask("/09A1.md")
    assert text.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert text.headers["Cache-Control"] == "no-cache"


def test_addresses_below_the_path_of_the_site_are_answered(untouched: Preview) -> None:
    """Its 404 page has no others; here the path is /tag/, of which there happens to be a folder."""
    assert untouched.ask("/tag/09A1.md").read() == "a \N{EM DASH} b".encode()
    assert b"all tags" in untouched.ask("/tag/").read()
    for path in ("/tag/.secret", "/tag/../beside.txt", "/tag/link.txt", "/tag/" + "a" * 5000):
        assert untouched.ask(path).status == 404


def test_a_taken_port_is_said_and_the_next_is_used(preview: Preview, site: Path) -> None:
    taken = urlsplit(preview.url).port or 0
    other = Preview(site, port=taken)
    assert (urlsplit(other.url).port or 0) > taken
    other.told(f"Port {taken} is taken")
    assert other.stop() == 0


def test_interrupt_ends_it_quietly(preview: Preview) -> None:
    assert preview.stop() == 0
    assert "Traceback" not in "".join(preview.lines)


@pytest.mark.parametrize(
    ("bound", "host", "answered"),
    [
        ("127.0.0.1", "localhost", True),
        ("127.0.0.1", "192.168.1.5", False),
        ("0.0.0.0", "192.168.1.5", True),
        ("0.0.0.0", "[fe80::1]", True),
        ("0.0.0.0", "evil.example", False),
        ("::1", "[::1]", True),
        ("archive.example", "archive.example", True),
        ("archive.example", "archiveXexample", False),
        ("0.0.0.0", "1.2.3.4.evil.example", False),
    ],
)
def test_allowed_hosts(bound: str, host: str, answered: bool) -> None:
    assert bool(re.match(allowed(bound), host)) is answered


class Watching:
    """`changes`, followed by a thread; counts what it yields."""

    def __init__(self, site: Site) -> None:
        self.site, self.seen, self.stop = site, 0, threading.Event()
        self.saved: list[watching.Saved] = []
        following = watching.changes(lambda: self.site, self.stop)
        next(following)
        self.thread = threading.Thread(target=self._count, args=(following,))
        self.thread.start()

    def _count(self, following: Iterator[watching.Saved]) -> None:
        for saved in following:
            self.seen += 1
            self.saved.append(saved)

    def settles_at(self, least: int, most: int) -> bool:
        deadline = time.monotonic() + 30
        while self.seen < least and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.6)
        return least <= self.seen <= most


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watching]:
    (tmp_path / "content/output").mkdir(parents=True)
    names = ("content", "templates", "sitegen.toml")
    follower = Watching(Site([tmp_path / name for name in names], tmp_path / "content/output"))
    yield follower
    follower.stop.set()
    follower.thread.join()


def test_watching_sees_what_matters_and_nothing_else(watched: Watching, tmp_path: Path) -> None:
    for quiet in ("content/.draft", "content/a~", "content/output/index.html", "beside"):
        (tmp_path / quiet).write_text("x")
    assert watched.settles_at(0, 0)
    (tmp_path / "content/deep").mkdir()
    (tmp_path / "content/deep/a.txt").write_text("x")
    assert watched.settles_at(1, 3)


def test_watching_tells_what_was_saved(watched: Watching, tmp_path: Path) -> None:
    (tmp_path / "content/a.txt").write_text("x")
    assert watched.settles_at(1, 3)
    assert watched.saved[0] == frozenset({tmp_path / "content/a.txt"})
    count = watched.seen
    (tmp_path / "sitegen.toml").write_text("")  # not below the content: anything may have changed
    assert watched.settles_at(count + 1, count + 1)
    assert watched.saved[-1] is None


def test_watching_outlives_a_name_that_is_not_utf_8(watched: Watching, tmp_path: Path) -> None:
    """Such a name cannot be told: everything is looked at, and what comes after it is told again."""
    try:
        (tmp_path / "content" / os.fsdecode(b"a\xff.txt")).write_text("x")
    except OSError:
        pytest.skip("a disk that has no such names")
    assert watched.settles_at(1, 3)
    assert watched.saved[-1] is None
    count = watched.seen
    (tmp_path / "content/b.txt").write_text("x")
    assert watched.settles_at(count + 1, count + 3)
    assert watched.saved[-1] == frozenset({tmp_path / "content/b.txt"})


def test_watching_follows_files_and_folders_that_come_and_go(
    watched: Watching, tmp_path: Path
) -> None:
    config = tmp_path / "sitegen.toml"
    for step, text in enumerate(("a", "b"), 1):  # made, then replaced as editors do
        (tmp_path / "draft").write_text(text * step)
        (tmp_path / "draft").replace(config)
        assert watched.settles_at(step, step)
    (tmp_path / "templates").mkdir()
    assert watched.settles_at(3, 3)
    (tmp_path / "templates/a.html").write_text("x")
    assert watched.settles_at(4, 5)
    seen = watched.seen
    (tmp_path / "templates").rename(tmp_path / "old")
    (tmp_path / "templates").mkdir()
    assert watched.settles_at(seen + 1, seen + 2)
    seen = watched.seen
    (tmp_path / "templates/b.html").write_text("x")
    assert watched.settles_at(seen + 1, seen + 2)


def test_watching_follows_a_link_and_a_site_that_moves(watched: Watching, tmp_path: Path) -> None:
    (tmp_path / ".shared").mkdir()
    (tmp_path / "templates").symlink_to(tmp_path / ".shared")
    assert watched.settles_at(1, 1)
    (tmp_path / "templates/a.html").write_text("x")
    assert watched.settles_at(2, 3)
    (tmp_path / "new").mkdir()
    watched.site = Site([tmp_path / "new"], tmp_path / "new/output")
    assert watched.settles_at(watched.seen + 1, watched.seen + 1)
    seen = watched.seen
    for quiet in ("content/a.txt", "templates/b.html"):
        (tmp_path / quiet).write_text("x")
    assert watched.settles_at(seen, seen)
    (tmp_path / "new/a.txt").write_text("x")
    assert watched.settles_at(seen + 1, seen + 2)


def test_a_file_that_goes_while_it_is_looked_at_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for look in ("is_file", "is_dir"):  # as if it went just after
        monkeypatch.setattr(Path, look, lambda _: True)
    assert watching._files([tmp_path / "gone"]) == {}
    assert watching._folders([tmp_path / "gone"]) == {}


def test_what_failed_is_said_as_an_error_and_once() -> None:
    said: list[str] = []
    screen = Screen(said.append)

    def fails(error: SitegenError) -> None:
        raise error

    screen.show(lambda: fails(ToldError("bad cable", place="a.txt:1")))
    assert b"bad cable" in screen.panel()
    screen.show(lambda: fails(SitegenError("no such field", place="cable.html:3")))
    assert said == ["error: cable.html:3: no such field"]


SWALLOWING = """
import os, signal, time
from tornado.ioloop import IOLoop
from sitegen.preview import _ended_by_interrupt

def request():
    try:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.2)
    except BaseException:
        print("an exception")

loop = IOLoop.current()
loop.add_callback(request)
loop.call_later(20, lambda: os._exit(3))
with _ended_by_interrupt(loop):
    loop.start()
print("ended", signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


def test_an_interrupt_is_not_lost_in_a_request_that_swallows_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SWALLOWING], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, "ended True\n")
