"""What the tests share: a browser, a static host, and a page that tolerates no error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parent.parent

# A shell lets its background jobs ignore Ctrl-C, and so would every command the tests start and end.
signal.signal(signal.SIGINT, signal.default_int_handler)

expect.set_options(timeout=30_000)  # ms; a worker on a busy machine may get nothing for seconds

# A busy machine is no fault of the code: time is measured in benchmarks/, not here.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

# Without these Chromium calls home at every start, which tests must not.
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

ServeFolder = Callable[..., str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser, so that `-m "not browser"` leaves it out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium with an empty profile: one for each worker."""
    finder = [sys.executable, str(ROOT / "scripts" / "browser.py")]
    found = subprocess.run(finder, check=True, capture_output=True, text=True)
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found.stdout.strip(), args=flags)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, serve_folder: ServeFolder) -> Iterator[Page]:
    """A page in a new context. Console errors, exceptions in scripts and requests to another host
    fail the test at its end; a test that provokes one opens its own with `browser.new_page()`. It asks
    for `serve_folder` so that it is closed before the host is.
    """
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    hosts: set[str] = set()
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    context.on("request", lambda request: hosts.add(urlsplit(request.url).hostname or ""))
    yield page
    context.close()
    assert not faults, f"errors in the page: {faults}"
    assert hosts <= {"", "127.0.0.1", "localhost"}, f"requests to other hosts: {hosts}"


class _StaticHost(SimpleHTTPRequestHandler):
    """What any static host does: files below a base path, index.html, 404.html."""

    def __init__(self, *args: object, base: str, **kwargs: object) -> None:
        self.base = base
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.base):
            return str(Path(self.directory, "there is no such file"))
        return super().translate_path("/" + path.removeprefix(self.base))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests are quiet."""


@pytest.fixture
def serve_folder() -> Iterator[ServeFolder]:
    """`serve_folder(folder, base="/archive/")` serves it and returns its URL, which ends in `/`."""
    servers: list[ThreadingHTTPServer] = []

    def serve(folder: Path, base: str = "/") -> str:
        handler = partial(_StaticHost, directory=str(folder), base=base)
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return f"http://127.0.0.1:{server.server_address[1]}{base}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
